"""The agenda of a session as the timing room reckons with it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from letsconnect_tui.timing.projection import projected_end
from letsconnect_tui.timing.slots import Slot, anchor_at, slot_of

if TYPE_CHECKING:
    from letsconnect_tui.session.state import State


def slots_to_come(state: State) -> tuple[Slot, ...]:
    """One slot per pending item, in order; an item that already ran for a while has only the rest left."""
    slots = []
    for item_id in state.to_come:
        item = state.item(item_id)
        run = state.runs[item_id]
        left = max(0, state.allotted(item_id) + run.added_ms - run.elapsed(0))
        anchor = anchor_at(item, state.plan, state.planned_start)
        slots.append(slot_of(item, allotted_ms=left, anchor_at=anchor))
    return tuple(slots)


def planned_slots(state: State) -> tuple[Slot, ...]:
    """One slot per item of the plan, as planned."""
    return tuple(
        slot_of(item, anchor_at=anchor_at(item, state.plan, state.planned_start)) for item in state.plan.items
    )


def planned_end(state: State) -> int:
    """The planned end of the last item, counted from the planned start."""
    return projected_end(state.planned_start, planned_slots(state))


def due_at(state: State, now: int) -> int:
    """When what is to come can begin: when the running item is due to finish, never before now."""
    if state.phase == "ready":
        return max(now, state.planned_start)
    if state.current is None:
        return now
    return now + max(0, state.remaining(state.current, now))


def without(slots: tuple[Slot, ...], dropped: frozenset[str]) -> tuple[Slot, ...]:
    """The slots that stay when some are dropped."""
    return tuple(slot for slot in slots if slot.id not in dropped)


def given(slots: tuple[Slot, ...], allotted_ms: dict[str, int]) -> tuple[Slot, ...]:
    """The slots with new times."""
    return tuple(replace(slot, allotted_ms=allotted_ms.get(slot.id, slot.allotted_ms)) for slot in slots)
