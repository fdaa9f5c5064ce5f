"""Every no, as a table: where the session stands, what is wanted, and what is said, with its values."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.errors import CommandRefused
from letsconnect_tui.session import commands as c
from letsconnect_tui.session import room_commands
from letsconnect_tui.session.facts import Command, PersonFacts, RoomFacts
from letsconnect_tui.session.feedback_counts import Feedback
from letsconnect_tui.session.team_commands import JoinTeam, TakeClock
from tests.session.builders import HOUR, MINUTE, Sitting, a_plan, a_session, rooms, somebody

if TYPE_CHECKING:
    from collections.abc import Callable


def ready() -> Sitting:
    return a_session(early_ms=HOUR)


def live() -> Sitting:
    """Two minutes into the welcome."""
    return a_session().started().at(2)


def second() -> Sitting:
    """One minute into the second item, which Ana leads."""
    return a_session().started().at(5).give(c.Next()).at(6)


def last() -> Sitting:
    session = a_session().started()
    for minute in (5, 15, 25, 45):
        session.at(minute).give(c.Next())
    return session


def together() -> Sitting:
    """Ana and Ben facilitate and Caro helps; Ben took the clock from Ana, who shared the session."""
    session = live().give(JoinTeam("m1", "Ana", "facilitator"), JoinTeam("m2", "Ben", "facilitator"))
    return session.give(JoinTeam("m3", "Caro", "helper"), TakeClock("m1"), TakeClock("m2", "m1"))


def only_one_item() -> Sitting:
    return a_session(a_plan({"welcome": 5}), early_ms=HOUR)


def planned() -> Sitting:
    """In the breakout item: Zoe and Yan in room 1, Xiu in room 2, Wim in none; Zoe locked."""
    session = a_session().give(*(somebody(name) for name in ("Zoe", "Yan", "Xiu", "Wim"))).started()
    session.at(5).give(c.Next()).at(15).give(c.Next()).at(25).give(c.Next())
    return session.give(rooms(("p1", "p2"), ("p3",)), room_commands.SetLock("p1"))


def opened() -> Sitting:
    return planned().give(room_commands.OpenRooms()).at(26)


def after(make: Callable[[], Sitting], *commands: Command) -> Callable[[], Sitting]:
    """The same session when these were given too."""
    return lambda: make().give(*commands)


paused, ended = after(live, c.Pause()), after(second, c.End())
TWICE = room_commands.AcceptRooms((RoomFacts(1, members=("p1",)), RoomFacts(2, members=("p1",))), 1)
NONE_OF_1 = room_commands.AcceptRooms((RoomFacts(2, members=("p1",)),), 1)
LOCKED_OUT = room_commands.AcceptRooms((RoomFacts(1, members=("p1",)),), 1, locked=("p2",))
NAMELESS = PersonFacts("")
ALL = "confirmed, slides, interpreters, sound, screen, cohost"

TABLE: list[tuple[Callable[[], Sitting], Command, str]] = [
    (ready, c.Next(), "refused-not-started()"),
    (ready, c.Next("welcome"), "refused-not-running-none(Welcome)"),
    (ready, c.Pause(), "refused-not-started()"),
    (ready, c.Resume(), "refused-not-paused()"),
    (ready, c.AddTime(1), "refused-not-started()"),
    (ready, c.End(), "refused-not-started()"),
    (ready, c.Back(), "refused-not-started()"),
    (ready, c.CorrectStart(1), "refused-not-started()"),
    (ready, c.AcceptRebalance({}, 0, ("welcome", "ana", "bo", "draft", "close")), "refused-only-item()"),
    (only_one_item, c.Drop("welcome"), "refused-only-item()"),
    (live, c.Start(), "refused-already-started()"),
    (live, c.Next("ana"), "refused-not-running(Ana, Welcome)"),
    (live, c.Next("nothing"), "refused-not-running(nothing, Welcome)"),
    (live, c.Back(), "refused-first-item()"),
    (live, c.Pause("bo"), "refused-not-running(Bo, Welcome)"),
    (live, c.Resume(), "refused-not-paused()"),
    (second, c.Back("welcome"), "refused-not-running(Welcome, Ana)"),
    (live, c.TakeFeedback(Feedback()), "refused-no-feedback()"),
    (live, c.TakeFeedback(Feedback(rating=(-1, 0, 0, 0, 2))), "refused-feedback()"),
    (together, TakeClock("m3"), "refused-clock-facilitators()"),
    (together, TakeClock("nobody"), "refused-clock-facilitators()"),
    (together, TakeClock("m1", "m1"), "refused-clock-taken(Ben)"),
    (live, c.AddTime(0), "refused-no-time()"),
    (live, c.AddTime(-5 * MINUTE - 1), "refused-below-zero()"),
    (live, c.AddTime(1, "ana"), "refused-not-running(Ana, Welcome)"),
    (live, c.Skip("ana"), "refused-not-running(Ana, Welcome)"),
    (live, c.Drop("welcome"), "refused-not-to-come(Welcome)"),
    (live, c.Drop("nothing"), "refused-not-to-come(nothing)"),
    (live, c.CorrectStart(0), "refused-start-later()"),
    (live, c.CorrectStart(1000, began_at=7), "refused-start-corrected()"),
    (second, c.CorrectStart(5 * MINUTE + 1), "refused-start-too-early(300s)"),
    (after(paused, c.Resume()), c.CorrectStart(1, "ana"), "refused-not-running(Ana, Welcome)"),
    (live, c.SayRecording(False), "refused-recording-off()"),
    (after(live, c.SayRecording(True)), c.SayRecording(True), "refused-recording-on()"),
    (live, c.AcceptRebalance({"ana": 1000}, 0), "refused-proposal-stale()"),
    (last, c.AcceptRebalance({"close": 1000}, 0), "refused-proposal-stale()"),
    (live, c.MoveEnd(0), "refused-no-time()"),
    (live, c.MoveEnd(-58 * MINUTE), "refused-end-gone()"),
    (ready, c.MoveEnd(-60 * MINUTE), "refused-end-gone()"),
    (live, c.MoveEnd(MINUTE, from_end=5), "refused-end-moved()"),
    (live, c.SwapItems("ana", "ana"), "refused-same-item()"),
    (live, c.SwapItems("ana", "welcome"), "refused-not-to-come(Welcome)"),
    (live, c.BringForward("ana"), "refused-already-next()"),
    (live, c.ChangeLead("ana", "nobody"), "refused-unknown-person(nobody)"),
    (live, c.ChangeLead("nothing", "bo"), "refused-not-to-come(nothing)"),
    (second, c.ChangeLead("welcome", "bo"), "refused-not-to-come(welcome)"),
    (live, c.PauseAway(5, 4), "refused-away-gone()"),
    (paused, c.Next(), "refused-paused()"),
    (paused, c.Pause(), "refused-paused()"),
    (paused, c.PauseAway(1, 2), "refused-paused()"),
    (last, c.Next(), "refused-last-item()"),
    (last, c.Skip(), "refused-last-item()"),
    (ended, c.Start(), "refused-ended()"),
    (ended, c.Next(), "refused-ended()"),
    (ended, c.AddTime(1), "refused-ended()"),
    (ended, c.Drop("bo"), "refused-ended()"),
    (ended, c.SayRecording(True), "refused-ended()"),
    (ended, c.End(), "refused-ended()"),
    (ended, c.AcceptRebalance({}, 0), "refused-ended()"),
    (ended, c.MoveEnd(1), "refused-ended()"),
    (ended, c.ChangeLead("bo", "ana"), "refused-ended()"),
    (ended, rooms(("ana",)), "refused-ended()"),
    # People and words.
    (live, c.MarkHere("nobody"), "refused-unknown-person(nobody)"),
    (live, c.MarkLeft("ana"), "refused-not-here(Ana)"),
    (live, c.AddPerson(NAMELESS), "refused-no-name()"),
    (live, c.DescribePerson("ana", NAMELESS), "refused-no-name()"),
    (live, c.MarkPasted(("nobody",), ()), "refused-unknown-person(nobody)"),
    (live, c.MarkPasted((), (NAMELESS,)), "refused-no-name()"),
    (live, c.LoadRoster((NAMELESS,)), "refused-no-name()"),
    (live, c.EveryoneLeft(), "refused-nobody-here()"),
    (live, c.TakeHeadcount(-1), "refused-headcount()"),
    (live, c.TakeHeadcount(100_001), "refused-headcount()"),
    (live, c.SetReadiness("ana", "shoes"), f"refused-readiness(shoes, {ALL})"),
    (live, c.TakeLine("note", " "), "refused-empty-line()"),
    (live, c.AnswerQuestion(1), "refused-no-line(1)"),
    (after(live, c.TakeLine("note", "a")), c.AnswerQuestion(2), "refused-no-line(2)"),
    # Rooms.
    (live, room_commands.OpenRooms(), "refused-no-rooms()"),
    (live, room_commands.SeatPerson("ana", 1), "refused-no-rooms()"),
    (live, room_commands.ReportBack(1), "refused-no-rooms()"),
    (planned, room_commands.ReportBack(1), "refused-no-rooms()"),
    (planned, room_commands.CloseRooms(), "refused-rooms-not-open()"),
    (planned, room_commands.ExtendRound(MINUTE), "refused-rooms-not-open()"),
    (planned, room_commands.VisitRoom(1), "refused-rooms-not-open()"),
    (planned, room_commands.SetRoomStatus(1, "done"), "refused-rooms-not-open()"),
    (planned, room_commands.OpenRooms(2), "refused-other-round()"),
    (planned, TWICE, "refused-proposal-stale()"),
    (planned, NONE_OF_1, "refused-proposal-stale()"),
    (planned, LOCKED_OUT, "refused-proposal-stale()"),
    (planned, room_commands.AcceptRooms((), 1), "refused-proposal-stale()"),
    (planned, rooms(("nobody",)), "refused-unknown-person(nobody)"),
    (planned, room_commands.SeatPerson("p1", 2), "refused-locked(Zoe)"),
    (planned, room_commands.SeatMany((("p1", 2),)), "refused-locked(Zoe)"),
    (planned, room_commands.SwapSeats("p3", "p1"), "refused-locked(Zoe)"),
    (planned, room_commands.SeatPerson("p2", 3), "refused-unknown-room(3, 2)"),
    (planned, room_commands.SeatMany((("p2", 0),)), "refused-unknown-room(0, 2)"),
    (planned, room_commands.SeatMany(()), "refused-nothing-to-move()"),
    (planned, room_commands.SetLock("p4"), "refused-no-seat()"),
    (planned, room_commands.SwapSeats("p2", "p4"), "refused-no-seat()"),
    (
        after(planned, room_commands.SetLock("p1", locked=False)),
        room_commands.SwapSeats("p1", "p2"),
        "refused-same-room()",
    ),
    (planned, room_commands.SwapSeats("p2", "p3", (2, 2)), "refused-sits-elsewhere()"),
    (opened, room_commands.OpenRooms(), "refused-rooms-open()"),
    (opened, rooms(("p1",)), "refused-rooms-open()"),
    (opened, room_commands.CloseRooms(2), "refused-other-round()"),
    (opened, room_commands.ExtendRound(0), "refused-no-time()"),
    (opened, room_commands.ExtendRound(-20 * MINUTE - 1), "refused-below-zero()"),
    (opened, room_commands.ExtendRound(MINUTE, 2), "refused-other-round()"),
    (opened, room_commands.VisitRoom(3), "refused-unknown-room(3, 2)"),
    (opened, room_commands.ReportBack(0), "refused-unknown-room(0, 2)"),
    (after(opened, room_commands.CloseRooms()), room_commands.OpenRooms(), "refused-no-rooms()"),
    (after(opened, room_commands.CloseRooms()), room_commands.CloseRooms(2), "refused-other-round()"),
    (ready, Command(), "refused-unknown()"),
]


@pytest.mark.parametrize(
    ("session", "command", "says"), TABLE, ids=[f"{place}-{row[2]}" for place, row in enumerate(TABLE)]
)
def test_a_no_says_why_and_keeps_nothing(session: Callable[[], Sitting], command: Command, says: str) -> None:
    sitting = session()
    before = sitting.state

    with pytest.raises(CommandRefused) as caught:
        sitting.give(command)
    message = caught.value.message
    assert f"{message.key}({', '.join(map(str, message.values))})" == says
    assert sitting.state == before


# The last value that is still allowed, beside the first that is not.
AT_THE_EDGE: list[tuple[Callable[[], Sitting], Command]] = [
    (live, c.AddTime(-5 * MINUTE)),
    (second, c.CorrectStart(MINUTE)),
    (second, c.CorrectStart(5 * MINUTE)),
    (live, c.MoveEnd(-58 * MINUTE + 1)),
    (live, c.TakeHeadcount(0)),
    (live, c.TakeHeadcount(100_000)),
    (opened, room_commands.ExtendRound(-20 * MINUTE)),
    (live, c.AcceptRebalance(dict.fromkeys(("ana", "bo", "draft", "close"), 0), 0)),
]


@pytest.mark.parametrize(("session", "command"), AT_THE_EDGE)
def test_what_is_just_possible_is_done(session: Callable[[], Sitting], command: Command) -> None:
    assert session().given(command).record is not None
