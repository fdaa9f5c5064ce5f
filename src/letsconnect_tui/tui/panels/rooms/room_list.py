"""The list of rooms with a cursor on one person, and the line in which a name is looked for."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.widgets import Input

from letsconnect_tui.tui.panels.rooms.room_actions import RoomActions
from letsconnect_tui.tui.render import rooms as draw
from letsconnect_tui.tui.render import rooms_details
from letsconnect_tui.tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from textual.content import Content

    from letsconnect_tui.tui.snapshot import Snapshot


class RoomsList(RoomActions):
    """Up and down go by lines, left and right by people; what the lines are is the panel's matter."""

    def __init__(self) -> None:
        super().__init__()
        self._snapshot: Snapshot | None = None
        self._query = ""
        self._person_at = 0
        """Which person of its line the cursor is at; -1: at nobody."""
        self._columns = draw.RoomColumns(0, 0, 1)
        self._lines: dict[str, draw.RoomLine] = {}

    def cursor_key(self) -> str:
        """The key of the line the cursor is on."""
        return self.query_one(LineList).cursor_key or ""

    def _line(self) -> draw.RoomLine | None:
        return self._lines.get(self.cursor_key())

    def cursor_room(self) -> int | None:
        """The room the cursor is in."""
        line = self._line()
        return None if line is None else line.room.number

    def cursor_person(self) -> str | None:
        """The person the cursor is at."""
        line = self._line()
        if line is None or not line.people or self._person_at < 0:
            return None
        return line.people[min(self._person_at, len(line.people) - 1)]

    def follow_moved(self) -> None:
        """Put the cursor on whoever was moved, once they are drawn in the room they were moved to."""
        if self.moved is None or self.moved.followed:
            return
        for key, line in self._lines.items():
            if line.room.number == self.moved.room and self.moved.person in line.people:
                self._person_at = line.people.index(self.moved.person)
                self.query_one(LineList).move_to_key(key)
                self.query_one(LineList).replace(key, partial(self._draw_line, line))
                self.moved = replace(self.moved, followed=True)
                return

    def action_left(self) -> None:
        """The person to the left, or the end of the line above."""
        self._sideways(-1)

    def action_right(self) -> None:
        """The person to the right, or the beginning of the line below."""
        self._sideways(1)

    def _sideways(self, step: int) -> None:
        line, view = self._line(), self.query_one(LineList)
        if line is None:
            return
        least = -1 if self.phase == "back" else 0
        at = min(self._person_at, len(line.people) - 1) + step
        if at < least:
            view.action_move(-1)
            self._person_at = 99 if self.cursor_key() != line.key else least
        elif at >= len(line.people):
            view.action_move(1)
            self._person_at = least if self.cursor_key() != line.key else len(line.people) - 1
        else:
            self._person_at = at
        if self.cursor_key() == line.key:
            view.replace(line.key, partial(self._draw_line, line))

    def _draw_line(self, line: draw.RoomLine) -> Content:
        assert self._snapshot is not None
        on_it = self.cursor_key() == line.key
        person = self.cursor_person() if on_it else None
        return draw.draw_line(
            self._snapshot, line, self._columns, on=on_it, person=person, wanted=self._query
        )

    # -- finding ---------------------------------------------------------------------------------------

    def action_find(self) -> None:
        """Write a name; only its rooms are shown."""
        self.pending = None
        self._find(True)
        self.live.keyboard.opened_input()

    def _find(self, finding: bool) -> None:
        self.set_class(finding, "-finding")
        (self.query_one(Input) if finding else self.query_one(LineList)).focus(scroll_visible=False)
        self.live.redraw()

    @on(Input.Changed)
    def filter_rooms(self, event: Input.Changed) -> None:
        """Filter while writing."""
        event.stop()
        self._query = event.value
        self.live.redraw()

    @on(Input.Submitted)
    def go_to_found(self, event: Input.Submitted) -> None:
        """To the person found."""
        event.stop()
        self._find(False)
        for key, line in self._lines.items():
            place = rooms_details.first_match(self._snapshot, line, self._query)
            if place is not None:
                self._person_at = place
                self.query_one(LineList).move_to_key(key)
                self.query_one(LineList).replace(key, partial(self._draw_line, line))
                return
