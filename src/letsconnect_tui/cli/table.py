"""Rows of text as columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.text import cell_width

if TYPE_CHECKING:
    from collections.abc import Sequence


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """One line a row, two blanks between columns; every row has as many cells as the first."""
    widths = [max(map(cell_width, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(map(_padded, row, widths)).rstrip() for row in rows]


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - cell_width(cell))
