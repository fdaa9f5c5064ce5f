"""Durations survive whatever happens to the clocks; what happened is told."""

from __future__ import annotations

import ctypes
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from random import Random
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letsconnect_tui.clock import (
    ClockReading,
    Disturbance,
    Sources,
    SystemClock,
    VirtualClock,
    disturbances,
    elapsed,
    local_zone,
    system_sources,
)

if TYPE_CHECKING:
    from pathlib import Path

SECOND = 1000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
ERROR_BOUND_MS = 100
NOON_UTC_MS = 1_795_348_800_000


@dataclass
class Machine:
    """A computer whose clocks are handed to SystemClock; it knows the true time."""

    true_ns: int = 0
    wall_ns: int = NOON_UTC_MS * 1_000_000
    boot_ns: int = 7_000_000_123
    awake_ns: int = 5_000_000_456
    boots: int = 1

    def clock(self) -> SystemClock:
        """What a program started now would read."""
        return SystemClock(
            Sources(lambda: self.wall_ns, lambda: self.boot_ns, lambda: self.awake_ns, f"boot-{self.boots}")
        )

    def run(self, ns: int, *, asleep: bool = False) -> None:
        self.true_ns += ns
        self.wall_ns += ns
        self.boot_ns += ns
        self.awake_ns += 0 if asleep else ns

    def set_wall(self, ns: int) -> None:
        self.wall_ns += ns

    def reboot(self, off_ns: int) -> None:
        self.true_ns += off_ns
        self.wall_ns += off_ns
        self.boot_ns = self.awake_ns = 0
        self.boots += 1


def ns(ms: int) -> int:
    return ms * 1_000_000


@pytest.mark.parametrize("step", [HOUR, -HOUR, 90 * SECOND, -90 * SECOND, 3 * SECOND])
def test_a_step_of_the_wall_clock_changes_no_duration_and_is_told(step: int) -> None:
    machine = Machine()
    before = machine.clock().read()
    machine.run(ns(10 * MINUTE))
    machine.set_wall(ns(step))
    machine.run(ns(10 * MINUTE))
    after = machine.clock().read()

    assert elapsed(before, after) == 20 * MINUTE
    assert disturbances(before, after) == (Disturbance("stepped", step),)


@pytest.mark.parametrize("slept", [8 * MINUTE, 8 * HOUR])
def test_time_asleep_counts_and_is_told(slept: int) -> None:
    machine = Machine()
    before = machine.clock().read()
    machine.run(ns(MINUTE))
    machine.run(ns(slept), asleep=True)
    after = machine.clock().read()

    assert elapsed(before, after) == MINUTE + slept
    assert disturbances(before, after) == (Disturbance("slept", slept),)


def test_a_sleep_during_which_the_wall_clock_was_set_tells_both() -> None:
    machine = Machine()
    before = machine.clock().read()
    machine.run(ns(8 * MINUTE), asleep=True)
    machine.set_wall(ns(-HOUR))
    after = machine.clock().read()

    assert disturbances(before, after) == (Disturbance("slept", 8 * MINUTE), Disturbance("stepped", -HOUR))


def test_a_nap_and_a_small_correction_are_not_worth_a_word() -> None:
    machine = Machine()
    before = machine.clock().read()
    machine.run(ns(5 * SECOND), asleep=True)
    machine.set_wall(ns(-2 * SECOND))

    assert disturbances(before, machine.clock().read()) == ()


def test_across_a_reboot_the_wall_clock_tells_how_long() -> None:
    machine = Machine()
    before = machine.clock().read()
    machine.run(ns(MINUTE))
    machine.reboot(ns(4 * MINUTE))
    machine.run(ns(10 * SECOND))
    after = machine.clock().read()

    assert elapsed(before, after) == 5 * MINUTE + 10 * SECOND
    assert disturbances(before, after) == (Disturbance("rebooted", 5 * MINUTE + 10 * SECOND),)


def test_no_time_is_negative_when_the_wall_clock_comes_back_earlier_after_a_reboot() -> None:
    assert elapsed(ClockReading(NOON_UTC_MS, 5000, "a"), ClockReading(NOON_UTC_MS - HOUR, 3000, "b")) == 0


def test_a_machine_put_back_to_an_earlier_state_falls_back_on_the_wall_clock() -> None:
    assert (
        elapsed(ClockReading(NOON_UTC_MS, 9000, "a"), ClockReading(NOON_UTC_MS + MINUTE, 3000, "a")) == MINUTE
    )


def test_without_a_clock_that_stops_in_sleep_no_sleep_is_claimed() -> None:
    before, after = ClockReading(0, 0, "a"), ClockReading(HOUR, HOUR, "a")

    assert disturbances(before, after) == ()


@pytest.mark.parametrize(
    "utc",
    ["2026-03-29T00:59:30", "2026-10-25T00:59:30", "2026-12-31T22:59:30", "2026-06-10T21:59:30"],
    ids=["clocks go forward", "clocks go back", "new year", "midnight"],
)
def test_edges_of_local_time_leave_durations_alone(utc: str) -> None:
    start = datetime.fromisoformat(utc).replace(tzinfo=UTC)
    machine = Machine(wall_ns=int(start.timestamp()) * 1_000_000_000)
    before = machine.clock().read()
    machine.run(ns(MINUTE))
    after = machine.clock().read()

    berlin = ZoneInfo("Europe/Berlin")
    local = [datetime.fromtimestamp(reading.utc_ms / 1000, berlin) for reading in (before, after)]
    day_or_offset_changed = {(moment.date(), moment.utcoffset()) for moment in local}
    assert len(day_or_offset_changed) == 2, "the edge was crossed"
    assert elapsed(before, after) == MINUTE
    assert disturbances(before, after) == ()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system sets its zone another way")
def test_a_change_of_zone_is_no_disturbance(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SystemClock()
    before = clock.read()
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("TZ", "Pacific/Kiritimati")
        time.tzset()
        after = clock.read()
    time.tzset()

    assert 0 <= elapsed(before, after) < MINUTE
    assert disturbances(before, after) == ()


def disturbed(random: Random, machine: Machine) -> None:
    """A moment of ordinary time, and often something that happens to the clocks."""
    match random.choice(["run", "run", "step", "big-step", "sleep", "long-sleep", "reboot"]):
        case "step":
            machine.set_wall(ns(random.choice([-90, 90]) * SECOND))
        case "big-step":
            machine.set_wall(ns(random.choice([-HOUR, HOUR])))
        case "sleep":
            machine.run(random.randint(1, ns(8 * MINUTE)), asleep=True)
        case "long-sleep":
            machine.run(ns(8 * HOUR), asleep=True)
        case "reboot":
            machine.reboot(random.randint(1, ns(10 * MINUTE)))
    machine.run(random.randint(0, ns(5 * MINUTE)))


def error_ms(random: Random) -> float:
    """How far a session that reads its clock once per event is off after ten disturbances.

    A reading before each disturbance is what the live session's tick gives it.
    """
    machine = Machine()
    began_ns = machine.true_ns
    reading = machine.clock().read()
    counted = 0
    for _ in range(10):
        machine.run(random.randint(0, ns(MINUTE)))
        counted += elapsed(reading, reading := machine.clock().read())
        disturbed(random, machine)
        counted += elapsed(reading, reading := machine.clock().read())
    return abs(counted - (machine.true_ns - began_ns) / 1_000_000)


def test_ten_thousand_disturbed_sessions_are_off_by_less_than_a_tenth_of_a_second() -> None:
    worst = max(error_ms(Random(seed)) for seed in range(10_000))

    assert worst <= ERROR_BOUND_MS


def test_the_clocks_of_this_computer_move_and_agree() -> None:
    clock = SystemClock()
    before = clock.read()
    time.sleep(0.02)
    after = clock.read()

    assert 15 <= elapsed(before, after) < MINUTE
    assert abs((after.utc_ms - before.utc_ms) - elapsed(before, after)) <= ERROR_BOUND_MS
    assert before.boot == SystemClock().read().boot != ""


@pytest.mark.skipif(sys.platform != "linux", reason="Linux only")
def test_on_linux_the_steady_clock_is_the_one_that_counts_sleep() -> None:
    steady_ns = system_sources().steady_ns()

    assert abs(time.clock_gettime_ns(time.CLOCK_BOOTTIME) - steady_ns) < ns(MINUTE)


def test_a_system_with_nothing_but_a_monotonic_clock_still_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "plan9")
    monkeypatch.delattr(time, "CLOCK_BOOTTIME", raising=False)
    system_sources.cache_clear()
    try:
        reading = SystemClock().read()
    finally:
        system_sources.cache_clear()

    assert reading.awake_ms is None
    assert reading.boot.startswith("process-")


def test_on_windows_ticks_and_unbiased_interrupt_time_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def ticks() -> int:
        return 90_061_000

    def unbiased(hundreds_of_ns: Any) -> None:
        hundreds_of_ns._obj.value = 50_000_000

    kernel = SimpleNamespace(GetTickCount64=ticks, QueryUnbiasedInterruptTime=unbiased)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    system_sources.cache_clear()
    try:
        reading = SystemClock().read()
    finally:
        system_sources.cache_clear()

    assert (reading.steady_ms, reading.awake_ms) == (90_061_000, 5_000)
    assert reading.boot.startswith("boot-")


def test_on_a_mac_the_raw_clocks_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "CLOCK_MONOTONIC_RAW", 4, raising=False)
    monkeypatch.setattr(time, "CLOCK_UPTIME_RAW", 8, raising=False)
    monkeypatch.setattr(time, "clock_gettime_ns", lambda clock: {4: 60_000_000_000, 8: 50_000_000_000}[clock])
    monkeypatch.setattr(sys, "platform", "darwin")
    system_sources.cache_clear()
    try:
        reading = SystemClock().read()
    finally:
        system_sources.cache_clear()

    assert (reading.steady_ms, reading.awake_ms) == (60_000, 50_000)
    assert reading.boot


def test_a_virtual_clock_stands_until_it_is_moved() -> None:
    clock = VirtualClock(NOON_UTC_MS)
    before = clock.read()
    clock.advance(90 * SECOND)

    assert elapsed(before, clock.read()) == 90 * SECOND
    assert clock.read().utc_ms == NOON_UTC_MS + 90 * SECOND
    assert clock.read() == clock.read()


def test_a_virtual_clock_can_sleep_step_and_reboot() -> None:
    clock = VirtualClock(NOON_UTC_MS)
    readings = [clock.read()]
    disturb: list[Callable[[], None]] = [
        lambda: clock.advance(8 * MINUTE, asleep=True),
        lambda: clock.step(-HOUR),
        lambda: clock.reboot(MINUTE),
    ]
    for something in disturb:
        something()
        readings.append(clock.read())

    found = [disturbances(one, other) for one, other in pairwise(readings)]
    assert found == [
        (Disturbance("slept", 8 * MINUTE),),
        (Disturbance("stepped", -HOUR),),
        (Disturbance("rebooted", MINUTE),),
    ]


def test_a_rehearsal_runs_sixty_times_as_fast_and_changes_speed_without_a_jump() -> None:
    real_ns = 0
    clock = VirtualClock(NOON_UTC_MS, speed=60, real_ns=lambda: real_ns)
    real_ns += ns(SECOND)
    assert clock.read().utc_ms == NOON_UTC_MS + MINUTE

    clock.speed = 0
    real_ns += ns(HOUR)
    assert clock.read().utc_ms == NOON_UTC_MS + MINUTE

    clock.speed = 1
    real_ns += ns(SECOND)
    clock.advance(MINUTE)
    assert clock.read().steady_ms == 2 * MINUTE + SECOND


def test_a_running_rehearsal_that_reboots_keeps_the_time_that_had_passed() -> None:
    real_ns = 0
    clock = VirtualClock(NOON_UTC_MS, speed=2, real_ns=lambda: real_ns)
    before = clock.read()
    real_ns += ns(MINUTE)
    clock.reboot(MINUTE)

    assert elapsed(before, clock.read()) == 3 * MINUTE


@given(st.lists(st.integers(0, HOUR), max_size=20))
def test_elapsed_adds_up(steps: list[int]) -> None:
    clock = VirtualClock(NOON_UTC_MS)
    first = last = clock.read()
    total = 0
    for ms in steps:
        clock.advance(ms)
        total += elapsed(last, last := clock.read())

    assert total == elapsed(first, last) == sum(steps)


def test_the_zone_is_named_by_the_environment_else_by_the_system_s_link(tmp_path: Path) -> None:
    link = tmp_path / "localtime"
    link.symlink_to("/usr/share/zoneinfo/Asia/Kathmandu")

    named = [
        local_zone({"TZ": "America/Bogota"}, link),
        local_zone({}, link),
        local_zone({"TZ": "No/Such"}, link),
    ]

    assert [str(zone) for zone in named] == ["America/Bogota", "Asia/Kathmandu", "Asia/Kathmandu"]
    assert local_zone({}, tmp_path / "none") is None
