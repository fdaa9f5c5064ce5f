"""Tables whose rows say when somebody joined and left, as entries in UTC."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from letsconnect_tui.i18n.message import message
from letsconnect_tui.importers.attendance.display_names import column_states_original_name
from letsconnect_tui.importers.attendance.facts import fact_columns
from letsconnect_tui.importers.attendance.presence_blocks import texts_listed
from letsconnect_tui.importers.attendance.report import DroppedRow, ReportEntry
from letsconnect_tui.importers.attendance.waiting_room import waiting_lines
from letsconnect_tui.importers.people_rows import is_no_person
from letsconnect_tui.people.names import search_key

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from letsconnect_tui.i18n.message import Message
    from letsconnect_tui.importers.attendance.date_order import Calendar
    from letsconnect_tui.importers.attendance.report import Reading
    from letsconnect_tui.importers.attendance.tables import Table
    from letsconnect_tui.importers.attendance.time_columns import TimeColumns
    from letsconnect_tui.importers.cells import CellRow
    from letsconnect_tui.importers.people_columns import PeopleColumns

_TO_THE_SECOND_S = 2
_LONGEST = timedelta(days=3)


def read_intervals(
    table: Table, people: PeopleColumns, times: TimeColumns, calendar: Calendar, reading: Reading
) -> list[ReportEntry]:
    """The entries of a table; rows that were not used are added to ``reading``.

    Args:
        table: The table.
        people: The columns that name people.
        times: The columns of presence.
        calendar: Turns times into UTC.
        reading: Where rows that were left out are noted.
    """
    has_original = column_states_original_name(table.header, people.name)
    columns = fact_columns(table.header, people, of_meeting=True)
    reading.note_guess(people, table.header)
    reading.unused |= dict.fromkeys(columns.unused)
    seen: set[tuple[str, ...]] = set()
    entries: list[ReportEntry] = []
    for row in table.rows:
        entry, why = _entry(row, people, times, calendar, table.width)
        if entry is None and why is None:
            reading.no_people.append(row.line)
            continue
        reading.rows += 1
        if why is not None and why.key == "attendance-why-absent":
            name, email = people.who(row.cells)
            reading.absent.append(ReportEntry(row.line, name, email, facts=columns.facts(row.cells)))
        cells = tuple(cell.strip() for cell in row.cells)
        if entry is None or cells in seen:
            reading.dropped.append(DroppedRow(row.line, why or message("attendance-why-twice")))
            continue
        seen.add(cells)
        entry.states_original_name = has_original
        entry.facts = columns.facts(row.cells)
        entry.also = tuple(name for cell in row.cells for name in texts_listed(cell) or ())
        entries.append(entry)
    places = (people.name, people.first_name, people.last_name, people.email, times.join, times.leave)
    waiting = waiting_lines(table, entries, [place for place in places if place is not None])
    reading.dropped += [
        DroppedRow(one.line, message("attendance-why-waiting")) for one in entries if one.line in waiting
    ]
    return [one for one in entries if one.line not in waiting]


def _entry(
    row: CellRow, people: PeopleColumns, times: TimeColumns, calendar: Calendar, width: int
) -> tuple[ReportEntry | None, Message | None]:
    """The entry of a row, or why there is none; neither for a row that is nobody's."""
    name, email = people.who(row.cells)
    join_written, leave_written = times.written(row.cells, times.join), times.written(row.cells, times.leave)
    length = times.length_in(row.cells)
    if join_written is None and leave_written is None:
        if is_no_person(row, {"name": name}, width):
            return None, None
        return None, message("attendance-why-absent" if search_key(name) else "attendance-why-no-name")
    if not search_key(name):
        if email is None:
            return None, message("attendance-why-no-name")
        name = email.partition("@")[0]
    entry = ReportEntry(row.line, name, email, written=times.cells_of(row.cells))
    join = None if join_written is None else calendar.at(join_written)
    leave = (
        None
        if leave_written is None
        else calendar.at(leave_written, join, day_of_its_own=times.date is not None)
    )
    if join is None and leave is None:
        return _without_a_day(entry, row, times, length)
    if join is None and leave is not None and length is not None:
        join = leave - timedelta(seconds=length)
    if leave is None and join is not None and length is not None:
        leave = join + timedelta(seconds=length)
    if join is None:
        return None, message("attendance-why-no-joining")
    if leave is not None and not join <= leave <= join + _LONGEST:
        return None, message("attendance-why-times")
    entry.join, entry.leave = join, leave
    if leave is not None and length is not None:
        span = (leave - join).total_seconds()
        if length < span - (0 if times.is_to_the_minute(row.cells) else _TO_THE_SECOND_S):
            entry.length_s = length
    return entry, None


def _without_a_day(
    entry: ReportEntry, row: CellRow, times: TimeColumns, length: int | None
) -> tuple[ReportEntry | None, Message | None]:
    """An entry of times of day that no day is known for: only its length counts."""
    join, leave = times.written(row.cells, times.join), times.written(row.cells, times.leave)
    if length is None and join is not None and leave is not None:
        length = ((leave.seconds or 0) - (join.seconds or 0)) % (24 * 3600)
    if length is None:
        return None, message("attendance-why-times")
    entry.length_s = length
    return entry, None


def without_summaries(tables: Sequence[list[ReportEntry]]) -> list[ReportEntry]:
    """The entries of several tables, where one may sum up in a row what another tells row by row.

    A table is such a summary if its rows span exactly what the rows of another table span for the same names.
    Its addresses are kept.
    """
    kept: list[ReportEntry] = []
    for number, entries in enumerate(tables):
        details = [other for other in tables[number + 1 :] if _sums_up(entries, other)]
        detailed = {entry.name for other in details for entry in other}
        emails = {entry.name: entry.email for entry in entries if entry.email}
        for other in details:
            for entry in other:
                entry.email = entry.email or emails.get(entry.name)
        kept += [entry for entry in entries if entry.name not in detailed]
    return kept


def _sums_up(entries: Sequence[ReportEntry], details: Sequence[ReportEntry]) -> bool:
    names = {entry.name for entry in details}
    if not names or len({entry.name for entry in entries}) != len(entries):
        return False
    envelopes = _envelopes(details)
    same = sum(
        entry.name in envelopes and (entry.join, entry.leave) == envelopes[entry.name] for entry in entries
    )
    return same * 2 >= len(names)


def _envelopes(entries: Sequence[ReportEntry]) -> dict[str, tuple[datetime, datetime]]:
    """Name → first joining and last leaving."""
    found: dict[str, tuple[datetime, datetime]] = {}
    for entry in entries:
        if entry.join is None or entry.leave is None:
            continue
        join, leave = found.get(entry.name, (entry.join, entry.leave))
        found[entry.name] = (min(join, entry.join), max(leave, entry.leave))
    return found
