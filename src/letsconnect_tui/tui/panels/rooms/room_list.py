"""The list of rooms with a cursor on one person of its line."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content

from letsconnect_tui.tui.render import rooms as draw
from letsconnect_tui.tui.render.rooms_details import first_match
from letsconnect_tui.tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from letsconnect_tui.tui.snapshot import Snapshot

LAST = 99
"""The place of whoever is last in a line, however many there are."""


class RoomList(LineList):
    """Up and down go by lines, left and right by people."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.wanted = ""
        """Part of a name: only rooms with somebody of that name are shown."""
        self.first_place = 0
        """-1: the cursor may also be at nobody of its line."""
        self.place = 0
        """Which person of its line the cursor is at."""
        self._snapshot: Snapshot | None = None
        self._columns = draw.RoomColumns(0, 0, 1)
        self._room_lines: dict[str, draw.RoomLine] = {}

    @property
    def room(self) -> int | None:
        """The room the cursor is in."""
        line = self._line
        return None if line is None else line.room.number

    @property
    def person(self) -> str | None:
        """The person the cursor is at."""
        line = self._line
        if line is None or not line.people or self.place < 0:
            return None
        return line.people[min(self.place, len(line.people) - 1)]

    @property
    def _line(self) -> draw.RoomLine | None:
        return self._room_lines.get(self.cursor_key or "")

    def show_rooms(
        self,
        snapshot: Snapshot,
        rooms: Sequence[draw.RoomRow],
        above: Sequence[tuple[str, Content]],
        below: Sequence[tuple[str, Content]],
    ) -> None:
        """Show these rooms, as far as somebody wanted is in them, between two blocks of other lines.

        Args:
            snapshot: How people are called.
            rooms: All rooms, in order.
            above: Keys and lines of what waits.
            below: Keys and lines of what else is to be known.
        """
        self._snapshot = snapshot
        self._columns = draw.columns_for(rooms, self.line_width)
        lines = draw.split(draw.filtered(rooms, snapshot, self.wanted), snapshot, self._columns)
        self._room_lines = {line.key: line for line in lines}
        first = not self.keys
        self.show(
            [
                *((key, partial(self._draw_other, key, content)) for key, content in above),
                *((line.key, partial(self._draw_room, line)) for line in lines),
                *((key, partial(self._draw_other, key, content)) for key, content in below),
            ]
        )
        if first and lines:
            self.move_to_key(lines[0].key)

    def go_sideways(self, step: int) -> None:
        """To the person at the left or right, past the end of the line to the next one."""
        line = self._line
        if line is None:
            return
        place = min(self.place, len(line.people) - 1) + step
        if place < self.first_place:
            self.action_move(-1)
            self.place = LAST if self.cursor_key != line.key else self.first_place
        elif place >= len(line.people):
            self.action_move(1)
            self.place = self.first_place if self.cursor_key != line.key else len(line.people) - 1
        else:
            self.place = place
        if self.cursor_key == line.key:
            self.replace(line.key, partial(self._draw_room, line))

    def go_to(self, person: str, room: int) -> bool:
        """Put the cursor on somebody, if they are drawn in that room already."""
        for key, line in self._room_lines.items():
            if line.room.number == room and person in line.people:
                self._go_to_place(key, line.people.index(person))
                return True
        return False

    def go_to_wanted(self) -> None:
        """Put the cursor on the first person who has what is wanted in the name."""
        for key, line in self._room_lines.items():
            place = first_match(self._snapshot, line, self.wanted)
            if place is not None:
                self._go_to_place(key, place)
                return

    def _go_to_place(self, key: str, place: int) -> None:
        self.place = place
        self.move_to_key(key)
        self.replace(key, partial(self._draw_room, self._room_lines[key]))

    def _draw_room(self, line: draw.RoomLine) -> Content:
        assert self._snapshot is not None
        on_it = self.cursor_key == line.key
        person = self.person if on_it else None
        return draw.draw_line(
            self._snapshot, line, self._columns, on=on_it, person=person, wanted=self.wanted
        )

    def _draw_other(self, key: str, content: Content) -> Content:
        return Content(content.plain) if self.cursor_key == key else content
