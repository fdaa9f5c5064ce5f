"""A few rows of text that repaint only the cells that changed; given, or drawn from a Snapshot."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.content import Content
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from letsconnect_tui.tui.snapshot import Snapshot

Draw = Callable[["Snapshot", int, int], "list[Content]"]

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

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
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


class WrappedRows(TextRows):
    """Sentences, each in as many rows as it needs in the width there is."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._sentences: tuple[Content, ...] = ()

    def show(self, rows: Sequence[Content]) -> None:
        """Show these sentences instead; each begins with a blank."""
        self._sentences = tuple(rows)
        super().show(self._wrapped())

    def on_resize(self) -> None:
        """Wrap again for the new width."""
        super().show(self._wrapped())

    def _wrapped(self) -> list[Content]:
        width = self.size.width - 1
        if width <= 1:
            return list(self._sentences)
        indent = Content(" ")
        return [indent + row for sentence in self._sentences for row in sentence[1:].wrap(width)]


class SnapshotRows(TextRows):
    """Rows that draw themselves from a Snapshot and their own size.

    Args:
        draw: Makes the rows; gets the snapshot, the width and the height.
        id: The widget's id.
        depends_on: All that the rows depend on besides their size, so that they are drawn again only for
            another of these; compared by identity, for states are large. None: they show the moment.
    """

    def __init__(
        self, draw: Draw, *, id: str, depends_on: Callable[[Snapshot], tuple[object, ...]] | None = None
    ) -> None:
        super().__init__(id=id)
        self._draw = draw
        self._depends_on = depends_on
        self._snapshot: Snapshot | None = None
        self._drawn_from: tuple[object, ...] = ()
        self._drawn_for = Size()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw this moment; nothing is drawn while it is not displayed."""
        self._snapshot = snapshot
        if self.display and self.size.width and not self._is_drawn(snapshot):
            self.show(self._rows_of(snapshot))

    def on_resize(self) -> None:
        """Draw again for the new size."""
        if self._snapshot is not None:
            self.show_snapshot(self._snapshot)

    def render_line(self, y: int) -> Strip:
        """One row; Textual paints a new size before it tells of it, and would paint the old rows."""
        if self._snapshot is not None and not self._is_drawn(self._snapshot):
            self.hold(self._rows_of(self._snapshot))
        return super().render_line(y)

    def _facts(self, snapshot: Snapshot) -> tuple[object, ...]:
        return (snapshot,) if self._depends_on is None else self._depends_on(snapshot)

    def _is_drawn(self, snapshot: Snapshot) -> bool:
        """Whether the rows held are those of this snapshot and size."""
        facts = self._facts(snapshot)
        return (
            self._drawn_for == self.size
            and len(facts) == len(self._drawn_from)
            and all(one is other for one, other in zip(facts, self._drawn_from, strict=True))
        )

    def _rows_of(self, snapshot: Snapshot) -> list[Content]:
        self._drawn_from, self._drawn_for = self._facts(snapshot), self.size
        return self._draw(snapshot, *self.size)
