"""Bytes of a file from elsewhere as text, and text as rows of cells, whatever program wrote it."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.message import message
from letsconnect_tui.input_files import read_at_most

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES = 5_000_000
MOST_ROWS = 100_000
MOST_COLUMNS = 200
_SPREADSHEET_STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file; ``guessed`` when its encoding was only the likeliest."""

    text: str
    guessed: bool = False


def read_content(path: Path) -> bytes:
    """The bytes of a file of at most 5 MB; InputError for what is missing, too large or a spreadsheet."""
    content = read_at_most(path, MOST_BYTES, hint=message("error-file-split"))
    if content.startswith(_SPREADSHEET_STARTS):
        raise InputError(message("error-file-is-spreadsheet", path.name), message("error-file-save-as-csv"))
    return content


def read_text(path: Path) -> Decoded:
    """The text of a file of at most 5 MB; InputError for what is missing, too large or a spreadsheet."""
    return decode(read_content(path))


def decode(content: bytes) -> Decoded:
    """By the byte order mark, by the zeros of UTF-16 without one, as UTF-8, and last as Windows-1252."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Decoded(content.decode("utf-16", errors="replace").replace("\0", ""))
    beginning = content[:2000]
    for odd, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if beginning and beginning[odd::2].count(0) * 3 > len(beginning):
            return Decoded(content.decode(encoding, errors="replace").replace("\0", ""))
    try:
        return Decoded(content.decode("utf-8-sig").replace("\0", ""))
    except UnicodeDecodeError:
        return Decoded(content.decode("cp1252", errors="replace").replace("\0", ""), guessed=True)


@dataclass(frozen=True, slots=True)
class CellRow:
    """One row: its cells, and the line of the file it ends on (counted from 1)."""

    line: int
    cells: tuple[str, ...]


def cell_rows(text: str, file_name: str) -> list[CellRow]:
    """The rows of a CSV or TSV without blank ones; raises InputError past 100,000 rows or 200 columns."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text))
    rows: list[CellRow] = []
    try:
        for cells in reader:
            if len(cells) > MOST_COLUMNS:
                raise InputError(message("error-file-columns", file_name, reader.line_num, MOST_COLUMNS))
            if len(rows) >= MOST_ROWS:
                raise InputError(
                    message("error-file-rows", file_name, MOST_ROWS), message("error-file-split")
                )
            if any(cell.strip() for cell in cells):
                rows.append(CellRow(reader.line_num, tuple(cells)))
    except csv.Error:
        raise InputError(
            message("error-file-broken-row", file_name, reader.line_num), message("error-file-save-as-csv")
        ) from None
    return rows


def delimiter(text: str) -> str:
    """Comma, semicolon or tab: which of them the first lines hold equally often, else most often."""
    lines = [line for line in text[:8000].splitlines()[:20] if line.strip()]

    def fitness(sign: str) -> tuple[int, int]:
        counts = [line.count(sign) for line in lines]
        agreeing = sum(count == counts[0] for count in counts) if counts and counts[0] else 0
        return agreeing, sum(counts)

    return max(_DELIMITERS, key=fitness)
