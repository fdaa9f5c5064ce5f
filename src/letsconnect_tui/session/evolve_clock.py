"""State + event → state when the wall clock is put right: all that happened so far moves with it.

The session's line is UTC as the wall clock tells it. When that is set, every moment of the past is moved as
far: durations stay, and planned times, which are clock times, are compared with the right ones from then on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec.structs import replace

from letsconnect_tui.session import events as e
from letsconnect_tui.session.evolve_plan import moved_to
from letsconnect_tui.session.presence_counts import People
from letsconnect_tui.session.span import shifted
from letsconnect_tui.session.state_draft import Draft
from letsconnect_tui.session.vector import Vector

if TYPE_CHECKING:
    from letsconnect_tui.session.state import ItemRun, Round, State

Value = TypeVar("Value")


def clock_events(state: State, line_ms: int, utc_ms: int) -> tuple[e.AnyEvent, ...]:
    """What happened when the session's line and the wall clock differ; nothing once the session has ended.

    A session that is over keeps its times whatever becomes of the clock afterwards.

    Args:
        state: The session as it stands.
        line_ms: The present moment on its line.
        utc_ms: The present moment by the wall clock.
    """
    return () if state.phase == "ended" or line_ms == utc_ms else (e.ClockCorrected(utc_ms - line_ms),)


def _corrected(state: State, event: e.ClockCorrected, at: int) -> State:
    ms = event.ms
    later = replace(
        state,
        corrected_ms=state.corrected_ms + ms,
        runs=_changed(state.runs, {item: _run(run, ms) for item, run in state.runs.items()}),
        people=_people(state, ms),
        opened_at=state.opened_at + ms,
        started_at=_later(state.started_at, ms),
        ended_at=_later(state.ended_at, ms),
        pauses=shifted(state.pauses, ms),
        recordings=shifted(state.recordings, ms),
        headcounts=Vector((at + ms, people) for at, people in state.headcounts),
        rounds=tuple(_round(held, ms) for held in state.rounds),
        copied=_changed(state.copied, {what: at + ms for what, at in state.copied.items()}),
        lines=Vector(replace(line, at=line.at + ms) for line in state.lines),
    )
    return later if later.started_at is None else moved_to(later, later.started_at)


def _later(at: int | None, ms: int) -> int | None:
    return None if at is None else at + ms


def _run(run: ItemRun, ms: int) -> ItemRun:
    return replace(run, spans=shifted(run.spans, ms)) if run.spans else run


def _changed(mapping: Mapping[str, Value], values: Mapping[str, Value]) -> Mapping[str, Value]:
    """The mapping with other values: an open draft in place, any other as a copy."""
    if isinstance(mapping, Draft) and mapping.is_open:
        mapping.update(values)
        return mapping
    return dict(values)


def _people(state: State, ms: int) -> People:
    known = state.people
    is_open = isinstance(known, People) and known.is_open
    people = known if isinstance(known, People) and is_open else People(known, is_open=True)
    for person in list(people.values()):
        if person.spans:
            people[person.id] = person.moved(ms)
    people.counts.moved(ms)
    people.is_open = is_open
    return people


def _round(held: Round, ms: int) -> Round:
    return replace(
        held,
        opened_at=_later(held.opened_at, ms),
        closed_at=_later(held.closed_at, ms),
        visits={room: tuple(at + ms for at in visits) for room, visits in held.visits.items()},
    )


CLOCK_EVENTS: dict[type, Callable[[State, Any, int], State]] = {e.ClockCorrected: _corrected}
