"""A few rows of text that repaints only the cells that changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Sequence

BLANK = Content("")


def changed_span(before: Strip, after: Strip) -> tuple[int, int] | None:
    """The first changed column and how many columns from there on changed; None if nothing did."""
    old, new = _cells(before), _cells(after)
    if len(old) != len(new):
        return (0, max(len(old), len(new)))
    changed = [x for x, (one, other) in enumerate(zip(old, new, strict=True)) if one != other]
    return (changed[0], changed[-1] - changed[0] + 1) if changed else None


def _cells(strip: Strip) -> list[object]:
    """One entry per column; a wide letter fills its columns, a mark joins the letter before it."""
    from letsconnect_tui.text import cell_width, clusters

    cells: list[object] = []
    for text, style, _ in strip:
        for cluster in clusters(text):
            width = cell_width(cluster)
            cells += [(cluster, style, part) for part in range(width)]
    return cells


class TextRows(Widget):
    """Rows of Content, each cut to the width; ``show`` is cheap when nothing changed."""

    DEFAULT_CSS = """
    TextRows {
        height: auto;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """
    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._rows: tuple[Content, ...] = ()
        self._strips: dict[int, Strip] = {}
        self._strips_width = 0

    @property
    def rows(self) -> tuple[Content, ...]:
        """What is shown."""
        return self._rows

    def show(self, rows: Sequence[Content]) -> None:
        """Show these rows instead; only changed cells are painted again."""
        before, self._rows = self._rows, tuple(rows)
        if not self.is_mounted or not self.size.width:
            self._strips.clear()
            self.refresh(layout=len(before) != len(self._rows))
            return
        if len(before) != len(self._rows):
            self._strips.clear()
            self.refresh(layout=self.styles.is_auto_height)
            return
        for y, (old, new) in enumerate(zip(before, self._rows, strict=True)):
            if old is not new and not old.is_same(new):
                self._repaint(y)

    def hold(self, rows: Sequence[Content]) -> None:
        """Have these rows instead, while all of them are being painted anyway."""
        self._rows = tuple(rows)
        self._strips.clear()

    def _repaint(self, y: int) -> None:
        old = self._strips.pop(y, None)
        span = (0, self.size.width) if old is None else changed_span(old, self._strip(y))
        if span is not None:
            self.refresh(Region(span[0], y, span[1], 1))

    def notify_style_update(self) -> None:
        """Forget what was painted in the old colours."""
        self._strips.clear()
        super().notify_style_update()

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """As many rows as are shown."""
        return len(self._rows)

    def render_line(self, y: int) -> Strip:
        """One row, as wide as the widget."""
        if y >= len(self._rows):
            return Strip.blank(self.size.width, self.visual_style.rich_style)
        return self._strip(y)

    def _strip(self, y: int) -> Strip:
        if self._strips_width != self.size.width:
            self._strips_width = self.size.width
            self._strips.clear()
        if y not in self._strips:
            style = self.visual_style
            strips = Visual.to_strips(self, self._rows[y], self.size.width, 1, style, pad=True)
            self._strips[y] = strips[0] if strips else Strip.blank(self.size.width, style.rich_style)
        return self._strips[y]
