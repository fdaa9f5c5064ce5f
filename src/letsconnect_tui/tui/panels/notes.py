"""All notes of what is on, for windows that have no room for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.i18n import words
from letsconnect_tui.tui.panels.panel import Panel
from letsconnect_tui.tui.render.notes import notes
from letsconnect_tui.tui.render.styles import MUTED, styled
from letsconnect_tui.tui.widgets.text_view import TextView

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from letsconnect_tui.tui.snapshot import Snapshot


class NotesPanel(Panel):
    """The notes in whole, to be scrolled."""

    PANEL_ID = "notes"

    def __init__(self) -> None:
        super().__init__()
        self.lines = TextView(id="notes-lines")

    def compose(self) -> ComposeResult:
        """Only the text."""
        yield self.lines

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw what changed."""
        self._draw(snapshot)

    def on_resize(self) -> None:
        """Wrap for the new width."""
        self._draw(self.live.snapshot())

    def _draw(self, snapshot: Snapshot) -> None:
        if self.size.width:
            rows = notes(snapshot, self.size.width - 1) or [styled(f" {words('tui-no-notes')}", MUTED)]
            self.lines.show([(str(number), row) for number, row in enumerate(rows)])
