"""One part of a screen, drawn by a pure function from the Look and its own size."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from letsconnect_tui.tui.rows import Rows

if TYPE_CHECKING:
    from textual.content import Content

    from letsconnect_tui.tui.look import Look

Draw = Callable[["Look", int, int], "list[Content]"]


class Region(Rows):
    """Rows that draw themselves: ``draw`` gets the Look, the width and the height."""

    def __init__(self, draw: Draw, *, id: str, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._draw = draw
        self._look: Look | None = None

    def look(self, look: Look) -> None:
        """Draw this moment; nothing is drawn while it is not displayed."""
        self._look = look
        if self.display and self.size.width:
            self.show(self._draw(look, self.size.width, self.size.height))

    def on_resize(self) -> None:
        """Draw again for the new size."""
        if self._look is not None:
            self.look(self._look)
