"""What falls due while no command is given."""

from __future__ import annotations

from letsconnect_tui.session import commands as c
from letsconnect_tui.session import room_commands
from letsconnect_tui.session.cues import Cue, cues_between, next_auto_advance
from tests.session.builders import HOUR, MINUTE, Sitting, a_plan, a_session, rooms, somebody


def cues_due(session: Sitting, until: float, *, kinds: str = "") -> list[tuple[float, str, str]]:
    """(minutes after the planned start, kind, item) of what falls due until then."""
    due = cues_between(session.state, session.now, session.zero + int(until * MINUTE))
    return [
        (session.clock_minutes(cue.at), cue.kind, cue.item or "")
        for cue in due
        if not kinds or cue.kind in kinds.split()
    ]


def everybody_here() -> Sitting:
    return a_session(early_ms=HOUR).give(*(c.MarkHere(person) for person in ("ana", "bo", "flo")))


def test_warnings_come_at_a_fifth_and_a_twentieth_and_then_time_is_up() -> None:
    session = everybody_here().at(0).started()
    assert cues_due(session, 6) == [
        (4, "time-left", "welcome"),
        (4.75, "time-left", "welcome"),
        (5, "time-up", "welcome"),
    ]


def test_the_usual_warnings_follow_an_items_time() -> None:
    session = everybody_here().at(0).started().give(c.AddTime(5 * MINUTE))
    assert cues_due(session, 9.6) == [(8, "time-left", "welcome"), (9.5, "time-left", "welcome")]

    session.give(c.AddTime(-9 * MINUTE)).at(0, seconds=1)
    assert cues_due(session, 1) == [
        (48 / 60, "time-left", "welcome"),
        (57 / 60, "time-left", "welcome"),
        (1, "time-up", "welcome"),
    ]


def test_an_items_own_warnings_and_its_questions_are_told() -> None:
    plan = a_plan({"talk": {"duration": "10m", "warn": ["3m"], "questions": "4m"}, "close": 5})
    assert cues_due(a_session(plan).started(), 9) == [(6, "questions", "talk"), (7, "time-left", "talk")]


def test_the_planned_start_is_told_once() -> None:
    assert cues_due(everybody_here(), 9) == [(0, "planned-start", "")]


def test_a_sharer_not_marked_here_is_asked_for_at_ten_and_five_minutes() -> None:
    session = a_session(early_ms=HOUR).give(c.MarkHere("bo"))
    assert cues_due(session, 4, kinds="sharer-missing") == [
        (-5, "sharer-missing", "ana"),
        (0, "sharer-missing", "ana"),
    ]


def test_a_sharer_is_asked_for_on_the_day_the_slot_comes_near() -> None:
    session = a_session().give(c.MarkHere("ana")).started().at(5).give(c.Next()).at(6)
    assert cues_due(session, 15, kinds="sharer-missing") == [(10, "sharer-missing", "bo")]


def test_a_sharer_further_off_is_not_asked_for_while_the_running_item_overruns() -> None:
    items = {"welcome": 5, "long": 20, "ana": {"duration": "10m", "kind": "share", "lead": "ana"}}
    assert cues_due(a_session(a_plan(items)).started(), 55, kinds="sharer-missing") == []


def test_a_sharer_behind_an_anchor_is_asked_for_before_the_anchor() -> None:
    items = {"welcome": 5, "ana": {"duration": "10m", "kind": "share", "lead": "ana", "start": "15:30"}}
    session = a_session(a_plan(items)).started()
    assert cues_due(session, 40, kinds="sharer-missing") == [
        (20, "sharer-missing", "ana"),
        (25, "sharer-missing", "ana"),
    ]


def test_it_is_told_when_the_rest_fits_only_by_cutting_and_when_it_fits_no_more() -> None:
    session = everybody_here().at(0).started()
    tight, cannot = cues_due(session, 50, kinds="tight cannot-fit")
    assert tight == (15 + 1 / 60, "tight", "welcome")
    assert cannot == (35 + 1 / 60, "cannot-fit", "welcome")


def test_a_long_pause_is_told_to_be_too_long() -> None:
    session = everybody_here().at(0).started().at(3).give(c.Pause())
    assert cues_due(session, 50, kinds="tight cannot-fit") == [
        (13 + 1 / 60, "tight", "welcome"),
        (33 + 1 / 60, "cannot-fit", "welcome"),
    ]


def test_what_no_longer_fits_at_all_is_told_once() -> None:
    session = a_session(a_plan({"only": 5}, length="10m")).started()
    assert cues_due(session, 20, kinds="tight cannot-fit") == [(10 + 1 / 60, "cannot-fit", "only")]


def test_nothing_but_the_end_falls_due_in_a_pause_and_nothing_at_all_after_the_end() -> None:
    session = a_session().started().give(c.Pause())
    assert {kind for _, kind, _ in cues_due(session, 300)} == {"tight", "cannot-fit"}
    assert cues_due(session.give(c.End()), 300) == []


def test_lines_for_all_rooms_and_the_close_are_told_while_rooms_are_open() -> None:
    draft = {
        "duration": "20m",
        "kind": "breakout",
        "breakout": {"size": 5, "broadcast": [{"at": "-5m", "text": "Five left"}]},
    }
    session = a_session(a_plan({"draft": draft, "close": 5})).give(somebody("Zoe"), rooms(("p1",))).started()
    assert cues_due(session, 30, kinds="broadcast rooms-due") == []
    session.give(room_commands.OpenRooms())
    assert cues_due(session, 30, kinds="broadcast rooms-due") == [
        (15, "broadcast", "draft"),
        (19, "rooms-due", "draft"),
        (20, "rooms-due", "draft"),
    ]


def test_only_an_item_that_says_so_goes_on_by_itself() -> None:
    auto = {"duration": "5m", "auto": True}
    session = a_session(a_plan({"one": auto, "two": 5, "three": auto})).started().at(1)
    assert session.clock_minutes(next_auto_advance(session.state, session.now)) == 5
    assert next_auto_advance(session.give(c.Pause()).state, session.now) is None
    assert next_auto_advance(session.give(c.Resume(), c.Next()).state, session.now) is None
    assert next_auto_advance(session.give(c.Next()).state, session.now) is None


def test_a_cue_says_whom_it_is_for_how_long_is_left_and_what_to_send() -> None:
    talk = {"duration": "10m", "kind": "share", "lead": "ana", "questions": "4m"}
    lines = [{"at": "-4m", "text": "four"}, {"at": "-20s", "text": "come back"}]
    draft = {"duration": "6m", "kind": "breakout", "breakout": {"broadcast": lines}}
    session = (
        a_session(a_plan({"talk": talk, "draft": draft}, length="20m")).give(c.MarkHere("ana")).started()
    )
    zero = session.zero
    at = [zero + minute * MINUTE for minute in range(20)]

    assert cues_between(session.state, zero, at[10]) == (
        Cue(at[6], "questions", "talk", "ana", 4 * MINUTE),
        Cue(at[8], "time-left", "talk", "ana", 2 * MINUTE),
        Cue(at[9] + MINUTE // 2, "time-left", "talk", "ana", MINUTE // 2),
        Cue(at[10], "time-up", "talk", "ana"),
    )
    session.at(10).give(c.Next(), somebody("Zoe"), rooms(("p1",)), room_commands.OpenRooms())
    due = [
        cue for cue in cues_between(session.state, at[10], at[16]) if cue.kind in ("broadcast", "rooms-due")
    ]
    assert due == [
        Cue(at[11], "rooms-due", "draft", ms=5 * MINUTE),
        Cue(at[12], "broadcast", "draft", text="four"),
        Cue(at[16] - MINUTE // 3, "broadcast", "draft", text="come back"),
    ]


def test_rooms_in_an_item_that_is_no_breakout_have_the_usual_lines() -> None:
    session = a_session(a_plan({"talk": 10, "close": 5})).give(somebody("Zoe"), rooms(("p1",))).started()
    session.give(room_commands.OpenRooms())

    assert cues_due(session, 10, kinds="broadcast rooms-due") == [
        (5, "rooms-due", "talk"),
        (9, "rooms-due", "talk"),
        (10, "rooms-due", "talk"),
    ]


def test_what_no_longer_fits_is_told_for_the_running_item_first_as_allotted_then_at_the_floors() -> None:
    session = everybody_here().at(0).started().at(5)

    assert [one for one in cues_due(session, 60) if one[1] in ("tight", "cannot-fit")] == [
        (15 + 1 / 60, "tight", "welcome"),
        (35 + 1 / 60, "cannot-fit", "welcome"),
    ]
