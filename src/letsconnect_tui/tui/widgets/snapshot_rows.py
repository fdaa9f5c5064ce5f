"""One part of a screen, drawn by a pure function from the Snapshot and its own size."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.geometry import Size

from letsconnect_tui.tui.widgets.text_rows import TextRows

if TYPE_CHECKING:
    from textual.content import Content
    from textual.strip import Strip

    from letsconnect_tui.tui.snapshot import Snapshot

Draw = Callable[["Snapshot", int, int], "list[Content]"]


class SnapshotRows(TextRows):
    """Rows that draw themselves: ``draw`` gets the Look, the width and the height.

    What stands ``still`` shows nothing of the clock and is not drawn for another second of the same state.
    """

    def __init__(self, draw: Draw, *, id: str, still: bool = False) -> None:
        super().__init__(id=id)
        self._draw = draw
        self._still = still
        self._snapshot: Snapshot | None = None
        self._drawn_for = Size()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw this moment; nothing is drawn while it is not displayed."""
        before, self._snapshot = self._snapshot, snapshot
        if self._still and self._drawn_for == self.size and snapshot.is_later_than(before):
            return
        if self.display and self.size.width:
            self._drawn_for = self.size
            self.show(self._draw(snapshot, *self.size))

    def on_resize(self) -> None:
        """Draw again for the new size."""
        if self._snapshot is not None and self._drawn_for != self.size:
            self.show_snapshot(self._snapshot)

    def render_line(self, y: int) -> Strip:
        """One row; Textual paints a new size before it tells of it, and would paint the old rows."""
        if self._snapshot is not None and self._drawn_for != self.size:
            self._drawn_for = self.size
            self.hold(self._draw(self._snapshot, *self.size))
        return super().render_line(y)
