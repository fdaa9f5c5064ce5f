"""When all items to come begin and end if nothing changes, and how long the running item may go on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from letsconnect_tui.timing.slots import Slot

Measure = Literal["allotted", "floor"]
FitState = Literal["fits", "tight", "cannot"]


class Projected(msgspec.Struct, frozen=True):
    """When one slot begins and ends, in ms."""

    id: str
    start_at: int
    end_at: int
    gap_ms: int = 0
    """How long everybody waits for its anchor."""
    overlap_ms: int = 0
    """How far past its anchor it begins."""


class Fit(msgspec.Struct, frozen=True):
    """Whether what is to come fits before the end to keep and between the anchors."""

    state: FitState
    """``fits`` as allotted, ``tight``: only by cutting, ``cannot``: not even with everything at its floor."""
    latest_allotted_at: int
    latest_floor_at: int
    to_find_ms: int
    """How much has to be cut off the allotted time; 0 when it fits."""
    short_by_ms: int
    """How much is missing with everything at its floor; 0 unless ``cannot``."""
    late_anchors: tuple[str, ...] = ()
    """Anchored slots that begin late even with everything before them at its floor."""


def measured_ms(slot: Slot, measure: Measure) -> int:
    """The time a slot takes by that measure, in ms."""
    return slot.allotted_ms if measure == "allotted" else slot.least_ms


def project(free_at: int, slots: Sequence[Slot], *, measure: Measure = "allotted") -> tuple[Projected, ...]:
    """The start and end of each slot, one after another.

    An anchored slot waits for its anchor (``gap_ms``) and so absorbs lateness. It begins late
    (``overlap_ms``) when the slots before it take too long.

    Args:
        free_at: The moment at which the running item is due to end.
        slots: The items to come, in order.
        measure: Whether slots take what they are allotted, or the least they may be cut to.
    """
    rows = []
    at = free_at
    for slot in slots:
        anchor_at = at if slot.anchor_at is None else slot.anchor_at
        start_at = max(at, anchor_at)
        end_at = start_at + measured_ms(slot, measure)
        rows.append(Projected(slot.id, start_at, end_at, start_at - at, max(0, at - anchor_at)))
        at = end_at
    return tuple(rows)


def projected_end(free_at: int, slots: Sequence[Slot], *, measure: Measure = "allotted") -> int:
    """The moment at which the last slot ends; ``free_at`` when none is to come."""
    rows = project(free_at, slots, measure=measure)
    return rows[-1].end_at if rows else free_at


def latest_finish(slots: Sequence[Slot], end_at: int, *, measure: Measure) -> int:
    """The latest moment at which the running item may finish so that all anchors and the end are kept.

    Slots before an anchor must be over by then. Where the slots after an anchor do not fit before the end by
    themselves, the answer is earlier by what they lack; then no finish is early enough.

    Args:
        slots: The items to come, in order.
        end_at: The end to keep.
        measure: As for ``project``.
    """
    latest_at = end_at
    for slot in reversed(slots):
        latest_at -= measured_ms(slot, measure)
        if slot.anchor_at is not None:
            latest_at = min(latest_at, slot.anchor_at)
    return latest_at


def fit(free_at: int, slots: Sequence[Slot], end_at: int) -> Fit:
    """Whether the slots fit before the end to keep and between the anchors, and what is missing.

    Args:
        free_at: The moment at which the running item is due to end.
        slots: The items to come, in order.
        end_at: The end to keep.
    """
    to_find_ms = sum(shortages(free_at, slots, end_at, measure="allotted"))
    short_by_ms = sum(shortages(free_at, slots, end_at, measure="floor"))
    return Fit(
        state="cannot" if short_by_ms else "tight" if to_find_ms else "fits",
        latest_allotted_at=latest_finish(slots, end_at, measure="allotted"),
        latest_floor_at=latest_finish(slots, end_at, measure="floor"),
        to_find_ms=to_find_ms,
        short_by_ms=short_by_ms,
        late_anchors=tuple(row.id for row in project(free_at, slots, measure="floor") if row.overlap_ms),
    )


def shortages(free_at: int, slots: Sequence[Slot], end_at: int, *, measure: Measure) -> tuple[int, ...]:
    """Milliseconds missing before each anchor and before the end, in this order.

    Each stretch between anchors is taken by itself: it begins at its anchor, however late the stretch before
    it ends. So the sum is what has to be cut in all. Arguments as for ``fit`` and ``project``.
    """
    missing = []
    at = free_at
    for slot in slots:
        if slot.anchor_at is not None:
            missing.append(max(0, at - slot.anchor_at))
            at = slot.anchor_at
        at += measured_ms(slot, measure)
    missing.append(max(0, at - end_at))
    return tuple(missing)
