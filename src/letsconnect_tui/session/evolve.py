"""State + event → state.

Raises DoesNotFit where the event makes no sense: so it is noticed when an action is taken back that later
ones rest on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from letsconnect_tui.session import events as e
from letsconnect_tui.session.evolve_rooms import ROOM_EVENTS
from letsconnect_tui.session.misfit import DoesNotFit, require
from letsconnect_tui.session.state import Attendee, ItemRun, Span, State, TakenLine

if TYPE_CHECKING:
    from letsconnect_tui.plan.model import Plan

MOVED_PLAN_MS = 2 * 3600 * 1000
"""A session that starts further than this from its plan moves the whole plan to the actual start."""


def open_session(session: str, event: e.SessionOpened, plan: Plan, at: int) -> State:
    """The state before the start: nobody marked, every item pending."""
    people = {
        person.id: Attendee(
            id=person.id,
            facts=e.PersonFacts(
                name=person.name,
                username=person.username,
                languages=person.languages,
                experience=person.experience,
                region=person.region,
                country=person.country,
            ),
            role=person.role,
            source="plan",
        )
        for person in plan.people
    }
    return State(
        session=session,
        plan=plan,
        plan_file=event.plan_file,
        rehearsal=event.rehearsal,
        planned_start=event.starts_at,
        end_to_keep=event.starts_at + plan.session.length_s * 1000,
        phase="ready",
        order=tuple(item.id for item in plan.items),
        runs={item.id: ItemRun(item.id) for item in plan.items},
        people=people,
        opened_at=at,
    )


def evolve(state: State, event: e.AnyEvent, at: int) -> State:
    """The state after ``event`` happened at ``at``."""
    return _EVOLVERS[type(event)](state, event, at)


# -- helpers ---------------------------------------------------------------------------------------


def _with_run(state: State, item: str, **changes: Any) -> Mapping[str, ItemRun]:
    require(item in state.runs)
    return {**state.runs, item: replace(state.runs[item], **changes)}


def _closed(spans: tuple[Span, ...], at: int) -> tuple[Span, ...]:
    if not spans or spans[-1].end is not None:
        return spans
    last = spans[-1]
    return (*spans[:-1], replace(last, end=max(at, last.start)))


def _enter(state: State, item: str, at: int, runs: Mapping[str, ItemRun]) -> State:
    run = runs[item]
    entered = replace(run, phase="running", spans=(*run.spans, Span(at)))
    return replace(state, current=item, runs={**runs, item: entered})


# -- time ------------------------------------------------------------------------------------------


def _started(state: State, event: e.SessionStarted, at: int) -> State:
    require(state.phase == "ready" and event.item in state.to_come)
    if abs(at - state.planned_start) > MOVED_PLAN_MS:
        length = state.end_to_keep - state.planned_start
        state = replace(state, planned_start=at, end_to_keep=at + length)
    return _enter(replace(state, phase="live", started_at=at), event.item, at, state.runs)


def _advanced(state: State, event: e.Advanced, at: int) -> State:
    require(state.phase == "live" and state.current == event.left and event.entered in state.to_come)
    runs = _with_run(state, event.left, phase="done", spans=_closed(state.runs[event.left].spans, at))
    return _enter(state, event.entered, at, runs)


def _went_back(state: State, event: e.WentBack, at: int) -> State:
    require(state.phase == "live" and state.current == event.left and event.entered in state.runs)
    require(state.runs[event.entered].phase in ("done", "skipped"))
    runs = _with_run(state, event.left, phase="pending", spans=_closed(state.runs[event.left].spans, at))
    return _enter(state, event.entered, at, runs)


def _skipped(state: State, event: e.ItemSkipped, at: int) -> State:
    require(state.phase == "live" and state.current == event.item and event.entered in state.to_come)
    runs = _with_run(state, event.item, phase="skipped", spans=_closed(state.runs[event.item].spans, at))
    return _enter(state, event.entered, at, runs)


def _dropped(state: State, event: e.ItemDropped, at: int) -> State:
    require(event.item in state.to_come)
    return replace(state, runs=_with_run(state, event.item, phase="dropped", reason=event.reason))


def _paused(state: State, event: e.SessionPaused, at: int) -> State:
    require(state.phase == "live" and state.current is not None)
    item = str(state.current)
    runs = _with_run(state, item, phase="paused", spans=_closed(state.runs[item].spans, at))
    return replace(state, phase="paused", runs=runs, pauses=(*state.pauses, Span(at)))


def _resumed(state: State, event: e.SessionResumed, at: int) -> State:
    require(state.phase == "paused" and state.current is not None)
    resumed = replace(state, phase="live", pauses=_closed(state.pauses, at))
    return _enter(resumed, str(state.current), at, state.runs)


def _time_added(state: State, event: e.TimeAdded, at: int) -> State:
    require(state.current == event.item)
    return replace(
        state, runs=_with_run(state, event.item, added_ms=state.runs[event.item].added_ms + event.ms)
    )


def _start_corrected(state: State, event: e.StartCorrected, at: int) -> State:
    require(state.current == event.item and state.started_at is not None)
    spans = state.runs[event.item].spans
    others = [run for run in state.runs.values() if run.id != event.item and run.spans]
    handed_over = {run.spans[-1].end: run for run in others}
    entry = max((k for k, span in enumerate(spans) if span.start in handed_over), default=0)
    before = handed_over.get(spans[entry].start)
    require(event.started_at <= spans[entry].start)
    moved = (*spans[:entry], replace(spans[entry], start=event.started_at), *spans[entry + 1 :])
    runs = {**state.runs, event.item: replace(state.runs[event.item], spans=moved)}
    if before is None:
        return replace(state, runs=runs, started_at=event.started_at)
    require(before.spans[-1].start <= event.started_at)
    shortened = replace(before.spans[-1], end=event.started_at)
    runs[before.id] = replace(before, spans=(*before.spans[:-1], shortened))
    return replace(state, runs=runs)


def _recording(state: State, event: e.RecordingSaid, at: int) -> State:
    require(state.recording != event.on)
    spans = (*state.recordings, Span(at)) if event.on else _closed(state.recordings, at)
    return replace(state, recordings=spans)


def _ended(state: State, event: e.SessionEnded, at: int) -> State:
    require(state.phase in ("live", "paused") and state.current is not None)
    item = str(state.current)
    runs = _with_run(state, item, phase="done", spans=_closed(state.runs[item].spans, at))
    return replace(
        state,
        phase="ended",
        ended_at=at,
        current=None,
        runs=runs,
        pauses=_closed(state.pauses, at),
        recordings=_closed(state.recordings, at),
    )


def _rebalanced(state: State, event: e.Rebalanced, at: int) -> State:
    to_come = set(state.to_come)
    require(set(event.allotted_ms) | set(event.dropped) <= to_come)
    runs = dict(state.runs)
    for item, allotted in event.allotted_ms.items():
        runs[item] = replace(runs[item], allotted_ms=allotted)
    for item in event.dropped:
        runs[item] = replace(runs[item], phase="dropped")
    return replace(state, runs=runs, end_to_keep=event.end_at)


def _items_swapped(state: State, event: e.ItemsSwapped, at: int) -> State:
    require({event.first, event.second} <= set(state.to_come))
    other = {event.first: event.second, event.second: event.first}
    return replace(state, order=tuple(other.get(item, item) for item in state.order))


def _brought_forward(state: State, event: e.ItemBroughtForward, at: int) -> State:
    require(event.item in state.to_come)
    rest = [item for item in state.order if item != event.item]
    place = 0 if state.current is None else rest.index(state.current) + 1
    return replace(state, order=(*rest[:place], event.item, *rest[place:]))


def _lead_changed(state: State, event: e.LeadChanged, at: int) -> State:
    require(event.lead in state.people and event.item in state.runs)
    return replace(state, runs=_with_run(state, event.item, lead=event.lead))


def _away_paused(state: State, event: e.AwayBecamePause, at: int) -> State:
    require(state.current is not None)
    run = state.runs[str(state.current)]
    inside = run.spans[-1] if run.spans else None
    require(inside is not None and inside.end is None and inside.start <= event.since <= event.until <= at)
    spans = (*run.spans[:-1], Span(run.spans[-1].start, event.since), Span(event.until))
    return replace(
        state,
        runs={**state.runs, run.id: replace(run, spans=spans)},
        pauses=(*state.pauses, Span(event.since, event.until)),
    )


# -- people and words ------------------------------------------------------------------------------


def _person_added(state: State, event: e.PersonAdded, at: int) -> State:
    require(event.person not in state.people)
    added = Attendee(event.person, event.facts, source=event.source)
    return replace(state, people={**state.people, event.person: added})


def _person_described(state: State, event: e.PersonDescribed, at: int) -> State:
    return _with_person(state, event.person, facts=event.facts)


def _came_in(state: State, event: e.CameIn, at: int) -> State:
    require(event.person in state.people and not state.people[event.person].is_here)
    spans = (*state.people[event.person].spans, Span(at, source=event.source))
    return _with_person(state, event.person, spans=spans)


def _went_out(state: State, event: e.WentOut, at: int) -> State:
    require(event.person in state.people and state.people[event.person].is_here)
    return _with_person(state, event.person, spans=_closed(state.people[event.person].spans, at))


def _with_person(state: State, person: str, **changes: Any) -> State:
    require(person in state.people)
    return replace(state, people={**state.people, person: replace(state.people[person], **changes)})


def _headcount(state: State, event: e.HeadcountTaken, at: int) -> State:
    return replace(state, headcounts=(*state.headcounts, (at, event.people)))


def _readiness(state: State, event: e.ReadinessSet, at: int) -> State:
    require(event.person in state.people)
    had = state.readiness.get(event.person, frozenset())
    has = had | {event.what} if event.done else had - {event.what}
    return replace(state, readiness={**state.readiness, event.person: has})


def _copied(state: State, event: e.Copied, at: int) -> State:
    return replace(state, copied={**state.copied, event.what: at})


def _line_taken(state: State, event: e.LineTaken, at: int) -> State:
    line = TakenLine(len(state.lines) + 1, event.kind, event.text, at, event.item)
    return replace(state, lines=(*state.lines, line))


def _answered(state: State, event: e.QuestionAnswered, at: int) -> State:
    require(1 <= event.line <= len(state.lines) and state.lines[event.line - 1].kind == "question")
    lines = tuple(replace(line, answered=True) if line.number == event.line else line for line in state.lines)
    return replace(state, lines=lines)


def _again(state: State, event: e.SessionOpened, at: int) -> State:
    raise DoesNotFit


_EVOLVERS: dict[type, Callable[[State, Any, int], State]] = {
    e.SessionOpened: _again,
    e.SessionStarted: _started,
    e.Advanced: _advanced,
    e.WentBack: _went_back,
    e.ItemSkipped: _skipped,
    e.ItemDropped: _dropped,
    e.SessionPaused: _paused,
    e.SessionResumed: _resumed,
    e.TimeAdded: _time_added,
    e.StartCorrected: _start_corrected,
    e.RecordingSaid: _recording,
    e.SessionEnded: _ended,
    e.Rebalanced: _rebalanced,
    e.ItemsSwapped: _items_swapped,
    e.ItemBroughtForward: _brought_forward,
    e.LeadChanged: _lead_changed,
    e.AwayBecamePause: _away_paused,
    e.PersonAdded: _person_added,
    e.PersonDescribed: _person_described,
    e.CameIn: _came_in,
    e.WentOut: _went_out,
    e.HeadcountTaken: _headcount,
    e.ReadinessSet: _readiness,
    e.Copied: _copied,
    e.LineTaken: _line_taken,
    e.QuestionAnswered: _answered,
    **ROOM_EVENTS,
}
