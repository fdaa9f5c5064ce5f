"""What happened to breakout rooms and to who sits in them; ``events.py`` lists them with all others."""

from __future__ import annotations

from typing import Literal

from letsconnect_tui.session.facts import Event, RoomFacts


class RoundAccepted(Event, frozen=True, tag="round"):
    """A proposal of rooms was taken."""

    round: int
    item: str
    rooms: tuple[RoomFacts, ...]
    seed: int
    style: str = "understand"
    locked: tuple[str, ...] = ()
    id: int = 0
    """No other round of the session ever has it; 0: the number of the round."""


class RoundOpened(Event, frozen=True, tag="round-opened"):
    """The facilitator opened the rooms in the call."""

    round: int


class RoundClosed(Event, frozen=True, tag="round-closed"):
    """Everybody is back."""

    round: int


class RoundExtended(Event, frozen=True, tag="round-extended"):
    """The rooms stay open longer, or shorter."""

    round: int
    ms: int


class Seated(Event, frozen=True, tag="seated"):
    """Somebody got a seat in a room, or moved to another."""

    round: int
    person: str
    room: int


class Unseated(Event, frozen=True, tag="unseated"):
    """Somebody is in no room any more."""

    round: int
    person: str


class LockSet(Event, frozen=True, tag="lock"):
    """Somebody must stay in the room they are in, or no longer."""

    round: int
    person: str
    locked: bool = True


class RoomStatusSet(Event, frozen=True, tag="room-status"):
    """How a room is doing."""

    round: int
    room: int
    status: Literal["fine", "needs-help", "done"]


class RoomVisited(Event, frozen=True, tag="room-visited"):
    """The facilitator looked in."""

    round: int
    room: int


class RoomReported(Event, frozen=True, tag="room-reported"):
    """A room reported back."""

    round: int
    room: int
    speaker: str | None = None
