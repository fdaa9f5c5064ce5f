"""The values of breakout rooms: guests, wishes, rooms, assignments, moves and offers.

Rooms are numbered from 1. A guest is known by an id; names are put in where something is shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

import msgspec
from msgspec.structs import replace

if TYPE_CHECKING:
    from letsconnect_tui.i18n.message import Message

Pair = tuple[str, str]
"""Two guest ids, sorted."""
Met = Mapping[Pair, float]
"""How often two people met before: 1.0 for each earlier round of this session, less for earlier sessions."""
Rule = Literal["lock", "language", "alone", "apart", "together", "min_size", "host", "size"]
Style = Literal["understand", "mix", "again"]
"""Everybody understands everybody; new people first; the groups of an earlier round."""
OfferKind = Literal["merge", "borrow", "host", "alone"]
"""Everybody goes to another room; one person or one host comes; nobody can go or come."""

RULES: tuple[Rule, ...] = ("lock", "language", "alone", "apart", "together", "min_size", "host", "size")
"""Hard rules from the one that never yields to the one that yields first."""

NOTHING_MET: Met = MappingProxyType({})
_NO_LOCKS: Mapping[str, int] = MappingProxyType({})


def pair(one: str, other: str) -> Pair:
    """The two ids in the order in which a pair is kept."""
    return (one, other) if one <= other else (other, one)


class Guest(msgspec.Struct, frozen=True):
    """One person who is to be seated; every attribute may be unknown."""

    id: str
    languages: tuple[str, ...] = ()
    experience: str | None = None
    region: str | None = None
    topics: tuple[str, ...] = ()
    host: bool = False
    country: str | None = None


class FixedRoom(msgspec.Struct, frozen=True):
    """A room made by hand; ``host`` is a guest id. Fixed rooms have the lowest numbers, in their order."""

    name: str | None = None
    language: str | None = None
    host: str | None = None


class Wishes(msgspec.Struct, frozen=True):
    """What the facilitator asks of a round; ``size`` is a target, ``count`` is exact."""

    size: int | None = None
    count: int | None = None
    min_size: int = 3
    same_language: bool = False
    main_language: str = "en"
    mix: tuple[str, ...] = ()
    avoid_repeats: bool = True
    apart: tuple[tuple[str, ...], ...] = ()
    together: tuple[tuple[str, ...], ...] = ()
    nobody: tuple[str, ...] = ()
    """Names in ``apart`` or ``together`` that mean nobody known."""
    fixed: tuple[FixedRoom, ...] = ()
    locks: Mapping[str, int] = msgspec.field(default_factory=lambda: _NO_LOCKS)
    """Guest id → room number."""
    seats: int = 0
    """People who are here without a name: rooms are sized for all, with these spread over them."""

    @property
    def pinned(self) -> dict[str, int]:
        """Guest id → number of the room they never leave: the locked, and hosts of rooms made by hand."""
        hosts = [(room.host, number) for number, room in enumerate(self.fixed, start=1)]
        return {**{host: number for host, number in reversed(hosts) if host}, **self.locks}


class Room(msgspec.Struct, frozen=True):
    """One room; everyone in it speaks ``language``, which is None where language was not asked for."""

    number: int
    name: str | None
    language: str | None
    members: tuple[str, ...]
    seats: int = 0
    host: str | None = None

    @property
    def people(self) -> int:
        """Everybody in the room, named or not."""
        return len(self.members) + self.seats


class RoomNote(msgspec.Struct, frozen=True):
    """What is not kept, and because of whom; the message itself never holds a name."""

    message: Message
    guests: tuple[str, ...] = ()


class NewPeople(msgspec.Struct, frozen=True):
    """How many people each guest meets for the first time."""

    least: int = 0
    most: int = 0


class Judgement(msgspec.Struct, frozen=True):
    """What a set of rooms costs; ``bound`` is a number of repeats below which nobody can get."""

    violations: Mapping[Rule, int]
    repeats: int
    bound: int
    meets: NewPeople
    notes: tuple[RoomNote, ...] = ()


class RoomAssignment(msgspec.Struct, frozen=True):
    """The rooms of one round with what they cost, ready to be shown and accepted."""

    rooms: tuple[Room, ...]
    seed: int
    style: Style
    violations: Mapping[Rule, int]
    repeats: int
    bound: int
    meets: NewPeople
    notes: tuple[RoomNote, ...] = ()
    method: str = "search"
    """How the rooms were found: ``table``, ``rows``, ``starter``, ``delete``, ``search``, or ``again``."""


class Move(msgspec.Struct, frozen=True):
    """One guest changes rooms."""

    guest: str
    from_room: int
    to_room: int


def moved(rooms: Sequence[Room], moves: Sequence[Move]) -> tuple[Room, ...]:
    """The rooms after the moves; a room keeps its host only while the host is in it."""
    members = {room.number: list(room.members) for room in rooms}
    for move in moves:
        members[move.from_room].remove(move.guest)
        members[move.to_room].append(move.guest)
    return tuple(
        replace(
            room,
            members=tuple(members[room.number]),
            host=room.host if room.host in members[room.number] else None,
        )
        for room in rooms
    )


def met_after(met: Met, rooms: Sequence[Room]) -> dict[Pair, float]:
    """Who has met whom after a round in these rooms: one more meeting for every pair in a room."""
    known = dict(met)
    for room in rooms:
        for place, one in enumerate(room.members):
            for other in room.members[place + 1 :]:
                known[pair(one, other)] = known.get(pair(one, other), 0.0) + 1.0
    return known


class Offer(msgspec.Struct, frozen=True):
    """A way out for a room that is too small or has no host; nothing moves until it is taken.

    One of kind ``alone`` has no moves: somebody is alone, and no rule lets anybody join or leave.
    """

    room: int
    kind: OfferKind
    message: Message
    moves: tuple[Move, ...]
