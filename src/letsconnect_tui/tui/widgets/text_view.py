"""A long text to be read: the keys of a list scroll it."""

from __future__ import annotations

from letsconnect_tui.tui.widgets.line_list import LineList


class TextView(LineList):
    """Lines without a cursor."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(cursor=False, id=id)

    def action_move(self, rows: int) -> None:
        """Scroll by rows."""
        self.scroll_relative(y=rows, animate=False)

    def action_move_to(self, row: int) -> None:
        """To the beginning, or to the end."""
        if row:
            self.scroll_end(animate=False)
        else:
            self.scroll_home(animate=False)

    def action_choose(self) -> None:
        """There is nothing to choose."""
