"""Where a late guest goes while rooms are open: nobody who is seated moves."""

from __future__ import annotations

from copy import copy
from functools import lru_cache
from typing import TYPE_CHECKING

from letsconnect_tui.breakouts.model import NOTHING_MET, Guest, moved
from letsconnect_tui.breakouts.quality import (
    COMPANY,
    HOST_WELCOME,
    OVER_TARGET,
    SAME_COUNTRY,
    SAME_EXPERIENCE,
    SAME_REGION,
    UNDER_TARGET,
    meeting_cost,
)
from letsconnect_tui.breakouts.search.language_flow import base_language
from letsconnect_tui.plan.checks import merged_groups

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from letsconnect_tui.breakouts.model import Met, Move, Room, Wishes

_ALIKE = {"experience": SAME_EXPERIENCE, "region": SAME_REGION, "country": SAME_COUNTRY}
"""What is to be spread over the rooms, and the cost of each pair that is alike in it."""
_NOBODY: frozenset[str] = frozenset()
_code = lru_cache(maxsize=1024)(base_language)


def _others(groups: Iterable[Collection[str]]) -> dict[str, set[str]]:
    """For everybody who is in a group, all others in their groups."""
    others: dict[str, set[str]] = {}
    for group in groups:
        for who in group:
            others.setdefault(who, set()).update(other for other in group if other != who)
    return others


class SeatingView:
    """Open rooms, asked about one guest at a time.

    Nothing is compiled for all guests: in a session of a thousand, one question takes under a millisecond.

    Args:
        rooms: The rooms with those who are here.
        guests: Everybody in them, and whoever is asked about.
        wishes: What was asked of the round.
        met: Who met whom before.
    """

    def __init__(self, rooms: Sequence[Room], guests: Sequence[Guest], wishes: Wishes, met: Met) -> None:
        self.rooms, self.wishes, self.met = rooms, wishes, met
        self.guests = {guest.id: guest for guest in guests}
        self.main = _code(wishes.main_language)
        self.pinned = wishes.pinned
        self.apart_from = _others(wishes.apart)
        self.together_with = _others(merged_groups(wishes.together))
        self._spoken: dict[str, frozenset[str]] = {}
        self.by_language = wishes.same_language or any(room.language for room in rooms)

    def after(self, moves: Sequence[Move]) -> SeatingView:
        """The same people after some moves; rooms that nobody is left in are gone."""
        other = copy(self)
        other.rooms = [room for room in moved(self.rooms, moves) if room.people]
        return other

    def spoken(self, who: str) -> frozenset[str]:
        """What a guest speaks; the main language where nobody knows."""
        known = self._spoken.get(who)
        if known is None:
            guest = self.guests.get(who)
            known = frozenset(map(_code, guest.languages) if guest and guest.languages else [self.main])
            self._spoken[who] = known
        return known

    def fits(self, who: str, room: Room) -> bool:
        """Whether the guest speaks the room's language, or where it has none, one with each member."""
        if not self.by_language:
            return True
        spoken = self.spoken(who)
        if room.language is not None:
            return _code(room.language) in spoken
        return all(spoken & self.spoken(other) for other in room.members if other != who)

    def strangers(self, who: str, room: Room) -> int:
        """How many people in the room share no language with the guest."""
        spoken = self.spoken(who)
        return sum(not spoken & self.spoken(other) for other in room.members if other != who)

    def target(self, extra: int = 0) -> int:
        """The size of the largest room when everybody and ``extra`` people are spread evenly."""
        people = sum(room.people for room in self.rooms) + extra
        return -(-people // max(1, sum(1 for room in self.rooms if room.people)))

    def size_cost(self, who: str, room: Room, target: int) -> int:
        """The cost of one more person in this room; a host is welcome where there is none."""
        people = room.people
        cost = OVER_TARGET * max(0, people + 1 - target) ** 2 + UNDER_TARGET * max(0, target - people)
        guest = self.guests.get(who)
        hosting = guest is not None and guest.host and self.hostless(room)
        return cost + COMPANY * (people == 1) + HOST_WELCOME * hosting

    def people_cost(self, who: str, room: Room) -> float:
        """The cost of whom the guest would meet again, and of who is like them; never negative."""
        others, guests, met = room.members, self.guests, self.met
        total = 0.0
        if met and self.wishes.avoid_repeats:
            again = [met.get((who, o) if who <= o else (o, who), 0.0) for o in others if o != who]
            total += sum(meeting_cost(times) for times in again if times)
        guest = guests.get(who)
        if guest is not None and self.wishes.mix:
            known = [guests[other] for other in others if other in guests and other != who]
            for kind, cost in _ALIKE.items():
                own = getattr(guest, kind)
                if own is not None and kind in self.wishes.mix:
                    total += cost * sum(getattr(other, kind) == own for other in known)
        return total

    def soft_cost(self, who: str, room: Room, target: int) -> float:
        """The cost of this guest in this room, hard rules left aside."""
        return self.size_cost(who, room, target) + self.people_cost(who, room)

    def hostless(self, room: Room) -> bool:
        """Whether nobody in the room is a host."""
        return not any(self.is_host(other, room) for other in room.members)

    def is_host(self, who: str, room: Room) -> bool:
        """Whether the guest hosts this room or may host any."""
        guest = self.guests.get(who)
        return room.host == who or bool(guest and guest.host)

    def stays(self, who: str, room: Room) -> bool:
        """Whether the guest is locked, the room's host, or to stay together with somebody in it."""
        if self.pinned.get(who) == room.number or room.host == who:
            return True
        if not self.together_with.get(who, _NOBODY).isdisjoint(room.members):
            return True
        return self.is_host(who, room) and sum(self.is_host(other, room) for other in room.members) == 1

    def kept_apart(self, who: str, room: Room) -> int:
        """How many people in the room the guest is to be kept apart from."""
        return len(self.apart_from.get(who, _NOBODY).intersection(room.members))


def seat_late(
    rooms: Sequence[Room],
    guest: Guest,
    guests: Sequence[Guest],
    wishes: Wishes,
    *,
    met: Met = NOTHING_MET,
    old_room: int | None = None,
) -> int:
    """The number of the best open room for one more guest; who comes back returns to the room they were in.

    A lock decides first, then language, then who is to be kept apart and together. Among the rooms that are
    left the cheapest is taken, by size, new people and the spread of experience, region and country.

    Args:
        rooms: The open rooms with those who are here, one at least.
        guest: Who comes.
        guests: Everybody in the rooms.
        wishes: What was asked of the round.
        met: Who met whom before.
        old_room: The room they were in before they left.

    Raises:
        ValueError: There is no room at all.
    """
    if not rooms:
        raise ValueError("no open rooms")
    numbers = {room.number for room in rooms}
    if (locked := wishes.pinned.get(guest.id)) in numbers and locked is not None:
        return locked
    if old_room in numbers and old_room is not None:
        return old_room
    open_rooms = SeatingView(rooms, [*guests, guest], wishes, met)
    return _best_room(open_rooms, guest.id).number


def _best_room(open_rooms: SeatingView, who: str) -> Room:
    apart = open_rooms.apart_from.get(who, _NOBODY)
    together = open_rooms.together_with.get(who, _NOBODY)
    rooms = [room for room in open_rooms.rooms if open_rooms.fits(who, room)]
    # An empty room is for those who can follow in no other.
    rooms = [room for room in rooms if room.people] or rooms
    if not rooms:
        strangers = {room.number: open_rooms.strangers(who, room) for room in open_rooms.rooms}
        fewest = min(strangers[room.number] / max(1, len(room.members)) for room in open_rooms.rooms)
        rooms = [r for r in open_rooms.rooms if strangers[r.number] / max(1, len(r.members)) == fewest]
        rooms = [room for room in rooms if _code(room.language or "") == open_rooms.main] or rooms

    def broken(room: Room) -> tuple[int, int]:
        members = set(room.members)
        return len(apart & members), -len(together & members)

    if apart or together:
        least = min(map(broken, rooms))
        rooms = [room for room in rooms if broken(room) == least]
    return _cheapest(open_rooms, who, rooms)


def _cheapest(open_rooms: SeatingView, who: str, rooms: Sequence[Room]) -> Room:
    """The room with the least soft cost; one whose size alone costs more is not looked at."""
    target = open_rooms.target(extra=1)
    by_size = sorted((open_rooms.size_cost(who, room, target), place) for place, room in enumerate(rooms))
    best, lowest = rooms[by_size[0][1]], float("inf")
    for size_cost, place in by_size:
        if size_cost >= lowest:
            break
        cost = size_cost + open_rooms.people_cost(who, rooms[place])
        if cost < lowest:
            best, lowest = rooms[place], cost
    return best
