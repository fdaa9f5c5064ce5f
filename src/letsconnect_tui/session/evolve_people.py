"""State + event → state, for people, and for words that were taken down or copied."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from letsconnect_tui.session import events as e
from letsconnect_tui.session.attendee import IMPORTED, Attendee
from letsconnect_tui.session.evolve_merges import merge, split
from letsconnect_tui.session.presence_counts import People
from letsconnect_tui.session.refuse import EventMismatch, require
from letsconnect_tui.session.span import Span
from letsconnect_tui.session.state import TakenLine
from letsconnect_tui.session.state_draft import put, put_some
from letsconnect_tui.session.vector import Vector

if TYPE_CHECKING:
    from letsconnect_tui.session.state import State


def _known(state: State, person: str) -> Attendee:
    require(person in state.people)
    return state.people[person]


def _people(state: State) -> People:
    """The people of a state, to be changed: those of an open draft themselves, any others as a copy."""
    people = state.people
    return people if isinstance(people, People) and people.is_open else People(people, is_open=True)


def _with(state: State, people: People) -> State:
    if people is state.people:
        return state
    people.is_open = False
    return replace(state, people=people)


def _added(state: State, event: e.PersonAdded, at: int) -> State:
    require(event.person not in state.people)
    people = _people(state)
    person = people[event.person] = Attendee(event.person, event.facts, source=event.source)
    people.counts.added(person)
    return _with(state, people)


def _described(state: State, event: e.PersonDescribed, at: int) -> State:
    person = replace(_known(state, event.person), facts=event.facts)
    people = _people(state)
    people[person.id] = person
    return _with(state, people)


def _came_in(state: State, event: e.CameIn, at: int) -> State:
    person = state.people.get(event.person)
    if person is None or person.is_here:
        raise EventMismatch
    if person.spans and (left := person.spans[-1].end) is not None and left > at:
        at = left  # marks of several machines come in another order than they were made in
    people = _people(state)
    people[person.id] = person.came(Span(at, None, event.source))
    people.counts.came(person, at, first=not person.spans)
    return _with(state, people)


def _went_out(state: State, event: e.WentOut, at: int) -> State:
    person = state.people.get(event.person)
    if person is None or not person.is_here:
        raise EventMismatch
    people = _people(state)
    people[person.id] = person.went(at)
    people.counts.went(person, at)
    return _with(state, people)


def _merged(state: State, event: e.PeopleMerged, at: int) -> State:
    kept, gone = _known(state, event.person), _known(state, event.gone)
    require(kept.id != gone.id)
    people = _people(state)
    state, people[kept.id] = merge(state, kept, gone)
    del people[gone.id]
    people.counts = people.counts.again(people.values(), at)
    return _with(state, people)


def _split(state: State, event: e.PersonSplit, at: int) -> State:
    kept = _known(state, event.person)
    part = next((part for part in kept.merged if part.person.id == event.gone), None)
    if part is None or event.gone in state.people:
        raise EventMismatch
    people = _people(state)
    state, people[kept.id] = split(state, kept, part)
    people[event.gone] = part.person
    people.counts = people.counts.again(people.values(), at)
    return _with(state, people)


def _imported(state: State, event: e.AttendanceImported, at: int) -> State:
    people = _people(state)
    for one in event.presence:
        require(one.person in people)
        spans = tuple(Span(start, end, IMPORTED) for start, end in one.spans)
        people[one.person] = people[one.person].with_imported(spans, one.minutes)
    people.counts = people.counts.again(people.values(), at)
    taken_in = state.imports.get(event.file_hash, frozenset()) | {one.line for one in event.presence}
    return replace(_with(state, people), imports={**state.imports, event.file_hash: taken_in})


def _presence_set(state: State, event: e.PresenceSet, at: int) -> State:
    person = _known(state, event.person)
    spans = Vector(Span(start, end, source) for start, end, source in event.spans)
    people = _people(state)
    own = spans if person.merged else person.own
    people[person.id] = replace(person, spans=spans, own=own)
    people.counts = people.counts.again(people.values(), at)
    return _with(state, people)


def _headcount(state: State, event: e.HeadcountTaken, at: int) -> State:
    return replace(state, headcounts=state.headcounts.appended((at, event.people)))


def _readiness(state: State, event: e.ReadinessSet, at: int) -> State:
    require(event.person in state.people)
    had = state.readiness.get(event.person, frozenset())
    has = had | {event.what} if event.done else had - {event.what}
    return replace(state, readiness=put_some(state.readiness, event.person, has))


def _step(state: State, event: e.StepTicked, at: int) -> State:
    return replace(state, steps=state.steps | {event.step} if event.done else state.steps - {event.step})


def _copied(state: State, event: e.Copied, at: int) -> State:
    return replace(state, copied=put(state.copied, event.what, at))


def _line_taken(state: State, event: e.LineTaken, at: int) -> State:
    require(not state.lines or state.lines[-1].number < event.number)
    line = TakenLine(event.number, event.kind, event.text, at, event.item)
    return replace(state, lines=state.lines.appended(line))


def _answered(state: State, event: e.QuestionAnswered, at: int) -> State:
    place = state.place_of_line(event.line)
    if place is None:
        raise EventMismatch
    return replace(state, lines=state.lines.with_item(place, replace(state.lines[place], answered=True)))


def _feedback_taken(state: State, event: e.FeedbackTaken, at: int) -> State:
    return replace(state, feedback=(*state.feedback, event.feedback))


PEOPLE_EVENTS: dict[type, Callable[[State, Any, int], State]] = {
    e.PersonAdded: _added,
    e.PersonDescribed: _described,
    e.CameIn: _came_in,
    e.WentOut: _went_out,
    e.PeopleMerged: _merged,
    e.PersonSplit: _split,
    e.AttendanceImported: _imported,
    e.PresenceSet: _presence_set,
    e.HeadcountTaken: _headcount,
    e.ReadinessSet: _readiness,
    e.StepTicked: _step,
    e.Copied: _copied,
    e.LineTaken: _line_taken,
    e.QuestionAnswered: _answered,
    e.FeedbackTaken: _feedback_taken,
}
