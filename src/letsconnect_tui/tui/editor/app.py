"""The plan editor: what the keys of the agenda and of the people do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.i18n import words
from letsconnect_tui.plan.editing import entries
from letsconnect_tui.tui.editor import drawing
from letsconnect_tui.tui.editor.editing_app import EditingApp

if TYPE_CHECKING:
    from textual.events import Click
    from textual.widgets import DataTable

    from letsconnect_tui.app.plan_editor import Edit
    from letsconnect_tui.plan.editing.literals import Plain

MINUTE_S = 60
OF_THE_TABLES = frozenset((
    "add", "lengthen", "move", "duplicate", "split", "merge", "remove", "undo", "redo", "people", "session",
    "later", "more_people", "close",
))  # fmt: skip
"""Actions with a letter for a key."""


class EditorApp(EditingApp):
    """The plan editor: what the keys of the tables do."""

    # -- the tables

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        """Problems of the item under the cursor come first."""
        if self.view.form is None:
            self.redraw_around()

    async def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Enter, or a click on the row the cursor is at, opens the form."""
        if self.editor.document.ids(self._array):
            await self.open_form((self._array, event.cursor_row))

    def _edit(self, edit: Edit, cursor: int | None = None) -> bool:
        """Make an edit of the whole plan and draw what came of it."""
        refused = self.editor.edit(edit)
        self.view.note, self.view.note_is_good = refused, False
        self.redraw(None if refused is not None else cursor)
        return refused is None

    async def action_add(self) -> None:
        """A new entry behind the cursor; its form opens."""
        array, place = self._array, self.place
        count = len(self.editor.document.ids(array))
        to = min(place + 1, count)
        values: dict[str, Plain] = {"name": words("edit-new-person"), "role": "sharer"}
        if array == "item":
            values = {"title": words("edit-new-item"), "duration": "5m"}
        if self._edit(lambda plan: entries.added(plan, array, values, to), to):
            await self.open_form((array, to), new=True)

    def action_lengthen(self, minutes: int) -> None:
        """A minute more or less."""
        if self._at_an_item:
            self._say(self.editor.lengthen(self.place, minutes * MINUTE_S), good=False)
            self.redraw()

    def action_move(self, by: int) -> None:
        """Move the item up or down, and the cursor with it."""
        if self._at_an_item:
            self.redraw(self.editor.move(self.place, by))

    def action_duplicate(self) -> None:
        """A copy behind the item."""
        if self._at_an_item:
            place = self.place
            self._edit(lambda plan: entries.duplicated(plan, place), place + 1)

    def action_split(self) -> None:
        """Two items of half the time."""
        if self._at_an_item:
            place = self.place
            half = self.editor.plan.items[place].duration_s // 2
            self._edit(lambda plan: entries.split(plan, place, half // 60 * 60 or half))

    def action_merge(self) -> None:
        """One item of this and the next."""
        if self._at_an_item:
            place = self.place
            self._edit(lambda plan: entries.merged(plan, place))

    def action_remove(self) -> None:
        """Take the entry out."""
        array, place = self._array, self.place
        if self.editor.document.ids(array):
            self._edit(lambda plan: entries.removed(plan, array, place))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In a form letters are never keys: a list to choose from takes none, and would pass them on."""
        return not (self.view.form is not None and action in OF_THE_TABLES)

    async def action_undo(self) -> None:
        """Take the latest edit back."""
        await self.action_take_back()

    async def action_redo(self) -> None:
        """Make it again."""
        await self.action_do_again()

    def action_people(self) -> None:
        """The people instead of the agenda, and back."""
        self.view.with_people = not self.view.with_people
        self.redraw()

    async def action_session(self) -> None:
        """The form of the session."""
        await self.open_form(("session",))

    async def action_open(self) -> None:
        """The form of the entry under the cursor."""
        if self.editor.document.ids(self._array):
            await self.open_form((self._array, self.place))

    def action_next_field(self, by: int) -> None:
        """The next field of the form, or the one before."""
        if self.view.form is not None:
            self.view.form.step(by)

    def on_input_submitted(self) -> None:
        """Enter in a line goes on to the next field."""
        self.action_next_field(1)

    def action_later(self) -> None:
        """Another late start to think of."""
        self.view.late += 1
        self.redraw_around()

    def action_more_people(self) -> None:
        """Another number of people to make rooms for; advice and the table's signs follow."""
        self.view.expect_more()
        self.redraw()

    def on_click(self, event: Click) -> None:
        """A click on one of the keys named at the bottom."""
        action = event.style.meta.get(drawing.ACTION)
        if isinstance(action, str):
            self.call_later(self.run_action, f"app.{action}")
