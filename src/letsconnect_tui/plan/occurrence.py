"""When a plan happens: its starts, the one nearest to a moment, and the clock times of its items.

Of two equal local times the first is meant; a local time that clocks skip does not exist.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Collection

    from letsconnect_tui.plan.model import Item, Plan, Session


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


HOURS_PAST = timedelta(hours=2)
"""A start further back is not held without asking."""


def next_to_hold(plan: Plan, now: datetime, held: Collection[datetime] = ()) -> datetime | None:
    """The start nearest to ``now`` that was not held and is not hours past, aware UTC; None: there is none.

    Args:
        plan: Gives the starts.
        now: The present moment, aware.
        held: Starts that were held, aware.
    """
    open_starts = [start for start in starts(plan) if start not in held and start >= now - HOURS_PAST]
    return min(open_starts, key=lambda start: (abs(start - now), start < now), default=None)


def exists(local: datetime, zone: ZoneInfo) -> bool:
    """Whether a local time exists: the hour skipped when clocks go forward does not."""
    there = local.replace(tzinfo=zone).astimezone(UTC)
    return there.astimezone(zone).replace(tzinfo=None) == local


def comes_twice(local: datetime, zone: ZoneInfo) -> bool:
    """Whether a local time comes twice, as the hour repeated when clocks go back."""
    first, second = (local.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
    return first != second and exists(local, zone)


def clock_changes_within(start: datetime, length_s: int, zone: ZoneInfo) -> bool:
    """Whether the clocks of a zone are changed during a session.

    Args:
        start: Its start, aware.
        length_s: Its length in seconds.
        zone: The zone.
    """
    end = start.astimezone(UTC) + timedelta(seconds=length_s)
    return start.astimezone(zone).utcoffset() != end.astimezone(zone).utcoffset()


def clock_changes_near(start: datetime, zone: ZoneInfo) -> tuple[datetime, ...]:
    """The moments (aware UTC, to the second) at which a zone's clocks are changed within a week of a session.

    Args:
        start: Its start, aware.
        zone: The zone.
    """
    steps = [start.astimezone(UTC) + timedelta(days=day) for day in range(-7, 8)]
    found = []
    for before, after in pairwise(steps):
        if before.astimezone(zone).utcoffset() == after.astimezone(zone).utcoffset():
            continue
        early, late = before, after
        while late - early > timedelta(seconds=1):
            middle = early + (late - early) / 2
            same = middle.astimezone(zone).utcoffset() == before.astimezone(zone).utcoffset()
            early, late = (middle, late) if same else (early, middle)
        found.append(late.replace(microsecond=0))
    return tuple(found)


def anchor_local(item: Item, session: Session, local_start: datetime) -> datetime | None:
    """The local time an item is anchored to in the occurrence that begins at ``local_start``, naive.

    A clock time means the first such time at or after the session's first start, and keeps that distance in
    every occurrence. A date-time counts only in the occurrence whose slot it lies in.

    Args:
        item: An item of the plan; None is the answer where it has no anchor.
        session: The plan's session, with its first start.
        local_start: The start of the occurrence, naive, in the session's zone.
    """
    if item.start is None:
        return None
    if isinstance(item.start, datetime):
        within = local_start <= item.start < local_start + timedelta(seconds=session.length_s)
        return item.start if within else None
    meant = datetime.combine(session.start.date(), item.start)
    # fold: a session may start in the first of two equal hours and be anchored in the second.
    if meant.replace(tzinfo=ZoneInfo(session.timezone), fold=1).astimezone(UTC) < session.starts_at:
        meant += timedelta(days=1)
    return local_start + (meant - session.start)


def at_occurrence(plan: Plan, number: int) -> Plan:
    """The plan as it is held at one of its occurrences, counted from 1; IndexError if it has no such one."""
    local_start = local_starts(plan)[number - 1]
    session = replace(plan.session, start=local_start, repeats=())
    items = tuple(
        item if item.start is None else replace(item, start=_moved(item, plan.session, local_start))
        for item in plan.items
    )
    return replace(plan, session=session, items=items)


def _moved(item: Item, session: Session, local_start: datetime) -> time | datetime | None:
    meant = anchor_local(item, session, local_start)
    return meant if meant is None or isinstance(item.start, datetime) else meant.time()


class PlannedItem(msgspec.Struct, frozen=True):
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
        anchor = anchor_local(item, plan.session, local_start)
        if anchor is not None:
            at = max(at, anchor.replace(tzinfo=zone).astimezone(UTC))
        ends_at = at + timedelta(seconds=item.duration_s)
        planned.append(PlannedItem(item, at, ends_at))
        at = ends_at
    return tuple(planned)
