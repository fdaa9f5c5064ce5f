"""The alert line of the screens: the line to be read out now, then every open alert."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from letsconnect_tui.i18n.message import message

if TYPE_CHECKING:
    from letsconnect_tui.app.alerts import Alert
    from letsconnect_tui.app.live_session import LiveSession
    from letsconnect_tui.i18n.message import Message
    from letsconnect_tui.session.cues import Cue

READ_ALOUD = "tui-say"
"""The key of a text that is to be read out word for word."""
READ_ALOUD_MS = 45_000
"""How long a line to be said aloud stands."""
NOTICE_MS = 45_000
"""How long a notice stands of what was done automatically: a clock put right, an edited plan taken."""
_CUES_OF_AN_ITEM = ("time-left", "time-up", "questions")
_READ_ALOUD_CUES = (*_CUES_OF_AN_ITEM, "broadcast", "rooms-due", "planned-start")


class AlertQueue:
    """Keeps the latest line to be read out, and the alerts that were open when last asked for."""

    def __init__(self) -> None:
        self._to_read_aloud: tuple[int, Alert, str | None] | None = None
        """Since when, what, and the item that it belongs to."""
        self._notices: list[tuple[int, Alert]] = []
        self.open_alerts: tuple[Alert, ...] = ()
        """As ``app.alerts.standing_alerts`` had it, looked up on the session's thread."""
        self._gives_way = False
        """Whether a key was pressed since the line to be said came."""
        self._turned = 0
        self._kinds: tuple[tuple[str, str | None], ...] = ()

    def add_cue(self, cue: Cue, text: Message) -> None:
        """A cue fell due; what it tells that stands open anyway is among ``open_alerts``.

        Of notices of one kind the latest stands: others may have done much meanwhile.
        """
        from letsconnect_tui.app.alerts import Alert

        if cue.kind in _READ_ALOUD_CUES:
            self.show_to_read_aloud(text, cue.at, cue.item if cue.kind in _CUES_OF_AN_ITEM else None)
        elif cue.kind == "notice":
            self._notices = [one for one in self._notices if one[1].text.key != text.key]
            self._notices.append((cue.at, Alert(text)))

    def show_to_read_aloud(self, text: Message, at: int, item: str | None = None) -> None:
        """Let a line to be read out stand for a while, and only while its item runs; None: whatever runs."""
        from letsconnect_tui.app.alerts import Alert

        self._to_read_aloud = (at, Alert(text), item)
        self._gives_way = False

    def clear(self) -> None:
        """Forget the line to be said: the session went on, or it was copied."""
        self._to_read_aloud = None

    def key_pressed(self) -> None:
        """Another key was pressed: what was to be read out gives way, and waits behind the other alerts."""
        self._gives_way = True

    def show_next(self) -> None:
        """Let the next alert stand first."""
        self._turned += 1

    def now(self, at: int, running: str | None = None) -> tuple[Alert, ...]:
        """All alerts with their numbers, most urgent first unless turned; other alerts begin anew.

        Args:
            at: The moment on the session's line, in milliseconds.
            running: The item at hand. What was to be said of another one is left out, as after a handoff
                that was taken back, and stands again once that item runs.
        """
        first, last = self._read_aloud(at, running)
        self._notices = [one for one in self._notices if 0 <= at - one[0] < NOTICE_MS]
        behind = max((place for place, one in enumerate(self.open_alerts, 1) if one.is_urgent), default=0)
        notices = (alert for _, alert in self._notices)
        alerts = (*first, *self.open_alerts[:behind], *notices, *self.open_alerts[behind:], *last)
        kinds = tuple((one.text.key, one.says) for one in alerts)
        if kinds != self._kinds:
            self._kinds, self._turned = kinds, 0
        numbered = [replace(one, number=number) for number, one in enumerate(alerts, 1)]
        start = self._turned % len(alerts) if alerts else 0
        return (*numbered[start:], *numbered[:start])

    def _read_aloud(self, at: int, running: str | None) -> tuple[tuple[Alert, ...], tuple[Alert, ...]]:
        """The line to be said, before or behind the other alerts.

        A cue is over after a while. What is to be read out word for word stays until the next handoff.
        """
        if self._to_read_aloud is None:
            return (), ()
        since, alert, item = self._to_read_aloud
        if item not in (None, running):
            return (), ()
        stays = alert.text.key == READ_ALOUD
        if 0 <= at - since < READ_ALOUD_MS and not (stays and self._gives_way):
            return (alert,), ()
        if not stays:
            self._to_read_aloud = None
        return (), (alert,) if stays else ()


def open_alerts(session: LiveSession) -> tuple[Alert, ...]:
    """What stands open now; it searches for rooms and times, so not for the thread that draws.

    An onlooker sees who runs the session first, and has nothing to answer.
    """
    from letsconnect_tui.app.alerts import Alert, standing_alerts  # 60 ms, not needed for the first paint

    alerts = standing_alerts(session)
    if not session.onlooker:
        return alerts
    alerts = tuple(replace(one, says=None, command=None, opens=None) for one in alerts)
    if session.team is not None:  # whoever runs it is somewhere else
        return alerts
    try:
        writer = session.writer()
    except OSError:  # a drive that cannot be asked now
        return alerts
    text = message("tui-watching-free") if writer is None else message("tui-watching", *writer)
    return (Alert(text), *alerts)
