"""The kinds of proposals: how each is made, shown, accepted, and what it rests on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from letsconnect_tui.app import import_proposals, people_proposals, plan_proposals, requests, room_proposals
from letsconnect_tui.app.proposals import (
    ImportProposal,
    PasteProposal,
    PlanProposal,
    Proposal,
    RebalanceProposal,
    RoomsProposal,
    TidyProposal,
)
from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.message import message
from letsconnect_tui.messages import proposals as proposal_texts

if TYPE_CHECKING:
    from letsconnect_tui.app.session_reader import SessionReader
    from letsconnect_tui.breakouts.work_budget import CancelCheck
    from letsconnect_tui.i18n.message import Message
    from letsconnect_tui.session.facts import Command
    from letsconnect_tui.session.state import State

SEARCHES: dict[type, Callable[[SessionReader, Any, CancelCheck], Proposal]] = {
    requests.ProposeRooms: room_proposals.propose_rooms,
    requests.ProposeOtherRooms: room_proposals.propose_other_rooms,
    requests.ProposeTidy: room_proposals.propose_tidy,
}
"""What may take long enough to be cancelled."""
MAKERS: dict[type, Callable[[SessionReader, Any], Proposal]] = {
    requests.ProposeSameRooms: room_proposals.propose_same_rooms,
    requests.ProposeRebalance: plan_proposals.propose_rebalance,
    requests.ProposeFix: plan_proposals.propose_fix,
    requests.ProposeGiveBack: plan_proposals.propose_give_back,
    requests.ProposePaste: people_proposals.propose_paste,
    requests.ProposePlan: plan_proposals.propose_plan,
    requests.ProposeImport: import_proposals.propose_import,
}
CHANGES: dict[type, tuple[type, Callable[[SessionReader, Any, Any], Proposal]]] = {
    requests.MoveInProposal: (RoomsProposal, room_proposals.move_in_proposal),
    requests.SwapInProposal: (RoomsProposal, room_proposals.swap_in_proposal),
    requests.LockInProposal: (RoomsProposal, room_proposals.lock_in_proposal),
    requests.DecidePasted: (PasteProposal, people_proposals.decide_pasted),
    requests.DecideImport: (ImportProposal, import_proposals.decide_import),
}
"""Requests that change the open proposal, and of which kind that must be."""
_COMMANDS: dict[type, Callable[[Any], Command]] = {
    RoomsProposal: room_proposals.rooms_command,
    TidyProposal: room_proposals.tidy_command,
    RebalanceProposal: plan_proposals.rebalance_command,
    PasteProposal: people_proposals.paste_command,
    PlanProposal: plan_proposals.plan_command,
    ImportProposal: import_proposals.import_command,
}
_RESTS_ON: dict[type, Callable[[State, Any], object]] = {
    RoomsProposal: room_proposals.rooms_rest_on,
    TidyProposal: room_proposals.tidy_rests_on,
    RebalanceProposal: plan_proposals.rebalance_rests_on,
    PasteProposal: people_proposals.paste_rests_on,
    PlanProposal: plan_proposals.plan_rests_on,
    ImportProposal: import_proposals.import_rests_on,
}


def command_of(proposal: Proposal) -> Command:
    """What accepting it means; raises CommandRefused where it means nothing."""
    command: Command = _COMMANDS[type(proposal)](proposal)
    return command


def facts_of(state: State, proposal: Proposal) -> object:
    """The facts it rests on, as they are in a state; it stands as long as they are equal to those it had."""
    return _RESTS_ON[type(proposal)](state, proposal)


def summary(session: SessionReader, made: Proposal) -> Message:
    """The proposal in one sentence."""
    if isinstance(made, RoomsProposal):
        return proposal_texts.rooms_summary(made.plan, made.again_of)
    if isinstance(made, RebalanceProposal):
        return proposal_texts.times_summary(
            session.state, session.zone, ends_at=made.ends_at, end_at=made.end_at, late=made.late
        )
    if isinstance(made, TidyProposal):
        return proposal_texts.tidy_summary(made.moves)
    if isinstance(made, PlanProposal):
        return message("proposal-plan", len(made.differences))
    if isinstance(made, ImportProposal):
        if _changes_nothing(session.state, made):
            return message("import-known", made.file_name, 0)
        return proposal_texts.import_summary(made.report.format, made.matches, len(made.report.dropped))
    return proposal_texts.paste_summary(made.matches)


def preview(session: SessionReader, made: Proposal) -> tuple[str, ...]:
    """The lines to look at before saying yes, each beginning with two blanks."""
    if isinstance(made, RoomsProposal):
        lines = proposal_texts.room_lines(
            made.plan, session.names, locks=made.wishes.locks, others=made.others, later=made.later_repeats
        )
    elif isinstance(made, RebalanceProposal):
        lines = proposal_texts.table_lines(made.table)
    elif isinstance(made, TidyProposal):
        lines = proposal_texts.move_lines(made.moves, session.names)
    elif isinstance(made, PlanProposal):
        lines = [words(one) for one in made.differences]
    elif isinstance(made, ImportProposal):
        if _changes_nothing(session.state, made):
            return ()
        conflicts = [(one.person, one.marked, one.from_file) for one in made.conflicts]
        lines = proposal_texts.import_lines(made.notes, made.matches, conflicts, session.names, session.zone)
    else:
        lines = proposal_texts.match_lines(made.matches, session.names)
        lines += [words(note) for note in made.notes]
    return tuple(f"  {line}" for line in lines)


def _changes_nothing(state: State, made: ImportProposal) -> bool:
    """Whether everybody in a file was taken in before, and nobody is left to decide about."""
    return import_proposals.is_taken_in(state, made) and not import_proposals.undecided_count(state, made)
