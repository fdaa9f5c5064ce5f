"""The one proposal that waits for a yes: opened, changed, accepted, rejected, refused when it is stale."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, Any

from letsconnect_tui.app import people_proposals, requests, room_proposals, time_proposals
from letsconnect_tui.app.proposals import (
    PasteProposal,
    Proposal,
    RebalanceProposal,
    RoomsProposal,
    TidyProposal,
)
from letsconnect_tui.app.reply import Reply
from letsconnect_tui.breakouts.work_budget import CancelCheck, never
from letsconnect_tui.messages import proposals as told
from letsconnect_tui.session.refuse import refuse

if TYPE_CHECKING:
    from letsconnect_tui.app.session_reader import SessionReader
    from letsconnect_tui.i18n.message import Message
    from letsconnect_tui.session.commands import Command
    from letsconnect_tui.session.state import State


class OpenProposal:
    """Holds the open proposal of one session, if there is one. Methods raise CommandRefused."""

    def __init__(self) -> None:
        self.proposal: Proposal | None = None
        self._ids = count(1)
        self._settled = 0
        """The id of the proposal accepted or rejected last."""

    def propose(
        self, session: SessionReader, asked: requests.ProposalRequest, cancelled: CancelCheck = never
    ) -> Reply:
        """Make or change a proposal and let it wait; the reply shows it.

        Args:
            session: What it is made from.
            asked: What is wanted.
            cancelled: Asked many times a second whether to stop; then Cancelled is raised.
        """
        state = session.state  # as it is before the search for rooms: what changes meanwhile makes it stale
        made: Proposal
        if type(asked) in _SEARCHES:
            made = _SEARCHES[type(asked)](session, asked, cancelled)
        elif type(asked) in _MAKERS:
            made = _MAKERS[type(asked)](session, asked)
        else:
            kind, change = _CHANGES[type(asked)]
            shown = self._meant(asked.proposal)  # type: ignore[attr-defined]
            if not isinstance(shown, kind):
                refuse("refused-proposal-stale")
            self._refuse_when_stale(state, shown)
            made = change(session, shown, asked)
        rests_on = _RESTS_ON[type(made)](state, made)
        self.proposal = replace(made, id=next(self._ids), rests_on=rests_on)
        return Reply(True, _summary(session, made), _preview(session, made))

    def is_settled(self, proposal_id: int) -> bool:
        """Whether that proposal was accepted or rejected last: a second yes or no to it is done already."""
        return self.proposal is None and proposal_id == self._settled

    def command_for(self, state: State, proposal_id: int) -> Command:
        """What accepting means; refuses when another proposal is open or what it rests on has changed."""
        shown = self._meant(proposal_id)
        self._refuse_when_stale(state, shown)
        command: Command = _COMMANDS[type(shown)](shown)
        return command

    def close(self, proposal_id: int) -> None:
        """Put that proposal away; refuses when it is not the open one."""
        self._meant(proposal_id)
        self.proposal, self._settled = None, proposal_id

    def discard(self) -> None:
        """Forget the open proposal; a yes to it is refused from now on."""
        self.proposal = None

    def _meant(self, proposal_id: int) -> Proposal:
        if self.proposal is None:
            refuse("refused-nothing-to-accept")
        if self.proposal.id != proposal_id:
            refuse("refused-proposal-stale")
        return self.proposal

    def _refuse_when_stale(self, state: State, shown: Proposal) -> None:
        if _RESTS_ON[type(shown)](state, shown) != shown.rests_on:
            refuse("refused-proposal-stale")


_SEARCHES: dict[type, Callable[[SessionReader, Any, CancelCheck], Proposal]] = {
    requests.ProposeRooms: room_proposals.propose_rooms,
    requests.ProposeOtherRooms: room_proposals.propose_other_rooms,
    requests.ProposeTidy: room_proposals.propose_tidy,
}
"""What may take long enough to be cancelled."""
_MAKERS: dict[type, Callable[[SessionReader, Any], Proposal]] = {
    requests.ProposeRebalance: time_proposals.propose_rebalance,
    requests.ProposeFix: time_proposals.propose_fix,
    requests.ProposeGiveBack: time_proposals.propose_give_back,
    requests.ProposePaste: people_proposals.propose_paste,
}
_CHANGES: dict[type, tuple[type, Callable[[SessionReader, Any, Any], Proposal]]] = {
    requests.MoveInProposal: (RoomsProposal, room_proposals.move_in_proposal),
    requests.SwapInProposal: (RoomsProposal, room_proposals.swap_in_proposal),
    requests.LockInProposal: (RoomsProposal, room_proposals.lock_in_proposal),
    requests.DecidePasted: (PasteProposal, people_proposals.decide_pasted),
}
"""Requests that change the open proposal, and of which kind that must be."""
_COMMANDS: dict[type, Callable[[Any], Command]] = {
    RoomsProposal: room_proposals.rooms_command,
    TidyProposal: room_proposals.tidy_command,
    RebalanceProposal: time_proposals.rebalance_command,
    PasteProposal: people_proposals.paste_command,
}
_RESTS_ON: dict[type, Callable[[State, Any], object]] = {
    RoomsProposal: room_proposals.rooms_rest_on,
    TidyProposal: room_proposals.tidy_rests_on,
    RebalanceProposal: time_proposals.rebalance_rests_on,
    PasteProposal: people_proposals.paste_rests_on,
}


def _summary(session: SessionReader, made: Proposal) -> Message:
    if isinstance(made, RoomsProposal):
        return told.rooms_summary(made.plan)
    if isinstance(made, RebalanceProposal):
        return told.times_summary(
            session.state, session.zone, ends_at=made.ends_at, end_at=made.end_at, late=made.late
        )
    if isinstance(made, TidyProposal):
        return told.tidy_summary(made.moves)
    return told.paste_summary(made.matches)


def _preview(session: SessionReader, made: Proposal) -> tuple[str, ...]:
    if isinstance(made, RoomsProposal):
        lines = told.room_lines(
            made.plan, session.names, locks=made.wishes.locks, others=made.others, later=made.later_repeats
        )
    elif isinstance(made, RebalanceProposal):
        lines = told.table_lines(made.table)
    elif isinstance(made, TidyProposal):
        lines = told.move_lines(made.moves, session.names)
    else:
        lines = told.match_lines(made.matches, session.names)
    return tuple(f"  {line}" for line in lines)
