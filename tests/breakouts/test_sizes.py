"""How many rooms, of which size, and where the seats without a name go."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letsconnect_tui.breakouts import FixedRoom, Wishes, room_count
from letsconnect_tui.breakouts.sizes import even_sizes, spread_seats


@pytest.mark.parametrize(
    ("people", "wishes", "rooms"),
    [
        (80, Wishes(size=5), 16),
        (13, Wishes(size=5), 3),
        (11, Wishes(size=5), 2),
        (4, Wishes(size=5), 1),
        (7, Wishes(), 2),
        (24, Wishes(count=6), 6),
        (3, Wishes(count=6), 3),
        (20, Wishes(size=2, min_size=3), 10),
        (6, Wishes(size=5, fixed=(FixedRoom("a"), FixedRoom("b"), FixedRoom("c"))), 3),
        (0, Wishes(size=5), 0),
    ],
)
def test_the_number_of_rooms_comes_closest_to_the_size(people: int, wishes: Wishes, rooms: int) -> None:
    assert room_count(people, wishes) == rooms


@given(st.integers(1, 2000), st.integers(2, 12), st.integers(1, 4))
def test_a_size_never_makes_rooms_smaller_than_the_least(people: int, size: int, least: int) -> None:
    rooms = room_count(people, Wishes(size=size, min_size=least))

    assert rooms >= 1
    assert rooms == 1 or people // rooms >= min(least, size)


@given(st.integers(0, 500), st.integers(1, 60))
def test_even_sizes_add_up_and_differ_by_one_at_most(people: int, rooms: int) -> None:
    sizes = even_sizes(people, rooms)

    assert sum(sizes) == people
    assert max(sizes) - min(sizes) <= 1


@given(st.lists(st.integers(0, 8), min_size=1, max_size=20), st.integers(0, 60))
def test_seats_never_go_to_a_room_fuller_than_another(members: list[int], seats: int) -> None:
    given_seats = spread_seats(members, seats)

    totals = [named + more for named, more in zip(members, given_seats, strict=True)]
    raised = [total for total, more in zip(totals, given_seats, strict=True) if more]
    assert sum(given_seats) == seats
    assert not raised or max(raised) <= min(totals) + 1
