"""Suggests how to write a date or a time that is written in another way.

Imported only where a value could not be read, to make the error say what to write instead.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.text import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date


_TIME = (
    r"(?P<hour>\d{1,2})(?:\s*[:.h]\s*(?P<minute>\d\d))?(?::\d\d)?"
    r"\s*(?P<half>[ap]\.?m\.?)?\s*(?:h|hrs|uhr)?"
)
_BETWEEN = r"(?:\s*(?:T|,|at|um|à)\s*|\s+|\s*-\s*)"
_DAY = r"(?P<d>\d{1,2})"
_MONTH_NAME = r"(?P<name>[a-z]{3,9})\.?"
_YEAR = r"(?P<y>\d{4})"
_DATES = tuple(
    lazy_pattern(date + _BETWEEN + _TIME, re.IGNORECASE)
    for date in (
        rf"{_YEAR}\s*[-/.]\s*(?P<m>\d{{1,2}})\s*[-/.]\s*{_DAY}",
        rf"{_DAY}\.\s*(?P<m>\d{{1,2}})\.\s*{_YEAR}",
        rf"(?P<one>\d{{1,2}})[/-](?P<two>\d{{1,2}})[/-]{_YEAR}",
        rf"{_DAY}(?:st|nd|rd|th)?\.?\s+{_MONTH_NAME},?\s+{_YEAR}",
        rf"{_MONTH_NAME}\s+{_DAY}(?:st|nd|rd|th)?,?\s+{_YEAR}",
    )
)
_CLOCK = lazy_pattern(_TIME, re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONGEST = 60


def moment_meant(written: str) -> Message | None:
    """What to write instead of ``10.12.2026 14:30`` or ``2026-02-30T15:00``; None where nobody can tell."""
    readings = list(_readings(written.strip().strip("\"'")[:_LONGEST]))
    possible = [
        reading for reading in readings if reading[1] <= 12 and 1 <= reading[2] <= _days(*reading[:2])
    ]
    if not possible:
        return next((_no_such_day(reading) for reading in readings if 1 <= reading[1] <= 12), None)
    meant = list(dict.fromkeys(_written(reading) for reading in possible))
    if len(meant) > 1:
        return message("plan-moment-either", *meant[:2])
    return message("plan-moment-meant", meant[0])


_WEEKDAY = re.compile(r"\s*(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+", re.IGNORECASE)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WITHOUT_YEAR = re.compile(
    r"\s*(\d{1,2}(?:st|nd|rd|th)?\.?\s+[a-z]{3,9}|[a-z]{3,9}\.?\s+\d{1,2}(?:st|nd|rd|th)?)\b\.?(?!,?\s+\d{4}\b)",
    re.IGNORECASE,
)


def moment_to_come(written: str, today: date) -> datetime | None:
    """The moment that somebody means who names a day: ``Thursday 10 December 3 pm``, this year or the next.

    None where nobody can tell, or where the weekday is another. ISO 8601 is read too, if it has a time.
    """
    with suppress(ValueError):
        if re.search(r"\d[T ]\d", written):
            return datetime.fromisoformat(written.strip())
    named = _WEEKDAY.match(written)
    without_weekday = written[named.end() :] if named else written
    years = (f" {today.year}", f" {today.year + 1}") if _WITHOUT_YEAR.match(without_weekday) else ("",)
    for year in years:
        dated = _WITHOUT_YEAR.sub(rf"\g<1>{year}", without_weekday, count=1) if year else without_weekday
        hint = moment_meant(dated)
        if hint is None or hint.key != "plan-moment-meant":
            continue
        moment = datetime.fromisoformat(str(hint.values[0]))
        if year and moment.date() < today:
            continue
        fits = named is None or _WEEKDAYS[moment.weekday()] == named[1].casefold()
        return moment if fits else None
    return None


def time_meant(written: str) -> Message | None:
    """What to write instead of ``3:40 pm`` or ``15.40``; None where nobody can tell."""
    found = _CLOCK().fullmatch(written.strip()[:_LONGEST])
    at = _clock(found) if found is not None and (found["minute"] or found["half"]) else None
    return None if at is None else message("plan-moment-meant", f'"{at[0]:02}:{at[1]:02}"')


def _readings(text: str) -> Iterator[tuple[int, int, int, int, int]]:
    """Year, month, day, hour and minute, for each order in which a date may be read."""
    for pattern in _DATES:
        found = pattern().fullmatch(text)
        at = None if found is None else _clock(found)
        if found is None or at is None:
            continue
        parts = found.groupdict()
        year = int(parts["y"])
        if "one" in parts:
            one, two = int(parts["one"]), int(parts["two"])
            yield (year, two, one, *at)
            yield (year, one, two, *at)
        elif "name" in parts:
            short = parts["name"].lower()[:3]
            if short in _MONTHS:
                yield (year, _MONTHS.index(short) + 1, int(parts["d"]), *at)
        else:
            yield (year, int(parts["m"]), int(parts["d"]), *at)


def _clock(found: re.Match[str]) -> tuple[int, int] | None:
    hour, minute, half = int(found["hour"]), int(found["minute"] or 0), (found["half"] or "")[:1].lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    return (hour, minute) if hour < 24 and minute < 60 else None


def _days(year: int, month: int) -> int:
    from calendar import monthrange  # with its names of days, 1 ms

    return monthrange(year, month)[1] if year >= 1 and 1 <= month <= 12 else 0


def _no_such_day(reading: tuple[int, int, int, int, int]) -> Message:
    year, month, day = reading[:3]
    last = f"{year:04}-{month:02}-{_days(year, month):02}"
    return message("plan-no-such-day", f"{year:04}-{month:02}-{day:02}", last)


def _written(reading: tuple[int, int, int, int, int]) -> str:
    year, month, day, hour, minute = reading
    return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}"


LONGEST_S = 7 * 24 * 3600
"""A week, in seconds: a longer duration is a mistake, and dates stay within the calendar's range."""

_PARTS = lazy_pattern(
    r"\s*(?=\d)(?:(\d{1,6})\s*h)?\s*(?:(\d{1,6})\s*m(?:in)?)?\s*(?:(\d{1,6})\s*s)?\s*", re.IGNORECASE
)
_BARE = re.compile(r"\s*(\d{1,6})\s*")


def parse_duration(value: object) -> int | None:
    """Seconds meant by ``20`` or ``"20"`` (minutes), ``"20m"``, ``"1h30m"``, ``"90s"``, ``"2m30s"``.

    None when the value is not a duration: a negative one, a true/false, a word, more than a week.
    """
    seconds = _from_number(value) if isinstance(value, int | float) else _from_text(value)
    return seconds if seconds is not None and 0 <= seconds <= LONGEST_S else None


LONGEST = f"{LONGEST_S // 3600}h"
"""The same as it is told."""


def is_too_long(value: object) -> bool:
    """Whether it is written as a duration, but is one of more than a week."""
    seconds = _from_text(str(value) if isinstance(value, int) else value)
    return seconds is not None and seconds > LONGEST_S


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
    parts = _PARTS().fullmatch(value)
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
    sign = "−" if seconds < 0 else ""
    hours, rest = divmod(abs(seconds), 3600)
    minutes, left = divmod(rest, 60)
    return f"{sign}{hours}:{minutes:02}:{left:02}" if hours else f"{sign}{minutes}:{left:02}"
