"""When people were here, as intervals: pure arithmetic in milliseconds since the epoch.

Intervals of one person may overlap (two devices, or a file beside what was typed) and stand in any order.
An interval runs from its start up to, not including, its end.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Literal

import msgspec
from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Iterable

GRACE_MS = 180_000
"""A drop of the line up to this long does not end an interval in reports."""
LATE_AFTER_MS = 600_000
_MINUTE_MS = 60_000

Source = Literal["typed", "pasted", "imported"]
Status = Literal["here", "late", "left", "not-marked"]


class Interval(msgspec.Struct, frozen=True):
    """From one moment to another; still open with ``end_at`` None."""

    start_at: int
    end_at: int | None = None
    source: Source = "typed"


def union(intervals: Iterable[Interval], *, gap_ms: int = 0) -> tuple[Interval, ...]:
    """The same time without overlaps, in order; pieces at most ``gap_ms`` apart become one.

    A piece keeps the source of its earliest part. An end before its start counts as the start.
    """
    joined: list[Interval] = []
    for interval in sorted(intervals, key=attrgetter("start_at")):
        start, end = interval.start_at, interval.end_at
        last = joined[-1] if joined else None
        if last is None or (last.end_at is not None and start > last.end_at + gap_ms):
            joined.append(replace(interval, end_at=start) if end is not None and end < start else interval)
        elif last.end_at is not None and (end is None or end > last.end_at):
            joined[-1] = replace(last, end_at=end)
    return tuple(joined)


def apart_ms(some: Iterable[tuple[int, int]], others: Iterable[tuple[int, int]]) -> int:
    """How long only one of two tellings says that somebody was there."""
    ends = sorted(
        (at, side, step)
        for side, spans in enumerate((some, others))
        for span in spans
        for at, step in zip(span, (1, -1), strict=True)
    )
    there, apart, before = [0, 0], 0, 0
    for at, side, step in ends:
        if bool(there[0]) != bool(there[1]):
            apart += at - before
        there[side] += step
        before = at
    return apart


def for_report(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """As reports tell it: short drops of the line do not end an interval."""
    return union(intervals, gap_ms=GRACE_MS)


def present_ms(intervals: Iterable[Interval], now: int) -> int:
    """How long somebody was here up to ``now``; no gap is bridged, no overlap counted twice."""
    return sum(
        max(0, min(now, now if one.end_at is None else one.end_at) - one.start_at) for one in union(intervals)
    )


def minutes(intervals: Iterable[Interval], now: int) -> int:
    """``present_ms`` in whole minutes, half a minute rounded up."""
    return (present_ms(intervals, now) + _MINUTE_MS // 2) // _MINUTE_MS


def status(intervals: Iterable[Interval], session_start: int | None) -> Status:
    """How somebody stands after all that is known; nobody is ever called absent.

    ``session_start`` is None before the session begins: nobody is late then.
    """
    known = union(intervals)
    if not known:
        return "not-marked"
    if known[-1].end_at is not None:
        return "left"
    is_late = session_start is not None and known[0].start_at - session_start > LATE_AFTER_MS
    return "late" if is_late else "here"
