"""What an editor shows of a plan: its agenda with clock times, its sums, lateness, and rooms expected."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import msgspec

from letsconnect_tui.breakouts import FixedRoom, Wishes
from letsconnect_tui.breakouts.sizes import even_sizes, room_count
from letsconnect_tui.errors import InputError
from letsconnect_tui.plan.occurrence import outline
from letsconnect_tui.timing.projection import projected_end
from letsconnect_tui.timing.whatif import WhatIf, planned_slots, planned_start_at, what_if

if TYPE_CHECKING:
    from letsconnect_tui.plan.model import Breakout, Item, Plan


class AgendaRow(msgspec.Struct, frozen=True):
    """An item with its clock times in the session's zone."""

    item: Item
    starts_at: datetime
    lead: str
    """The name of who leads it, or what stands there."""


class AgendaSums(msgspec.Struct, frozen=True):
    """What all items take together; moments in the session's zone."""

    planned_s: int
    """From the planned start to the end of the last item, waits before anchors included."""
    length_s: int
    ends_at: datetime
    slot_ends_at: datetime
    floors_end_at: datetime | None
    """When it would end with every item at its floor; None where an anchor is at a time that is skipped."""

    @property
    def spare_s(self) -> int:
        """What is left of the slot; negative: what it is over."""
        return self.length_s - self.planned_s


def agenda_rows(plan: Plan) -> tuple[AgendaRow, ...]:
    """The agenda as ``show`` has it."""
    zone = ZoneInfo(plan.session.timezone)
    rows = []
    for planned in outline(plan):
        leader = plan.person(planned.item.lead)
        name = leader.name if leader else planned.item.lead or ""
        rows.append(AgendaRow(planned.item, planned.starts_at.astimezone(zone), name))
    return tuple(rows)


def agenda_sums(plan: Plan) -> AgendaSums:
    """The running total against the slot."""
    zone = ZoneInfo(plan.session.timezone)
    start = plan.session.starts_at
    ends_at = outline(plan)[-1].ends_at if plan.items else start
    try:
        floors_ms = projected_end(planned_start_at(plan), planned_slots(plan), measure="floor")
        floors_end = datetime.fromtimestamp(floors_ms // 1000, UTC).astimezone(zone)
    except InputError:
        floors_end = None
    return AgendaSums(
        planned_s=int((ends_at - start).total_seconds()),
        length_s=plan.session.length_s,
        ends_at=ends_at.astimezone(zone),
        slot_ends_at=(start + timedelta(seconds=plan.session.length_s)).astimezone(zone),
        floors_end_at=floors_end,
    )


def if_late(plan: Plan, late_s: int) -> WhatIf | None:
    """What would become of the agenda if it began late; None where nobody can tell."""
    if not plan.items:
        return None
    try:
        return what_if(plan, plan.items[0].id, late_s * 1000)
    except InputError:
        return None


def expected_rooms(breakout: Breakout, people: int) -> list[int]:
    """How many people would be in each room, if so many came and everybody spoke one language."""
    fixed = tuple(FixedRoom(room.name, room.lang, room.host) for room in breakout.rooms)
    wishes = Wishes(size=breakout.size, count=breakout.count, min_size=breakout.min_size, fixed=fixed)
    rooms = room_count(people, wishes)
    return even_sizes(people, rooms) if rooms else []
