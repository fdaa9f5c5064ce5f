"""Checks people and items: contradictions are errors, probable mistakes are warnings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.i18n.message import message
from letsconnect_tui.plan.duration import clock
from letsconnect_tui.plan.pair_rules import group_faults
from letsconnect_tui.plan.problems import Path, Remark, nearest, with_hint
from letsconnect_tui.plan.values import is_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

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
