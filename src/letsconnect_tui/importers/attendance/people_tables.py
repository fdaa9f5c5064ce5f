"""Tables of people without times: how many minutes each was there, or who registered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.i18n.message import message
from letsconnect_tui.importers.attendance.cell_kinds import is_nothing, read_length
from letsconnect_tui.importers.attendance.display_names import column_states_original_name
from letsconnect_tui.importers.attendance.facts import fact_columns
from letsconnect_tui.importers.attendance.report import DroppedRow, ReportEntry
from letsconnect_tui.importers.people_columns import people_columns
from letsconnect_tui.importers.people_rows import is_no_person, is_refused
from letsconnect_tui.importers.roster_columns import columns_of
from letsconnect_tui.people.names import search_key

if TYPE_CHECKING:
    from letsconnect_tui.importers.attendance.report import Reading
    from letsconnect_tui.importers.attendance.tables import Table
    from letsconnect_tui.importers.people_columns import PeopleColumns


def read_lengths(table: Table, place: int, reading: Reading, named: PeopleColumns | None = None) -> None:
    """Read a table of people and minutes: one row for each, or several that add up.

    Args:
        table: The table.
        place: The column of minutes.
        reading: Where entries and rows that were left out go.
        named: The columns that somebody has named; None: they are recognised.
    """
    people = named or people_columns(table.header, [row.cells for row in table.rows], frozenset((place,)))
    if not people.has_a_name and people.email is None:
        return
    has_original = column_states_original_name(table.header, people.name)
    columns = fact_columns(table.header, people, of_meeting=True)
    reading.note_guess(people, table.header)
    seen: set[tuple[str, ...]] = set()
    for row in table.rows:
        cell = row.cells[place] if place < len(row.cells) else ""
        name, email = people.who(row.cells)
        name = name or (email or "").partition("@")[0]
        if is_no_person(row, {"name": name}, table.width) and not any(map(str.isdigit, name)):
            reading.no_people.append(row.line)
            continue
        reading.rows += 1
        length = None if is_nothing(cell) else read_length(cell)
        entry = ReportEntry(row.line, name, email, None, None, length, has_original, columns.facts(row.cells))
        if not search_key(name):
            reading.dropped.append(DroppedRow(row.line, message("attendance-why-no-name")))
        elif row.cells in seen:
            reading.dropped.append(DroppedRow(row.line, message("attendance-why-twice")))
        elif length is None:
            reading.dropped.append(DroppedRow(row.line, message("attendance-why-absent")))
            reading.absent.append(entry)
        else:
            seen.add(row.cells)
            reading.entries.append(entry)


def read_registrations(table: Table, reading: Reading, named: PeopleColumns | None = None) -> None:
    """Read a table of people who registered: names without minutes.

    Args:
        table: The table.
        reading: Where entries and rows that were left out go.
        named: The columns that somebody has named; None: they are recognised.
    """
    people = named or people_columns(table.header, [row.cells for row in table.rows])
    if not people.has_a_name and people.email is None:
        return
    fields = columns_of(table.header).fields
    columns = fact_columns(table.header, people)
    reading.note_guess(people, table.header)
    reading.unused |= dict.fromkeys(columns.unused)
    only_addresses = not people.has_a_name
    for row in table.rows:
        name, email = people.who(row.cells)
        if only_addresses:
            name = name or (email or "").partition("@")[0]
        cells = {field: row.cells[at] for field, at in fields.items() if at < len(row.cells)}
        if is_no_person(row, {**cells, "name": name}, table.width):
            reading.no_people.append(row.line)
            continue
        reading.rows += 1
        if not search_key(name):
            reading.dropped.append(DroppedRow(row.line, message("attendance-why-no-name")))
        elif is_refused(cells):
            reading.dropped.append(DroppedRow(row.line, message("attendance-why-cancelled")))
        else:
            reading.entries.append(ReportEntry(row.line, name, email, facts=columns.facts(row.cells)))
    reading.format = "registration"
    if only_addresses and reading.entries:
        reading.notes.append(message("attendance-note-only-addresses"))
