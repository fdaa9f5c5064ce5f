"""When: projection, latest finish, rebalance, alarm and fixes, on slots of its own.

What a live session does not need has to be asked for by module: ``timeline`` and ``whatif``.
"""

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

__all__ = [
    "Fit",
    "Fix",
    "FixKind",
    "Line",
    "Projected",
    "Rebalance",
    "Slot",
    "anchor_at",
    "fit",
    "fixes",
    "give_back",
    "latest_finish",
    "project",
    "projected_end",
    "rebalance",
    "slot_of",
    "with_fix",
]
