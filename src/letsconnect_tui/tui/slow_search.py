"""A search on the session's thread that takes long: it is told that it goes on, and Esc stops it."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING, Protocol

from letsconnect_tui.i18n.message import message

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.timer import Timer

    from letsconnect_tui.i18n.message import Message

SLOW_S = 2.0
"""After this many seconds without an answer, and again after as many, it is said that the search goes on."""


class SearchHost(Protocol):
    """What it needs of the app."""

    def set_interval(self, interval: float, callback: Callable[[], None]) -> Timer:
        """Call again and again, some seconds apart."""

    def flash(self, text: Message, *, ok: bool = True) -> None:
        """Say something in the line above the keys."""


class Search:
    """One search; ``is_stopped`` is handed to what searches, and asked from its thread."""

    def __init__(self, host: SearchHost) -> None:
        self._host = host
        self._stop = Event()
        self._seconds = 0.0
        self._timer: Timer | None = host.set_interval(SLOW_S, self.show_progress)

    @property
    def is_slow(self) -> bool:
        """Whether it was said that it goes on."""
        return self._timer is not None and self._seconds > 0

    def is_stopped(self) -> bool:
        """Whether somebody asked it to stop."""
        return self._stop.is_set()

    def show_progress(self) -> None:
        """Say that it goes on, and for how long it has."""
        self._seconds += SLOW_S
        if not self.is_stopped():
            self._host.flash(message("tui-still-looking", int(self._seconds)), ok=False)

    def stop(self) -> None:
        """Ask it to stop; it answers that it did."""
        self._stop.set()

    def end(self) -> None:
        """There is an answer."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None


class Searches:
    """The searches under way in one app."""

    def __init__(self, host: SearchHost) -> None:
        self._host = host
        self._open: list[Search] = []

    def begin(self) -> Search:
        """A search begins; ``end`` follows with its answer."""
        search = Search(self._host)
        self._open.append(search)
        return search

    def end(self, search: Search) -> None:
        """There is an answer."""
        search.end()
        if search in self._open:
            self._open.remove(search)

    def stop_slow(self) -> bool:
        """Stop those of which it was said that they go on; whether there was one."""
        slow = [one for one in self._open if one.is_slow and not one.is_stopped()]
        for one in slow:
            one.stop()
        return bool(slow)
