"""Announcements of a session in the shapes in which they are sent and filed.

What an announcement should say and the plan does not is told beside it, never made up.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, get_args

from letsconnect_tui.errors import InputError
from letsconnect_tui.exporters.announcement_facts import (
    KEY,
    Announcement,
    about,
    audience,
    clocks,
    greeting,
    in_one_line,
    languages_spoken,
    listed_names,
    missing,
    placeholders,
    which_date,
    who_may_be_named,
)
from letsconnect_tui.exporters.escape import wikitext, wikitext_label
from letsconnect_tui.exporters.formats import ExportedText
from letsconnect_tui.exporters.local_times import local_times, span, when
from letsconnect_tui.exporters.pages import Prose, WikitextPage
from letsconnect_tui.i18n.catalogue import language_with
from letsconnect_tui.i18n.dates import language_name, weekday_date
from letsconnect_tui.i18n.message import message
from letsconnect_tui.text import clean, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from letsconnect_tui.plan.model import Plan

Target = Literal["email", "meta", "telegram", "diff", "capx"]
TARGETS: tuple[Target, ...] = get_args(Target)
CAPX_NAME = 128
"""Characters that the name of an event may have in the Capacity Exchange."""


def announcement(
    plan: Plan, target: str, language: str | None = None, occurrence: int | None = None
) -> ExportedText:
    """The text for one place, and what the plan does not say that it should.

    Args:
        plan: What is announced.
        target: One of ``TARGETS``.
        language: The code of its language; None: the session's.
        occurrence: Which occurrence alone is announced, counted from 1; None: all.

    Raises:
        InputError: There is no such target.
    """
    write = _SHAPES.get(target)
    if write is None:
        raise InputError(message("announce-unknown-target", target, list(TARGETS)))
    times = local_times(plan)
    one = times if occurrence is None else times[occurrence - 1 : occurrence]
    draft = Announcement(plan, language or plan.session.language, one, occurrence if len(times) > 1 else None)
    notes = [*missing(plan, target), *clocks(draft), *placeholders(plan)]
    text = "\n".join(write(draft))
    if target == "capx" and len(draft.title) > CAPX_NAME:
        notes.append(message("announce-name-cut", CAPX_NAME))
    return ExportedText(printable(text, lines=True) + "\n", tuple(notes))


def _email(draft: Announcement) -> Iterator[str]:
    session = draft.plan.session
    first = draft.times[0]
    day = weekday_date(first.starts_at.date(), language_with(KEY, draft.language))
    yield draft.say("announce-subject", draft.kind, draft.title, day)
    yield ""
    yield draft.say("announce-greeting", greeting(draft))
    yield ""
    yield draft.say(KEY, draft.kind, draft.title)
    yield from which_date(draft)
    yield languages_spoken(draft)
    yield ""
    for times in draft.times:
        yield draft.say("announce-field", draft.say("announce-when"), when(times, draft.language))
        yield draft.say("announce-field", draft.say("times-your-own"), times.zonestamp)
    if session.links.event:
        yield draft.say("announce-field", draft.say("announce-register"), session.links.event)
        yield draft.say("announce-link-follows")
    for heading, lines in about(draft):
        yield from ("", heading, *lines)
    if session.links.conduct:
        yield from ("", draft.say("announce-conduct", session.links.conduct))
    if team := who_may_be_named(draft, "facilitator", "co-facilitator"):
        yield from ("", draft.say("announce-signed", listed_names(draft, team)))


def _meta(draft: Announcement) -> Iterator[str]:
    """A row for the table of the calendar page, and a section for the page of the event."""
    session, page = draft.plan.session, WikitextPage()
    spoken = language_with(KEY, draft.language)
    languages = [language_name(code, spoken) for code in (session.language, *session.interpretation)]
    register = _wiki_link(session.links.event, draft.say("announce-register")) if session.links.event else ""
    for times in draft.times:
        yield "|-"
        cells = (
            weekday_date(times.starts_at.date(), spoken),
            span(times.starts_at, times.ends_at) + " UTC",
            draft.headline,
            ", ".join(languages),
            ", ".join(audience(draft)),
        )
        links = (_wiki_link(times.zonestamp, draft.say("times-your-own")), register)
        yield "| " + " || ".join([*map(wikitext, cells), " · ".join(filter(None, links))])
    yield ""
    yield page.heading(draft.headline).rstrip()
    fields = [
        (draft.say("announce-when"), Prose(f"{when(one, draft.language)} ({one.zonestamp})"))
        for one in draft.times
    ]
    for heading, lines in about(draft):
        fields += [(heading, Prose(line.removeprefix("- "))) for line in lines]
    fields.append((draft.say("announce-languages-head"), Prose(languages_spoken(draft))))
    if session.links.event:
        fields.append((draft.say("announce-register"), Prose(session.links.event)))
    yield page.fields(fields).rstrip()


def _wiki_link(address: str, label: str) -> str:
    escaped = re.sub(r"[\s\[\]{}|<>'\"]", lambda sign: f"%{ord(sign[0]):02X}", address)
    return f"[{escaped} {wikitext_label(label)}]"


def _telegram(draft: Announcement) -> Iterator[str]:
    """Short enough to be read on a telephone."""
    session = draft.plan.session
    yield draft.headline
    for times in draft.times:
        yield f"{when(times, draft.language)} ({times.zonestamp})"
    yield languages_spoken(draft)
    if session.purpose:
        yield in_one_line(session.purpose)
    yield from (" · ".join(audience(draft)),) if session.audience else ()
    if session.links.event:
        yield draft.say("announce-field", draft.say("announce-register"), session.links.event)


def _diff(draft: Announcement) -> Iterator[str]:
    """The fields of an event in the calendar of Diff; several dates are several events."""
    session = draft.plan.session
    for number, times in enumerate(draft.times):
        if number:
            yield ""
        yield draft.say("announce-field", draft.say("announce-title"), draft.headline)
        yield draft.say(
            "announce-field", draft.say("announce-begins"), f"{times.starts_at:%Y-%m-%d %H:%M} UTC"
        )
        yield draft.say("announce-field", draft.say("announce-ends"), f"{times.ends_at:%Y-%m-%d %H:%M} UTC")
        if session.links.event:
            yield draft.say("announce-field", draft.say("announce-website"), session.links.event)
    yield from ("", draft.say("announce-description"), "")
    for times in draft.times:
        yield f"{when(times, draft.language)} ({times.zonestamp})"
    yield languages_spoken(draft)
    for heading, lines in about(draft):
        yield from ("", heading, *lines)


def _capx(draft: Announcement) -> Iterator[str]:
    """The fields of an event in the Capacity Exchange, a form for each date."""
    session = draft.plan.session
    place = "virtual" if session.links.room or session.kind != "workshop" else "in_person"
    for number, times in enumerate(draft.times):
        if number:
            yield ""
        name = draft.title if len(draft.title) <= CAPX_NAME else draft.title[: CAPX_NAME - 1].rstrip() + "…"
        yield f"name: {name}"
        yield f"type_of_location: {place}"
        yield f"url: {session.links.event or ''}".rstrip()
        yield f"time_begin: {times.starts_at:%Y-%m-%dT%H:%M:%SZ}"
        yield f"time_end: {times.ends_at:%Y-%m-%dT%H:%M:%SZ}"
        yield f"related_skills: {', '.join(map(clean, session.topics))}".rstrip()
        yield f"description: {in_one_line(session.purpose)}".rstrip()


_SHAPES: dict[str, Callable[[Announcement], Iterator[str]]] = {
    "email": _email,
    "meta": _meta,
    "telegram": _telegram,
    "diff": _diff,
    "capx": _capx,
}
