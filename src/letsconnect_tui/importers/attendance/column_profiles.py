"""What the columns of a table hold, by a sample of their cells."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.importers.attendance.cell_kinds import is_nothing, kind_of, whole_minutes
from letsconnect_tui.importers.attendance.moments import read_moment
from letsconnect_tui.people.names import search_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from letsconnect_tui.importers.attendance.tables import Table

_MOST = 0.8
_SAMPLE = 200


class Profile(msgspec.Struct, frozen=True):
    """A column: its place, folded header, kinds of cells, and how many are filled and different."""

    place: int
    key: str
    kinds: Counter[str]
    filled: int
    distinct: int

    def is_mostly(self, *kinds: str) -> bool:
        """True if nearly all cells that are not empty are of these kinds."""
        return self.filled > 0 and sum(self.kinds[kind] for kind in kinds) >= _MOST * self.filled


def are_minutes(one: Profile, sample: Sequence[Sequence[str]]) -> bool:
    """True if the cells can be minutes of a meeting."""
    filled = [row[one.place] for row in sample if one.place < len(row) and not is_nothing(row[one.place])]
    return all((number := whole_minutes(cell)) is not None and number <= 2880 for cell in filled)


def profiles_of(table: Table) -> tuple[list[Profile], list[Sequence[str]]]:
    """A profile of each column of a table, and the rows that they are of."""
    step = max(1, len(table.rows) // _SAMPLE)
    sample: list[Sequence[str]] = [row.cells for row in table.rows[::step]]
    return [_profile(place, table.header, sample) for place in range(table.width)], sample


def _profile(place: int, header: Sequence[str], sample: Sequence[Sequence[str]]) -> Profile:
    cells = [row[place] for row in sample if place < len(row) and not is_nothing(row[place])]
    key = search_key(header[place][:100]) if place < len(header) else ""
    return Profile(place, key, Counter(kind_of(cell) for cell in cells), len(cells), len(set(cells)))


def are_times(one: Profile, sample: Sequence[Sequence[str]]) -> bool:
    """True if the cells can be times of day."""
    filled = [row[one.place] for row in sample if one.place < len(row) and not is_nothing(row[one.place])]
    return all((found := read_moment(cell)) is not None and found.seconds is not None for cell in filled)
