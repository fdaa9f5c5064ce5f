"""Commands about people, and about words taken down or copied → events."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from letsconnect_tui.session import commands as c
from letsconnect_tui.session import events as e
from letsconnect_tui.session.facts import READINESS
from letsconnect_tui.session.feedback_counts import is_sound
from letsconnect_tui.session.refuse import known_person, refuse

if TYPE_CHECKING:
    from letsconnect_tui.session.facts import PersonFacts
    from letsconnect_tui.session.record import UsedIds
    from letsconnect_tui.session.state import State


def _new_people(
    state: State, facts: tuple[PersonFacts, ...], source: str, used: UsedIds
) -> list[tuple[str, e.PersonAdded]]:
    added: list[tuple[str, e.PersonAdded]] = []
    number = used.people + 1
    for one in facts:
        if not one.name:
            refuse("refused-no-name")
        while f"p{number}" in state.people:
            number += 1
        added.append((f"p{number}", e.PersonAdded(f"p{number}", one, source)))  # type: ignore[arg-type]
        number += 1
    return added


def _mark_here(state: State, command: c.MarkHere, now: int) -> tuple[e.AnyEvent, ...]:
    person = known_person(state, command.person)
    return () if person.is_here else (e.CameIn(person.id),)


def _mark_left(state: State, command: c.MarkLeft, now: int) -> tuple[e.AnyEvent, ...]:
    person = known_person(state, command.person)
    if not person.is_here:
        refuse("refused-not-here", person.facts.name)
    return (e.WentOut(person.id),)


def _add_person(state: State, command: c.AddPerson, used: UsedIds) -> tuple[e.AnyEvent, ...]:
    ((person, added),) = _new_people(state, (command.facts,), "typed", used)
    return (added, e.CameIn(person)) if command.here else (added,)


def _describe_person(state: State, command: c.DescribePerson, now: int) -> tuple[e.AnyEvent, ...]:
    person = known_person(state, command.person)
    if not command.facts.name:
        refuse("refused-no-name")
    return () if person.facts == command.facts else (e.PersonDescribed(person.id, command.facts),)


def _merge(state: State, command: c.MergePeople, now: int) -> tuple[e.AnyEvent, ...]:
    """Whoever the plan names stays, then whoever registered, then the first."""
    for one, other in ((command.first, command.second), (command.second, command.first)):
        if one in state.people and any(part.person.id == other for part in state.people[one].merged):
            return ()
    kept, gone = known_person(state, command.first), known_person(state, command.second)
    if kept.id == gone.id:
        refuse("refused-merge-same", kept.facts.name)
    ranks = [(state.plan.person(one.id) is not None, one.source == "roster") for one in (kept, gone)]
    if all(in_plan for in_plan, _ in ranks):
        refuse("refused-merge-plan", kept.facts.name, gone.facts.name)
    if ranks[1] > ranks[0]:
        kept, gone = gone, kept
    return (e.PeopleMerged(kept.id, gone.id),)


def _split(state: State, command: c.SplitPerson, now: int) -> tuple[e.AnyEvent, ...]:
    if command.gone in state.people:
        return ()
    person = known_person(state, command.person)
    if all(part.person.id != command.gone for part in person.merged):
        refuse("refused-nobody-merged", person.facts.name)
    return (e.PersonSplit(person.id, command.gone),)


def _mark_pasted(state: State, command: c.MarkPasted, used: UsedIds) -> tuple[e.AnyEvent, ...]:
    known = dict.fromkeys(known_person(state, person).id for person in command.known)
    came = [e.CameIn(person, "pasted") for person in known if not state.people[person].is_here]
    added: list[e.AnyEvent] = []
    for person, event in _new_people(state, command.new, "pasted", used):
        added += [event, e.CameIn(person, "pasted")]
    return (*came, *added)


def _load_roster(state: State, command: c.LoadRoster, used: UsedIds) -> tuple[e.AnyEvent, ...]:
    return tuple(event for _, event in _new_people(state, command.people, "roster", used))


def _import_attendance(state: State, command: c.ImportAttendance, used: UsedIds) -> tuple[e.AnyEvent, ...]:
    """What is new in a file: rows of it that were taken in before change nothing."""
    taken_in = state.imports.get(command.file_hash, frozenset())
    known = [one for one in command.known if one.line not in taken_in]
    new = [one for one in command.new if one.presence.line not in taken_in]
    if not known and not new:
        return ()
    for one in (*known, *(arrival.presence for arrival in new)):
        if any(end < start for start, end in one.spans):
            refuse("refused-import-times")
    for one in known:
        known_person(state, one.person)
    added = _new_people(state, tuple(one.facts for one in new), "imported", used)
    ids = {one.presence.person: person for one, (person, _) in zip(new, added, strict=True)}
    presence = (*known, *(replace(one.presence, person=ids[one.presence.person]) for one in new))
    rows = tuple(replace(row, person=ids.get(row.person or "", row.person)) for row in command.rows)
    imported = e.AttendanceImported(command.file_hash, command.file_name, command.format, presence, rows)
    return (*(event for _, event in added), imported)


def _everyone_left(state: State, command: c.EveryoneLeft, now: int) -> tuple[e.AnyEvent, ...]:
    gone = tuple(e.WentOut(person.id) for person in state.people.values() if person.is_here)
    if not gone:
        refuse("refused-nobody-here")
    return gone


def _headcount(state: State, command: c.TakeHeadcount, now: int) -> tuple[e.AnyEvent, ...]:
    if not 0 <= command.people <= 100_000:
        refuse("refused-headcount")
    return (e.HeadcountTaken(command.people),)


def _readiness(state: State, command: c.SetReadiness, now: int) -> tuple[e.AnyEvent, ...]:
    person = known_person(state, command.person)
    if command.what not in READINESS:
        refuse("refused-readiness", command.what, ", ".join(READINESS))
    if (command.what in state.readiness.get(person.id, frozenset())) == command.done:
        return ()
    return (e.ReadinessSet(person.id, command.what, command.done),)


def _step(state: State, command: c.TickStep, now: int) -> tuple[e.AnyEvent, ...]:
    from letsconnect_tui.plan.preparation import known_steps  # deferred: only a tick asks for it

    known = known_steps(state.plan)
    if command.step not in known and command.step not in state.steps:
        refuse("refused-step", command.step, ", ".join(known))
    return (
        () if (command.step in state.steps) == command.done else (e.StepTicked(command.step, command.done),)
    )


def _copied(state: State, command: c.MarkCopied, now: int) -> tuple[e.AnyEvent, ...]:
    return (e.Copied(command.what),)


def _take_line(state: State, command: c.TakeLine, used: UsedIds) -> tuple[e.AnyEvent, ...]:
    if not command.text.strip():
        refuse("refused-empty-line")
    number = max(used.lines, state.lines[-1].number if state.lines else 0) + 1
    return (e.LineTaken(number, command.kind, command.text, state.current),)


def _answer(state: State, command: c.AnswerQuestion, now: int) -> tuple[e.AnyEvent, ...]:
    place = state.place_of_line(command.line)
    if place is None:
        refuse("refused-no-line", command.line)
    return () if state.lines[place].answered else (e.QuestionAnswered(command.line),)


def _take_feedback(state: State, command: c.TakeFeedback, now: int) -> tuple[e.AnyEvent, ...]:
    feedback = command.feedback
    if not all(is_sound(counts) for counts in (feedback.rating, feedback.gained, feedback.shared)):
        refuse("refused-feedback")
    if not feedback.people:
        refuse("refused-no-feedback")
    if feedback.source and any(one.source == feedback.source for one in state.feedback):
        return ()
    return (e.FeedbackTaken(feedback),)


PEOPLE_COMMANDS: dict[type, Callable[[State, Any, int], tuple[e.AnyEvent, ...]]] = {
    c.MarkHere: _mark_here,
    c.MarkLeft: _mark_left,
    c.DescribePerson: _describe_person,
    c.MergePeople: _merge,
    c.SplitPerson: _split,
    c.EveryoneLeft: _everyone_left,
    c.TakeHeadcount: _headcount,
    c.SetReadiness: _readiness,
    c.TickStep: _step,
    c.MarkCopied: _copied,
    c.AnswerQuestion: _answer,
    c.TakeFeedback: _take_feedback,
}
PEOPLE_MAKERS: dict[type, Callable[[State, Any, UsedIds], tuple[e.AnyEvent, ...]]] = {
    c.AddPerson: _add_person,
    c.MarkPasted: _mark_pasted,
    c.LoadRoster: _load_roster,
    c.ImportAttendance: _import_attendance,
    c.TakeLine: _take_line,
}
"""Commands that make people and lines, each with an id of its own."""
