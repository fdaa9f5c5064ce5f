"""The editor's one screen: the agenda or the people, a form below or beside, sums, problems and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen

from letsconnect_tui.app.plan_agenda import agenda_rows, agenda_sums, expected_rooms, if_late
from letsconnect_tui.tui.editor import drawing
from letsconnect_tui.tui.editor.tables import AgendaTable, PeopleTable
from letsconnect_tui.tui.widgets.text_rows import TextRows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult
    from textual.content import Content

    from letsconnect_tui.app.plan_editor import PlanEditor
    from letsconnect_tui.i18n import Message
    from letsconnect_tui.plan.editing.blocks import ArrayName
    from letsconnect_tui.plan.problems import Path
    from letsconnect_tui.tui.editor.form import PlanForm

WIDE = 110
"""From this many columns on the form stands beside the table."""
TINY, LOW = 14, 18
"""Below this many rows there are no sums, and a form that has no room beside the table takes its rows."""
TABLE_SHARE = 55
"""Percent of a wide window that the table has beside a form; as in editor.tcss."""
LATENESS_S = (600, 900, 1200, 300)
"""What a late start may be, one after another."""
USUAL_PEOPLE = 20
"""How many people rooms are shown for while nobody knows how many will come."""
EXPECTED_PEOPLE = (10, 15, 20, 30, 40, 60, 80, 100)
MOST_PROBLEM_ROWS = 4


class EditorView:
    """What is shown of an editing session.

    Args:
        editor: The editing session.
        ticked: What is ready for each sharer, by person's id.
        note: What to say at the beginning.
    """

    def __init__(
        self, editor: PlanEditor, ticked: Mapping[str, frozenset[str]], note: Message | None = None
    ) -> None:
        self.editor = editor
        self.ticked = ticked
        self.with_people = False
        """Whether the people are shown and not the agenda."""
        self.form: PlanForm | None = None
        self.note = note
        self.note_is_good = False
        self.late = 0
        """How many times another lateness was asked for."""

    def expect_more(self) -> None:
        """Think of the next larger number of people, or again of the smallest."""
        now = self.editor.turnout or USUAL_PEOPLE
        self.editor.turnout = next((one for one in EXPECTED_PEOPLE if one > now), EXPECTED_PEOPLE[0])

    @property
    def array(self) -> ArrayName:
        """What the table shows."""
        return "people" if self.with_people else "item"


class EditorScreen(Screen[None]):
    """The tables and what stands around them; it holds widgets and no rule."""

    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (TINY, "-low"), (LOW, "-high")]  # noqa: RUF012 - Textual's

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "app.add", id="edit-add", show=False),
        Binding("+,=", "app.lengthen(1)", id="edit-longer", show=False),
        Binding("-", "app.lengthen(-1)", id="edit-shorter", show=False),
        Binding("K,shift+up,alt+up", "app.move(-1)", id="edit-up", show=False),
        Binding("J,shift+down,alt+down", "app.move(1)", id="edit-down", show=False),
        Binding("d", "app.duplicate", id="edit-copy", show=False),
        Binding("s", "app.split", id="edit-split", show=False),
        Binding("m", "app.merge", id="edit-merge", show=False),
        Binding("x,delete", "app.remove", id="edit-remove", show=False),
        Binding("u", "app.undo", id="edit-undo", show=False),
        Binding("U", "app.redo", id="edit-redo", show=False),
        Binding("ctrl+z", "app.take_back", show=False),
        Binding("ctrl+y", "app.do_again", show=False),
        Binding("p", "app.people", id="edit-people", show=False),
        Binding("t", "app.session", id="edit-session", show=False),
        Binding("l", "app.later", id="edit-late", show=False),
        Binding("r", "app.more_people", id="edit-rooms", show=False),
        Binding("ctrl+s", "app.save", id="edit-save", show=False, priority=True),
        Binding("escape", "app.leave_form", id="edit-back", show=False),
        # Before the next key is read: letters typed right behind Tab are for the next field.
        Binding("tab", "app.next_field(1)", show=False, priority=True),
        Binding("shift+tab", "app.next_field(-1)", show=False, priority=True),
        Binding("q", "app.close", id="edit-close", show=False),
        Binding("ctrl+q", "app.leave_editor", show=False, priority=True),
        Binding("ctrl+c", "app.leave_editor", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.header = TextRows(id="edit-header")
        self.agenda = AgendaTable(id="edit-agenda")
        self.people = PeopleTable(id="edit-people-table")
        self.form_place = Vertical(id="edit-form-place")
        self.sums = TextRows(id="edit-sums")
        self.problems = TextRows(id="edit-problems")
        self.note = TextRows(id="edit-note")
        self.key_row = TextRows(id="edit-keys")
        self._tables = Vertical(self.agenda, self.people, id="edit-tables")

    def compose(self) -> ComposeResult:
        """From top to bottom; the form stands beside the tables where there is room."""
        yield self.header
        with Horizontal(id="edit-middle"):
            yield self._tables
            yield self.form_place
        yield from (self.sums, self.problems, self.note, self.key_row)

    def place(self, view: EditorView) -> int:
        """The entry that the cursor of the table shown is at."""
        table = self.people if view.with_people else self.agenda
        return max(0, min(table.cursor_row, len(view.editor.document.ids(view.array)) - 1))

    def draw(self, view: EditorView, width: int, cursor: int | None = None) -> None:
        """Draw what has changed, with the cursor of the table at an entry."""
        self.set_class(width >= WIDE, "-wide")
        self.form_place.display = view.form is not None  # a class would show it too late for the next key
        self.agenda.display, self.people.display = not view.with_people, view.with_people
        self._tables.display = view.form is None or width >= WIDE or self.size.height >= LOW
        at = self.place(view) if cursor is None else cursor
        plan, worst = view.editor.plan, view.editor.worst_problems(view.array)
        table_width = width * TABLE_SHARE // 100 if width >= WIDE and view.form is not None else width
        if view.with_people:
            self.people.show(plan, view.ticked, worst, at, table_width)
        else:
            self.agenda.show(agenda_rows(plan), worst, at, table_width)
        self.draw_around(view, width)
        if view.form is None and self.is_current:
            self.set_focus(self.people if view.with_people else self.agenda)  # before the next key

    def draw_around(self, view: EditorView, width: int) -> None:
        """Draw all but the tables."""
        editor, plan = view.editor, view.editor.plan
        selected: Path = view.form.at if view.form is not None else (view.array, self.place(view))
        self.header.show([drawing.header(plan, unsaved=editor.unsaved, width=width)])
        late_s = LATENESS_S[view.late % len(LATENESS_S)]
        rows = drawing.sums(agenda_sums(plan), if_late(plan, late_s), late_s, width)
        has_rooms = any(item.breakout is not None for item in plan.items)
        says_turnout = has_rooms and view.form is None  # its key acts outside of forms
        self.sums.show(drawing.with_turnout(rows, editor.turnout, width) if says_turnout else rows)
        own = editor.problems_at(selected)
        others = [one for one in editor.problems if one not in own]
        rows = drawing.problem_rows(own, others, width, MOST_PROBLEM_ROWS)
        refused = view.note is not None and not view.note_is_good
        self.problems.show([*_rooms(view, selected), *(rows if editor.problems or not refused else [])])
        good = view.note_is_good
        self.note.show([] if view.note is None else drawing.note(view.note, good=good, width=width))
        keys = drawing.PEOPLE_KEYS if view.with_people else drawing.AGENDA_KEYS
        self.key_row.show(drawing.key_rows(drawing.FORM_KEYS if view.form else keys, width))


def _rooms(view: EditorView, selected: Path) -> list[Content]:
    """The rooms that the selected item would make."""
    place = selected[-1]
    if selected[0] != "item" or not isinstance(place, int) or place >= len(view.editor.plan.items):
        return []
    breakout = view.editor.plan.items[place].breakout
    people = view.editor.turnout or USUAL_PEOPLE
    if breakout is None:
        return []
    sizes = expected_rooms(breakout, people)
    return [drawing.rooms_expected(sizes, people, key=view.form is None)]
