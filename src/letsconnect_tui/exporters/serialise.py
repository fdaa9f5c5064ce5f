"""Values as the text of a file: CSV by RFC 4180, and JSON."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from letsconnect_tui.exporters.escape import csv_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Cell = str | int | None
VERSION = 1
"""Of every shape that is exported as JSON; a change that breaks a reader raises it."""


def csv_text(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """A header and rows with commas, CRLF and doubled quotes; None is an empty cell.

    No cell of text is taken for a formula by a spreadsheet.
    """
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return sheet.getvalue()


def _cell(cell: Cell) -> str:
    # A number of ours may begin with a minus sign and stays a number; a text that looks like one does not.
    return csv_cell(cell) if isinstance(cell, str) else "" if cell is None else str(cell)


def json_text(values: dict[str, Any]) -> str:
    """The values with the version of their shape in front: readable, UTF-8, one line break at the end."""
    return json.dumps({"version": VERSION, **values}, ensure_ascii=False, indent=2) + "\n"
