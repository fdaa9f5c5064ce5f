"""Proposals of new times: who gives up time so that end and anchors are kept, and who gets time back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.plan.moments import clock
from letsconnect_tui.timing.fixes import Fix, fixes, task_of
from letsconnect_tui.timing.projection import shortages
from letsconnect_tui.timing.tiers import Mode, in_whole_seconds, shared_out

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from letsconnect_tui.timing.slots import Slot


class RebalanceLine(msgspec.Struct, frozen=True):
    """One item before and after, as it is shown before anything changes."""

    id: str
    title: str
    was_ms: int
    becomes_ms: int
    """Whole seconds; 0 when dropped."""
    why: Message
    dropped: bool = False


class Rebalance(msgspec.Struct, frozen=True):
    """New times for all items to come."""

    lines: tuple[RebalanceLine, ...]
    fits: bool
    short_by_ms: int
    """What is missing with everything at its floor; 0 when it fits."""
    fixes: tuple[Fix, ...] = ()
    """Ways out, best first. An agenda that fits has one only if too much would be shaved off."""

    @property
    def changes(self) -> bool:
        """Whether anything would be different."""
        return any(line.was_ms != line.becomes_ms or line.dropped for line in self.lines)


def rebalance(free_at: int, slots: Sequence[Slot], end_at: int, *, drop: Collection[str] = ()) -> Rebalance:
    """New allotments so that everything ends by ``end_at`` and every anchor is kept.

    Gaps before anchors and unspent time go first. Then items give time tier by tier, each in proportion to
    what it can give; a higher tier gives only when the lower ones of its stretch are at their floors. Members
    of a fair group stay equal, so a group that is cut in one stretch is cut in all. No item gets more than
    before. Where the floors do not fit, all items there go to their floors, and ``fixes`` says what helps.
    Applied twice, it changes nothing more.

    Args:
        free_at: When the running item is due to end, or now when it is over its time.
        slots: The items to come, in order.
        end_at: The end to keep.
        drop: Ids to leave out; their time is the others' to keep.
    """
    kept = [in_whole_seconds(slot) for slot in slots if slot.id not in drop]
    return _proposal(free_at, slots, kept, end_at, "cut", fixes(free_at, kept, end_at))


def give_back(free_at: int, slots: Sequence[Slot], end_at: int) -> Rebalance:
    """Time won, offered first to what gave up last (``last``, ``late``), each item up to its ceiling.

    No item gets less than before, anchors and end are kept, members of a fair group stay equal. An agenda
    that does not fit gets nothing. Arguments as for ``rebalance``.
    """
    kept = [in_whole_seconds(slot) for slot in slots]
    return _proposal(free_at, slots, kept, end_at, "give-back", ())


def with_fix(fix: Fix, free_at: int, slots: Sequence[Slot], end_at: int) -> Rebalance:
    """New times with one of the offered fixes taken; they fit.

    Args:
        fix: One of ``Rebalance.fixes``.
        free_at: As for ``rebalance``, and so are the others.
        slots: The items to come, in order.
        end_at: The end to keep.
    """
    whole = [in_whole_seconds(slot) for slot in slots]
    task = task_of(fix, free_at, whole, end_at)
    return _proposal(free_at, slots, task.slots, task.end_at, task.mode, ())


def _proposal(
    free_at: int,
    before: Sequence[Slot],
    kept: Sequence[Slot],
    end_at: int,
    mode: Mode,
    ways_out: tuple[Fix, ...],
) -> Rebalance:
    seconds = shared_out(free_at, kept, end_at, mode)
    after = dict(zip((slot.id for slot in kept), seconds, strict=True))
    tight = any(shortages(free_at, kept, end_at, measure="allotted"))
    if mode == "cut-below-floors":
        short_by_ms = 0
    else:
        short_by_ms = sum(-(-ms // 1000) * 1000 for ms in shortages(free_at, kept, end_at, measure="floor"))
    return Rebalance(
        lines=tuple(_line(slot, after.get(slot.id), tight=tight) for slot in before),
        fits=short_by_ms == 0,
        short_by_ms=short_by_ms,
        fixes=ways_out,
    )


def _line(slot: Slot, after_s: int | None, *, tight: bool) -> RebalanceLine:
    if after_s is None:
        return RebalanceLine(
            slot.id, slot.title, slot.allotted_ms, 0, message("timing-why-dropped"), dropped=True
        )
    becomes_ms = after_s * 1000
    why = _why(slot, becomes_ms, tight=tight)
    return RebalanceLine(slot.id, slot.title, slot.allotted_ms, becomes_ms, why)


def _why(slot: Slot, becomes_ms: int, *, tight: bool) -> Message:
    was_ms, least_ms = slot.allotted_ms, slot.least_ms
    can_give, floor = clock((was_ms - least_ms) // 1000), clock(slot.least_ms // 1000)
    if becomes_ms > was_ms:
        at_ceiling = becomes_ms >= slot.ceiling_ms
        key = "timing-why-at-ceiling" if at_ceiling else "timing-why-gets-back"
        return message(key, clock((becomes_ms - was_ms) // 1000), clock(slot.ceiling_ms // 1000))
    if becomes_ms < least_ms // 1000 * 1000:
        return message("timing-why-below-floor", floor)
    if becomes_ms < was_ms // 1000 * 1000:
        if not tight:
            return message("timing-why-equal")
        key = "timing-why-to-floor" if becomes_ms <= least_ms else "timing-why-gives"
        return message(key, can_give, floor)
    if not tight:
        return message("timing-why-unchanged")
    if slot.squeeze == "never":
        return message("timing-why-never")
    if was_ms - least_ms < 1000:
        return message("timing-why-nothing-to-give", floor)
    return message("timing-why-spared")
