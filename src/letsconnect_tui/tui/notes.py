"""All notes of what is on, for windows that have no room for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.i18n import words
from letsconnect_tui.tui.draw.ink import MUTED, ink
from letsconnect_tui.tui.draw.texts import notes
from letsconnect_tui.tui.panel import Panel
from letsconnect_tui.tui.reading import ReadView

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from letsconnect_tui.tui.look import Look


class NotesPanel(Panel):
    """The notes in whole, to be scrolled."""

    PLACE = "notes"

    def compose(self) -> ComposeResult:
        """Only the text."""
        yield ReadView(id="notes-lines")

    def look(self, look: Look) -> None:
        """Draw what changed."""
        self._draw(look)

    def on_resize(self) -> None:
        """Wrap for the new width."""
        self._draw(self.live.look())

    def _draw(self, look: Look) -> None:
        if self.size.width:
            rows = notes(look, self.size.width - 1) or [ink(f" {words('tui-no-notes')}", MUTED)]
            self.query_one(ReadView).show([(str(number), row) for number, row in enumerate(rows)])
