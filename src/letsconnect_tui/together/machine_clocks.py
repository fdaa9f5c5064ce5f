"""The session's line on a machine whose own clock may be wrong.

Every entry says when its machine sent it, on that machine's line, and the engine says when it stored it, by
the engine's clock. From entries of the machine that holds the clock, and from one's own, one machine's line
follows from the other's to within the time that a message travels.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from letsconnect_tui.clock import elapsed
from letsconnect_tui.session import events as e

if TYPE_CHECKING:
    from letsconnect_tui.clock import ClockReading
    from letsconnect_tui.session.record import Record

REMEMBERED = 30
"""How many entries are compared; of them the quickest count."""
TOLERATED_MS = 100
"""Clocks so close together are left as they are."""


class LineClock:
    """What moment it is on the session's line.

    Args:
        line_ms: The moment on the line at the reading.
        reading: This machine's clocks then.
    """

    def __init__(self, line_ms: int, reading: ClockReading) -> None:
        self._line_ms, self._reading = line_ms, reading
        self._from_engine: deque[int] = deque(maxlen=REMEMBERED)
        """The holder's line minus the engine's clock: too small by what the message took."""
        self._to_engine: deque[tuple[int, int]] = deque(maxlen=REMEMBERED)
        """How long an answer took, and the engine's clock minus this machine's steady one."""
        self.corrected_ms: int | None = None
        """How far this machine's line had to be moved to the holder's; None: they were not compared yet."""

    def at(self, reading: ClockReading) -> int:
        """The moment on the line when the clocks read so."""
        return self._line_ms + elapsed(self._reading, reading)

    def move(self, ms: int) -> None:
        """The line was put right by so much."""
        self._line_ms += ms
        self._from_engine = deque((one + ms for one in self._from_engine), maxlen=REMEMBERED)

    def heard(self, sent: int, stored_at: int) -> None:
        """The holder's machine sent an entry at that moment of its line."""
        self._from_engine.append(sent - stored_at)

    def took_in(self, record: Record) -> None:
        """Another machine did something that may be about the line itself."""
        for event in record.events:
            if isinstance(event, e.ClockTaken):
                self._from_engine.clear()
            elif isinstance(event, e.ClockCorrected):
                self.move(event.ms)

    def answered(self, sent: ClockReading, answered: ClockReading, stored_at: int) -> None:
        """The engine stored an entry of this machine at some moment between these readings."""
        took_ms = elapsed(sent, answered)
        self._to_engine.append((took_ms, stored_at - sent.steady_ms - took_ms // 2))

    def follow(self, reading: ClockReading) -> int:
        """Move this machine's line to the holder's where they are apart; by how much, in ms."""
        if not self._from_engine or not self._to_engine:
            return 0
        line_ms = reading.steady_ms + min(self._to_engine)[1] + max(self._from_engine)
        apart_ms = line_ms - self.at(reading)
        moved_ms = apart_ms if abs(apart_ms) > TOLERATED_MS else 0
        self._line_ms += moved_ms
        self.corrected_ms = (self.corrected_ms or 0) + moved_ms
        return moved_ms
