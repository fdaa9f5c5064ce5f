"""Who sits in which room of a round now."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from letsconnect_tui.breakouts import Room
    from letsconnect_tui.session.state import Round, State


def rooms_now(held: Round) -> tuple[Room, ...]:
    """The rooms of a round with everybody as they sit now."""
    from letsconnect_tui.breakouts import Room  # 60 ms, needed only once there are rooms

    return tuple(
        Room(room.number, room.name, room.language, held.members(room.number), room.seats, room.host)
        for room in held.rooms.values()
    )


def sitting(state: State, held: Round, number: int) -> tuple[str, ...]:
    """Who is in a room and here; who left keeps the seat for coming back, and is not listed."""
    return tuple(person for person in held.members(number) if state.people[person].is_here)


def rooms_here(state: State, held: Round) -> tuple[Room, ...]:
    """The rooms of a round with those who are here."""
    from letsconnect_tui.breakouts import Room  # 60 ms, needed only once there are rooms

    return tuple(
        Room(room.number, room.name, room.language, sitting(state, held, room.number), room.seats, room.host)
        for room in held.rooms.values()
    )
