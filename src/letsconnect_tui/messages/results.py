"""What a command did, in a sentence: for a typed line, a key press and a line of the history alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.messages.times import behind, clock_step, exact_time, length, time_of_day
from letsconnect_tui.session import events as e
from letsconnect_tui.session import room_events
from letsconnect_tui.session.commands import Back, Next, Skip

if TYPE_CHECKING:
    from datetime import tzinfo

    from letsconnect_tui.messages.display_names import Names
    from letsconnect_tui.session.facts import Command
    from letsconnect_tui.session.log import SessionLog
    from letsconnect_tui.session.moment import Moment
    from letsconnect_tui.session.record import Record
    from letsconnect_tui.session.state import State


CLOCK_TAKEN = "result-clock-taken"
PARKED = "alert-parked"
"""The key of an alert whose first value somebody wrote during the session."""
HIDDEN = "•••"
"""Stands for text that somebody wrote while names are hidden, because it may hold some."""


def answer(done: Message, seen: Moment, zone: tzinfo | None, *, undoable: bool = True) -> Message:
    """The sentence after a command: when, what, where the session stands now, and how to take it back.

    Args:
        done: What it did.
        seen: The session after it.
        zone: Where times of day are told; None: this machine's zone.
        undoable: Whether it can be taken back.
    """
    key = "told" if undoable else "reply-for-good"
    return message(key, exact_time(seen.now, zone), done, standing(seen, zone))


def already(command: Command, state: State) -> Message:
    """The answer to a command whose wish was fulfilled already, as when two people give it."""
    item = state.current_item
    if item is not None and isinstance(command, (Next, Back, Skip)):
        return message("reply-already-running", item.title)
    return message("reply-already")


def record_message(record: Record, log: SessionLog, names: Names) -> Message | None:
    """What a record of the log did; None where there is nothing to tell, as when only time was kept."""
    about = record.number if record.undoes is None else record.undoes
    about = about if record.redoes is None else record.redoes
    target = log.numbered(about)
    if target is None or all(isinstance(event, e.ClockCorrected) for event in target.events):
        return None
    return what_was_done(record, target.events, log.state, names)


def what_was_done(record: Record, events: tuple[e.AnyEvent, ...], state: State, names: Names) -> Message:
    """What a command did, without when and where the session stands.

    Args:
        record: The command as it is kept.
        events: What it made; of undo and redo what was taken back or given again.
        state: The session after it.
        names: How people are called.
    """
    what = describe_events(events, state, names)
    if record.undoes is not None:
        return message("reply-undone", what)
    if record.redoes is not None:
        return message("reply-redone", what)
    return what


def standing(seen: Moment, zone: tzinfo | None) -> Message:
    """``3:20 behind, ends 12:03``: what a command that moved time has led to."""
    if seen.phase == "ready":
        return message("standing-ready", time_of_day(seen.projected_end, zone))
    if seen.phase == "ended":
        return message("standing-ended", behind(seen.offset))
    return message("standing", behind(seen.offset), time_of_day(seen.projected_end, zone))


NAMED = 4
"""How many people who got a room are named, each with it; more are counted."""


def describe_events(events: tuple[e.AnyEvent, ...], state: State, names: Names) -> Message:
    """What the events of one command amount to: one sentence, with a count where many alike happened."""
    if not events:
        return message("reply-nothing")
    kinds = Counter(type(event) for event in events)
    last = events[-1]
    if isinstance(last, e.AttendanceImported):
        return message("result-imported", len(last.presence), kinds[e.PersonAdded])
    if kinds[e.CameIn] > 1:
        return message("result-many-here", kinds[e.CameIn], kinds[e.PersonAdded])
    if 1 < kinds[room_events.Seated] == len(events) <= NAMED:
        return message(
            "result-several-seated", tuple(_SENTENCES[type(one)](one, state, names) for one in events)
        )
    for kind, key in _MANY:
        if kinds[kind] > 1:
            return message(key, kinds[kind])
    if kinds[e.PersonAdded] and isinstance(last, e.CameIn):
        return message("result-new-here", names.of(last.person))
    return _SENTENCES[type(last)](last, state, names)


_MANY = (
    (e.WentOut, "result-many-left"),
    (e.PersonAdded, "result-many-added"),
    (room_events.Seated, "result-many-seated"),
)


def _title(state: State, item: str) -> str:
    """The item's title; its id where the item came with a plan that was taken back."""
    return next((one.title for one in state.all_items if one.id == item), item)


def _entered(event: Any, state: State, names: Names) -> Message:
    lead = state.lead_of(event.entered)
    title = _title(state, event.entered)
    if lead is None:
        return message("result-entered", title)
    return message("result-entered-with", title, names.of(lead))


def _simple(key: str) -> Callable[[Any, State, Names], Message]:
    return lambda event, state, names: message(key)


def _step(state: State, event: e.StepTicked) -> Message:
    from letsconnect_tui.plan.preparation import step_title  # deferred: only a tick asks for it

    return message("result-step" if event.done else "result-step-open", step_title(state.plan, event.step))


def _counted(state: State, event: e.HeadcountTaken) -> Message:
    """With fewer than are marked, somebody left or was not seen: both numbers are told."""
    marked = sum(one.is_here and not one.is_team for one in state.people.values())
    return message(
        "result-headcount-fewer" if event.people < marked else "result-headcount", event.people, marked
    )


def _person(key: str) -> Callable[[Any, State, Names], Message]:
    return lambda event, state, names: message(key, names.of(event.person))


def _time_added(event: e.TimeAdded, state: State, names: Names) -> Message:
    key = "result-time-added" if event.ms > 0 else "result-time-taken"
    return message(key, length(abs(event.ms)), _title(state, event.item))


def _line(event: e.LineTaken, state: State, names: Names) -> Message:
    return message(f"result-{event.kind}", HIDDEN if names.hidden else event.text)


_TICKED = {"question": "result-answered", "action": "result-done", "note": "result-followed"}


def _ticked(event: e.QuestionAnswered, state: State, names: Names) -> Message:
    place = state.place_of_line(event.line)
    kind = "question" if place is None else state.lines[place].kind
    return message(_TICKED[kind], event.line)


_SENTENCES: dict[type, Callable[[Any, State, Names], Message]] = {
    e.PlanReplaced: _simple("result-plan-replaced"),
    e.SessionStarted: lambda event, state, names: message("result-started", _title(state, event.item)),
    e.Advanced: _entered,
    e.WentBack: lambda event, state, names: message("result-back", _title(state, event.entered)),
    e.ItemSkipped: lambda event, state, names: message(
        "result-skipped", _title(state, event.item), _title(state, event.entered)
    ),
    e.ItemDropped: lambda event, state, names: message("result-dropped", _title(state, event.item)),
    e.SessionPaused: _simple("result-paused"),
    e.SessionResumed: _simple("result-resumed"),
    e.TimeAdded: _time_added,
    e.StartCorrected: lambda event, state, names: message(
        "result-start-corrected", _title(state, event.item)
    ),
    e.RecordingSaid: lambda event, state, names: message(
        "result-recording-on" if event.on else "result-recording-off"
    ),
    e.ClockCorrected: lambda event, state, names: clock_step(event.ms),
    e.MachineJoined: lambda event, state, names: message(
        "result-machine-joined", names.of_machine(event.machine), message(f"team-role-{event.role}")
    ),
    e.ClockTaken: lambda event, state, names: message(CLOCK_TAKEN, names.of_machine(event.machine)),
    e.SessionEnded: _simple("result-ended"),
    e.Rebalanced: lambda event, state, names: message("result-rebalanced"),
    e.EndMoved: _simple("result-end-moved"),
    e.ItemsSwapped: lambda event, state, names: message(
        "result-swapped", _title(state, event.first), _title(state, event.second)
    ),
    e.ItemBroughtForward: lambda event, state, names: message("result-forward", _title(state, event.item)),
    e.ItemPutOff: lambda event, state, names: message(
        "result-put-off", _title(state, event.entered), _title(state, event.left)
    ),
    e.LeadChanged: lambda event, state, names: message(
        "result-lead", names.of(event.lead), _title(state, event.item)
    ),
    e.AwayBecamePause: lambda event, state, names: message("result-away", length(event.until - event.since)),
    e.PersonAdded: _person("result-person-added"),
    e.PersonDescribed: _person("result-described"),
    e.CameIn: _person("result-here"),
    e.WentOut: _person("result-left"),
    e.PeopleMerged: lambda event, state, names: message(
        "result-merged", names.of(event.gone), names.of(event.person)
    ),
    e.PersonSplit: lambda event, state, names: message(
        "result-split", names.of(event.gone), names.of(event.person)
    ),
    e.PresenceSet: lambda event, state, names: message("result-presence-set", names.of(event.person)),
    e.FeedbackTaken: lambda event, state, names: message("result-feedback", event.feedback.people),
    e.HeadcountTaken: lambda event, state, names: _counted(state, event),
    e.ReadinessSet: lambda event, state, names: message(
        "result-ready" if event.done else "result-unready",
        names.of(event.person),
        message(f"ready-{event.what}"),
    ),
    e.StepTicked: lambda event, state, names: _step(state, event),
    room_events.RoundAccepted: lambda event, state, names: message(
        "result-round", event.round, sum(bool(room.members or room.seats) for room in event.rooms)
    ),
    room_events.RoundOpened: lambda event, state, names: message("result-round-opened", event.round),
    room_events.RoundClosed: lambda event, state, names: message("result-round-closed", event.round),
    room_events.RoundExtended: lambda event, state, names: message(
        "result-round-extended" if event.ms > 0 else "result-round-shortened", length(abs(event.ms))
    ),
    room_events.Seated: lambda event, state, names: message(
        "result-seated", names.of(event.person), event.room
    ),
    room_events.Unseated: _person("result-unseated"),
    room_events.LockSet: lambda event, state, names: message(
        "result-locked" if event.locked else "result-unlocked", names.of(event.person)
    ),
    room_events.RoomStatusSet: lambda event, state, names: message(
        "result-room-status", event.room, message(f"room-{event.status}")
    ),
    room_events.RoomVisited: lambda event, state, names: message("result-visited", event.room),
    room_events.RoomReported: lambda event, state, names: message("result-reported", event.room),
    e.Copied: lambda event, state, names: message("result-copied", message(*_copied_key(event.what))),
    e.LineTaken: _line,
    e.QuestionAnswered: _ticked,
}


def _copied_key(what: str) -> tuple[str, ...]:
    """The message for what was copied: a chat line by its number, or one of the named texts."""
    kind, _, rest = what.partition(":")
    if kind == "chat":
        return ("copied-chat", rest.rpartition(":")[2])
    return (f"copied-{kind}",)
