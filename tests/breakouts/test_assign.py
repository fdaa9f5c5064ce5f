"""Proposed rooms: everybody once, rules kept in their order, new people first, the same for a seed."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from letsconnect_tui.breakouts import (
    FixedRoom,
    Guest,
    Room,
    RoomAssignment,
    Wishes,
    judge,
    least_repeats,
    met_after,
    pair,
    propose_in_styles,
    propose_rounds,
)
from letsconnect_tui.breakouts.search.problem import problem_of
from letsconnect_tui.i18n import words
from tests.breakouts.crowds import crowd, plain_crowd
from tests.breakouts.one_round import propose

QUICK = 0.02
TONGUES = ("en", "es", "fr", "sw")


def guests_speaking(*languages: str) -> list[Guest]:
    """``guests_speaking("en es", "fr")``: ids a, b, c …"""
    return [Guest(chr(97 + i), tuple(spoken.split())) for i, spoken in enumerate(languages)]


def room_of(proposal: RoomAssignment, who: str) -> int:
    return next(room.number for room in proposal.rooms if who in room.members)


def test_everybody_who_shares_a_language_sits_with_somebody_who_does() -> None:
    guests = guests_speaking("en", "en", "en", "en", "pt", "en pt", "en", "en")

    proposal = propose(guests, Wishes(size=4, same_language=True), budget_s=QUICK)

    assert room_of(proposal, "e") == room_of(proposal, "f")
    assert proposal.violations["language"] == 0
    assert {room.language for room in proposal.rooms} == {"en", "pt"}


def test_size_yields_to_language() -> None:
    """Six speak only Spanish and nine only English: no even rooms of four, but everybody understands."""
    guests = guests_speaking(*["es"] * 6, *["en"] * 9)

    proposal = propose(guests, Wishes(count=4, same_language=True), budget_s=QUICK)

    assert proposal.violations["language"] == 0
    assert proposal.violations["size"] == 0
    assert sorted(len(room.members) for room in proposal.rooms) in ([3, 3, 3, 6], [3, 3, 4, 5])


def test_somebody_with_whom_nobody_shares_a_language_is_named() -> None:
    guests = guests_speaking("en", "en", "zh", "en", "en", "en")

    proposal = propose(guests, Wishes(count=2, same_language=True), budget_s=QUICK)

    assert proposal.violations["language"] == 1
    (note,) = (note for note in proposal.notes if note.message.key == "rooms-note-unserved")
    assert note.guests == ("c",)
    assert all(str(value) != "c" for value in note.message.values)


def test_somebody_whose_language_nobody_knows_goes_to_the_main_language() -> None:
    guests = guests_speaking("fr", "fr", "fr", "en", "en", "")

    proposal = propose(guests, Wishes(count=2, same_language=True, main_language="fr"), budget_s=QUICK)

    assert next(room.language for room in proposal.rooms if "f" in room.members) == "fr"
    assert [note.guests for note in proposal.notes if note.message.key == "rooms-note-unknown"] == [("f",)]


def test_variants_of_a_language_understand_each_other() -> None:
    guests = guests_speaking("pt-br", "pt", "PT-PT", "pt_BR", "en", "en", "en", "en")

    proposal = propose(guests, Wishes(count=2, same_language=True), budget_s=QUICK)

    assert proposal.violations["language"] == 0


def test_who_is_kept_apart_is_apart_and_who_is_kept_together_is_together() -> None:
    wishes = Wishes(
        count=3, apart=(("p0000", "p0001", "p0002"),), together=(("p0003", "p0004"), ("p0004", "p0005"))
    )

    for seed in range(5):
        proposal = propose(plain_crowd(12), wishes, seed=seed, budget_s=QUICK)

        assert len({room_of(proposal, who) for who in wishes.apart[0]}) == 3
        assert len({room_of(proposal, who) for who in ("p0003", "p0004", "p0005")}) == 1
        assert proposal.violations["size"] == 0


def test_apart_wins_over_together() -> None:
    wishes = Wishes(count=2, apart=(("p0000", "p0001"),), together=(("p0000", "p0001"),))

    proposal = propose(plain_crowd(8), wishes, budget_s=QUICK)

    assert proposal.violations["apart"] == 0
    assert proposal.violations["together"] == 1


def test_locks_never_yield() -> None:
    guests = guests_speaking("es", "en", "en", "en", "en", "en")
    wishes = Wishes(count=2, same_language=True, locks={"a": 2, "b": 2, "c": 1}, apart=(("a", "b"),))

    proposal = propose(guests, wishes, budget_s=QUICK)

    assert [room_of(proposal, who) for who in "abc"] == [2, 2, 1]
    assert proposal.violations["lock"] == 0
    assert proposal.violations["apart"] == 1


def test_a_lock_to_a_room_that_is_not_there_is_said() -> None:
    proposal = propose(plain_crowd(6), Wishes(count=2, locks={"p0003": 9}), budget_s=QUICK)

    assert proposal.violations["lock"] == 1
    assert proposal.notes[0].guests == ("p0003",)


def test_a_fixed_room_keeps_its_name_language_and_host() -> None:
    guests = guests_speaking("ig en", "ig", "en", "en", "en ig", "en")
    wishes = Wishes(count=2, same_language=True, fixed=(FixedRoom("Igbo", "ig", "a"),))

    first = propose(guests, wishes, budget_s=QUICK).rooms[0]

    assert (first.number, first.name, first.language, first.host) == (1, "Igbo", "ig", "a")
    assert {"a", "b"} <= set(first.members)


def test_hosts_are_spread_over_the_rooms() -> None:
    guests = [replace(guest, host=place < 4) for place, guest in enumerate(plain_crowd(20))]

    proposal = propose(guests, Wishes(count=4), budget_s=QUICK)

    assert all(room.host in room.members for room in proposal.rooms)


def test_experience_is_spread_evenly() -> None:
    guests = [
        replace(guest, experience="new" if place < 8 else "old")
        for place, guest in enumerate(plain_crowd(24))
    ]

    proposal = propose(guests, Wishes(count=4, mix=("experience",)), budget_s=0.1)

    newcomers = {guest.id for guest in guests if guest.experience == "new"}
    assert [len(newcomers & set(room.members)) for room in proposal.rooms] == [2, 2, 2, 2]


def test_seats_for_people_without_a_name_fill_the_rooms_up() -> None:
    proposal = propose(plain_crowd(27), Wishes(size=5, seats=53), budget_s=QUICK)

    assert len(proposal.rooms) == 16
    assert {room.people for room in proposal.rooms} == {5}
    assert sum(room.seats for room in proposal.rooms) == 53


def test_nobody_meets_again_while_that_is_possible() -> None:
    guests = plain_crowd(16)
    met: dict[tuple[str, str], float] = {}

    for _ in range(3):
        proposal = propose(guests, Wishes(size=4), met=met, budget_s=0.2)
        assert proposal.repeats == 0
        met = met_after(met, proposal.rooms)


def test_people_met_in_an_earlier_session_are_avoided_where_there_is_a_choice() -> None:
    met = {pair("p0000", "p0001"): 0.5, pair("p0002", "p0003"): 0.5}

    proposal = propose(plain_crowd(8), Wishes(count=2), met=met, budget_s=QUICK)

    assert room_of(proposal, "p0000") != room_of(proposal, "p0001")
    assert room_of(proposal, "p0002") != room_of(proposal, "p0003")
    assert proposal.repeats == 0


def test_meetings_of_earlier_sessions_weigh_less_with_age() -> None:
    """All of four met before: those sit together again whose meetings are the longest ago."""
    met = dict.fromkeys(combinations("abcd", 2), 0.5) | {("a", "c"): 0.25, ("b", "d"): 0.125}

    for seed in range(5):
        proposal = propose(guests_speaking(*["en"] * 4), Wishes(count=2), met=met, seed=seed, budget_s=QUICK)

        assert room_of(proposal, "a") == room_of(proposal, "c") != room_of(proposal, "b")
        assert proposal.repeats == 0


@pytest.mark.parametrize("weight", [0.0625, 0.25, 0.5, 0.75, 0.99])
def test_any_part_of_a_meeting_is_avoided_and_none_counts_as_a_repeat(weight: float) -> None:
    met = {pair("p0000", f"p{other:04}"): weight for other in (1, 2, 3)}

    proposal = propose(plain_crowd(8), Wishes(count=2), met=met, budget_s=QUICK)

    assert {room_of(proposal, "p0000")}.isdisjoint(room_of(proposal, f"p{other:04}") for other in (1, 2, 3))
    assert proposal.repeats == 0


def test_half_a_meeting_on_top_of_a_whole_one_is_one_repeat_and_not_two() -> None:
    met = dict.fromkeys(combinations(("p0000", "p0001", "p0002", "p0003"), 2), 1.5)

    proposal = propose(plain_crowd(4), Wishes(count=1), met=met, budget_s=QUICK)

    assert proposal.repeats == 6
    assert set(problem_of(plain_crowd(4), Wishes(count=1), met).met.values()) == {1}


def test_two_ways_are_offered_when_language_and_new_people_conflict() -> None:
    guests = guests_speaking("es", "es", "es", "es", "en", "en", "en", "en")
    wishes = Wishes(count=2, same_language=True)
    met = met_after({}, propose(guests, wishes, budget_s=QUICK).rooms)

    (understand,), (mix,) = propose_in_styles(guests, wishes, 1, met=met, budget_s=QUICK)

    assert (understand.style, mix.style) == ("understand", "mix")
    assert understand.violations["language"] == 0
    assert mix.repeats < understand.repeats


def test_one_way_is_offered_when_nothing_conflicts() -> None:
    english = guests_speaking(*["en"] * 8)

    assert len(propose_in_styles(plain_crowd(12), Wishes(size=4), 1, budget_s=QUICK)) == 1
    assert len(propose_in_styles(english, Wishes(size=4, same_language=True), 1, budget_s=QUICK)) == 1


@pytest.mark.parametrize(
    ("people", "rooms", "rounds", "bound"), [(12, 3, 5, 24), (24, 4, 3, 16), (16, 4, 8, 72), (24, 6, 9, 48)]
)
def test_unavoidable_repeats_are_as_few_as_proven_possible(
    people: int, rooms: int, rounds: int, bound: int
) -> None:
    wishes = Wishes(count=rooms)

    proposals = propose_rounds(plain_crowd(people), wishes, rounds, budget_s=0.5)

    assert least_repeats(proposals, plain_crowd(people), wishes) == bound
    assert sum(times - 1 for times in meetings(proposals).values()) == bound
    assert max(meetings(proposals).values()) <= 3


def test_nobody_meets_the_same_person_again_and_again() -> None:
    """Twenty people in four rooms for six rounds: fifty repeats could all fall on ten pairs, and must not."""
    times = meetings(propose_rounds(plain_crowd(20), Wishes(count=4), 6, budget_s=1.0)).values()

    assert max(times) <= 3
    assert sum(met * (met - 1) // 2 for met in times) <= 62


def meetings(proposals: tuple[RoomAssignment, ...]) -> Counter[tuple[str, str]]:
    return Counter(
        pair(one, other)
        for proposal in proposals
        for room in proposal.rooms
        for one, other in combinations(room.members, 2)
    )


def test_the_same_seed_gives_the_same_rooms_and_another_seed_others() -> None:
    guests, wishes = crowd(30, 6)

    first, again, other = (propose(guests, wishes, seed=seed, budget_s=QUICK) for seed in (7, 7, 8))

    assert first == again
    assert first.rooms != other.rooms


def test_more_work_never_makes_rooms_worse() -> None:
    guests, wishes = crowd(40, 8)

    at_once, later = (propose(guests, wishes, budget_s=budget_s) for budget_s in (0.0, 0.1))

    assert sum(later.violations.values()) == 0
    assert later.repeats <= at_once.repeats


def test_every_note_has_words() -> None:
    guests = guests_speaking("zh", "", "es", "en", "en", "en", "en", "en es")
    wishes = Wishes(
        count=3,
        same_language=True,
        apart=(("d", "e"),),
        together=(("c", "d"),),
        locks={"d": 1, "e": 1, "f": 1, "g": 1, "h": 1, "a": 9},
    )
    met = {pair("d", "e"): 1.0}

    notes = propose(guests, wishes, met=met, budget_s=QUICK).notes

    assert len({note.message.key for note in notes}) >= 5
    assert not any("⧼" in words(note.message) for note in notes)


@st.composite
def gatherings(draw: st.DrawFn) -> tuple[list[Guest], Wishes]:
    """Any small crowd with any wishes, however contradictory."""
    count = draw(st.integers(0, 18))
    ids = [f"g{i}" for i in range(count)]
    guests = [
        Guest(
            who,
            tuple(draw(st.lists(st.sampled_from(TONGUES), max_size=2, unique=True))),
            draw(st.sampled_from([None, "new", "old"])),
            host=draw(st.booleans()),
        )
        for who in ids
    ]
    group = st.lists(st.sampled_from([*ids, "stranger"]), max_size=4, unique=True).map(tuple)
    wishes = Wishes(
        size=draw(st.one_of(st.none(), st.integers(1, 8))),
        count=draw(st.one_of(st.none(), st.integers(1, 6))),
        min_size=draw(st.integers(1, 5)),
        same_language=draw(st.booleans()),
        mix=draw(st.sampled_from([(), ("experience",), ("experience", "region", "topics")])),
        apart=tuple(draw(st.lists(group, max_size=2))),
        together=tuple(draw(st.lists(group, max_size=2))),
        fixed=tuple(
            draw(st.lists(st.builds(FixedRoom, st.none(), st.sampled_from([None, *TONGUES])), max_size=2))
        ),
        locks=draw(st.dictionaries(st.sampled_from([*ids, "stranger"]), st.integers(0, 7), max_size=3)),
        seats=draw(st.integers(0, 10)),
    )
    return guests, wishes


@settings(max_examples=60)
@given(gatherings(), st.integers(1, 3))
def test_everybody_is_in_exactly_one_room_whatever_is_wished(
    gathering: tuple[list[Guest], Wishes], rounds: int
) -> None:
    guests, wishes = gathering

    proposals = propose_rounds(guests, wishes, rounds, budget_s=0.005)

    met: dict[tuple[str, str], float] = {}
    for proposal in proposals:
        seated = [who for room in proposal.rooms for who in room.members]
        assert sorted(seated) == sorted(guest.id for guest in guests)
        assert sum(room.seats for room in proposal.rooms) == (wishes.seats if proposal.rooms else 0)
        assert [room.number for room in proposal.rooms] == list(range(1, len(proposal.rooms) + 1))
        verdict = judge(proposal.rooms, guests, wishes, met=met)
        assert (verdict.violations, verdict.repeats) == (proposal.violations, proposal.repeats)
        assert proposal.repeats >= proposal.bound
        met = met_after(met, proposal.rooms)
    total = sum(times - 1 for times in meetings(proposals).values())
    assert least_repeats(proposals, guests, wishes) <= total


def test_the_same_people_go_on_with_a_schedule_round_after_round() -> None:
    """Asked one round at a time, twenty-four people in six rooms still meet nobody twice in four rounds."""
    met: dict[tuple[str, str], float] = {}

    for _ in range(4):
        proposal = propose(plain_crowd(24), Wishes(count=6), met=met)
        assert (proposal.repeats, proposal.method) == (0, "table")
        met = met_after(met, proposal.rooms)


def test_hosts_and_experience_are_spread_over_rounds_without_repeats() -> None:
    guests = [
        replace(guest, host=place < 6, experience="new" if place % 2 else "old")
        for place, guest in enumerate(plain_crowd(30))
    ]

    proposals = propose_rounds(
        guests, Wishes(count=6, mix=("experience",), apart=(("p0010", "p0020"),)), 5, budget_s=0.3
    )

    assert max(meetings(proposals).values()) == 1
    assert all(not any(proposal.violations.values()) for proposal in proposals)


def test_new_people_first_still_names_who_understands_nobody_in_their_room() -> None:
    guests = guests_speaking("en", "en", "es", "fr", "en", "en")
    rooms = (Room(1, None, None, ("a", "b", "c")), Room(2, None, None, ("d", "e", "f")))

    (note,) = [
        note
        for note in judge(rooms, guests, Wishes(count=2)).notes
        if note.message.key == "rooms-note-stranded"
    ]

    assert note.guests == ("c", "d")


def test_who_told_no_language_is_taken_to_speak_the_main_one() -> None:
    guests = [Guest("a", ("en",)), Guest("b"), Guest("c", ("es",))]
    rooms = (Room(1, None, None, ("a", "b", "c")),)

    (note,) = judge(rooms, guests, Wishes(count=1)).notes

    assert note.guests == ("c",)
