"""Two people turn out to be one, and one to be two; whatever names them follows."""

from __future__ import annotations

import itertools
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from letsconnect_tui.errors import CommandRefused
from letsconnect_tui.plan.read import plan_of_text
from letsconnect_tui.session import commands as c
from letsconnect_tui.session import room_commands as rc
from letsconnect_tui.session.attendee import union
from letsconnect_tui.session.facts import Command, PersonFacts, RoomFacts
from letsconnect_tui.session.log import replay
from letsconnect_tui.session.moment import head
from letsconnect_tui.session.span import Span
from tests.session.builders import Kept, Sitting, a_session, rooms, somebody
from tests.session.consistency import assert_consistent, assert_moment_agrees
from tests.session.wishes import random_command, random_wait_ms

if TYPE_CHECKING:
    from random import Random

    from letsconnect_tui.session.state import State


def refusal(session: Sitting, command: Command) -> str:
    before = session.recorder.log
    with pytest.raises(CommandRefused) as refused:
        session.give(command)
    assert session.recorder.log is before
    return refused.value.message.key


def intervals(session: Sitting, person: str) -> list[tuple[float, float | None]]:
    spans = session.state.people[person].spans
    return [
        (session.clock_minutes(span.start), None if span.end is None else session.clock_minutes(span.end))
        for span in spans
    ]


def ana_and_anna() -> tuple[Sitting, str, str]:
    """Aina was here from 0 to 10, Anna from 5 on; it is the 20th minute."""
    session = a_session().started().give(somebody("Aina", languages=("es",))).at(5)
    session.give(somebody("Anna Silva", username="AnnaS", first_time=False)).at(10)
    ana, anna = session.named("Aina"), session.named("Anna Silva")
    return session.give(c.MarkLeft(ana)).at(20), ana, anna


def test_one_person_is_here_whenever_either_was() -> None:
    session, ana, anna = ana_and_anna()
    before = head(session.state)
    session.give(c.MergePeople(ana, anna))

    assert intervals(session, ana) == [(0, None)]
    assert anna not in session.state.people
    assert (before.here, before.unique, before.peak) == (1, 2, 2)
    after = head(session.state)
    assert (after.here, after.unique, after.peak) == (1, 1, 1)


def test_what_is_known_of_either_is_known_of_the_one() -> None:
    session, ana, anna = ana_and_anna()
    session.give(c.MergePeople(ana, anna))
    assert session.state.people[ana].facts == PersonFacts(
        "Aina", username="AnnaS", languages=("es",), first_time=False
    )


@pytest.mark.parametrize("roster_first", [True, False])
def test_the_name_that_registered_stays(roster_first: bool) -> None:
    session = a_session().give(c.LoadRoster((PersonFacts("Ana Silva"),)), somebody("ana"))
    ana, walk_in = session.named("Ana Silva"), session.named("ana")
    session.give(c.MergePeople(*((ana, walk_in) if roster_first else (walk_in, ana))))

    assert list(session.state.people)[-1] == ana
    assert head(session.state).registered_not_marked == 0
    assert head(session.state).here == 1


def test_whom_the_plan_names_stays_and_the_plan_is_not_contradicted() -> None:
    session = a_session().give(c.LoadRoster((PersonFacts("Ana from the roster"),)))
    session.give(c.MergePeople(session.named("Ana from the roster"), "ana"))
    assert "ana" in session.state.people
    assert refusal(session, c.MergePeople("ana", "bo")) == "refused-merge-plan"
    assert refusal(session, c.MergePeople("ana", "ana")) == "refused-merge-same"


def test_given_twice_it_is_done_once() -> None:
    session, ana, anna = ana_and_anna()
    session.give(c.MergePeople(ana, anna))
    assert session.given(c.MergePeople(anna, ana)).record is None
    session.give(c.SplitPerson(ana, anna))
    assert session.given(c.SplitPerson(ana, anna)).record is None
    assert refusal(session, c.SplitPerson(ana, "nobody")) == "refused-nobody-merged"


def test_what_was_led_prepared_and_sat_on_goes_along_and_comes_back() -> None:
    session, ana, anna = ana_and_anna()
    session.give(c.ChangeLead("close", anna), c.SetReadiness(anna, "slides"), c.SetReadiness(ana, "sound"))
    session.give(rooms((anna, "bo"), ("flo",)), rc.SetLock(anna), rc.OpenRooms())
    before = session.state
    session.give(c.MergePeople(ana, anna))

    state = session.state
    held = state.rounds[-1]
    assert state.lead_of("close") == ana
    assert state.readiness[ana] == {"slides", "sound"}
    assert held.seating == {ana: 1, "bo": 1, "flo": 2}
    assert held.locked == {ana}

    session.give(c.SplitPerson(ana, anna))
    assert session.state == before


def test_who_hosts_a_room_or_came_late_to_it_does_so_under_the_other_name_and_back() -> None:
    session, ana, anna = ana_and_anna()
    hosted = (RoomFacts(1, members=(anna, "bo"), host=anna), RoomFacts(2, members=("flo",), host="flo"))
    session.give(rc.AcceptRooms(hosted, 1), rc.OpenRooms(), somebody("Late"))
    late = session.named("Late")
    session.give(rc.SeatPerson(late, 2), c.MergePeople(ana, anna), c.MergePeople("ivo", late))
    held = session.state.rounds[-1]
    assert [held.rooms[number].host for number in (1, 2)] == [ana, "flo"]
    assert held.seating == {ana: 1, "bo": 1, "flo": 2, "ivo": 2}
    assert held.late == {"ivo"}

    session.give(c.SplitPerson(ana, anna), c.SplitPerson("ivo", late))
    held = session.state.rounds[-1]
    assert [held.rooms[number].host for number in (1, 2)] == [anna, "flo"]
    assert held.seating == {anna: 1, "bo": 1, "flo": 2, late: 2}
    assert held.late == {late}


def test_who_sat_in_two_rooms_keeps_the_seat_of_the_person_they_are() -> None:
    session, ana, anna = ana_and_anna()
    session.give(c.MarkHere(ana), rooms((anna, "bo"), ("flo", ana)), rc.OpenRooms())
    before = session.state
    session.give(c.MergePeople(ana, anna))
    assert session.state.rounds[-1].seating == {ana: 2, "bo": 1, "flo": 2}
    session.give(c.SplitPerson(ana, anna))
    assert session.state == before


def test_two_people_again_are_here_as_each_was_marked() -> None:
    """Who was here while they were one goes on; what was marked of the one stays with the one."""
    session, ana, anna = ana_and_anna()
    session.give(c.MergePeople(ana, anna)).at(30).give(c.MarkLeft(ana)).at(40).give(c.MarkHere(ana)).at(50)
    assert intervals(session, ana) == [(0, 30), (40, None)]

    session.give(c.SplitPerson(ana, anna))
    assert intervals(session, anna) == [(5, 30)]
    assert intervals(session, ana) == [(0, 10), (40, None)]


def test_several_merged_are_split_off_in_any_order() -> None:
    session, ana, anna = ana_and_anna()
    session.give(somebody("A. Silva"))
    third = session.named("A. Silva")
    before = session.state
    session.give(c.MergePeople(anna, third), c.MergePeople(ana, anna))
    assert intervals(session, ana) == [(0, None)]
    assert session.state.people[ana].other_names == ("Anna Silva", "AnnaS", "A. Silva")

    session.give(c.SplitPerson(ana, anna), c.SplitPerson(anna, third))
    assert session.state == before


def test_undo_and_redo_of_a_merge() -> None:
    session, ana, anna = ana_and_anna()
    before = session.state
    session.give(c.MergePeople(ana, anna))
    merged = session.state
    session.give(c.Undo())
    assert session.state == before
    session.give(c.Redo())
    assert session.state == merged
    added = next(one for one in session.recorder.log.undoable if one.command == "AddPerson")
    assert refusal(session, c.Undo(added.number)) == "refused-rests-on"


SPANS = st.lists(
    st.tuples(st.integers(0, 30), st.none() | st.integers(0, 10)).map(
        lambda one: Span(one[0], None if one[1] is None else one[0] + one[1])
    ),
    max_size=6,
)


@given(SPANS, SPANS)
def test_the_union_is_here_exactly_when_one_of_them_is(one: list[Span], other: list[Span]) -> None:
    def here(spans: list[Span], at: int) -> bool:
        return any(span.start <= at and (span.end is None or at < span.end) for span in spans)

    joined = list(union(one, other))
    assert all(here(joined, at) == here([*one, *other], at) for at in range(45))
    assert all(
        before.end is not None and before.end <= after.start for before, after in itertools.pairwise(joined)
    )


@given(SPANS, SPANS)
def test_a_union_with_what_is_in_it_already_changes_nothing(one: list[Span], other: list[Span]) -> None:
    joined = union(one, other)
    assert union(joined, one) == union(joined, other) == union(joined, joined) == joined


def presence(state: State, *people: str) -> list[tuple[int, int | None]]:
    """When one of them was here, spans that touch joined."""
    joined = union(*(state.people[one].spans for one in people))
    spans: list[tuple[int, int | None]] = []
    for span in joined:
        if spans and spans[-1][1] == span.start:
            spans[-1] = (spans[-1][0], span.end)
        else:
            spans.append((span.start, span.end))
    return spans


@settings(max_examples=50)
@given(random=st.randoms(use_true_random=False))
def test_merging_and_splitting_anybody_at_any_moment(random: Random) -> None:
    """Presence of the one is the union, and splitting at once gives the session back exactly."""
    kept = Kept()
    session = a_session(store=kept).started().give(somebody("Zoe"), somebody("Zoë"), somebody("Lu"))
    for _ in range(30):
        latest = session.recorder.log.latest.number
        with suppress(CommandRefused):
            session.give(random_command(random, session.state, session.now, latest))
        session.clock.advance(random_wait_ms(random))
    ids = [one.id for one in session.state.people.values()]
    first, second = random.sample(ids, 2)
    before = session.state
    try:
        session.give(c.MergePeople(first, second))
    except CommandRefused:
        return
    one = first if first in session.state.people else second
    other = second if one == first else first

    assert presence(session.state, one) == presence(before, first, second)
    assert_consistent(session.state, session.now)
    assert_moment_agrees(session.state, session.now)
    assert replay(kept.records, plan_of_text) == session.recorder.log

    session.give(c.SplitPerson(one, other))
    assert session.state == before
    session.give(c.Undo(), c.Undo())
    assert session.state == before
    assert_consistent(session.state, session.now)


def test_the_counts_go_on_right_after_a_merge() -> None:
    session, ana, anna = ana_and_anna()
    session.give(c.MergePeople(ana, anna)).at(25).give(c.MarkLeft(ana), somebody("Bo Li")).at(26)
    session.give(somebody("Cy"), c.MarkHere(ana))
    counted_anew = replace(session.state, people=dict(session.state.people))
    assert head(session.state) == head(counted_anew)
    assert head(session.state).peak == 3
