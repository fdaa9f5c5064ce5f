"""Checks people and items: contradictions are errors, probable mistakes are warnings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import msgspec

from letsconnect_tui.i18n.catalogue import words_in
from letsconnect_tui.i18n.message import message
from letsconnect_tui.plan.moments import clock
from letsconnect_tui.plan.problems import Path, Remark, key_of, nearest, with_hint
from letsconnect_tui.plan.values import is_id
from letsconnect_tui.text import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from letsconnect_tui.i18n.message import Message
    from letsconnect_tui.plan.model import Item, Plan


_FAIR_IN: dict[str, Callable[[Item], object]] = {
    "duration": lambda item: item.duration_s,
    "min": lambda item: item.min_s,
    "max": lambda item: item.max_s,
    "squeeze": lambda item: item.squeeze,
}
"""Key in the file → the value that must be equal in all items of a fair group."""


def check_people(plan: Plan) -> Iterator[Remark]:
    """References to people who are not in the plan, and sharers who lead no item."""
    known = [person.id for person in plan.people]
    leading = {item.lead for item in plan.items}
    for path, written in _references(plan):
        if written is None or written in known:
            continue
        meant = _id_meant(plan, written)
        leading.add(meant)
        if meant is not None:
            reason = message("plan-person-meant", path[-1], written, meant)
        else:
            reason = with_hint(message("plan-unknown-person", path[-1], written), written, known)
        yield _warning(path, reason) if is_id(written) else _error(path, reason)
    for index, person in enumerate(plan.people):
        if person.role == "sharer" and person.id not in leading:
            yield _warning(("people", index), message("plan-sharer-without-item", person.id))
        if person.backup == person.id:
            yield _warning(("people", index, "backup"), message("plan-own-backup", person.id))


def _id_meant(plan: Plan, written: str) -> str | None:
    """The id of the one person whose name, part of a name, username or differently written id this is."""
    wanted = written.casefold().strip()
    whole = [
        person.id
        for person in plan.people
        if wanted in map(str.casefold, (person.id, person.name, person.username or ""))
    ]
    part = [person.id for person in plan.people if wanted in person.name.casefold().split()]
    found = whole or part
    return found[0] if len(found) == 1 else None


def _references(plan: Plan) -> Iterator[tuple[Path, str | None]]:
    for index, person in enumerate(plan.people):
        yield ("people", index, "backup"), person.backup
    for index, item in enumerate(plan.items):
        yield ("item", index, "lead"), item.lead
        yield ("item", index, "tech"), item.tech
        for number, room in enumerate(item.breakout.rooms if item.breakout else ()):
            yield ("item", index, "breakout", "rooms", number, "host"), room.host
    for index, step in enumerate(plan.checklist):
        yield ("checklist", index, "who"), step.who


def check_groups(plan: Plan) -> Iterator[Remark]:
    """Groups to keep apart or together that can mean nothing.

    People who are not in the plan may be meant by their names; a word that is nearly somebody's id may not.
    """
    known = [person.id for person in plan.people]
    for index, item in enumerate(plan.items):
        written = {"apart": item.breakout.apart, "together": item.breakout.together} if item.breakout else {}
        meant: dict[str, list[list[str]]] = {}
        for key, groups in written.items():
            for number, group in enumerate(groups):
                ids = [name if name in known else _id_meant(plan, name) or name for name in group]
                meant.setdefault(key, []).append(ids)
                for name in ids:
                    if name not in known and nearest(name, known):
                        reason = with_hint(message("plan-unknown-person", key, name), name, known)
                        yield _warning(("item", index, "breakout", key, number), reason)
        for fault in group_faults(meant.get("apart", []), meant.get("together", [])):
            path: Path = ("item", index, "breakout", fault.key, fault.index)
            if fault.kind == "one-person":
                yield _warning(path, message("plan-group-of-one", fault.key))
            else:
                yield _warning(path, message("plan-apart-and-together", ", ".join(fault.people)))


def check_items(plan: Plan, reliable: Sequence[frozenset[str]]) -> Iterator[Remark]:
    """Each item's own durations, its rooms, and the fair groups, as far as each item's times are reliable."""
    for index, item in enumerate(plan.items):
        yield from _check_durations(item, ("item", index), reliable[index])
        yield from _check_breakout(item, ("item", index, "breakout"), reliable[index])
    yield from _check_fair_groups(plan, reliable)


def _check_durations(item: Item, path: Path, reliable: frozenset[str]) -> Iterator[Remark]:
    if "duration" not in reliable:
        return
    duration = clock(item.duration_s)
    if "min" in reliable and item.min_s > item.duration_s:
        yield _error(
            (*path, "min"), message("plan-min-over-duration", clock(item.min_s), clock(item.duration_s))
        )
    elif {"min", "squeeze"} <= reliable and item.squeeze == "never" and item.min_s < item.duration_s:
        yield _error((*path, "min"), message("plan-min-of-never"))
    if "max" in reliable and item.max_s < item.duration_s:
        yield _error((*path, "max"), message("plan-max-under-duration", clock(item.max_s), duration))
    if item.questions_s and item.questions_s >= item.duration_s:
        yield _error((*path, "questions"), message("plan-questions-fill-item", duration))


def _check_breakout(item: Item, path: Path, reliable: frozenset[str]) -> Iterator[Remark]:
    rooms = item.breakout
    if rooms is None:
        return
    if rooms.size is not None and rooms.count is not None:
        yield _error((*path, "count"), message("plan-size-and-count"))
    if rooms.size is not None and rooms.min_size > rooms.size:
        yield _error((*path, "min_size"), message("plan-min-size-over-size", rooms.min_size, rooms.size))
    if rooms.count is not None and len(rooms.rooms) > rooms.count:
        yield _error((*path, "rooms"), message("plan-more-rooms-than-count", len(rooms.rooms), rooms.count))
    for index, line in enumerate(rooms.broadcast):
        if "duration" in reliable and -line.at_s > item.duration_s:
            at: Path = (*path, "broadcast", index, "at")
            yield _error(
                at, message("plan-broadcast-before-start", clock(-line.at_s), clock(item.duration_s))
            )


def _check_fair_groups(plan: Plan, reliable: Sequence[frozenset[str]]) -> Iterator[Remark]:
    first_of: dict[tuple[str, str], Item] = {}
    for index, item in enumerate(plan.items):
        if item.fair is None:
            continue
        unequal = [
            (key, first)
            for key, value_of in _FAIR_IN.items()
            if key in reliable[index]
            and value_of(first := first_of.setdefault((item.fair, key), item)) != value_of(item)
        ]
        if unequal:
            key, first = unequal[0]
            reason = message("plan-unfair", item.fair, first.title, ", ".join(key for key, _ in unequal))
            yield _error(("item", index, key), reason)


def _error(path: Path, reason: Message) -> Remark:
    return Remark("error", path, reason)


def _warning(path: Path, reason: Message) -> Remark:
    return Remark("warning", path, reason)


class GroupFault(msgspec.Struct, frozen=True):
    """A group that says nothing, or the contrary of another."""

    key: Literal["apart", "together"]
    index: int
    kind: Literal["one-person", "contradiction"]
    """Fewer than two different people; people to keep apart who are to stay together as well."""
    people: tuple[str, ...]
    """The people of the group that it is about, as they are written."""


def merged_groups(groups: Iterable[Iterable[str]]) -> tuple[frozenset[str], ...]:
    """Groups of people, with those that overlap made one: whoever shares a member is joined."""
    merged: list[frozenset[str]] = []
    for group in groups:
        one = frozenset(group)
        one = one.union(*(other for other in merged if other & one))
        merged = [other for other in merged if not other & one] + [one]
    return tuple(merged)


def group_faults(apart: Sequence[Sequence[str]], together: Sequence[Sequence[str]]) -> Iterator[GroupFault]:
    """What is wrong with the groups, in the order in which they are written."""
    units = merged_groups(together)
    for index, group in enumerate(apart):
        if len(set(group)) < 2:
            yield GroupFault("apart", index, "one-person", tuple(group))
        for unit in units:
            both = tuple(dict.fromkeys(who for who in group if who in unit))
            if len(both) > 1:
                yield GroupFault("apart", index, "contradiction", both)
    for index, group in enumerate(together):
        if len(set(group)) < 2:
            yield GroupFault("together", index, "one-person", tuple(group))


_WHOLE = lazy_pattern(r"[.…?_\-–]+|x{2,}|t\.?b\.?[acd]\.?|todo", re.IGNORECASE)
_INSIDE = lazy_pattern(
    r"\b(?:TODO|TBA|TBC|TBD|FIXME|XXX+)\b|(?i:\blorem ipsum\b)"
    r"|(?i:[<\[{]\s*(?:your|insert|add|enter|name|title|topic|link|date|speaker|sharer)\b[^<>\[\]{}]*[>\]}])"
    r"|(?i:\b(?:your|sharer|speaker)(?:'s)? (?:name|title|text|link) here\b)"
)
_LINK = lazy_pattern(r"https?://[^/]*(?:\.\.\.|…|xxx)", re.IGNORECASE)
_TEMPLATE_NAMES = ("new-person-facilitator", "new-person-tech", "new-person-sharer")
_TEMPLATE_TITLES = ("new-title-sharer", "new-title-talk")


def find_placeholders(plan: Plan) -> Iterator[Remark]:
    """One piece of advice for each text that is still to be replaced."""
    names, titles = _template_texts(_TEMPLATE_NAMES, plan), _template_texts(_TEMPLATE_TITLES, plan)
    for path, text in _texts(plan):
        of_template = {"name": names, "title": titles}.get(str(path[-1]))
        if _is_placeholder(text) or (of_template is not None and of_template.fullmatch(text.strip())):
            yield Remark("advice", path, message("plan-advice-placeholder", key_of(path), text))


def _is_placeholder(text: str) -> bool:
    return any((_WHOLE().fullmatch(text.strip()), _INSIDE().search(text), _LINK().match(text)))


def _template_texts(keys: tuple[str, ...], plan: Plan) -> re.Pattern[str]:
    """The texts that templates write, numbered or not, in the language of the plan and in English."""
    languages = dict.fromkeys((plan.session.language, "en"))
    texts = (words_in(language, key, "\0") for language in languages for key in keys)
    return re.compile("|".join(re.escape(text).replace("\0", r"\d+") for text in texts))


def _texts(plan: Plan) -> Iterator[tuple[Path, str]]:
    """Every short text that people will see, with its place."""
    session = plan.session
    yield ("session", "title"), session.title
    for key, text in (("purpose", session.purpose), ("preparation", session.preparation)):
        yield ("session", key), text or ""
    for name in session.links.__struct_fields__:
        yield ("session", "links", name), getattr(session.links, name) or ""
    for index, person in enumerate(plan.people):
        yield ("people", index, "name"), person.name
        yield ("people", index, "intro"), person.intro or ""
    for index, item in enumerate(plan.items):
        yield ("item", index, "title"), item.title
        for key, text in (("slides", item.slides), ("pad", item.pad), ("backup_plan", item.backup_plan)):
            yield ("item", index, key), text or ""
        for number, line in enumerate(item.chat):
            yield ("item", index, "chat", number), line.text
        if item.breakout is not None:
            yield ("item", index, "breakout", "prompt"), item.breakout.prompt or ""
