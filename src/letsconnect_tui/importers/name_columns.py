"""How much the cells of a column look like names of people, from a sample of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.importers.roster_columns import field_of
from letsconnect_tui.people.names import search_key

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST = 0.6
"""The share of cells that tells what a column holds."""
_LONGEST_NAME = 60
_LONGEST_CELL = 500  # the pattern of an address may take its length squared
_MOST_WORDS = 6
_IN_BRACKETS = re.compile(r"\s*[(（][^()（）]*[)）]\s*$")
_ADDRESS = re.compile(r"[^\s@<>]+@[^\s@<>]+")


class NameColumn(msgspec.Struct, frozen=True):
    """What a sample of the cells of a column looks like, as shares of those that are not empty."""

    place: int
    field: str | None
    key: str
    filled: float
    names: float
    several_words: float
    distinct: float
    values: int
    """How many different ones."""
    addresses: float

    @property
    def holds_names(self) -> bool:
        """True if most cells are like names."""
        return self.names >= MOST and self.filled > 0


def name_column(place: int, header: Sequence[str], sample: Sequence[Sequence[str]]) -> NameColumn:
    """What the cells of one column look like.

    Args:
        place: The column.
        header: The header, empty if there is none.
        sample: The cells of some rows.
    """
    cells = [row[place].strip() for row in sample if place < len(row)]
    filled = [cell for cell in cells if cell not in ("", "-", "--", "—")]
    heading = header[place] if place < len(header) else ""
    count = max(1, len(filled))
    return NameColumn(
        place,
        field_of(_IN_BRACKETS.sub("", heading) or heading),
        search_key(heading[:200]),
        len(filled) / max(1, len(sample)),
        sum(map(_is_like_a_name, filled)) / count,
        sum(" " in cell for cell in filled) / count,
        len(set(filled)) / count,
        len(set(filled)),
        sum(bool(_ADDRESS.search(cell[:_LONGEST_CELL])) for cell in filled) / count,
    )


def _is_like_a_name(cell: str) -> bool:
    letters = sum(map(str.isalpha, cell))
    return (
        letters > 1
        and len(cell) <= _LONGEST_NAME
        and "@" not in cell
        and "://" not in cell
        and len(cell.split()) <= _MOST_WORDS
        and sum(map(str.isdigit, cell)) * 2 < letters
    )
