"""Rows as CSV by RFC 4180: commas, CRLF, quotes doubled; no cell that a spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from letsconnect_tui.exporters.escape import csv_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Cell = str | int | None


def csv_text(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """A header and rows; None is an empty cell."""
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return sheet.getvalue()


def _cell(cell: Cell) -> str:
    # A number of ours may begin with a minus sign and stays a number; a text that looks like one does not.
    return csv_cell(cell) if isinstance(cell, str) else "" if cell is None else str(cell)
