"""How many rooms people of several languages need: a size is a target for the rooms of each language."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from letsconnect_tui.breakouts.search.language_labels import LabelSearch
from letsconnect_tui.breakouts.search.problem import problem_of
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
    from letsconnect_tui.breakouts.search.problem import SeatingProblem
    from letsconnect_tui.breakouts.work_budget import WorkBudget

_MOST_FITS = 12
"""Numbers of rooms compared for one round."""


class RoomCountFit(NamedTuple):
    """What speaks against a number of rooms, what weighs most first."""

    not_understood: int
    """People whom no room's language serves, and people alone."""
    inseparable: int
    """Pairs to keep apart with only one room between them."""
    irreconcilable: int
    """Pairs to keep together who share no room's language."""
    missing: int
    """People missing to the smallest size."""
    over: int
    """People beyond one more than the target size."""

    @property
    def more_rooms_may_help(self) -> bool:
        """Whether something is wrong that further rooms could mend."""
        return any((*self[:3], self.over))


def fitting_problem(guests: Sequence[Guest], wishes: Wishes, met: Met, work: WorkBudget) -> SeatingProblem:
    """The seating problem with as many rooms as its languages need; a count that was asked for is exact.

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
    problem = problem_of(guests, wishes, met)
    if wishes.count is not None or not problem.languages or not problem.size:
        return problem
    counting = _RoomCountSearch(problem, wishes, work)
    more = counting.best() - problem.rooms
    if more:
        problem = problem_of(guests, wishes, met, listed=problem.listed + more)
    return replace(problem, likely=counting.labels[problem.rooms])


class _RoomCountSearch:
    """Compares numbers of rooms by the languages they would get."""

    def __init__(self, problem: SeatingProblem, wishes: Wishes, work: WorkBudget) -> None:
        self.work = work
        self.problem, self.target, self.smallest = problem, target_size(wishes), smallest_size(wishes)
        self.wished = wishes.min_size
        self.fixed = sum(number <= len(wishes.fixed) for number in problem.numbers)
        self.labels: dict[int, tuple[int, ...]] = {}
        """The labels chosen for the free rooms, by number of rooms."""
        self.served = Counter(s for i, s in enumerate(problem.speaks) if i not in problem.unserved)

    def best(self) -> int:
        """More rooms while somebody cannot follow or a room is too large, fewer while one is too small."""
        rooms = self.problem.rooms
        fit, step = self.fit(rooms)
        looks = 1
        while fit.more_rooms_may_help and looks < _MOST_FITS and rooms < self.problem.size:
            more = min(rooms + step, self.problem.size)
            other, further = self.fit(more)
            looks += 1
            if other < fit:
                rooms, fit, step = more, other, further
            elif step > 1:
                step //= 2
            else:
                break
        while fit.missing and looks < _MOST_FITS and rooms > max(1, self.fixed):
            other, _ = self.fit(rooms - 1)
            looks += 1
            if other >= fit:
                break
            rooms, fit = rooms - 1, other
        return rooms

    def fit(self, rooms: int) -> tuple[RoomCountFit, int]:
        """What speaks against so many rooms, and how many more the languages need at least."""
        problem = self.resized(rooms)
        labelling = next(LabelSearch(problem, self.work).candidates())
        chosen = zip(problem.labels, labelling.layout.labels, strict=True)
        self.labels[rooms] = tuple(sorted(label for fixed, label in chosen if fixed is None))
        counts = Counter(labelling.layout.labels)
        loads = Counter[int]()
        for shares in labelling.flow.values():
            loads.update(shares)
        named = [size for label, count in counts.items() for size in even_sizes(loads[label], count)]
        people = [
            size + seats for size, seats in zip(named, spread_seats(named, self.problem.seats), strict=True)
        ]
        lost = sum(many for kind, many in self.served.items() if not any(kind & label for label in counts))
        alone = sum(size == 1 for size in people) if self.smallest > 1 else 0
        missing = sum(max(0, self.smallest - size) for size in people)
        most = self.target + 1
        over = sum(max(0, size - most) for size in people)
        need = sum(max(0, -(-loads[label] // most) - count) for label, count in counts.items())
        fit = RoomCountFit(lost + alone, labelling.key[1], labelling.key[2], missing, over)
        return fit, max(1, need)

    def resized(self, rooms: int) -> SeatingProblem:
        """The problem with another number of rooms; locks are left as they are and not looked at."""
        problem = self.problem
        free = [problem.free] * max(0, rooms - problem.rooms)
        least = min(self.wished, max(1, (problem.size + problem.seats) // rooms))
        return replace(problem, rooms=rooms, labels=(*problem.labels[:rooms], *free), min_size=least)
