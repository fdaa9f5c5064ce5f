"""Wakes the keyboard when a grace is over, and when the keys have come to rest."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from letsconnect_tui.tui.input.typing_guard import SETTLED_S

if TYPE_CHECKING:
    from textual.timer import Timer

    from letsconnect_tui.tui.host import LiveHost


class KeyTimers:
    """Two timers. On a busy machine they may ring late: keys that wait already are judged first.

    Args:
        app: Whose message queue they ring in.
        slack_s: Added to each, where keys have a clock of their own and real seconds only help out.
        give_out: Called with the moment a grace is over.
        come_to_rest: Called when no key has come for ``SETTLED_S``.
    """

    def __init__(
        self,
        app: LiveHost,
        slack_s: float,
        give_out: Callable[[float], Awaitable[None]],
        come_to_rest: Callable[[], Awaitable[None]],
    ) -> None:
        self._app = app
        self._slack_s = slack_s
        self._give_out = give_out
        self._come_to_rest = come_to_rest
        self._grace: Timer | None = None
        self._rest: Timer | None = None

    def watch(self, due_at: float | None, now: float) -> None:
        """Ring when the next grace is over; None: no key is held."""
        if self._grace is not None:
            self._grace.stop()
        self._grace = None
        if due_at is not None:
            wait = max(0.0, due_at - now) + self._slack_s
            self._grace = self._app.set_timer(wait, lambda: self._ring(self._give_out, due_at))

    def begin_rest(self) -> None:
        """A key has come: ring when none comes for a while."""
        if self._rest is not None:
            self._rest.stop()
        self._rest = self._app.set_timer(SETTLED_S + self._slack_s, lambda: self._ring(self._come_to_rest))

    def keep_rest(self) -> None:
        """Ring at all, if nothing does."""
        if self._rest is None:
            self.begin_rest()

    def end_rest(self) -> None:
        """It has rung."""
        self._rest = None

    def _ring(self, callback: Callable[..., Awaitable[None]], *values: object) -> None:
        self._app.call_later(callback, *values)
