"""The first construction that fits: the table, rows, a larger schedule with people left out, a starter."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from letsconnect_tui.breakouts.bounds import repeats_bound
from letsconnect_tui.breakouts.schedules.sliding_rows import by_rows
from letsconnect_tui.breakouts.schedules.starter import by_starter
from letsconnect_tui.breakouts.schedules.table import by_table
from letsconnect_tui.breakouts.sizes import even_sizes

if TYPE_CHECKING:
    from letsconnect_tui.breakouts.schedules.sliding_rows import Schedule

PROVEN_MOST: dict[tuple[int, int], int] = {(12, 4): 4, (36, 6): 3}
"""(people, rooms) → rounds beyond which somebody must meet again: there is no nearly Kirkman triple system of
12 points (Kotzig and Rosa 1974), and there are no two orthogonal Latin squares of order 6 (Tarry 1900)."""
NONE_KNOWN: dict[tuple[int, int], int] = {
    (13, 4): 4,
    (14, 4): 4,
    **{(people, 6): 3 for people in range(31, 36)},
}
"""(people, rooms) → rounds beyond which no schedule is known here, though none is proven impossible: every
construction below fails, after a third of a second."""
_STRANGER_TRIES = 300


def without_repeats(
    people: int, rooms: int, rounds: int, *, seed: int = 1, moves: int = 60_000, table: bool = True
) -> tuple[Schedule, str] | None:
    """A schedule in which nobody meets twice and the way it was made, or None when none was found.

    Args:
        people: How many people.
        rooms: How many rooms; sizes differ by one at most.
        rounds: How many rounds.
        seed: Of all random choices.
        moves: Changes looked at in the search for a starter.
        table: Whether schedules kept as data may be used.
    """
    if not 1 <= rooms <= people or repeats_bound(even_sizes(people, rooms), rounds):
        return None
    if rounds > min(known.get((people, rooms), rounds) for known in (PROVEN_MOST, NONE_KNOWN)):
        return None
    rng = random.Random(seed)
    size = -(-people // rooms)
    surplus = rooms * size - people
    if table and (found := by_table(people, rooms, rounds)):
        return found, "table"
    if table and surplus and (larger := by_table(rooms * size, rooms, rounds)):
        found = _with_people_left_out(larger, surplus, rng)
        if found:
            return found, "delete"
    if found := by_rows(people, rooms, rounds, rng):
        return found, "rows"
    if surplus:
        whole = without_repeats(rooms * size, rooms, rounds, seed=seed, moves=moves // 3, table=table)
        if whole and (found := _with_people_left_out(whole[0], surplus, rng)):
            return found, "delete"
    if found := by_starter(people, rooms, rounds, rng, moves):
        return found, "starter"
    return None


def _with_people_left_out(schedule: Schedule, surplus: int, rng: random.Random) -> Schedule | None:
    """The schedule without ``surplus`` people who never meet, so that no room loses two in a round."""
    people = len(schedule[0])
    met = [0] * people
    for row in schedule:
        mask: dict[int, int] = {}
        for i, room in enumerate(row):
            mask[room] = mask.get(room, 0) | 1 << i
        for i, room in enumerate(row):
            met[i] |= mask[room]
    for _ in range(_STRANGER_TRIES):
        dropped: list[int] = []
        known = 0
        for i in rng.sample(range(people), people):
            if len(dropped) < surplus and not known >> i & 1:
                dropped.append(i)
                known |= met[i]
        if len(dropped) == surplus:
            gone = set(dropped)
            return [[room for i, room in enumerate(row) if i not in gone] for row in schedule]
    return None
