"""Schedules in which nobody meets twice, wherever one is known to exist."""

from __future__ import annotations

import random
from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letsconnect_tui.breakouts.bounds import repeats_bound, spread_bound
from letsconnect_tui.breakouts.schedules.construct import NONE_KNOWN, PROVEN_MOST, without_repeats
from letsconnect_tui.breakouts.schedules.sliding_rows import by_rows_again
from letsconnect_tui.breakouts.schedules.table import field
from letsconnect_tui.breakouts.sizes import even_sizes

NAMED = [
    (32, 8, 10),
    (24, 6, 6),
    (30, 6, 5),
    (100, 20, 4),
    (200, 40, 4),
    (730, 146, 3),
    (1000, 200, 3),
    (45, 9, 8),
    (60, 10, 6),
    (23, 6, 6),
]


def repeats(schedule: list[list[int]]) -> int:
    """Counted the obvious way."""
    met: Counter[tuple[int, int]] = Counter()
    for row in schedule:
        members: dict[int, list[int]] = {}
        for i, room in enumerate(row):
            members.setdefault(room, []).append(i)
        met.update(pair for room in members.values() for pair in combinations(room, 2))
    return sum(times - 1 for times in met.values() if times > 1)


def assert_even(schedule: list[list[int]], people: int, rooms: int) -> None:
    for row in schedule:
        assert len(row) == people
        assert sorted(Counter(row).values(), reverse=True) == even_sizes(people, rooms)


@pytest.mark.parametrize(("people", "rooms", "rounds"), NAMED)
def test_the_well_known_sessions_have_no_repeat(people: int, rooms: int, rounds: int) -> None:
    found = without_repeats(people, rooms, rounds)

    assert found is not None
    assert len(found[0]) == rounds
    assert_even(found[0], people, rooms)
    assert repeats(found[0]) == 0


@pytest.mark.parametrize(("people", "rooms", "rounds"), [(24, 6, 6), (23, 6, 6), (30, 6, 5), (45, 9, 8)])
def test_most_are_found_without_the_table_too(people: int, rooms: int, rounds: int) -> None:
    found = without_repeats(people, rooms, rounds, table=False)

    assert found is not None
    assert repeats(found[0]) == 0


def test_a_schedule_that_cannot_be_is_not_made() -> None:
    assert without_repeats(20, 4, 2) is None
    assert without_repeats(32, 8, 11) is None
    assert without_repeats(5, 6, 1) is None


def sessions(people: int) -> list[tuple[int, int, int]]:
    """Rooms of three to six people with all rounds up to five that the bounds allow.

    Left out are rounds proven impossible, and those for which no schedule is known; ``exact.known`` says why.
    """
    longest = {**PROVEN_MOST, **NONE_KNOWN}
    return [
        (people, rooms, rounds)
        for rooms in range(max(1, -(-people // 6)), people // 3 + 1)
        for rounds in range(2, min(5, longest.get((people, rooms), 5)) + 1)
        if not repeats_bound(even_sizes(people, rooms), rounds)
    ]


@pytest.mark.parametrize(("session", "most"), [*PROVEN_MOST.items(), *NONE_KNOWN.items()])
def test_what_is_left_out_has_a_schedule_of_one_round_less(session: tuple[int, int], most: int) -> None:
    people, rooms = session
    found = without_repeats(people, rooms, most)

    assert without_repeats(people, rooms, most + 1) is None
    assert found is not None
    assert_even(found[0], people, rooms)
    assert repeats(found[0]) == 0


@settings(max_examples=25)
@given(st.integers(7, 366).flatmap(lambda people: st.sampled_from(sessions(people) or [(100, 20, 4)])))
def test_rooms_of_three_to_six_meet_no_one_twice_in_five_rounds(session: tuple[int, int, int]) -> None:
    found = without_repeats(*session)

    assert found is not None
    assert_even(found[0], session[0], session[1])
    assert repeats(found[0]) == 0


@pytest.mark.full
def test_every_crowd_from_7_to_366_meets_no_one_twice_in_five_rounds() -> None:
    missed = []
    for people in range(7, 367):
        for session in sessions(people):
            found = without_repeats(*session)
            if found is None or (people < 60 and repeats(found[0])):
                missed.append(session)

    assert missed == []


@pytest.mark.parametrize(
    ("people", "rooms", "rounds"),
    [(24, 4, 3), (20, 4, 4), (23, 4, 3), (10, 3, 3), (12, 3, 2), (45, 5, 5), (50, 7, 7)],
)
def test_rows_that_stay_together_have_the_fewest_repeats(people: int, rooms: int, rounds: int) -> None:
    schedule = by_rows_again(people, rooms, rounds, random.Random(1))

    assert schedule is not None
    assert_even(schedule, people, rooms)
    assert repeats(schedule) == spread_bound(even_sizes(people, rooms), rounds)


def test_rows_stay_together_only_where_they_must_and_can() -> None:
    assert by_rows_again(20, 5, 3, random.Random(1)) is None
    assert by_rows_again(24, 4, 5, random.Random(1)) is None


@pytest.mark.parametrize("order", [2, 3, 4, 5, 7, 8, 9, 16, 25, 27])
def test_in_a_field_everything_but_zero_has_an_inverse(order: int) -> None:
    tables = field(order)

    assert tables is not None
    plus, times = tables
    everything = set(range(order))
    assert all(set(row) == everything for row in plus)
    assert all(set(times[a]) == everything for a in range(1, order))
    assert all(
        times[a][plus[b][c]] == plus[times[a][b]][times[a][c]]
        for a in everything
        for b in everything
        for c in everything
        if a < 6 and b < 6
    )


@pytest.mark.parametrize("order", [1, 6, 10, 12, 129])
def test_there_is_no_field_of_other_orders(order: int) -> None:
    assert field(order) is None
