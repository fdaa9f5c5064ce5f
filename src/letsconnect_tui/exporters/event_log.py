"""Every event of a session, one JSON object a line.

Unless everybody is named, a line holds only what ``_KEPT`` lists: ids, numbers and words of ours.
What is not listed stays out, so a new kind of event or field gives nobody away.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import msgspec

from letsconnect_tui.i18n.dates import iso
from letsconnect_tui.session import events as e
from letsconnect_tui.session import room_events
from letsconnect_tui.session.anonymous_session import ITEM_FIELDS, mapped, plan_versions
from letsconnect_tui.session.log import moments_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from letsconnect_tui.exporters.naming import Naming
    from letsconnect_tui.session.facts import Event
    from letsconnect_tui.session.log import SessionLog
    from letsconnect_tui.session.record import Record

VERSION = 1

_KEPT: dict[type[Event], tuple[str, ...]] = {
    e.SessionOpened: ("starts_at", "rehearsal"),
    e.PlanReplaced: ("starts_at",),
    e.SessionStarted: ("item",),
    e.Advanced: ("left", "entered"),
    e.WentBack: ("left", "entered"),
    e.ItemSkipped: ("item", "entered"),
    e.ItemDropped: ("item",),
    e.SessionPaused: (),
    e.SessionResumed: (),
    e.TimeAdded: ("item", "ms"),
    e.StartCorrected: ("item", "started_at"),
    e.RecordingSaid: ("on",),
    e.ClockCorrected: ("ms",),
    e.SessionEnded: (),
    e.EndMoved: ("end_at",),
    e.Rebalanced: ("allotted_ms", "end_at", "dropped"),
    e.ItemsSwapped: ("first", "second"),
    e.ItemBroughtForward: ("item",),
    e.ItemPutOff: ("left", "entered"),
    e.LeadChanged: ("item",),
    e.AwayBecamePause: ("since", "until"),
    e.PersonAdded: ("source",),
    e.PersonDescribed: (),
    e.CameIn: ("source",),
    e.WentOut: (),
    e.PeopleMerged: (),
    e.PersonSplit: (),
    e.AttendanceImported: ("format",),
    e.PresenceSet: ("spans",),
    e.HeadcountTaken: ("people",),
    e.ReadinessSet: ("what", "done"),
    e.StepTicked: ("done",),
    room_events.RoundAccepted: ("round", "item", "seed", "style"),
    room_events.RoundOpened: ("round",),
    room_events.RoundClosed: ("round",),
    room_events.RoundExtended: ("round", "ms"),
    room_events.Seated: ("round", "room"),
    room_events.Unseated: ("round",),
    room_events.LockSet: ("round", "locked"),
    room_events.RoomStatusSet: ("round", "room", "status"),
    room_events.RoomVisited: ("round", "room"),
    room_events.RoomReported: ("round", "room"),
    e.Copied: (),
    e.LineTaken: ("number", "kind", "item"),
    e.QuestionAnswered: ("line",),
    e.FeedbackTaken: (),
    e.MachineJoined: ("role",),
    e.ClockTaken: (),
}
"""Fields of each kind of event that name nobody."""

_MOMENTS: dict[type[Event], tuple[str, ...]] = {
    e.StartCorrected: ("started_at",),
    e.AwayBecamePause: ("since", "until"),
}
"""Fields that hold a moment at which something happened; planned ones are clock times and stay."""

_OURS_ALONE = frozenset(("marks", "aliases"))
"""What is kept only to know people again; it leaves in no export."""

_PEOPLE = ("person", "gone", "lead")
"""Fields that hold a person's id."""


def event_log(log: SessionLog, naming: Naming) -> str:
    """Records in order, also those that were taken back; ``at`` is when each was given.

    All moments are by the clock as it was put right since, as everywhere else.
    """
    ids = {item.id for plan in plan_versions(log.records) for item in plan.items}
    items = {item: naming.item_id(item) for item in ids}
    timed = zip(log.records, moments_of(log.records), strict=True)
    return "".join(_line(_moved(record, at), log, naming, items) + "\n" for record, at in timed)


def _moved(record: Record, at: int) -> Record:
    """The record as it would have been made by a clock that was right."""
    ms = at - record.at
    if not ms:
        return record
    events = tuple(
        msgspec.structs.replace(
            event, **{field: getattr(event, field) + ms for field in _MOMENTS.get(type(event), ())}
        )
        for event in record.events
    )
    return msgspec.structs.replace(record, at=at, events=events)


def _line(record: Record, log: SessionLog, naming: Naming, items: Mapping[str, str]) -> str:
    values: dict[str, Any] = {
        "version": VERSION,
        "session": naming.session_id,
        "number": record.number,
        "at": iso(record.at),
        "command": record.command,
        "taken_back": record.number in log.taken_back,
    }
    values |= {"undoes": record.undoes} if record.undoes is not None else {}
    values |= {"redoes": record.redoes} if record.redoes is not None else {}
    if naming.level == "all":
        values["events"] = [{"e": _kind(event), **_whole(event)} for event in record.events]
    else:
        values["events"] = [_without_texts(event, naming, items) for event in record.events]
    # Pure ASCII: a terminal that the lines are printed on can be told nothing.
    return json.dumps(values, separators=(",", ":"))


def _kind(event: e.AnyEvent) -> object:
    return event.__struct_config__.tag


def _whole(value: Any) -> Any:
    """Every field, also those at their default, so that a reader finds the same fields in every line."""
    if isinstance(value, msgspec.Struct):
        fields = (field for field in value.__struct_fields__ if field not in _OURS_ALONE)
        return {field: _whole(getattr(value, field)) for field in fields}
    return [_whole(one) for one in value] if isinstance(value, tuple) else value


def _without_texts(event: e.AnyEvent, naming: Naming, items: Mapping[str, str]) -> dict[str, Any]:
    kept: dict[str, Any] = {"e": _kind(event)}
    for field in _KEPT.get(type(event), ()):
        value = getattr(event, field)
        kept[field] = mapped(value, items) if field in ITEM_FIELDS else value
    for field in _PEOPLE:
        person = getattr(event, field, None)
        if person is not None:
            kept[field] = _name_or_stand_in(person, naming)
    if isinstance(event, room_events.RoundAccepted):
        kept["rooms"] = [
            {
                "number": room.number,
                "seats": room.seats,
                "members": [_name_or_stand_in(person, naming) for person in room.members],
            }
            for room in event.rooms
        ]
    return kept


def _name_or_stand_in(person: str, naming: Naming) -> str:
    """Whoever may be named by name, everybody else by a stand-in."""
    return naming.person(person) if naming.is_named(person) else naming.person_id(person)
