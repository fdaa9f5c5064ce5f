"""How much each slot may give or take, in which order, in whole seconds: slots turned into shares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec.structs import replace

from letsconnect_tui.timing.shares import Share, Stretch, distribute, group_members, whole_seconds_between

if TYPE_CHECKING:
    from collections.abc import Sequence

    from letsconnect_tui.plan.model import Squeeze
    from letsconnect_tui.timing.slots import Slot

Mode = Literal["cut", "cut-below-floors", "give-back"]

GIVE_UP: dict[Squeeze, int] = {"early": 0, "normal": 1, "late": 2, "never": 3, "last": 4}
"""The tier in which time is given up.

``never`` has something to give only above its planned duration; ``last`` shrinks below it when all else has.
"""
GET_BACK: dict[Squeeze, int] = {"last": 0, "late": 1, "normal": 2, "early": 3, "never": 4}
"""The tier in which time won is given back: what was given up last comes back first."""
_MOST_LOOKS = 100
"""Times that seconds are handed out; three were the most in thousands of random agendas."""
HARD_FLOOR_S = 60
"""What every item keeps even when it is cut below its floor."""


def in_whole_seconds(slot: Slot) -> Slot:
    """The same slot in whole seconds: its time rounded down, its floor up."""
    allotted_ms, floor_ms = slot.allotted_ms // 1000 * 1000, -(-slot.floor_ms // 1000) * 1000
    if (allotted_ms, floor_ms) == (slot.allotted_ms, slot.floor_ms):
        return slot
    return replace(slot, allotted_ms=allotted_ms, floor_ms=floor_ms)


def shared_out(free_at: int, slots: Sequence[Slot], end_at: int, mode: Mode) -> list[int]:
    """Whole seconds for each slot.

    Args:
        free_at: When the running item is due to end.
        slots: The items to come, in whole seconds (see ``in_whole_seconds``).
        end_at: The end to keep.
        mode: Cut down to floors, cut below them, or give back up to ceilings.

    Returns:
        One number for each slot, in their order.
    """
    shares = _shares(slots, mode)
    stretches = stretches_of(free_at, slots, end_at, shares, grow=mode == "give-back")
    if mode != "give-back":
        return distribute(shares, stretches, grow=False)
    seconds = [slot.allotted_ms // 1000 for slot in slots]
    # Members of a fair group one second apart can leave a second or two that only a second look hands out.
    # Each turn hands out at least one second and takes none back.
    for _ in range(_MOST_LOOKS):
        grown = distribute(shares, stretches, grow=True)
        if grown == seconds:
            break
        seconds = grown
        slots = [replace(slot, allotted_ms=1000 * s) for slot, s in zip(slots, seconds, strict=True)]
        shares = _shares(slots, mode)
    return seconds


def stretches_of(
    free_at: int, slots: Sequence[Slot], end_at: int, shares: Sequence[Share], *, grow: bool
) -> list[Stretch]:
    """The agenda cut into stretches at its anchors.

    Args:
        free_at: When the first stretch begins.
        slots: The items to come, in order.
        end_at: Where the last stretch ends.
        shares: How far each slot may move; where an anchor cannot be met, its stretch begins as early as the
            slots before it allow.
        grow: Whether time is given back.
    """
    stretches = []
    start_at = at = free_at
    first = 0
    for i, (slot, share) in enumerate(zip(slots, shares, strict=True)):
        if slot.anchor_at is not None:
            stretches.append(Stretch(range(first, i), whole_seconds_between(start_at, slot.anchor_at)))
            start_at = at = max(at, slot.anchor_at)
            first = i
        at += 1000 * (share.start_s if grow else share.level_s - sum(share.steps))
    return [*stretches, Stretch(range(first, len(slots)), whole_seconds_between(start_at, end_at))]


def _shares(slots: Sequence[Slot], mode: Mode) -> list[Share]:
    shares = {i: _share(slot, slot, mode) for i, slot in enumerate(slots) if slot.fair is None}
    for members in group_members(slot.fair for slot in slots).values():
        one = _as_one([slots[i] for i in members])
        # A group that has drifted apart is levelled to its lowest; one second is only rounding.
        drifted = any(slots[i].allotted_ms > one.allotted_ms + 1000 for i in members)
        shares |= {i: _share(one if drifted else slots[i], one, mode) for i in members}
    return [shares[i] for i in range(len(slots))]


def _share(slot: Slot, group: Slot, mode: Mode) -> Share:
    return Share(slot.allotted_ms // 1000, group.allotted_ms // 1000, _steps(group, mode), slot.fair)


def _as_one(members: Sequence[Slot]) -> Slot:
    """One slot that stands for a fair group: what the least of its members has and may have."""
    return replace(
        members[0],
        allotted_ms=min(slot.allotted_ms for slot in members),
        floor_ms=max(slot.floor_ms for slot in members),
        ceiling_ms=min(slot.ceiling_ms for slot in members),
    )


def _steps(slot: Slot, mode: Mode) -> tuple[int, ...]:
    level_s, least_s = slot.allotted_ms // 1000, slot.least_ms // 1000
    if mode == "give-back":
        steps = [0] * len(GET_BACK)
        steps[GET_BACK[slot.squeeze]] = max(0, slot.ceiling_ms // 1000 - level_s)
        return tuple(steps)
    tiers = len(GIVE_UP)
    steps = [0] * (2 * tiers)
    steps[GIVE_UP[slot.squeeze]] = level_s - least_s
    if mode == "cut-below-floors" and slot.squeeze != "never":
        steps[tiers + GIVE_UP[slot.squeeze]] = max(0, least_s - HARD_FLOOR_S)
    return tuple(steps)
