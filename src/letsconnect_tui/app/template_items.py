"""What a new plan begins with: the items and people of a template, in the language in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from letsconnect_tui.app.shipped_templates import CHAT, TEMPLATES
from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n import current_language, message, words
from letsconnect_tui.i18n.catalogue import language_with, words_in
from letsconnect_tui.plan.editing.entries import free_id
from letsconnect_tui.plan.ids import slug
from letsconnect_tui.plan.problems import with_hint
from letsconnect_tui.plan.skeleton import SkeletonItem, SkeletonPerson

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from letsconnect_tui.app.shipped_templates import Template, TemplateItem
    from letsconnect_tui.plan.model import Role


QUESTIONS_S = 3 * 60
"""The end of each sharer's time."""
BROADCAST_BEFORE = (5, 1)
"""Minutes before the close at which a line goes to all rooms."""


def template_of(kind: str) -> Template:
    """The template of a kind, by its name in plans or in short; InputError where there is none."""
    named = KIND_NAMES.get(kind.casefold())
    if named is None:
        raise InputError(with_hint(message("new-unknown-kind", kind, ", ".join(TEMPLATES)), kind, KIND_NAMES))
    return TEMPLATES[named]


def template_items(template: Template, languages: Sequence[str] = ()) -> tuple[SkeletonItem, ...]:
    """The items in the language in use.

    Args:
        template: Their template.
        languages: Those of the session, the main one first: lines for the chat come in each that has them.
    """
    return tuple(_item(line, template, languages) for line in template.lines)


def _chat(line: TemplateItem, languages: Sequence[str]) -> Iterator[str | tuple[str, str]]:
    main, *others = languages or (current_language(),)
    for one in CHAT.get(line.title, ()):
        key = f"new-chat-{one}"
        yield words_in(main, key, line.minutes)
        for language in others:
            if language_with(key, language).partition("-")[0] == language.partition("-")[0]:
                yield language, words_in(language, key, line.minutes)


def fitted_to_slot(items: tuple[SkeletonItem, ...], length_s: int) -> tuple[SkeletonItem, ...]:
    """The items, each shortened by the same share if they do not fit a slot; whole minutes where possible."""
    needed = sum(item.duration_s for item in items)
    room = length_s - length_s // 20
    if needed <= room:
        return items
    step = 60 if room >= 2 * 60 * len(items) else 1
    return tuple(
        replace(
            item,
            duration_s=max(step, item.duration_s * room // needed // step * step),
            min_s=None,
            questions_s=None,
            broadcast=(),
        )
        for item in items
    )


def _broadcast() -> tuple[tuple[int, str], ...]:
    return tuple((at, words(f"new-broadcast-{at}")) for at in BROADCAST_BEFORE)


def _item(line: TemplateItem, template: Template, languages: Sequence[str]) -> SkeletonItem:
    shares = line.kind == "share"
    number = line.lead.rpartition("-")[2] if shares else ""
    return SkeletonItem(
        kind=line.kind,
        title=words(f"new-title-{line.title}", number),
        duration_s=line.minutes * 60,
        min_s=None if line.floor == line.minutes else line.floor * 60,
        questions_s=QUESTIONS_S if shares else None,
        lead=line.lead,
        fair="sharers" if shares and template.sharers > 1 else None,
        rooms_of=line.rooms_of,
        chat=tuple(_chat(line, languages)),
        prompt=words("new-prompt") if line.rooms_of is not None else None,
        broadcast=_broadcast() if line.rooms_of is not None else (),
    )


KIND_NAMES = {"learning-clinic": "clinic", "other": "connection"} | {name: name for name in TEMPLATES}
"""What may be typed for a kind: as plans name it, or in short."""


def with_sharers(
    items: tuple[SkeletonItem, ...], people: tuple[SkeletonPerson, ...], names: Sequence[str]
) -> tuple[tuple[SkeletonItem, ...], tuple[SkeletonPerson, ...]]:
    """The agenda with one item for each sharer, in place of those of the template, and the sharers by name.

    Args:
        items: The agenda of a template.
        people: Its people.
        names: The names of the sharers; none leaves everything as it is.
    """
    shares = [item for item in items if item.kind == "share"]
    if not names or not shares:
        return items, people
    team = [person for person in people if person.role != "sharer"]
    taken, sharers, own = [person.id for person in team], [], []
    for name in names:
        person = SkeletonPerson(free_id(taken, slug(name) or "sharer"), name, "sharer", _backup(team))
        taken.append(person.id)
        sharers.append(person)
        title, fair = words("new-title-of", name), "sharers" if len(names) > 1 else None
        own.append(replace(shares[0], title=title, lead=person.id, fair=fair))
    at = items.index(shares[0])
    others = [item for item in items if item not in shares]
    return (*others[:at], *own, *others[at:]), (*team, *sharers)


def with_team(
    items: tuple[SkeletonItem, ...], people: tuple[SkeletonPerson, ...], names: Sequence[str]
) -> tuple[tuple[SkeletonItem, ...], tuple[SkeletonPerson, ...]]:
    """The agenda and people of a template with the names of those who run it.

    Args:
        items: The agenda.
        people: The people, those of the team first.
        names: Who facilitates and who does the tech, in this order; further names help. One name does both.
    """
    team = [person for person in people if person.role != "sharer"]
    if not names or not team:
        return items, people
    sharers = [person for person in people if person.role == "sharer"]
    taken: list[str] = [person.id for person in sharers]
    own: list[SkeletonPerson] = []
    for name in names:
        role: Role = team[len(own)].role if len(own) < len(team) else "co-facilitator"
        own.append(SkeletonPerson(free_id(taken, slug(name) or "person"), name, role))
        taken.append(own[-1].id)
    now = {old.id: own[min(place, len(own) - 1)].id for place, old in enumerate(team)}
    held = [replace(person, backup=now.get(person.backup or "", person.backup)) for person in sharers]
    led = (replace(item, lead=now.get(item.lead or "", item.lead)) for item in items)
    return tuple(led), (*own, *held)


def _backup(team: Sequence[SkeletonPerson]) -> str | None:
    return next((person.id for person in team if person.role == "facilitator"), None)


def template_people(template: Template) -> tuple[SkeletonPerson, ...]:
    """Those who lead its items, under the name of their part."""
    team: list[tuple[str, Role]] = [("facilitator", "facilitator"), ("tech", "tech")]
    people = [SkeletonPerson(part, words(f"new-person-{part}"), role) for part, role in team]
    sharers = range(1, template.sharers + 1)
    people += [
        SkeletonPerson(f"sharer-{number}", words("new-person-sharer", number), "sharer", "facilitator")
        for number in sharers
    ]
    return tuple(people)
