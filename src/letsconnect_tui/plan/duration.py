"""Durations: how a plan writes them, and how a clock shows them. Always whole seconds."""

from __future__ import annotations

import re

LONGEST_S = 7 * 24 * 3600
"""A week, in seconds: a longer duration is a mistake, and dates stay within the calendar's range."""

_PARTS = re.compile(
    r"\s*(?=\d)(?:(\d{1,6})\s*h)?\s*(?:(\d{1,6})\s*m(?:in)?)?\s*(?:(\d{1,6})\s*s)?\s*", re.IGNORECASE
)
_BARE = re.compile(r"\s*(\d{1,6})\s*")


def parse_duration(value: object) -> int | None:
    """Seconds meant by ``20`` or ``"20"`` (minutes), ``"20m"``, ``"1h30m"``, ``"90s"``, ``"2m30s"``.

    None when the value is not a duration: a negative one, a true/false, a word, more than a week.
    """
    seconds = _from_number(value) if isinstance(value, int | float) else _from_text(value)
    return seconds if seconds is not None and 0 <= seconds <= LONGEST_S else None


def _from_number(minutes: float) -> int | None:
    if isinstance(minutes, bool) or not 0 <= minutes <= LONGEST_S:  # not-a-number fails the comparison too
        return None
    seconds = minutes * 60
    return int(seconds) if seconds == int(seconds) else None


def _from_text(value: object) -> int | None:
    if not isinstance(value, str):
        return None
    if bare := _BARE.fullmatch(value):
        return int(bare[1]) * 60
    parts = _PARTS.fullmatch(value)
    if parts is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in parts.groups())
    return hours * 3600 + minutes * 60 + seconds


def duration_text(seconds: int) -> str:
    """How a plan writes a duration: ``"20m"``, ``"1h30m"``, ``"45s"``; parses back to the same."""
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    written = "".join(
        f"{count}{unit}" for count, unit in ((hours, "h"), (minutes, "m"), (left, "s")) if count
    )
    return written or "0m"


def clock(seconds: int) -> str:
    """How a clock shows a duration: ``0:05``, ``20:00``, ``1:02:03``; a minus sign before a negative one."""
    sign = "-" if seconds < 0 else ""
    hours, rest = divmod(abs(seconds), 3600)
    minutes, left = divmod(rest, 60)
    return f"{sign}{hours}:{minutes:02}:{left:02}" if hours else f"{sign}{minutes}:{left:02}"
