"""How many rooms, and how many people in each."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from letsconnect_tui.rooms.model import Wishes

USUAL_SIZE = 5
"""Rooms of five when neither size nor count is given."""


def room_count(people: int, wishes: Wishes) -> int:
    """How many rooms ``people`` (named or not) are spread over; 0 for nobody.

    ``size`` is a target: the number of rooms whose average comes closest to it, as long as the
    average stays at ``min_size`` or above. Rooms fixed by hand always exist.
    """
    if people <= 0:
        return 0
    if wishes.count is not None:
        return max(1, len(wishes.fixed), min(wishes.count, people))
    size = max(1, wishes.size or USUAL_SIZE)
    fewer = max(1, people // size)
    closest = min((fewer, fewer + 1), key=lambda rooms: (abs(people / rooms - size), rooms))
    smallest = min(max(1, wishes.min_size), size)
    return max(1, len(wishes.fixed), min(closest, people // smallest))


def even_sizes(people: int, rooms: int) -> list[int]:
    """Room sizes that differ by one at most, the larger ones first."""
    least, more = divmod(people, rooms)
    return [least + 1] * more + [least] * (rooms - more)


def spread_seats(members: Sequence[int], seats: int) -> list[int]:
    """Seats for each room so that the fullest room is as small as it can be."""
    given = [0] * len(members)
    for _ in range(seats if members else 0):
        smallest = min(range(len(members)), key=lambda room: (members[room] + given[room], room))
        given[smallest] += 1
    return given
