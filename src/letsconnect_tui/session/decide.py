"""State + command + now → events, or CommandRefused with the reason. Checks, and never searches."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from letsconnect_tui.errors import CommandRefused
from letsconnect_tui.i18n.message import message
from letsconnect_tui.session import commands as c
from letsconnect_tui.session import events as e
from letsconnect_tui.session.decide_rooms import ROOM_COMMANDS
from letsconnect_tui.session.refuse import known_person, refuse

if TYPE_CHECKING:
    from letsconnect_tui.session.state import State

READINESS = ("confirmed", "slides", "interpreters", "sound", "screen", "cohost")
"""What a sharer can be ready with, in the order it falls due."""


def decide(state: State, command: c.Command, now: int) -> tuple[e.AnyEvent, ...]:
    """The events that ``command`` makes at ``now``; raises CommandRefused, and then nothing changed.

    An empty answer means that the wish is already fulfilled.
    """
    decider = _DECIDERS.get(type(command))
    if decider is None:
        raise CommandRefused(message("refused-unknown"))
    return decider(state, command, now)


# -- time ------------------------------------------------------------------------------------------


def _live_item(state: State) -> str:
    """The running item; refuses unless the session is live and not paused."""
    if state.phase == "ready":
        refuse("refused-not-started")
    if state.phase == "ended":
        refuse("refused-ended")
    if state.phase == "paused":
        refuse("refused-paused")
    return str(state.current)


def _item_to_come(state: State, item: str) -> str:
    if item not in state.to_come:
        refuse("refused-not-to-come", state.item(item).title if item in state.runs else item)
    return item


def _next_item(state: State) -> str:
    to_come = [item for item in state.order if state.runs[item].phase == "pending"]
    if not to_come:
        refuse("refused-last-item")
    return to_come[0]


def _start(state: State, command: c.Start, now: int) -> tuple[e.AnyEvent, ...]:
    if state.phase == "ended":
        refuse("refused-ended")
    if state.phase != "ready":
        refuse("refused-already-started")
    return (e.SessionStarted(_next_item(state)),)


def _next(state: State, command: c.Next, now: int) -> tuple[e.AnyEvent, ...]:
    left = _live_item(state)
    return (e.Advanced(left, _next_item(state)),)


def _back(state: State, command: c.Back, now: int) -> tuple[e.AnyEvent, ...]:
    left = _live_item(state)
    before = state.order[: state.order.index(left)]
    gone = [item for item in before if state.runs[item].phase in ("done", "skipped")]
    if not gone:
        refuse("refused-first-item")
    return (e.WentBack(left, gone[-1]),)


def _pause(state: State, command: c.Pause, now: int) -> tuple[e.AnyEvent, ...]:
    _live_item(state)
    return (e.SessionPaused(),)


def _resume(state: State, command: c.Resume, now: int) -> tuple[e.AnyEvent, ...]:
    if state.phase != "paused":
        refuse("refused-not-paused")
    return (e.SessionResumed(),)


def _add_time(state: State, command: c.AddTime, now: int) -> tuple[e.AnyEvent, ...]:
    if state.phase not in ("live", "paused") or state.current is None:
        refuse("refused-ended" if state.phase == "ended" else "refused-not-started")
    item = str(state.current)
    if command.ms == 0:
        refuse("refused-no-time")
    if state.allotted(item) + state.runs[item].added_ms + command.ms < 0:
        refuse("refused-below-zero")
    return (e.TimeAdded(item, command.ms),)


def _skip(state: State, command: c.Skip, now: int) -> tuple[e.AnyEvent, ...]:
    item = _live_item(state)
    return (e.ItemSkipped(item, _next_item(state)),)


def _drop(state: State, command: c.Drop, now: int) -> tuple[e.AnyEvent, ...]:
    if state.phase == "ended":
        refuse("refused-ended")
    item = _item_to_come(state, command.item)
    if state.phase == "ready" and len(state.to_come) == 1:
        refuse("refused-only-item")
    return (e.ItemDropped(item, command.reason),)


def _correct_start(state: State, command: c.CorrectStart, now: int) -> tuple[e.AnyEvent, ...]:
    item = _live_item(state)
    if command.ms <= 0:
        refuse("refused-start-later")
    others = [run.spans[-1] for run in state.runs.values() if run.id != item and run.spans]
    spans = state.runs[item].spans
    handed_over = [k for k, span in enumerate(spans) if any(other.end == span.start for other in others)]
    entry = spans[handed_over[-1] if handed_over else 0]
    before = next((other for other in others if other.end == entry.start), None)
    earlier = entry.start - command.ms
    if before is not None and earlier < before.start:
        refuse("refused-start-too-early")
    if any(entry.start >= pause.start > earlier for pause in state.pauses):
        refuse("refused-start-too-early")
    return (e.StartCorrected(item, earlier),)


def _recording(state: State, command: c.SayRecording, now: int) -> tuple[e.AnyEvent, ...]:
    if state.phase == "ended":
        refuse("refused-ended")
    if state.recording == command.on:
        refuse("refused-recording-on" if command.on else "refused-recording-off")
    return (e.RecordingSaid(command.on),)


def _end(state: State, command: c.End, now: int) -> tuple[e.AnyEvent, ...]:
    if state.phase == "ready":
        refuse("refused-not-started")
    if state.phase == "ended":
        refuse("refused-ended")
    closing: tuple[e.AnyEvent, ...] = ()
    if state.round is not None and state.round.is_open:
        closing = (e.RoundClosed(state.round.number),)
    return (*closing, e.SessionEnded())


def _accept_rebalance(state: State, command: c.AcceptRebalance, now: int) -> tuple[e.AnyEvent, ...]:
    if state.phase == "ended":
        refuse("refused-ended")
    if set(command.allotted_ms) | set(command.dropped) != set(state.to_come):
        refuse("refused-proposal-stale")
    if any(allotted < 0 or allotted % 1000 for allotted in command.allotted_ms.values()):
        refuse("refused-proposal-stale")
    return (e.Rebalanced(command.allotted_ms, command.end_at, command.dropped),)


def _swap_items(state: State, command: c.SwapItems, now: int) -> tuple[e.AnyEvent, ...]:
    first, second = _item_to_come(state, command.first), _item_to_come(state, command.second)
    if first == second:
        refuse("refused-same-item")
    return (e.ItemsSwapped(first, second),)


def _bring_forward(state: State, command: c.BringForward, now: int) -> tuple[e.AnyEvent, ...]:
    item = _item_to_come(state, command.item)
    if state.to_come[0] == item:
        refuse("refused-already-next")
    return (e.ItemBroughtForward(item),)


def _change_lead(state: State, command: c.ChangeLead, now: int) -> tuple[e.AnyEvent, ...]:
    known_person(state, command.lead)
    if command.item not in state.runs or state.runs[command.item].phase not in (
        "pending",
        "running",
        "paused",
    ):
        refuse("refused-not-to-come", command.item)
    return (e.LeadChanged(command.item, command.lead),)


def _pause_away(state: State, command: c.PauseAway, now: int) -> tuple[e.AnyEvent, ...]:
    item = _live_item(state)
    last = state.runs[item].spans[-1]
    if not last.start <= command.since < command.until <= now:
        refuse("refused-away-gone")
    return (e.AwayBecamePause(command.since, command.until),)


# -- people and words ------------------------------------------------------------------------------


def _new_people(
    state: State, facts: tuple[e.PersonFacts, ...], source: str
) -> list[tuple[str, e.PersonAdded]]:
    added: list[tuple[str, e.PersonAdded]] = []
    number = 1
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


def _add_person(state: State, command: c.AddPerson, now: int) -> tuple[e.AnyEvent, ...]:
    ((person, added),) = _new_people(state, (command.facts,), "typed")
    return (added, e.CameIn(person)) if command.here else (added,)


def _describe_person(state: State, command: c.DescribePerson, now: int) -> tuple[e.AnyEvent, ...]:
    person = known_person(state, command.person)
    if not command.facts.name:
        refuse("refused-no-name")
    return () if person.facts == command.facts else (e.PersonDescribed(person.id, command.facts),)


def _mark_pasted(state: State, command: c.MarkPasted, now: int) -> tuple[e.AnyEvent, ...]:
    known = dict.fromkeys(known_person(state, person).id for person in command.known)
    came = [e.CameIn(person, "pasted") for person in known if not state.people[person].is_here]
    added: list[e.AnyEvent] = []
    for person, event in _new_people(state, command.new, "pasted"):
        added += [event, e.CameIn(person, "pasted")]
    return (*came, *added)


def _load_roster(state: State, command: c.LoadRoster, now: int) -> tuple[e.AnyEvent, ...]:
    return tuple(event for _, event in _new_people(state, command.people, "roster"))


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


def _copied(state: State, command: c.MarkCopied, now: int) -> tuple[e.AnyEvent, ...]:
    return (e.Copied(command.what),)


def _take_line(state: State, command: c.TakeLine, now: int) -> tuple[e.AnyEvent, ...]:
    if not command.text.strip():
        refuse("refused-empty-line")
    return (e.LineTaken(command.kind, command.text, state.current),)


def _answer(state: State, command: c.AnswerQuestion, now: int) -> tuple[e.AnyEvent, ...]:
    lines = {line.number: line for line in state.lines if line.kind == "question"}
    if command.line not in lines:
        refuse("refused-no-question", command.line)
    return () if lines[command.line].answered else (e.QuestionAnswered(command.line),)


_DECIDERS: dict[type, Callable[[State, Any, int], tuple[e.AnyEvent, ...]]] = {
    c.Start: _start,
    c.Next: _next,
    c.Back: _back,
    c.Pause: _pause,
    c.Resume: _resume,
    c.AddTime: _add_time,
    c.Skip: _skip,
    c.Drop: _drop,
    c.CorrectStart: _correct_start,
    c.SayRecording: _recording,
    c.End: _end,
    c.AcceptRebalance: _accept_rebalance,
    c.SwapItems: _swap_items,
    c.BringForward: _bring_forward,
    c.ChangeLead: _change_lead,
    c.PauseAway: _pause_away,
    c.MarkHere: _mark_here,
    c.MarkLeft: _mark_left,
    c.AddPerson: _add_person,
    c.DescribePerson: _describe_person,
    c.MarkPasted: _mark_pasted,
    c.LoadRoster: _load_roster,
    c.EveryoneLeft: _everyone_left,
    c.TakeHeadcount: _headcount,
    c.SetReadiness: _readiness,
    c.MarkCopied: _copied,
    c.TakeLine: _take_line,
    c.AnswerQuestion: _answer,
    **ROOM_COMMANDS,
}
