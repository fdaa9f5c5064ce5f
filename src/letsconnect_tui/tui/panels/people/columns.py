"""Which column of a file is which, where nobody was recognised in it or somebody knows better."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.message import message
from letsconnect_tui.importers.attendance.chosen_columns import ChosenColumns
from letsconnect_tui.tui.panels.panel import Panel
from letsconnect_tui.tui.render.people import column_row
from letsconnect_tui.tui.render.styles import MUTED, STRONG, styled
from letsconnect_tui.tui.widgets.line_list import LineList
from letsconnect_tui.tui.widgets.text_rows import TextRows

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.content import Content
    from textual.widget import Widget

    from letsconnect_tui.app.column_choices import FileColumns
    from letsconnect_tui.tui.snapshot import Snapshot


class ColumnsPanel(Panel):
    """Lists the columns of a file; blank names what the one under the cursor holds, Enter reads by them.

    Args:
        found: Its columns.
        reader: Makes the panel that reads it by the columns named.
        nobody: Whether it is asked because nobody was found.
    """

    PANEL_ID = "columns"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "name", id="columns-name"),
        Binding("0", "clear", id="columns-clear"),
        Binding("enter", "read", id="columns-read"),
    ]

    def __init__(self, found: FileColumns, reader: Callable[[str], Panel], *, nobody: bool = False) -> None:
        super().__init__()
        self.header = TextRows(id="columns-head")
        self.lines = LineList(id="columns-list")
        self._found, self._reader, self._nobody = found, reader, nobody
        self._places = dict(found.places)
        self._names_hidden = False

    def compose(self) -> ComposeResult:
        """What is asked, and the columns."""
        yield from (self.header, self.lines)

    def initial_focus(self) -> Widget:
        """The columns."""
        return self.lines

    def on_mount(self) -> None:
        """Say what is asked."""
        asked = words("tui-columns-nobody" if self._nobody else "tui-columns-ask")
        hints = [styled(f" {words(one)}", MUTED) for one in ("tui-columns-how", "tui-columns-kept")]
        self.header.show([styled(f" {asked}", STRONG), *hints])
        self._show_lines()

    def renewed(self) -> ColumnsPanel:
        """With the same file; what was named in it is asked again."""
        return ColumnsPanel(self._found, self._reader, nobody=self._nobody)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Examples are names too: they go when names are hidden."""
        if self._names_hidden != snapshot.names_hidden:
            self._names_hidden = snapshot.names_hidden
            self._show_lines()

    def _show_lines(self) -> None:
        self.lines.show([(str(at), partial(self._line, at)) for at in range(len(self._found.columns))])

    def _line(self, place: int) -> Content:
        shown = self._found.columns[place]
        field = next((one for one, at in self._places.items() if at == place), None)
        return column_row(
            place,
            shown.heading,
            "" if self._names_hidden else shown.examples,
            field,
            self.lines.line_width,
            chosen=self.lines.cursor_key == str(place),
        )

    def _chosen(self) -> int | None:
        return None if self.lines.cursor_key is None else int(self.lines.cursor_key)

    def action_name(self) -> None:
        """The column holds the next of what no other column holds; after the last, nothing."""
        place = self._chosen()
        if place is None:
            return
        now = next((one for one, at in self._places.items() if at == place), None)
        free = [one for one in self._found.columns[place].fields if one == now or one not in self._places]
        at = -1 if now is None else free.index(now)
        self._places = {one: where for one, where in self._places.items() if where != place}
        if at + 1 < len(free):
            self._places[free[at + 1]] = place
        self._show_lines()

    def action_clear(self) -> None:
        """The column holds nothing that is needed."""
        place = self._chosen()
        self._places = {one: where for one, where in self._places.items() if where != place}
        self._show_lines()

    def line_chosen(self, key: str) -> None:
        """Enter on the list reads by them."""
        self.action_read()

    def action_read(self) -> None:
        """Look at the file again, by these columns."""
        chosen = ChosenColumns(self._places)
        if not chosen.people.has_a_name and "email" not in self._places:
            self.flash(message("columns-no-name"))
            return
        self.live.call_later(self.live.open_panel, self._reader(chosen.written))
