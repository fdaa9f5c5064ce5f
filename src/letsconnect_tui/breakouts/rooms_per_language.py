"""How many rooms a crowd of several languages needs: a size is a target for the rooms of each language."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from letsconnect_tui.breakouts.search.crowd import crowd_of
from letsconnect_tui.breakouts.search.language_labels import Labeller
from letsconnect_tui.breakouts.sizes import (
    MOST_ROOMS,
    even_sizes,
    room_count,
    smallest_size,
    spread_seats,
    target_size,
)
from letsconnect_tui.errors import CommandRefused
from letsconnect_tui.i18n.message import message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from letsconnect_tui.breakouts.model import Guest, Met, Wishes
    from letsconnect_tui.breakouts.search.crowd import Crowd
    from letsconnect_tui.breakouts.work_budget import WorkBudget

Fit = tuple[int, int, int, int, int]
"""What speaks against a number of rooms: people not understood or alone, pairs not to be parted, pairs not to
be kept together, people missing to the smallest size, and people beyond one more than the target."""

_MISSING, _OVER = 3, 4
_LOOKS = 12
"""Numbers of rooms compared at most."""


def fitting_crowd(guests: Sequence[Guest], wishes: Wishes, met: Met, work: WorkBudget) -> Crowd:
    """The crowd with as many rooms as its languages need; a count that was asked for is exact.

    Args:
        guests: Who is to be seated.
        wishes: What is asked of the round.
        met: Who met whom before.
        work: Pays for comparing numbers of rooms.

    Raises:
        CommandRefused: That would be more rooms than anybody can have.
        Cancelled: ``work`` was cancelled.
    """
    people = len(guests) + wishes.seats
    if (rooms := room_count(people, wishes)) > MOST_ROOMS:
        raise CommandRefused(message("refused-too-many-rooms", people, rooms, MOST_ROOMS))
    crowd = crowd_of(guests, wishes, met)
    if wishes.count is not None or not crowd.languages or not crowd.size:
        return crowd
    counting = _Counting(crowd, wishes, work)
    more = counting.best() - crowd.rooms
    if more:
        crowd = crowd_of(guests, wishes, met, listed=crowd.listed + more)
    return replace(crowd, likely=counting.labels[crowd.rooms])


class _Counting:
    """Compares numbers of rooms by the languages they would get."""

    def __init__(self, crowd: Crowd, wishes: Wishes, work: WorkBudget) -> None:
        self.work = work
        self.crowd, self.target, self.smallest = crowd, target_size(wishes), smallest_size(wishes)
        self.wished = wishes.min_size
        self.fixed = sum(number <= len(wishes.fixed) for number in crowd.numbers)
        self.labels: dict[int, tuple[int, ...]] = {}
        """The labels chosen for the free rooms, by number of rooms."""
        self.served = Counter(s for i, s in enumerate(crowd.speaks) if i not in crowd.unserved)

    def best(self) -> int:
        """More rooms while somebody cannot follow or a room is too large, fewer while one is too small."""
        rooms = self.crowd.rooms
        fit, need = self.fit(rooms)
        looks = 1
        while any((*fit[:_MISSING], fit[_OVER])) and looks < _LOOKS and rooms < self.crowd.size:
            other, further = self.fit(min(rooms + need, self.crowd.size))
            looks += 1
            if other >= fit:
                break
            rooms, fit, need = min(rooms + need, self.crowd.size), other, further
        while fit[_MISSING] and looks < _LOOKS and rooms > max(1, self.fixed):
            other, _ = self.fit(rooms - 1)
            looks += 1
            if other >= fit:
                break
            rooms, fit = rooms - 1, other
        return rooms

    def fit(self, rooms: int) -> tuple[Fit, int]:
        """What speaks against so many rooms, and how many more the languages need at least."""
        crowd = self.resized(rooms)
        labelling = next(Labeller(crowd, self.work).candidates())
        chosen = zip(crowd.labels, labelling.layout.labels, strict=True)
        self.labels[rooms] = tuple(sorted(label for fixed, label in chosen if fixed is None))
        counts = Counter(labelling.layout.labels)
        loads = Counter[int]()
        for shares in labelling.flow.values():
            loads.update(shares)
        named = [size for label, count in counts.items() for size in even_sizes(loads[label], count)]
        people = [
            size + seats for size, seats in zip(named, spread_seats(named, self.crowd.seats), strict=True)
        ]
        lost = sum(many for kind, many in self.served.items() if not any(kind & label for label in counts))
        alone = sum(size == 1 for size in people) if self.smallest > 1 else 0
        missing = sum(max(0, self.smallest - size) for size in people)
        most = self.target + 1
        over = sum(max(0, size - most) for size in people)
        need = sum(max(0, -(-loads[label] // most) - count) for label, count in counts.items())
        return (lost + alone, labelling.key[1], labelling.key[2], missing, over), max(1, need)

    def resized(self, rooms: int) -> Crowd:
        """The crowd with another number of rooms; locks are left as they are and not looked at."""
        crowd = self.crowd
        free = [crowd.free] * max(0, rooms - crowd.rooms)
        least = min(self.wished, max(1, (crowd.size + crowd.seats) // rooms))
        return replace(crowd, rooms=rooms, labels=(*crowd.labels[:rooms], *free), min_size=least)
