"""Rows of the waiting room: nobody is in the meeting yet.

The column is found by its header, or by its shape: one value always gives way to the other at the moment
when a person's row ends and her next one begins.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from letsconnect_tui.importers.attendance.cell_kinds import kind_of
from letsconnect_tui.importers.attendance.words import WAITING_ROOM, is_yes
from letsconnect_tui.people.names import search_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from letsconnect_tui.importers.attendance.report import ReportEntry
    from letsconnect_tui.importers.attendance.tables import Table

_AT_ONCE_S = 2
_MOST_VALUES = 3


def waiting_lines(table: Table, entries: Sequence[ReportEntry], taken: Iterable[int]) -> frozenset[int]:
    """The lines of a table that are time in the waiting room.

    Args:
        table: The table.
        entries: What its rows say of people.
        taken: Columns that hold something else.
    """
    cells = {row.line: row.cells for row in table.rows}
    flags = [place for place in range(table.width) if place not in set(taken) and _is_flag(table, place)]
    named = [
        place
        for place in flags
        if place < len(table.header) and WAITING_ROOM.search(search_key(table.header[place]))
    ]
    for place in reversed(named or flags):
        value = _value_before_entering(entries, cells, place)
        if value is None and place in named:
            value = next((one for one in _values(table, place) if is_yes(one)), None)
        if value is not None:
            return frozenset(
                line for line, row in cells.items() if place < len(row) and row[place].strip() == value
            )
    return frozenset()


def _values(table: Table, place: int) -> Counter[str]:
    return Counter(cell.strip() for cell in table.column(place) if cell.strip())


def _is_flag(table: Table, place: int) -> bool:
    """True for a column of yes and no, whatever the words are."""
    values = _values(table, place)
    return 0 < len(values) <= _MOST_VALUES and all(kind_of(one) in ("text", "empty") for one in values)


def _value_before_entering(
    entries: Sequence[ReportEntry], cells: Mapping[int, Sequence[str]], place: int
) -> str | None:
    """The value that always comes before another one where two rows of a person touch; None if none does."""
    rows: dict[str, list[tuple[datetime, datetime, int]]] = defaultdict(list)
    for entry in entries:
        if entry.join is not None and entry.leave is not None:
            rows[entry.name].append((entry.join, entry.leave, entry.line))
    changes: Counter[tuple[str, str]] = Counter()
    for own in rows.values():
        own.sort()
        for before, after in pairwise(own):
            apart = (after[0] - before[1]).total_seconds()
            row, following = cells[before[2]], cells[after[2]]
            if abs(apart) <= _AT_ONCE_S and place < min(len(row), len(following)):
                changes[row[place].strip(), following[place].strip()] += 1
    moved = {pair: count for pair, count in changes.items() if pair[0] != pair[1] and all(pair)}
    if len(moved) != 1:
        return None
    return next(iter(moved))[0]
