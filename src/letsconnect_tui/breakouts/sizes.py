"""How many rooms, and how many people in each."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from letsconnect_tui.breakouts.model import Wishes

USUAL_SIZE = 5
"""Rooms of five when neither size nor count is given."""
MOST_ROOMS = 1000
"""No platform has so many rooms and no hall so many tables."""


def room_count(people: int, wishes: Wishes, empty: int = 0) -> int:
    """How many rooms there are where language does not matter; 0 for nobody.

    ``wishes.count`` is exact, as long as there is somebody for each room. ``wishes.size`` is a target: the
    average size comes as close to it as possible and stays at ``min_size`` or above. Rooms made by hand are
    always there.

    Args:
        people: Everybody to be seated, with a name or without.
        wishes: What is asked of the round.
        empty: Rooms made by hand that nobody can fill: they come on top.
    """
    if people <= 0:
        return 0
    if wishes.count is not None:
        return max(len(wishes.fixed), empty + min(wishes.count, people))
    size = target_size(wishes)
    fewer = max(1, people // size)
    closest = min((fewer, fewer + 1), key=lambda rooms: (abs(people / rooms - size), rooms))
    return empty + max(1, len(wishes.fixed) - empty, min(closest, people // smallest_size(wishes)))


def target_size(wishes: Wishes) -> int:
    """How many people a room should have."""
    return max(1, wishes.size or USUAL_SIZE)


def smallest_size(wishes: Wishes) -> int:
    """How many people a room should have at least; never more than the target."""
    return min(max(1, wishes.min_size), target_size(wishes))


def even_sizes(people: int, rooms: int) -> list[int]:
    """The sizes of ``rooms`` rooms for ``people``: they differ by one at most, the larger ones first."""
    least, more = divmod(people, rooms)
    return [least + 1] * more + [least] * (rooms - more)


def spread_seats(members: Sequence[int], seats: int) -> list[int]:
    """Seats for each room so that the fullest room is as small as possible.

    Rooms are filled up to one common size; seats left over go to the first of them, one each. The time does
    not depend on the number of seats.

    Args:
        members: Named people in each room.
        seats: People without a name.
    """
    if not members:
        return []
    level, filled = 0, 0
    for rooms, people in enumerate(sorted(members)):
        if rooms * people - filled > seats:
            break
        filled += people
        level, over = divmod(seats + filled, rooms + 1)
    given = [max(0, level - people) for people in members]
    for room, people in enumerate(members):
        if over and people <= level:
            given[room] += 1
            over -= 1
    return given
