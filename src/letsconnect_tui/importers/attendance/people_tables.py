"""Tables of people without times: how many minutes each was there, or who registered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.i18n.message import message
from letsconnect_tui.importers.attendance.cell_kinds import email_in, is_nothing, read_length
from letsconnect_tui.importers.attendance.display_names import states_original_name
from letsconnect_tui.importers.attendance.report import DroppedRow, ReportEntry
from letsconnect_tui.importers.people_columns import PeopleColumns, people_columns
from letsconnect_tui.importers.people_rows import is_no_person, is_refused
from letsconnect_tui.importers.roster_columns import columns_of
from letsconnect_tui.people.names import search_key

if TYPE_CHECKING:
    from letsconnect_tui.importers.attendance.report import Reading
    from letsconnect_tui.importers.attendance.tables import Table
    from letsconnect_tui.importers.cells import CellRow


def read_lengths(table: Table, place: int, reading: Reading) -> None:
    """Read a table of people and minutes: one row for each, or several that add up.

    Args:
        table: The table.
        place: The column of minutes.
        reading: Where entries and rows that were left out go.
    """
    people = people_columns(table.header, [row.cells for row in table.rows], frozenset((place,)))
    if not people.has_a_name and people.email is None:
        return
    has_original = (
        people.name is not None
        and people.name < len(table.header)
        and states_original_name(table.header[people.name])
    )
    seen: set[tuple[str, ...]] = set()
    for row in table.rows:
        told = row.cells[place] if place < len(row.cells) else ""
        name, email = _who(row, people)
        if is_no_person(row, {"name": name}, table.width) and not any(map(str.isdigit, name)):
            continue
        reading.rows += 1
        if not search_key(name):
            reading.dropped.append(DroppedRow(row.line, message("attendance-why-no-name")))
        elif row.cells in seen:
            reading.dropped.append(DroppedRow(row.line, message("attendance-why-twice")))
        elif is_nothing(told) or (length := read_length(told)) is None:
            reading.dropped.append(DroppedRow(row.line, message("attendance-why-absent")))
        else:
            seen.add(row.cells)
            reading.entries.append(
                ReportEntry(row.line, name, email, length_s=length, states_original_name=has_original)
            )


def read_registrations(table: Table, reading: Reading) -> None:
    """Read a table of people who registered: names without minutes."""
    people = people_columns(table.header, [row.cells for row in table.rows])
    if not people.has_a_name and people.email is None:
        return
    fields = columns_of(table.header).fields
    only_addresses = not people.has_a_name
    for row in table.rows:
        name, email = _who(row, people)
        cells = {field: row.cells[at] for field, at in fields.items() if at < len(row.cells)}
        if is_no_person(row, {**cells, "name": name}, table.width):
            continue
        reading.rows += 1
        if not search_key(name) or (not only_addresses and people.name_in(row.cells) == ""):
            reading.dropped.append(DroppedRow(row.line, message("attendance-why-no-name")))
        elif is_refused(cells):
            reading.dropped.append(DroppedRow(row.line, message("attendance-why-cancelled")))
        else:
            reading.entries.append(ReportEntry(row.line, name, email))
    reading.format = "registration"
    if only_addresses and reading.entries:
        reading.notes.append(message("attendance-note-only-addresses"))


def _who(row: CellRow, people: PeopleColumns) -> tuple[str, str | None]:
    """The name, or what stands before the @ of an address, and the address."""
    cell = row.cells[people.email] if people.email is not None and people.email < len(row.cells) else ""
    email = email_in(cell)
    beside = cell.partition("<")[0].strip(" \"'") if "<" in cell else ""
    return people.name_in(row.cells) or beside or (email or "").partition("@")[0], email
