"""Simulated annealing (Kirkpatrick, Gelatt, Vecchi 1983) of rooms: swaps, moves, and moves of whole units.

The temperature applies to soft costs only; a change that breaks a hard rule is not accepted. Work is counted
in changes looked at and not in seconds, so the same seed gives the same rooms on every machine.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from letsconnect_tui.breakouts.quality import UNEVEN

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence

    from letsconnect_tui.breakouts.search.seating_state import SeatingState

HOT, COLD = 9.0, 1.2
"""Temperature at the beginning and at the end: a change that costs so much is accepted once in e times."""
SLICE = 400
"""Changes looked at before the temperature is lowered and the caller is asked: a few milliseconds."""
_SHIFT_EVERY = 16
_NEVER = 7
"""Changes that cost more than so many temperatures are not accepted: it would be once in a thousand times."""


class Annealer:
    """Improves a state in slices; ``best`` is the cheapest schedule so far.

    Args:
        state: Where the search begins; it is changed.
        rng: All random choices come from it.
        free_rounds: The rounds that may change; all unless said.
        floor: A cost that cannot be improved: the search ends there.
    """

    def __init__(
        self,
        state: SeatingState,
        rng: random.Random,
        *,
        free_rounds: Sequence[int] | None = None,
        floor: int = 0,
    ) -> None:
        problem = state.problem
        self.state, self.rng = state, rng
        self.rounds = list(free_rounds) if free_rounds is not None else list(range(len(state.room_of)))
        self.movable = [i for i in range(problem.size) if i not in problem.locks]
        self.floor = floor
        self.cost = self.best_cost = state.cost()
        self.best = state.schedule()
        self.by_label: dict[int, list[int]] = {}
        for room, label in enumerate(state.layout.labels):
            self.by_label.setdefault(label, []).append(room)
        self.rooms_for = {
            speaks: [room for label, rooms in self.by_label.items() if speaks & label for room in rooms]
            or list(range(problem.rooms))
            for speaks in set(problem.speaks)
        }

    def run(self, moves: int, *, hot: float = HOT, cold: float = COLD) -> Iterator[bool]:
        """Look at ``moves`` changes; yields after each slice whether ``best`` became better in it.

        Args:
            moves: How many changes to look at; each slice takes at least one, so that it ends.
            hot: Temperature at the beginning.
            cold: Temperature at the end.
        """
        if len(self.movable) < 2 or self.state.problem.rooms < 2 or not self.rounds:
            return
        done = 0
        while done < moves and self.best_cost > self.floor:
            heat = hot * (cold / hot) ** (done / moves)
            before = self.best_cost
            for _ in range(min(SLICE, moves - done)):
                self._try(heat)
            done += SLICE
            yield self.best_cost < before

    def _try(self, heat: float) -> None:
        rand, state = self.rng.random, self.state
        t = self.rounds[int(rand() * len(self.rounds))]
        i = self.movable[int(rand() * len(self.movable))]
        row = state.room_of[t]
        a = row[i]
        if rand() < 0.5 and not state.met[2][i] & state.mask[t][a]:
            return
        rooms = self.rooms_for[state.problem.speaks[i]]
        b = rooms[int(rand() * len(rooms))]
        if a == b:
            return
        members = state.members[t][b]
        if not members or rand() * _SHIFT_EVERY < 1:
            self._try_shift(t, i, b, heat)
            return
        j = members[int(rand() * len(members))]
        if j in state.problem.locks:
            return
        unit_i, unit_j = state.problem.units[i], state.problem.units[j]
        if len(unit_i) == 1 and len(unit_j) == 1:
            change = state.swap_cost(t, i, j)
            if self._accepts(change, heat):
                state.swap(t, i, j)
                self._account(change)
        elif len(unit_i) >= len(unit_j):
            self._try_unit(t, unit_i, b, heat)
        else:
            self._try_unit(t, unit_j, a, heat)

    def _try_shift(self, t: int, i: int, room: int, heat: float) -> None:
        change = self.state.shift_cost(t, i, room)
        if self._accepts(change, heat):
            self.state.shift(t, i, room)
            self._account(change)

    def _try_unit(self, t: int, unit: tuple[int, ...], room: int, heat: float) -> None:
        """Move the part of a unit that sits together against as many single people of another room."""
        state, problem = self.state, self.state.problem
        row = state.room_of[t]
        home = row[unit[0]]
        movers = [i for i in unit if row[i] == home and i not in problem.locks]
        singles = [j for j in state.members[t][room] if len(problem.units[j]) == 1 and j not in problem.locks]
        if home == room or not movers or len(singles) < len(movers):
            return
        change = 0
        swaps = list(zip(movers, self.rng.sample(singles, len(movers)), strict=True))
        for i, j in swaps:
            change += state.swap_cost(t, i, j)
            state.swap(t, i, j)
        if self._accepts(change, heat):
            self._account(change)
        else:
            for i, j in swaps:
                state.swap(t, i, j)

    def _accepts(self, change: int, heat: float) -> bool:
        return change <= 0 or (
            change < UNEVEN and change < _NEVER * heat and self.rng.random() < math.exp(-change / heat)
        )

    def _account(self, change: int) -> None:
        self.cost += change
        if self.cost < self.best_cost:
            self.best_cost = self.cost
            self.best = self.state.schedule()
