"""How two versions of a plan differ, in sentences."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from letsconnect_tui.i18n.message import message
from letsconnect_tui.plan.moments import clock

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from letsconnect_tui.i18n.message import Message
    from letsconnect_tui.plan.model import Item, Plan

_SHOWN = frozenset(
    ("title", "start", "timezone", "length_s", "duration_s", "min_s", "max_s", "lead", "tech", "name", "role")
)
"""Fields whose values are short enough to be told; of the others only that they differ."""
_LONGEST = 60


def plan_differences(old: Plan, new: Plan) -> tuple[Message, ...]:
    """What was edited between two versions of a plan, item by item; empty where they mean the same."""
    return (
        *_changed(message("plan-diff-session"), old.session, new.session),
        *_people(old, new),
        *_items(old, new),
    )


def _people(old: Plan, new: Plan) -> Iterator[Message]:
    before = {person.id: person for person in old.people}
    after = {person.id: person for person in new.people}
    yield from (message("plan-diff-person-gone", one.name) for one in old.people if one.id not in after)
    for person in new.people:
        if person.id not in before:
            yield message("plan-diff-person-new", person.name)
        else:
            yield from _changed(message("plan-diff-person", person.name), before[person.id], person)


def _items(old: Plan, new: Plan) -> Iterator[Message]:
    before = {item.id: item for item in old.items}
    after = {item.id: item for item in new.items}
    yield from (message("plan-diff-item-gone", one.title) for one in old.items if one.id not in after)
    for item in new.items:
        if item.id not in before:
            yield message("plan-diff-item-new", item.title, clock(item.duration_s))
        else:
            was = before[item.id]
            follow = _that_follow(was, item)
            yield from _changed(message("plan-diff-item", was.title), was, item, passed_over=follow)
    stayed = [item for item in old.items if item.id in after]
    moved = _moved(stayed, [item for item in new.items if item.id in before])
    if moved:
        yield message("plan-diff-order", [item.title for item in moved])


def _moved(old: Sequence[Item], new: Sequence[Item]) -> list[Item]:
    """The fewest items that have to change places to get from one order to the other."""
    place = {item.id: number for number, item in enumerate(old)}
    chains: list[list[int]] = []
    for number, item in enumerate(new):
        before = (chain for chain in chains if place[new[chain[-1]].id] < place[item.id])
        chains.append([*_longest(before), number])
    stay = set(_longest(chains))
    return [item for number, item in enumerate(new) if number not in stay]


def _longest(chains: Iterable[list[int]]) -> list[int]:
    longest: list[int] = []
    for chain in chains:
        longest = chain if len(chain) > len(longest) else longest
    return longest


def _that_follow(old: Item, new: Item) -> frozenset[str]:
    """Times that nobody wrote: they only follow the duration."""
    return _at_their_usual(old) & _at_their_usual(new)


def _at_their_usual(item: Item) -> frozenset[str]:
    usual = {
        "min_s": item.min_s in (item.duration_s // 2, item.duration_s),
        "max_s": item.max_s == item.duration_s,
        "warn_s": set(item.warn_s) == {item.duration_s // 5, item.duration_s // 20},
    }
    return frozenset(name for name, is_usual in usual.items() if is_usual)


def _changed(
    about: Message, old: Any, new: Any, *, passed_over: frozenset[str] = frozenset()
) -> Iterator[Message]:
    """One sentence for each field that differs."""
    for name in old.__struct_fields__:
        was, becomes = getattr(old, name), getattr(new, name)
        if was == becomes or name in passed_over:
            continue
        key = name.removesuffix("_s")
        if name in _SHOWN and (was or becomes):
            yield message("plan-diff-from-to", about, key, _value_text(name, was), _value_text(name, becomes))
        else:
            yield message("plan-diff-changed", about, key)


def _value_text(name: str, value: object) -> str:
    if value is None:
        return "–"
    if name.endswith("_s") and isinstance(value, int):
        return clock(value)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)[:_LONGEST]
