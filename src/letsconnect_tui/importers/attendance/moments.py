"""Moments as the cells of a report write them: a date, a time of day or both, in any language.

Which of two numbers is the day may be open in one cell; ``date_order`` decides it for a whole file.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Literal

import msgspec
from msgspec.structs import replace

from letsconnect_tui.importers.attendance.words import (
    AFTERNOON,
    BESIDE_A_TIME,
    MORNING,
    month_named,
)
from letsconnect_tui.people.names import search_key
from letsconnect_tui.text import western_digits

Order = Literal["dmy", "mdy"]
DAY_S = 24 * 3600
_LONGEST_CELL = 70
_MOST_UNKNOWN_WORDS = 3
_EARLIEST_YEAR, _LATEST_YEAR = 1990, 2100
_BUDDHIST_YEARS = range(2500, 2700)
_BUDDHIST_AHEAD = 543
_EPOCH = re.compile(r"1[4-9][0-9]{8}(?:[0-9]{3})?(?:\.\d+)?")
"""Seconds or milliseconds since 1970, of the years from 2014 to 2033."""
_SERIAL = re.compile(r"4\d{4}\.\d{4,}")
"""Days since the end of 1899 as a spreadsheet counts them, from 2009 to 2036."""
_COMPACT = re.compile(r"(20\d\d)(\d\d)(\d\d)t(\d\d)(\d\d)(\d\d)?(?=z|[+-]|$)")
_TIME = re.compile(r"(?<![\d:])(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?(?![\d:])")
_TIME_IN_WORDS = re.compile(
    r"(?<!\d)(\d{1,2})\s*(?:[時时点點시]|h(?=\d\d$|\s*$))\s*(?:(\d{1,2})\s*(?:[分분]|$)\s*)?(?:(\d{1,2})\s*[秒초])?"
)
_TIME_WITH_DOTS = re.compile(r"(?<=\d{4})\D+(\d{1,2})\.(\d\d)(?:\.(\d\d))?(?!\d)")
_ZONE = re.compile(
    r"(?:\b(?:gmt|utc)\s*(?:([+-]\d{1,2})(?::?(\d\d))?)?|^\s*([+-]\d\d):?(\d\d)|\bz)\s*\)?\s*$"
)
_NOT_IN_WORDS = re.compile(r"[\s\d.,:;/()\[\]'’‘\"|+_–—-]+")
_DATE_SIGN = re.compile(r"\d\s*(年|년|\.|/|-)")


class Written(msgspec.Struct, frozen=True):
    """A moment as it is written: three numbers of a date, and seconds after midnight."""

    date: tuple[int, int, int] | None = None
    """Year, month, day; while ``is_open``, the first two numbers as written, and the year last."""
    is_open: bool = False
    seconds: int | None = None
    offset_s: int | None = None
    """Seconds east of UTC, where the cell says so itself."""
    has_meridiem: bool = False

    @property
    def is_moment(self) -> bool:
        """True if there is both a date and a time of day."""
        return self.date is not None and self.seconds is not None

    def naive(self, order: Order) -> datetime | None:
        """The date and time, if there is such a day in this order of day and month."""
        if self.date is None:
            return None
        year, month, day = self.date
        if self.is_open:
            first, second, year = self.date
            month, day = (first, second) if order == "mdy" else (second, first)
        try:
            midnight = datetime(year, month, day)  # noqa: DTZ001 - the zone is the file's, not known here
        except ValueError:
            return None
        return midnight + timedelta(seconds=self.seconds or 0)


def date_with_time(date: Written, time: Written) -> Written:
    """A date and a time of day from two cells."""
    return replace(time, date=date.date, is_open=date.is_open)


@lru_cache(maxsize=32768)
def read_moment(text: str) -> Written | None:
    """The moment, date or time of day in a cell; None for anything else."""
    if len(text) > _LONGEST_CELL or not any(map(str.isdigit, text)):
        return None
    if text[:1] in "14" and (counted := read_epoch(text) or _serial(text)) is not None:
        return counted
    folded = _COMPACT.sub(r"\1-\2-\3 \4:\5:\6", _folded(text)).replace(":z", ":00z")
    time = _TIME.search(folded) or _TIME_WITH_DOTS.search(folded) or _TIME_IN_WORDS.search(folded)
    if time is None:
        return _dated(folded, None)
    hours, minutes, seconds = (int(part or 0) for part in time.groups())
    if hours > 24 or minutes > 59 or seconds > 59:
        return None
    before, after = folded[: time.start()], folded[time.end() :]
    offset, after = _offset(after)
    words = _words(f"{before} {after}")
    morning, afternoon = bool(MORNING & set(words)), bool(AFTERNOON & set(words))
    is_of_twelve = (morning or afternoon) and 1 <= hours <= 12  # some write 19:30 PM
    if is_of_twelve:
        hours = hours % 12 + (0 if morning else 12)
    written = Written(
        seconds=hours * 3600 + minutes * 60 + seconds,
        offset_s=offset,
        has_meridiem=is_of_twelve,
    )
    rest = f"{before} {after}"
    if not re.search(r"\d", rest):
        others = set(words) - MORNING - AFTERNOON - BESIDE_A_TIME
        return None if others else written
    return _dated(rest, written)


def read_epoch(text: str) -> Written | None:
    """Seconds or milliseconds since 1970, as bots write them."""
    stripped = text.strip()
    if not _EPOCH.fullmatch(stripped):
        return None
    number = float(stripped)
    at = datetime.fromtimestamp(number / 1000 if number > 1e11 else number, UTC)
    seconds = at.hour * 3600 + at.minute * 60 + at.second
    return Written((at.year, at.month, at.day), seconds=seconds, offset_s=0)


def _serial(text: str) -> Written | None:
    if not _SERIAL.fullmatch(text.strip()):
        return None
    at = datetime(1899, 12, 30, tzinfo=UTC) + timedelta(seconds=round(float(text) * DAY_S))
    seconds = at.hour * 3600 + at.minute * 60 + at.second
    return Written((at.year, at.month, at.day), seconds=seconds)


def _folded(text: str) -> str:
    """In lower case, with ASCII digits and plain blanks, without marks of direction."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKC", text).casefold()
    return western_digits("".join(one for one in plain if unicodedata.category(one) != "Cf"))


def _offset(after: str) -> tuple[int | None, str]:
    """The offset from UTC at the end of a cell in seconds, and what stands before it."""
    zone = _ZONE.search(after)
    if zone is None:
        return None, after
    hours, minutes = zone[1] or zone[3] or "0", zone[2] or zone[4] or "0"
    sign = -1 if hours.startswith("-") else 1
    return sign * (abs(int(hours)) * 3600 + int(minutes) * 60), after[: zone.start()]


def _words(text: str) -> list[str]:
    """The folded words of a text; letters that stand alone (``a. m.``) are one word."""
    words, letters = [], ""
    for word in (*_NOT_IN_WORDS.split(text), ""):
        if len(word) == 1:
            letters += word
            continue
        if letters:
            words.append(search_key(letters))
            letters = ""
        if word:
            words.append(search_key(word))
    return words


def _dated(text: str, time: Written | None) -> Written | None:
    """With the date that stands in ``text``; None if there is none, or more than a date."""
    numbers = re.findall(r"\d+", text)
    if not 2 <= len(numbers) <= 3 or any(len(number) > 4 for number in numbers):
        return None
    words = _words(text)
    if len(words) > _MOST_UNKNOWN_WORDS + 2:
        return None
    if len(numbers) == 2 and time is None and not any(len(number) == 4 for number in numbers):
        return None
    found = _by_numbers(text, numbers) if len(numbers) == 3 else _by_month_name(numbers, words)
    if found is None:
        return None
    date, is_open = found
    return replace(time or Written(), date=date, is_open=is_open)


def _by_numbers(text: str, numbers: list[str]) -> tuple[tuple[int, int, int], bool] | None:
    first, second, third = map(int, numbers)
    if len(numbers[0]) == 4 or (first > 31 and len(numbers[0]) == 2):
        date = (_year(first), second, third)
        return (date, False) if _is_day(date) else None
    if len(numbers[2]) == 3 or not 1 <= first <= 31 or not 1 <= second <= 31 or (first > 12 and second > 12):
        return None
    year = _year(third)
    if not _EARLIEST_YEAR <= year <= _LATEST_YEAR:
        return None
    sign = _DATE_SIGN.search(text)
    if sign is None and not _words(text):
        return None
    if sign is None or sign[1] == ".":
        date = (year, second, first)
        return (date, False) if _is_day(date) else None
    return (first, second, year), True


def _by_month_name(numbers: list[str], words: list[str]) -> tuple[tuple[int, int, int], bool] | None:
    names = (*words, *map(" ".join, pairwise(words)))
    month = next((number for word in names if (number := month_named(word))), None)
    if month is None:
        return None
    first, second = map(int, numbers)
    day, year = (second, first) if len(numbers[0]) == 4 else (first, second)
    date = (_year(year), month, day)
    return (date, False) if _is_day(date) else None


def _is_day(date: tuple[int, int, int]) -> bool:
    return _EARLIEST_YEAR <= date[0] <= _LATEST_YEAR and 1 <= date[1] <= 12 and 1 <= date[2] <= 31


def _year(number: int) -> int:
    if number in _BUDDHIST_YEARS:
        return number - _BUDDHIST_AHEAD
    return number + 2000 if number < 100 else number
