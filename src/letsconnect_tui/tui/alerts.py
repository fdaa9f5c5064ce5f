"""The alert line: what is to be said aloud now, and behind it whatever stands open."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from letsconnect_tui.desk.alerts import Alert
    from letsconnect_tui.desk.desk import Desk
    from letsconnect_tui.i18n.message import Message
    from letsconnect_tui.session.cues import Cue

STANDS_MS = 45_000
"""How long a line to be said aloud stands."""
_SAID_ALOUD = ("time-left", "time-up", "questions", "broadcast", "rooms-due", "planned-start")


class Alerts:
    """Remembers the latest line to say, and what stood open at the last look."""

    def __init__(self) -> None:
        self._aloud: tuple[int, Alert] | None = None
        self.standing: tuple[Alert, ...] = ()
        """As ``desk.alerts.standing_alerts`` had it, looked up on the desk's thread."""

    def heard(self, cue: Cue, text: Message) -> None:
        """A cue fell due; those that stand open anyway are told by ``standing``."""
        if cue.kind in _SAID_ALOUD:
            self.say(text, cue.at)

    def say(self, text: Message, at: int) -> None:
        """Let a line to be read out stand for a while."""
        from letsconnect_tui.desk.alerts import Alert

        self._aloud = (at, Alert(text))

    def clear(self) -> None:
        """Forget the line to be said: the session went on."""
        self._aloud = None

    def now(self, at: int) -> tuple[Alert, ...]:
        """All alerts, most urgent first."""
        if self._aloud is not None and not 0 <= at - self._aloud[0] < STANDS_MS:
            self._aloud = None
        return (*((self._aloud[1],) if self._aloud else ()), *self.standing)


def standing(desk: Desk) -> tuple[Alert, ...]:
    """What stands open now; for the desk's thread, because it searches for rooms and times."""
    from letsconnect_tui.desk.alerts import standing_alerts  # 60 ms, not needed for the first paint

    return standing_alerts(desk)
