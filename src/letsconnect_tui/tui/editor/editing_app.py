"""An editing session on its screen: drawing it, the form that is open, the file, and leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from letsconnect_tui.app.plan_forms import with_field
from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n import message, words
from letsconnect_tui.tui.base_app import BaseApp
from letsconnect_tui.tui.editor.form import PlanForm
from letsconnect_tui.tui.editor.leave_dialog import LeaveDialog
from letsconnect_tui.tui.editor.screen import EditorScreen, EditorView

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.events import Resize

    from letsconnect_tui.app.plan_editor import PlanEditor
    from letsconnect_tui.app.plan_forms import FormField
    from letsconnect_tui.i18n import Message
    from letsconnect_tui.plan.editing.blocks import ArrayName
    from letsconnect_tui.plan.editing.document import PlanDocument
    from letsconnect_tui.plan.problems import Path

FILE_LOOKED_AT_S = 2


class EditingApp(BaseApp):
    """An editing session on its screen, until it is left.

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
        rescued = editor.rescued_before()
        if rescued is not None and note is None:
            note = message("edit-rescued-before", rescued.name)
        self.view = EditorView(editor, ready or {}, note=note)
        self._change_announced = False
        self.saved: Message | None = None
        """What to say of the latest saving when the editor is left; None: nothing was saved."""

    def on_mount(self) -> None:
        """Draw as soon as there is a size."""
        super().on_mount()
        self.call_after_refresh(self.redraw)
        self.set_interval(FILE_LOOKED_AT_S, self.look_at_file)

    def look_at_file(self) -> None:
        """Say when another program has changed the file; with nothing unsaved, go on with its version."""
        changed = self.editor.changed_elsewhere()
        if changed and not self._change_announced:
            taken = self.view.form is None and self.editor.take_theirs()
            self._say(message("edit-changed-taken" if taken else "edit-changed-elsewhere"), good=taken)
            changed = not taken
            self.redraw()
        self._change_announced = changed

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
    def _at_an_item(self) -> bool:
        """Whether there is an item under the cursor."""
        return not self.view.with_people and bool(self.editor.plan.items)

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

    def _say(self, note: Message | None, *, good: bool = True) -> None:
        self.view.note, self.view.note_is_good = note, good
        self.redraw_around()

    async def action_take_back(self) -> None:
        """Take the latest edit back, also while a form is open."""
        self._say(None if self.editor.undo() else message("edit-nothing-to-undo"), good=False)
        await self._show_all()

    async def action_do_again(self) -> None:
        """Make it again, also while a form is open."""
        self._say(None if self.editor.redo() else message("edit-nothing-to-redo"), good=False)
        await self._show_all()

    # -- the form

    async def open_form(self, at: Path, field: FormField | None = None, *, new: bool = False) -> None:
        """Show the form of an entry, or of the session, in place of another; begin at a field.

        Whoever calls it waits, and with it the app: keys that are pressed meanwhile go to the form.

        Args:
            at: The entry, or ``("session",)``.
            field: None: the first.
            new: Whether the entry was just added, so that letters replace its title.
        """
        screen = self._screen
        if screen is None:
            return
        form = self.view.form = PlanForm(self.editor.document, at)
        self.redraw()
        await screen.form_place.remove_children()
        await screen.form_place.mount(form)
        form.begin_at(field, replacing=new)

    async def on_plan_form_field_changed(self, event: PlanForm.FieldChanged) -> None:
        """Set the field; what cannot be so is said, and the plan stays as it is."""
        form = self.view.form
        if form is None:
            return
        at, field = form.at, event.field
        group = ".".join(map(str, field.path(at)))

        def edit(plan: PlanDocument) -> PlanDocument:
            return with_field(plan, at, field, event.typed)

        refused = self.editor.edit(edit, group)
        self.view.note, self.view.note_is_good = refused, False
        self.redraw()
        if not form.show(self.editor.document, field, wrong=refused is not None):
            await self.open_form(at, field)

    def action_leave_form(self) -> None:
        """From the form to the table, from the people to the agenda."""
        if self.view.form is not None:
            self._close_form()
        elif self.view.with_people:
            self.view.with_people = False
            self.redraw()

    def _close_form(self) -> None:
        screen, form, self.view.form = self._screen, self.view.form, None
        if screen is not None:
            screen.form_place.remove_children()
        dropped = [] if form is None else form.unkept
        self.view.note, self.view.note_is_good = None, False
        if dropped:
            field, typed = dropped[0]
            self.view.note = message("edit-dropped", words(f"edit-label-{field.label}"), typed)
        self.redraw()

    async def _show_all(self) -> None:
        """Draw anew after the plan has become another."""
        form = self.view.form
        if form is not None:
            gone = len(form.at) > 1 and form.at[1] >= len(self.editor.document.ids(self._array))  # type: ignore[operator]
            if gone:
                self._close_form()
            elif not form.show(self.editor.document):
                await self.open_form(form.at)
        self.redraw()

    # -- the file

    async def action_save(self) -> None:
        """Write the plan."""
        self._save()
        await self._show_all()

    def _save(self) -> bool:
        self.editor.name_new({"item": words("edit-new-item"), "people": words("edit-new-person")})
        try:
            saved = self.editor.save()
        except InputError as error:
            self._say(error.message, good=False)
            return False
        self._say(saved.message, good=not saved.beside)
        self.saved = saved.message
        return not saved.beside

    def action_close(self) -> None:
        """Leave, with a letter."""
        self.action_leave_editor()

    @work(exclusive=True, group="leave")
    async def action_leave_editor(self) -> None:
        """Leave; what is not saved is asked about."""
        if self.editor.unsaved:
            answer = await self.push_screen_wait(LeaveDialog())
            if answer == "stay" or (answer == "save" and not self._save()):
                return
        self.exit(0)

    def where_kept(self) -> str:
        """What a crash leaves behind."""
        rescued = self.editor.rescue()
        if rescued is None:
            return words("edit-crash-kept", self.editor.path)
        return words("edit-rescued", self.editor.path, rescued)

    def leave(self, signal_number: int) -> None:
        """Close because the window was closed or the system says so: nobody can be asked."""
        self.editor.rescue()
        super().leave(signal_number)
