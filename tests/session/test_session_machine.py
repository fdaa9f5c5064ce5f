"""Random commands at random times, and laws that hold whatever was given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from msgspec.structs import replace

from letsconnect_tui.app.recorder import APART_MS, Recorder
from letsconnect_tui.errors import CommandRefused
from letsconnect_tui.plan.read import plan_of_text
from letsconnect_tui.session import commands as c
from letsconnect_tui.session import events as e
from letsconnect_tui.session import room_events
from letsconnect_tui.session.cues import cues_between
from letsconnect_tui.session.log import replay
from letsconnect_tui.session.refuse import EventMismatch
from tests.session.builders import HOUR, MINUTE, Kept, Sitting, a_plan, a_session
from tests.session.consistency import assert_consistent, assert_moment_agrees, folded_one_by_one
from tests.session.wishes import random_command, random_wait_ms

if TYPE_CHECKING:
    from random import Random

    from letsconnect_tui.session.facts import Command
    from letsconnect_tui.session.log import SessionLog
    from letsconnect_tui.session.record import Record
    from letsconnect_tui.session.state import State

DRAFT: dict[str, Any] = {
    "duration": "20m",
    "kind": "breakout",
    "breakout": {"size": 3, "broadcast": [{"at": "-5m", "text": "Five left"}, {"at": "-1m", "text": "One"}]},
}
PLAN = a_plan(
    {
        "welcome": 5,
        "ana": {"duration": "10m", "kind": "share", "lead": "ana", "questions": "3m", "fair": "two"},
        "bo": {"duration": "10m", "kind": "share", "lead": "bo", "fair": "two"},
        "guest": {"duration": "6m", "kind": "share", "lead": "flo", "start": "15:30", "optional": True},
        "draft": DRAFT,
        "close": {"duration": "5m", "kind": "close"},
    },
    length="55m",
)


def without_copies(state: State) -> State:
    """The state but for what was copied, which is nothing to undo."""
    return replace(state, copied={})


def of_the_clock(log: SessionLog) -> list[Record]:
    """The records that nobody gave and nobody takes back."""
    return [record for record in log.records if record.by == "clock"]


RANDOMS = st.randoms(use_true_random=False)


class SessionMachine(RuleBasedStateMachine):
    """A facilitator who presses anything at any time."""

    session: Sitting
    kept: Kept

    @initialize(early_ms=st.sampled_from([0, 20 * MINUTE, 5 * HOUR, -HOUR, -30 * HOUR]))
    def open(self, early_ms: int) -> None:
        self.kept = Kept()
        self.session = a_session(PLAN, early_ms=early_ms, store=self.kept)
        first = self.session.state
        self.seen_before = [(first, repr(first))]

    @rule(random=RANDOMS)
    def wait(self, random: Random) -> None:
        self.session.clock.advance(random_wait_ms(random))

    @rule(random=RANDOMS)
    def give(self, random: Random) -> None:
        latest = self.session.recorder.log.latest.number
        self.try_to(random_command(random, self.session.state, self.session.now, latest))

    @rule(random=RANDOMS)
    def give_several(self, random: Random) -> None:
        for _ in range(8):
            self.give(random)
            self.session.clock.advance(random_wait_ms(random))

    @rule(ms=st.sampled_from([300_000, -300_000, 3 * HOUR, -HOUR, 40, 2]))
    def set_the_wall_clock(self, ms: int) -> None:
        session = self.session
        session.clock.step(ms)
        before = session.recorder.log.latest.number
        session.recorder.keep_time()
        self.seen_before.append((session.state, repr(session.state)))
        assert session.recorder.log.latest.number <= before + 1
        off_ms = session.clock.read().utc_ms - session.now
        assert abs(off_ms) <= APART_MS or session.state.phase == "ended"

    @rule()
    def undo_everything_and_redo_it(self) -> None:
        recorder, before = self.session.recorder, self.session.state
        times = len(recorder.log.undoable)
        for _ in range(times):
            recorder.record(c.Undo())
        first = folded_one_by_one(PLAN, recorder.log.records[0], of_the_clock(recorder.log))
        assert without_copies(recorder.state) == without_copies(first)
        for _ in range(times):
            recorder.record(c.Redo())
        assert recorder.state == before

    @rule(random=RANDOMS)
    def undo_any_earlier_command(self, random: Random) -> None:
        log = self.session.recorder.log
        if not log.undoable:
            return
        target = random.choice(log.undoable)
        rest = [one for one in log.undoable if one.number != target.number]
        rest = sorted((*rest, *of_the_clock(log)), key=lambda one: one.number)
        try:
            expected = folded_one_by_one(PLAN, log.records[0], rest)
        except EventMismatch:
            assert self.try_to(c.Undo(target.number)) == "refused-rests-on"
            return
        self.session.give(c.Undo(target.number))
        assert without_copies(self.session.state) == without_copies(expected)

    @rule()
    def restart(self) -> None:
        log = self.session.recorder.log
        assert replay(self.kept.records, plan_of_text) == log

    @rule(random=RANDOMS)
    def cues_do_not_depend_on_how_often_one_looks(self, random: Random) -> None:
        state, a = self.session.state, self.session.now
        b = a + random.randint(0, 90 * MINUTE)
        end = b + random.randint(0, 90 * MINUTE)
        assert cues_between(state, a, end) == cues_between(state, a, b) + cues_between(state, b, end)

    @invariant()
    def all_agrees(self) -> None:
        if not hasattr(self, "session"):
            return
        state, now = self.session.state, self.session.now
        assert_consistent(state, now)
        assert_moment_agrees(state, now)

    def try_to(self, command: Command) -> str | None:
        """Give a command; the key of its refusal, which then changed nothing."""
        recorder = self.session.recorder
        log, lines = recorder.log, len(self.kept.lines)
        try:
            given = recorder.record(command)
        except CommandRefused as no:
            assert recorder.log is log
            assert len(self.kept.lines) == lines
            return no.message.key
        assert (recorder.log is log) == (given.record is None)
        self.seen_before.append((given.after, repr(given.after)))
        return None

    def teardown(self) -> None:
        if hasattr(self, "session"):
            self.restart()
            for state, was in self.seen_before:
                assert repr(state) == was, "a state that was handed out has changed"


USUAL = settings(
    max_examples=25, stateful_step_count=25, suppress_health_check=list(HealthCheck), deadline=None
)
MANY = settings(USUAL, max_examples=800, stateful_step_count=50)


def test_a_session_stays_consistent_whatever_is_given() -> None:
    run_state_machine_as_test(SessionMachine, settings=USUAL)


@pytest.mark.full
def test_a_session_stays_consistent_whatever_is_given_many_times() -> None:
    run_state_machine_as_test(SessionMachine, settings=MANY)


def _held(random: Random, steps: int) -> Sitting:
    session = a_session(PLAN, early_ms=random.choice([0, 10 * MINUTE]))
    for _ in range(steps):
        try:
            latest = session.recorder.log.latest.number
            session.give(random_command(random, session.state, session.now, latest))
        except CommandRefused:
            pass
        session.clock.advance(random_wait_ms(random))
    return session


@given(random=RANDOMS)
@settings(max_examples=12)
def test_a_look_once_a_second_sees_the_cues_of_one_look(random: Random) -> None:
    session = _held(random, 15)
    state, start = session.state, session.now
    once = cues_between(state, start, start + 40 * MINUTE)
    often = [
        cue
        for second in range(0, 40 * 60, 7)
        for cue in cues_between(
            state, start + second * 1000, min(start + (second + 7) * 1000, start + 40 * MINUTE)
        )
    ]
    assert tuple(often) == once


@given(random=RANDOMS)
@settings(max_examples=20)
def test_whatever_records_are_lost_the_rest_makes_a_session(random: Random) -> None:
    held = _held(random, 40)
    opening, *records = held.recorder.log.records
    log = replay([opening, *(one for one in records if random.random() < 0.8)], plan_of_text)

    assert_consistent(log.state, held.now)
    assert_moment_agrees(log.state, held.now)
    onward = Recorder(log, held.clock)
    for _ in range(len(log.undoable)):
        onward.record(c.Undo())
    assert onward.log.undoable == ()
    assert without_copies(onward.state) == without_copies(replay([opening], plan_of_text).state)


@given(random=RANDOMS)
@settings(max_examples=20)
def test_no_id_is_given_twice_whatever_is_taken_back(random: Random) -> None:
    made = given_ids(_held(random, 60))
    assert len(made) == len(set(made))


def given_ids(session: Sitting) -> list[tuple[str, object]]:
    """Every id that a record made, whether it stands or not."""
    made: list[tuple[str, object]] = []
    for record in session.recorder.log.records:
        for event in record.events:
            if isinstance(event, e.PersonAdded):
                made.append(("person", event.person))
            elif isinstance(event, e.LineTaken):
                made.append(("line", event.number))
            elif isinstance(event, room_events.RoundAccepted):
                made.append(("round", event.id or event.round))
    return made
