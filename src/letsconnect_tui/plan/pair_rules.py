"""Groups of people to keep apart or together in breakout rooms, and which of them can mean nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


@dataclass(frozen=True, slots=True)
class GroupFault:
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
