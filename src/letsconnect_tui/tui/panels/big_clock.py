"""The big clock's screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import ModalScreen

from letsconnect_tui.tui.render.big_clock import big_clock
from letsconnect_tui.tui.widgets.text_rows import SnapshotRows

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

    from letsconnect_tui.tui.snapshot import Snapshot


class BigClock(ModalScreen[None]):
    """Nothing but time and title, as large as the window allows; any key but the lock leaves it."""

    DEFAULT_CSS = """
    BigClock { background: $background; }
    BigClock SnapshotRows { height: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.rows = SnapshotRows(big_clock, id="big")

    def compose(self) -> ComposeResult:
        """One part, as large as the window."""
        yield self.rows

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw this moment."""
        self.rows.show_snapshot(snapshot)

    def on_key(self, event: events.Key) -> None:
        """Any key leaves; it does nothing else. The lock never comes here."""
        event.stop()
        event.prevent_default()
        if self.is_current:  # several keys may wait behind the first
            self.dismiss()
