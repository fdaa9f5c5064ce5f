"""The facts of a run sheet: the agenda as the team reads it on the day, and each person's part of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.exporters.pages import Linked
from letsconnect_tui.i18n.catalogue import words_in
from letsconnect_tui.plan.occurrence import outline
from letsconnect_tui.text import NOTE_LIMIT, clean, clean_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from letsconnect_tui.plan.model import Item, Person, Plan
    from letsconnect_tui.plan.occurrence import PlannedItem


class RunSheetRow(msgspec.Struct, frozen=True):
    """One item of the agenda."""

    starts_at: datetime
    """Aware UTC."""
    minutes: str
    """``20``, or ``1.5`` where it is no whole number."""
    kind: str
    title: str
    lead: Linked | None
    tech: Linked | None
    backup: Linked | None
    """Who takes over from the lead."""
    paste: tuple[str, ...]
    """What goes to the chat, and to the rooms."""
    recorded: bool
    needs: tuple[str, ...]
    backup_plan: str
    slides: str
    pad: str
    prompt: str
    """Of the rooms."""


class PersonPart(msgspec.Struct, frozen=True):
    """What one person does in one item."""

    row: RunSheetRow
    parts: tuple[str, ...]
    """``lead``, ``tech``, ``backup`` or ``host``."""
    after: str
    """The title of the item before; empty for the first."""
    cues: tuple[tuple[datetime, int], ...]
    """When (aware UTC) how many seconds are left."""
    room: str = ""
    """The room they look after."""


class PersonPage(msgspec.Struct, frozen=True):
    """One person's page."""

    id: str
    name: str
    role: str
    say: str
    intro: str
    timezone: str | None
    parts: tuple[PersonPart, ...]


class RunSheet(msgspec.Struct, frozen=True):
    """A plan at one of its occurrences."""

    title: str
    starts_at: datetime
    """Aware UTC."""
    ends_at: datetime
    links: tuple[tuple[str, str], ...]
    """``room`` and the like, with the address."""
    rows: tuple[RunSheetRow, ...]
    people: tuple[PersonPage, ...]
    """Those who have a part, in the order of the plan."""


def run_sheet(plan: Plan, starts_at: datetime, language: str) -> RunSheet:
    """The run sheet of the occurrence that starts then, its few words in a language."""
    session = plan.session
    agenda = outline(plan, starts_at)
    rows = tuple(_row(plan, planned, language) for planned in agenda)
    people = (_person(plan, person, agenda, rows) for person in plan.people)
    links = ((key, getattr(session.links, key)) for key in ("room", "pad", "slides", "survey", "conduct"))
    return RunSheet(
        clean(session.title),
        starts_at,
        starts_at + timedelta(seconds=session.length_s),
        tuple((key, link) for key, link in links if link),
        rows,
        tuple(sheet for sheet in people if sheet.parts),
    )


def _row(plan: Plan, planned: PlannedItem, language: str) -> RunSheetRow:
    item = planned.item
    lead = plan.person(item.lead)
    return RunSheetRow(
        planned.starts_at,
        f"{item.duration_s / 60:g}",
        item.kind,
        clean(item.title),
        _linked(plan, item.lead),
        _linked(plan, item.tech),
        _linked(plan, None if lead is None else lead.backup),
        tuple(_paste(item, language)),
        item.record,
        tuple(map(clean, item.needs)),
        clean(item.backup_plan or "", limit=NOTE_LIMIT),
        clean(item.slides or ""),
        clean(item.pad or ""),
        clean(item.breakout.prompt or "", limit=NOTE_LIMIT) if item.breakout else "",
    )


def _linked(plan: Plan, person_id: str | None) -> Linked | None:
    """The person by name; an id that nobody has stands as it is written."""
    if person_id is None:
        return None
    person = plan.person(person_id)
    if person is None:
        return Linked(clean_name(person_id), None)
    return Linked(clean_name(person.name), person.username)


def _paste(item: Item, language: str) -> Iterator[str]:
    for line in item.chat:
        text = clean(line.text, limit=NOTE_LIMIT)
        # Behind the text: what stands first decides in which direction a line is written.
        yield f"{text} ({line.lang})" if line.lang else text
    for broadcast in item.breakout.broadcast if item.breakout else ():
        left = words_in(language, "minutes", round(-broadcast.at_s / 60))
        yield words_in(language, "runsheet-broadcast", left, clean(broadcast.text, limit=NOTE_LIMIT))


def _person(
    plan: Plan, person: Person, agenda: tuple[PlannedItem, ...], rows: tuple[RunSheetRow, ...]
) -> PersonPage:
    parts = []
    for index, (planned, row) in enumerate(zip(agenda, rows, strict=True)):
        item = planned.item
        does = tuple(_does(plan, person, item))
        if not does:
            continue
        warn_s = item.warn_s if "lead" in does else ()
        cues = tuple((planned.ends_at - timedelta(seconds=left), left) for left in warn_s)
        after = rows[index - 1].title if index else ""
        parts.append(PersonPart(row, does, after, cues, _room(item, person)))
    say, intro = clean(person.say or ""), clean(person.intro or "", limit=NOTE_LIMIT)
    return PersonPage(
        person.id, clean_name(person.name), person.role, say, intro, person.timezone, tuple(parts)
    )


def _does(plan: Plan, person: Person, item: Item) -> Iterator[str]:
    lead = plan.person(item.lead)
    if item.lead == person.id:
        yield "lead"
    if item.tech == person.id:
        yield "tech"
    if lead is not None and lead.backup == person.id:
        yield "backup"
    if _room(item, person):
        yield "host"


def _room(item: Item, person: Person) -> str:
    rooms = item.breakout.rooms if item.breakout else ()
    return next((clean(room.name) for room in rooms if room.host == person.id), "")
