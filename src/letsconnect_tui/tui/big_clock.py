"""The big clock's screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import ModalScreen

from letsconnect_tui.tui.draw.big import big_clock
from letsconnect_tui.tui.region import Region

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

    from letsconnect_tui.tui.look import Look


class BigClock(ModalScreen[None]):
    """Nothing but time and title, as large as the window allows; any key but the lock leaves it."""

    DEFAULT_CSS = """
    BigClock { background: $background; }
    BigClock Region { height: 1fr; }
    """

    def compose(self) -> ComposeResult:
        """One region, the whole window."""
        yield Region(big_clock, id="big")

    def look(self, look: Look) -> None:
        """Draw this moment."""
        self.query_one(Region).look(look)

    def on_key(self, event: events.Key) -> None:
        """Any key leaves; it does nothing else. The lock never comes here."""
        event.stop()
        event.prevent_default()
        if self.is_current:  # several keys may wait behind the first
            self.dismiss()
