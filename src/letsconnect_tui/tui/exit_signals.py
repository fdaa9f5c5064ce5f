"""Leaving for sure: on a signal, and when the terminal is gone, even while the screens hang on it.

Textual 8.2 waits for ever where its terminal is gone: the thread that writes has died, and its queue is
full. So whoever is told to leave gets a while to do it in order; then the terminal is given back and the
process ends, within a second. Nothing is lost by that: what was acknowledged is on the disk, and the system
drops the lock on the file.
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

SIGNALS = ("SIGHUP", "SIGTERM", "SIGINT")
GRACE_S = 0.85
"""How long leaving in order may take."""
GIVING_BACK_S = 0.1
"""How long giving the terminal back may take: it may be gone, and who writes to it then waits for ever."""

SIGNALLED = 128
"""Exit codes above this one tell which signal ended the program, as in shells."""

LOOK_MS = 1000
"""How often the terminal is looked at; mostly the system tells at once that it is gone."""

_watched: set[int] = set()
"""The terminals that are looked at already, for all the screens that this process shows in turn."""


def leave_on_signals(
    loop: AbstractEventLoop, leave: Callable[[int], None], give_back: Callable[[], None]
) -> None:
    """Have a function called when a signal comes, and end soon after it whatever happens.

    Python's own handlers, not the loop's: those also run while the loop waits for a lock.

    Args:
        loop: Where ``leave`` is called.
        leave: Leaves in order; takes the signal's number.
        give_back: Puts the terminal back as it was, from any thread, where leaving has not done that in time.
    """

    def on_signal(number: int, _frame: FrameType | None) -> None:
        # takes no lock, as a handler must not
        _thread.start_new_thread(_end, (SIGNALLED + number, give_back))
        if loop.is_closed():
            raise SystemExit(SIGNALLED + number)
        loop.call_soon_threadsafe(leave, number)

    for name in SIGNALS:
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


def _end(code: int, give_back: Callable[[], None]) -> None:
    time.sleep(GRACE_S)
    _thread.start_new_thread(_exit_later, (code,))
    try:
        give_back()
    finally:
        os._exit(code)


def _exit_later(code: int) -> None:
    time.sleep(GIVING_BACK_S)
    os._exit(code)
