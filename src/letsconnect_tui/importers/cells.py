"""Files from elsewhere as text, and text as rows of cells, whatever program wrote it."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.message import message
from letsconnect_tui.importers.encodings import DecodedText, decode
from letsconnect_tui.paths import read_at_most
from letsconnect_tui.text import unguarded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_BYTES = 5_000_000
MOST_ROWS = 100_000
MOST_LINES = 500_000
"""Blank ones and those inside cells among them."""
MOST_COLUMNS = 200
_SPREADSHEET_STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_DELIMITERS = ",;\t|"
_FEWEST_BARS = 2
_AT_THE_END = "unexpected end of data"
"""What Python's reader says of a quote that is still open; other words mean letters behind a closed one."""
_SAYS_DELIMITER = re.compile(r'\ufeff?"?sep=(.)"?[ \t]*(?:\r\n|\r|\n|$)', re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"')
_WRITTEN_FOR_A_SPREADSHEET = re.compile(r'="(.*)"', re.DOTALL)


def read_content(path: Path) -> bytes:
    """The bytes of a file of at most 5 MB; InputError for what is missing, too large or a spreadsheet."""
    content = read_at_most(path, MOST_BYTES, hint=message("error-file-split"))
    if content.startswith(_SPREADSHEET_STARTS):
        raise InputError(message("error-file-is-spreadsheet", path.name), message("error-file-save-as-csv"))
    return content


def read_text(path: Path, encoding: str | None = None) -> DecodedText:
    """The text of a file of at most 5 MB.

    Args:
        path: The file.
        encoding: What somebody says it is in; None is found out.

    Raises:
        InputError: It is missing, too large, a spreadsheet, or not in that encoding.
    """
    return decode(read_content(path), encoding)


class CellRow(msgspec.Struct, frozen=True):
    """One row: its cells, and the line of the file it ends on (counted from 1)."""

    line: int
    cells: tuple[str, ...]


def cell_rows(text: str, file_name: str, *, blank_rows: bool = False) -> list[CellRow]:
    """The rows of a CSV or TSV.

    Args:
        text: The text of the file.
        file_name: What to call it in errors.
        blank_rows: Keep one row without cells where one or more are blank; a row of delimiters is blank.

    Raises:
        InputError: A quote is never closed, or there are more than 100,000 rows or 200 columns.
    """
    declared = _SAYS_DELIMITER.match(text)
    table = text[declared.end() :] if declared else text
    if table.count("\n") + table.count("\r") > MOST_LINES:
        raise InputError(message("error-file-rows", file_name, MOST_ROWS), message("error-file-split"))
    sign = declared[1] if declared else delimiter(table)
    lines = _LinesOfARow(table)
    reader = csv.reader(lines, delimiter=sign)
    rows: list[CellRow] = []
    read = 0
    line = first_line = 1 if declared else 0
    try:
        for cells in reader:
            line, first_line = reader.line_num + (1 if declared else 0), line + 1
            if len(lines.read) > 1:
                _refuse_open_quote(lines.read, sign, file_name, first_line)
            if len(cells) > MOST_COLUMNS:
                raise InputError(message("error-file-columns", file_name, line, MOST_COLUMNS))
            if any(cell.strip() for cell in cells):
                read += 1
                rows.append(CellRow(line, tuple(_with_loose_quotes(lines.read, cells, sign))))
            elif blank_rows and rows and rows[-1].cells:
                rows.append(CellRow(line, ()))
            if read > MOST_ROWS:
                raise InputError(
                    message("error-file-rows", file_name, MOST_ROWS), message("error-file-split")
                )
            lines.last, lines.read = lines.read, []
        _refuse_open_quote(lines.last, sign, file_name, first_line)
    except csv.Error:
        if len(lines.read) > 1:
            _refuse_open_quote(lines.read, sign, file_name, line + 1)
        raise InputError(
            message("error-file-broken-row", file_name, reader.line_num + (1 if declared else 0)),
            message("error-file-save-as-csv"),
        ) from None
    return rows


class _LinesOfARow:
    """Gives a reader the lines of a text one by one, and keeps those of the row that is being read."""

    def __init__(self, text: str) -> None:
        self._lines = io.StringIO(text, newline="")
        self.read: list[str] = []
        self.last: list[str] = []

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self.read.append(line)
            yield line


def _with_loose_quotes(lines: list[str], cells: list[str], sign: str) -> list[str]:
    """The cells of a row; also where each is quoted and quotes inside were not doubled."""
    line = lines[0].strip("\r\n")
    is_suspicious = len(lines) == 1 and line[:1] == line[-1:] == '"' and line.count('"') > 2 * len(cells)
    if is_suspicious:
        try:
            next(csv.reader(lines, delimiter=sign, strict=True))
        except csv.Error:
            return [cell.replace('""', '"') for cell in line[1:-1].split(f'"{sign}"')]
    return cells


def unwrapped(cell: str) -> str:
    """A cell without the ``="…"`` that keeps a spreadsheet from changing it."""
    if cell.startswith("="):
        written = _WRITTEN_FOR_A_SPREADSHEET.fullmatch(cell)
        return written[1].replace('""', '"') if written else cell
    return cell


def clean_row(row: CellRow) -> CellRow:
    """A row without what a spreadsheet's formulas and guards leave around its cells."""
    return CellRow(row.line, tuple(unguarded(unwrapped(cell.strip())).strip() for cell in row.cells))


def _refuse_open_quote(lines: list[str], sign: str, file_name: str, first_line: int) -> None:
    """A row may go over several lines only if its quotes are closed where a cell ends."""
    try:
        for _ in csv.reader(lines, delimiter=sign, strict=True):
            pass
    except csv.Error as error:
        if len(lines) == 1 and _AT_THE_END not in str(error):
            return
        raise InputError(
            message("error-file-open-quote", file_name, first_line), message("error-file-open-quote-hint")
        ) from None


def delimiter(text: str) -> str:
    """Comma, semicolon, tab or bar: which of them most of the first lines hold as often as a line beside."""
    lines = [_QUOTED.sub("", line) for line in text[:8000].splitlines()[:40] if line.strip()]

    def fitness(sign: str) -> tuple[int, int]:
        counts = [line.count(sign) for line in lines]
        if sign == "|" and len(set(counts)) != 1:  # a bar stands in names too, though once in most
            parted = sorted(filter(None, counts))
            if not parted or 2 * len(parted) < len(lines) or parted[len(parted) // 2] < _FEWEST_BARS:
                return 0, 0
        beside = zip((0, *counts), counts, (*counts[1:], 0), strict=False)
        return sum(count > 0 and count in (before, after) for before, count, after in beside), sum(counts)

    return max(_DELIMITERS, key=fitness)
