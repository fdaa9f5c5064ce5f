"""What must hold of every state a session can come to, and of every look at it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec.structs import replace

from letsconnect_tui.session.evolve import evolve, open_session
from letsconnect_tui.session.moment import due_at, head, moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from letsconnect_tui.plan.model import Plan
    from letsconnect_tui.session.record import Record
    from letsconnect_tui.session.span import Span
    from letsconnect_tui.session.state import State


def assert_consistent(state: State, now: int) -> None:
    """Phases, spans, order, people and rounds agree with each other."""
    _assert_phases(state)
    _assert_time_is_covered(state, now)
    _assert_order(state)
    _assert_rounds(state)
    for person in state.people.values():
        assert_apart(person.spans)
    assert_apart(state.recordings)
    _assert_counts(state)
    assert all(state.allotted(item) >= 0 for item in state.order)
    assert all(state.allotted(item) + run.added_ms >= 0 for item, run in state.runs.items())
    numbers = [line.number for line in state.lines]
    assert numbers == sorted(set(numbers))


def _assert_counts(state: State) -> None:
    """What is counted as events come is what one finds by counting everything."""
    assert head(state) == head(replace(state, people=dict(state.people)))
    for run in state.runs.values():
        assert run.closed_ms == sum(span.length(0) for span in run.spans if span.end is not None)


def _assert_phases(state: State) -> None:
    active = [run for run in state.runs.values() if run.phase in ("running", "paused")]
    if state.phase in ("ready", "ended"):
        assert not active
        assert state.current is None
    else:
        assert [(run.id, run.phase) for run in active] == [
            (state.current, "running" if state.phase == "live" else "paused")
        ]
    still_open = [run.id for run in state.runs.values() if run.spans and run.spans[-1].end is None]
    assert still_open == ([state.current] if state.phase == "live" else [])
    assert (bool(state.pauses) and state.pauses[-1].end is None) == (state.phase == "paused")
    assert (state.started_at is None) == (state.phase == "ready")
    assert (state.ended_at is None) == (state.phase != "ended")


def _assert_time_is_covered(state: State, now: int) -> None:
    """From start to end there is always one item or a pause, and never two: the elapsed identity."""
    spans = [span for run in state.runs.values() for span in run.spans] + list(state.pauses)
    if state.started_at is None:
        assert not spans
        return
    until = now if state.ended_at is None else state.ended_at
    assert sum(span.length(now) for span in spans) == until - state.started_at
    edges = sorted((span.start, now if span.end is None else span.end) for span in spans)
    assert edges[0][0] == state.started_at
    assert all(before[1] == after[0] for before, after in pairwise(edges))


def _assert_order(state: State) -> None:
    assert sorted(state.order) == sorted(item.id for item in state.plan.items)
    if state.current is None:
        return
    place = state.order.index(state.current)
    assert all(state.runs[item].phase in ("done", "skipped", "dropped") for item in state.order[:place])
    assert all(state.runs[item].phase in ("pending", "dropped") for item in state.order[place + 1 :])


def _assert_rounds(state: State) -> None:
    assert [held.number for held in state.rounds] == list(range(1, len(state.rounds) + 1))
    assert all(held.closed_at is not None for held in state.rounds[:-1])
    for held in state.rounds:
        assert held.seating.keys() <= state.people.keys()
        assert set(held.seating.values()) <= held.rooms.keys()
        assert held.locked <= held.seating.keys()
        assert held.late <= held.seating.keys()
    if state.phase in ("ready", "ended"):
        assert state.round is None or not state.round.is_open


def assert_apart(spans: Sequence[Span]) -> None:
    """Spans follow each other, and only the last may be open."""
    assert all(span.end is not None for span in spans[:-1])
    assert all(before.end is not None and before.end <= after.start for before, after in pairwise(spans))


def assert_moment_agrees(state: State, now: int) -> None:
    """A look at the session raises nothing, and its numbers agree with each other."""
    seen = moment(state, now)
    assert seen.offset == seen.projected_end - seen.planned_end
    assert seen.remaining == seen.allotted + seen.added - seen.elapsed
    assert 0 <= seen.head.here <= seen.head.peak <= seen.head.unique
    assert (seen.fit is None) == (state.phase == "ended")
    assert (1 <= seen.number <= seen.of) if seen.item else seen.number == 0
    assert [line.item for line in seen.coming] == list(state.to_come)
    assert len(seen.lines) == seen.of
    at = due_at(state, now)
    for line in seen.coming:
        assert line.end_at is not None
        assert line.start_at == at + line.gap_ms
        assert line.end_at >= line.start_at
        at = line.end_at
    assert seen.projected_end == at
    if state.phase in ("live", "paused"):
        assert at >= now
    held = [line for line in seen.lines if line not in seen.coming and state.runs[line.item].spans]
    for line in held:
        assert state.started_at is not None
        assert state.started_at <= line.start_at <= now
        assert (line.end_at is None) == (line.item == state.current)


def folded_one_by_one(plan: Plan, opening: Record, records: Iterable[Record]) -> State:
    """The plain fold, event by event, each state untouched: what every quicker way must come to."""
    state = open_session(opening.session, opening.events[0], plan, opening.at)  # type: ignore[arg-type]
    for record in records:
        for event in record.events:
            state = evolve(state, event, record.at)
    return state
