"""A list of any length, one line an entry, with a cursor: repaints single rows, at 60 or 10,000 alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.binding import BindingType
    from textual.events import Click


KeyedLines = Sequence[tuple[str, Content]]


class LineList(ScrollView, can_focus=True):
    """Lines of Content by key, e.g. a person's id; only rows that changed are painted again.

    ``show`` takes ``(key, line)`` pairs; a line may be a function that draws it when it comes into sight.
    The cursor stays on its key when lines come and go. Whoever marks its line in other ways gives the list
    the class ``-own-cursor``.
    """

    DEFAULT_CSS = """
    LineList {
        height: 1fr;
        overflow-x: hidden;
        text-wrap: nowrap;
        text-overflow: ellipsis;
        scrollbar-size-vertical: 1;
        & > .lines--cursor {
            background: $block-cursor-blurred-background; text-style: $block-cursor-blurred-text-style;
        }
        &:focus > .lines--cursor {
            background: $block-cursor-background; color: $block-cursor-foreground;
            text-style: $block-cursor-text-style;
        }
        &.-own-cursor:focus > .lines--cursor {
            background: $block-cursor-blurred-background; color: $foreground;
        }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"lines--cursor"}
    """The row the cursor is on."""
    FOCUS_ON_CLICK: ClassVar[bool] = False
    """Letters would be keys of the session where an input had them before the click."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "move_page(-1)", show=False),
        Binding("pagedown", "move_page(1)", show=False),
        Binding("home", "move_to(0)", show=False),
        Binding("end", "move_to(-1)", show=False),
        Binding("enter", "choose", show=False),
    ]
    ALLOW_SELECT = False

    class AboutLine(Message):
        """Something happened to a line."""

        def __init__(self, view: LineList, key: str) -> None:
            super().__init__()
            self.view = view
            self.key = key

        @property
        def control(self) -> LineList:
            """The list."""
            return self.view

    class Chosen(AboutLine):
        """Enter was pressed on a line."""

    class Moved(AboutLine):
        """The cursor came to another line."""

    def __init__(self, *, cursor: bool = True, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._keys: list[str] = []
        self._lines: list[Content | Callable[[], Content]] = []
        self._row_of: dict[str, int] = {}
        self._cursor = 0
        self._shows_cursor = cursor

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all lines, in order."""
        return tuple(self._keys)

    @property
    def cursor_key(self) -> str | None:
        """The key of the line the cursor is on."""
        return self._keys[self._cursor] if self._keys else None

    @property
    def cursor_row(self) -> int:
        """The row the cursor is on, counted from 0."""
        return self._cursor

    @property
    def line_width(self) -> int:
        """The columns of a line: all but the scrollbar's while there is one."""
        return self.scrollable_content_region.width

    def show(self, lines: Sequence[tuple[str, Content | Callable[[], Content]]]) -> None:
        """Show these lines; the cursor stays on its key, else on its row."""
        kept = self.cursor_key
        keys = [key for key, _ in lines]
        same = keys == self._keys
        before, self._lines = self._lines, [line for _, line in lines]
        if same:
            for row, (old, new) in enumerate(zip(before, self._lines, strict=True)):
                if not _equal(old, new):
                    self._repaint(row)
            return
        self._keys = keys
        self._row_of = {key: row for row, key in enumerate(keys)}
        self._cursor = self._row_of.get(kept or "", min(self._cursor, max(0, len(keys) - 1)))
        self.virtual_size = Size(self.size.width, len(keys))
        self._show_cursor_row()
        self.refresh()

    def replace(self, key: str, line: Content | Callable[[], Content]) -> None:
        """Show another line for one key."""
        row = self._row_of[key]
        self._lines[row] = line
        self._repaint(row)

    def move_to_key(self, key: str) -> None:
        """Put the cursor on a line, if it is there."""
        if key in self._row_of:
            self.action_move_to(self._row_of[key])

    def action_move(self, rows: int) -> None:
        """Move the cursor by rows."""
        if self._keys:
            self.action_move_to(max(0, min(len(self._keys) - 1, self._cursor + rows)))

    def action_move_page(self, pages: int) -> None:
        """Move the cursor by what fits on the screen."""
        self.action_move(pages * max(1, self.size.height - 1))

    def action_move_to(self, row: int) -> None:
        """Put the cursor on a row; negative counts from the end."""
        row %= max(1, len(self._keys))
        if row == self._cursor or not self._keys:
            return
        before, self._cursor = self._cursor, row
        self._repaint(before)
        self._repaint(row)
        self._show_cursor_row()
        self.post_message(self.Moved(self, self._keys[row]))

    def action_choose(self) -> None:
        """Tell that Enter was pressed on a line."""
        if self.cursor_key is not None:
            self.post_message(self.Chosen(self, self.cursor_key))

    def on_click(self, event: Click) -> None:
        """The cursor comes to the row that was clicked; nothing else happens."""
        row = event.y + int(self.scroll_y)
        if self._shows_cursor and 0 <= row < len(self._keys):
            self.action_move_to(row)

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self.virtual_size = Size(self.size.width, len(self._keys))
        self._show_cursor_row()

    def render_line(self, y: int) -> Strip:
        """One line of the list, as far as it is in sight."""
        row = y + int(self.scroll_y)
        width = self.line_width
        style = self.visual_style
        if row >= len(self._lines):
            return Strip.blank(width, style.rich_style)
        marked = self._shows_cursor and row == self._cursor
        if marked:
            style += self.get_visual_style("lines--cursor")
        line = self._lines[row]
        content = line if isinstance(line, Content) else line()
        if content.cell_length > width:  # drawn before the scrollbar took its column
            content = content.truncate(width, ellipsis=True)
        strips = Visual.to_strips(self, content, width, 1, style, pad=True, apply_selection=False)
        strip = strips[0] if strips else Strip.blank(width, style.rich_style)
        return self._under_cursor(strip, style.rich_style) if marked else strip

    def _under_cursor(self, strip: Strip, style: Style) -> Strip:
        """With the focus, the cursor's two colours instead of the line's own, hard to read on it.

        Reversal is put on here, since the visual styles of Textual 8.2 forget it; without colours it is all.
        """
        over = Style(color=style.color, bgcolor=style.bgcolor) if self.has_focus else Style()
        if self.get_component_styles("lines--cursor").text_style.reverse:
            over += Style(reverse=True)
        return Strip([Segment(text, (own or Style()) + over) for text, own, _ in strip], strip.cell_length)

    def _repaint(self, row: int) -> None:
        y = row - int(self.scroll_y)
        if 0 <= y < self.size.height:
            self.refresh(Region(0, y, self.line_width, 1))

    def _show_cursor_row(self) -> None:
        if self._shows_cursor and self.size.height:
            self.scroll_to_region(Region(0, self._cursor, 1, 1), animate=False, force=True)


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


def plain_at(lines: KeyedLines, cursor: str | None) -> list[tuple[str, Content]]:
    """The lines, the one with the key ``cursor`` without styles."""
    return [(key, Content(line.plain) if key == cursor else line) for key, line in lines]


def show_lines(view: LineList, draw: Callable[[str | None], KeyedLines]) -> None:
    """Show what ``draw`` makes for the key the cursor is on, also when showing it moves the cursor.

    The line the cursor is on has no colours of its own, which would vanish on the cursor's colour.
    """
    cursor = view.cursor_key
    view.show(draw(cursor))
    if view.cursor_key != cursor:
        view.show(draw(view.cursor_key))


def _equal(old: Content | Callable[[], Content], new: Content | Callable[[], Content]) -> bool:
    if isinstance(old, Content) and isinstance(new, Content):
        return old.is_same(new)
    return old is new
