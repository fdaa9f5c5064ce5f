"""When a plan happens: its starts, the one nearest to a moment, and the clock times of its items.

Of two equal local times the first is meant; a local time that clocks skip does not exist.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from letsconnect_tui.plan.model import Item, Plan


def local_starts(plan: Plan) -> tuple[datetime, ...]:
    """The start and its repeats, naive, as they are written."""
    return (plan.session.start, *plan.session.repeats)


def starts(plan: Plan) -> tuple[datetime, ...]:
    """The start and its repeats, aware UTC, in the order they are written."""
    zone = ZoneInfo(plan.session.timezone)
    return tuple(local.replace(tzinfo=zone).astimezone(UTC) for local in local_starts(plan))


def nearest_occurrence(plan: Plan, now: datetime) -> datetime:
    """The start closest to ``now`` (aware), as aware UTC; of two equally close, the one to come."""
    return min(starts(plan), key=lambda start: (abs(start - now), start < now))


def exists(local: datetime, zone: ZoneInfo) -> bool:
    """Whether a local time is one that clocks show: spring's skipped hour is not."""
    there = local.replace(tzinfo=zone).astimezone(UTC)
    return there.astimezone(zone).replace(tzinfo=None) == local


def comes_twice(local: datetime, zone: ZoneInfo) -> bool:
    """Whether clocks show a local time twice: autumn's repeated hour."""
    first, second = (local.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
    return first != second and exists(local, zone)


def clock_changes_within(start: datetime, length_s: int, zone: ZoneInfo) -> bool:
    """Whether clocks are changed between an aware start and ``length_s`` later."""
    end = start.astimezone(UTC) + timedelta(seconds=length_s)
    return start.astimezone(zone).utcoffset() != end.astimezone(zone).utcoffset()


def anchor_local(anchor: time, local_start: datetime) -> datetime:
    """The first such clock time at or after a local start: an anchor before it means the next day."""
    meant = datetime.combine(local_start.date(), anchor)
    return meant if meant >= local_start else meant + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """An item with the times it is planned for, aware UTC."""

    item: Item
    starts_at: datetime
    ends_at: datetime


def outline(plan: Plan, starts_at: datetime | None = None) -> tuple[PlannedItem, ...]:
    """The agenda with clock times: each item follows the one before, or waits for its anchor."""
    at = starts_at or plan.session.starts_at
    zone = ZoneInfo(plan.session.timezone)
    local_start = at.astimezone(zone).replace(tzinfo=None)
    planned = []
    for item in plan.items:
        if item.start is not None:
            at = max(at, anchor_local(item.start, local_start).replace(tzinfo=zone).astimezone(UTC))
        ends_at = at + timedelta(seconds=item.duration_s)
        planned.append(PlannedItem(item, at, ends_at))
        at = ends_at
    return tuple(planned)
