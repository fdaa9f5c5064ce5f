"""Whatever is asked for whomever is here, there is an answer that keeps what it says it keeps."""

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
    met_after,
    propose_in_styles,
    propose_rounds,
)
from letsconnect_tui.breakouts.search.problem import problem_of
from letsconnect_tui.breakouts.sizes import MOST_ROOMS, even_sizes
from letsconnect_tui.errors import Cancelled, CommandRefused
from tests.breakouts.any_rooms import gatherings
from tests.breakouts.crowds import crowd, plain_crowd
from tests.breakouts.one_round import propose

QUICK = 0.003


def assert_everybody_sits_once(proposal: RoomAssignment, people: list[Guest], wishes: Wishes) -> None:
    seated = [who for room in proposal.rooms for who in room.members]
    assert sorted(seated) == sorted(guest.id for guest in people)
    assert sum(room.seats for room in proposal.rooms) == wishes.seats
    assert [room.number for room in proposal.rooms] == list(range(1, len(proposal.rooms) + 1))
    assert all(room.host in (None, *room.members) for room in proposal.rooms)


def assert_locks_are_kept(proposal: RoomAssignment, people: list[Guest], wishes: Wishes) -> None:
    """A lock to a room that there is; all others are counted and named."""
    here = {guest.id for guest in people}
    room_of = {who: room.number for room in proposal.rooms for who in room.members}
    lost = [who for who, room in wishes.locks.items() if who in here and room_of[who] != room]
    assert proposal.violations["lock"] == len(lost)
    numbers = {room.number for room in proposal.rooms if room.people}
    assert not any(wishes.locks[who] in numbers for who in lost)


@settings(max_examples=50)
@example(gathering=([Guest("g0")], Wishes(count=2, fixed=(FixedRoom("Français", "fr"),))), rounds=1)
@example(
    gathering=([Guest("g0")], Wishes(count=2, same_language=True, fixed=(FixedRoom(None, "fr"),))), rounds=2
)
@given(gathering=gatherings(), rounds=st.integers(1, 3))
def test_there_are_rooms_for_everybody_whatever_is_wished(
    gathering: tuple[list[Guest], Wishes], rounds: int
) -> None:
    people, wishes = gathering
    if not people and not wishes.seats:
        return

    for way in propose_in_styles(people, wishes, rounds, budget_s=QUICK):
        met: dict[tuple[str, str], float] = {}
        for proposal in way:
            assert_everybody_sits_once(proposal, people, wishes)
            assert_locks_are_kept(proposal, people, wishes)
            for room, preset in zip(proposal.rooms, wishes.fixed, strict=False):
                assert (room.name, preset.language) == (preset.name, preset.language and room.language)
            verdict = judge(proposal.rooms, people, wishes, met=met)
            assert verdict.repeats == proposal.repeats >= proposal.bound
            met = met_after(met, proposal.rooms)


@settings(max_examples=50)
@given(gatherings())
def test_as_many_rooms_as_asked_for(gathering: tuple[list[Guest], Wishes]) -> None:
    """A count is exact as long as there is somebody for each room; rooms made by hand are always there.

    Those of them that nobody can fill come on top.
    """
    people, wishes = gathering
    everybody = len(people) + wishes.seats
    if wishes.count is None or not everybody:
        return

    rooms = propose(people, wishes, budget_s=QUICK).rooms

    fillable = problem_of(people, wishes, {}, listed=len(rooms)).rooms
    unfillable = len(rooms) - fillable
    assert fillable == max(len(wishes.fixed) - unfillable, min(wishes.count, everybody))


def hosts_of_both_languages() -> list[Guest]:
    """Of 38 people a third hosts in both languages: in three rooms they take seats others depend on."""
    kinds = (Guest("", ()), Guest("", ("en", "es"), host=True), Guest("", ("es",)))
    return [replace(kinds[i % 3], id=f"g{i}") for i in range(38)]


@settings(max_examples=50)
@example(gathering=(hosts_of_both_languages(), Wishes(same_language=True)), least=1, budget_s=QUICK)
@example(gathering=(hosts_of_both_languages(), Wishes(same_language=True)), least=1, budget_s=0.0)
@given(gathering=gatherings(), least=st.sampled_from([1, 2, 3]), budget_s=st.sampled_from([0.0, QUICK]))
def test_sizes_are_even_where_nothing_else_is_asked(
    gathering: tuple[list[Guest], Wishes], least: int, budget_s: float
) -> None:
    """Within one language rooms differ by one at most; nobody is locked, and no room is made by hand.

    From the first seating on, however little is searched after it.
    """
    people, asked = gathering
    if not people:
        return
    wishes = Wishes(size=asked.size, count=asked.count, min_size=least, same_language=asked.same_language)

    proposal = propose(people, wishes, budget_s=budget_s)

    by_language: dict[str | None, list[int]] = defaultdict(list)
    for room in proposal.rooms:
        by_language[room.language].append(room.people)
    for sizes in by_language.values():
        assert sorted(sizes, reverse=True) == even_sizes(sum(sizes), len(sizes))
    assert proposal.violations["size"] == 0


@pytest.mark.parametrize("seats", [46_990, 999_999_999])
@pytest.mark.parametrize(("count", "size"), [(6, None), (None, 5), (None, None)])
def test_any_headcount_is_seated_or_refused(seats: int, count: int | None, size: int | None) -> None:
    people, asked = crowd(10, 2)
    wishes = Wishes(count=count, size=size, same_language=True, seats=seats, fixed=asked.fixed)

    if count:
        proposal = propose(people, wishes, budget_s=QUICK)
        assert sum(room.people for room in proposal.rooms) == seats + 10
        assert_everybody_sits_once(proposal, people, wishes)
    else:
        with pytest.raises(CommandRefused) as refusal:
            propose(people, wishes, budget_s=QUICK)
        assert refusal.value.message.values[0] == seats + 10
        assert refusal.value.message.values[2] == MOST_ROOMS


@pytest.mark.parametrize("languages", [4, 60])
def test_choosing_languages_costs_no_more_work_than_granted(languages: int) -> None:
    """Three hundred people with sixty languages would be compared for minutes."""
    from letsconnect_tui.breakouts.rooms_per_language import fitting_problem
    from letsconnect_tui.breakouts.search.language_labels import LABELS_WORK, ONE_FLOW_WORK
    from letsconnect_tui.breakouts.work_budget import WorkBudget

    codes = [f"l{i:02}" for i in range(languages)]
    people = [Guest(f"g{i}", (codes[i % languages], codes[i * 7 % languages])) for i in range(300)]
    work = WorkBudget(LABELS_WORK)

    fitting_problem(people, Wishes(size=5, same_language=True), {}, work)

    assert work.left > -ONE_FLOW_WORK


@pytest.mark.parametrize("after", [0, 1, 30, 300])
def test_a_search_stops_when_it_is_cancelled(after: int) -> None:
    people, wishes = crowd(200, 40, profile="stress")
    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked > after

    with pytest.raises(Cancelled):
        propose_rounds(people, wishes, 3, budget_s=5.0, cancelled=cancelled)

    assert asked == after + 1


def test_a_search_asks_often_whether_to_stop() -> None:
    """Between two questions lie a few milliseconds of work, also where no language is chosen."""
    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        return False

    propose_rounds(plain_crowd(20), Wishes(count=4), 6, budget_s=0.2, cancelled=cancelled)

    assert asked > 50


def test_fewer_changes_are_looked_at_where_each_takes_longer() -> None:
    """A change among forty people takes as long as several among six."""

    def slices(rooms: int) -> int:
        asked = 0

        def cancelled() -> bool:
            nonlocal asked
            asked += 1
            return False

        people = [Guest(f"g{i}", region="ABC"[i % 3]) for i in range(120)]
        propose(people, Wishes(count=rooms, mix=("region",)), budget_s=0.2, cancelled=cancelled)
        return asked

    assert slices(3) < slices(20) / 4


def test_hosts_whom_no_room_suits_cost_no_more_work_than_granted() -> None:
    """Four hundred hosts for a hundred rooms: each could be tried with chains of all the others."""
    people = [Guest(f"g{i}", ("es",) if i % 2 else ("en", "fr"), host=True) for i in range(400)]

    proposal = propose(people, Wishes(count=100, same_language=True), budget_s=0.0)

    assert_everybody_sits_once(proposal, people, Wishes())
    assert proposal.violations["host"] == 0
