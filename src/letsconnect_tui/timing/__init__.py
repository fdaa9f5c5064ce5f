"""When: projection, latest finish, rebalance, alarm and fixes, on slots of its own.

What a live session needs only once time is short has to be asked for by module: ``fixes`` and ``rebalance``,
and so have ``timeline`` and ``whatif``.
"""

from __future__ import annotations

from letsconnect_tui.timing.projection import (
    Fit,
    Projected,
    fit,
    latest_finish,
    project,
    projected_end,
)
from letsconnect_tui.timing.slots import Slot, anchor_at, slot_of

__all__ = [
    "Fit",
    "Projected",
    "Slot",
    "anchor_at",
    "fit",
    "latest_finish",
    "project",
    "projected_end",
    "slot_of",
]
