"""Planned against actual time as bars, item by item; live the bar of what is on grows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.i18n import words
from letsconnect_tui.tui.panels.panel import Panel
from letsconnect_tui.tui.render.styles import MUTED, styled
from letsconnect_tui.tui.render.timeline import timeline_rows
from letsconnect_tui.tui.widgets.line_list import TextView
from letsconnect_tui.tui.widgets.text_rows import TextRows

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from letsconnect_tui.tui.snapshot import Snapshot


class TimelinePanel(Panel):
    """Two rows an item: the plan, and under it what ran."""

    PANEL_ID = "timeline"

    def __init__(self) -> None:
        super().__init__()
        self.meaning = TextRows(id="timeline-meaning")
        self.bars = TextView(id="timeline-bars")

    def compose(self) -> ComposeResult:
        """What the bars mean, and the bars."""
        yield from (self.meaning, self.bars)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw what changed."""
        self._draw(snapshot)

    def on_resize(self) -> None:
        """Draw for the new width."""
        self._draw(self.live.snapshot())

    def _draw(self, snapshot: Snapshot) -> None:
        if not self.size.width:
            return
        self.meaning.show([styled(f" {words('tui-timeline-meaning')}", MUTED)])
        rows = timeline_rows(snapshot.state, snapshot.moment, self.size.width)
        self.bars.show([(str(number), row) for number, row in enumerate(rows)])
