"""The rows of an XLSX file, read without ever holding more than a bounded part of it in memory."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.message import message
from letsconnect_tui.importers.cells import MOST_COLUMNS, MOST_ROWS, CellRow

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_UNPACKED_BYTES = 40_000_000
_MOST_BLANK_ROWS = 200
_MOST_PARTS = 2000


def spreadsheet_rows(content: bytes, file_name: str, *, blank_rows: bool = False) -> list[CellRow]:
    """The rows of the sheet with most of them; numbers and times as a CSV would write them.

    Args:
        content: The bytes of the file.
        file_name: What to call it in errors.
        blank_rows: Keep one row without cells where one or more are blank.

    Raises:
        InputError: It is no XLSX, would unpack to more than 40 MB, or openpyxl is not installed.
    """
    _refuse_bombs(content, file_name)
    try:
        from openpyxl import load_workbook  # deferred: an extra, 300 ms
    except ImportError:
        raise InputError(
            message("error-file-is-spreadsheet", file_name), message("error-file-needs-openpyxl")
        ) from None
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheets = []
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            cells = sheet.iter_rows(max_col=MOST_COLUMNS + 1, max_row=MOST_ROWS + 1, values_only=True)
            sheets.append(_rows(cells, file_name, blank_rows=blank_rows))
    except InputError:
        raise
    except Exception as error:  # whatever a broken part of an archive makes the library raise
        raise InputError(
            message("error-file-broken-spreadsheet", file_name), message("error-file-save-as-csv")
        ) from error
    return max(sheets, key=len, default=[])


def _refuse_bombs(content: bytes, file_name: str) -> None:
    """A zip may claim to be small only if what it unpacks to is bounded, and no part defines entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES:
                raise InputError(
                    message("error-file-too-large", file_name, f"{MOST_UNPACKED_BYTES // 1_000_000} MB"),
                    message("error-file-split"),
                )
            for part in parts:
                with archive.open(part) as opened:
                    if b"<!DOCTYPE" in opened.read(1000):
                        raise InputError(message("error-file-broken-spreadsheet", file_name))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise InputError(
            message("error-file-broken-spreadsheet", file_name), message("error-file-save-as-csv")
        ) from error


def _rows(cells: Iterable[tuple[object, ...]], file_name: str, *, blank_rows: bool) -> list[CellRow]:
    rows: list[CellRow] = []
    blank = 0
    for number, values in enumerate(cells, 1):
        texts = tuple(_as_text(value) for value in values)
        while texts and not texts[-1]:
            texts = texts[:-1]
        if len(texts) > MOST_COLUMNS:
            raise InputError(message("error-file-columns", file_name, number, MOST_COLUMNS))
        if len(rows) > MOST_ROWS:
            raise InputError(message("error-file-rows", file_name, MOST_ROWS), message("error-file-split"))
        if any(cell.strip() for cell in texts):
            rows.append(CellRow(number, texts))
            blank = 0
        else:
            blank += 1
            if blank_rows and rows and rows[-1].cells:
                rows.append(CellRow(number, ()))
            if blank > _MOST_BLANK_ROWS:
                break
    return rows


def _as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}" if value.date() != date(1899, 12, 30) else f"{value:%H:%M:%S}"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, time):
        return f"{value:%H:%M:%S}"
    if isinstance(value, timedelta):
        seconds = round(value.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
