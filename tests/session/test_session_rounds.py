"""Breakout rounds: seats, late people, locks, and the round's clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.errors import CommandRefused
from letsconnect_tui.session import commands as c
from letsconnect_tui.session import room_commands
from letsconnect_tui.session.cues import round_closes_at
from letsconnect_tui.session.room_events import Seated
from tests.session.builders import Sitting, a_session, rooms, somebody

if TYPE_CHECKING:
    from letsconnect_tui.session.facts import Command
    from letsconnect_tui.session.state import Round


@pytest.fixture
def session() -> Sitting:
    """Four people, p1 to p4, in two open rooms during the breakout item."""
    session = a_session().give(*(somebody(name) for name in ("Zoe", "Yan", "Xiu", "Wim"))).started()
    session.at(5).give(c.Next()).at(15).give(c.Next()).at(25).give(c.Next())
    return session.give(rooms(("p1", "p2"), ("p3", "p4"))).at(26).give(room_commands.OpenRooms()).at(27)


def held(session: Sitting) -> Round:
    assert session.state.round is not None
    return session.state.round


def test_several_are_seated_at_once_and_who_sits_there_stays(session: Sitting) -> None:
    outcome = session.given(room_commands.SeatMany((("p1", 2), ("p2", 1), ("p3", 1))))

    assert outcome.events == (Seated(1, "p1", 2), Seated(1, "p3", 1))
    assert held(session).seating == {"p1": 2, "p2": 1, "p3": 1, "p4": 2}


def test_a_round_is_cut_by_all_that_its_item_has_and_no_more(session: Sitting) -> None:
    session.give(c.AddTime(5 * 60_000))
    with pytest.raises(CommandRefused):
        session.give(room_commands.ExtendRound(-25 * 60_000 - 1))
    session.give(room_commands.ExtendRound(-25 * 60_000))
    assert session.run("draft").added_ms == -20 * 60_000


def test_a_latecomer_gets_a_seat_and_is_marked_here(session: Sitting) -> None:
    session.give(c.AddPerson(somebody("Vic").facts, here=False), room_commands.SeatPerson("p5", 2))

    assert held(session).members(2) == ("p3", "p4", "p5")
    assert held(session).late == {"p5"}
    assert session.state.people["p5"].is_here


def test_who_had_left_comes_back_to_the_old_room(session: Sitting) -> None:
    session.give(c.MarkLeft("p2")).at(29)
    assert held(session).seating["p2"] == 1

    given = session.given(room_commands.SeatPerson("p2", 1))
    assert [type(event).__name__ for event in given.events] == ["CameIn"]
    assert session.state.people["p2"].is_here
    assert held(session).seating["p2"] == 1
    assert held(session).late == frozenset()


def test_a_locked_person_who_had_left_comes_back_too(session: Sitting) -> None:
    session.give(room_commands.SetLock("p2"), c.MarkLeft("p2"), room_commands.SeatPerson("p2", 1))
    assert session.state.people["p2"].is_here


def test_a_seat_already_taken_by_that_person_keeps_nothing(session: Sitting) -> None:
    assert session.given(room_commands.SeatPerson("p2", 1)).record is None
    assert session.given(room_commands.SeatMany((("p2", 1),))).record is None


@pytest.mark.parametrize(
    "command",
    [
        room_commands.SeatPerson("p1", 2),
        room_commands.SeatMany((("p1", 2),)),
        room_commands.SwapSeats("p1", "p3"),
        room_commands.SwapSeats("p3", "p1"),
    ],
)
def test_locks_never_yield(session: Sitting, command: Command) -> None:
    session.give(room_commands.SetLock("p1"))
    with pytest.raises(CommandRefused, match="refused-locked"):
        session.give(command)
    assert (
        held(
            session.give(room_commands.SetLock("p1", locked=False), room_commands.SeatPerson("p1", 2))
        ).seating["p1"]
        == 2
    )


def test_two_people_change_rooms(session: Sitting) -> None:
    session.give(room_commands.SwapSeats("p1", "p4"))
    assert set(held(session).members(1)) == {"p2", "p4"}
    assert set(held(session).members(2)) == {"p1", "p3"}


def test_open_rooms_are_not_replaced(session: Sitting) -> None:
    with pytest.raises(CommandRefused, match="refused-rooms-open"):
        session.give(rooms(("p1", "p2", "p3", "p4")))


def test_rooms_that_were_not_opened_are_replaced() -> None:
    session = a_session().give(somebody("Zoe"), somebody("Yan"))
    session.give(rooms(("p1",), ("p2",)), rooms(("p1", "p2"), seed=9))
    assert [(one.number, one.seed) for one in session.state.rounds] == [(1, 9)]


@pytest.mark.parametrize(
    "command",
    [
        rooms(),
        rooms(("p1", "p1")),
        rooms(("p1",), ("p1",)),
        room_commands.AcceptRooms(rooms(("p1",)).rooms, 1, locked=("p2",)),
    ],
)
def test_rooms_that_contradict_themselves_are_refused(command: Command) -> None:
    session = a_session().give(somebody("Zoe"), somebody("Yan"))
    with pytest.raises(CommandRefused, match="refused-proposal-stale"):
        session.give(command)


def test_rooms_open_only_once_the_session_runs() -> None:
    session = a_session().give(somebody("Zoe"), rooms(("p1",)))
    with pytest.raises(CommandRefused, match="refused-not-started"):
        session.give(room_commands.OpenRooms())


def test_a_new_round_follows_a_closed_one(session: Sitting) -> None:
    session.give(room_commands.CloseRooms(), rooms(("p1", "p3"), ("p2", "p4")))
    assert [(one.number, one.is_open) for one in session.state.rounds] == [(1, False), (2, False)]


def test_the_end_of_the_session_closes_the_rooms(session: Sitting) -> None:
    assert held(session.give(c.End())).closed_at == session.now


def test_the_end_closes_rooms_whose_closing_was_taken_back(session: Sitting) -> None:
    session.give(room_commands.CloseRooms(), c.End(), c.Undo(session.recorder.log.latest.number + 1))
    assert held(session).closed_at == session.state.ended_at


def test_the_rooms_close_with_their_item(session: Sitting) -> None:
    assert session.clock_minutes(round_closes_at(session.state, held(session), session.now)) == 45


def test_extending_the_rooms_extends_the_item_and_moves_the_end(session: Sitting) -> None:
    session.give(room_commands.ExtendRound(3 * 60_000))
    assert session.clock_minutes(round_closes_at(session.state, held(session), session.now)) == 48
    assert session.seen.offset == 3 * 60_000


def test_rooms_that_outlast_their_item_keep_a_clock_of_their_own(session: Sitting) -> None:
    session.give(room_commands.ExtendRound(60_000), c.Next(), room_commands.ExtendRound(2 * 60_000))
    assert (
        session.clock_minutes(round_closes_at(session.state, held(session), session.now)) == 26 + 20 + 1 + 2
    )
    assert session.seen.added == 0


def test_rooms_report_have_a_status_and_are_visited(session: Sitting) -> None:
    session.give(
        room_commands.SetRoomStatus(2, "needs-help"),
        room_commands.VisitRoom(2),
        room_commands.VisitRoom(2),
        room_commands.ReportBack(1, "p1"),
    )
    assert held(session).status == {2: "needs-help"}
    assert held(session).visits == {2: (session.now, session.now)}
    assert held(session).reports == {1: "p1"}
    with pytest.raises(CommandRefused, match="refused-unknown-room"):
        session.give(room_commands.VisitRoom(3))


def test_a_closed_round_takes_reports_and_nothing_else(session: Sitting) -> None:
    session.give(room_commands.CloseRooms(), room_commands.ReportBack(2))
    for command in (
        room_commands.SeatPerson("p1", 2),
        room_commands.SetLock("p1"),
        room_commands.VisitRoom(1),
        room_commands.ExtendRound(1000),
        room_commands.CloseRooms(),
    ):
        with pytest.raises(CommandRefused):
            session.give(command)
