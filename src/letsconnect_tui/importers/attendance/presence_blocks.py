"""Tables that tell all of somebody's joining and leaving in one cell, as ``["09:00–09:40","10:00–"]``."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from letsconnect_tui.importers.attendance.cell_kinds import is_nothing, kind_of
from letsconnect_tui.importers.attendance.tables import Table, Tables
from letsconnect_tui.importers.cells import CellRow

if TYPE_CHECKING:
    from collections.abc import Sequence

_BLOCK = re.compile(
    r"(?P<join>[^–—]*\d[^–—]*?)\s*[–—]\s*(?P<leave>.*)|(?P<from>[\d:.\s]+?)-(?P<until>[\d:.\s]*)"
)
_SAMPLE = 200
_LONGEST_CELL = 20_000
_KEPT = ("text", "empty", "email", "date")


def texts_listed(cell: str) -> list[str] | None:
    """The texts of a cell that holds a list of them as JSON; None for any other cell."""
    text = cell.strip()
    if not (text.startswith("[") and text.endswith("]")) or len(text) > _LONGEST_CELL:
        return None
    try:
        read = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return read if isinstance(read, list) and all(isinstance(one, str) for one in read) else None


def with_blocks_apart(found: Tables) -> Tables:
    """The tables with a row for each time somebody was there, where they list them in one cell."""
    loose = list(found.loose)
    return Tables([_blocks_apart(table, loose) for table in found.tables], loose)


def _blocks_apart(table: Table, loose: list[CellRow]) -> Table:
    """Times and lengths that sum a row up are left out; the one day of all rows goes to ``loose``."""
    place = next((one for one in range(table.width) if _holds_blocks(table.column(one)[:_SAMPLE])), None)
    if place is None:
        return table
    days = {one: table.column(one) for one in range(table.width)}
    day = [one for one, cells in days.items() if len(set(cells)) == 1 and kind_of(cells[0]) == "date"]
    loose += [CellRow(table.rows[0].line, (table.rows[0].cells[one],)) for one in day[:1]]
    kept = [
        one
        for one in range(table.width)
        if one not in (place, *day) and _says_who(table.column(one)[:_SAMPLE])
    ]

    def of(cells: Sequence[str]) -> tuple[str, ...]:
        return tuple(cells[one] if one < len(cells) else "" for one in kept)

    rows = []
    for row in table.rows:
        blocks = texts_listed(row.cells[place]) if place < len(row.cells) else None
        for block in blocks or [""]:
            rows.append(CellRow(row.line, (*of(row.cells), *_join_and_leave(block))))
    header = (*of(table.header), "Join", "Leave") if table.header else ()
    return Table(header, rows, table.title)


def _holds_blocks(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if not is_nothing(cell)]
    lists = [one for cell in filled if (one := texts_listed(cell)) is not None]
    blocks = [block for one in lists for block in one]
    return bool(blocks) and len(lists) == len(filled) and all(map(_BLOCK.fullmatch, blocks))


def _says_who(cells: Sequence[str]) -> bool:
    return all(kind_of(cell) in _KEPT for cell in cells)


def _join_and_leave(block: str) -> tuple[str, str]:
    found = _BLOCK.fullmatch(block)
    if found is None:
        return "", ""
    return (found["join"] or found["from"] or "").strip(), (found["leave"] or found["until"] or "").strip()
