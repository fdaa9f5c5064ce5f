"""A session looked back on: its story read from the file without taking the lock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from letsconnect_tui.app.library import Library
from letsconnect_tui.app.recorder import moment_of

if TYPE_CHECKING:
    from pathlib import Path

    from letsconnect_tui.session.log import SessionLog
    from letsconnect_tui.session.one_pass import FoldedSession
    from letsconnect_tui.session.state import State

FORGOTTEN_MS = 12 * 3_600_000
"""A session that was never ended and not touched for so long is told as it stood at its last action."""


@dataclass(frozen=True, slots=True)
class PastSession:
    """One session, and the moment up to which it is told."""

    session: SessionLog | FoldedSession
    """A whole story only where that was asked for."""
    until: int
    """Its end; while it goes on, now."""

    @property
    def state(self) -> State:
        """What it came to be."""
        return self.session.state


def look_back(name: str, file: Path | None, *, whole: bool = False) -> PastSession:
    """One session of the file.

    Args:
        name: A plan's id, a run's id or ``last``.
        file: Where to look; None: where everything is kept.
        whole: With every record, which takes ten times the memory.

    Raises:
        InputError: There is no such session, or none that can be read.
        StoreError: The file cannot be read.
    """
    from letsconnect_tui.clock import SystemClock

    with Library.open(file, read_only=True) as library:
        run = library.find(name)
        session = library.log(run) if whole else library.folded(run)
    last = session.latest.at
    if session.state.ended_at is not None:
        return PastSession(session, session.state.ended_at)
    # A rehearsal's clock is its own and does not go on by itself.
    now = last if session.state.rehearsal else moment_of(session.latest, SystemClock().read())
    return PastSession(session, now if now - last <= FORGOTTEN_MS else last)
