"""All notes of what is on, and everything written down so far, to be ticked when it is dealt with."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.message import message
from letsconnect_tui.session.commands import AnswerQuestion
from letsconnect_tui.tui.panels.panel import Panel
from letsconnect_tui.tui.render.notes import notes, taken_lines
from letsconnect_tui.tui.render.styles import MUTED, styled
from letsconnect_tui.tui.widgets.line_list import LineList, plain_at

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from letsconnect_tui.tui.snapshot import Snapshot

_TAKEN = "taken:"
"""Before the number of a line that was written down; other rows are the plan's notes."""


class NotesPanel(Panel):
    """Notes, questions and actions in one list, below the plan's own notes for what is on."""

    PANEL_ID = "notes"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "tick", id="notes-tick")]

    def __init__(self) -> None:
        super().__init__()
        self.lines = LineList(id="notes-lines")
        self._snapshot: Snapshot | None = None

    def compose(self) -> ComposeResult:
        """One list."""
        yield self.lines

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw what changed."""
        self._snapshot = snapshot
        self._draw()

    def on_resize(self) -> None:
        """Wrap for the new width."""
        self._draw()

    def line_moved(self) -> None:
        """Draw the line the cursor came to, and the one it left."""
        self._draw()

    def line_chosen(self, key: str) -> None:
        """Enter ticks like space."""
        self.action_tick()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Only what was written down is ticked."""
        return action != "tick" or (self._snapshot is not None and bool(self._snapshot.state.lines))

    def action_tick(self) -> None:
        """What the cursor is on was answered, done or followed."""
        kind, _, number = (self.lines.cursor_key or "").partition(_TAKEN)
        if kind or not number:
            self.flash(message("tui-notes-nothing-to-tick"))
            return
        self.execute(AnswerQuestion(int(number)))

    def _draw(self) -> None:
        snapshot, width = self._snapshot, self.size.width - 1
        if snapshot is None or width <= 0:
            return
        planned = notes(snapshot, width, parked=False)
        taken = [(f"{_TAKEN}{number}", row) for number, row in taken_lines(snapshot, width)]
        if not planned and not taken:
            planned = [styled(f" {words('tui-no-notes')}", MUTED)]
        first = not self.lines.keys
        rows = [*((f"plan:{number}", row) for number, row in enumerate(planned)), *taken]
        if first:
            waiting = [f"{_TAKEN}{one.number}" for one in snapshot.state.lines if not one.answered]
            self.lines.show(rows)
            if waiting:
                self.lines.move_to_key(waiting[0])
        self.lines.show(plain_at(rows, self.lines.cursor_key))
