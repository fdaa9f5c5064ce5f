"""What falls due as time passes: cues, items that go on by themselves, and what happened to the clocks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from letsconnect_tui.clock import STEP_MS, disturbances
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.messages.cues import cue_message
from letsconnect_tui.messages.times import clock_step, length
from letsconnect_tui.session.cues import Cue, cues_between, missed_by_clock, next_auto_advance

if TYPE_CHECKING:
    from letsconnect_tui.app.session_reader import SessionReader
    from letsconnect_tui.clock import Clock

REOPENED_MS = 5000
"""A session opened this long after its latest action says how long it was left."""

DueCue = tuple[Cue, Message]


class CueWatch:
    """Remembers up to when a session's cues were told, and how the clocks stood then."""

    def __init__(self, session: SessionReader, clock: Clock, notices: Iterable[Message] = ()) -> None:
        self.away: tuple[int, int] | None = None
        """When the machine last slept or the app was closed, if a pause can still be made of it."""
        self._notices: list[Message | Callable[[], Message | None]] = list(notices)
        self._clock = clock
        self._reading = clock.read()
        self._looked_until = now = session.now()
        self._corrected_ms = session.state.corrected_ms
        live = session.state.phase == "live" and not session.onlooker
        self._reopened_ms = now - session.log.latest.at if live else 0

    def say(self, notice: Message | Callable[[], Message | None]) -> None:
        """Let a sentence be told with the next cues; a function is called then, and may have none."""
        self._notices.append(notice)

    def carried_out(self, at: int, *, kept: bool) -> None:
        """A command was carried out: what fell due before it is its own affair, and so is time away."""
        self._looked_until = max(self._looked_until, at)
        if kept:
            self.away = None

    def due(self, session: SessionReader) -> tuple[list[DueCue], str | None]:
        """What fell due since the last look, in order, in words; and the item that shall go on by itself."""
        state, now = session.state, session.now()
        due = [*self._noticed(session, now), *self._clock_corrected(session, now)]
        due += self._disturbed(session, now)
        until = next_auto_advance(state, self._looked_until)
        for cue in cues_between(state, self._looked_until, min(now, until) if until else now):
            due.append((cue, cue_message(cue, state, session.names.unhidden, session.zone)))
        self._looked_until = now
        holds_clock = not session.onlooker and (session.team is None or session.team.holds_clock)
        goes_on = until is not None and until <= now and holds_clock
        return due, state.current if goes_on else None

    def _noticed(self, session: SessionReader, now: int) -> Iterator[DueCue]:
        notices, self._notices = self._notices, []
        notices += () if session.team is None else session.team.take_notices()
        for notice in (one() if callable(one) else one for one in notices):
            if notice is not None:
                yield Cue(now, "notice"), notice

    def _clock_corrected(self, session: SessionReader, now: int) -> Iterator[DueCue]:
        """The wall clock was put right since the last look, by this window or by the one that writes."""
        state = session.state
        by_ms = state.corrected_ms - self._corrected_ms
        if not by_ms:
            return
        self._corrected_ms = state.corrected_ms
        if self.away is not None:
            self.away = (self.away[0] + by_ms, self.away[1] + by_ms)
        if abs(by_ms) > STEP_MS:
            yield Cue(now, "notice"), clock_step(by_ms)
        for cue in missed_by_clock(state, self._looked_until, by_ms):
            yield cue, cue_message(cue, state, session.names, session.zone)
        self._looked_until += by_ms

    def _disturbed(self, session: SessionReader, now: int) -> Iterator[DueCue]:
        """Time away since the last look: told, and never counted against anybody."""
        if self._reopened_ms >= REOPENED_MS:
            self.away = (now - self._reopened_ms, now)
            yield Cue(now, "clock"), message("cue-reopened", length(self._reopened_ms))
        self._reopened_ms = 0
        before, self._reading = self._reading, self._clock.read()
        for one in disturbances(before, self._reading):
            if one.kind == "slept" and session.state.phase == "live":
                self.away = (now - one.ms, now)
                yield Cue(now, "clock"), message("cue-away", length(one.ms))
