"""The readiness board: who has what ready, ticked with the cursor and space, before the start and later."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding

from letsconnect_tui.app.readiness import rest_of_team, sharers, tick
from letsconnect_tui.i18n import words
from letsconnect_tui.tui.panels.panel import Panel
from letsconnect_tui.tui.render import readiness
from letsconnect_tui.tui.render.styles import MUTED, styled
from letsconnect_tui.tui.widgets.line_list import LineList
from letsconnect_tui.tui.widgets.text_rows import TextRows

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.content import Content

    from letsconnect_tui.tui.snapshot import Snapshot


class ReadinessGrid(LineList):
    """Rows of people with a cursor that also moves from column to column."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", show=False),
        Binding("right", "step(1)", show=False),
    ]

    class Stepped(LineList.Moved):
        """The cursor came to another column."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.column = 0

    def action_step(self, by: int) -> None:
        """Move the cursor to another column."""
        if self.cursor_key is not None:
            self.column = (self.column + by) % len(readiness.COLUMNS)
            self.post_message(self.Stepped(self, self.cursor_key))


class ReadinessPanel(Panel):
    """Sharers first, with everything to prepare; then the team, who only have to be here."""

    DEFAULT_CSS = """
    #ready-grid:focus > .lines--cursor {
        background: $block-cursor-blurred-background; color: $foreground;
    }
    """
    PANEL_ID = "readiness"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tick", id="readiness-tick"),
        Binding("enter", "tick_too", id="readiness-tick-too", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.header = TextRows(id="ready-head")
        self.grid = ReadinessGrid(id="ready-grid")
        self._snapshot: Snapshot | None = None
        self._drawn: dict[str, Content] = {}

    def compose(self) -> ComposeResult:
        """Counts, due times, column names, the rows."""
        yield from (self.header, self.grid)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw what changed."""
        self._snapshot = snapshot
        self._draw()

    def on_resize(self) -> None:
        """Draw for the new width once the parts have theirs."""
        self.call_after_refresh(self._draw)

    @on(LineList.Moved)
    def draw_cursor(self, event: LineList.Moved) -> None:
        """The cell under the cursor looks different."""
        event.stop()
        self._draw()

    @on(LineList.Chosen)
    def tick_chosen(self, event: LineList.Chosen) -> None:
        """Enter ticks like space."""
        event.stop()
        if not isinstance(event, LineList.Moved):
            self.action_tick()

    def _draw(self) -> None:
        snapshot, width = self._snapshot, self.grid.line_width
        if snapshot is None or not width:
            return
        people = (*sharers(snapshot.state), *rest_of_team(snapshot.state))
        if not people:
            self.header.show([styled(f"  {words('tui-ready-nobody')}", MUTED)])
            self.grid.show([])
            return
        head = [readiness.due_line(snapshot, width), readiness.heading(width, self.grid.column)]
        if self.size.height > 2 + len(head):
            head.insert(0, readiness.summary(snapshot, width))
        self.header.show(head)
        cursor = self.grid.cursor_key if self.grid.keys == people else people[0]
        row = partial(readiness.ready_row, snapshot, width=width)
        column = self.grid.column
        self.grid.show([(one, row(one, column=column if one == cursor else None)) for one in people])

    def action_tick(self) -> None:
        """Tick the cell under the cursor, or take the tick away."""
        if self._snapshot is None or self.grid.cursor_key is None:
            return
        what = readiness.COLUMNS[self.grid.column]
        command = tick(self.live.session.state, self.grid.cursor_key, what)
        if command is not None:
            self.execute(command)

    def action_tick_too(self) -> None:
        """Enter ticks like space."""
        self.action_tick()
