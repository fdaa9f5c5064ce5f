"""Three schedules that no short search finds, kept as data.

32 people in 8 rooms for 10 rounds were found by an exact cover of pair orbits under eight shifts without
fixed points; the two base rounds by annealing. Each character is the room of one person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.breakouts.schedules.starter import turned

if TYPE_CHECKING:
    from letsconnect_tui.breakouts.schedules.sliding_rows import Schedule

_WHOLE: dict[tuple[int, int], tuple[str, ...]] = {
    (32, 8): (
        "01234567012345676745230154761032",
        "01102332456776541001322354766745",
        "00111100233232234545545466667777",
        "01234567765432107654321076543210",
        "01213454240451316270756356372706",
        "01023435323105042617574665747261",
        "01234567543210760176453232017645",
        "01234567107654325423106723106754",
        "01234532661077544566017701324523",
        "01231045326654776645772310230145",
    ),
}
"""(people, rooms) → all rounds."""

_BASES: dict[tuple[int, int], tuple[int, str]] = {
    (24, 6): (7, "454130425240125332310051"),
    (30, 6): (6, "344212020311300454505322551413"),
}
"""(people, rooms) → number of turns and the base round."""


def by_table(people: int, rooms: int, rounds: int) -> Schedule | None:
    """A schedule without repeats that is kept as data, or None."""
    whole = _WHOLE.get((people, rooms), ())
    if 0 < rounds <= len(whole):
        return [[int(room) for room in row] for row in whole[:rounds]]
    turns, base = _BASES.get((people, rooms), (0, ""))
    return turned([int(room) for room in base], turns, rounds) if 0 < rounds <= turns else None
