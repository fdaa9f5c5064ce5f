"""The times of an agenda: projection, latest finish, rebalance, fixes, what-if; computed on ``Slot`` values.

What a live session needs only when time is short is imported from its module: ``rebalance``, ``fixes``,
``timeline`` and ``whatif``.
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
