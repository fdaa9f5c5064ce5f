"""The two tables of the editor: the agenda with its clock times, and the people."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.coordinate import Coordinate
from textual.widgets import DataTable

from letsconnect_tui.i18n import words
from letsconnect_tui.plan.moments import clock
from letsconnect_tui.session.facts import READINESS
from letsconnect_tui.text import cell_width, fit, printable
from letsconnect_tui.tui.editor.drawing import SIGNS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from letsconnect_tui.app.plan_agenda import AgendaRow
    from letsconnect_tui.plan.model import Plan
    from letsconnect_tui.plan.problems import Problem

_LEAD_SHARE = 3
"""The name of who leads gets one part in so many of what is left beside times and title, or more."""
_GAP = 3
"""Columns between the longest title and who leads, where there is room."""


class EditorTable(DataTable[Text]):
    """A table with one row for each entry, of which only cells that changed are written again."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select_cursor", id="edit-open", show=False),
    ]

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, cursor_type="row", cell_padding=0, zebra_stripes=False)
        self._columns_are: tuple[tuple[str, int], ...] = ()
        self._shown: list[tuple[Text, ...]] = []

    def on_resize(self) -> None:
        """Keep the cursor in sight when a form takes some of the room."""
        if self.row_count:
            self.move_cursor(row=self.cursor_row, animate=False)

    def fill(self, columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[Text]], cursor: int) -> None:
        """Show these rows, each column with its heading and width, and the cursor at one of them."""
        new_rows = [tuple(row) for row in rows]
        if tuple(columns) != self._columns_are or len(new_rows) != len(self._shown):
            self.clear(columns=True)
            for heading, width in columns:
                self.add_column(Text(heading), width=width)
            for row in new_rows:
                self.add_row(*(cell for cell in row))
            self._columns_are = tuple(columns)
        else:
            for place, (old, new) in enumerate(zip(self._shown, new_rows, strict=True)):
                for column, cell in enumerate(new):
                    if cell != old[column] or cell.spans != old[column].spans:
                        self.update_cell_at(
                            Coordinate(place, column), Text(cell.plain, cell.style, spans=cell.spans)
                        )
        self._shown = new_rows
        if rows and self.cursor_row != cursor:
            self.move_cursor(row=min(cursor, len(new_rows) - 1), animate=False)


class AgendaTable(EditorTable):
    """The items: time, length, floor, how they give up time, title and who leads."""

    def show(
        self, rows: Sequence[AgendaRow], problems: Mapping[int, Problem], cursor: int, width: int
    ) -> None:
        """Draw the agenda.

        Args:
            rows: The items with their times.
            problems: The worst problem of each item that has any, by place.
            cursor: The place of the selected item.
            width: Columns of the window.
        """
        names = ("time", "long", "floor", "gives", "title", "lead")
        heads = {name: words(f"edit-column-{name}") for name in names}
        heads |= {"long": f"{heads['long']:>7}", "floor": f"{heads['floor']:>7}"}
        times = [_time_cell(row) for row in rows]
        fixed = {"time": 7, "long": 8, "floor": 9, "gives": max(8, cell_width(heads["gives"]) + 1)}
        if width < 76:
            del fixed["gives"]
        left = max(20, width - sum(fixed.values()) - 3)
        widest = max((cell_width(printable(row.item.title)) for row in rows), default=0)
        title = min(widest + _GAP, left - min(24, left // _LEAD_SHARE))
        table_rows = []
        for place, (row, time) in enumerate(zip(rows, times, strict=True)):
            sign, style = SIGNS[problems[place].level] if place in problems else (" ", "")
            item = row.item
            cells = [Text(f" {sign}", _rich(style)), Text(time), Text(f"{clock(item.duration_s):>7}")]
            cells.append(Text(f"{clock(item.min_s):>7}", "dim"))
            if "gives" in fixed:
                may_go = words("edit-may-go") if item.optional else ""
                cells.append(Text(f"{item.squeeze}{may_go}", "dim"))
            cells += [_cell(item.title, title), _cell(row.lead, left - title)]
            table_rows.append(cells)
        columns = [("", 2), *((heads[name], cells_wide) for name, cells_wide in fixed.items())]
        columns += [(heads["title"], title), (heads["lead"], left - title)]
        self.fill(columns, table_rows, cursor)


class PeopleTable(EditorTable):
    """The people of the plan: role, languages, backup, what is ready, and how to say the name."""

    def show(
        self, plan: Plan, ready: Mapping[str, frozenset[str]], problems: Mapping[int, Problem], cursor: int,
        width: int,
    ) -> None:  # fmt: skip
        """Draw the people.

        Args:
            plan: Whose people.
            ready: What is ticked for each in the session that was opened, by id.
            problems: The worst problem of each person who has any, by place.
            cursor: The place of the selected person.
            width: Columns of the window.
        """
        fixed = {"role": 16, "languages": 13, "backup": 12, "ready": 8}
        if width < 76:
            del fixed["backup"]
        left = max(20, width - sum(fixed.values()) - 3)
        rows = []
        for place, person in enumerate(plan.people):
            sign, style = SIGNS[problems[place].level] if place in problems else (" ", "")
            ticked = ready.get(person.id, frozenset())
            texts = {
                "role": person.role,
                "languages": " ".join(person.languages),
                "backup": person.backup or "",
                "ready": f"{len(ticked)}/{len(READINESS)}" if person.role == "sharer" else "",
            }
            name_cell = f"{person.name}  {person.say}" if person.say else person.name
            cells = [Text(f" {sign}", _rich(style)), *(_cell(texts[name], fixed[name] - 1) for name in fixed)]
            rows.append([*cells, _cell(name_cell, left)])
        columns = [("", 2), *((words(f"edit-column-{name}"), fixed[name]) for name in fixed)]
        self.fill([*columns, (words("edit-column-name"), left)], rows, cursor)


def _time_cell(row: AgendaRow) -> str:
    """The time an item begins; a fixed one has a sign before it."""
    return f"{'=' if row.item.start is not None else ' '}{row.starts_at:%H:%M}"


def _cell(text: str, width: int) -> Text:
    return Text(fit(printable(text), max(1, width - 1)), no_wrap=True)


def _rich(style: str) -> str:
    """A style of ours in the words of Rich, which draws the cells."""
    return {"bold $text-error": "bold red", "bold $text-warning": "bold yellow"}.get(
        style, "dim" if style else ""
    )
