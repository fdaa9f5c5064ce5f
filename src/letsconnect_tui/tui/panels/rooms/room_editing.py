"""What is in hand between two keys of the rooms panel: somebody picked up, a choice, a preview."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

import msgspec
from msgspec.structs import replace

from letsconnect_tui.app.requests import CopyText
from letsconnect_tui.i18n.message import message
from letsconnect_tui.tui.panels.rooms import room_actions
from letsconnect_tui.tui.render.rooms_details import PendingEdit

if TYPE_CHECKING:
    from collections.abc import Callable

    from letsconnect_tui.app.live_session import LiveSession
    from letsconnect_tui.app.requests import Request
    from letsconnect_tui.i18n.message import Message
    from letsconnect_tui.tui.host import KeysSoFar
    from letsconnect_tui.tui.panels.rooms.room_list import RoomList

    class RoomsHost(Protocol):
        """What it needs of the panel."""

        def edit(self, edit: room_actions.RoomEdit) -> None:
            """Carry out a wish about people in rooms."""

        def set_timer(self, delay: float, callback: Callable[[], None]) -> object:
            """Call back after some seconds."""

        def flash(self, text: Message) -> None:
            """Say something in the line above the keys."""

        def execute(self, request: Request) -> None:
            """Ask for a command to be carried out."""

        def key_run(self) -> KeysSoFar:
            """The run of keys that the latest key belongs to."""

        def redraw(self) -> None:
            """Draw what changed."""


COPY_SHAPES = {"1": "people", "2": "tags", "3": "sheet", "4": "cards"}
"""Shapes of the rooms besides the list, by the digit that copies them."""
DIGIT_S = 0.6
"""How long a room's number waits for another digit, where one could follow."""
ENTER_BEHIND_S = 3.0
"""So long an Enter belongs to the number that was typed before, though the number did without."""


class MovedPerson(msgspec.Struct, frozen=True):
    """Who was moved last, and where to."""

    person: str
    room: int
    followed: bool = False
    """Whether the cursor went along."""


class RoomEditing:
    """Picks people up and puts them down, for a list of rooms that are proposed, planned or open."""

    def __init__(self, session: LiveSession, rooms: RoomList, screens: RoomsHost) -> None:
        self.pending: PendingEdit | None = None
        self._session = session
        self._rooms = rooms
        self._screens = screens
        self._keys: KeysSoFar | None = None
        """The run of keys that something was picked up with."""
        self._numbered_s = float("-inf")
        """When the latest digit of a room's number was typed."""
        self._moved: MovedPerson | None = None
        """Who was moved last, as long as nobody else is picked up or locked."""

    def hold(self, pending: PendingEdit | None) -> None:
        """Have something in hand, or nothing."""
        self.pending = pending
        self._keys = self._screens.key_run()
        self._screens.redraw()

    def drop_if_typing(self) -> None:
        """Hold nothing that was picked up by a sentence typed here by mistake."""
        if self._keys is not None and self._keys.taken_back:
            self.pending = None

    def pick(self, kind: Literal["move", "swap"]) -> None:
        """Pick up the person under the cursor, or put them back."""
        person = self._rooms.person
        self._moved = None
        if self.pending is not None and self.pending.kind == kind:
            self.hold(None)
        elif person is None:
            self._screens.flash(message("tui-rooms-no-person"))
        elif self._is_refused_as_locked(person):
            self.hold(None)
        else:
            self.hold(PendingEdit(kind, person))

    def swap(self) -> None:
        """Pick up the first of two people; on the second, let them change rooms."""
        pending, other = self.pending, self._rooms.person
        if pending is None or pending.kind != "swap":
            self.pick("swap")
            return
        if other not in (None, pending.person) and not self._is_refused_as_locked(str(other)):
            self._screens.edit(room_actions.swap(self._session.state.round, pending.person, str(other)))
        self.hold(None)

    def type_digit(self, digit: str, now_s: float) -> bool:
        """A digit of a room's number, or of a shape to copy; whether it meant one of them."""
        self.drop_if_typing()
        if self.pending is None or self.pending.kind not in ("copy", "move"):
            return False
        if self.pending.kind == "copy":
            self.hold(None)
            if digit in COPY_SHAPES:
                self._screens.execute(CopyText(COPY_SHAPES[digit]))
        else:
            self._numbered_s = now_s
            self._type_room(self.pending, self.pending.digits + digit)
        return True

    def follow_keys(self, action: str) -> None:
        """Another key than Enter was pressed: no Enter belongs to a number any more."""
        if action not in ("accept", "tick"):
            self._numbered_s = float("-inf")

    def take_enter(self, room: int | None, now_s: float) -> bool:
        """Put down whom is in hand, in the room typed or under the cursor; whether Enter meant that.

        Who writes a number and Enter means one thing, also where the number was enough.
        """
        pending, numbered_s = self.pending, self._numbered_s
        self._numbered_s = float("-inf")
        if pending is not None and pending.kind == "move":
            count = room_actions.room_count(self._session)
            meant = room_actions.room_meant(pending.digits, count)[0] if pending.digits else room
            if meant is not None:
                self.put(meant)
            return True
        moved = self._moved
        if pending is not None or moved is None or now_s - numbered_s > ENTER_BEHIND_S:
            return False
        name = self._session.names.of(moved.person)
        self._screens.flash(message("tui-rooms-number-was-enough", name, moved.room))
        return True

    def _type_room(self, pending: PendingEdit, digits: str) -> None:
        count = room_actions.room_count(self._session)
        room, more = room_actions.room_meant(digits, count)
        if room is None:
            self._screens.flash(message("refused-unknown-room", int(digits), count))
            self.hold(PendingEdit("move", pending.person))
        elif more:
            waiting = PendingEdit("move", pending.person, digits)
            self.hold(waiting)
            self._screens.set_timer(DIGIT_S, lambda: self.put(room) if self.pending is waiting else None)
        else:
            self.put(room)

    def put(self, room: int) -> None:
        """Put the person in hand into a room."""
        if self.pending is None:
            return
        person = self.pending.person
        self.hold(None)
        self._moved = MovedPerson(person, room)
        self._screens.edit(room_actions.move(person, room))

    def lock(self) -> None:
        """Keep the person under the cursor where they are, or let go; who was just moved is kept."""
        person, moved = self._rooms.person, self._moved
        self._moved = None
        if moved is not None and person in (moved.person, None if moved.followed else person):
            person = moved.person
            if self._is_locked(person):
                self._screens.flash(message("tui-rooms-locked", self._session.names.of(person)))
                return
        if person is None:
            self._screens.flash(message("tui-rooms-no-person"))
        else:
            self._screens.edit(room_actions.lock(person, locked=not self._is_locked(person)))

    def follow_moved(self) -> None:
        """Put the cursor on whoever was moved, once they are drawn in the room they were moved to."""
        moved = self._moved
        if moved is not None and not moved.followed and self._rooms.go_to(moved.person, moved.room):
            self._moved = replace(moved, followed=True)

    def _is_locked(self, person: str) -> bool:
        return room_actions.is_locked(self._session, person)

    def _is_refused_as_locked(self, person: str) -> bool:
        """Whether somebody stays where they are; then this is said, and how to let go."""
        locked = self._is_locked(person)
        if locked:
            self._screens.flash(message("tui-rooms-locked", self._session.names.of(person)))
        return locked
