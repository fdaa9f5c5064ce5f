"""Who takes which place in a schedule without repeats.

Two people who change places in all rounds leave the schedule free of repeats. So only hosts, pairs to keep
apart, and the spread of experience, region, country and topics are left to search for.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from letsconnect_tui.breakouts.quality import UNEVEN
from letsconnect_tui.breakouts.search.annealing import COLD, HOT, SLICE
from letsconnect_tui.breakouts.search.seating_state import SeatingState

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    from letsconnect_tui.breakouts.search.layout import RoomLayout
    from letsconnect_tui.breakouts.search.problem import SeatingProblem


def by_kind(problem: SeatingProblem, rng: random.Random) -> list[int]:
    """The place of each guest in a schedule: hosts first, then people who are alike side by side.

    In a schedule of rows (see ``schedules.sliding_rows``) every room has one person of each row, so a row of
    hosts gives every room its host.
    """
    spread = [pair_cost.masks for pair_cost in problem.pair_costs if pair_cost.cost > 0][:1]

    def kind(i: int) -> tuple[int, list[int]]:
        return ~problem.hosts >> i & 1, [masks[i] | 1 << i for masks in spread]

    order = sorted(rng.sample(range(problem.size), problem.size), key=kind)
    places = [0] * problem.size
    for place, i in enumerate(order):
        places[i] = place
    return places


class PlacementSearch:
    """Anneals the places of people in a fixed schedule; ``best`` is the cheapest seating so far.

    Args:
        problem: The people and wishes; repeats do not count, there are none.
        layout: Languages and sizes of the rooms.
        schedule: The room index of each guest, round by round.
        rng: All random choices come from it.
    """

    def __init__(
        self, problem: SeatingProblem, layout: RoomLayout, schedule: list[list[int]], rng: random.Random
    ) -> None:
        self.rng, self.people = rng, problem.size
        self.state = SeatingState(replace(problem, avoid_repeats=False), layout, schedule)
        self.cost = self.best_cost = self.state.cost()
        self.best = self.state.schedule()

    def run(self, moves: int) -> Iterator[bool]:
        """Look at ``moves`` exchanges of two people; yields after each slice whether ``best`` is better."""
        for done in range(0, moves, SLICE):
            heat = HOT * (COLD / HOT) ** (done / moves)
            before = self.best_cost
            for _ in range(SLICE // len(self.state.room_of) + 1):
                self._try(heat)
            yield self.best_cost < before

    def _try(self, heat: float) -> None:
        i, j = int(self.rng.random() * self.people), int(self.rng.random() * self.people)
        apart = [t for t, row in enumerate(self.state.room_of) if row[i] != row[j]]
        change = sum(self.state.swap_cost(t, i, j) for t in apart)
        if change > 0 and (change >= UNEVEN or self.rng.random() >= math.exp(-change / heat)):
            return
        for t in apart:
            self.state.swap(t, i, j)
        self.cost += change
        if self.cost < self.best_cost:
            self.best_cost = self.cost
            self.best = self.state.schedule()
