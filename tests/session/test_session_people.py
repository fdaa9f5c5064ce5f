"""Who is here, and how they are counted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from letsconnect_tui.errors import CommandRefused
from letsconnect_tui.session import commands as c
from letsconnect_tui.session.attendee import Attendee
from letsconnect_tui.session.facts import Command, PersonFacts
from letsconnect_tui.session.moment import head
from letsconnect_tui.session.span import Span
from letsconnect_tui.session.vector import Vector
from tests.session.builders import MINUTE, Sitting, a_session, somebody

EMPTY = a_session().state


def heads(session: Sitting) -> tuple[int, int, int, int]:
    head = session.seen.head
    return head.here, head.unique, head.peak, head.team_here


def test_nobody_is_here_until_marked() -> None:
    session = a_session().give(c.LoadRoster((PersonFacts("Zoe"), PersonFacts("Yan"))))
    assert heads(session) == (0, 0, 0, 0)
    assert session.seen.head.registered_not_marked == 2


def test_team_interpreters_and_sharers_are_counted_apart() -> None:
    session = a_session().give(*(c.MarkHere(person) for person in ("ana", "flo", "ivo")), somebody("Zoe"))
    assert heads(session) == (1, 1, 1, 3)


def test_peak_is_how_many_were_here_at_once_and_unique_how_many_in_all() -> None:
    session = a_session().give(somebody("Zoe"), somebody("Yan")).at(5)
    session.give(c.MarkLeft(session.named("Zoe"))).at(6).give(somebody("Xiu")).at(7)
    session.give(c.MarkHere(session.named("Zoe"))).at(8).give(c.EveryoneLeft())
    assert heads(session) == (0, 3, 3, 0)


def test_who_leaves_as_another_comes_is_not_here_with_them() -> None:
    session = a_session().give(somebody("Zoe")).at(5)
    session.give(c.MarkLeft(session.named("Zoe")), somebody("Yan"))
    assert session.seen.head.peak == 1


def test_coming_back_opens_a_new_interval() -> None:
    session = a_session().give(somebody("Zoe")).at(5)
    zoe = session.named("Zoe")
    session.give(c.MarkLeft(zoe)).at(8).give(c.MarkHere(zoe)).at(9)
    assert [span.length(session.now) for span in session.state.people[zoe].spans] == [5 * MINUTE, MINUTE]


def test_marking_somebody_who_is_here_keeps_nothing() -> None:
    session = a_session().give(c.MarkHere("ana"))
    assert session.given(c.MarkHere("ana")).record is None


def test_only_who_is_here_can_leave() -> None:
    with pytest.raises(CommandRefused, match="refused-not-here"):
        a_session().give(c.MarkLeft("ana"))
    with pytest.raises(CommandRefused, match="refused-nobody-here"):
        a_session().give(c.EveryoneLeft())


def test_a_pasted_list_marks_and_adds_in_one_step() -> None:
    session = a_session().give(c.MarkHere("ana"))
    session.give(c.MarkPasted(("ana", "bo", "bo"), (PersonFacts("Zoe"),)))

    assert heads(session) == (1, 1, 1, 2)
    assert session.state.people[session.named("Zoe")].spans[0].source == "pasted"
    assert heads(session.give(c.Undo())) == (0, 0, 0, 1)


def test_a_headcount_has_no_names() -> None:
    session = a_session().give(c.TakeHeadcount(47))
    assert (session.state.headcount, session.seen.head.unique) == (47, 0)


def test_attendance_stays_open_after_the_end() -> None:
    session = a_session().started().at(1).give(c.End(), somebody("Zoe"), c.EveryoneLeft())
    assert session.seen.head.unique == 1


def test_readiness_is_kept_per_sharer() -> None:
    session = a_session().give(c.SetReadiness("ana", "slides"), c.SetReadiness("ana", "sound"))
    session.give(c.SetReadiness("ana", "slides", done=False))
    assert session.state.readiness["ana"] == {"sound"}
    with pytest.raises(CommandRefused, match="refused-readiness"):
        session.give(c.SetReadiness("ana", "coffee"))


def test_who_takes_over_leads_from_then_on() -> None:
    session = a_session().give(c.ChangeLead("ana", "flo"))
    assert session.state.lead_of("ana") == "flo"
    with pytest.raises(CommandRefused, match="refused-unknown-person"):
        session.give(c.ChangeLead("ana", "nobody"))


@pytest.mark.parametrize(
    "command",
    [somebody(""), c.MarkHere("nobody"), c.TakeHeadcount(-1), c.TakeLine("note", " "), c.AnswerQuestion(1)],
)
def test_what_makes_no_sense_changes_nothing(command: Command) -> None:
    session = a_session()
    before = session.recorder.log
    with pytest.raises(CommandRefused):
        session.give(command)
    assert session.recorder.log is before


@given(st.lists(st.tuples(st.integers(0, 12), st.none() | st.integers(0, 12)), max_size=8))
def test_the_peak_is_the_largest_number_at_any_moment(drawn: list[tuple[int, int | None]]) -> None:
    spans = [Span(start, None if length is None else start + length) for start, length in drawn]
    here = Attendee("p", PersonFacts("Zoe"))
    people = {f"p{k}": replace(here, spans=Vector([span])) for k, span in enumerate(spans)}
    at_each = (
        sum(span.start <= at and (span.end is None or at < span.end) for span in spans) for at in range(30)
    )
    assert head(replace(EMPTY, people=people)).peak == max(at_each)
