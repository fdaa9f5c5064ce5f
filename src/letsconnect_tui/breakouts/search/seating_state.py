"""The state of a search: who sits where in every round, who meets whom how often, what a change would cost.

``met[level][i]`` is the mask of those whom guest ``i`` meets at least ``level`` times, earlier rounds
included. The cost of a change is computed from these masks before anything moves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.breakouts.quality import (
    APART,
    FOURTH_MEETING,
    NO_HOST,
    NOT_UNDERSTOOD,
    SECOND_MEETING,
    THIRD_MEETING,
    TOGETHER,
    TOO_SMALL,
    UNEVEN,
)
from letsconnect_tui.breakouts.search.language_flow import ANY
from letsconnect_tui.breakouts.sizes import even_sizes

if TYPE_CHECKING:
    from letsconnect_tui.breakouts.search.problem import SeatingProblem


class SeatingState:
    """Who sits where in every round; ``room_of[t][i]`` is the room index of guest ``i`` in round ``t``.

    Args:
        problem: The people and wishes.
        layout: Languages and even sizes of the rooms.
        rounds: The room index of each guest, round by round.
        further: What third and fourth meetings cost on top; see ``quality``.
    """

    def __init__(
        self,
        problem: SeatingProblem,
        layout: RoomLayout,
        rounds: list[list[int]],
        *,
        further: tuple[int, int] = (THIRD_MEETING, FOURTH_MEETING),
    ) -> None:
        n = problem.size
        self.problem, self.layout, self.further = problem, layout, further
        self.room_of = [list(row) for row in rounds]
        self.mask = [[0] * problem.rooms for _ in rounds]
        self.members: list[list[list[int]]] = [[[] for _ in range(problem.rooms)] for _ in rounds]
        deepest = max(problem.met.values(), default=0)
        self.met = [[0] * n for _ in range(len(rounds) + deepest + 4)]
        for (a, b), times in problem.met.items():
            for _ in range(times):
                self._meet(a, 1 << b)
                self._meet(b, 1 << a)
        for t, row in enumerate(self.room_of):
            for i, room in enumerate(row):
                self.mask[t][room] |= 1 << i
                self.members[t][room].append(i)
            for i, room in enumerate(row):
                self._meet(i, self.mask[t][room] & ~(1 << i) & ~problem.together[i])
        pairs = [(APART, problem.apart), (-TOGETHER, problem.together)]
        pairs += [(pair_cost.cost, pair_cost.masks) for pair_cost in problem.pair_costs]
        self.pair_terms = [(cost, masks) for cost, masks in pairs if any(masks)]
        self.by_language = any(label != ANY for label in layout.labels)

    def schedule(self) -> list[list[int]]:
        """A copy of ``room_of``."""
        return [list(row) for row in self.room_of]

    def meetings(self, level: int) -> int:
        """Meetings that are at least the ``level``-th of their pair: from 2 on, repeats."""
        return sum(mask.bit_count() for masks in self.met[level:] for mask in masks) // 2

    def _meet(self, i: int, others: int) -> None:
        level = 1
        while others:
            row = self.met[level]
            had = row[i]
            row[i] = had | others
            others &= had
            level += 1

    def _unmeet(self, i: int, others: int) -> None:
        level = 1
        while others:
            more = self.met[level + 1][i]
            self.met[level][i] &= ~(others & ~more)
            others &= more
            level += 1

    def _meeting_cost(self, i: int, left: int, joined: int) -> int:
        """What it costs guest ``i`` in repeats to leave some people and join others."""
        if not self.problem.avoid_repeats:
            return 0
        once, twice = self.met[1][i], self.met[2][i]
        cost = SECOND_MEETING * ((once & joined).bit_count() - (twice & left).bit_count())
        if twice:
            third, fourth = self.further
            thrice = self.met[3][i]
            cost += third * ((twice & joined).bit_count() - (thrice & left).bit_count())
            if thrice:
                cost += fourth * ((thrice & joined).bit_count() - (self.met[4][i] & left).bit_count())
        return cost

    def swap_cost(self, t: int, i: int, j: int) -> int:
        """The change of cost if ``i`` and ``j``, in different rooms of round ``t``, changed places."""
        row, masks = self.room_of[t], self.mask[t]
        a, b = row[i], row[j]
        rest_a, rest_b = masks[a] ^ (1 << i), masks[b] ^ (1 << j)
        cost = self._meeting_cost(i, rest_a, rest_b) + self._meeting_cost(j, rest_b, rest_a)
        for weight, tied in self.pair_terms:
            to_i, to_j = tied[i], tied[j]
            if to_i or to_j:
                cost += weight * (
                    (to_i & rest_b).bit_count()
                    + (to_j & rest_a).bit_count()
                    - (to_i & rest_a).bit_count()
                    - (to_j & rest_b).bit_count()
                )
        if self.by_language:
            speaks_i, speaks_j = self.problem.speaks[i], self.problem.speaks[j]
            label_a, label_b = self.layout.labels[a], self.layout.labels[b]
            lost = (not speaks_i & label_b) + (not speaks_j & label_a)
            cost += NOT_UNDERSTOOD * (lost - (not speaks_i & label_a) - (not speaks_j & label_b))
        hosts = self.problem.hosts
        if hosts and (hosts >> i & 1) != (hosts >> j & 1):
            leaving, joining = (rest_a, rest_b) if hosts >> i & 1 else (rest_b, rest_a)
            cost += NO_HOST * ((not leaving & hosts) - (not joining & hosts))
        return cost

    def shift_cost(self, t: int, i: int, b: int) -> int:
        """The change of cost if ``i`` moved to room ``b`` in round ``t`` and nobody else moved."""
        problem, a = self.problem, self.room_of[t][i]
        rest, others = self.mask[t][a] ^ (1 << i), self.mask[t][b]
        cost = self._meeting_cost(i, rest, others)
        for weight, tied in self.pair_terms:
            if tied[i]:
                cost += weight * ((tied[i] & others).bit_count() - (tied[i] & rest).bit_count())
        labels = self.layout.labels
        cost += NOT_UNDERSTOOD * ((not problem.speaks[i] & labels[b]) - (not problem.speaks[i] & labels[a]))
        if problem.hosts >> i & 1:
            cost += NO_HOST * ((not rest & problem.hosts) - (not others & problem.hosts))
        size_a, size_b = rest.bit_count(), others.bit_count()
        return (
            cost
            + (self._size_cost(a, size_a) - self._size_cost(a, size_a + 1))
            + (self._size_cost(b, size_b + 1) - self._size_cost(b, size_b))
        )

    def _size_cost(self, room: int, size: int) -> int:
        """The cost of ``size`` named people in this room: too few, uneven, or one alone."""
        uneven = max(0, self.layout.least[room] - size, size - self.layout.most[room])
        missing = max(0, self.problem.least_named - size)
        alone = size == 1 and self.problem.least_named > 1
        return UNEVEN * uneven + TOO_SMALL * missing + NOT_UNDERSTOOD * alone

    def swap(self, t: int, i: int, j: int) -> None:
        """Exchange ``i`` and ``j`` in round ``t``."""
        b = self.room_of[t][j]
        a = self.room_of[t][i]
        self._leave(t, i)
        self._leave(t, j)
        self._enter(t, i, b)
        self._enter(t, j, a)

    def shift(self, t: int, i: int, room: int) -> None:
        """Move ``i`` to ``room`` in round ``t``."""
        self._leave(t, i)
        self._enter(t, i, room)

    def _leave(self, t: int, i: int) -> None:
        room = self.room_of[t][i]
        bit = 1 << i
        self.mask[t][room] &= ~bit
        members = self.members[t][room]
        members.remove(i)
        together = self.problem.together[i]
        self._unmeet(i, self.mask[t][room] & ~together)
        for other in members:
            if not together >> other & 1:
                self._unmeet(other, bit)

    def _enter(self, t: int, i: int, room: int) -> None:
        bit = 1 << i
        together = self.problem.together[i]
        members = self.members[t][room]
        self._meet(i, self.mask[t][room] & ~together)
        for other in members:
            if not together >> other & 1:
                self._meet(other, bit)
        members.append(i)
        self.mask[t][room] |= bit
        self.room_of[t][i] = room

    def cost(self) -> int:
        """The whole cost, computed anew; a search adds changes to it instead."""
        problem, total = self.problem, 0
        if problem.avoid_repeats:
            third, fourth = self.further
            total = SECOND_MEETING * self.meetings(2) + third * self.meetings(3) + fourth * self.meetings(4)
        for masks in self.mask:
            for room, mask in enumerate(masks):
                total += self._room_cost(room, mask)
            total += TOGETHER * sum(mask.bit_count() for mask in problem.together) // 2
            total -= NO_HOST * (problem.rooms - problem.hosts_needed if problem.hosts else 0)
        return total

    def _room_cost(self, room: int, mask: int) -> int:
        problem = self.problem
        members = (
            [i for i in range(problem.size) if mask >> i & 1] if self.pair_terms or self.by_language else []
        )
        twice = sum(
            weight * (tied[i] & mask).bit_count() for weight, tied in self.pair_terms for i in members
        )
        lost = sum(not problem.speaks[i] & self.layout.labels[room] for i in members)
        hostless = bool(problem.hosts) and not mask & problem.hosts
        return (
            twice // 2 + NOT_UNDERSTOOD * lost + NO_HOST * hostless + self._size_cost(room, mask.bit_count())
        )


class RoomLayout(msgspec.Struct, frozen=True):
    """Languages of the rooms as bits, and the least and most people with which each is even."""

    labels: tuple[int, ...]
    least: tuple[int, ...]
    most: tuple[int, ...]


class SeatingPlan(msgspec.Struct, frozen=True):
    """Who sits where: a room index for each guest, round by round; and how that was found."""

    rounds: list[list[int]]
    layout: RoomLayout | None
    method: str


def even_layout(problem: SeatingProblem) -> RoomLayout:
    """Rooms in which language does not matter, of sizes that differ by one at most."""
    sizes = even_sizes(problem.size, problem.rooms)
    return RoomLayout((ANY,) * problem.rooms, (sizes[-1],) * problem.rooms, (sizes[0],) * problem.rooms)


def label_languages(problem: SeatingProblem, layout: RoomLayout) -> list[str | None]:
    """The language code of each room, None where language does not matter."""
    codes = {1 << i: code for i, code in enumerate(problem.languages)}
    return [None if label == ANY else codes[label] for label in layout.labels]
