"""What the holder of a code may do, by the events that it led to: held where facts are folded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from letsconnect_tui.session import events as e
from letsconnect_tui.session import room_events
from letsconnect_tui.session.events import ClockTaken, MachineJoined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from letsconnect_tui.session.record import Record

Role = Literal["facilitator", "helper", "watcher"]
Subject = Literal["control", "marks"]
"""``control`` is decided on all that is in it before; ``marks`` of many machines never conflict."""

_MARKS = frozenset(
    (
        e.PersonAdded, e.PersonDescribed, e.CameIn, e.WentOut, e.HeadcountTaken, e.ReadinessSet, e.StepTicked,
        e.Copied, e.LineTaken, e.QuestionAnswered, e.AttendanceImported, e.FeedbackTaken, MachineJoined,
        room_events.RoomStatusSet, room_events.RoomVisited, room_events.RoomReported,
    )
)  # fmt: skip
_OF_ANY_FACILITATOR = frozenset(
    (
        e.PeopleMerged, e.PersonSplit, e.PresenceSet, e.RecordingSaid, e.LeadChanged, ClockTaken,
        room_events.RoundAccepted, room_events.RoundOpened, room_events.RoundClosed,
        room_events.RoundExtended, room_events.Seated, room_events.Unseated, room_events.LockSet,
    )
)  # fmt: skip


def subject_of(record: Record) -> Subject:
    """Where in the shared session a record is sent."""
    is_mark = record.undoes is None and record.redoes is None and _are(record.events, _MARKS)
    return "marks" if is_mark else "control"


def moves_time(events: Sequence[e.AnyEvent]) -> bool:
    """Whether only the machine that holds the clock may say so."""
    return not _are(events, _MARKS | _OF_ANY_FACILITATOR)


def may_say(role: Role, events: Sequence[e.AnyEvent], machine: str) -> bool:
    """Whether somebody with such a code may let this happen, whoever holds the clock.

    Args:
        role: What the signature proves.
        events: What would happen; of undo and redo what is taken back or given again.
        machine: The machine that it comes from.
    """
    joining = [event for event in events if isinstance(event, MachineJoined)]
    if any(event.machine != machine or event.role != role for event in joining):
        return False
    taking = [event for event in events if isinstance(event, ClockTaken)]
    if any(event.machine != machine for event in taking):
        return False
    return role == "facilitator" or (role == "helper" and _are(events, _MARKS))


def _are(events: Sequence[e.AnyEvent], kinds: frozenset[type]) -> bool:
    return all(type(event) in kinds for event in events)
