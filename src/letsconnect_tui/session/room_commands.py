"""What somebody wants of breakout rooms; ``commands.py`` lists them with all others."""

from __future__ import annotations

from typing import Literal

from letsconnect_tui.session.facts import Command, RoomFacts


class AcceptRooms(Command, frozen=True):
    """Take these rooms for the next round."""

    rooms: tuple[RoomFacts, ...]
    seed: int
    style: str = "understand"
    locked: tuple[str, ...] = ()


class OpenRooms(Command, frozen=True):
    """The rooms were opened in the call."""

    round: int | None = None
    """The id of the round."""


class CloseRooms(Command, frozen=True):
    """Everybody is back."""

    round: int | None = None


class ExtendRound(Command, frozen=True):
    """Keep the rooms open longer, or shorter."""

    ms: int
    round: int | None = None


class SeatPerson(Command, frozen=True):
    """Put somebody in a room, or move them to another."""

    person: str
    room: int


class SeatMany(Command, frozen=True):
    """Several moves at once, as (person, room)."""

    moves: tuple[tuple[str, int], ...]


class SwapSeats(Command, frozen=True):
    """Let two people change rooms."""

    first: str
    second: str
    rooms: tuple[int, int] | None = None
    """Where they sat."""


class SetLock(Command, frozen=True):
    """Keep somebody in the room they are in, or let go."""

    person: str
    locked: bool = True


class SetRoomStatus(Command, frozen=True):
    """Say how a room is doing."""

    room: int
    status: Literal["fine", "needs-help", "done"]


class VisitRoom(Command, frozen=True):
    """The facilitator looked in."""

    room: int


class ReportBack(Command, frozen=True):
    """A room reported back."""

    room: int
    speaker: str | None = None
