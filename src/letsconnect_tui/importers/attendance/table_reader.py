"""Reads the tables of a file: those with times if there are any, then logs, then minutes, then names."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from letsconnect_tui.i18n.message import message
from letsconnect_tui.importers.attendance.cell_kinds import kind_of
from letsconnect_tui.importers.attendance.date_order import Calendar, date_order, day_of_file, doubt
from letsconnect_tui.importers.attendance.display_names import states_original_name
from letsconnect_tui.importers.attendance.event_logs import entries_of_log, log_columns, log_events
from letsconnect_tui.importers.attendance.interval_rows import read_intervals, without_summaries
from letsconnect_tui.importers.attendance.moments import Order, Written, read_epoch, read_moment
from letsconnect_tui.importers.attendance.people_tables import read_lengths, read_registrations
from letsconnect_tui.importers.attendance.presence_blocks import with_blocks_apart
from letsconnect_tui.importers.attendance.report import Reading
from letsconnect_tui.importers.attendance.time_columns import (
    TimeColumns,
    chosen_times,
    minutes_column,
    moment_column,
    time_columns,
)
from letsconnect_tui.importers.people_columns import PeopleColumns, people_columns
from letsconnect_tui.people.names import search_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime, tzinfo

    from letsconnect_tui.importers.attendance.chosen_columns import ChosenColumns
    from letsconnect_tui.importers.attendance.report import ReportEntry
    from letsconnect_tui.importers.attendance.tables import Table, Tables
    from letsconnect_tui.importers.file_rows import FileRows

_ORDERS: tuple[Order, Order] = ("dmy", "mdy")
_SAYS_UTC = re.compile(r"(?<![a-z])utc|gmt(?![a-z])|\(z\)")
_SESSION = re.compile(r"session ?id|sessionid|connection ?id")
_ENOUGH = 400
_A_MINUTE_S = 60
_MOST_DATES = 8000


class TableReader:
    """Reads the tables of one file: those with times if there are any, then logs, minutes, names."""

    def __init__(self, file: FileRows, tables: Tables, zone: tzinfo, session_start: datetime | None) -> None:
        self._file = file
        tables = with_blocks_apart(tables)
        self._tables = tables.tables
        self._loose = tables.loose
        self._zone = zone
        self._session_start = session_start
        self._text = " ".join(cell for table in self._tables for cell in table.header)

    def read(self) -> Reading:
        """What the tables say; without entries if nothing in them names people."""
        found: dict[Order, list[tuple[Table, TimeColumns]]] = {}
        for order in _ORDERS:
            pairs = ((table, time_columns(table, order)) for table in self._people_tables())
            found[order] = [(table, times) for table, times in pairs if times is not None]
        moments = found
        if not any(found.values()):
            logs = [(table, at) for table in self._tables if (at := moment_column(table)) is not None]
            moments = dict.fromkeys(_ORDERS, logs)
        spans = {order: _span(moments[order], order) for order in _ORDERS}
        chosen = date_order(self._dates(), spans, self._session_start)
        timed = found[chosen.order]
        reading = Reading("")
        guess = doubt(chosen, self._open_example())
        has_times = bool(timed) and self._read_intervals(reading, timed, chosen.order)
        if has_times or self._read_logs(reading, chosen.order):
            reading.notes += [guess] if guess else []
        elif not self._read_lengths(reading):
            for table in self._tables:
                read_registrations(table, reading)
        return reading

    def read_chosen(self, columns: ChosenColumns) -> Reading:
        """What the one table says by the columns that somebody has named."""
        table = self._tables[0]
        reading = Reading("")
        if columns.has_times:
            found = {order: [(table, chosen_times(table, columns.places, order))] for order in _ORDERS}
            spans = {order: _span(found[order], order) for order in _ORDERS}
            chosen = date_order(self._dates(), spans, self._session_start)
            guess = doubt(chosen, self._open_example())
            self._read_intervals(reading, found[chosen.order], chosen.order, columns.people)
            reading.notes += [guess] if guess else []
        elif "minutes" in columns.places:
            read_lengths(table, columns.places["minutes"], reading, columns.people)
        else:
            read_registrations(table, reading, columns.people)
            reading.format = ""
        return reading

    def _people_tables(self) -> Iterator[Table]:
        """The tables without those of one row that tell of the meeting itself."""
        facts = {
            table.header
            for table, following in zip(self._tables, self._tables[1:], strict=False)
            if len(table.rows) == 1
            and table.header != following.header
            and not table.title.strip("0123456789. ")
        }
        first = self._tables[0] if len(self._tables) > 1 else None
        for table in self._tables:
            is_fact = len(table.rows) == 1 and (table.header in facts or (table is first and _is_fact(table)))
            if not is_fact:
                yield table

    def _dates(self) -> list[Written]:
        cells = (cell for row in self._loose for cell in row.cells)
        of_tables = (cell for table in self._tables for row in table.rows[:_MOST_DATES] for cell in row.cells)
        dated = (cell for one in (cells, of_tables) for cell in one if kind_of(cell) in ("moment", "date"))
        moments = map(read_moment, dated)
        return [one for one in moments if one is not None and one.date is not None]

    def _open_example(self) -> str:
        cells = (cell for table in self._tables for row in table.rows[:_ENOUGH] for cell in row.cells)
        return next((cell for cell in cells if (one := read_moment(cell)) is not None and one.is_open), "")

    def _calendar(self, order: Order, joins: Sequence[Written], reading: Reading) -> Calendar:
        dated = [
            one
            for row in (*self._loose, *(row for table in self._tables for row in table.rows[:1]))
            for cell in row.cells
            if (one := read_moment(cell)) is not None and one.date is not None
        ]
        day = day_of_file(self._file.file_name, dated, joins, self._session_start)
        if day is None and joins and all(one.date is None for one in joins):
            reading.notes.append(message("attendance-note-no-day"))
        return Calendar(order, self._zone, bool(_SAYS_UTC.search(self._text.lower())), day)

    def _read_intervals(
        self,
        reading: Reading,
        timed: Sequence[tuple[Table, TimeColumns]],
        order: Order,
        named: PeopleColumns | None = None,
    ) -> bool:
        joins = [
            one
            for table, times in timed
            for row in table.rows
            if (one := times.written(row.cells, times.join)) is not None
        ]
        calendar = self._calendar(order, joins, reading)
        per_table: list[list[ReportEntry]] = []
        for table, times in timed:
            people = named or _people_of(table, times)
            if not people.has_a_name and people.email is None:
                continue
            if named is None and _is_form(table, times, people):
                continue
            per_table.append(read_intervals(table, people, times, calendar, reading))
        before = sum(map(len, per_table))
        reading.entries = without_summaries(per_table)
        reading.rows -= before - len(reading.entries)
        if len(reading.entries) < before:
            reading.notes.append(message("attendance-note-summary"))
        if any(map(_is_shorter, reading.entries)):
            reading.notes.append(message("attendance-note-shorter"))
        if any(entry.join is not None and entry.leave is None for entry in reading.entries):
            reading.notes.append(message("attendance-note-open"))
        meetings = sum(_meetings(table) for table, _ in timed[:1])
        if meetings > 1:
            reading.notes.append(message("attendance-note-meetings", meetings))
        return bool(reading.entries or reading.dropped)

    def _read_logs(self, reading: Reading, order: Order) -> bool:
        for table in self._tables:
            times = moment_column(table)
            epochs = [place for place in range(table.width) if _is_epoch(table.column(place))]
            if times is None and not epochs:
                continue
            place = epochs[0] if times is None else times.join
            taken = frozenset(one for one in (place, times.date if times else None) if one is not None)
            people = people_columns(table.header, [row.cells for row in table.rows], taken)
            if not people.has_a_name:
                continue
            if times is None:
                event_times = [
                    read_epoch(row.cells[epochs[0]]) if epochs[0] < len(row.cells) else None
                    for row in table.rows
                ]
            else:
                event_times = [times.written(row.cells, times.join) for row in table.rows]
            calendar = self._calendar(order, [one for one in event_times if one is not None], reading)
            at = [None if one is None else calendar.at(one) for one in event_times]
            session = next(
                (n for n, header in enumerate(table.header) if _SESSION.search(search_key(header))), None
            )
            events, dropped = log_events(table, people, at, session)
            used = {
                *taken,
                *(one for one in (people.name, people.username, people.email, session) if one is not None),
            }
            columns = log_columns(events, table.width, used)
            if columns is None:
                continue
            reading.rows += len(table.rows)
            reading.dropped += dropped
            reading.entries += entries_of_log(events, columns, people, reading)
            reading.format = "log"
        if any(entry.leave is None for entry in reading.entries):
            reading.notes.append(message("attendance-note-open"))
        return bool(reading.entries)

    def _read_lengths(self, reading: Reading) -> bool:
        is_a_report = len(self._tables) > 1 and any(_is_fact(table) for table in self._tables)
        for table in self._people_tables():
            has_original = any(map(states_original_name, table.header[:2]))
            place = minutes_column(table, is_a_report=is_a_report or has_original)
            if place is not None and not any(
                kind_of(cell) == "moment" for row in table.rows[:5] for cell in row.cells
            ):
                read_lengths(table, place, reading)
        return bool(reading.entries)


def _is_shorter(entry: ReportEntry) -> bool:
    """True if a row says that somebody was away for more than a minute between joining and leaving."""
    if entry.length_s is None or entry.join is None or entry.leave is None:
        return False
    return (entry.leave - entry.join).total_seconds() - entry.length_s > _A_MINUTE_S


def _people_of(table: Table, times: TimeColumns) -> PeopleColumns:
    taken = frozenset(one for one in (times.join, times.leave, times.length, times.date) if one is not None)
    return people_columns(table.header, [row.cells for row in table.rows], taken)


def _is_fact(table: Table) -> bool:
    """True for a table of one row with the times of a meeting."""
    kinds = [kind_of(cell) for row in table.rows for cell in row.cells]
    return len(table.rows) == 1 and kinds.count("moment") >= 1


def _is_form(table: Table, times: TimeColumns, people: PeopleColumns) -> bool:
    """True for answers to a form: numbered rows, with the times of filling it in before the name."""
    first = [row.cells[0] for row in table.rows if row.cells]
    lengths = set() if times.length is None else set(table.column(times.length))
    is_numbered = all(cell.isdecimal() for cell in first) and len(set(first)) == len(first)
    place = people.name if people.name is not None else people.first_name
    return (
        is_numbered
        and times.join is not None
        and place is not None
        and 0 < times.join < place
        and (times.agreement == 0 or len(lengths) == 1)
    )


def _is_epoch(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells[:_ENOUGH] if cell]
    return bool(filled) and all(read_epoch(cell) is not None for cell in filled)


def _span(found: Sequence[tuple[Table, TimeColumns]], order: Order) -> float:
    moments = [
        at
        for table, times in found
        for row in table.rows[:_ENOUGH]
        for place in (times.join, times.leave)
        if (one := times.written(row.cells, place)) is not None and (at := one.naive(order)) is not None
    ]
    return (max(moments) - min(moments)).total_seconds() if moments else float("inf")


def _meetings(table: Table) -> int:
    """How many meetings a table holds: parts that differ in a column which is constant in each of them."""
    starts = [0, *table.breaks, len(table.rows)]
    parts = [table.rows[begin:end] for begin, end in pairwise(starts) if end > begin]
    for place in range(min(table.width, 8)):
        values = [{row.cells[place] for row in part if place < len(row.cells)} for part in parts]
        if all(len(one) == 1 for one in values) and len({next(iter(one)) for one in values}) == len(parts):
            return len(parts)
    return 1
