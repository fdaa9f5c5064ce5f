"""Which columns say when somebody joined, left, and for how long, found by what their cells hold.

Joining never comes after leaving, and a length rounded up to minutes agrees with both: no word is needed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.importers.attendance.cell_kinds import (
    is_nothing,
    read_length,
    speaks_of_minutes,
    whole_minutes,
)
from letsconnect_tui.importers.attendance.column_profiles import Profile, are_minutes, are_times, profiles_of
from letsconnect_tui.importers.attendance.moments import DAY_S, Order, Written, date_with_time, read_moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from letsconnect_tui.importers.attendance.tables import Table

_LONGEST_S = 36 * 3600
_JOINING = re.compile(
    r"join|enter|arriv|first seen|entr|ingres|beitr|beitritt|arrive|connexion|加入|参加|參加|참가|"
    r"вход|bergabung|masuk|vao|unir|dolacz|dolaczenia|pripoj|belep|liittym|katil|giris|εισοδ|"
    r"shigowa|kujiunga|دخول|انضمام|שילוב|הצטרפ"
)
_LEAVING = re.compile(
    r"leav|left|exit|quit|last seen|salir|salid|sali|saida|sair|usci|uscit|depart|deconn|verlass|"
    r"austritt|离开|離開|退出|나간|퇴장|выход|выхода|keluar|roi|ra ve|wyjsci|opuszcz|odchod|odpoj|"
    r"kilep|poistu|ayril|cikis|εξοδ|مغادره|خروج|עזיב"
)
_NOT_OF_PRESENCE = re.compile(
    r"regist|creat|creacion|creazione|creation|criacao|complet(?:ion|ed)|submit|finalizacion|order|"
    r"updated|modif|\bdue\b|meeting (?:start|end)|birth|inscri|conclus|fertigstell"
)


class TimeColumns(msgspec.Struct, frozen=True):
    """Places of the columns of presence; None where there is none."""

    join: int | None = None
    leave: int | None = None
    length: int | None = None
    date: int | None = None
    """A day beside times of day."""
    clock_of_two: str = "hours"
    """What the first part of a length as ``32:14`` counts."""
    agreement: float = 0.0
    """The share of rows whose length agrees with joining and leaving."""

    def written(self, cells: Sequence[str], place: int | None) -> Written | None:
        """The moment in a column, with the day from its own column where it is written apart."""
        if place is None or place >= len(cells) or is_nothing(cells[place]):
            return None
        found = read_moment(cells[place])
        if found is None or found.date is not None or self.date is None or self.date >= len(cells):
            return found
        day = read_moment(cells[self.date])
        return found if day is None or day.date is None else date_with_time(day, found)

    def cells_of(self, cells: Sequence[str]) -> tuple[str, ...]:
        """Joining, leaving and length as a row writes them; an empty text where it does not."""
        places = (self.join, self.leave, self.length)
        return tuple("" if one is None or one >= len(cells) else cells[one] for one in places)

    def length_in(self, cells: Sequence[str]) -> int | None:
        """The length a row states in seconds."""
        if self.length is None or self.length >= len(cells) or is_nothing(cells[self.length]):
            return None
        return read_length(
            cells[self.length], clock_of_two="minutes" if self.clock_of_two == "minutes" else "hours"
        )

    def is_to_the_minute(self, cells: Sequence[str]) -> bool:
        """True if the length of a row counts whole minutes."""
        cell = cells[self.length] if self.length is not None and self.length < len(cells) else ""
        length = self.length_in(cells)
        return whole_minutes(cell) is not None or (
            length is not None and length % 60 == 0 and cell.count(":") < 2
        )


def time_columns(table: Table, order: Order) -> TimeColumns | None:
    """The columns of presence in a table; None if nothing in it says when somebody was there.

    Args:
        table: The table.
        order: Which of day and month comes first where a cell leaves it open.
    """
    profiles, sample = profiles_of(table)
    moments = [one for one in profiles if one.is_mostly("moment")]
    times = [
        one
        for one in profiles
        if one.is_mostly("time", "length") and one.kinds["time"] and are_times(one, sample)
    ]
    days = [one for one in profiles if one.is_mostly("date")]
    lengths = [one for one in profiles if one.is_mostly("length", "number", "time")]
    candidates = list(_pairs(moments, lengths, sample, order, None))
    if not candidates:
        day = days[0].place if days else None
        candidates = list(_pairs(times, lengths, sample, order, day))
    best = max(candidates, key=lambda found: found[0], default=None)
    if best is not None:
        return best[1] if best[0] > 0 else None
    return _join_and_length(moments or times, profiles, days, sample)


def chosen_times(table: Table, places: Mapping[str, int], order: Order) -> TimeColumns:
    """The columns of presence that somebody has named, with what the first part of a length counts.

    Args:
        table: The table.
        places: ``joined``, ``left``, ``minutes`` and ``day``, as far as they are named, and their columns.
        order: Which of day and month comes first where a cell leaves it open.
    """
    join, leave, length, day = (places.get(one) for one in ("joined", "left", "minutes", "day"))
    found = TimeColumns(join, leave, length, day)
    if length is None:
        return found
    profiles, sample = profiles_of(table)
    spans = [_span(found, row, order) for row in sample]
    taken = (-1 if join is None else join, -1 if leave is None else leave)
    _, clock, agreement = _length_that_agrees(spans, [profiles[length]], taken, sample)
    return TimeColumns(join, leave, length, day, clock, agreement)


def moment_column(table: Table) -> TimeColumns | None:
    """The one column of moments of a log, as ``join``; None if there is none or several."""
    profiles, _ = profiles_of(table)
    moments = [one for one in profiles if one.is_mostly("moment")]
    if moments:
        return TimeColumns(join=moments[0].place)
    times = [one for one in profiles if one.is_mostly("time")]
    days = [one for one in profiles if one.is_mostly("date")]
    if not times:
        return None
    return TimeColumns(join=times[0].place, date=days[0].place if days else None)


def minutes_column(table: Table, *, is_a_report: bool) -> int | None:
    """The column of a table without times that says how long people were there.

    Args:
        table: The table.
        is_a_report: Whether something else in the file speaks of a meeting; then a plain number is enough.
    """
    profiles, sample = profiles_of(table)
    named = [
        one
        for one in profiles
        if one.is_mostly("number", "length", "time")
        and one.place < len(table.header)
        and speaks_of_minutes(table.header[one.place])
    ]
    lengths = [one for one in profiles if one.is_mostly("length", "time") and one.kinds["length"]]
    plain = [one for one in profiles if one.is_mostly("number") and are_minutes(one, sample)]
    found = named or lengths or (plain if is_a_report and len(plain) == 1 else [])
    return found[-1].place if found else None


def _pairs(
    columns: Sequence[Profile],
    lengths: Sequence[Profile],
    sample: Sequence[Sequence[str]],
    order: Order,
    day: int | None,
) -> Iterable[tuple[float, TimeColumns]]:
    """Each two columns that can be joining and leaving, with how well they fit."""
    for number, join in enumerate(columns):
        for leave in columns[number + 1 :]:
            found = TimeColumns(join.place, leave.place, date=day)
            spans = [_span(found, row, order) for row in sample]
            known_spans = [span for span in spans if span is not None]
            if not known_spans and leave.filled and join.filled and any(s is not None for s in spans):
                continue
            if known_spans and sum(0 <= span <= _LONGEST_S for span in known_spans) < 0.9 * len(known_spans):
                continue
            length, clock, agreement = _length_that_agrees(spans, lengths, (join.place, leave.place), sample)
            fitness = (
                4 * agreement
                + 2 * bool(_JOINING.search(join.key))
                + 2 * bool(_LEAVING.search(leave.key))
                - 3 * bool(_NOT_OF_PRESENCE.search(join.key))
                - 3 * bool(_NOT_OF_PRESENCE.search(leave.key))
                + (join.distinct + leave.distinct > 2)
                + 0.5 * (columns.index(leave) == number + 1)
                + 0.01 * leave.place
            )
            yield fitness, TimeColumns(join.place, leave.place, length, day, clock, agreement)


def _span(found: TimeColumns, row: Sequence[str], order: Order) -> int | None:
    """Seconds from joining to leaving; None if one of them is missing or is no day."""
    join, leave = found.written(row, found.join), found.written(row, found.leave)
    if join is None or leave is None or join.seconds is None or leave.seconds is None:
        return None
    if join.date is None or leave.date is None or found.date is not None:
        return (leave.seconds - join.seconds) % DAY_S
    begins, ends = join.naive(order), leave.naive(order)
    if begins is None or ends is None:
        return -1
    shift = (join.offset_s or 0) - (leave.offset_s or 0)
    return round((ends - begins).total_seconds()) + shift


def _length_that_agrees(
    spans: Sequence[int | None],
    lengths: Sequence[Profile],
    taken: tuple[int, int],
    sample: Sequence[Sequence[str]],
) -> tuple[int | None, str, float]:
    """The column whose lengths agree best with the spans; of those that do not, one called so."""
    best: tuple[float, int, int | None, str] = (0.0, -1, None, "hours")
    for one in lengths:
        if one.place in taken or (one.place == 0 and one.kinds["number"]):  # numbers of the rows
            continue
        clocks = ("hours", "minutes") if one.kinds["time"] or one.kinds["length"] else ("hours",)
        for clock in clocks:
            reading = TimeColumns(length=one.place, clock_of_two=clock)
            pairs = [
                (span, reading.length_in(row), reading.is_to_the_minute(row))
                for span, row in zip(spans, sample, strict=True)
                if span is not None
            ]
            comparable = [
                (span, length, to_minute) for span, length, to_minute in pairs if length is not None
            ]
            if not comparable:
                continue
            agreeing = sum(_agrees(span, length, to_minute) for span, length, to_minute in comparable) / len(
                comparable
            )
            not_above = sum(length <= span + 60 for span, length, _ in comparable) / len(comparable)
            is_length = bool(one.kinds["length"] or one.kinds["time"]) and not_above >= 0.9
            best = max(
                best, (agreeing + 0.1 * is_length, one.place, one.place, clock), key=lambda four: four[:2]
            )
    agreement, _, place, clock = best
    return (place, clock, min(agreement, 1.0)) if agreement >= 0.1 else (None, "hours", 0.0)


def _agrees(span: int, length: int, to_minute: bool) -> bool:
    return abs(-(-span // 60) * 60 - length) <= 60 if to_minute else abs(span - length) <= 2


def _join_and_length(
    moments: Sequence[Profile],
    profiles: Sequence[Profile],
    days: Sequence[Profile],
    sample: Sequence[Sequence[str]],
) -> TimeColumns | None:
    """One column of moments and one of lengths with a unit: leaving is not written."""
    lengths = [one for one in profiles if one.is_mostly("length", "time") and one not in moments[:1]]
    lengths = [
        one for one in lengths if one.kinds["length"] or one.place > (moments[0].place if moments else 0)
    ]
    if not moments or not lengths or _NOT_OF_PRESENCE.search(moments[0].key):
        return None
    day = days[0].place if days and moments[0].kinds["time"] else None
    return TimeColumns(join=moments[0].place, length=lengths[-1].place, date=day)
