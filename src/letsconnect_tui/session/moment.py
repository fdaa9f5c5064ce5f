"""One look at a session: everything a face shows of this second, computed from the state and now.

Moments and durations are integer milliseconds on the session's own line.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.session.presence_counts import counted, peak
from letsconnect_tui.timing.projection import Fit, fit, project, projected_end
from letsconnect_tui.timing.slots import Slot, anchor_at, slot_of

if TYPE_CHECKING:
    from letsconnect_tui.plan.model import Item
    from letsconnect_tui.session.state import State
    from letsconnect_tui.timing.slots import Slot


class AgendaLine(msgspec.Struct, frozen=True):
    """One line of the agenda: planned, projected or actual."""

    item: str
    planned_at: int
    start_at: int
    """The actual start of what began, the projected one of what is to come, else the planned one."""
    end_at: int | None
    """None while the item runs or is paused, and of what never was."""
    gap_ms: int = 0
    overlap_ms: int = 0


class Head(msgspec.Struct, frozen=True):
    """Who is here, counted: participants apart from team, interpreters and sharers."""

    here: int
    unique: int
    peak: int
    team_here: int
    headcount: int | None
    registered_not_marked: int

    @property
    def crowd(self) -> int:
        """How many participants there are, with or without a name."""
        return max(self.here, self.headcount or 0)


class Moment(msgspec.Struct, frozen=True):
    """Everything about this second."""

    now: int
    phase: str
    item: str | None
    number: int
    """The running item's place, from 1; 0 before the start and after the end."""
    of: int
    elapsed: int
    allotted: int
    added: int
    remaining: int
    planned_end: int
    projected_end: int
    offset: int
    """Positive is behind: against the clock."""
    offset_from_start: int
    """The same against the actual start; what an anchor's gap absorbs is nobody's fault either way."""
    latest_finish: int | None
    fit: Fit | None
    lines: tuple[AgendaLine, ...]
    """Every item that was not dropped, in order."""
    coming: tuple[AgendaLine, ...]
    """The lines of the items still to come."""
    head: Head
    paused_for: int = 0


def moment(state: State, now: int) -> Moment:
    """The session as it is at ``now``."""
    to_come, planned = slots_to_come(state), planned_slots(state)
    free_at = due_at(state, now)
    end = projected_end(free_at, to_come)
    plan_end = projected_end(state.planned_start, planned)
    began = state.planned_start if state.started_at is None else state.started_at
    current = state.current
    lines = _lines(state, free_at, to_come, planned)
    pending = {slot.id for slot in to_come}
    fits = fit(free_at, to_come, state.end_to_keep) if state.phase != "ended" else None
    return Moment(
        now=now,
        phase=state.phase,
        item=current,
        number=0 if current is None else _place(state, current),
        of=sum(1 for run in state.runs.values() if run.phase != "dropped"),
        elapsed=0 if current is None else state.runs[current].elapsed(now),
        allotted=0 if current is None else state.allotted(current),
        added=0 if current is None else state.runs[current].added_ms,
        remaining=0 if current is None else state.remaining(current, now),
        planned_end=plan_end,
        projected_end=end,
        offset=end - plan_end,
        offset_from_start=end - projected_end(began, planned),
        latest_finish=None if current is None or fits is None else fits.latest_floor_at,
        fit=fits,
        lines=lines,
        coming=tuple(line for line in lines if line.item in pending),
        head=head(state),
        paused_for=state.pauses[-1].length(now) if state.phase == "paused" else 0,
    )


def _place(state: State, item: str) -> int:
    shown = [one for one in state.order if state.runs[one].phase != "dropped"]
    return shown.index(item) + 1


def _lines(
    state: State, free_at: int, to_come: Sequence[Slot], plan: Sequence[Slot]
) -> tuple[AgendaLine, ...]:
    planned = {row.id: row.start_at for row in project(state.planned_start, plan)}
    coming = {row.id: row for row in project(free_at, to_come)}
    lines = []
    for item in state.order:
        run = state.runs[item]
        if run.phase == "dropped":
            continue
        if item in coming:
            row = coming[item]
            lines.append(
                AgendaLine(item, planned[item], row.start_at, row.end_at, row.gap_ms, row.overlap_ms)
            )
        elif not run.spans:
            lines.append(AgendaLine(item, planned[item], planned[item], None))
        else:
            ended = None if run.phase == "paused" else run.spans[-1].end
            lines.append(AgendaLine(item, planned[item], run.spans[0].start, ended))
    return tuple(lines)


def head(state: State) -> Head:
    """Counts of people; peak and unique know participants only."""
    counts = counted(state.people)
    return Head(
        here=counts.here,
        unique=counts.unique,
        peak=peak(state.people),
        team_here=counts.team_here,
        headcount=state.headcount,
        registered_not_marked=counts.registered_not_marked,
    )


def slots_to_come(state: State) -> tuple[Slot, ...]:
    """One slot per item to come, in order; an item that already ran for a while has only the rest left."""
    return tuple(
        slot_of(
            state.item(item),
            allotted_ms=state.allotted(item) + state.runs[item].added_ms,
            anchor_at=_anchor_at(state, state.item(item)),
            ran_ms=state.runs[item].elapsed(state.opened_at),
        )
        for item in state.to_come
    )


def planned_slots(state: State) -> tuple[Slot, ...]:
    """One slot per item of the plan, as planned."""
    return tuple(slot_of(item, anchor_at=_anchor_at(state, item)) for item in state.plan.items)


def _anchor_at(state: State, item: Item) -> int | None:
    """An item's anchor; it moves when the whole plan moves, unless it is written with its date."""
    at = anchor_at(item, state.plan, state.planned_start - state.moved_ms)
    return at if at is None or isinstance(item.start, datetime) else at + state.moved_ms


def planned_end(state: State) -> int:
    """The planned end of the last item, counted from the planned start."""
    return projected_end(state.planned_start, planned_slots(state))


def ends_at(state: State, now: int) -> int:
    """When the running item is due to end, or was; before the start, when the first is due to begin.

    It moves with ``now`` in a pause and stands still otherwise.
    """
    if state.current is not None:
        return now + state.remaining(state.current, now)
    return state.planned_start if state.ended_at is None else state.ended_at


def due_at(state: State, now: int) -> int:
    """When what is to come can begin: when the running item is due to end, never before now."""
    if state.ended_at is not None:
        return state.ended_at
    return max(now, ends_at(state, now))
