"""The plan as it was edited while a session of it was open: taken at once, or proposed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from letsconnect_tui.app.plan_library import load_plan
from letsconnect_tui.app.proposals import PlanProposal
from letsconnect_tui.errors import InputError
from letsconnect_tui.plan.differences import plan_differences
from letsconnect_tui.plan.occurrence import starts
from letsconnect_tui.plan.problems import PlanError
from letsconnect_tui.plan.read import plan_of_text
from letsconnect_tui.session import commands as c
from letsconnect_tui.session.refuse import refuse

if TYPE_CHECKING:
    from datetime import datetime

    from letsconnect_tui.app.requests import ProposePlan
    from letsconnect_tui.app.session_reader import SessionReader
    from letsconnect_tui.plan.model import Plan
    from letsconnect_tui.session.state import State


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
    before = [_ms(start) for start in starts(plan_of_text(state.plan.text))]
    after = [_ms(start) for start in starts(plan)]
    if held_at in after:
        return held_at
    place = before.index(held_at) if held_at in before else 0
    return after[place] if place < len(after) else min(after, key=lambda at: abs(at - held_at))


def plan_command(proposal: PlanProposal) -> c.Command:
    """What accepting the edited plan means."""
    return c.ReplacePlan(proposal.plan_text, proposal.starts_at)


def plan_rests_on(state: State, proposal: PlanProposal) -> object:
    """The plan that it would take the place of."""
    return state.plan.text


def _ms(moment: datetime) -> int:
    return int(moment.timestamp()) * 1000
