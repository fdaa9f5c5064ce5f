"""Reads who was in a meeting from any file: recognised by its shape first, by words second."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.message import message, sentences
from letsconnect_tui.importers.attendance.chosen_columns import chosen_for, columns_hint, table_of
from letsconnect_tui.importers.attendance.display_names import states_original_name
from letsconnect_tui.importers.attendance.merge_people import merge_people
from letsconnect_tui.importers.attendance.name_lists import read_chat, read_json, read_list
from letsconnect_tui.importers.attendance.presence_blocks import texts_listed
from letsconnect_tui.importers.attendance.report import AttendanceReport, Reading
from letsconnect_tui.importers.attendance.table_reader import TableReader
from letsconnect_tui.importers.attendance.tables import Table, Tables, tables_of
from letsconnect_tui.importers.cells import CellRow, clean_row
from letsconnect_tui.importers.file_rows import FileRows, read_file
from letsconnect_tui.importers.roster_columns import columns_of
from letsconnect_tui.people.names import search_key

if TYPE_CHECKING:
    from datetime import datetime, tzinfo
    from pathlib import Path

_NUMBERED = re.compile(r"\d\.\s")
_MEET_CODE = re.compile(r"[a-z]{3}-[a-z]{4}-[a-z]{3}")


def read_attendance(
    path: Path, *, zone: tzinfo, encoding: str | None = None, columns: str | None = None
) -> AttendanceReport:
    """Who was there and for how long.

    Args:
        path: A report, a log, a registration or a list of names.
        zone: The zone of its times, where it does not name one itself.
        encoding: What somebody says it is in; None is found out.
        columns: Which of its columns is which, as ``name=2,joined=3``; None is recognised.

    Raises:
        InputError: It cannot be read, or names nobody.
    """
    file = read_file(path, encoding, columns)
    report = report_of(file, zone=zone)
    return replace(report, notes=(*file.notes, *report.notes))


def report_of(file: FileRows, *, zone: tzinfo, session_start: datetime | None = None) -> AttendanceReport:
    """Who was there, from a file that was read.

    Args:
        file: The file.
        zone: The zone of its times.
        session_start: When the session was planned to start.

    Raises:
        InputError: It names nobody.
    """
    if not file.text.strip() and not file.rows:
        raise InputError(message("attendance-empty", file.file_name))
    reading = reading_of(file, zone=zone, session_start=session_start)
    people = merge_people(reading)
    if reading.guessed is not None:
        note = message("attendance-note-column", reading.guessed)
        reading.notes.append(
            note if (table := table_of(file)) is None else sentences(note, columns_hint(table))
        )
    if not people:
        why = message("attendance-nobody-hint")
        if reading.dropped:
            why = message("attendance-nobody-dropped", len(reading.dropped), reading.dropped[0].why)
        table = table_of(file)
        hint = why if table is None else sentences(why, columns_hint(table))
        raise InputError(message("attendance-nobody", file.file_name), hint)
    return AttendanceReport(
        reading.format,
        reading.rows,
        people,
        tuple(sorted(reading.dropped, key=lambda one: one.line)),
        tuple(dict.fromkeys(reading.notes)),
        {entry.line: (entry.name, *entry.written) for entry in reading.entries},
    )


def reading_of(file: FileRows, *, zone: tzinfo, session_start: datetime | None = None) -> Reading:
    """The rows of people in a file, as every reader of people has them.

    Args:
        file: The file.
        zone: The zone of its times.
        session_start: When the session was planned to start.

    Raises:
        InputError: It is no complete JSON.
    """
    if file.is_json:
        return read_json(file.text, file.file_name)
    if (named := chosen_for(file)) is not None:
        columns, table = named
        only = Tables([table], [])
        reading = TableReader(file, only, zone, session_start).read_chosen(columns)
        reading.format = format_name(file, only, reading)
        if columns.remembered:
            reading.notes.insert(0, message("columns-note-remembered", columns.written))
        return reading
    lines = file.text.splitlines()
    listed = read_chat(lines) or (None if _is_csv(file) else read_list(lines))
    if listed is not None:
        return listed
    rows = [clean_row(row) for row in file.rows]
    tables = _one_column(rows) if _is_csv(file) else None
    tables = tables or tables_of(rows)
    reading = TableReader(file, tables, zone, session_start).read()
    reading.no_people = sorted((*reading.no_people, *(row.line for row in tables.titles_within)))
    reading.format = format_name(file, tables, reading)
    if not (reading.entries or reading.dropped or tables.tables):
        listed = read_list(lines, surely=True) if _is_one_column(file) else None
        reading = listed or reading
    return reading


def _one_column(rows: list[CellRow]) -> Tables | None:
    """A table of one column with a header that means a name; None for anything else."""
    filled = [row for row in rows if row.cells]
    if not filled or any(len(row.cells) > 1 for row in filled) or not columns_of(filled[0].cells).has_a_name:
        return None
    return Tables([Table(filled[0].cells, filled[1:])], [])


def _is_csv(file: FileRows) -> bool:
    return file.file_name.lower().endswith((".csv", ".tsv", ".xlsx"))


def _is_one_column(file: FileRows) -> bool:
    return bool(file.text) and (not _is_csv(file) or all(len(row.cells) < 2 for row in file.rows))


def format_name(file: FileRows, found: Tables, reading: Reading) -> str:
    """The platform and the kind of report, as far as can be told.

    Args:
        file: The file.
        found: Its tables, titles and facts.
        reading: What was read from it.
    """
    tables = found.tables
    header = [search_key(cell) for table in tables for cell in table.header]
    words = " ".join(header)
    has_times = any(entry.join is not None for entry in reading.entries)
    titles = [cell for row in found.loose for cell in row.cells if cell] + [table.title for table in tables]
    is_zoom = any(
        states_original_name(table.header[0]) or any(map(states_original_name, table.header))
        for table in tables
        if table.header
    )
    if reading.format == "log":
        if not any(table.header for table in tables) and tables and tables[0].width > 3:
            return "discord-log"
        return "teams-live-event" if "utceventtimestamp" in words.replace(" ", "") else "teams-log"
    if any(_NUMBERED.match(title) for title in titles):
        return "teams"
    if reading.format == "registration":
        return "registration"
    if "webinar" in words or "time in session" in words:
        return "zoom-webinar"
    if "activity score" in words or "raise hand" in words:
        return "bigbluebutton"
    if any(cell.startswith('="') for row in file.rows[:5] for cell in row.cells):
        return "webex"
    if any(texts_listed(cell) for row in file.rows[1:5] for cell in row.cells):
        return "meet-extension"
    if not has_times and any(entry.length_s is not None for entry in reading.entries):
        return "zoom-unique" if is_zoom else "minutes"
    if _MEET_CODE.search(file.file_name) or "attendance report" in file.file_name.lower():
        is_native = any(entry.email for entry in reading.entries) or " - Attendance Report" in file.file_name
        return "meet" if is_native else "meet-extension"
    if is_zoom:
        return "zoom"
    return "intervals" if has_times else "names"
