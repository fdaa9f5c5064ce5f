"""Moments and durations in words, as both faces and the history say them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.i18n.dates import utc
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.plan.moments import clock

if TYPE_CHECKING:
    from datetime import tzinfo
    from zoneinfo import ZoneInfo


def time_of_day(at: int, zone: tzinfo | ZoneInfo | None) -> str:
    """Hours and minutes in ``zone`` (None: this machine's), as in ``15:47``."""
    return utc(at).astimezone(zone).strftime("%H:%M")


def exact_time(at: int, zone: tzinfo | ZoneInfo | None) -> str:
    """Hours, minutes and seconds in ``zone`` (None: this machine's)."""
    return utc(at).astimezone(zone).strftime("%H:%M:%S")


def whole_seconds(ms: int) -> int:
    """Milliseconds as whole seconds, towards zero."""
    return int(ms / 1000)


def seconds_left(ms: int) -> int:
    """Milliseconds to go as a countdown shows them, in whole seconds; negative when over.

    One rule for all places, or two of them stand a second apart: 0 is shown once nothing is left.
    """
    return -(-ms // 1000)


def time_left(ms: int) -> str:
    """A time to go, or one that is over without its sign, as a countdown shows it: ``3:45``."""
    return clock(abs(seconds_left(ms)))


def length(ms: int) -> str:
    """A duration as a clock shows it: ``20:00``, ``1:02:03``."""
    return clock(whole_seconds(ms))


def clock_step(ms: int) -> Message:
    """That the wall clock was set; to the nearest second, for it and the steady clock are read apart."""
    return message("cue-clock-forward" if ms > 0 else "cue-clock-back", length(round(abs(ms), -3)))


def behind(offset_ms: int) -> Message:
    """``3:20 behind``, ``1:05 ahead`` or ``on time``; positive is behind."""
    if abs(offset_ms) < 1000:
        return message("on-time")
    return message("behind" if offset_ms > 0 else "ahead", length(abs(offset_ms)))
