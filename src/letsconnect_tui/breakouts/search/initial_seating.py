"""A first seating of one round: greedy, people with the fewest possible rooms first."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from msgspec.structs import replace

from letsconnect_tui.breakouts.quality import (
    FIRST_APART,
    FIRST_FREE_SEAT,
    FIRST_NOT_UNDERSTOOD,
    SECOND_MEETING,
    UNEVEN,
)
from letsconnect_tui.breakouts.search.annealing import COLD, HOT, SLICE
from letsconnect_tui.breakouts.search.language_flow import even_flow
from letsconnect_tui.breakouts.search.language_labels import ONE_FLOW_WORK
from letsconnect_tui.breakouts.search.seating_state import SeatingState
from letsconnect_tui.breakouts.sizes import even_sizes, spread_seats

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Mapping, Sequence

    from letsconnect_tui.breakouts.search.language_labels import LabelChoice
    from letsconnect_tui.breakouts.search.problem import SeatingProblem
    from letsconnect_tui.breakouts.search.seating_state import RoomLayout
    from letsconnect_tui.breakouts.work_budget import WorkBudget


_HOSTS_WORK = 500_000
"""Rooms compared for hosts in one round; after that further hosts are seated like anybody."""
_LOOKED_AT = 8
"""Rooms compared for each guest; more take longer and give hardly better rooms."""


class _InitialSeating:
    """One round while it is filled; ``left`` counts the seats each room still has."""

    def __init__(
        self,
        problem: SeatingProblem,
        labelling: LabelChoice,
        met: Sequence[int],
        rng: random.Random,
        work: WorkBudget,
    ) -> None:
        self.problem, self.layout, self.met, self.rng = problem, labelling.layout, met, rng
        self.work = work.fresh(_HOSTS_WORK)
        self.room_of = [-1] * problem.size
        self.mask = [0] * problem.rooms
        self.by_label: dict[int, list[int]] = {}
        for room, label in enumerate(self.layout.labels):
            self.by_label.setdefault(label, []).append(room)
        self.left = [0] * problem.rooms
        for label, rooms in self.by_label.items():
            total = sum(shares.get(label, 0) for shares in labelling.flow.values())
            for room, size in zip(rooms, even_sizes(total, len(rooms)), strict=True):
                self.left[room] = size

    def put(self, i: int, room: int) -> None:
        """Seat ``i``."""
        self.room_of[i] = room
        self.mask[room] |= 1 << i
        self.left[room] -= 1

    def trouble(self, i: int, room: int) -> tuple[int, int]:
        """Hard and soft cost of seating ``i`` in a room; fuller rooms cost a little more."""
        mask = self.mask[room]
        hard = FIRST_NOT_UNDERSTOOD * (not self.problem.speaks[i] & self.layout.labels[room])
        hard += FIRST_APART * (self.problem.apart[i] & mask).bit_count()
        alike = sum(
            pair_cost.cost * (pair_cost.masks[i] & mask).bit_count() for pair_cost in self.problem.pair_costs
        )
        again = SECOND_MEETING * (self.met[i] & mask).bit_count()
        return hard, again + alike + FIRST_FREE_SEAT * self.left[room]

    def unit_trouble(self, unit: list[int], room: int) -> tuple[int, int]:
        """The same for people who are to stay together."""
        troubles = [self.trouble(i, room) for i in unit]
        return sum(hard for hard, _ in troubles), sum(soft for _, soft in troubles)

    def best(self, i: int, rooms: Sequence[int]) -> int:
        """The cheapest room among some that have a seat left, or among all if none has."""
        open_rooms = [room for room in rooms if self.left[room] > 0] or list(rooms)
        if len(open_rooms) > _LOOKED_AT:
            open_rooms = self.rng.sample(open_rooms, _LOOKED_AT)
        return min(open_rooms, key=lambda room: self.trouble(i, room))

    def seat_units(self) -> None:
        """People who stay together, the largest groups first."""
        units = sorted(
            {unit for unit in self.problem.units if len(unit) > 1}, key=lambda unit: (-len(unit), unit)
        )
        for unit in units:
            seated = [self.room_of[i] for i in unit if self.room_of[i] >= 0]
            todo = [i for i in unit if self.room_of[i] < 0]
            rooms = seated[:1] or [room for room in range(self.problem.rooms) if self.left[room] >= len(todo)]
            if not rooms or not todo:
                continue
            self.work.check()
            self.rng.shuffle(rooms)
            troubles = [self.unit_trouble(todo, room) for room in rooms]
            room = rooms[troubles.index(min(troubles))]
            for i in todo:
                if self.problem.speaks[i] & self.layout.labels[room]:
                    self.put(i, room)

    def seat_hosts(self) -> None:
        """One host for each room whose language they speak, by augmenting paths (bipartite matching)."""
        problem = self.problem
        owner: dict[int, int] = {room: -1 for room, mask in enumerate(self.mask) if mask & problem.hosts}
        hosts = [i for i in range(problem.size) if problem.hosts >> i & 1 and self.room_of[i] < 0]
        self.rng.shuffle(hosts)
        hosts.sort(key=lambda i: problem.speaks[i].bit_count())
        for host in hosts:
            if len(owner) >= problem.rooms or self.work.left <= 0:
                break
            self._claim(host, owner)
        for room, host in owner.items():
            if host >= 0:
                self.put(host, room)

    def _claim(self, host: int, owner: dict[int, int]) -> None:
        """Give the host a room, moving earlier hosts along a chain of rooms if that frees one."""
        came_from: dict[int, tuple[int, int]] = {}
        queue = [(host, -1)]
        for who, held in queue:
            self.work.spend(self.problem.rooms)
            rooms = [
                room
                for room in range(self.problem.rooms)
                if room not in came_from
                and self.left[room] > 0
                and self.problem.speaks[who] & self.layout.labels[room]
            ]
            self.rng.shuffle(rooms)
            for room in rooms:
                came_from[room] = (who, held)
                if room not in owner:
                    while room >= 0:
                        who, previous = came_from[room]
                        owner[room] = who
                        room = previous
                    return
                if owner[room] >= 0:
                    queue.append((owner[room], room))

    def _seats(self, kinds: Mapping[int, int]) -> dict[int, int]:
        """The seats left for each label; one for a label that has none and that somebody depends on."""
        seats = {
            label: sum(max(0, self.left[room]) for room in rooms) for label, rooms in self.by_label.items()
        }
        depend = [kind for kind in kinds if not any(kind & label for label, left in seats.items() if left)]
        return {
            label: max(1, left)
            for label, left in seats.items()
            if left or any(kind & label for kind in depend)
        }

    def _spread(self, loads: Mapping[int, int]) -> None:
        """Seats for so many people more at each label, its emptiest rooms first, where there are not as many.

        Hosts, units and locks may have left fewer seats at a label than there are people who depend on it.
        """
        for label, people in loads.items():
            rooms = self.by_label[label]
            if sum(max(0, self.left[room]) for room in rooms) == people:
                continue
            seats = spread_seats([self.mask[room].bit_count() for room in rooms], people)
            for room, left in zip(rooms, seats, strict=True):
                self.left[room] = left

    def seat_rest(self) -> None:
        """Everybody else: a flow says how many of a kind go to which language; then by cost."""
        rest = [i for i in range(self.problem.size) if self.room_of[i] < 0]
        if not rest:
            return
        kinds = Counter(self.problem.speaks[i] for i in rest)
        flow, loads = even_flow(kinds, self._seats(kinds), self.work.fresh(ONE_FLOW_WORK))
        self._spread(loads)
        self.rng.shuffle(rest)
        rest.sort(key=lambda i: len(flow[self.problem.speaks[i]]))
        for i in rest:
            shares = flow[self.problem.speaks[i]]
            label = max(shares, key=lambda label: shares[label])
            shares[label] -= 1
            self.put(i, self.best(i, self.by_label[label]))


def start_round(
    problem: SeatingProblem, labelling: LabelChoice, met: Sequence[int], rng: random.Random, work: WorkBudget
) -> list[int]:
    """The room index of each guest.

    Args:
        problem: Guests and wishes.
        labelling: Languages of the rooms, and how many people of each kind go to which.
        met: For each guest the mask of those whom they had better not meet again.
        rng: Breaks pair_costs.
        work: Stops the computation when it is cancelled.
    """
    start = _InitialSeating(problem, labelling, met, rng, work)
    for i, room in sorted(problem.locks.items()):
        start.put(i, room)
    start.seat_units()
    if problem.hosts:
        start.seat_hosts()
    start.seat_rest()
    return start.room_of


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
