"""When everything to come begins and ends if nothing changes, and how long the running item may go on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from letsconnect_tui.timing.slots import Slot

Measure = Literal["allotted", "floor"]
State = Literal["fits", "tight", "cannot"]


@dataclass(frozen=True, slots=True)
class Projected:
    """When one slot begins and ends."""

    id: str
    start_at: int
    end_at: int
    gap_ms: int = 0
    """How long everybody waits for its anchor."""
    overlap_ms: int = 0
    """How far past its anchor it begins."""


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether what is to come fits before the end to keep and between the anchors."""

    state: State
    """``fits`` as allotted, ``tight``: only by cutting, ``cannot``: not even with everything at its floor."""
    latest_allotted_at: int
    latest_floor_at: int
    to_find_ms: int
    """How much of what is allotted has to go; 0 when it fits."""
    short_by_ms: int
    """How much is missing with everything at its floor; 0 unless ``cannot``."""
    late_anchors: tuple[str, ...] = ()
    """Anchored slots that begin late even with everything before them at its floor."""


def measured_ms(slot: Slot, measure: Measure) -> int:
    """The time a slot takes: as allotted, or at the least."""
    return slot.allotted_ms if measure == "allotted" else slot.least_ms


def project(free_at: int, slots: Sequence[Slot], *, measure: Measure = "allotted") -> tuple[Projected, ...]:
    """Beginning and end of each slot, one after another.

    ``free_at`` is the moment at which the running item is due to end. An anchored slot waits for its anchor
    (``gap_ms``) and so absorbs lateness; it begins late (``overlap_ms``) when what comes before takes too
    long.
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
    """The latest moment at which the running item may finish so that all anchors and the end hold.

    What comes before an anchor has to be done by it. Where the slots behind an anchor do not fit before the
    end by themselves, the answer lies as much earlier as they lack: no finish could save them.
    """
    latest_at = end_at
    for slot in reversed(slots):
        latest_at -= measured_ms(slot, measure)
        if slot.anchor_at is not None:
            latest_at = min(latest_at, slot.anchor_at)
    return latest_at


def fit(free_at: int, slots: Sequence[Slot], end_at: int) -> Fit:
    """Whether the slots fit; nothing is raised and nothing is changed."""
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
    """How many milliseconds are missing before each anchor and before the end, each stretch taken by itself.

    A stretch begins at its anchor, whatever the one before it lacks: the sum is what has to be found in all.
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
