"""The groups of an earlier round made anew with whoever is here now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from letsconnect_tui.breakouts.judge import judge
from letsconnect_tui.breakouts.model import NOTHING_MET, RoomAssignment
from letsconnect_tui.breakouts.seat_late import seat_late
from letsconnect_tui.breakouts.sizes import spread_seats

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from letsconnect_tui.breakouts.model import Guest, Met, Room, RoomNote, Wishes


def same_groups(
    rooms: Sequence[Room], guests: Sequence[Guest], wishes: Wishes, *, met: Met = NOTHING_MET
) -> RoomAssignment:
    """Everybody back in the room they were in; who was in none goes where a late guest would go.

    Rooms keep their numbers, names and languages, also where nobody of them is here any more. Locked people
    and hosts of rooms made by hand go to their rooms. People without a name are spread over the rooms that
    have people, or had some without a name. Nobody is searched for: the same people give the same rooms.

    Args:
        rooms: The rooms of the earlier round, one at least.
        guests: Who is here now.
        wishes: What is asked of the coming round.
        met: Who met whom before; that they meet again is counted, and not a fault.
    """
    here = {guest.id for guest in guests}
    numbers = {room.number for room in rooms}
    goes_to = {who: room.number for room in rooms for who in room.members if who in here}
    goes_to |= {who: room for who, room in wishes.pinned.items() if who in here and room in numbers}
    again = [
        replace(room, members=tuple(who for who, number in goes_to.items() if number == room.number), seats=0)
        for room in rooms
    ]
    for guest in guests:
        if guest.id not in goes_to:
            number = seat_late(again, guest, guests, wishes, met=met)
            again = [
                replace(room, members=(*room.members, guest.id)) if room.number == number else room
                for room in again
            ]
    again = _seated(again, [room.seats for room in rooms], wishes)
    verdict = judge(again, guests, wishes, met=met)
    return RoomAssignment(
        rooms=tuple(again),
        seed=1,
        style="again",
        violations=verdict.violations,
        repeats=verdict.repeats,
        bound=verdict.bound,
        meets=verdict.meets,
        notes=without_repeats(verdict.notes),
        method="again",
    )


_ASKED_FOR = (
    *("rooms-note-repeat", "rooms-note-count", "rooms-note-by-hand", "rooms-note-size"),
    "rooms-note-few",
)


def without_repeats(notes: Iterable[RoomNote]) -> tuple[RoomNote, ...]:
    """Notes without those on who meets again and on how many rooms: earlier groups were asked for."""
    return tuple(note for note in notes if note.message.key not in _ASKED_FOR)


def _seated(rooms: Sequence[Room], seats_before: Sequence[int], wishes: Wishes) -> list[Room]:
    """The rooms with seats for people without a name, and with hosts who sit in them."""
    usable = [place for place, room in enumerate(rooms) if room.members or seats_before[place]] or range(
        len(rooms)
    )
    seats = dict(
        zip(usable, spread_seats([len(rooms[place].members) for place in usable], wishes.seats), strict=True)
    )
    named = {number: fixed.host for number, fixed in enumerate(wishes.fixed, start=1)}
    return [
        replace(
            room,
            seats=seats.get(place, 0),
            host=next((who for who in (named.get(room.number), room.host) if who in room.members), None),
        )
        for place, room in enumerate(rooms)
    ]
