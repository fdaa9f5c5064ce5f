"""The agenda of a session as the timing room reckons with it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from letsconnect_tui.timing.projection import projected_end
from letsconnect_tui.timing.slots import Slot, anchor_at, slot_of

if TYPE_CHECKING:
    from letsconnect_tui.plan.model import Item
    from letsconnect_tui.session.state import State


def slots_to_come(state: State) -> tuple[Slot, ...]:
    """One slot per item to come, in order; an item that already ran for a while has only the rest left."""
    return tuple(
        slot_of(
            state.item(item),
            allotted_ms=state.allotted(item) + state.runs[item].added_ms,
            anchor_at=_anchor_at(state, state.item(item)),
            ran_ms=state.runs[item].elapsed(state.opened_at),
        )
        for item in state.to_come
    )


def planned_slots(state: State) -> tuple[Slot, ...]:
    """One slot per item of the plan, as planned."""
    return tuple(slot_of(item, anchor_at=_anchor_at(state, item)) for item in state.plan.items)


def _anchor_at(state: State, item: Item) -> int | None:
    """An item's anchor; it moves when the whole plan moves, unless it is written with its date."""
    at = anchor_at(item, state.plan, state.planned_start - state.moved_ms)
    return at if at is None or isinstance(item.start, datetime) else at + state.moved_ms


def planned_end(state: State) -> int:
    """The planned end of the last item, counted from the planned start."""
    return projected_end(state.planned_start, planned_slots(state))


def ends_at(state: State, now: int) -> int:
    """When the running item is due to end, or was; before the start, when the first is due to begin.

    It moves with ``now`` in a pause and stands still otherwise.
    """
    if state.current is not None:
        return now + state.remaining(state.current, now)
    return state.planned_start if state.ended_at is None else state.ended_at


def due_at(state: State, now: int) -> int:
    """When what is to come can begin: when the running item is due to end, never before now."""
    if state.ended_at is not None:
        return state.ended_at
    return max(now, ends_at(state, now))
