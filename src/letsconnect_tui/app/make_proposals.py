"""Makes proposals, and carries out the one that got its yes. Until then nothing changes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from letsconnect_tui.app import breakout_rounds
from letsconnect_tui.app.person_lookup import known, person_named, two_people
from letsconnect_tui.app.proposals import (
    PasteProposal,
    Proposal,
    RebalanceProposal,
    RoomsProposal,
    TidyProposal,
)
from letsconnect_tui.app.reply import Reply
from letsconnect_tui.breakouts import judge, ways
from letsconnect_tui.breakouts.work_budget import never
from letsconnect_tui.i18n.message import message
from letsconnect_tui.importers.pasted_names import pasted_names
from letsconnect_tui.messages.proposals import preview, summary
from letsconnect_tui.people.match import match_names
from letsconnect_tui.session import commands as c
from letsconnect_tui.session.agenda import due_at, planned_end, slots_to_come
from letsconnect_tui.session.events import PersonFacts
from letsconnect_tui.session.refuse import refuse
from letsconnect_tui.timing.projection import project, projected_end
from letsconnect_tui.timing.rebalance import give_back, rebalance, with_fix

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Sequence

    from letsconnect_tui.app.live_session import LiveSession
    from letsconnect_tui.breakouts import Move
    from letsconnect_tui.breakouts.work_budget import CancelCheck
    from letsconnect_tui.timing.rebalance import Rebalance
    from letsconnect_tui.timing.slots import Slot


def open_proposal(desk: LiveSession, proposal: Proposal) -> Reply:
    """Show a proposal; it waits for ``accept`` or ``reject``."""
    desk.proposal = proposal
    return Reply(True, summary(desk, proposal), preview(desk, proposal))


def accept(desk: LiveSession) -> Reply:
    """Carry the open proposal out."""
    proposal = desk.proposal
    if proposal is None:
        refuse("refused-nothing-to-accept")
    if isinstance(proposal, RoomsProposal) and not _still_here(desk, proposal):
        refuse("refused-proposal-stale")
    command = _command(proposal)
    reply = desk.execute(command)
    if reply.ok:
        desk.proposal = None
    return reply


def reject(desk: LiveSession) -> Reply:
    """Put the open proposal away."""
    if desk.proposal is None:
        refuse("refused-nothing-to-accept")
    desk.proposal = None
    return Reply(True, message("told-rejected"))


def _still_here(desk: LiveSession, proposal: RoomsProposal) -> bool:
    """Whether everybody seated in the proposal is still here, so that nobody sits with the gone."""
    people = desk.state.people
    seated = (person for room in proposal.plan.rooms for person in room.members)
    return all(person in people and people[person].is_here for person in seated)


def _command(proposal: Proposal) -> c.Command:
    if isinstance(proposal, RoomsProposal):
        locked = tuple(proposal.wishes.locks)
        return c.AcceptRooms(
            breakout_rounds.facts_of(proposal.plan.rooms), proposal.plan.seed, proposal.plan.style, locked
        )
    if isinstance(proposal, RebalanceProposal):
        kept = {line.id: line.becomes_ms for line in proposal.table.lines if not line.dropped}
        dropped = tuple(line.id for line in proposal.table.lines if line.dropped)
        return c.AcceptRebalance(kept, proposal.end_at, dropped)
    if isinstance(proposal, TidyProposal):
        return c.SeatMany(tuple((move.guest, move.to_room) for move in proposal.moves))
    here = tuple(match.id for match in proposal.of("sure") if match.id is not None)
    new = tuple(PersonFacts(name=match.line) for match in proposal.of("new"))
    if not here and not new:
        refuse("refused-only-unsure")
    return c.MarkPasted(here, new)


# -- rooms ---------------------------------------------------------------------------------------------


def rooms_proposal(
    desk: LiveSession,
    *,
    size: int | None = None,
    count: int | None = None,
    seed: int = 1,
    style: str | None = None,
    budget_s: float = 0.3,
    cancelled: CancelCheck = never,
) -> RoomsProposal:
    """Rooms for everyone who is here; refuses while rooms are open or nobody is here."""
    state = desk.state
    held = state.round
    if held is not None and held.is_open:
        refuse("refused-rooms-open")
    locks = _locks(desk)
    wishes = breakout_rounds.wishes(state, size=size, count=count, locks=locks, style=style)
    guests = breakout_rounds.guests(state)
    if not guests and not wishes.seats:
        refuse("refused-nobody-to-seat")
    met = breakout_rounds.met(state, desk.met_before)
    ahead = breakout_rounds.rounds_to_come(state) if wishes.avoid_repeats else 1
    chosen, *others = ways(guests, wishes, ahead, met=met, seed=seed, budget_s=budget_s, cancelled=cancelled)
    later = tuple(plan.repeats for plan in chosen[1:])
    first_of_others = tuple(other[0] for other in others)
    return RoomsProposal(chosen[0], wishes, first_of_others, desk.log.latest.number, later)


def _locks(desk: LiveSession) -> dict[str, int]:
    """Locks set in the open proposal, or in a round accepted and not yet opened."""
    if isinstance(desk.proposal, RoomsProposal):
        return dict(desk.proposal.wishes.locks)
    held = desk.state.round
    if held is None or held.opened_at is not None:
        return {}
    return {person: held.seating[person] for person in held.locked if person in held.seating}


def _edited(
    desk: LiveSession,
    proposal: RoomsProposal,
    seating: dict[str, int],
    *,
    locks: dict[str, int] | None = None,
) -> Reply:
    """The proposal with people moved by hand, judged anew."""
    rooms = tuple(
        replace(room, members=tuple(person for person, number in seating.items() if number == room.number))
        for room in proposal.plan.rooms
    )
    wishes = proposal.wishes if locks is None else replace(proposal.wishes, locks=locks)
    met = breakout_rounds.met(desk.state, desk.met_before)
    judged = judge(rooms, breakout_rounds.guests(desk.state, also=seating), wishes, met=met)
    plan = replace(
        proposal.plan,
        rooms=rooms,
        violations=judged.violations,
        repeats=judged.repeats,
        bound=judged.bound,
        meets=judged.meets,
        notes=judged.notes,
    )
    return open_proposal(desk, replace(proposal, plan=plan, wishes=wishes))


def _seating(proposal: RoomsProposal) -> dict[str, int]:
    return {person: room.number for room in proposal.plan.rooms for person in room.members}


def move_in_proposal(desk: LiveSession, proposal: RoomsProposal, name: str, room: int) -> Reply:
    """Move somebody in rooms that are not yet accepted."""
    seating = _seating(proposal)
    person = person_named(desk.state, name, among=seating)
    if not 1 <= room <= len(proposal.plan.rooms):
        refuse("refused-unknown-room", room, len(proposal.plan.rooms))
    if person in proposal.wishes.locks:
        refuse("refused-locked", desk.names.of(person))
    return _edited(desk, proposal, {**seating, person: room})


def swap_in_proposal(desk: LiveSession, proposal: RoomsProposal, names: str) -> Reply:
    """Let two people change rooms that are not yet accepted."""
    seating = _seating(proposal)
    first, second = two_people(desk.state, names, among=seating)
    for person in (first, second):
        if person in proposal.wishes.locks:
            refuse("refused-locked", desk.names.of(person))
    return _edited(desk, proposal, {**seating, first: seating[second], second: seating[first]})


def lock_in_proposal(desk: LiveSession, proposal: RoomsProposal, name: str, locked: bool) -> Reply:
    """Keep somebody in their room of the proposal, or let go."""
    seating = _seating(proposal)
    person = person_named(desk.state, name, among=seating)
    locks = {one: room for one, room in proposal.wishes.locks.items() if one != person}
    if locked:
        locks[person] = seating[person]
    return _edited(desk, proposal, seating, locks=locks)


def tidy_proposal(desk: LiveSession, moves: Sequence[Move]) -> TidyProposal:
    """The fewest moves; refuses when nothing needs to move."""
    if not moves:
        refuse("refused-nothing-to-move")
    return TidyProposal(tuple(moves))


# -- time ----------------------------------------------------------------------------------------------


def rebalance_proposal(
    desk: LiveSession, *, later_ms: int = 0, dropped: Sequence[str] = ()
) -> RebalanceProposal:
    """New times that keep the end, or an end ``later_ms`` after it."""
    free_at, slots = _to_come(desk)
    end_at = desk.state.end_to_keep + later_ms
    return _times(desk, rebalance(free_at, slots, end_at, drop=dropped), end_at)


def fix_proposal(desk: LiveSession, number: int) -> RebalanceProposal:
    """The new times that follow when one of the fixes offered for keeping the end is taken."""
    ways = rebalance_proposal(desk).table.fixes
    if not 1 <= number <= len(ways):
        refuse("refused-no-fix", number, len(ways))
    fix = ways[number - 1]
    free_at, slots = _to_come(desk)
    end_to_keep = desk.state.end_to_keep
    return _times(desk, with_fix(fix, free_at, slots, end_to_keep), end_to_keep + fix.extend_ms)


def give_back_proposal(desk: LiveSession) -> RebalanceProposal:
    """Time won, and no more than that, given to the items to come up to their ceilings."""
    free_at, slots = _to_come(desk)
    end_at = min(desk.state.end_to_keep, planned_end(desk.state))
    table = give_back(free_at, slots, end_at)
    if projected_end(free_at, slots) >= end_at or not table.changes:
        refuse("refused-nothing-won")
    return _times(desk, table, desk.state.end_to_keep)


def _to_come(desk: LiveSession) -> tuple[int, tuple[Slot, ...]]:
    """When what is to come can begin, and what that is; refuses when nothing is."""
    slots = slots_to_come(desk.state)
    if not slots or desk.state.phase == "ended":
        refuse("refused-nothing-to-come")
    return due_at(desk.state, desk.now()), slots


def _times(desk: LiveSession, table: Rebalance, end_at: int) -> RebalanceProposal:
    """A table with what it leads to: when everything would end, and what would miss its clock time."""
    free_at, slots = _to_come(desk)
    becomes = {line.id: line.becomes_ms for line in table.lines if not line.dropped}
    kept = [replace(slot, allotted_ms=becomes[slot.id]) for slot in slots if slot.id in becomes]
    rows = project(free_at, kept)
    return RebalanceProposal(
        table,
        end_at,
        ends_at=rows[-1].end_at if rows else free_at,
        late=tuple((row.id, row.overlap_ms) for row in rows if row.overlap_ms >= 1000),
        based_on=desk.log.latest.number,
    )


# -- people --------------------------------------------------------------------------------------------


def paste_proposal(desk: LiveSession, text: str) -> PasteProposal:
    """A pasted block of names, reconciled; refuses when there is no name in it."""
    names = pasted_names(text)
    if not names:
        refuse("refused-nothing-pasted")
    return PasteProposal(match_names(names, [known(person) for person in desk.state.people.values()]))


def roster_command(desk: LiveSession, path: pathlib.Path) -> c.LoadRoster:
    """Who registered, without those already known by an equal name or username."""
    from letsconnect_tui.importers.roster import read_roster

    people = read_roster(path).people
    familiar = [known(person) for person in desk.state.people.values()]
    matches = match_names([person.username or person.name for person in people], familiar)
    new = tuple(
        PersonFacts(
            name=person.name,
            username=person.username,
            languages=person.languages,
            experience=person.experience,
            region=person.region,
            country=person.country,
            home_wiki=person.home_wiki,
            affiliation=person.affiliation,
            first_time=person.first_time,
            private=person.private,
        )
        for person, match in zip(people, matches, strict=True)
        if match.kind != "sure"
    )
    if not new:
        refuse("refused-roster-known", len(people))
    return c.LoadRoster(new)
