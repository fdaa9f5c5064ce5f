"""The one timer of a session: every full second it is drawn, and what fell due is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from letsconnect_tui.app.alert_queue import open_alerts
from letsconnect_tui.messages.results import CLOCK_TAKEN
from letsconnect_tui.session.cues import Cue

if TYPE_CHECKING:
    from letsconnect_tui.app.live_session import LiveSession
    from letsconnect_tui.app.rehearsal import Rehearsal
    from letsconnect_tui.clock import VirtualClock
    from letsconnect_tui.i18n.message import Message
    from letsconnect_tui.tui.command_sender import CommandThread
    from letsconnect_tui.tui.host import LiveHost

NAMED_AT_ONCE = 3
"""How many of the things that others did are told where they come all at once."""
LATE_S = 0.01
"""Ticks come this much after the full second, so that rounding never shows the same second twice."""


class Ticker:
    """Ticks for one app.

    Args:
        app: What is drawn.
        thread: Where cues are looked for, in order with the commands.
        rehearsal: Lets invented people act; None in a real session.
        clock: The rehearsal's clock; None in a real session.
    """

    def __init__(
        self, app: LiveHost, thread: CommandThread, rehearsal: Rehearsal | None, clock: VirtualClock | None
    ) -> None:
        self._app = app
        self._thread = thread
        self._rehearsal = rehearsal
        self._clock = clock
        self.started = False
        self._has_looked = False

    def draw_first(self) -> None:
        """The first paint; the first second waits for it, since what that loads takes 60 ms."""
        self._app.redraw()
        self._app.call_after_refresh(self._start)

    def _start(self) -> None:
        self.started = True
        self._tick()

    def _tick(self) -> None:
        """One second, then wait for the next full one."""
        self.tick_once()
        self._app.set_timer(self._until_next_second(), self._tick)

    def tick_once(self) -> None:
        """Draw this second, and see what fell due, unless the thread has something to do."""
        self._app.redraw()
        if not self._thread.waiting:
            self._thread.do(self._check_second, self._show_cues)

    def _until_next_second(self) -> float:
        """Aligned to the running item's seconds while its clock is shown, else to the minute's."""
        if self._clock is not None and self._clock.speed != 1:
            return 1.0
        state, now = self._app.session.state, self._app.session.now()
        ms = state.runs[state.current].elapsed(now) if state.current and state.phase == "live" else now
        return (1000 - ms % 1000) / 1000 + LATE_S

    def _check_second(self) -> tuple[Any, ...]:
        """On the session's thread: invented people act, the file is followed, cues fall due.

        The first time, what the first command needs is loaded, so that no key waits for it.
        """
        import letsconnect_tui.session.decide  # noqa: F401

        session = self._app.session
        if self._app.read_only:
            session.follow()
            return (), open_alerts(session)
        if self._rehearsal is not None:
            self._rehearsal.act()
        now = session.now()
        moves = [(Cue(now, "notice"), sentence) for sentence in self._moves(session)]
        return (*session.due_cues(), *moves), open_alerts(session)

    def _moves(self, session: LiveSession) -> list[Message]:
        """What others did that moved the session: nothing of what was before this window was opened.

        Much of it comes at once where the network was away: then who took the clock is told, and the latest.
        """
        moves = [sentence for _, sentence in session.follow(moves=True)]
        if not self._has_looked:
            self._has_looked = True
            return []
        earlier, latest = moves[:-NAMED_AT_ONCE], moves[-NAMED_AT_ONCE:]
        return [*(one for one in earlier if one.key == CLOCK_TAKEN), *latest]

    def _show_cues(self, result: tuple[Any, ...]) -> None:
        due, open_now = result
        alerts = self._app.alerts
        for cue, text in due:
            alerts.add_cue(cue, text)
        if due or open_now != alerts.open_alerts or self._rehearsal is not None:
            alerts.open_alerts = open_now
            self._app.redraw()
