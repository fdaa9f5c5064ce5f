"""Planned against actual time, as every format tells it: a session's state made into frozen values."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.session.moment import moment, planned_end, planned_slots
from letsconnect_tui.timing.projection import project

if TYPE_CHECKING:
    from letsconnect_tui.exporters.naming import NameLevel, Naming
    from letsconnect_tui.session.state import State

RAN = ("done", "running", "paused")
"""States with an actual time; what was skipped or dropped has none, which is not zero."""


class ItemTime(msgspec.Struct, frozen=True):
    """One item. Moments in ms, durations in whole seconds."""

    item: str
    title: str
    kind: str
    lead: str | None
    planned_at: int
    planned_s: int
    allotted_s: int
    """What a rebalance made of it, and what was added or taken while it ran."""
    started_at: int | None
    actual_s: int | None
    state: str
    ran: tuple[tuple[int, int], ...]
    """When it ran; pauses lie between."""

    @property
    def difference_s(self) -> int | None:
        """Actual − planned; None without an actual time."""
        return None if self.actual_s is None else self.actual_s - self.planned_s


class SharerTime(msgspec.Struct, frozen=True):
    """What one sharer was given and took, in whole seconds; ``actual_s`` None if they did not come to it."""

    who: str
    allotted_s: int
    actual_s: int | None


class Timing(msgspec.Struct, frozen=True):
    """One session's times. Moments in ms, durations in whole seconds."""

    session: str
    title: str
    rehearsal: bool
    planned_start: int
    planned_end: int
    started_at: int | None
    ended_at: int | None
    paused_s: int
    offset_s: int
    """Positive is behind; against the clock."""
    offset_from_start_s: int
    items: tuple[ItemTime, ...]
    sharers: tuple[SharerTime, ...]
    names: NameLevel

    @property
    def planned_s(self) -> int:
        """From the planned start to the planned end."""
        return (self.planned_end - self.planned_start) // 1000

    @property
    def actual_s(self) -> int | None:
        """From the start to the end, pauses included; None before there are both."""
        both = self.started_at is not None and self.ended_at is not None
        return (self.ended_at or 0) // 1000 - (self.started_at or 0) // 1000 if both else None


def timing(state: State, until: int, naming: Naming) -> Timing:
    """Planned, allotted and actual times of a session.

    Args:
        state: The session.
        until: The moment (ms) up to which it is told, while it goes on.
        naming: Who is named.
    """
    until = state.ended_at if state.ended_at is not None else until
    seen = moment(state, until)
    return Timing(
        session=naming.session_id,
        title=naming.title(state.plan.session.title),
        rehearsal=state.rehearsal,
        planned_start=state.planned_start,
        planned_end=planned_end(state),
        started_at=state.started_at,
        ended_at=state.ended_at,
        paused_s=sum(pause.length(until) for pause in state.pauses) // 1000,
        offset_s=int(seen.offset / 1000),
        offset_from_start_s=int(seen.offset_from_start / 1000),
        items=_items(state, until, naming),
        sharers=_sharers(state, until, naming),
        names=naming.level,
    )


def _items(state: State, until: int, naming: Naming) -> tuple[ItemTime, ...]:
    planned = {row.id: row.start_at for row in project(state.planned_start, planned_slots(state))}
    return tuple(_item(state, item, planned[item], until, naming) for item in state.order)


def _item(state: State, item_id: str, planned_at: int, until: int, naming: Naming) -> ItemTime:
    item, run = state.item(item_id), state.runs[item_id]
    spans = run.spans if run.phase in RAN else ()
    lead = state.people.get(state.lead_of(item_id) or "")
    return ItemTime(
        item=naming.item_id(item_id),
        title=naming.title(item.title),
        kind=item.kind,
        lead=None if lead is None or naming.level == "none" else naming.person(lead.id),
        planned_at=planned_at,
        planned_s=item.duration_s,
        allotted_s=(state.allotted(item_id) + run.added_ms) // 1000,
        started_at=spans[0].start if spans else None,
        actual_s=run.elapsed(until) // 1000 if spans else None,
        state=run.phase,
        ran=tuple((span.start, until if span.end is None else span.end) for span in spans),
    )


def is_share(state: State, item_id: str) -> bool:
    """Whether an item is a sharer's: by its kind, or by who leads it."""
    lead = state.people.get(state.lead_of(item_id) or "")
    return lead is not None and (state.item(item_id).kind == "share" or lead.role == "sharer")


def shares(state: State, until: int) -> dict[str, tuple[int, int | None]]:
    """Milliseconds each sharer was given and took, over all their items that were not dropped, by person.

    In the order of the agenda; what was taken is None for who did not come to it. Each item counts in whole
    seconds, as the timeline tells it, so that no two places are a second apart.
    """
    given: dict[str, int] = {}
    took: dict[str, int] = {}
    for item in state.order:
        run = state.runs[item]
        if not is_share(state, item) or run.phase == "dropped":
            continue
        who = str(state.lead_of(item))
        given[who] = given.get(who, 0) + (state.allotted(item) + run.added_ms) // 1000 * 1000
        if run.phase in RAN:
            took[who] = took.get(who, 0) + run.elapsed(until) // 1000 * 1000
    return {who: (ms, took.get(who)) for who, ms in given.items()}


def _sharers(state: State, until: int, naming: Naming) -> tuple[SharerTime, ...]:
    return tuple(
        SharerTime(naming.person(who), given // 1000, None if took is None else took // 1000)
        for who, (given, took) in shares(state, until).items()
    )
