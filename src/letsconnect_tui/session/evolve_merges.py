"""Two people become one, and two again: everything that names one of them follows.

Splitting off gives back what merging took, as long as nothing was changed by hand in between.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from letsconnect_tui.session.attendee import (
    FormerSeat,
    MergedPerson,
    filled_in,
    with_filled,
    without_filled,
)
from letsconnect_tui.session.state_draft import put, put_some

if TYPE_CHECKING:
    from letsconnect_tui.session.attendee import Attendee
    from letsconnect_tui.session.facts import RoomFacts
    from letsconnect_tui.session.state import Round, State


def merge(state: State, kept: Attendee, gone: Attendee) -> tuple[State, Attendee]:
    """The state in which ``gone`` is ``kept``, but for its people; and the one person they are."""
    part = MergedPerson(
        gone,
        filled_in(kept.facts, gone.facts),
        state.readiness.get(gone.id, frozenset()) - state.readiness.get(kept.id, frozenset()),
        tuple(item for item, run in state.runs.items() if run.lead == gone.id),
        tuple(seat for held in state.rounds if (seat := _seat(held, kept.id, gone.id)) is not None),
    )
    one = replace(kept, facts=with_filled(kept.facts, gone.facts, part.filled))
    state = _with_leads(state, part.leads, kept.id)
    if part.ready:
        had = state.readiness.get(kept.id, frozenset())
        state = replace(state, readiness=put(state.readiness, kept.id, had | part.ready))
    rounds = tuple(_one_seat(held, kept.id, gone.id) for held in state.rounds)
    return replace(state, rounds=rounds), one.with_merged((*kept.merged, part))


def split(state: State, kept: Attendee, part: MergedPerson) -> tuple[State, Attendee]:
    """The state in which a part of ``kept`` is somebody else again, but for its people; and what is left."""
    gone = part.person
    left = replace(kept, facts=without_filled(kept.facts, gone.facts, part.filled))
    led = tuple(item for item in part.leads if item in state.runs and state.runs[item].lead == kept.id)
    state = _with_leads(state, led, gone.id)
    if part.ready:
        has = state.readiness.get(kept.id, frozenset())
        state = replace(state, readiness=put_some(state.readiness, kept.id, has - part.ready))
    seats = {seat.round: seat for seat in part.seats}
    rounds = tuple(
        _two_seats(held, kept.id, gone.id, seats[held.id]) if held.id in seats else held
        for held in state.rounds
    )
    return replace(state, rounds=rounds), left.with_merged(
        tuple(one for one in kept.merged if one is not part)
    )


def _with_leads(state: State, items: tuple[str, ...], lead: str) -> State:
    runs = state.runs
    for item in items:
        runs = put(runs, item, replace(runs[item], lead=lead))
    return replace(state, runs=runs)


def _seat(held: Round, kept: str, gone: str) -> FormerSeat | None:
    if gone not in held.seating:
        return None
    room = held.seating[gone]
    return FormerSeat(
        held.id,
        room,
        locked=gone in held.locked,
        late=gone in held.late,
        host=held.rooms[room].host == gone,
        taken=kept not in held.seating,
    )


def _one_seat(held: Round, kept: str, gone: str) -> Round:
    """Who sat in two rooms has the seat of the person they are; who sat in one keeps that."""
    if gone not in held.seating:
        return held
    taken = kept not in held.seating
    both = ((kept if who == gone and taken else who, room) for who, room in held.seating.items())
    return replace(
        held,
        seating={who: room for who, room in both if who != gone},
        locked=_renamed(held.locked, gone, kept if taken else None),
        late=_renamed(held.late, gone, kept if taken else None),
        rooms=_with_host(held, held.seating[gone], gone, kept),
    )


def _two_seats(held: Round, kept: str, gone: str, seat: FormerSeat) -> Round:
    """Each where they sat; who had no seat of their own gives up the one that was taken over."""
    if seat.room not in held.rooms:
        return held
    seating, locked, late = dict(held.seating), held.locked, held.late
    if seat.taken and seating.get(kept) == seat.room:
        del seating[kept]
        locked, late = locked - {kept}, late - {kept}
    seating[gone] = seat.room
    return replace(
        held,
        seating=seating,
        locked=locked | {gone} if seat.locked else locked,
        late=late | {gone} if seat.late else late,
        rooms=_with_host(held, seat.room, kept, gone) if seat.host else held.rooms,
    )


def _renamed(people: frozenset[str], was: str, becomes: str | None) -> frozenset[str]:
    if was not in people:
        return people
    return (people - {was}) | ({becomes} if becomes is not None else set())


def _with_host(held: Round, number: int, was: str, becomes: str) -> dict[int, RoomFacts]:
    room = held.rooms[number]
    return {**held.rooms, number: replace(room, host=becomes) if room.host == was else room}
