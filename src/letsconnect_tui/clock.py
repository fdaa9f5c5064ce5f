"""What time it is and how much has passed, whatever happens to the wall clock or the laptop's lid.

A reading holds three clocks at one moment: the wall clock in UTC (for display, and to cross a reboot), a
steady one that goes on while the computer sleeps (for every duration), and one that stops in sleep (so that a
sleep is noticed).
"""

from __future__ import annotations

import contextlib
import sys
import time
import uuid
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol
from zoneinfo import ZoneInfo

import msgspec

if TYPE_CHECKING:
    import ctypes
    from collections.abc import Callable, Mapping

SLEEP_MS = 5000
"""A sleep up to this long is not worth a word."""
STEP_MS = 2000
"""A step of the wall clock up to this far is not worth a word."""


class ClockReading(msgspec.Struct, frozen=True):
    """All clocks at one moment, in integer milliseconds."""

    utc_ms: int
    """Since 1970, as the wall clock had it; it may jump."""
    steady_ms: int
    """Since an arbitrary moment of this boot; goes on in sleep, never jumps."""
    boot: str
    """Which boot ``steady_ms`` belongs to."""
    awake_ms: int | None = None
    """As ``steady_ms``, but stopped while asleep; None where the system has no such clock."""


class Disturbance(msgspec.Struct, frozen=True):
    """Something that happened to the clocks between two readings."""

    kind: Literal["slept", "stepped", "rebooted"]
    ms: int
    """How long asleep or away; how far the wall clock was set, negative for backwards."""


class Clock(Protocol):
    """Where readings come from."""

    def read(self) -> ClockReading:
        """All clocks now."""


def elapsed(before: ClockReading, after: ClockReading) -> int:
    """Milliseconds between two readings.

    Within one boot from the steady clock, exact to the millisecond; across a reboot, or when the steady clock
    went back (a virtual machine put back to an earlier state), from UTC and never below 0.
    """
    if before.boot == after.boot and after.steady_ms >= before.steady_ms:
        return after.steady_ms - before.steady_ms
    return max(0, after.utc_ms - before.utc_ms)


def disturbances(before: ClockReading, after: ClockReading) -> tuple[Disturbance, ...]:
    """What happened to the clocks between two readings that follow each other; usually nothing."""
    if before.boot != after.boot:
        return (Disturbance("rebooted", elapsed(before, after)),)
    found = []
    steady_ms = after.steady_ms - before.steady_ms
    if before.awake_ms is not None and after.awake_ms is not None:
        slept_ms = steady_ms - (after.awake_ms - before.awake_ms)
        if slept_ms > SLEEP_MS:
            found.append(Disturbance("slept", slept_ms))
    stepped_ms = after.utc_ms - before.utc_ms - steady_ms
    if abs(stepped_ms) > STEP_MS:
        found.append(Disturbance("stepped", stepped_ms))
    return tuple(found)


class Sources(msgspec.Struct, frozen=True):
    """The clocks of a machine, in nanoseconds, and the name of its boot."""

    utc_ns: Callable[[], int]
    steady_ns: Callable[[], int]
    awake_ns: Callable[[], int] | None
    boot: str


class SystemClock:
    """The clocks of this computer, or those handed in."""

    def __init__(self, sources: Sources | None = None) -> None:
        self._sources = sources or system_sources()

    def read(self) -> ClockReading:
        """All clocks now, one right after the other."""
        sources = self._sources
        steady_ns = sources.steady_ns()
        awake_ns = sources.awake_ns() if sources.awake_ns else None
        return ClockReading(
            utc_ms=sources.utc_ns() // 1_000_000,
            steady_ms=steady_ns // 1_000_000,
            boot=sources.boot,
            awake_ms=None if awake_ns is None else awake_ns // 1_000_000,
        )


class VirtualClock:
    """A clock of its own, for rehearsals and tests: moved by hand, or ``speed`` times as fast as real time.

    Args:
        start_utc_ms: What its wall clock shows at first.
        speed: How much faster than real time it runs by itself; 0: only when moved.
        real_ns: Real time, in nanoseconds; asked only while ``speed`` is not 0.
    """

    def __init__(
        self, start_utc_ms: int, speed: float = 0, *, real_ns: Callable[[], int] = time.monotonic_ns
    ) -> None:
        self._utc_ms = start_utc_ms
        self._steady_ms = 0
        self._awake_ms = 0
        self._boots = 1
        self._speed = speed
        self._real_ns = real_ns
        self._since_ns = real_ns() if speed else 0

    @property
    def speed(self) -> float:
        """How much faster than real time it runs by itself."""
        return self._speed

    @speed.setter
    def speed(self, speed: float) -> None:
        self.advance(self._run_ms())
        self._speed = speed
        self._since_ns = self._real_ns() if speed else 0

    def read(self) -> ClockReading:
        """All its clocks now."""
        run_ms = self._run_ms()
        return ClockReading(
            self._utc_ms + run_ms,
            self._steady_ms + run_ms,
            f"virtual-{self._boots}",
            self._awake_ms + run_ms,
        )

    def advance(self, ms: int, *, asleep: bool = False) -> None:
        """Let time pass, awake or asleep."""
        self._utc_ms += ms
        self._steady_ms += ms
        if not asleep:
            self._awake_ms += ms

    def step(self, ms: int) -> None:
        """Set the wall clock forwards or, below 0, backwards; no time passes."""
        self._utc_ms += ms

    def reboot(self, away_ms: int) -> None:
        """Switch off, and on again after some time."""
        self._utc_ms += self._run_ms() + away_ms
        self._steady_ms = self._awake_ms = 0
        self._boots += 1
        self._since_ns = self._real_ns() if self._speed else 0

    def _run_ms(self) -> int:
        return int((self._real_ns() - self._since_ns) * self._speed) // 1_000_000 if self._speed else 0


@lru_cache
def system_sources() -> Sources:
    """The clocks of this computer. What a system lacks is replaced by the nearest it has.

    Without a steady clock that counts sleep, ``time.monotonic`` stands in (a sleep then shows as a step of
    the wall clock); without a name for the boot, every process counts as its own and durations between two of
    them come from UTC.
    """
    if sys.platform == "win32":
        return _windows_sources()
    if sys.platform == "darwin":
        return _macos_sources()
    boot_time = getattr(time, "CLOCK_BOOTTIME", None)
    if boot_time is None:
        return Sources(time.time_ns, time.monotonic_ns, None, _own_boot())
    return Sources(
        time.time_ns,
        lambda: time.clock_gettime_ns(boot_time),
        time.monotonic_ns,
        _linux_boot() or _own_boot(),
    )


def _linux_boot() -> str | None:
    """A random name that the kernel draws at each boot: ``proc(5)``."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip() or None
    except OSError:
        return None


def _own_boot() -> str:
    return f"process-{uuid.uuid4()}"


def _macos_sources() -> Sources:
    """CLOCK_MONOTONIC_RAW goes on in sleep, CLOCK_UPTIME_RAW does not: ``clock_gettime(3)`` of macOS."""
    steady: int | None = getattr(time, "CLOCK_MONOTONIC_RAW", None)
    awake: int | None = getattr(time, "CLOCK_UPTIME_RAW", None)
    if steady is None or awake is None:
        return Sources(time.time_ns, time.monotonic_ns, None, _own_boot())
    return Sources(
        time.time_ns,
        lambda: time.clock_gettime_ns(steady),
        lambda: time.clock_gettime_ns(awake),
        _macos_boot() or _own_boot(),
    )


def _macos_boot() -> str | None:
    """``kern.bootsessionuuid``: unlike ``kern.boottime`` it stays when the wall clock is set."""
    import ctypes  # 3 ms, not needed on Linux

    try:
        size = ctypes.c_size_t(64)
        name = ctypes.create_string_buffer(size.value)
        failed = ctypes.CDLL(None).sysctlbyname(b"kern.bootsessionuuid", name, ctypes.byref(size), None, 0)
    except (OSError, AttributeError):
        return None
    return None if failed else name.value.decode("ascii", "replace") or None


def _windows_sources() -> Sources:
    """GetTickCount64 goes on in sleep and hibernation, QueryUnbiasedInterruptTime does not (Windows SDK)."""
    import ctypes  # 3 ms, not needed on Linux

    kernel: ctypes.CDLL = vars(ctypes)["windll"].kernel32
    kernel.GetTickCount64.restype = ctypes.c_uint64

    def steady_ns() -> int:
        return int(kernel.GetTickCount64()) * 1_000_000

    def awake_ns() -> int:
        hundreds_of_ns = ctypes.c_uint64()
        kernel.QueryUnbiasedInterruptTime(ctypes.byref(hundreds_of_ns))
        return hundreds_of_ns.value * 100

    return Sources(time.time_ns, steady_ns, awake_ns, _windows_boot(steady_ns()))


def _windows_boot(uptime_ns: int) -> str:
    """The number of this boot, as Windows counts them for its prefetcher, and about when it was.

    The number alone does not do: with the prefetcher switched off it stands still.
    """
    about_when = (time.time_ns() - uptime_ns) // (600 * 1_000_000_000)
    try:
        import winreg

        folder = r"SYSTEM\CurrentControlSet\Control\Session Manager\Memory Management\PrefetchParameters"
        registry = vars(winreg)
        with registry["OpenKey"](registry["HKEY_LOCAL_MACHINE"], folder) as key:
            return f"boot-{registry['QueryValueEx'](key, 'BootId')[0]}-{about_when}"
    except (ImportError, OSError):
        return f"boot-{about_when}"


def local_zone(environment: Mapping[str, str], link: Path = Path("/etc/localtime")) -> ZoneInfo | None:
    """This machine's zone with its name; None where the system does not tell it.

    Args:
        environment: ``TZ`` in it comes first.
        link: Where Unix systems point from to the zone's file, as in ``…/zoneinfo/America/Bogota``.
    """
    names = [environment.get("TZ", "").removeprefix(":")]
    with contextlib.suppress(OSError):
        names.append(str(link.readlink()).rpartition("zoneinfo/")[2])
    for name in filter(None, names):
        try:
            return ZoneInfo(name)
        except (KeyError, ValueError, OSError):
            continue
    return None
