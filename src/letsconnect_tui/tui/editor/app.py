"""The plan editor's screen: the agenda or the people, a form below or beside, sums and problems."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from letsconnect_tui.app.plan_forms import typed_value
from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n import message, words
from letsconnect_tui.plan.editing import entries
from letsconnect_tui.plan.editing.field_edits import set_field
from letsconnect_tui.tui.base_app import BaseApp
from letsconnect_tui.tui.editor import drawing
from letsconnect_tui.tui.editor.form import PlanForm
from letsconnect_tui.tui.editor.leaving import LeaveDialog
from letsconnect_tui.tui.editor.screen import EditorScreen, EditorView

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.events import Click, Resize
    from textual.widgets import DataTable

    from letsconnect_tui.app.plan_editor import Edit, PlanEditor
    from letsconnect_tui.i18n import Message
    from letsconnect_tui.plan.editing.blocks import ArrayName
    from letsconnect_tui.plan.editing.document import PlanDocument
    from letsconnect_tui.plan.editing.literals import Plain
    from letsconnect_tui.plan.problems import Path

MINUTE_S = 60
FILE_LOOKED_AT_S = 2


class EditorApp(BaseApp):
    """Edits a plan until it is left.

    Args:
        editor: The editing session.
        ready: What is ticked for each sharer in the session that was opened, by person's id.
        note: What to say at the beginning.
    """

    CSS_PATH = ["../styles/base.tcss", "../styles/editor.tcss"]  # type: ignore[assignment] # noqa: RUF012
    MODES = {"editor": EditorScreen}  # noqa: RUF012 - Textual declares it as a plain dict
    DEFAULT_MODE = "editor"

    def __init__(
        self,
        editor: PlanEditor,
        *,
        ready: Mapping[str, frozenset[str]] | None = None,
        note: Message | None = None,
    ) -> None:
        super().__init__()
        self.editor = editor
        self.view = EditorView(editor, ready or {}, note=note)
        self._told_of_change = False

    def on_mount(self) -> None:
        """Draw as soon as there is a size."""
        super().on_mount()
        self.call_after_refresh(self.redraw)
        self.set_interval(FILE_LOOKED_AT_S, self.look_at_file)

    def look_at_file(self) -> None:
        """Say when another program has changed the file; with nothing unsaved, go on with its version."""
        changed = self.editor.changed_elsewhere()
        if changed and not self._told_of_change:
            taken = self.view.form is None and self.editor.take_theirs()
            self._say(message("edit-changed-taken" if taken else "edit-changed-elsewhere"), good=taken)
            changed = not taken
            self.redraw()
        self._told_of_change = changed

    def on_resize(self, event: Resize) -> None:
        """Draw for the new width."""
        self.call_after_refresh(self.redraw)

    @property
    def _screen(self) -> EditorScreen | None:
        """The screen, unless it is closed."""
        return next((one for one in self.screen_stack if isinstance(one, EditorScreen)), None)

    @property
    def _array(self) -> ArrayName:
        return self.view.array

    @property
    def place(self) -> int:
        """The entry that the cursor of the table shown is at."""
        return 0 if self._screen is None else self._screen.place(self.view)

    def redraw(self, cursor: int | None = None) -> None:
        """Draw what has changed, with the cursor of the table at an entry."""
        if self._screen is not None and self.size.width:
            self._screen.draw(self.view, self.size.width, cursor)

    def redraw_around(self) -> None:
        """Draw all but the tables."""
        if self._screen is not None and self.size.width:
            self._screen.draw_around(self.view, self.size.width)

    def _say(self, told: Message | None, *, good: bool = True) -> None:
        self.view.note, self.view.note_is_good = told, good
        self.redraw_around()

    # -- the tables

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        """Problems of the item under the cursor come first."""
        if self.view.form is None:
            self.redraw_around()

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Enter, or a click on the row the cursor is at, opens the form."""
        if self.editor.document.ids(self._array):
            self.open_form((self._array, event.cursor_row))

    def _edit(self, edit: Edit, cursor: int | None = None) -> bool:
        """Make an edit of the whole plan and draw what came of it."""
        refused = self.editor.edit(edit)
        self.view.note, self.view.note_is_good = refused, False
        self.redraw(None if refused is not None else cursor)
        return refused is None

    def action_add(self) -> None:
        """A new entry behind the cursor; its form opens."""
        array, place = self._array, self.place
        count = len(self.editor.document.ids(array))
        to = min(place + 1, count)
        values: dict[str, Plain] = {"name": words("edit-new-person"), "role": "sharer"}
        if array == "item":
            values = {"title": words("edit-new-item"), "duration": "5m"}
        if self._edit(lambda plan: entries.added(plan, array, values, to), to):
            self.open_form((array, to))

    def action_lengthen(self, minutes: int) -> None:
        """A minute more or less."""
        if not self.view.with_people:
            self._say(self.editor.lengthen(self.place, minutes * MINUTE_S), good=False)
            self.redraw()

    def action_move(self, by: int) -> None:
        """Move the item up or down, and the cursor with it."""
        if not self.view.with_people:
            self.redraw(self.editor.move(self.place, by))

    def action_duplicate(self) -> None:
        """A copy behind the item."""
        if not self.view.with_people:
            place = self.place
            self._edit(lambda plan: entries.duplicated(plan, place), place + 1)

    def action_split(self) -> None:
        """Two items of half the time."""
        if not self.view.with_people:
            place = self.place
            half = self.editor.plan.items[place].duration_s // 2
            self._edit(lambda plan: entries.split(plan, place, half // 60 * 60 or half))

    def action_merge(self) -> None:
        """One item of this and the next."""
        if not self.view.with_people:
            place = self.place
            self._edit(lambda plan: entries.merged(plan, place))

    def action_remove(self) -> None:
        """Take the entry out."""
        array, place = self._array, self.place
        if self.editor.document.ids(array):
            self._edit(lambda plan: entries.removed(plan, array, place))

    def action_undo(self) -> None:
        """Take the latest edit back."""
        self._say(None if self.editor.undo() else message("edit-nothing-to-undo"), good=False)
        self._show_all()

    def action_redo(self) -> None:
        """Make it again."""
        self._say(None if self.editor.redo() else message("edit-nothing-to-redo"), good=False)
        self._show_all()

    def action_people(self) -> None:
        """The people instead of the agenda, and back."""
        self.view.with_people = not self.view.with_people
        self.redraw()

    def action_session(self) -> None:
        """The form of the session."""
        self.open_form(("session",))

    def action_open(self) -> None:
        """The form of the entry under the cursor."""
        if self.editor.document.ids(self._array):
            self.open_form((self._array, self.place))

    def action_next_field(self) -> None:
        """The next field of the form."""
        self.screen.focus_next()

    def on_input_submitted(self) -> None:
        """Enter in a line goes on to the next field."""
        self.screen.focus_next()

    def action_later(self) -> None:
        """Another late start to think of."""
        self.view.late += 1
        self.redraw_around()

    def action_more_people(self) -> None:
        """Another number of people to make rooms for."""
        self.view.expected += 1
        self.redraw_around()

    def on_click(self, event: Click) -> None:
        """A click on one of the keys named at the bottom."""
        action = event.style.meta.get(drawing.ACTION)
        if isinstance(action, str):
            self.call_later(self.run_action, f"app.{action}")

    # -- the form

    @work(exclusive=True, group="form")
    async def open_form(self, at: Path) -> None:
        """Show the form of an entry, or of the session, in place of another."""
        screen = self._screen
        if screen is None:
            return
        form = self.view.form = PlanForm(self.editor.document, at)
        self.redraw()
        await screen.form_place.remove_children()
        await screen.form_place.mount(form)
        form.focus_first()

    def on_plan_form_field_changed(self, event: PlanForm.FieldChanged) -> None:
        """Set the field; what cannot be so is said, and the plan stays as it is."""
        form = self.view.form
        if form is None:
            return
        at, field = form.at, event.field
        group = ".".join(map(str, (*at, *field.keys)))

        def edit(plan: PlanDocument) -> PlanDocument:
            return set_field(plan, (*at, *field.keys), typed_value(plan, at, field, event.typed))

        refused = self.editor.edit(edit, group)
        self.view.note, self.view.note_is_good = refused, False
        self.redraw()
        if not form.show(self.editor.document, field, wrong=refused is not None):
            self.open_form(at)

    def action_leave_form(self) -> None:
        """From the form to the table, from the people to the agenda."""
        if self.view.form is not None:
            self._close_form()
        elif self.view.with_people:
            self.action_people()

    def _close_form(self) -> None:
        screen, self.view.form = self._screen, None
        if screen is not None:
            screen.form_place.remove_children()
        self.view.note = None
        self.redraw()

    def _show_all(self) -> None:
        """Draw anew after the plan has become another."""
        form = self.view.form
        if form is not None:
            gone = len(form.at) > 1 and form.at[1] >= len(self.editor.document.ids(self._array))  # type: ignore[operator]
            if gone:
                self._close_form()
            elif not form.show(self.editor.document):
                self.open_form(form.at)
        self.redraw()

    # -- the file

    def action_save(self) -> None:
        """Write the plan."""
        self._save()

    def _save(self) -> bool:
        try:
            saved = self.editor.save()
        except InputError as error:
            self._say(error.message, good=False)
            return False
        self._say(saved.told, good=not saved.beside)
        return not saved.beside

    @work(exclusive=True, group="leave")
    async def action_close(self) -> None:
        """Leave; what is not saved is asked about."""
        if self.editor.unsaved:
            answer = await self.push_screen_wait(LeaveDialog())
            if answer == "stay" or (answer == "save" and not self._save()):
                return
        self.exit(0)

    def where_kept(self) -> str:
        """What a crash leaves behind."""
        return words("edit-crash-kept", self.editor.path)
