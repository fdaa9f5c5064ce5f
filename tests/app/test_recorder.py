"""The records of a session: their time line, the promise to have stored, taking turns."""

from __future__ import annotations

import threading
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from letsconnect_tui.app.recorder import Recorder
from letsconnect_tui.clock import Sources, SystemClock
from letsconnect_tui.errors import CommandRefused, NotSaved
from letsconnect_tui.i18n.message import message
from letsconnect_tui.session import commands as c
from letsconnect_tui.session.events import SessionOpened
from letsconnect_tui.session.facts import Command
from letsconnect_tui.session.log import opened_log, replay
from letsconnect_tui.session.record import Record
from tests.session.builders import HOUR, MINUTE, SECOND, Kept, a_plan, a_session, somebody

if TYPE_CHECKING:
    from letsconnect_tui.plan.model import Plan

PLAN = a_plan()
BOUND_MS = 100
NS = 1_000_000


class Machine:
    """A computer whose lid, wall clock and power switch are at hand, and the time that really passed."""

    def __init__(self) -> None:
        self.truth_ns = 0
        self._set_ns = 1_764_770_400_123_456_789
        self._booted_ns = -9_876_543_210
        self._slept_ns = 0
        self._boots = 1

    def run(self, ms: float, *, asleep: bool = False) -> None:
        self.truth_ns += round(ms * NS)
        if asleep:
            self._slept_ns += round(ms * NS)

    def set_clock(self, ms: float) -> None:
        self._set_ns += round(ms * NS)

    def reboot(self, away_ms: float) -> None:
        self.run(away_ms)
        self._booted_ns = self.truth_ns
        self._slept_ns = 0
        self._boots += 1

    @property
    def clock(self) -> SystemClock:
        return SystemClock(
            Sources(
                utc_ns=lambda: self._set_ns + self.truth_ns,
                steady_ns=lambda: self.truth_ns - self._booted_ns,
                awake_ns=lambda: self.truth_ns - self._booted_ns - self._slept_ns,
                boot=f"boot-{self._boots}",
            )
        )


class Held:
    """A session on such a computer, that can be closed and opened again."""

    def __init__(self) -> None:
        self.machine = Machine()
        self.kept = Kept()
        reading = self.machine.clock.read()
        opening = SessionOpened(PLAN.text, "clinic.toml", reading.utc_ms)
        record = Record(
            "clinic.1", 0, "Open", reading.utc_ms, reading.utc_ms, reading.steady_ms, reading.boot, (opening,)
        )
        self.kept.append(record.document())
        self.recorder = Recorder(opened_log(record, _the_plan), self.machine.clock, self.kept)
        self.recorder.record(c.Start())
        self._started_ns = self.machine.truth_ns

    def open_again(self) -> None:
        self.recorder = Recorder(replay(self.kept.records, _the_plan), self.machine.clock, self.kept)

    def error_ms(self) -> float:
        """How far the running item's elapsed time is from the time that really passed."""
        run = self.recorder.state.runs["welcome"]
        return run.elapsed(self.recorder.now()) - (self.machine.truth_ns - self._started_ns) / NS


def _the_plan(text: str, /) -> Plan:
    return PLAN


@pytest.mark.parametrize("step_ms", [HOUR, -HOUR, 90 * SECOND, -90 * SECOND, 24 * HOUR])
def test_setting_the_wall_clock_changes_no_duration(step_ms: int) -> None:
    held = Held()
    held.machine.run(3 * MINUTE)
    held.machine.set_clock(step_ms)
    assert abs(held.error_ms()) <= 1

    held.recorder.record(c.AddTime(MINUTE))
    held.machine.run(2 * MINUTE)
    assert abs(held.error_ms()) <= 1


@pytest.mark.parametrize("asleep_ms", [8 * MINUTE, 8 * HOUR])
def test_sleep_counts(asleep_ms: int) -> None:
    held = Held()
    held.machine.run(asleep_ms, asleep=True)
    assert abs(held.error_ms()) <= 1


def test_a_closed_app_goes_on_from_where_it_is_now() -> None:
    held = Held()
    held.machine.run(2 * MINUTE)
    held.open_again()
    assert held.recorder.state.phase == "live"
    assert abs(held.error_ms()) <= 1


def test_time_across_a_reboot_is_counted_by_the_wall_clock() -> None:
    held = Held()
    held.machine.run(MINUTE)
    held.machine.reboot(4 * MINUTE)
    held.open_again()
    assert abs(held.error_ms()) <= 1


def test_a_clock_that_was_set_before_a_reboot_costs_nothing() -> None:
    held = Held()
    held.machine.run(MINUTE)
    held.machine.set_clock(HOUR)
    held.machine.run(SECOND)
    held.recorder.keep_time()
    noted = held.recorder.log
    assert noted.latest.command == "KeepTime"
    held.recorder.keep_time()
    assert held.recorder.log is noted

    held.machine.reboot(4 * MINUTE)
    held.open_again()
    assert abs(held.error_ms()) <= 1


def test_setting_the_clock_after_a_reboot_changes_no_duration_either() -> None:
    held = Held()
    held.machine.run(MINUTE)
    held.machine.reboot(4 * MINUTE)
    held.open_again()
    held.machine.run(MINUTE)
    held.machine.set_clock(HOUR)
    assert abs(held.error_ms()) <= 1

    held.recorder.record(c.AddTime(MINUTE))
    assert abs(held.error_ms()) <= 1


def test_a_record_of_the_clock_is_nobodys_to_undo_and_leaves_redo_open() -> None:
    held = Held()
    held.recorder.record(c.Pause())
    held.recorder.record(c.Undo())
    held.machine.set_clock(HOUR)
    held.recorder.keep_time()

    assert [record.command for record in held.recorder.log.undoable] == ["Start"]
    held.recorder.record(c.Redo())
    assert held.recorder.state.phase == "paused"


def test_the_moment_never_goes_back_when_the_clock_was_set_back_across_a_reboot() -> None:
    held = Held()
    held.machine.set_clock(-HOUR)
    held.machine.reboot(MINUTE)
    before = held.recorder.log.latest.at
    held.open_again()
    assert held.recorder.now() >= before


def _random_trace(random: Random) -> float:
    """Everything that happens to laptops, in any order; the largest error seen."""
    held = Held()
    worst = 0.0
    reboots = 0
    for _ in range(25):
        what = random.randrange(8)
        if what <= 1:
            held.machine.run(random.uniform(0, 10 * MINUTE))
        elif what == 2:
            held.machine.run(random.choice([8 * MINUTE, 8 * HOUR, random.uniform(0, HOUR)]), asleep=True)
        elif what == 3:
            held.machine.set_clock(random.choice([HOUR, -HOUR, 90 * SECOND, -90 * SECOND]))
        elif what == 4:
            held.machine.set_clock(random.uniform(-40, 40))
        elif what == 5:
            held.open_again()
        elif what == 6 and reboots < 2:
            reboots += 1
            held.machine.reboot(random.uniform(0, HOUR))
            held.open_again()
        else:
            held.recorder.record(c.AddTime(SECOND))
        held.recorder.keep_time()
        worst = max(worst, abs(held.error_ms()))
    return worst


def test_random_disturbances_cost_at_most_a_tenth_of_a_second() -> None:
    assert max(_random_trace(Random(seed)) for seed in range(500)) <= BOUND_MS


@pytest.mark.full
def test_many_random_disturbances_cost_at_most_a_tenth_of_a_second() -> None:
    worst = max(_random_trace(Random(seed)) for seed in range(10_000))
    print(f"\nworst error of 10,000 traces: {worst:.1f} ms")
    assert worst <= BOUND_MS


# -- storing ---------------------------------------------------------------------------------------


class Failing(Kept):
    """A disk that is full whenever it is told so."""

    full = False

    def append(self, document: dict[str, Any]) -> int:
        if self.full:
            raise NotSaved(message("store-not-saved"))
        return super().append(document)


@pytest.mark.parametrize("command", [c.Next(), c.Undo(), c.Redo(), c.TakeHeadcount(3)])
def test_what_could_not_be_stored_never_happened(command: Command) -> None:
    disk = Failing()
    session = a_session(store=disk).started().give(c.AddTime(1000), c.Undo()).at(2)
    before = session.recorder.log

    disk.full = True
    with pytest.raises(NotSaved):
        session.give(command)
    assert session.recorder.log is before

    disk.full = False
    session.give(command)
    assert [record.number for record in disk.records] == [0, 1, 2, 3, 4]


def test_a_clock_record_that_cannot_be_stored_is_tried_again() -> None:
    disk = Failing()
    session = a_session(store=disk).started()
    session.clock.step(HOUR)
    disk.full = True
    session.recorder.keep_time()
    assert session.recorder.log.latest.command == "Start"
    disk.full = False
    session.recorder.keep_time()
    assert disk.records[-1].command == "KeepTime"


def test_undo_and_redo_tell_which_events_they_are_about() -> None:
    session = a_session().started()
    undone = session.given(c.Undo())
    again = session.given(c.Redo())
    assert [type(event).__name__ for event in undone.events] == ["SessionStarted"]
    assert again.events == undone.events


def test_an_unknown_command_is_refused() -> None:
    with pytest.raises(CommandRefused, match="refused-unknown"):
        a_session().give(Command())


def test_commands_from_several_threads_take_turns() -> None:
    disk = Kept()
    session = a_session(store=disk).started()

    def many(name: str) -> None:
        for number in range(100):
            session.give(somebody(f"{name}{number}"))
            session.recorder.now()

    threads = [threading.Thread(target=many, args=(name,)) for name in ("a", "b")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [record.number for record in disk.records] == list(range(202))
    assert session.seen.head.here == 200
    assert replay(disk.records, _the_plan).state == session.state


def test_no_name_is_in_a_refusals_text() -> None:
    session = a_session().give(somebody("Zoe"))
    session.give(c.MarkLeft(session.named("Zoe")))
    with pytest.raises(CommandRefused) as no:
        session.give(c.MarkLeft(session.named("Zoe")))
    assert "Zoe" not in str(no.value)
