"""Proposals of rooms for the next round, changes to them by hand, and proposals of a few people to move."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from letsconnect_tui.app import breakout_rounds
from letsconnect_tui.app.proposals import RoomsProposal, TidyProposal
from letsconnect_tui.app.requests import ProposeRooms
from letsconnect_tui.breakouts import judge, propose_in_styles, same_groups
from letsconnect_tui.breakouts.same_groups import without_repeats
from letsconnect_tui.session import room_commands
from letsconnect_tui.session.decide_rooms import breakout_item
from letsconnect_tui.session.meetings import rooms_now
from letsconnect_tui.session.refuse import refuse, unclosed_round

if TYPE_CHECKING:
    from collections.abc import Iterable

    from letsconnect_tui.app.requests import (
        LockInProposal,
        MoveInProposal,
        ProposeOtherRooms,
        ProposeSameRooms,
        ProposeTidy,
        SwapInProposal,
    )
    from letsconnect_tui.app.session_reader import SessionReader
    from letsconnect_tui.breakouts.model import Guest, Met, Wishes
    from letsconnect_tui.breakouts.work_budget import CancelCheck
    from letsconnect_tui.session.facts import Command
    from letsconnect_tui.session.state import Round, State

SEARCH_S = 0.3
"""How long better rooms are looked for."""


def propose_rooms(session: SessionReader, asked: ProposeRooms, cancelled: CancelCheck) -> RoomsProposal:
    """Rooms for everyone who is here; refuses while rooms are open or nobody is here."""
    state = session.state
    held = state.round
    if held is not None and held.is_open:
        refuse("refused-rooms-open")
    locks = _locks(session)
    wishes = breakout_rounds.wishes(state, size=asked.size, count=asked.count, locks=locks, style=asked.style)
    guests, met = _guests(session, wishes)
    ahead = breakout_rounds.rounds_to_come(state) if wishes.avoid_repeats else 1
    chosen, *others = propose_in_styles(
        guests, wishes, ahead, met=met, seed=asked.seed, budget_s=SEARCH_S, cancelled=cancelled
    )
    later = tuple(plan.repeats for plan in chosen[1:])
    return RoomsProposal(chosen[0], wishes, tuple(other[0] for other in others), later)


def propose_other_rooms(
    session: SessionReader, asked: ProposeOtherRooms, cancelled: CancelCheck
) -> RoomsProposal:
    """The plan after the one proposed: another style if there is one, else another shuffle."""
    shown = session.proposal
    if not isinstance(shown, RoomsProposal):
        held = session.state.round
        seed = held.seed + 1 if held is not None and held.opened_at is None else 1
        return propose_rooms(session, ProposeRooms(seed=seed), cancelled)
    if not seats_everybody(session.state, shown):
        return propose_rooms(session, ProposeRooms(seed=shown.plan.seed), cancelled)
    if shown.others:
        other, *rest = shown.others
        wishes = replace(shown.wishes, same_language=other.style != "mix")
        return replace(shown, plan=other, others=tuple(rest), wishes=wishes, later_repeats=())
    return propose_rooms(session, ProposeRooms(seed=shown.plan.seed + 1), cancelled)


def propose_same_rooms(session: SessionReader, asked: ProposeSameRooms) -> RoomsProposal:
    """The groups of an earlier round with whoever is here; newcomers go where a late guest would go.

    Refuses while rooms are open, where nobody is here, and where there is no such round that was opened.
    """
    state = session.state
    if state.round is not None and state.round.is_open:
        refuse("refused-rooms-open")
    opened = [held for held in state.rounds if held.opened_at is not None]
    if not opened:
        refuse("refused-no-earlier-rooms")
    earlier = next((held for held in reversed(opened) if asked.round in (None, held.number)), None)
    if earlier is None:
        refuse("refused-no-such-round", asked.round, opened[-1].number)
    wishes = breakout_rounds.wishes(state, locks=_locks(session))
    guests, met = _guests(session, wishes)
    plan = same_groups(rooms_now(earlier), guests, wishes, met=met)
    return RoomsProposal(plan, wishes, again_of=earlier.number)


def _guests(session: SessionReader, wishes: Wishes) -> tuple[tuple[Guest, ...], Met]:
    """Who is to be seated and who met whom before; refuses where there is neither a guest nor a seat."""
    guests = breakout_rounds.guests(session.state)
    if not guests and not wishes.seats:
        refuse("refused-nobody-to-seat")
    return guests, breakout_rounds.met(session.state, session.met_before)


def seats_everybody(state: State, proposal: RoomsProposal) -> bool:
    """Whether a proposal seats exactly the participants who are here now."""
    seated = {person for room in proposal.plan.rooms for person in room.members}
    here = {one.id for one in state.people.values() if one.is_here and not one.is_team}
    team = {person for person in seated if person in state.people and state.people[person].is_team}
    return seated - team == here


def _locks(session: SessionReader) -> dict[str, int]:
    """Locks set in the open proposal, or in a round accepted and not yet opened."""
    if isinstance(session.proposal, RoomsProposal):
        return dict(session.proposal.wishes.locks)
    held = session.state.round
    if held is None or held.opened_at is not None:
        return {}
    return {person: held.seating[person] for person in held.locked if person in held.seating}


# -- changes by hand -----------------------------------------------------------------------------------


def move_in_proposal(session: SessionReader, shown: RoomsProposal, asked: MoveInProposal) -> RoomsProposal:
    """Move somebody in rooms that are not yet accepted."""
    seating = _seating(session, shown, (asked.person,))
    if not 1 <= asked.room <= len(shown.plan.rooms):
        refuse("refused-unknown-room", asked.room, len(shown.plan.rooms))
    return _changed(session, shown, {**seating, asked.person: asked.room})


def swap_in_proposal(session: SessionReader, shown: RoomsProposal, asked: SwapInProposal) -> RoomsProposal:
    """Let two people change rooms that are not yet accepted."""
    first, second = asked.first, asked.second
    seating = _seating(session, shown, (first, second))
    return _changed(session, shown, {**seating, first: seating[second], second: seating[first]})


def lock_in_proposal(session: SessionReader, shown: RoomsProposal, asked: LockInProposal) -> RoomsProposal:
    """Keep somebody in their room of the proposal, or let go."""
    seating = {person: room.number for room in shown.plan.rooms for person in room.members}
    if asked.person not in seating:
        refuse("refused-no-seat")
    locks = {one: room for one, room in shown.wishes.locks.items() if one != asked.person}
    if asked.locked:
        locks[asked.person] = seating[asked.person]
    return _changed(session, shown, seating, locks=locks)


def _seating(session: SessionReader, shown: RoomsProposal, moved: Iterable[str]) -> dict[str, int]:
    """Who sits where; refuses where somebody to be moved sits nowhere or is locked."""
    seating = {person: room.number for room in shown.plan.rooms for person in room.members}
    for person in moved:
        if person not in seating:
            refuse("refused-no-seat")
        if person in shown.wishes.locks:
            refuse("refused-locked", session.names.of(person))
    return seating


def _changed(
    session: SessionReader,
    shown: RoomsProposal,
    seating: dict[str, int],
    *,
    locks: dict[str, int] | None = None,
) -> RoomsProposal:
    """The proposal with people moved by hand, judged anew."""
    rooms = tuple(
        replace(room, members=tuple(person for person, number in seating.items() if number == room.number))
        for room in shown.plan.rooms
    )
    wishes = shown.wishes if locks is None else replace(shown.wishes, locks=locks)
    met = breakout_rounds.met(session.state, session.met_before)
    judged = judge(rooms, breakout_rounds.guests(session.state, also=seating), wishes, met=met)
    plan = replace(
        shown.plan,
        rooms=rooms,
        violations=judged.violations,
        repeats=judged.repeats,
        bound=judged.bound,
        meets=judged.meets,
        notes=judged.notes if shown.again_of is None else without_repeats(judged.notes),
    )
    return replace(shown, plan=plan, wishes=wishes)


# -- accepting -----------------------------------------------------------------------------------------


def rooms_command(proposal: RoomsProposal) -> Command:
    """What accepting the rooms means."""
    rooms, locked = breakout_rounds.room_facts(proposal.plan.rooms), tuple(proposal.wishes.locks)
    return room_commands.AcceptRooms(rooms, proposal.plan.seed, proposal.plan.style, locked)


def rooms_rest_on(state: State, proposal: RoomsProposal) -> object:
    """Everybody seated as they were known and here, the round before, and the item the rooms are for.

    Somebody who comes afterwards changes none of it: they are seated as latecomers are.
    """
    seated = [person for room in proposal.plan.rooms for person in room.members]
    item, held = breakout_item(state), state.round
    return (
        [(person, *_as_seated(state, person)) for person in sorted(seated)],
        None if held is None else (held.id, _stage(held)),
        item if state.item(item).kind == "breakout" else None,
        state.headcount if proposal.wishes.seats else None,
    )


def _as_seated(state: State, person: str) -> tuple[Any, ...]:
    known = state.people.get(person)
    return () if known is None else (known.facts, known.role, known.is_here)


# -- tidying -------------------------------------------------------------------------------------------


def propose_tidy(session: SessionReader, asked: ProposeTidy, cancelled: CancelCheck) -> TidyProposal:
    """The fewest moves that make the rooms good again; refuses when nobody needs to move."""
    held = unclosed_round(session.state)
    moves = breakout_rounds.tidy_moves(session.state, held, session.met_before, cancelled=cancelled)
    if not moves:
        refuse("refused-nothing-to-move")
    return TidyProposal(tuple(moves))


def tidy_command(proposal: TidyProposal) -> Command:
    """What accepting the moves means."""
    return room_commands.SeatMany(tuple((move.guest, move.to_room) for move in proposal.moves))


def tidy_rests_on(state: State, proposal: TidyProposal) -> object:
    """The round, who sits where and is here, and who is locked."""
    held = state.round
    if held is None:
        return None
    here = [person for person in held.seating if state.people[person].is_here]
    return held.id, _stage(held), dict(held.seating), here, held.locked


def _stage(held: Round) -> tuple[bool, bool]:
    """Whether rooms were opened, and closed; not when, which changes when the clock is put right."""
    return held.opened_at is not None, held.closed_at is not None
