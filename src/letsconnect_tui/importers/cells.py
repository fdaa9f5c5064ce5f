"""Files from elsewhere as text, and text as rows of cells, whatever program wrote it."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.message import message
from letsconnect_tui.importers.encodings import DecodedText, decode
from letsconnect_tui.input_files import read_at_most

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES = 5_000_000
MOST_ROWS = 100_000
MOST_COLUMNS = 200
_SPREADSHEET_STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_DELIMITERS = ",;\t"
_AT_THE_END = "unexpected end of data"
"""What Python's reader says of a quote that is still open; other words mean letters behind a closed one."""
_SAYS_DELIMITER = re.compile(r'"?sep=(.)"?[ \t]*(?:\r\n|\r|\n|$)', re.IGNORECASE)


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


@dataclass(frozen=True, slots=True)
class CellRow:
    """One row: its cells, and the line of the file it ends on (counted from 1)."""

    line: int
    cells: tuple[str, ...]


def cell_rows(text: str, file_name: str) -> list[CellRow]:
    """The rows of a CSV or TSV without blank ones.

    Raises:
        InputError: A quote is never closed, or there are more than 100,000 rows or 200 columns.
    """
    said = _SAYS_DELIMITER.match(text)
    lines_before = 1 if said else 0
    table = text[said.end() :] if said else text
    sign = said[1] if said else delimiter(table)
    physical = list(io.StringIO(table, newline=""))
    reader = csv.reader(io.StringIO(table, newline=""), delimiter=sign)
    rows: list[CellRow] = []
    begins = last_begins = 0
    try:
        for cells in reader:
            if reader.line_num - begins > 1:
                _refuse_open_quote(
                    physical[begins : reader.line_num], sign, file_name, begins + lines_before + 1
                )
            last_begins, begins = begins, reader.line_num
            line = begins + lines_before
            if len(cells) > MOST_COLUMNS:
                raise InputError(message("error-file-columns", file_name, line, MOST_COLUMNS))
            if len(rows) >= MOST_ROWS:
                raise InputError(
                    message("error-file-rows", file_name, MOST_ROWS), message("error-file-split")
                )
            if any(cell.strip() for cell in cells):
                rows.append(CellRow(line, tuple(cells)))
        _refuse_open_quote(physical[last_begins:], sign, file_name, last_begins + lines_before + 1)
    except csv.Error:
        if reader.line_num - begins > 1:
            _refuse_open_quote(physical[begins:], sign, file_name, begins + lines_before + 1)
        raise InputError(
            message("error-file-broken-row", file_name, reader.line_num + lines_before),
            message("error-file-save-as-csv"),
        ) from None
    return rows


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
    """Comma, semicolon or tab: which of them the first lines hold equally often, else most often."""
    lines = [line for line in text[:8000].splitlines()[:20] if line.strip()]

    def fitness(sign: str) -> tuple[int, int]:
        counts = [line.count(sign) for line in lines]
        agreeing = sum(count == counts[0] for count in counts) if counts and counts[0] else 0
        return agreeing, sum(counts)

    return max(_DELIMITERS, key=fitness)
