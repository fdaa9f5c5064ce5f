"""Reads who was in a meeting from any file: recognised by its shape first, by words second."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.message import message
from letsconnect_tui.importers.attendance.merge_people import merge_people
from letsconnect_tui.importers.attendance.name_lists import read_chat, read_json, read_list
from letsconnect_tui.importers.attendance.report import AttendanceReport, Reading
from letsconnect_tui.importers.attendance.table_reader import TableReader
from letsconnect_tui.importers.attendance.tables import tables_of
from letsconnect_tui.importers.cells import CellRow, unwrapped
from letsconnect_tui.importers.file_rows import FileRows, read_file
from letsconnect_tui.text import unguarded

if TYPE_CHECKING:
    from datetime import datetime, tzinfo
    from pathlib import Path


def read_attendance(
    path: Path, *, zone: tzinfo, encoding: str | None = None, session_start: datetime | None = None
) -> AttendanceReport:
    """Who was there and for how long.

    Args:
        path: A report, a log, a registration or a list of names.
        zone: The zone of its times, where it does not name one itself.
        encoding: What somebody says it is in; None is found out.
        session_start: When the session was planned to start; decides what the dates leave open.

    Raises:
        InputError: It cannot be read, or names nobody.
    """
    file = read_file(path, encoding)
    report = report_of(file, zone=zone, session_start=session_start)
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
    reading = _reading(file, zone, session_start)
    people = merge_people(reading)
    if not people:
        why = message("attendance-nobody-hint")
        if reading.dropped:
            why = message("attendance-nobody-dropped", len(reading.dropped), reading.dropped[0].why)
        raise InputError(message("attendance-nobody", file.file_name), why)
    return AttendanceReport(
        reading.format,
        reading.rows,
        people,
        tuple(sorted(reading.dropped, key=lambda one: one.line)),
        tuple(dict.fromkeys(reading.notes)),
    )


def _reading(file: FileRows, zone: tzinfo, session_start: datetime | None) -> Reading:
    if file.is_json:
        return read_json(file.text, file.file_name)
    lines = file.text.splitlines()
    listed = read_chat(lines) or (None if _is_csv(file) else read_list(lines))
    if listed is not None:
        return listed
    tables = tables_of([_clean_row(row) for row in file.rows])
    reading = TableReader(file, tables, zone, session_start).read()
    if reading is None or not (reading.entries or reading.dropped):
        listed = read_list(lines, surely=True) if _is_one_column(file) else None
        reading = listed or reading or Reading("unknown")
    return reading


def _is_csv(file: FileRows) -> bool:
    return file.file_name.lower().endswith((".csv", ".tsv", ".xlsx"))


def _is_one_column(file: FileRows) -> bool:
    return bool(file.text) and (not _is_csv(file) or all(len(row.cells) < 2 for row in file.rows))


def _clean_row(row: CellRow) -> CellRow:
    return CellRow(row.line, tuple(unguarded(unwrapped(cell.strip())).strip() for cell in row.cells))
