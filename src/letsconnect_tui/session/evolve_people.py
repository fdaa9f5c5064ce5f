"""State + event → state, for people, and for words that were taken down or copied."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from letsconnect_tui.session import events as e
from letsconnect_tui.session.misfit import require
from letsconnect_tui.session.state import Attendee, Span, TakenLine, closed
from letsconnect_tui.session.state_draft import put

if TYPE_CHECKING:
    from letsconnect_tui.session.state import State


def _with(state: State, person: Attendee) -> State:
    people = put(state.people, person.id, person)
    return state if people is state.people else replace(state, people=people)


def _known(state: State, person: str) -> Attendee:
    require(person in state.people)
    return state.people[person]


def _added(state: State, event: e.PersonAdded, at: int) -> State:
    require(event.person not in state.people)
    return _with(state, Attendee(event.person, event.facts, source=event.source))


def _described(state: State, event: e.PersonDescribed, at: int) -> State:
    return _with(state, replace(_known(state, event.person), facts=event.facts))


def _came_in(state: State, event: e.CameIn, at: int) -> State:
    person = _known(state, event.person)
    require(not person.is_here)
    return _with(state, person.with_spans((*person.spans, Span(at, source=event.source))))


def _went_out(state: State, event: e.WentOut, at: int) -> State:
    person = _known(state, event.person)
    require(person.is_here)
    return _with(state, person.with_spans(closed(person.spans, at)))


def _headcount(state: State, event: e.HeadcountTaken, at: int) -> State:
    return replace(state, headcounts=(*state.headcounts, (at, event.people)))


def _readiness(state: State, event: e.ReadinessSet, at: int) -> State:
    require(event.person in state.people)
    had = state.readiness.get(event.person, frozenset())
    has = had | {event.what} if event.done else had - {event.what}
    return replace(state, readiness=put(state.readiness, event.person, has))


def _copied(state: State, event: e.Copied, at: int) -> State:
    return replace(state, copied=put(state.copied, event.what, at))


def _line_taken(state: State, event: e.LineTaken, at: int) -> State:
    require(not state.lines or state.lines[-1].number < event.number)
    line = TakenLine(event.number, event.kind, event.text, at, event.item)
    return replace(state, lines=(*state.lines, line))


def _answered(state: State, event: e.QuestionAnswered, at: int) -> State:
    require(any(line.number == event.line and line.kind == "question" for line in state.lines))
    lines = tuple(replace(line, answered=True) if line.number == event.line else line for line in state.lines)
    return replace(state, lines=lines)


PEOPLE_EVENTS: dict[type, Callable[[State, Any, int], State]] = {
    e.PersonAdded: _added,
    e.PersonDescribed: _described,
    e.CameIn: _came_in,
    e.WentOut: _went_out,
    e.HeadcountTaken: _headcount,
    e.ReadinessSet: _readiness,
    e.Copied: _copied,
    e.LineTaken: _line_taken,
    e.QuestionAnswered: _answered,
}
