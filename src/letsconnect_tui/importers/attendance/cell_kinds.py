"""What kind of thing a cell and a column hold, told without knowing the language of the header."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from letsconnect_tui.importers.attendance.moments import read_moment
from letsconnect_tui.importers.durations import read_duration, unit_named
from letsconnect_tui.people.names import search_key

Kind = Literal["empty", "moment", "date", "time", "length", "number", "email", "text"]
NOTHING = frozenset(("", "-", "--", "---", "–", "—", "n/a", "na", "none", "null", "nil"))
_LONGEST = 80
_NUMBER = re.compile(r"[+-]?\d[\d\s.,]*%?")
_WHOLE = re.compile(r"\d{1,5}(?:[.,]0+)?")
_EMAIL = re.compile(r"(?:mailto:)?<?[^\s@<>(),;]+@[^\s@<>(),;]+\.[^\s@<>(),;]+>?", re.IGNORECASE)
_HIDDEN_EMAIL = re.compile(r"[^\s@]*[*•…][^\s@]*@\S+|[^\s@]+(?:@\S*)?[…*•]+\S*")
_CLOCK = re.compile(r"(\d{1,3}):(\d\d)(?::(\d\d))?(?:[.,]\d+)?")
_UNITS_FIRST = re.compile(r"(?:[^\W\d][^\d,]+?\s*\d+[\s,]*){1,3}")
_UNIT_THEN_NUMBER = re.compile(r"([^\W\d][^\d,]*?)\s*(\d+)")


@lru_cache(maxsize=65536)
def kind_of(cell: str) -> Kind:
    """What a cell holds; ``5:00`` and ``0:05:00`` count as times of day, though they may be lengths."""
    text = cell.strip()
    if text.lower() in NOTHING:
        return "empty"
    if len(text) > _LONGEST:
        return "text"
    if "@" in text and is_email(text):
        return "email"
    if not any(map(str.isdigit, text)):
        return "text"
    if _NUMBER.fullmatch(text) and not text.isspace() and read_moment(text) is None:
        return "number"
    if ":" not in text and read_length(text) is not None:
        return "length"
    written = read_moment(text)
    if written is None:
        return "length" if _CLOCK.fullmatch(text) else "text"
    return "moment" if written.is_moment else "time" if written.date is None else "date"


def is_nothing(cell: str) -> bool:
    """True for a cell that is empty or says so."""
    return cell.strip().lower() in NOTHING


def is_email(text: str) -> bool:
    """True for an address, also one whose letters are hidden."""
    return bool(_EMAIL.fullmatch(text) or _HIDDEN_EMAIL.fullmatch(text))


@lru_cache(maxsize=16384)
def read_length(text: str, *, clock_of_two: Literal["hours", "minutes"] = "hours") -> int | None:
    """A length of time in seconds; a plain number counts minutes.

    Args:
        text: The cell.
        clock_of_two: What the first part of ``32:14`` counts.
    """
    stripped = text.strip()
    if not any(map(str.isdigit, stripped)):
        return None
    if clock := _CLOCK.fullmatch(stripped):
        first, second, third = (int(part or 0) for part in clock.groups())
        if second > 59 or third > 59:
            return None
        if clock[3] is None and clock_of_two == "minutes":
            return first * 60 + second
        return first * 3600 + second * 60 + third
    if _UNITS_FIRST.fullmatch(stripped):
        stripped = _UNIT_THEN_NUMBER.sub(r"\2 \1 ", stripped)
    return read_duration(stripped)


def whole_minutes(cell: str) -> int | None:
    """A plain number of minutes."""
    text = cell.strip()
    return int(re.split("[.,]", text)[0]) if _WHOLE.fullmatch(text) else None


def speaks_of_minutes(header: str) -> bool:
    """True if a header names the unit: ``Duration (minutes)``, ``所要時間（分）``, ``Present (min)``."""
    words = search_key(header).split()
    return any(unit_named(word) == "minutes" for word in words if len(word) > 1 or not word.isascii())
