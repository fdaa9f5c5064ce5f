"""How the rooms panel comes to a proposal: another plan, another shuffle, or the same people anew."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from letsconnect_tui.app.make_proposals import open_proposal
from letsconnect_tui.app.proposals import RoomsProposal, TidyProposal

if TYPE_CHECKING:
    from letsconnect_tui.app.live_session import LiveSession
    from letsconnect_tui.app.reply import Reply
    from letsconnect_tui.session.state import State


def seats_everybody(state: State, proposal: RoomsProposal) -> bool:
    """Whether a proposal seats exactly the participants who are here now."""
    seated = {person for room in proposal.plan.rooms for person in room.members}
    here = {one.id for one in state.people.values() if one.is_here and not one.is_team}
    team = {person for person in seated if person in state.people and state.people[person].is_team}
    return seated - team == here


def next_rooms(desk: LiveSession, *, fresh: bool) -> Reply:
    """The plan after the one shown: another style if there is one, else other rooms for the same wishes.

    Args:
        desk: Holds the proposal shown, if any.
        fresh: Nothing was shown yet, or other people than are here now.
    """
    shown = desk.proposal
    if not isinstance(shown, RoomsProposal):
        held = desk.state.round
        seed = held.seed + 1 if held is not None and held.opened_at is None else 1
        return desk.say(f"rooms seed={seed}")
    if fresh or not seats_everybody(desk.state, shown):
        return desk.say(f"rooms seed={shown.plan.seed}")
    if shown.others:
        other, *rest = shown.others
        wishes = replace(shown.wishes, same_language=other.style != "mix")
        return open_proposal(
            desk, replace(shown, plan=other, others=tuple(rest), wishes=wishes, later_repeats=())
        )
    return desk.say(f"rooms seed={shown.plan.seed + 1}")


def put_away(desk: LiveSession, *, everything: bool = False) -> None:
    """Forget a preview. Proposed rooms stay open for coming back unless rooms are accepted already."""
    held = desk.state.round
    accepted = held is not None and held.closed_at is None
    if isinstance(desk.proposal, TidyProposal) or (
        isinstance(desk.proposal, RoomsProposal) and (accepted or everything)
    ):
        desk.proposal = None
