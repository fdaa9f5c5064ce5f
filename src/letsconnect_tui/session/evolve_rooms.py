"""State + event → state, for everything that happens to breakout rounds."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from letsconnect_tui.session import room_events
from letsconnect_tui.session.refuse import require
from letsconnect_tui.session.state import Round

if TYPE_CHECKING:
    from letsconnect_tui.session.state import State


def _with_round(state: State, number: int, **changes: Any) -> State:
    require(bool(state.rounds) and state.rounds[-1].number == number)
    return replace(state, rounds=(*state.rounds[:-1], replace(state.rounds[-1], **changes)))


def _current(state: State, number: int) -> Round:
    require(bool(state.rounds) and state.rounds[-1].number == number)
    return state.rounds[-1]


def _accepted(state: State, event: room_events.RoundAccepted, at: int) -> State:
    rounds = state.rounds
    if rounds and rounds[-1].opened_at is None:
        rounds = rounds[:-1]
    require(
        event.item in state.runs and event.round == len(rounds) + 1 and not (rounds and rounds[-1].is_open)
    )
    seating = {person: room.number for room in event.rooms for person in room.members}
    require(all(person in state.people for person in seating) and seating.keys() >= set(event.locked))
    made = Round(
        number=event.round,
        item=event.item,
        rooms={room.number: room for room in event.rooms},
        seating=seating,
        seed=event.seed,
        id=event.id or event.round,
        locked=frozenset(event.locked),
    )
    return replace(state, rounds=(*rounds, made))


def _opened(state: State, event: room_events.RoundOpened, at: int) -> State:
    require(_current(state, event.round).opened_at is None and state.phase in ("live", "paused"))
    return _with_round(state, event.round, opened_at=at)


def _closed(state: State, event: room_events.RoundClosed, at: int) -> State:
    require(_current(state, event.round).is_open)
    return _with_round(state, event.round, closed_at=at)


def _extended(state: State, event: room_events.RoundExtended, at: int) -> State:
    held = _current(state, event.round)
    require(held.is_open)
    return _with_round(state, event.round, added_ms=held.added_ms + event.ms)


def _seated(state: State, event: room_events.Seated, at: int) -> State:
    held = _current(state, event.round)
    require(held.closed_at is None and event.room in held.rooms and event.person in state.people)
    late = held.late | {event.person} if held.is_open and event.person not in held.seating else held.late
    return _with_round(state, event.round, seating={**held.seating, event.person: event.room}, late=late)


def _unseated(state: State, event: room_events.Unseated, at: int) -> State:
    held = _current(state, event.round)
    require(event.person in held.seating)
    seating = {person: room for person, room in held.seating.items() if person != event.person}
    return _with_round(state, event.round, seating=seating, locked=held.locked - {event.person})


def _lock(state: State, event: room_events.LockSet, at: int) -> State:
    held = _current(state, event.round)
    require(event.person in held.seating)
    locked = held.locked | {event.person} if event.locked else held.locked - {event.person}
    return _with_round(state, event.round, locked=locked)


def _status(state: State, event: room_events.RoomStatusSet, at: int) -> State:
    held = _current(state, event.round)
    require(held.is_open and event.room in held.rooms)
    return _with_round(state, event.round, status={**held.status, event.room: event.status})


def _visited(state: State, event: room_events.RoomVisited, at: int) -> State:
    held = _current(state, event.round)
    require(held.is_open and event.room in held.rooms)
    visits = {**held.visits, event.room: (*held.visits.get(event.room, ()), at)}
    return _with_round(state, event.round, visits=visits)


def _reported(state: State, event: room_events.RoomReported, at: int) -> State:
    held = _current(state, event.round)
    require(held.opened_at is not None and event.room in held.rooms)
    return _with_round(state, event.round, reports={**held.reports, event.room: event.speaker})


ROOM_EVENTS: dict[type, Callable[[State, Any, int], State]] = {
    room_events.RoundAccepted: _accepted,
    room_events.RoundOpened: _opened,
    room_events.RoundClosed: _closed,
    room_events.RoundExtended: _extended,
    room_events.Seated: _seated,
    room_events.Unseated: _unseated,
    room_events.LockSet: _lock,
    room_events.RoomStatusSet: _status,
    room_events.RoomVisited: _visited,
    room_events.RoomReported: _reported,
}
