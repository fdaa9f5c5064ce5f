"""Planned against actual time as bars; readable without colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.app.session_views import timeline_bars
from letsconnect_tui.timing.timeline import MARKS
from letsconnect_tui.tui.render.styles import ACCENT, MUTED, WARN, styled

if TYPE_CHECKING:
    from textual.content import Content

    from letsconnect_tui.session.moment import Moment
    from letsconnect_tui.session.state import State

NARROWEST, WIDEST = 60, 200
WITHIN, OVER = MARKS.within, MARKS.over
MARGIN = 2
"""One column at the left, one for a scroll bar."""


def timeline_rows(state: State, moment: Moment, width: int) -> list[Content]:
    """Two rows an item: the plan, which is quiet, and what ran, with time beyond the plan marked."""
    columns = max(NARROWEST, min(WIDEST, width - MARGIN))
    lines = timeline_bars(state, moment, columns)
    return [_ran(line) if number % 2 else styled(f" {line}", MUTED) for number, line in enumerate(lines)]


def _ran(line: str) -> Content:
    """What ran within the plan, beyond it, and how long it took."""
    bar, mark, beyond = line.partition(OVER)
    if mark:
        over = len(beyond) - len(beyond.lstrip(OVER))
        return styled(f" {bar}", ACCENT) + styled(mark + beyond[:over], WARN) + styled(beyond[over:])
    end = line.rfind(WITHIN) + 1
    return styled(f" {line[:end]}", ACCENT) + styled(line[end:])
