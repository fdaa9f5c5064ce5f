"""Plain lines in real time: cues are written as they fall due, also while nobody types."""

from __future__ import annotations

import queue
import sys
import threading
import time
from typing import TYPE_CHECKING

from letsconnect_tui.plain.decode import text_lines
from letsconnect_tui.plain.lines import PlainSession

if TYPE_CHECKING:
    from typing import TextIO

    from letsconnect_tui.app.live_session import LiveSession


def run_in_real_time(session: LiveSession, *, strict: bool = False, source: TextIO | None = None) -> int:
    """Hold a session over standard input and output until ``quit`` or the end of input; the exit code."""
    lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    threading.Thread(target=_read_into, args=(source or sys.stdin, lines), daemon=True).start()
    plain = PlainSession(session, _write, strict=strict)
    while True:
        try:
            line = lines.get(timeout=1 - time.time() % 1)
        except queue.Empty:
            plain.cues()
            continue
        if line is None:
            plain.finish()
        if line is None or not plain.take(line):
            return 1 if plain.failed else 0


def _read_into(source: TextIO, lines: queue.SimpleQueue[str | None]) -> None:
    """Pass lines on as they come; the end of input is passed on whatever ends it."""
    try:
        for line in text_lines(source):
            lines.put(line)
    finally:
        lines.put(None)


def _write(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
