"""The wall clock is put right while a session is held: times of day follow it, durations stay."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letsconnect_tui.app.requests import Accept, ProposeRebalance
from letsconnect_tui.clock import STEP_MS
from letsconnect_tui.errors import CommandRefused
from letsconnect_tui.exporters.chapters import recordings
from letsconnect_tui.exporters.event_log import event_log
from letsconnect_tui.exporters.naming import Naming
from letsconnect_tui.exporters.timing_facts import timing
from letsconnect_tui.i18n import words
from letsconnect_tui.messages.display_names import Names
from letsconnect_tui.messages.history import history_entries
from letsconnect_tui.plain.live import PlainSession
from letsconnect_tui.plan.read import plan_of_text
from letsconnect_tui.session import commands as c
from letsconnect_tui.session.log import replay
from tests.app.rehearsed import rehearsed, said
from tests.session.builders import HOUR, MINUTE, SECOND, Kept, Sitting, a_plan, a_session, somebody
from tests.session.consistency import assert_consistent, assert_moment_agrees
from tests.session.wishes import random_command, random_wait_ms

if TYPE_CHECKING:
    from random import Random

    from letsconnect_tui.app.live_session import LiveSession
    from letsconnect_tui.session.state import State

STEPS = [5 * MINUTE, -5 * MINUTE, HOUR, -HOUR, 3 * HOUR, -30 * HOUR, 51, -51]
ANCHORED = {
    "welcome": 5,
    "ana": {"duration": "10m", "kind": "share", "lead": "ana"},
    "bo": {"duration": "10m", "kind": "share", "lead": "bo", "start": "15:30"},
    "close": {"duration": "5m", "kind": "close"},
}


def put_right(session: Sitting, step_ms: int) -> None:
    session.clock.step(step_ms)
    session.recorder.keep_time()


def durations(state: State, now: int) -> object:
    """Every length of time that a state tells, and every time that has passed since something."""
    return (
        {item: run.elapsed(now) for item, run in state.runs.items()},
        {one.id: [span.length(now) for span in one.spans] for one in state.people.values()},
        [span.length(now) for span in (*state.pauses, *state.recordings)],
        [now - at for at, _ in state.headcounts],
        [now - line.at for line in state.lines],
        {what: now - at for what, at in state.copied.items()},
        [
            (held.opened_at and now - held.opened_at, held.closed_at and now - held.closed_at)
            for held in state.rounds
        ],
        [{room: [now - at for at in ats] for room, ats in held.visits.items()} for held in state.rounds],
        now - state.opened_at,
        state.started_at and now - state.started_at,
    )


@settings(max_examples=60)
@given(random=st.randoms(use_true_random=False), step_ms=st.sampled_from(STEPS))
def test_no_duration_changes_and_now_is_what_the_wall_clock_says(random: Random, step_ms: int) -> None:
    session = a_session(a_plan(ANCHORED)).started()
    for _ in range(25):
        latest = session.recorder.log.latest.number
        with suppress(CommandRefused):
            session.give(random_command(random, session.state, session.now, latest))
        session.clock.advance(random_wait_ms(random))
    ended = session.state.phase == "ended"
    before, log = durations(session.state, session.now), session.recorder.log

    put_right(session, step_ms)

    assert durations(session.state, session.now) == before
    assert (session.now == session.clock.read().utc_ms) != ended
    assert ended == (session.state == log.state)
    assert_consistent(session.state, session.now)
    assert_moment_agrees(session.state, session.now)


@pytest.mark.parametrize("step_ms", [5 * MINUTE, -5 * MINUTE])
def test_what_was_planned_is_compared_with_the_right_time(step_ms: int) -> None:
    session = a_session(a_plan(ANCHORED)).started().give(c.Next()).at(2)
    before, end_to_keep = session.seen, session.state.end_to_keep

    put_right(session, step_ms)

    seen = session.seen
    assert (seen.planned_end, session.state.end_to_keep) == (before.planned_end, end_to_keep)
    assert seen.remaining == before.remaining
    planned = {line.item: line.planned_at for line in seen.lines}
    assert planned == {line.item: line.planned_at for line in before.lines}
    # The anchor waits for its clock time, and so does what follows it, however far the clock was off.
    start_of = {line.item: line.start_at for line in seen.lines}
    assert session.clock_minutes(start_of["bo"]) == 30
    assert session.clock_minutes(start_of["welcome"]) == step_ms / MINUTE


def test_without_an_anchor_the_end_moves_with_the_clock() -> None:
    session = a_session().started().at(2)
    before = session.seen
    put_right(session, 5 * MINUTE)

    assert before.offset == 0
    assert session.seen.offset == 5 * MINUTE
    assert session.seen.offset_from_start == 0


def test_a_clock_that_was_hours_off_moves_the_plan_back_to_where_it_belongs() -> None:
    """By a clock three hours slow the plan was moved to the actual start; put right, it is on time."""
    session = a_session(early_ms=3 * HOUR).started()
    assert session.state.moved_ms == -3 * HOUR
    end_to_keep = session.state.end_to_keep

    put_right(session, 3 * HOUR)

    assert session.state.moved_ms == 0
    assert session.state.planned_start == session.zero == session.state.started_at
    assert session.state.end_to_keep == end_to_keep + 3 * HOUR
    assert session.seen.offset == 0


def test_a_session_that_is_over_keeps_its_times() -> None:
    session = a_session().started().at(30).give(c.End())
    before = session.state
    put_right(session, HOUR)

    assert session.state == before
    assert session.recorder.log.latest.command == "KeepTime"
    session.give(c.Undo())
    put_right(session, 0)
    assert session.state.corrected_ms == HOUR
    assert session.now == session.clock.read().utc_ms


def test_undo_and_redo_reach_across_it() -> None:
    kept = Kept()
    session = a_session(store=kept).started().at(3).give(c.Next()).at(4)
    put_right(session, HOUR)
    session.wait(1)
    session.give(c.Undo())
    assert session.state.current == "welcome"
    assert session.minutes("welcome") == 5

    session.give(c.Redo())
    assert session.minutes("welcome") == 3
    assert session.minutes("ana") == 2
    assert session.clock_minutes(session.run("ana").spans[0].start) == 63
    assert replay(kept.records, plan_of_text) == session.recorder.log


def test_who_was_merged_into_somebody_has_their_own_times_moved_too() -> None:
    session = a_session().started().give(somebody("Aina"), somebody("Anna")).at(4)
    ana, anna = session.named("Aina"), session.named("Anna")
    session.give(c.MarkLeft(anna), c.MergePeople(ana, anna))
    put_right(session, HOUR)
    session.give(c.SplitPerson(ana, anna))

    (span,) = session.state.people[anna].spans
    assert (session.clock_minutes(span.start), session.clock_minutes(span.end)) == (60, 64)


def test_clocks_that_drift_apart_are_put_right_without_a_word() -> None:
    session, clock = rehearsed()
    said(session, "start")
    clock.step(STEP_MS)
    assert session.due_cues() == ()
    assert session.now() == clock.read().utc_ms
    assert "clock" not in words(history_entries(session.log, session.names)[-1].what)


def cues(session: LiveSession) -> list[str]:
    return [cue.kind for cue, _ in session.due_cues()]


def test_what_is_due_at_a_clock_time_that_is_passed_over_is_told() -> None:
    session, clock = rehearsed(early_ms=2 * MINUTE)
    said(session, "here amaka", "here jose")
    assert cues(session) == []
    clock.step(5 * MINUTE)
    assert cues(session) == ["notice", "planned-start"]
    clock.advance(HOUR)
    assert "planned-start" not in cues(session)


@pytest.mark.parametrize("step_ms", [MINUTE, -MINUTE, HOUR, -HOUR])
def test_what_is_due_so_long_after_a_start_is_told_once(step_ms: int) -> None:
    """A warning that was given is not given again, and one that is to come is not lost."""
    session, clock = rehearsed()
    said(session, "start", "here amaka", "here jose", "next")
    clock.advance(10 * MINUTE)
    assert cues(session) == ["time-left"]
    clock.step(step_ms)
    assert "time-left" not in cues(session)
    clock.advance(4 * MINUTE)
    assert "time-left" in cues(session)


def test_times_of_day_of_the_plain_lines_follow_it_and_say_so() -> None:
    session, clock = rehearsed()
    written: list[str] = []
    plain = PlainSession(session, written.append)
    plain.take("start")
    clock.step(-5 * MINUTE)
    plain.take("add 1m")

    assert written[0].startswith("ok 15:00:00 ")
    assert written[-2:] == [
        "! 14:55:00 the wall clock was set back by 5:00: times of day follow it, no duration changed",
        "ok 14:55:00 1:00 more for Welcome. 4:00 ahead, ends 15:51. Undo: undo",
    ]


def test_time_away_can_still_become_a_pause() -> None:
    session, clock = rehearsed()
    said(session, "start")
    clock.advance(8 * MINUTE, asleep=True)
    session.due_cues()
    clock.step(HOUR)
    session.due_cues()

    assert said(session, "away").startswith("ok ")
    assert session.state.pauses[0].length(0) == 8 * MINUTE
    assert session.moment().elapsed == 0


def test_reports_tell_all_times_by_the_right_clock() -> None:
    """Also those before it was put right: an item across it neither ends before it began nor lasts longer."""
    session = (
        a_session()
        .started()
        .give(somebody("Zoe"), c.SayRecording(True))
        .at(5)
        .give(c.CorrectStart(SECOND), c.Next())
    )
    naming = Naming(session.state, "all")
    chapters = recordings(session.state, session.now, naming)[0].chapters
    put_right(session, HOUR)
    session.wait(10).give(c.End())

    welcome, ana, *_ = timing(session.state, session.now, naming).items
    assert [session.clock_minutes(at) for at in welcome.ran[0]] == [60 - 1 / 60, 65]
    assert [session.clock_minutes(at) for at in ana.ran[0]] == [65, 75]
    assert (welcome.actual_s, ana.actual_s) == (301, 600)
    again = recordings(session.state, session.now, naming)[0].chapters
    assert again[: len(chapters)] == chapters


def test_the_log_and_the_history_tell_one_time_line() -> None:
    session = a_session().started().at(4).give(c.CorrectStart(MINUTE)).at(5)
    put_right(session, -HOUR)
    session.give(c.Next())
    log = session.recorder.log

    entries = history_entries(log, Names(log.state))
    lines = [json.loads(line) for line in event_log(log, Naming(log.state, "all")).splitlines()]
    assert [session.clock_minutes(one.at) for one in entries] == [-60, -56, -55, -55]
    assert [line["at"][11:19] for line in lines] == [
        "13:00:00",
        "13:00:00",
        "13:04:00",
        "13:05:00",
        "13:05:00",
    ]
    corrected = next(event for line in lines for event in line["events"] if event["e"] == "start-corrected")
    assert session.clock_minutes(corrected["started_at"]) == -61


def test_new_times_are_proposed_again_and_rooms_need_not_be() -> None:
    session, clock = rehearsed(people=9)
    said(session, "start", "rooms")
    held = session.proposal
    assert held is not None
    clock.step(5 * MINUTE)
    session.due_cues()
    assert session.execute(Accept(held.id)).ok

    session.propose(ProposeRebalance(later_ms=10 * MINUTE))
    times = session.proposal
    assert times is not None
    clock.step(5 * MINUTE)
    session.due_cues()
    assert not session.execute(Accept(times.id)).ok
