"""Rooms for one round, as most tests want them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.breakouts import propose_rounds
from letsconnect_tui.breakouts.model import NOTHING_MET
from letsconnect_tui.breakouts.work_budget import never

if TYPE_CHECKING:
    from collections.abc import Sequence

    from letsconnect_tui.breakouts.model import Guest, Met, RoomAssignment, Wishes
    from letsconnect_tui.breakouts.work_budget import CancelCheck


def propose(
    guests: Sequence[Guest],
    wishes: Wishes,
    *,
    met: Met = NOTHING_MET,
    seed: int = 1,
    budget_s: float = 0.3,
    cancelled: CancelCheck = never,
) -> RoomAssignment:
    """The best rooms found for one round; arguments as for ``propose_rounds``."""
    return propose_rounds(guests, wishes, 1, met=met, seed=seed, budget_s=budget_s, cancelled=cancelled)[0]
