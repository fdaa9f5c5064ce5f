"""When: projection, latest finish, rebalance, alarm, fixes and the timeline, on slots of its own."""

from __future__ import annotations

from letsconnect_tui.timing.fixes import Fix, FixKind, fixes
from letsconnect_tui.timing.projection import (
    Fit,
    Projected,
    fit,
    latest_finish,
    project,
    projected_end,
)
from letsconnect_tui.timing.rebalance import Line, Rebalance, give_back, rebalance, with_fix
from letsconnect_tui.timing.slots import Slot, anchor_at, slot_of
from letsconnect_tui.timing.timeline import BarRow, bars
from letsconnect_tui.timing.whatif import WhatIf, planned_slots, planned_start_at, what_if

__all__ = [
    "BarRow",
    "Fit",
    "Fix",
    "FixKind",
    "Line",
    "Projected",
    "Rebalance",
    "Slot",
    "WhatIf",
    "anchor_at",
    "bars",
    "fit",
    "fixes",
    "give_back",
    "latest_finish",
    "planned_slots",
    "planned_start_at",
    "project",
    "projected_end",
    "rebalance",
    "slot_of",
    "what_if",
    "with_fix",
]
