"""Planned against actual time as bars of text, readable without colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.plan.moments import clock
from letsconnect_tui.text import cell_width, fit

if TYPE_CHECKING:
    from collections.abc import Sequence

TITLE_SHARE = 4
"""Titles may take one part in this many of the width."""
PLANNED, WITHIN, OVER, NOTHING = "─█▒·"
"""The characters of bars: what was planned, what ran within it and beyond it, and nothing that ran."""


class BarRow(msgspec.Struct, frozen=True):
    """One agenda item, as planned and as it went."""

    title: str
    planned_at: int
    planned_ms: int
    actual: tuple[tuple[int, int], ...] = ()
    """(start, end) of each time it ran; none: skipped, dropped, or still to come."""

    @property
    def actual_ms(self) -> int:
        """How long it ran in all."""
        return sum(end_at - start_at for start_at, end_at in self.actual)


def bars(rows: Sequence[BarRow], width: int) -> tuple[str, ...]:
    """Two lines for each row: the plan with its duration and title, then what ran with the difference.

    All rows share one scale. Time beyond what was planned for an item has a mark of its own, and the signed
    difference stands beside it. Nothing run: a dot. Titles come last and are cut between letters.

    Args:
        rows: In the order of the agenda.
        width: Terminal columns, 60 to 200; no line is wider.
    """
    if not rows:
        return ()
    took = [(clock(row.planned_ms // 1000), clock(row.actual_ms // 1000), _difference(row)) for row in rows]
    took_width = max(len(text) for planned, actual, _ in took for text in (planned, actual))
    title_width = min(max(cell_width(row.title) for row in rows), width // TITLE_SHARE)
    note_width = max(title_width, *(len(difference) for *_, difference in took))
    scale = _Scale.over(rows, max(1, width - took_width - note_width - 3))
    lines = []
    for row, (planned, actual, difference) in zip(rows, took, strict=True):
        plan_bar = scale.bar([(row.planned_at, row.planned_at + row.planned_ms, PLANNED)])
        ran_bar = scale.bar(_ran(row)) if row.actual else scale.bar([], row.planned_at, NOTHING)
        lines.append(f"{plan_bar} {planned:>{took_width}}  {fit(row.title, title_width)}".rstrip())
        lines.append(f"{ran_bar} {actual if row.actual else '':>{took_width}}  {difference}".rstrip())
    return tuple(lines)


def _difference(row: BarRow) -> str:
    if not row.actual:
        return ""
    seconds = row.actual_ms // 1000 - row.planned_ms // 1000
    return f"+{clock(seconds)}" if seconds > 0 else clock(seconds)


def _ran(row: BarRow) -> list[tuple[int, int, str]]:
    """The intervals that ran, split where the planned time was used up."""
    left_ms = row.planned_ms
    parts = []
    for start_at, end_at in row.actual:
        used_up_at = min(end_at, start_at + max(0, left_ms))
        if used_up_at > start_at:
            parts.append((start_at, used_up_at, WITHIN))
        if end_at > used_up_at:
            parts.append((used_up_at, end_at, OVER))
        left_ms -= end_at - start_at
    return parts


class _Scale(msgspec.Struct, frozen=True):
    """Converts moments to columns."""

    from_at: int
    span_ms: int
    columns: int

    @classmethod
    def over(cls, rows: Sequence[BarRow], columns: int) -> _Scale:
        ran = [moment for row in rows for interval in row.actual for moment in interval]
        starts = [*ran, *(row.planned_at for row in rows)]
        ends = [*ran, *(row.planned_at + row.planned_ms for row in rows)]
        return cls(min(starts), max(1, max(ends) - min(starts)), columns)

    def column(self, at: int) -> int:
        """The column of a moment, to the nearest."""
        return (2 * (at - self.from_at) * self.columns + self.span_ms) // (2 * self.span_ms)

    def bar(self, parts: Sequence[tuple[int, int, str]], dot_at: int = 0, dot: str = "") -> str:
        """Parts drawn over each other, each at least one column wide."""
        cells = [" "] * self.columns
        for start_at, end_at, mark in parts:
            first = min(self.column(start_at), self.columns - 1)
            last = max(first + 1, self.column(end_at))
            cells[first:last] = mark * (last - first)
        if dot:
            cells[min(self.column(dot_at), self.columns - 1)] = dot
        return "".join(cells)
