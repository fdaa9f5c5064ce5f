"""A workbook for spreadsheets (XLSX), written with openpyxl where that is installed (the extra ``xlsx``)."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from letsconnect_tui.errors import InputError
from letsconnect_tui.exporters.escape import CELL_LIMIT
from letsconnect_tui.i18n.message import message
from letsconnect_tui.text import cell_width, clean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from letsconnect_tui.exporters.escape import CsvCell

_WIDEST, _ROOM = 60, 2
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def workbook(sheets: Mapping[str, Sequence[Sequence[CsvCell]]], *, right_to_left: bool = False) -> bytes:
    """Sheets by name, each with its headings in the first row, which stays in sight.

    Text stays text, whatever it begins with; a moment or a number in it is for the reader to make.

    Raises:
        InputError: openpyxl is not installed.
    """
    try:
        from openpyxl import Workbook
    except ImportError:
        raise InputError(message("export-no-xlsx"), message("export-no-xlsx-hint")) from None
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.sheet_view.rightToLeft = right_to_left
        for row_number, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                if value is None:
                    continue
                cell = sheet.cell(row_number, column)
                cell.value = _text(value) if isinstance(value, str) else value
                if isinstance(value, str):
                    cell.data_type = "s"  # it would take “=…” for a formula and “#N/A” for an error
                    cell.quotePrefix = True
        sheet.freeze_panes = "A2"
        for cells in sheet.columns:
            widest = max((cell_width(str(cell.value)) for cell in cells if cell.value is not None), default=0)
            sheet.column_dimensions[cells[0].column_letter].width = min(_WIDEST, widest + _ROOM)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _text(text: str) -> str:
    return _NOT_IN_XML.sub("", clean(text, limit=CELL_LIMIT))
