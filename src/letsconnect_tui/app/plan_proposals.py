"""Proposals about the plan and its times: a rebalance, an edited plan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from letsconnect_tui.app.plan_library import load_plan
from letsconnect_tui.app.proposals import PlanProposal, RebalanceProposal
from letsconnect_tui.app.requests import ProposeGiveBack
from letsconnect_tui.errors import CommandRefused, InputError
from letsconnect_tui.plan.differences import plan_differences
from letsconnect_tui.plan.occurrence import starts
from letsconnect_tui.plan.problems import PlanError
from letsconnect_tui.plan.read import plan_of_text
from letsconnect_tui.session import commands as c
from letsconnect_tui.session.moment import due_at, planned_end, slots_to_come
from letsconnect_tui.session.refuse import refuse
from letsconnect_tui.timing.projection import project, projected_end
from letsconnect_tui.timing.rebalance import give_back, rebalance, with_fix
from letsconnect_tui.timing.slots import utc_ms

if TYPE_CHECKING:
    from letsconnect_tui.app.requests import ProposeFix, ProposePlan, ProposeRebalance
    from letsconnect_tui.app.session_reader import SessionReader
    from letsconnect_tui.plan.model import Plan
    from letsconnect_tui.session.facts import Command
    from letsconnect_tui.session.state import State
    from letsconnect_tui.timing.rebalance import Rebalance
    from letsconnect_tui.timing.slots import Slot


def propose_plan(session: SessionReader, asked: ProposePlan) -> PlanProposal:
    """The plan file as it is now.

    Raises:
        CommandRefused: It says the same as before, or is another plan, or the session has ended.
        InputError: It cannot be read, or has errors.
    """
    state = session.state
    if state.phase == "ended":
        refuse("refused-ended")
    try:
        plan = load_plan(Path(state.plan_file))
    except PlanError as error:
        raise InputError(error.message, error.hint) from None
    if plan.session.id != state.plan.session.id:
        refuse("refused-other-plan", plan.session.id)
    differences = plan_differences(plan_of_text(state.plan.text), plan)
    if not differences:
        refuse("refused-plan-same")
    return PlanProposal(plan_text=plan.text, starts_at=same_occurrence(state, plan), differences=differences)


def same_occurrence(state: State, plan: Plan) -> int:
    """The start that is held, as an edited plan has it, in ms: the same one, or the one in its place."""
    held_at = state.planned_start - state.moved_ms
    before = [utc_ms(start) for start in starts(plan_of_text(state.plan.text))]
    after = [utc_ms(start) for start in starts(plan)]
    if held_at in after:
        return held_at
    place = before.index(held_at) if held_at in before else 0
    return after[place] if place < len(after) else min(after, key=lambda at: abs(at - held_at))


def plan_command(proposal: PlanProposal) -> Command:
    """What accepting the edited plan means."""
    return c.ReplacePlan(proposal.plan_text, proposal.starts_at)


def plan_rests_on(state: State, proposal: PlanProposal) -> object:
    """The plan that it would take the place of."""
    return state.plan.text


def propose_rebalance(session: SessionReader, asked: ProposeRebalance) -> RebalanceProposal:
    """New times that keep the end, or one that is later."""
    free_at, slots = _to_come(session)
    end_at = session.state.end_to_keep + asked.later_ms
    return _times(session, rebalance(free_at, slots, end_at, drop=asked.dropped), end_at)


def propose_fix(session: SessionReader, asked: ProposeFix) -> RebalanceProposal:
    """The new times that follow when one of the fixes offered for keeping the end is taken."""
    free_at, slots = _to_come(session)
    end_to_keep = session.state.end_to_keep
    fixes = rebalance(free_at, slots, end_to_keep).fixes
    if not 1 <= asked.number <= len(fixes):
        refuse("refused-no-fix", asked.number, len(fixes))
    fix = fixes[asked.number - 1]
    return _times(session, with_fix(fix, free_at, slots, end_to_keep), end_to_keep + fix.extend_ms)


def propose_give_back(session: SessionReader, asked: ProposeGiveBack) -> RebalanceProposal:
    """Time won, and no more than that, given to the items to come up to their ceilings."""
    free_at, slots = _to_come(session)
    end_at = min(session.state.end_to_keep, planned_end(session.state))
    table = give_back(free_at, slots, end_at)
    if projected_end(free_at, slots) >= end_at or not table.changes:
        refuse("refused-nothing-won")
    return _times(session, table, session.state.end_to_keep)


def can_give_back(session: SessionReader) -> bool:
    """Whether there is time won that can be given to the items to come."""
    try:
        propose_give_back(session, ProposeGiveBack())
    except CommandRefused:
        return False
    return True


def rebalance_command(proposal: RebalanceProposal) -> Command:
    """What accepting the new times means."""
    kept = {line.id: line.becomes_ms for line in proposal.table.lines if not line.dropped}
    dropped = tuple(line.id for line in proposal.table.lines if line.dropped)
    return c.AcceptRebalance(kept, proposal.end_at, dropped)


def rebalance_rests_on(state: State, proposal: RebalanceProposal) -> object:
    """The items to come with their times, what runs and how long it may, and the time until the end to keep.

    Time that passes meanwhile changes none of it; a clock that is put right does.
    """
    running = None if state.current is None else (state.current, state.runs[state.current].added_ms)
    return (
        [(item, state.allotted(item)) for item in state.to_come],
        running,
        state.end_to_keep - state.corrected_ms,
    )


def _to_come(session: SessionReader) -> tuple[int, tuple[Slot, ...]]:
    """When what is to come can begin, and what that is; refuses when nothing is."""
    slots = slots_to_come(session.state)
    if not slots or session.state.phase == "ended":
        refuse("refused-nothing-to-come")
    return due_at(session.state, session.now()), slots


def _times(session: SessionReader, table: Rebalance, end_at: int) -> RebalanceProposal:
    """A table with what it leads to: when everything would end, and what would miss its clock time."""
    free_at, slots = _to_come(session)
    becomes = {line.id: line.becomes_ms for line in table.lines if not line.dropped}
    kept = [replace(slot, allotted_ms=becomes[slot.id]) for slot in slots if slot.id in becomes]
    rows = project(free_at, kept)
    return RebalanceProposal(
        table,
        end_at,
        ends_at=rows[-1].end_at if rows else free_at,
        late=tuple((row.id, row.overlap_ms) for row in rows if row.overlap_ms >= 1000),
    )
