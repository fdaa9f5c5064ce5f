"""How many rooms there are where languages matter: a size is meant for the rooms of each language."""

from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from letsconnect_tui.breakouts import (
    FixedRoom,
    Guest,
    RoomAssignment,
    Wishes,
    judge,
    room_count,
    seat_late,
)
from letsconnect_tui.breakouts.sizes import even_sizes
from tests.breakouts.crowds import crowd, plain_crowd
from tests.breakouts.one_round import propose

QUICK = 0.01
TONGUES = ("en", "es", "fr", "sw", "ar")


def speaking(**languages: int) -> list[Guest]:
    """``speaking(en=10, es_en=3)``: ten who speak English only and three who speak Spanish and English."""
    spoken = [tuple(codes.split("_")) for codes, count in languages.items() for _ in range(count)]
    return [Guest(f"g{i:02}", codes) for i, codes in enumerate(spoken)]


def sizes_by_language(proposal: RoomAssignment) -> dict[str | None, list[int]]:
    sizes: dict[str | None, list[int]] = defaultdict(list)
    for room in proposal.rooms:
        sizes[room.language].append(room.people)
    return {code: sorted(of_language) for code, of_language in sizes.items()}


def test_each_language_gets_rooms_near_the_size() -> None:
    """Twenty people, four rooms of five on average: but the ten who speak English need two of them."""
    fixed = (FixedRoom("Igbo", "ig"), FixedRoom("Español", "es"), FixedRoom("العربية", "ar"))
    wishes = Wishes(size=5, same_language=True, fixed=fixed)

    proposal = propose(speaking(ig=2, es=5, ar=3, en=10), wishes, budget_s=QUICK)

    assert sizes_by_language(proposal) == {"ig": [2], "es": [5], "ar": [3], "en": [5, 5]}


def test_fixed_rooms_never_leave_the_others_without_a_room() -> None:
    fixed = (FixedRoom("Igbo", "ig"), FixedRoom("Español", "es"), FixedRoom("العربية", "ar"))
    wishes = Wishes(size=5, same_language=True, fixed=fixed)

    proposal = propose(speaking(ig=4, es=4, ar=4, en=4), wishes, budget_s=QUICK)

    assert sizes_by_language(proposal) == {"ig": [4], "es": [4], "ar": [4], "en": [4]}
    assert proposal.violations["language"] == 0


def test_a_count_is_exact_whatever_the_languages_need() -> None:
    proposal = propose(speaking(es=3, en=12), Wishes(count=2, same_language=True), budget_s=QUICK)

    assert sizes_by_language(proposal) == {"es": [3], "en": [12]}


def test_rooms_are_fewer_where_more_would_be_too_small() -> None:
    wishes = Wishes(size=4, min_size=3, same_language=True)

    proposal = propose(speaking(en=5, es=5, fr=5), wishes, budget_s=QUICK)

    assert sizes_by_language(proposal) == {"en": [5], "es": [5], "fr": [5]}


@pytest.mark.parametrize("count", [None, 4])
def test_a_fixed_room_nobody_can_fill_is_listed_and_empty(count: int | None) -> None:
    wishes = Wishes(
        size=None if count else 5,
        count=count,
        same_language=True,
        fixed=(FixedRoom("Wolof", "wo"), FixedRoom("Español", "es")),
    )
    guests = speaking(en=9, es=5)

    proposal = propose(guests, wishes, budget_s=QUICK)

    assert [room.people for room in proposal.rooms[:2]] == [0, 5]
    assert (proposal.rooms[0].name, proposal.rooms[0].language) == ("Wolof", "wo")
    assert sizes_by_language(proposal)["en"] == ([3, 3, 3] if count else [4, 5])
    assert not any(proposal.violations.values())
    assert judge(proposal.rooms, guests, wishes).violations == proposal.violations


def test_a_host_or_a_lock_or_people_without_a_name_fill_a_fixed_room() -> None:
    guests = [*speaking(en=9), Guest("host", ("en", "wo"))]
    fixed = (FixedRoom("Wolof", "wo", "host"),)
    wishes = Wishes(size=5, same_language=True, fixed=fixed)
    unclaimed = replace(wishes, fixed=(FixedRoom("Wolof", "wo"),))

    assert "host" in propose(guests, wishes, budget_s=QUICK).rooms[0].members
    assert "host" in propose(guests, replace(unclaimed, locks={"host": 1}), budget_s=QUICK).rooms[0].members
    assert propose(guests, replace(unclaimed, seats=10), budget_s=QUICK).rooms[0].seats > 0
    assert propose(guests, unclaimed, budget_s=QUICK).rooms[0].people == 0


def test_locks_are_kept_beside_an_empty_fixed_room() -> None:
    wishes = Wishes(size=5, same_language=True, fixed=(FixedRoom("Wolof", "wo"),), locks={"g00": 3, "g01": 2})

    proposal = propose(speaking(en=10), wishes, budget_s=QUICK)

    assert [room.people for room in proposal.rooms] == [0, 5, 5]
    assert "g00" in proposal.rooms[2].members
    assert "g01" in proposal.rooms[1].members
    assert proposal.violations["lock"] == 0


def test_a_late_guest_goes_to_an_empty_room_only_where_no_other_can_be_followed() -> None:
    wishes = Wishes(size=5, same_language=True, fixed=(FixedRoom("Wolof", "wo"),))
    guests = speaking(en=10)
    rooms = propose(guests, wishes, budget_s=QUICK).rooms

    assert seat_late(rooms, Guest("late", ("wo", "en")), guests, wishes) != 1
    assert seat_late(rooms, Guest("late", ("wo",)), guests, wishes) == 1


@settings(max_examples=60)
@example({"en": 2, "es": 2, "fr": 6, "sw": 8}, 4, 4)
@given(
    st.dictionaries(st.sampled_from(TONGUES), st.integers(2, 24), min_size=2),
    st.integers(3, 8),
    st.integers(2, 4),
)
def test_no_room_is_too_large_or_too_small_where_its_language_allows(
    speakers: dict[str, int], size: int, least: int
) -> None:
    least = min(least, size)
    wishes = Wishes(size=size, min_size=least, same_language=True)

    proposal = propose(speaking(**speakers), wishes, budget_s=QUICK)

    assert proposal.violations["language"] == 0
    for code, sizes in sizes_by_language(proposal).items():
        people = speakers[str(code)]
        ways = [even_sizes(people, rooms) for rooms in range(1, people + 1)]
        if any(way[-1] >= least and way[0] <= size + 1 for way in ways):
            assert least <= min(sizes) <= max(sizes) <= size + 1, (code, sizes)


@settings(max_examples=30)
@given(st.integers(1, 80), st.integers(2, 9), st.integers(1, 4), st.integers(0, 12))
def test_where_language_does_not_matter_the_sizes_follow_from_the_number_alone(
    people: int, size: int, least: int, seats: int
) -> None:
    wishes = Wishes(size=size, min_size=least, seats=seats)

    rooms = propose(plain_crowd(people), wishes, budget_s=QUICK).rooms

    assert len(rooms) == room_count(people + seats, wishes)
    assert sorted((room.people for room in rooms), reverse=True) == even_sizes(people + seats, len(rooms))


@settings(max_examples=25)
@given(st.integers(8, 60), st.integers(1, 50), st.integers(3, 7))
def test_a_room_for_nobody_changes_nothing_for_the_others(people: int, seed: int, size: int) -> None:
    guests, wishes = crowd(people, max(1, people // size), seed=seed)
    wishes = replace(wishes, count=None, size=size)
    with_empty = replace(wishes, fixed=(FixedRoom("Wolof", "wo"),))

    without, beside = (propose(guests, asked, budget_s=QUICK) for asked in (wishes, with_empty))

    assert beside.rooms[0].members == ()
    assert [room.members for room in beside.rooms[1:]] == [room.members for room in without.rooms]
    assert beside.violations == without.violations


@settings(max_examples=25)
@given(st.integers(1, 60), st.integers(1, 12), st.integers(1, 50))
def test_a_count_that_is_asked_for_is_the_number_of_rooms(people: int, count: int, seed: int) -> None:
    guests, wishes = crowd(people, count, seed=seed)

    assert len(propose(guests, wishes, budget_s=QUICK).rooms) == min(count, people)
