"""Lower bounds of repeats: how many no plan can avoid. They are shown beside every plan.

A *repeat* is a meeting of two people beyond their first. All bounds count pairs: there are more meetings than
pairs to meet (pigeonhole principle).
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from letsconnect_tui.breakouts.search.problem import SeatingProblem


def spread_pairs(people: int, rooms: int) -> int:
    """The fewest pairs of people in the same room when ``people`` are spread over ``rooms``: evenly."""
    each, more = divmod(people, rooms)
    return more * (each + 1) * each // 2 + (rooms - more) * each * (each - 1) // 2


def pair_bound(sizes: Sequence[int], rounds: int) -> int:
    """A bound from all meetings of ``rounds`` rounds in rooms of these sizes, less the pairs there are."""
    people = sum(sizes)
    meetings = rounds * sum(size * (size - 1) // 2 for size in sizes)
    return max(0, meetings - people * (people - 1) // 2)


def person_bound(sizes: Sequence[int], rounds: int) -> int:
    """A bound from each person's meetings, spread evenly over people, less the others there are."""
    people = sum(sizes)
    if not people:
        return 0
    each, more = divmod(rounds * sum(size * (size - 1) for size in sizes), people)
    over = more * max(0, each + 1 - (people - 1)) + (people - more) * max(0, each - (people - 1))
    return (over + 1) // 2


def spread_bound(sizes: Sequence[int], rounds: int) -> int:
    """A bound from rooms of more people than there are rooms: some of them sit together next time too."""
    rooms = len(sizes)
    return (rounds - 1) * sum(spread_pairs(size, rooms) for size in sizes) if rooms and rounds else 0


def repeats_bound(sizes: Sequence[int], rounds: int) -> int:
    """The largest of the three bounds for ``rounds`` rounds in rooms of these sizes."""
    return max(pair_bound(sizes, rounds), person_bound(sizes, rounds), spread_bound(sizes, rounds))


def language_bound(
    problem: SeatingProblem, labels: Sequence[int], rounds: Sequence[Sequence[Sequence[int]]]
) -> int:
    """A bound from people who speak only one of the rooms' languages: they meet in its rooms every round.

    Args:
        problem: Who speaks what, and who is to stay together (these are no repeats).
        labels: The language of each room as a bit.
        rounds: The members of each room, round by round; those who sit where they cannot follow do not count.
    """
    rooms = Counter(labels)
    bound: dict[int, int] = dict.fromkeys(rooms, 0)
    for i, speaks in enumerate(problem.speaks):
        usable = [label for label in rooms if speaks & label]
        if len(usable) == 1:
            bound[usable[0]] |= 1 << i
    kept = sum(mask.bit_count() for mask in problem.together) // 2
    forced = -kept * len(rounds)
    for label, people in bound.items():
        pairs = people.bit_count() * (people.bit_count() - 1) // 2
        for members in rounds:
            here = sum(
                people >> i & 1 for at, who in zip(labels, members, strict=True) if at == label for i in who
            )
            pairs -= spread_pairs(here, rooms[label])
        forced += max(0, -pairs)
    return max(0, forced)


def forced_repeats(problem: SeatingProblem, sizes: Sequence[int], labels: Sequence[int]) -> int:
    """A bound for one more round: from each person, and from groups in which everybody met everybody.

    Args:
        problem: Who met whom in this session.
        sizes: Named people in each room.
        labels: The language of each room as a bit.
    """
    if not problem.met or not sizes:
        return 0
    met = [mask & ~problem.together[i] for i, mask in enumerate(problem.met_masks())]
    return max(_by_person(problem, met, labels, sizes), _by_group(met, len(sizes)))


def _by_person(problem: SeatingProblem, met: list[int], labels: Sequence[int], sizes: Sequence[int]) -> int:
    """Each person sits with as many others as the smallest room has, at least, and has so many new ones."""
    smallest = min(sizes)
    everybody = (1 << problem.size) - 1
    over = sum(
        max(0, smallest - 1 - (everybody & ~met[i] & ~(1 << i)).bit_count()) for i in range(problem.size)
    )
    return (over + 1) // 2


def _by_group(met: list[int], rooms: int) -> int:
    """Disjoint groups in which everybody met everybody, found greedily; each is spread over the rooms."""
    left = (1 << len(met)) - 1
    forced = 0
    while left:  # each turn takes at least one person out
        first = left & -left
        group, reach = first, met[first.bit_length() - 1] & left
        while reach:
            bit = reach & -reach
            group |= bit
            reach &= met[bit.bit_length() - 1]
        forced += spread_pairs(group.bit_count(), rooms)
        left &= ~group
    return forced
