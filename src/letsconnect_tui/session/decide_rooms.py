"""Commands about breakout rounds → events: checked here, searched for in ``breakouts/``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from letsconnect_tui.session import events as e
from letsconnect_tui.session import room_commands, room_events
from letsconnect_tui.session.refuse import known_person, refuse, unclosed_round

if TYPE_CHECKING:
    from letsconnect_tui.session.record import UsedIds
    from letsconnect_tui.session.state import Round, State


def breakout_item(state: State) -> str:
    """The item a new round belongs to: the running breakout, else the next to come, else the running item."""
    candidates = [state.current] if state.current is not None else []
    for item in (*candidates, *state.to_come):
        if item is not None and state.item(item).kind == "breakout":
            return item
    return state.current or next(iter(state.to_come), state.order[0])


def _open_round(state: State) -> Round:
    if state.round is None or not state.round.is_open:
        refuse("refused-rooms-not-open")
    return state.round


def _meant(held: Round, round_id: int | None) -> None:
    """Refuse when another round is meant than the latest; None means whichever is the latest."""
    if round_id not in (None, held.id):
        refuse("refused-other-round")


def _room(held: Round, room: int) -> int:
    if room not in held.rooms:
        refuse("refused-unknown-room", room, len(held.rooms))
    return room


def _seat(held: Round, person: str) -> int:
    if person not in held.seating:
        refuse("refused-no-seat")
    return held.seating[person]


def accept_rooms(state: State, command: room_commands.AcceptRooms, used: UsedIds) -> tuple[e.AnyEvent, ...]:
    """The rooms of a proposal become the next round, or take the place of one not yet opened."""
    if state.phase == "ended":
        refuse("refused-ended")
    if state.round is not None and state.round.is_open:
        refuse("refused-rooms-open")
    seated = [person for room in command.rooms for person in room.members]
    numbers = [room.number for room in command.rooms]
    if not numbers or len(set(seated)) < len(seated) or numbers != list(range(1, len(numbers) + 1)):
        refuse("refused-proposal-stale")
    if not set(command.locked) <= set(seated):
        refuse("refused-proposal-stale")
    for person in seated:
        known_person(state, person)
    replaced = state.round is not None and state.round.opened_at is None
    number = len(state.rounds) + (0 if replaced else 1)
    own = max(used.rounds, *(held.id for held in state.rounds), 0) + 1
    return (
        room_events.RoundAccepted(
            number,
            breakout_item(state),
            command.rooms,
            command.seed,
            command.style,
            command.locked,
            id=0 if own == number else own,
        ),
    )


def _open(state: State, command: room_commands.OpenRooms, now: int) -> tuple[e.AnyEvent, ...]:
    if command.round is not None and state.round is not None and state.round.opened_at is not None:
        _meant(state.round, command.round)
        return ()
    held = unclosed_round(state)
    _meant(held, command.round)
    if state.phase not in ("live", "paused"):
        refuse("refused-ended" if state.phase == "ended" else "refused-not-started")
    if held.is_open:
        refuse("refused-rooms-open")
    return (room_events.RoundOpened(held.number),)


def _close(state: State, command: room_commands.CloseRooms, now: int) -> tuple[e.AnyEvent, ...]:
    if command.round is not None and state.round is not None and state.round.closed_at is not None:
        _meant(state.round, command.round)
        return ()
    held = _open_round(state)
    _meant(held, command.round)
    return (room_events.RoundClosed(held.number),)


def _extend(state: State, command: room_commands.ExtendRound, now: int) -> tuple[e.AnyEvent, ...]:
    if command.ms == 0:
        refuse("refused-no-time")
    held = _open_round(state)
    _meant(held, command.round)
    if held.item == state.current:
        if state.allotted(held.item) + state.runs[held.item].added_ms + command.ms < 0:
            refuse("refused-below-zero")
        return (e.TimeAdded(held.item, command.ms),)
    return (room_events.RoundExtended(held.number, command.ms),)


def _seat_person(state: State, command: room_commands.SeatPerson, now: int) -> tuple[e.AnyEvent, ...]:
    held = unclosed_round(state)
    person, room = known_person(state, command.person), _room(held, command.room)
    arrives = () if person.is_here else (e.CameIn(person.id),)
    if held.seating.get(person.id) == room:
        return arrives
    if person.id in held.locked:
        refuse("refused-locked", person.facts.name)
    return (*arrives, room_events.Seated(held.number, person.id, room))


def _seat_many(state: State, command: room_commands.SeatMany, now: int) -> tuple[e.AnyEvent, ...]:
    held = unclosed_round(state)
    if not command.moves:
        refuse("refused-nothing-to-move")
    moves: list[e.AnyEvent] = []
    for one, room in dict(command.moves).items():
        person = known_person(state, one)
        if held.seating.get(one) == _room(held, room):
            continue
        if one in held.locked:
            refuse("refused-locked", person.facts.name)
        moves.append(room_events.Seated(held.number, one, room))
    return tuple(moves)


def _swap_seats(state: State, command: room_commands.SwapSeats, now: int) -> tuple[e.AnyEvent, ...]:
    held = unclosed_round(state)
    for person in (command.first, command.second):
        if person in held.locked:
            refuse("refused-locked", known_person(state, person).facts.name)
    first, second = _seat(held, command.first), _seat(held, command.second)
    if first == second:
        refuse("refused-same-room")
    if command.rooms not in (None, (first, second)):
        if command.rooms == (second, first):
            return ()
        refuse("refused-sits-elsewhere")
    return (
        room_events.Seated(held.number, command.first, second),
        room_events.Seated(held.number, command.second, first),
    )


def _set_lock(state: State, command: room_commands.SetLock, now: int) -> tuple[e.AnyEvent, ...]:
    held = unclosed_round(state)
    _seat(held, command.person)
    if (command.person in held.locked) == command.locked:
        return ()
    return (room_events.LockSet(held.number, command.person, command.locked),)


def _status(state: State, command: room_commands.SetRoomStatus, now: int) -> tuple[e.AnyEvent, ...]:
    held = _open_round(state)
    return (room_events.RoomStatusSet(held.number, _room(held, command.room), command.status),)


def _visit(state: State, command: room_commands.VisitRoom, now: int) -> tuple[e.AnyEvent, ...]:
    held = _open_round(state)
    return (room_events.RoomVisited(held.number, _room(held, command.room)),)


def _report(state: State, command: room_commands.ReportBack, now: int) -> tuple[e.AnyEvent, ...]:
    if state.round is None or state.round.opened_at is None:
        refuse("refused-no-rooms")
    return (room_events.RoomReported(state.round.number, _room(state.round, command.room), command.speaker),)


ROOM_COMMANDS: dict[type, Callable[[State, Any, int], tuple[e.AnyEvent, ...]]] = {
    room_commands.OpenRooms: _open,
    room_commands.CloseRooms: _close,
    room_commands.ExtendRound: _extend,
    room_commands.SeatPerson: _seat_person,
    room_commands.SeatMany: _seat_many,
    room_commands.SwapSeats: _swap_seats,
    room_commands.SetLock: _set_lock,
    room_commands.SetRoomStatus: _status,
    room_commands.VisitRoom: _visit,
    room_commands.ReportBack: _report,
}
