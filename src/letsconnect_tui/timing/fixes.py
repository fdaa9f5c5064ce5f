"""Fixes for an agenda that cannot fit, or fits only with too much cut off every item."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec
from msgspec.structs import replace

from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.plan.moments import clock
from letsconnect_tui.timing.projection import project, projected_end, shortages
from letsconnect_tui.timing.tiers import GIVE_UP, Mode, in_whole_seconds, shared_out

if TYPE_CHECKING:
    from collections.abc import Sequence

    from letsconnect_tui.timing.slots import Slot

FixKind = Literal["drop", "extend", "late-anchor", "below-floor"]

SURE_UP_TO = 12
"""Up to this many optional items the cheapest set to drop is always found."""
MOST_STEPS = 20_000
"""At most this many ways to drop items are compared; with more, the set found may not be the cheapest."""

Way = tuple[int, tuple[int, int, int], tuple[int, ...]]
"""The moment reached; the time dropped until then, how many items and the sum of their tiers; which items."""


class Fix(msgspec.Struct, frozen=True):
    """One way to make the agenda fit; no other is needed beside it."""

    kind: FixKind
    ids: tuple[str, ...]
    """What is dropped, begins later than its anchor, or goes below its floor."""
    extend_ms: int
    """How much later than the end to keep everything ends; 0 when the end is kept."""
    end_at: int
    """When everything ends with this fix."""
    cost_ms: int
    """Time dropped, time added, or time missing below the floors: compare it within one kind only."""
    say: Message


class SharingTask(msgspec.Struct, frozen=True):
    """The time that is to be shared out once a fix is taken: the arguments of ``tiers.shared_out``."""

    slots: tuple[Slot, ...]
    end_at: int
    mode: Mode = "cut"


def fixes(free_at: int, slots: Sequence[Slot], end_at: int) -> tuple[Fix, ...]:
    """The cheapest feasible ways out, best first; none when the agenda fits well enough.

    An agenda that fits, but only with more than a quarter cut off everything between two anchors, gets the
    one optional item whose dropping avoids that. One that cannot fit gets the cheapest fix of each kind:
    optional items to drop (least time, then fewest, then those that give up time earliest); a later end or,
    where an anchor cannot be met, a later start of what is anchored; cuts below the floors, which leave at
    least a minute to each item.

    Args:
        free_at: When the running item is due to end.
        slots: The items to come, in order.
        end_at: The end to keep.
    """
    slots = [in_whole_seconds(slot) for slot in slots]
    if not any(shortages(free_at, slots, end_at, measure="floor")):
        return _spare_the_rest(free_at, slots, end_at)
    drop = _drop(free_at, slots, end_at)
    later = _later(free_at, slots, end_at)
    below = _below_floors(free_at, slots, end_at)
    ordered = (drop, later, below) if drop and len(drop.ids) == 1 else (later, drop, below)
    return tuple(fix for fix in ordered if fix)


def task_of(fix: Fix, free_at: int, slots: Sequence[Slot], end_at: int) -> SharingTask:
    """What is to be shared out when a fix is taken.

    Args:
        fix: The fix.
        free_at: When the running item is due to end.
        slots: The items to come, in order.
        end_at: The end to keep without the fix.
    """
    match fix.kind:
        case "drop":
            return SharingTask(tuple(slot for slot in slots if slot.id not in fix.ids), end_at)
        case "extend":
            return SharingTask(tuple(slots), end_at + fix.extend_ms)
        case "late-anchor":
            return SharingTask(_with_late_anchors(free_at, slots), end_at + fix.extend_ms)
        case "below-floor":
            return SharingTask(tuple(slots), end_at, "cut-below-floors")


def _spare_the_rest(free_at: int, slots: Sequence[Slot], end_at: int) -> tuple[Fix, ...]:
    if not _shaves_too_much(free_at, slots, end_at):
        return ()
    for slot in sorted((slot for slot in slots if slot.optional), key=lambda slot: slot.allotted_ms):
        rest = [other for other in slots if other is not slot]
        if not any(shortages(free_at, rest, end_at, measure="floor")) and not _shaves_too_much(
            free_at, rest, end_at
        ):
            return (_drop_fix([slot], free_at, slots, end_at),)
    return ()


def _shaves_too_much(free_at: int, slots: Sequence[Slot], end_at: int) -> bool:
    """Whether some stretch between anchors loses more than a quarter of what does not `never` give."""
    missing = iter(shortages(free_at, slots, end_at, measure="allotted"))
    giving_ms = 0
    for slot in slots:
        if slot.anchor_at is not None:
            if 4 * next(missing) > giving_ms:
                return True
            giving_ms = 0
        giving_ms += slot.allotted_ms if slot.squeeze != "never" else 0
    return 4 * next(missing) > giving_ms


def _drop(free_at: int, slots: Sequence[Slot], end_at: int) -> Fix | None:
    """The cheapest set of optional items without which the floors fit, or None.

    Dynamic programming over the agenda: of two ways to reach an item, one that is both later and dearer than
    the other is given up.
    """
    optional = sum(slot.optional for slot in slots)
    most = 2**SURE_UP_TO if optional <= SURE_UP_TO else max(2, MOST_STEPS // optional)
    ways: list[Way] = [(free_at, (0, 0, 0), ())]
    for i, slot in enumerate(slots):
        onward = []
        for at, cost, dropped in ways:
            start_at = at if slot.anchor_at is None else slot.anchor_at
            if at <= start_at:
                onward.append((start_at + slot.least_ms, cost, dropped))
            if slot.optional:
                dearer = (cost[0] + slot.allotted_ms, cost[1] + 1, cost[2] + GIVE_UP[slot.squeeze])
                onward.append((at, dearer, (*dropped, i)))
        ways = _undominated(onward, most)
    in_time = [(cost, dropped) for at, cost, dropped in ways if at <= end_at and dropped]
    if not in_time:
        return None
    return _drop_fix([slots[i] for i in min(in_time)[1]], free_at, slots, end_at)


def _undominated(ways: list[Way], most: int) -> list[Way]:
    """The ways than which no other is both earlier and cheaper, earliest first; thinned out to ``most``."""
    kept: list[Way] = []
    for way in sorted(ways):
        if not kept or way[1] < kept[-1][1]:
            kept.append(way)
    return kept[:: max(1, -(-len(kept) // most))]


def _drop_fix(dropped: Sequence[Slot], free_at: int, slots: Sequence[Slot], end_at: int) -> Fix:
    return _closed(
        Fix(
            kind="drop",
            ids=tuple(slot.id for slot in dropped),
            extend_ms=0,
            end_at=end_at,
            cost_ms=sum(slot.allotted_ms for slot in dropped),
            say=message("fix-drop", _titles(dropped), len(dropped)),
        ),
        free_at,
        slots,
        end_at,
    )


def _later(free_at: int, slots: Sequence[Slot], end_at: int) -> Fix:
    """A later end; where an anchor is lost, that item begins as soon as it can."""
    late = [row for row in project(free_at, slots, measure="floor") if row.overlap_ms]
    over_ms = max(0, projected_end(free_at, slots, measure="floor") - end_at)
    extend_ms = -(-over_ms // 1000) * 1000
    if late:
        titles = {slot.id: slot for slot in slots}
        latest_ms = max(row.overlap_ms for row in late)
        say = message(
            "fix-late-anchor-and-extend" if extend_ms else "fix-late-anchor",
            _titles([titles[row.id] for row in late]),
            clock(-(-latest_ms // 1000)),
            clock(extend_ms // 1000),
        )
        cost_ms = sum(row.overlap_ms for row in late) + extend_ms
        fix = Fix("late-anchor", tuple(row.id for row in late), extend_ms, end_at, cost_ms, say)
    else:
        say = message("fix-extend", clock(extend_ms // 1000))
        fix = Fix("extend", (), extend_ms, end_at, extend_ms, say)
    return _closed(fix, free_at, slots, end_at)


def _with_late_anchors(free_at: int, slots: Sequence[Slot]) -> tuple[Slot, ...]:
    late = {row.id: row.start_at for row in project(free_at, slots, measure="floor") if row.overlap_ms}
    return tuple(replace(slot, anchor_at=late.get(slot.id, slot.anchor_at)) for slot in slots)


def _below_floors(free_at: int, slots: Sequence[Slot], end_at: int) -> Fix | None:
    """Cuts below the floors, in the order of the tiers, if that is enough."""
    seconds = shared_out(free_at, slots, end_at, "cut-below-floors")
    cut = [replace(slot, allotted_ms=1000 * s) for slot, s in zip(slots, seconds, strict=True)]
    if any(shortages(free_at, cut, end_at, measure="allotted")):
        return None
    below = [(slot, slot.least_ms - new.allotted_ms) for slot, new in zip(slots, cut, strict=True)]
    below = [(slot, missing_ms) for slot, missing_ms in below if missing_ms > 0]
    missing_ms = sum(missing_ms for _, missing_ms in below)
    say = message(
        "fix-below-floor", _titles([slot for slot, _ in below]), clock(missing_ms // 1000), len(below)
    )
    fix = Fix("below-floor", tuple(slot.id for slot, _ in below), 0, end_at, missing_ms, say)
    return _closed(fix, free_at, slots, end_at)


def _titles(slots: Sequence[Slot]) -> tuple[Message, ...]:
    """In quotation marks: titles hold commas."""
    return tuple(message("fix-item", slot.title) for slot in slots)


def _closed(fix: Fix, free_at: int, slots: Sequence[Slot], end_at: int) -> Fix:
    """The fix with the end it leads to once the time is shared out."""
    task = task_of(fix, free_at, slots, end_at)
    seconds = shared_out(free_at, task.slots, task.end_at, task.mode)
    new = [replace(slot, allotted_ms=1000 * s) for slot, s in zip(task.slots, seconds, strict=True)]
    return replace(fix, end_at=projected_end(free_at, new))
