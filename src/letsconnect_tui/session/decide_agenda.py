"""Commands that change what is to come: times, order, leaders, the end, and the plan itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from letsconnect_tui.errors import CommandRefused
from letsconnect_tui.plan.problems import PlanError
from letsconnect_tui.plan.read import plan_of_text
from letsconnect_tui.session import commands as c
from letsconnect_tui.session import events as e
from letsconnect_tui.session.refuse import known_person, refuse

if TYPE_CHECKING:
    from letsconnect_tui.session.state import State


def going_on(state: State) -> None:
    """Refuse what belongs to a session that has not ended."""
    if state.phase == "ended":
        refuse("refused-ended")


def item_to_come(state: State, item: str) -> str:
    """The item, if it is to come; refuses otherwise."""
    going_on(state)
    if item not in state.to_come:
        refuse("refused-not-to-come", state.item(item).title if item in state.runs else item)
    return item


def _drop(state: State, command: c.Drop, now: int) -> tuple[e.AnyEvent, ...]:
    if command.item in state.runs and state.runs[command.item].phase == "dropped":
        return ()
    item = item_to_come(state, command.item)
    if state.phase == "ready" and len(state.to_come) == 1:
        refuse("refused-only-item")
    return (e.ItemDropped(item, command.reason),)


def _accept_rebalance(state: State, command: c.AcceptRebalance, now: int) -> tuple[e.AnyEvent, ...]:
    going_on(state)
    if sorted((*command.allotted_ms, *command.dropped)) != sorted(state.to_come):
        refuse("refused-proposal-stale")
    if state.phase == "ready" and not command.allotted_ms:
        refuse("refused-only-item")
    if any(allotted < 0 or allotted % 1000 for allotted in command.allotted_ms.values()):
        refuse("refused-proposal-stale")
    return (e.Rebalanced(command.allotted_ms, command.end_at, command.dropped),)


def _move_end(state: State, command: c.MoveEnd, now: int) -> tuple[e.AnyEvent, ...]:
    if state.phase == "ended":
        refuse("refused-ended")
    if command.ms == 0:
        refuse("refused-no-time")
    if command.from_end not in (None, state.end_to_keep):
        if state.end_to_keep == command.from_end + command.ms:
            return ()
        refuse("refused-end-moved")
    if state.end_to_keep + command.ms <= max(now, state.planned_start):
        refuse("refused-end-gone")
    return (e.EndMoved(state.end_to_keep + command.ms),)


def _swap_items(state: State, command: c.SwapItems, now: int) -> tuple[e.AnyEvent, ...]:
    first, second = item_to_come(state, command.first), item_to_come(state, command.second)
    if first == second:
        refuse("refused-same-item")
    if command.earlier not in (None, min(first, second, key=state.order.index)):
        return ()
    return (e.ItemsSwapped(first, second),)


def _bring_forward(state: State, command: c.BringForward, now: int) -> tuple[e.AnyEvent, ...]:
    item = item_to_come(state, command.item)
    if state.to_come[0] == item:
        refuse("refused-already-next")
    return (e.ItemBroughtForward(item),)


def _change_lead(state: State, command: c.ChangeLead, now: int) -> tuple[e.AnyEvent, ...]:
    going_on(state)
    known_person(state, command.lead)
    if command.item not in state.runs or state.runs[command.item].phase not in (
        "pending",
        "running",
        "paused",
    ):
        refuse("refused-not-to-come", command.item)
    return (e.LeadChanged(command.item, command.lead),)


def _replace_plan(state: State, command: c.ReplacePlan, now: int) -> tuple[e.AnyEvent, ...]:
    going_on(state)
    if command.replaces is not None and command.replaces != state.plan.text:
        refuse("refused-proposal-stale")
    if (command.plan_text, command.starts_at) == (state.plan.text, state.planned_start - state.moved_ms):
        return ()
    try:
        plan = plan_of_text(command.plan_text)
    except PlanError as error:
        raise CommandRefused(error.message) from None
    if plan.session.id != state.plan.session.id:
        refuse("refused-other-plan", plan.session.id)
    return (e.PlanReplaced(command.plan_text, command.starts_at),)


AGENDA_COMMANDS: dict[type, Callable[[State, Any, int], tuple[e.AnyEvent, ...]]] = {
    c.Drop: _drop,
    c.AcceptRebalance: _accept_rebalance,
    c.ReplacePlan: _replace_plan,
    c.MoveEnd: _move_end,
    c.SwapItems: _swap_items,
    c.BringForward: _bring_forward,
    c.ChangeLead: _change_lead,
}
