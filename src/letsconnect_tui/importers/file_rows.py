"""Any file of people as text and rows: CSV, TSV, XLSX, a list, JSON. Every reader of people begins here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.importers.cells import MOST_BYTES, CellRow, cell_rows, delimiter
from letsconnect_tui.importers.encodings import decode
from letsconnect_tui.importers.roster_columns import columns_of
from letsconnect_tui.paths import read_at_most

if TYPE_CHECKING:
    from pathlib import Path

_XLSX, _XLS = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_DASH = re.compile(r"\s+[-–—]\s+")
_MOST_IN_ONE_CELL = 0.9
_BEGINNING = 20_000
"""How many characters tell what a file is."""
_CONTROL = re.compile("[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_MOST_CONTROL, _MOST_CONTROL_SHARE = 20, 0.04
"""A name may hold some; bytes that are no text hold one in ten."""
_HTML = re.compile(r"\s*<(!doctype|html|\?xml)\b", re.IGNORECASE)
_PLAN = re.compile(r"^(\[session\]|\[\[item\]\]|plan\s*=\s*\d+)\s*$", re.MULTILINE)


class FileRows(msgspec.Struct, frozen=True):
    """What a file holds."""

    file_name: str
    rows: list[CellRow]
    """Its rows; one without cells is a blank line."""
    text: str = ""
    """Its text; empty for a spreadsheet."""
    notes: tuple[Message, ...] = ()
    content: bytes = b""
    columns: str | None = None
    """Which of its columns is which, where somebody has said so: ``name=2,joined=3``, or ``auto``."""

    @property
    def is_json(self) -> bool:
        """True for the saved answer of a web interface."""
        begins = self.text.lstrip()[:2]
        is_wiki = begins in ("[[", "{{")
        return self.file_name.lower().endswith(".json") or (begins[:1] in ("[", "{") and not is_wiki)


def read_file(path: Path, encoding: str | None = None, columns: str | None = None) -> FileRows:
    """Read a file of people.

    Args:
        path: The file, at most 5 MB.
        encoding: What somebody says it is in; None is found out.
        columns: Which of its columns is which; None: as it was said of an earlier file with these headings.

    Raises:
        InputError: It is missing, too large, broken, or not in that encoding.
    """
    return replace(_read(path, encoding), columns=columns)


def _read(path: Path, encoding: str | None) -> FileRows:
    content = read_at_most(path, MOST_BYTES, hint=message("error-file-split"))
    if content.startswith(_XLS):
        raise InputError(message("error-file-is-spreadsheet", path.name), message("error-file-save-as-csv"))
    if content.startswith(_XLSX):
        from letsconnect_tui.importers.spreadsheet import spreadsheet_rows  # deferred: only for XLSX

        return FileRows(path.name, spreadsheet_rows(content, path.name, blank_rows=True), content=content)
    decoded = decode(content, encoding)
    _refuse_what_holds_no_people(decoded.text, path.name)
    found = FileRows(path.name, [], decoded.text, decoded.notes(path.name), content)
    return (
        found
        if found.is_json
        else FileRows(
            path.name, rows_of_text(decoded.text, path.name), decoded.text, decoded.notes(path.name), content
        )
    )


def _refuse_what_holds_no_people(text: str, file_name: str) -> None:
    """Refuse what would be read as a list of nonsense: bytes that are no text, a page of HTML, a plan."""
    beginning = text[:_BEGINNING]
    controls = len(_CONTROL.findall(beginning))
    if controls > _MOST_CONTROL and controls > len(beginning) * _MOST_CONTROL_SHARE:
        raise InputError(message("error-file-no-text", file_name), message("error-file-encoding-named"))
    if _HTML.match(beginning):
        raise InputError(message("error-file-is-html", file_name), message("error-file-save-as-csv"))
    if _PLAN.search(beginning):
        raise InputError(message("error-file-is-plan", file_name))


def rows_of_text(text: str, file_name: str) -> list[CellRow]:
    """The rows of a table in a text, whatever parts its cells; blank lines are kept as rows without cells.

    Raises:
        InputError: A quote in it is never closed, or it is too large.
    """
    rows = cell_rows(text, file_name, blank_rows=True)
    if (inside := _rows_in_quotes(rows, file_name)) is not None:
        return inside
    return _rows_between_dashes(rows) or rows


def _rows_in_quotes(rows: list[CellRow], file_name: str) -> list[CellRow] | None:
    """The rows of a table whose every line was quoted as one cell; None for any other table."""
    cells = [next(filter(str.strip, row.cells), "") for row in rows if row.cells]
    if len(cells) < 2 or any(sum(map(bool, map(str.strip, row.cells))) > 1 for row in rows):
        return None
    sign = delimiter("\n".join(cells[:40]))
    if "\n" in "".join(cells) or sum(sign in cell for cell in cells) < _MOST_IN_ONE_CELL * len(cells):
        return None
    lines = [row.line for row in rows if row.cells]
    inside = cell_rows("\n".join(cells), file_name)
    is_quoted = len(inside) == len(lines) and any(len(row.cells) > 1 for row in inside)
    return [CellRow(line, row.cells) for line, row in zip(lines, inside, strict=True)] if is_quoted else None


def _rows_between_dashes(rows: list[CellRow]) -> list[CellRow] | None:
    """The rows of ``Name - Username - Country`` with a header that is understood; None otherwise."""
    filled = [row for row in rows if row.cells]
    if len(filled) < 2 or any(len(row.cells) > 1 for row in filled):
        return None
    parts = [tuple(_DASH.split(row.cells[0])) for row in filled]
    is_table = len(parts[0]) > 1 and len({len(one) for one in parts}) == 1
    if not is_table or columns_of(parts[0]).known < 2:
        return None
    return [CellRow(row.line, one) for row, one in zip(filled, parts, strict=True)]
