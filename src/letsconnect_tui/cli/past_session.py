"""A session looked back on: its story read from the file without taking the lock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from letsconnect_tui.app.library import Library

if TYPE_CHECKING:
    from pathlib import Path

    from letsconnect_tui.session.log import SessionLog
    from letsconnect_tui.session.state import State

FORGOTTEN_MS = 12 * 3_600_000
"""A session that was never ended and not touched for so long is told as it stood at its last action."""


@dataclass(frozen=True, slots=True)
class PastSession:
    """One session, and the moment up to which it is told."""

    log: SessionLog
    until: int
    """Its end; while it goes on, now."""

    @property
    def state(self) -> State:
        """What it came to be."""
        return self.log.state


def look_back(session: str, file: Path | None) -> PastSession:
    """The session that a plan's id, a run's id or ``last`` means; InputError if none, StoreError."""
    from letsconnect_tui.clock import SystemClock

    with Library.open(file, read_only=True) as library:
        log = library.log(library.find(session))
        last = log.latest.at
        if log.state.ended_at is not None:
            return PastSession(log, log.state.ended_at)
        # A rehearsal's clock is its own and does not go on by itself.
        now = last if log.state.rehearsal else library.resume(log.state.session, SystemClock()).now()
        return PastSession(log, now if now - last <= FORGOTTEN_MS else last)
