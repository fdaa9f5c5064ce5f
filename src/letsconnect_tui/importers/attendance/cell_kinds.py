"""What kind of thing a cell and a column hold, told without knowing the language of the header."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import msgspec

from letsconnect_tui.importers.attendance.moments import read_moment
from letsconnect_tui.importers.durations import read_duration, unit_named
from letsconnect_tui.people.names import search_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from letsconnect_tui.importers.attendance.tables import Table

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
_SAMPLE = 200
_MOST = 0.8


@lru_cache(maxsize=65536)
def kind_of(cell: str) -> Kind:
    """What a cell holds; ``5:00`` and ``0:05:00`` count as times of day, though they may be lengths."""
    told = cell.strip()
    if told.lower() in NOTHING:
        return "empty"
    if len(told) > _LONGEST:
        return "text"
    if "@" in told and is_email(told):
        return "email"
    if not any(map(str.isdigit, told)):
        return "text"
    if _NUMBER.fullmatch(told) and not told.isspace() and read_moment(told) is None:
        return "number"
    if ":" not in told and read_length(told) is not None:
        return "length"
    written = read_moment(told)
    if written is None:
        return "length" if _CLOCK.fullmatch(told) else "text"
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
    told = text.strip()
    if not any(map(str.isdigit, told)):
        return None
    if clock := _CLOCK.fullmatch(told):
        first, second, third = (int(part or 0) for part in clock.groups())
        if second > 59 or third > 59:
            return None
        if clock[3] is None and clock_of_two == "minutes":
            return first * 60 + second
        return first * 3600 + second * 60 + third
    if _UNITS_FIRST.fullmatch(told):
        told = _UNIT_THEN_NUMBER.sub(r"\2 \1 ", told)
    return read_duration(told)


def whole_minutes(cell: str) -> int | None:
    """A plain number of minutes."""
    told = cell.strip()
    return int(re.split("[.,]", told)[0]) if _WHOLE.fullmatch(told) else None


def speaks_of_minutes(header: str) -> bool:
    """True if a header names the unit: ``Duration (minutes)``, ``所要時間（分）``, ``Present (min)``."""
    words = search_key(header).split()
    return any(unit_named(word) == "minutes" for word in words if len(word) > 1 or not word.isascii())


class Profile(msgspec.Struct, frozen=True):
    """A column: its place, folded header, kinds of cells, and how many are filled and different."""

    place: int
    key: str
    kinds: Counter[str]
    filled: int
    distinct: int

    def is_mostly(self, *kinds: str) -> bool:
        """True if nearly all cells that are not empty are of these kinds."""
        return self.filled > 0 and sum(self.kinds[kind] for kind in kinds) >= _MOST * self.filled


def are_minutes(one: Profile, sample: Sequence[Sequence[str]]) -> bool:
    """True if the cells can be minutes of a meeting."""
    told = [row[one.place] for row in sample if one.place < len(row) and not is_nothing(row[one.place])]
    return all((number := whole_minutes(cell)) is not None and number <= 2880 for cell in told)


def profiles_of(table: Table) -> tuple[list[Profile], list[Sequence[str]]]:
    """A profile of each column of a table, and the rows that they are of."""
    step = max(1, len(table.rows) // _SAMPLE)
    sample: list[Sequence[str]] = [row.cells for row in table.rows[::step]]
    return [_profile(place, table.header, sample) for place in range(table.width)], sample


def _profile(place: int, header: Sequence[str], sample: Sequence[Sequence[str]]) -> Profile:
    cells = [row[place] for row in sample if place < len(row) and not is_nothing(row[place])]
    key = search_key(header[place][:100]) if place < len(header) else ""
    return Profile(place, key, Counter(kind_of(cell) for cell in cells), len(cells), len(set(cells)))


def are_times(one: Profile, sample: Sequence[Sequence[str]]) -> bool:
    """True if the cells can be times of day."""
    told = [row[one.place] for row in sample if one.place < len(row) and not is_nothing(row[one.place])]
    return all((found := read_moment(cell)) is not None and found.seconds is not None for cell in told)
