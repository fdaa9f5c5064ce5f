"""Which language each room has.

A room's *label* is a language that everybody in it speaks. Given the labels, who can go where is a flow from
kinds of people to languages (see ``flow``). How many rooms each language gets is found by local search: a few
rooms of one language are given to another as long as that helps.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.breakouts.bounds import spread_pairs
from letsconnect_tui.breakouts.quality import BEYOND_LARGEST
from letsconnect_tui.breakouts.search.language_flow import Flow, even_flow
from letsconnect_tui.breakouts.search.seating_state import RoomLayout
from letsconnect_tui.breakouts.seated_rooms import bits_of
from letsconnect_tui.breakouts.sizes import even_sizes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from letsconnect_tui.breakouts.search.problem import SeatingProblem
    from letsconnect_tui.breakouts.work_budget import WorkBudget

Key = tuple[int, int, int, int, int, int, int]
"""What is wrong with a choice of labels, compared in this order: people not understood, pairs that cannot be
kept apart, pairs that cannot be kept together, people missing to ``min_size``, hosts missing, unevenness, and
repeats that cannot be avoided."""
HARD = 6
"""How many of these are hard rules."""
PERFECT = (0,) * HARD

LABELS_WORK = 2_500_000
"""Kinds compared with labels, for all label vectors together: about a second on a small server."""
ONE_FLOW_WORK = 100_000
"""The same for one flow that is needed in any case."""
_MOST_WEIGHED = 200
"""Choices of labels weighed in one climb; the best of so many is good enough for a first plan."""


class LabelChoice(msgspec.Struct, frozen=True):
    """The label of every room, how many of each kind go to which label, and what is wrong with it."""

    layout: RoomLayout
    flow: Flow
    key: Key


class LabelSearch:
    """Searches numbers of rooms by language for one problem; what was weighed is remembered.

    Args:
        problem: The people, and the rooms with their languages where these are fixed.
        work: Pays for every choice weighed; once it is used up, the best found so far stands.
        rounds: How many rounds are planned.
    """

    def __init__(self, problem: SeatingProblem, work: WorkBudget, rounds: int = 1) -> None:
        self.problem, self.work = problem, work
        # One more round than is planned: a session goes on, and so do the people who share one language only.
        self.rounds = rounds + (rounds == 1)
        self.weighed = 0
        self.bits = [1 << i for i in range(len(problem.languages))]
        self.kinds = Counter(problem.speaks)
        self.host_kinds = Counter(problem.speaks[i] for i in range(problem.size) if problem.hosts >> i & 1)
        self.apart = _kinds_of_pairs(problem, problem.apart)
        self.together = _kinds_of_pairs(problem, problem.together)
        self.fixed = Counter(label for label in problem.labels if label is not None)
        self.free = sum(label is None for label in problem.labels)
        self._keys: dict[tuple[int, ...], Key] = {}

    def candidates(self) -> Iterator[LabelChoice]:
        """First the labels that keep the hard rules best; then others that keep them as well.

        Which of these lets most people meet somebody new cannot be told without a search; the caller tries
        each for a short time.
        """
        if not self.free:
            yield self.labelling(())
            return
        starts = self._starts()
        found: list[tuple[int, ...]] = []
        for start in [self.problem.likely] if len(self.problem.likely) == self.free else starts:
            found.append(self._climb(start, HARD))
            if self.key(found[-1])[:HARD] == PERFECT:
                break
        best = min(found, key=lambda free: self.key(free)[:HARD])
        yield self.labelling(best)
        given = {best}
        for start in (best, *starts):
            other = self._climb(start, HARD + 1)
            if other not in given and self.key(other)[:HARD] <= self.key(best)[:HARD]:
                given.add(other)
                yield self.labelling(other)

    def key(self, free: tuple[int, ...]) -> Key:
        """What would be wrong if the free rooms had these labels, which are sorted."""
        known = self._keys.get(free)
        if known is None:
            self.weighed += 1
            rooms = self.rooms(free)
            self.work.spend(len(self.kinds) + len(self.apart) + len(self.together))
            _, loads = even_flow(self.kinds, rooms, self.work, self.problem.least_named)
            known = self._keys[free] = self._judged(rooms, loads)
        return known

    def labelling(self, free: tuple[int, ...]) -> LabelChoice:
        """Labels by room, with the flow and the sizes that go with them."""
        rooms = self.rooms(free)
        flow, loads = even_flow(self.kinds, rooms, self.work.fresh(ONE_FLOW_WORK), self.problem.least_named)
        rest = iter(free)
        labels = tuple(next(rest) if label is None else label for label in self.problem.labels)
        sizes = {label: even_sizes(loads[label], count) for label, count in rooms.items()}
        layout = RoomLayout(
            labels, tuple(sizes[label][-1] for label in labels), tuple(sizes[label][0] for label in labels)
        )
        return LabelChoice(layout, flow, self._judged(rooms, loads))

    def rooms(self, free: tuple[int, ...]) -> Counter[int]:
        """How many rooms each label has."""
        rooms = Counter(free)
        rooms.update(self.fixed)
        return rooms

    def neighbours(self, free: tuple[int, ...], step: int) -> Iterator[tuple[int, ...]]:
        """Choices in which up to ``step`` rooms of one language go to another, the emptiest first."""
        counts, rooms = Counter(free), self.rooms(free)
        _, loads = even_flow(self.kinds, rooms, self.work, self.problem.least_named)
        usual = self.problem.size / self.problem.rooms
        filled = {bit: loads[bit] / rooms[bit] if rooms[bit] else usual for bit in self.bits}
        pairs = [(label, bit) for label in sorted(counts) for bit in self.bits if bit != label]
        for label, bit in sorted(pairs, key=lambda pair: filled[pair[0]] - filled[pair[1]]):
            changed = counts.copy()
            moved = min(step, counts[label])
            changed[label] -= moved
            changed[bit] += moved
            yield tuple(sorted(changed.elements()))

    def _judged(self, rooms: Counter[int], loads: dict[int, int]) -> Key:
        problem = self.problem
        lost = sum(count for kind, count in self.kinds.items() if not any(kind & label for label in rooms))
        missing = sum(max(0, rooms[label] * problem.least_named - loads[label]) for label in rooms)
        low, high = problem.size // problem.rooms, -(-problem.size // problem.rooms)
        uneven = sum(
            _squares(max(0, many * low - loads[label], loads[label] - many * high), many)
            for label, many in rooms.items()
        )
        if problem.most is not None:
            beyond = sum(max(0, loads[label] - many * problem.most) for label, many in rooms.items())
            uneven += BEYOND_LARGEST * beyond
        hosts = self._hosts_missing(rooms)
        return (
            lost,
            self._inseparable(rooms),
            self._irreconcilable(rooms),
            missing,
            hosts,
            uneven,
            self._forced(rooms),
        )

    def _forced(self, rooms: Counter[int]) -> int:
        """Repeats among people who can follow in the rooms of one label only."""
        if not self.problem.avoid_repeats:
            return 0
        bound: Counter[int] = Counter()
        for kind, count in self.kinds.items():
            usable = [label for label in rooms if kind & label]
            if len(usable) == 1:
                bound[usable[0]] += count
        return sum(
            max(0, self.rounds * spread_pairs(people, rooms[label]) - people * (people - 1) // 2)
            for label, people in bound.items()
        )

    def _inseparable(self, rooms: Counter[int]) -> int:
        """Pairs to keep apart who can both follow in the same one room only."""
        return sum(
            count * (sum(rooms[label] for label in rooms if (one | other) & label) == 1)
            for (one, other), count in self.apart.items()
        )

    def _irreconcilable(self, rooms: Counter[int]) -> int:
        """Pairs to keep together with no label that both can follow."""
        return sum(
            count * (not any(one & other & label for label in rooms))
            for (one, other), count in self.together.items()
        )

    def _hosts_missing(self, rooms: Counter[int]) -> int:
        """How many rooms are left without a host who can follow, however hosts are divided."""
        if not self.host_kinds:
            return 0
        _, loads = even_flow(self.host_kinds, rooms, self.work, 1)
        return max(0, self.problem.hosts_needed - sum(min(rooms[label], loads[label]) for label in rooms))

    def _starts(self) -> list[tuple[int, ...]]:
        """Rooms in proportion to those who have no wider language, and all rooms in the widest one."""
        mask = sum(self.bits)
        reach = {bit: sum(count for kind, count in self.kinds.items() if kind & bit) for bit in self.bits}
        weight = {
            bit: sum(
                count / (kind & mask).bit_count() ** 2 for kind, count in self.kinds.items() if kind & bit
            )
            for bit in self.bits
        }
        widest = max(self.bits, key=lambda bit: reach[bit])
        total = sum(weight.values()) or 1.0
        shares = [bit for bit in self.bits for _ in range(int(weight[bit] / total * self.free))]
        shares += [widest] * (self.free - len(shares))
        return [tuple(sorted(shares)), (widest,) * self.free]

    def _climb(self, free: tuple[int, ...], parts: int) -> tuple[int, ...]:
        """Local search by exchanges, large ones first, that lower the first ``parts`` of the key."""
        step = max(1, min(self.free // 8, sum(self.key(free)[:parts])))
        most = self.weighed + _MOST_WEIGHED
        # Every turn lowers the key, or halves the step until it is 1.
        while any(self.key(free)[:parts]) and self.weighed < most:
            better = self._better(free, step, parts)
            if better is not None:
                free = better
            elif step == 1:
                break
            else:
                step //= 2
        return free

    def _better(self, free: tuple[int, ...], step: int, parts: int) -> tuple[int, ...] | None:
        """The first neighbour whose key is lower in its first ``parts``; None also when work runs out."""
        here = self.key(free)[:parts]
        for other in self.neighbours(free, step):
            if not self.work.spend(1 + len(free) // 4):
                return None
            if self.key(other)[:parts] < here:
                return other
        return None


def _squares(people: int, rooms: int) -> int:
    """The sum of squares of people too many or too few, spread evenly over rooms."""
    each, more = divmod(people, rooms)
    return rooms * each**2 + more * (2 * each + 1)


def _kinds_of_pairs(problem: SeatingProblem, masks: list[int]) -> Counter[tuple[int, int]]:
    """The languages of both people of each pair, with how many pairs have these."""
    return Counter(
        (problem.speaks[i], problem.speaks[j])
        for i, mask in enumerate(masks)
        for j in bits_of(mask & ((1 << i) - 1))
    )
