"""The live app in a real pseudo-terminal, seen through pyte. For POSIX systems."""

from __future__ import annotations

import signal
import sys
import time
from pathlib import Path

import pexpect
import pyte

PLAY = Path(__file__).parent / "play.py"


def end(child: pexpect.spawn) -> None:
    """Kill a program and wait until it is gone; pexpect's own way gives up after a tenth of a second."""
    if child.child_fd == -1:
        return
    child.kill(signal.SIGKILL)
    while child.isalive():
        time.sleep(0.01)
    child.close()


class Terminal:
    """Runs ``play.py``, or another program of ours, in a terminal of a given size."""

    def __init__(
        self,
        columns: int,
        rows: int,
        *arguments: str,
        env: dict[str, str],
        program: tuple[str, ...] = (str(PLAY),),
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.child = pexpect.spawn(
            sys.executable,
            [*program, *arguments],
            dimensions=(rows, columns),
            env=env | {"TERM": "xterm-256color", "COLORTERM": "truecolor"},
            timeout=20,
        )

    def read(self, seconds: float) -> bytes:
        """What comes within so many seconds."""
        got = b""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            try:
                got += self.child.read_nonblocking(65536, timeout=left)
            except pexpect.TIMEOUT:
                break
            except pexpect.EOF:
                break
        self._take(got)
        return got

    def until(self, text: str, seconds: float = 20) -> None:
        """Wait for a text on the screen; fails when it does not come."""
        until = time.monotonic() + seconds
        while text not in self.text:
            assert time.monotonic() < until, f"no {text!r} in\n{self.text}"
            self.read(0.1)

    def gone(self, seconds: float = 20) -> int | None:
        """Wait for the program to end; its exit code, negative for a signal that killed it."""
        until = time.monotonic() + seconds
        while self.child.isalive() and time.monotonic() < until:
            self.read(0.1)
        self.read(0.1)
        self.child.close()
        return self.child.exitstatus if self.child.exitstatus is not None else -(self.child.signalstatus or 0)

    @property
    def text(self) -> str:
        """The screen as text."""
        return "\n".join(self.screen.display)

    def resize(self, columns: int, rows: int) -> None:
        """Give the window another size."""
        self.child.setwinsize(rows, columns)
        self.screen.resize(rows, columns)

    def _take(self, got: bytes) -> None:
        self.raw += got
        # pyte takes the queries that Textual sends for text, and knows no private modes with a "$".
        for query in (b"\x1b[?2026$p", b"\x1b[?2048$p", b"\x1b[>1u", b"\x1b[<u"):
            got = got.replace(query, b"")
        self._stream.feed(got)


def is_left_clean(raw: bytes) -> bool:
    """Whether the alternate screen was left, the cursor shown, and mouse and paste reports switched off."""
    ends = raw[raw.rfind(b"\x1b[?1049h") :]
    return all(code in ends for code in (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1000l", b"\x1b[?2004l"))
