"""A file as tables: where each begins, its header, and the titles and facts about the meeting around them.

Nothing is known here of the languages of headers and titles. A header is a row of words above rows that hold
times, numbers or addresses; a title is a row with one cell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.importers.attendance.cell_kinds import is_nothing, kind_of
from letsconnect_tui.importers.roster_columns import columns_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from letsconnect_tui.importers.cells import CellRow

_DATA = frozenset(("moment", "date", "time", "length", "number", "email"))
_LOOK_AHEAD = 6


class Table(msgspec.Struct):
    """Rows that have the same columns, with their header and the title above it."""

    header: tuple[str, ...] = ()
    rows: list[CellRow] = msgspec.field(default_factory=list)
    title: str = ""
    breaks: list[int] = msgspec.field(default_factory=list)
    """Numbers of rows that a blank line stands before."""

    @property
    def width(self) -> int:
        """The number of columns."""
        return max([len(self.header), *(len(row.cells) for row in self.rows[:200])])

    def column(self, place: int) -> list[str]:
        """The cells of one column; an empty text where a row is shorter."""
        return [row.cells[place] if place < len(row.cells) else "" for row in self.rows]


class Tables(msgspec.Struct):
    """The tables of a file, and the rows that belong to none."""

    tables: list[Table]
    loose: list[CellRow]
    """Titles, and facts about the meeting as ``Start time: 15:00``."""
    titles_within: list[CellRow] = msgspec.field(default_factory=list)
    """Rows with one cell above a header that comes again: titles, as far as can be told."""


def tables_of(rows: Sequence[CellRow]) -> Tables:
    """The tables among the rows of a file; rows without cells are blank lines."""
    tables: list[Table] = []
    loose: list[CellRow] = []
    titles_within: list[CellRow] = []
    current: Table | None = None
    after_blank = True
    title = ""
    place = 0
    while place < len(rows):
        row = rows[place]
        if not row.cells:
            after_blank = True
            place += 1
            continue
        starts = after_blank or _filled(row) == 1 or current is None or _is_same_header(row, current)
        if starts and (header := _header_at(rows, place, current)) is not None:
            above = [one for one in rows[place:header] if one.cells]
            if current is not None and _is_same_header(rows[header], current):
                people, above = _without_titles(above)
                current.rows += people
                titles_within += above
            loose += above
            titles = [one for one in above if _filled(one) == 1]
            title = next((cell for cell in titles[-1].cells if cell.strip()), "") if titles else title
            current = Table(rows[header].cells, title=title)
            tables.append(current)
            title, place, after_blank = "", header + 1, False
            continue
        if current is None or (after_blank and not _continues(row, current)):
            if _is_data_row(row):
                current = Table(title=title)
                tables.append(current)
            else:
                loose.append(row)
                title = row.cells[0] if _filled(row) == 1 else title
                after_blank, current = False, current if current is None else None
                place += 1
                continue
        elif after_blank and current.rows:
            current.breaks.append(len(current.rows))
        current.rows.append(row)
        after_blank = False
        place += 1
    found = _without_facts(tables, loose)
    found.titles_within = titles_within
    return found


def _without_titles(rows: list[CellRow]) -> tuple[list[CellRow], list[CellRow]]:
    """The rows, and those with one cell at their end, which name what comes below."""
    end = len(rows)
    while end and _filled(rows[end - 1]) == 1:
        end -= 1
    return rows[:end], rows[end:]


def _filled(row: CellRow) -> int:
    return sum(bool(cell.strip()) for cell in row.cells)


def _is_data_row(row: CellRow) -> bool:
    return any(kind_of(cell) in _DATA for cell in row.cells)


def _is_header(row: CellRow) -> bool:
    filled = [cell for cell in row.cells if cell.strip()]
    return len(filled) > 1 and all(kind_of(cell) == "text" for cell in filled)


def _is_same_header(row: CellRow, current: Table) -> bool:
    return bool(current.header) and row.cells[: len(current.header)] == current.header[: len(row.cells)]


def _header_at(rows: Sequence[CellRow], place: int, current: Table | None) -> int | None:
    """The place of the header of a table that begins here, perhaps below titles; None if none does."""
    for at in range(place, min(place + _LOOK_AHEAD, len(rows))):
        row = rows[at]
        if not row.cells:
            return None
        if current is not None and _is_same_header(row, current):
            return at
        below = [one for one in rows[at + 1 : at + 1 + _LOOK_AHEAD] if one.cells]
        if _is_header(row) and below and _fits_below(row, below):
            return at
        if _is_data_row(row) and _filled(row) > 2:
            return None
    return None


def _fits_below(header: CellRow, below: Sequence[CellRow]) -> bool:
    """True if one of the next rows holds data in columns that the header names, and is about as wide."""
    if columns_of(header.cells).has_a_name and _filled(header) >= _filled(below[0]) > 0:
        return True
    for row in below:
        if _is_header(row) and _filled(row) > 2 * _filled(header):
            return False
        if _is_data_row(row):
            return 2 * _filled(header) > _filled(row)
    return False


def _continues(row: CellRow, table: Table) -> bool:
    """True if a row after a blank line has the columns of the table above it."""
    if not table.rows:
        return True
    like = table.rows[-1].cells
    places = [place for place, cell in enumerate(like) if kind_of(cell) in _DATA]
    same = sum(
        place < len(row.cells) and kind_of(row.cells[place]) == kind_of(like[place]) for place in places
    )
    if not places:
        return len(row.cells) == table.width
    return same * 2 >= len(places) and abs(_filled(row) - _filled(table.rows[-1])) <= 3


def _without_facts(tables: list[Table], loose: list[CellRow]) -> Tables:
    """Blocks of two columns whose second holds now a number, now a time are facts about the meeting."""
    kept = []
    for table in tables:
        kinds = {kind_of(row.cells[1]) for row in table.rows if len(row.cells) > 1} - {"empty", "text"}
        narrow = all(sum(not is_nothing(cell) for cell in row.cells) <= 2 for row in table.rows)
        header_is_narrow = sum(bool(cell.strip()) for cell in table.header) <= 2
        if narrow and header_is_narrow and len(kinds) > 1:
            loose += table.rows
        elif table.rows or table.header:
            kept.append(table)
    return Tables(kept, loose)
