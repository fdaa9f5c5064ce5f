"""What would become of a plan if one of its items began late: a rebalance without a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from letsconnect_tui.timing.projection import project, projected_end
from letsconnect_tui.timing.rebalance import Rebalance, rebalance
from letsconnect_tui.timing.slots import Slot, anchor_at, slot_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from letsconnect_tui.plan.model import Plan


class WhatIf(msgspec.Struct, frozen=True):
    """When the item would begin, the end to keep, and new times for it and all items after it."""

    begins_at: int
    end_at: int
    rebalance: Rebalance
    slots: tuple[Slot, ...]
    """The items it is about, in the order of the lines."""

    @property
    def ends_at(self) -> int:
        """When everything would end."""
        becomes = {line.id: line for line in self.rebalance.lines}
        return projected_end(
            self.begins_at,
            [
                replace(slot, allotted_ms=becomes[slot.id].becomes_ms)
                for slot in self.slots
                if not becomes[slot.id].dropped
            ],
        )


def planned_slots(plan: Plan) -> tuple[Slot, ...]:
    """All items of a plan as slots, anchored from the planned start. Raises as ``anchor_at`` does."""
    start_at = planned_start_at(plan)
    return tuple(slot_of(item, anchor_at=anchor_at(item, plan, start_at)) for item in plan.items)


def planned_start_at(plan: Plan) -> int:
    """The planned start in UTC milliseconds."""
    return int(plan.session.starts_at.timestamp()) * 1000


def what_if(
    plan: Plan, item_id: str, late_ms: int, *, extend_ms: int = 0, drop: Collection[str] = ()
) -> WhatIf:
    """The rebalance if an item began ``late_ms`` after its planned time.

    The item and all after it share the time that is left until the planned start + length. Its own anchor
    does not count any more.

    Args:
        plan: The plan.
        item_id: The item that begins late.
        late_ms: How late.
        extend_ms: How much later than planned everything may end.
        drop: Ids of items to leave out.

    Raises:
        KeyError: The plan has no item ``item_id``.
    """
    start_at = planned_start_at(plan)
    slots = planned_slots(plan)
    first = slots.index(next(slot for slot in slots if slot.id == plan.item(item_id).id))
    begins_at = project(start_at, slots)[first].start_at + late_ms
    end_at = start_at + plan.session.length_s * 1000 + extend_ms
    to_come = (replace(slots[first], anchor_at=None), *slots[first + 1 :])
    return WhatIf(begins_at, end_at, rebalance(begins_at, to_come, end_at, drop=drop), to_come)
