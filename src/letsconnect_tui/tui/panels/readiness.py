"""The readiness board: who has what ready, and what to look at on the call, ticked with space."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from letsconnect_tui.app.readiness import preflight_steps, rest_of_team, sharers, tick, tick_step
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


STEP = "step:"
"""Before the id of a step in the key of its row; ids of people have no such beginning."""


class ReadinessGrid(LineList):
    """Rows of people with a cursor that also moves from column to column."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", show=False),
        Binding("right", "step(1)", show=False),
    ]

    class Stepped(LineList.Moved):
        """The cursor came to another column."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, classes="-own-cursor")
        self.column = 0

    def action_step(self, by: int) -> None:
        """Move the cursor to another column."""
        if self.cursor_key is not None:
            self.column = (self.column + by) % len(readiness.COLUMNS)
            self.post_message(self.Stepped(self, self.cursor_key))


class ReadinessPanel(Panel):
    """Sharers first, with all they prepare; the team, who only have to be here; then the preflight."""

    PANEL_ID = "readiness"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tick", id="readiness-tick"),
        Binding("enter", "tick", id="readiness-tick-too", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.header = TextRows(id="ready-head")
        self.grid = ReadinessGrid(id="ready-grid")
        self._snapshot: Snapshot | None = None
        self._drawn: dict[str, Content] = {}
        self._steps: dict[str, str] = {}
        """Key of a row → the step it is about."""

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

    def line_moved(self) -> None:
        """The cell under the cursor looks different."""
        self._draw()

    def line_chosen(self, key: str) -> None:
        """Enter ticks like space."""
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
        shown = self.grid.keys
        cursor = self.grid.cursor_key if shown[: len(people)] == people else people[0]
        row = partial(readiness.ready_row, snapshot, width=width)
        column = self.grid.column
        rows = [(one, row(one, column=column if one == cursor else None)) for one in people]
        steps = preflight_steps(snapshot.state)
        self._steps = {f"{STEP}{task.id}": task.id for task in steps}
        for task in steps:
            key = f"{STEP}{task.id}"
            rows.append((key, readiness.step_row(snapshot, task, width, chosen=key == cursor)))
        self.grid.show(rows)

    def action_tick(self) -> None:
        """Tick the cell under the cursor, or take the tick away."""
        if self._snapshot is None or self.grid.cursor_key is None:
            return
        state, key = self.live.session.state, self.grid.cursor_key
        if key in self._steps:
            self.execute(tick_step(state, self._steps[key]))
            return
        command = tick(state, key, readiness.COLUMNS[self.grid.column])
        if command is not None:
            self.execute(command)
