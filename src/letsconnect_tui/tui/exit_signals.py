"""Leaving for sure: on a signal, and when the terminal is gone, even while the screens hang on it.

Textual 8.2 waits for ever where its terminal is gone: the thread that writes has died, and its queue is
full. So whoever is told to leave gets a while to do it in order; then the process ends. Nothing is lost by
that: what was acknowledged is on the disk, and the system drops the lock on the file.
"""

from __future__ import annotations

import _thread
import os
import select
import signal
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop
    from collections.abc import Callable
    from types import FrameType

GRACE_S = {"SIGHUP": 0.9, "SIGTERM": 0.9, "SIGINT": 0.9}
"""Signal → how long leaving in order may take."""

SIGNALLED = 128
"""Exit codes above this one tell which signal ended the program, as in shells."""

LOOK_MS = 1000
"""How often the terminal is looked at; mostly the system tells at once that it is gone."""

_watched: set[int] = set()
"""The terminals that are looked at already, for all the screens that this process shows in turn."""


def leave_on_signals(loop: AbstractEventLoop, leave: Callable[[int], None]) -> None:
    """Have ``leave`` called on ``loop`` with a signal's number, and end soon after it whatever happens.

    Python's own handlers, not the loop's: those also run while the loop waits for a lock.
    """

    def on_signal(number: int, _frame: FrameType | None) -> None:
        name = signal.Signals(number).name
        _thread.start_new_thread(
            _end, (GRACE_S[name], SIGNALLED + number)
        )  # takes no lock, as a handler must not
        if loop.is_closed():
            raise SystemExit(SIGNALLED + number)
        loop.call_soon_threadsafe(leave, number)

    for name in GRACE_S:
        number = getattr(signal, name, None)  # Windows has no SIGHUP
        if number is not None:
            signal.signal(number, on_signal)


def end_if_signalled(code: int | None) -> None:
    """Where a signal closed the screens, no others open: the program ends; raises SystemExit."""
    if code is not None and code > SIGNALLED:
        raise SystemExit(code)


def watch_terminal() -> None:
    """Take a terminal that is gone for SIGHUP, which not every process of a closed window gets."""
    if sys.platform == "win32" or not hasattr(select, "poll") or sys.__stdin__ is None:
        return
    descriptor = sys.__stdin__.fileno()
    if descriptor not in _watched:
        _watched.add(descriptor)
        _thread.start_new_thread(_watch, (descriptor,))


def _watch(descriptor: int) -> None:
    if sys.platform == "win32":
        return
    terminal = select.poll()
    terminal.register(descriptor, 0)  # that it is gone is told unasked
    while True:
        for _, what in terminal.poll(LOOK_MS):
            if what & select.POLLHUP:
                os.kill(os.getpid(), signal.SIGHUP)
            return


def _end(after_s: float, code: int) -> None:
    time.sleep(after_s)
    os._exit(code)
