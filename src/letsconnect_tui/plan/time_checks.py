"""Checks a plan's times in every occurrence: its starts, its anchors and what fits between them."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from letsconnect_tui.i18n.message import message
from letsconnect_tui.plan.moments import clock
from letsconnect_tui.plan.occurrence import (
    anchor_local,
    clock_changes_within,
    comes_twice,
    exists,
    local_starts,
    outline,
    starts,
)
from letsconnect_tui.plan.problems import Level, Path, Remark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from letsconnect_tui.i18n.message import Message
    from letsconnect_tui.plan.model import Plan

_ANCHORS_REACH_S = 24 * 3600
"""An anchor lies within a day of the start."""


def check_starts(plan: Plan) -> Iterator[Remark]:
    """Local times that do not exist or come twice, equal and overlapping repeats, clocks that change."""
    zone = ZoneInfo(plan.session.timezone)
    seen: list[datetime] = []
    for number, local in enumerate(local_starts(plan), 1):
        for level, reason in _about_local(local, zone):
            yield _of_start(number, level, reason)
        if local in seen:
            yield _of_start(number, "error", message("plan-repeat-twice", _written(local)))
        seen.append(local)
    yield from _check_overlaps(plan)


def _check_overlaps(plan: Plan) -> Iterator[Remark]:
    session = plan.session
    all_starts = starts(plan)
    for number, start in enumerate(all_starts, 1):
        if clock_changes_within(start, session.length_s, ZoneInfo(session.timezone)):
            yield _of_start(number, "warning", message("plan-clocks-change", session.timezone))
        if any(
            0 < abs((start - other).total_seconds()) < session.length_s for other in all_starts[: number - 1]
        ):
            yield _of_start(number, "warning", message("plan-repeats-overlap"))


def _of_start(number: int, level: Level, reason: Message) -> Remark:
    path: Path = ("session", "start") if number == 1 else ("session", "repeats", number - 2)
    return Remark(level, path, reason, occurrences=(number,))


def _about_local(local: datetime, zone: ZoneInfo) -> Iterator[tuple[Level, Message]]:
    if not exists(local, zone):
        yield "error", message("plan-no-such-local-time", _written(local), zone.key)
    elif comes_twice(local, zone):
        yield "warning", message("plan-local-time-twice", _written(local), zone.key)


def check_sums(plan: Plan, *, reliable: bool, repeats: bool = True) -> Iterator[Remark]:
    """The agenda against the slot, with budgets, with floors, and before each anchor, in every occurrence.

    Unless every item's times are ``reliable``, only where the anchors stand is looked at. What holds in some
    occurrences only says in which. Without ``repeats`` the start stands for all.
    """
    first: dict[tuple[Level, Path, str], Remark] = {}
    holds_in: defaultdict[tuple[Level, Path, str], list[int]] = defaultdict(list)
    every = local_starts(plan)
    for numbers in _alike(plan) if repeats else [list(range(1, len(every) + 1))]:
        for remark in _check_occurrence(plan, every[numbers[0] - 1], reliable=reliable):
            place = (remark.level, remark.path, remark.message.key)
            first.setdefault(place, remark)
            holds_in[place] += numbers
    for place, remark in first.items():
        numbers = sorted(set(holds_in[place]))
        if len(numbers) == len(every):
            yield remark
        else:
            reason = message("plan-in-occurrence", numbers, remark.message)
            yield replace(remark, message=reason, occurrences=tuple(numbers))
    yield from _check_dates_of_anchors(plan)


def _alike(plan: Plan) -> list[list[int]]:
    """The occurrences in groups with equal distances: those without a clock change, and each other one."""
    zone = ZoneInfo(plan.session.timezone)
    dated = any(isinstance(item.start, datetime) for item in plan.items)
    reach = plan.session.length_s + _ANCHORS_REACH_S
    plain: list[int] = []
    others: list[list[int]] = []
    for number, start in enumerate(starts(plan), 1):
        if dated or clock_changes_within(start, reach, zone):
            others.append([number])
        else:
            plain.append(number)
    return [*([plain] if plain else []), *others]


def _check_occurrence(plan: Plan, local_start: datetime, *, reliable: bool) -> Iterator[Remark]:
    about_anchors = tuple(_check_anchors(plan, local_start, reliable=reliable))
    yield from about_anchors
    if reliable and not any(remark.level == "error" for remark in about_anchors):
        yield from _check_length(plan, local_start)


def _check_length(plan: Plan, local_start: datetime) -> Iterator[Remark]:
    path: Path = ("session", "length")
    length = plan.session.length_s
    starts_at = local_start.replace(tzinfo=ZoneInfo(plan.session.timezone)).astimezone(UTC)
    planned_end = outline(plan, starts_at)[-1].ends_at if plan.items else starts_at
    over = int((planned_end - starts_at).total_seconds()) - length
    floors = sum(item.min_s for item in plan.items)
    if floors > length:
        yield Remark("warning", path, message("plan-floors-over-length", clock(floors), clock(length)))
    elif over > 0:
        yield Remark("warning", path, message("plan-over-length", clock(over), clock(length)))


def _check_anchors(plan: Plan, local_start: datetime, *, reliable: bool) -> Iterator[Remark]:
    """Each anchor lies inside the slot, after the one before, and what comes between fits."""
    zone = ZoneInfo(plan.session.timezone)
    starts_at = local_start.replace(tzinfo=zone).astimezone(UTC)
    floors = budgets = since = 0
    for index, item in enumerate(plan.items):
        local = anchor_local(item, plan.session, local_start)
        if local is not None:
            path: Path = ("item", index, "start")
            for level, reason in _about_local(local, zone):
                yield Remark(level, path, reason)
            at = int((local.replace(tzinfo=zone).astimezone(UTC) - starts_at).total_seconds())
            written = f"{local:%H:%M}"
            if at >= plan.session.length_s:
                yield Remark("error", path, message("plan-anchor-outside", written))
                continue
            if at < since:
                yield Remark("error", path, message("plan-anchor-order", written))
            elif reliable and since + floors > at:
                needed = clock(since + floors - at)
                yield Remark("error", path, message("plan-anchor-impossible", written, needed))
            elif reliable and since + budgets > at:
                yield Remark(
                    "warning", path, message("plan-anchor-late", written, clock(since + budgets - at))
                )
            floors, budgets, since = 0, 0, at
        floors += item.min_s
        budgets += item.duration_s


def _check_dates_of_anchors(plan: Plan) -> Iterator[Remark]:
    """An anchor written with its date lies in one of the occurrences."""
    for index, item in enumerate(plan.items):
        if isinstance(item.start, datetime) and not any(
            anchor_local(item, plan.session, start) for start in local_starts(plan)
        ):
            yield Remark(
                "error", ("item", index, "start"), message("plan-anchor-outside", _written(item.start))
            )


def _written(local: datetime) -> str:
    return f"{local:%Y-%m-%dT%H:%M}"
