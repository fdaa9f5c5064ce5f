"""One value for each agenda item still to come, as all of ``timing`` computes with it.

Moments (``…_at``) and durations (``…_ms``) are integer milliseconds. Moments are on the session's time line:
UTC as the wall clock tells it, which is moved as a whole when that is set.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import msgspec

from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.message import message
from letsconnect_tui.plan.occurrence import anchor_local, exists

if TYPE_CHECKING:
    from collections.abc import Iterator

    from letsconnect_tui.plan.model import Item, Plan, Squeeze


class Slot(msgspec.Struct, frozen=True):
    """One agenda item still to come; never the running one."""

    id: str
    title: str
    budget_ms: int
    """Its duration in the plan."""
    allotted_ms: int
    """Its duration now, after earlier changes."""
    floor_ms: int
    """The least it may be cut to by its plan."""
    ceiling_ms: int
    """The most it may be given back."""
    squeeze: Squeeze
    fair: str | None = None
    """Slots of one fair group have equal budget, floor, ceiling and squeeze, and get equal time."""
    optional: bool = False
    anchor_at: int | None = None
    """The moment before which it does not begin; None: it follows the item before it."""

    @property
    def least_ms(self) -> int:
        """The least it may be cut to: its floor (``never``: its budget), or what it has if that is less."""
        floor_ms = max(self.floor_ms, self.budget_ms) if self.squeeze == "never" else self.floor_ms
        return min(floor_ms, self.allotted_ms)


def slot_of(
    item: Item, *, allotted_ms: int | None = None, anchor_at: int | None = None, ran_ms: int = 0
) -> Slot:
    """The slot of a plan's item.

    Args:
        item: The item.
        allotted_ms: Its time in all; the planned duration unless said.
        anchor_at: Its anchor as a moment.
        ran_ms: How long it has run already, when it was left and is to come again. The slot is what remains:
            it has begun, so its anchor and the equal time of those not yet started no longer concern it.
    """

    def left(ms: int) -> int:
        return max(0, ms - ran_ms)

    budget_ms = item.duration_s * 1000
    begun = ran_ms > 0
    return Slot(
        id=item.id,
        title=item.title,
        budget_ms=left(budget_ms),
        allotted_ms=left(budget_ms if allotted_ms is None else allotted_ms),
        floor_ms=left(item.min_s * 1000),
        ceiling_ms=left(item.max_s * 1000),
        squeeze=item.squeeze,
        fair=None if begun else item.fair,
        optional=item.optional,
        anchor_at=None if begun else anchor_at,
    )


def anchor_at(item: Item, plan: Plan, session_start_at: int) -> int | None:
    """The moment an item is anchored to; None where it has no anchor in this occurrence.

    Args:
        item: An item of the plan.
        plan: Gives the zone, and the start from which the anchor keeps its distance.
        session_start_at: UTC milliseconds of the occurrence's *planned* start: an anchor must not move
            because the session began at 15:03 instead of 15:00.

    Raises:
        InputError: The clocks skip that local time on that day. One that comes twice means the first.
    """
    zone = ZoneInfo(plan.session.timezone)
    local_start = datetime.fromtimestamp(session_start_at // 1000, zone).replace(tzinfo=None)
    local = anchor_local(item, plan.session, local_start)
    if local is None:
        return None
    if not exists(local, zone):
        raise InputError(
            message("timing-no-such-time", item.title, f"{local:%H:%M}", f"{local:%Y-%m-%d}", zone.key),
            message("timing-no-such-time-hint"),
        )
    first, second = (utc_ms(moment) for moment in _moments(local, zone))
    return first if first >= session_start_at else second


def _moments(local: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    """The UTC moments a local time may mean, earliest first."""
    yield from sorted(local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))


def utc_ms(moment: datetime) -> int:
    """A moment in whole seconds, as milliseconds of UTC."""
    return int(moment.timestamp()) * 1000
