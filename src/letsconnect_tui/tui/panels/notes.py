"""All notes of what is on, for windows that have no room for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.i18n import words
from letsconnect_tui.tui.panels.panel import Panel
from letsconnect_tui.tui.render.notes import notes
from letsconnect_tui.tui.render.styles import MUTED, ink
from letsconnect_tui.tui.widgets.text_view import TextView

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from letsconnect_tui.tui.snapshot import Snapshot


class NotesPanel(Panel):
    """The notes in whole, to be scrolled."""

    PLACE = "notes"

    def compose(self) -> ComposeResult:
        """Only the text."""
        yield TextView(id="notes-lines")

    def look(self, look: Snapshot) -> None:
        """Draw what changed."""
        self._draw(look)

    def on_resize(self) -> None:
        """Wrap for the new width."""
        self._draw(self.live.look())

    def _draw(self, look: Snapshot) -> None:
        if self.size.width:
            rows = notes(look, self.size.width - 1) or [ink(f" {words('tui-no-notes')}", MUTED)]
            self.query_one(TextView).show([(str(number), row) for number, row in enumerate(rows)])
