"""A program in a real pseudo-terminal: when its first byte comes, how many come, what processor it takes."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from types import TracebackType


class TimedTerminal:
    """Runs a Python script with arguments in 80×24 cells."""

    def __init__(self, *argv: str, columns: int = 80, rows: int = 24) -> None:
        self.started = time.perf_counter()
        self.received = b""
        self.last_at = self.started
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
            os.execv(sys.executable, [sys.executable, *argv])
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def __enter__(self) -> TimedTerminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._fd)

    def pump(self, timeout_s: float) -> bool:
        """Take what comes next; False when nothing came in time."""
        if not select.select([self._fd], [], [], max(0.0, timeout_s))[0]:
            return False
        self.received += os.read(self._fd, 65_536)
        self.last_at = time.perf_counter()
        return True

    def until(self, mark: bytes, timeout_s: float = 30.0) -> float:
        """Seconds from the start until ``mark`` was written."""
        end = time.perf_counter() + timeout_s
        while mark not in self.received:
            assert self.pump(end - time.perf_counter()), self.received[-2000:]
        return self.last_at - self.started

    def quiet(self, quiet_s: float = 0.15) -> int:
        """Take everything until nothing comes for a while; how many bytes."""
        before = len(self.received)
        while self.pump(quiet_s):
            pass
        return len(self.received) - before

    def behind_a_tick(self) -> int:
        """Wait for the next second's output and the quiet behind it; how many bytes it took."""
        before = len(self.received)
        while not self.pump(1.5):
            pass
        self.quiet(0.1)
        return len(self.received) - before

    def key(self, sequence: bytes) -> tuple[float, int]:
        """Press a key: milliseconds to the first byte, and how many bytes it took."""
        before, sent = len(self.received), time.perf_counter()
        os.write(self._fd, sequence)
        assert self.pump(2.0), "the key changed nothing"
        first_ms = (self.last_at - sent) * 1000
        self.quiet()
        return first_ms, len(self.received) - before

    def processor_s(self) -> float:
        """Seconds of processor time so far."""
        times = psutil.Process(self.pid).cpu_times()
        return float(times.user + times.system)
