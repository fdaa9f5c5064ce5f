"""The order of entries that all machines of a session agree on, and the log that it folds to.

An entry becomes a record on every machine or on none: whether it does follows from the entries before it
alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from letsconnect_tui.session import events as e
from letsconnect_tui.session.record import Record, UsedIds
from letsconnect_tui.session.refuse import EventMismatch
from letsconnect_tui.together.roles import Role, Subject, may_say, moves_time, subject_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from letsconnect_tui.session.log import SessionLog

PEOPLE_PER_MACHINE = 10_000
"""Each machine gives people numbers of its own range, so that an id never means two people."""


class OrderedRecord(msgspec.Struct, frozen=True):
    """One action as it stands in the order."""

    seq: int
    subject: Subject
    role: Role
    """What its signature proves."""
    record: Record
    """As its machine decided it; its number is given by the order."""


class Outgoing(msgspec.Struct, frozen=True):
    """What to send next."""

    entry: str
    subject: Subject
    record: Record
    expected: int | None
    """The last place of the control subject that it was decided on; None: it conflicts with nothing."""


class Order:
    """What is known of the order on one machine.

    Args:
        log: What it folded to so far.
        machine: This machine's id.
    """

    def __init__(self, log: SessionLog, machine: str) -> None:
        own = log.state.team.get(machine)
        self.log = log.seen_from(
            frozenset((machine, "") if own is not None and own.number == 0 else (machine,))
        )
        self.machine = machine
        self.names = {record.entry for record in log.records if record.entry}
        """Of all entries that are known to stand in it, also of those that count on no machine."""
        controls = [record for record in log.records if record.seq and subject_of(record) == "control"]
        self.last_seq = max((record.seq for record in log.records), default=0)
        self.last_control = max((record.seq for record in controls), default=0)
        moving = (record for record in reversed(log.records) if subject_of(record) == "control")
        self.control_at = next(map(moved_at, moving), log.records[0].at)
        """The moment of the latest record that moves the session; no later one has an earlier moment."""

    def take(self, entry: OrderedRecord) -> Record | None:
        """Take in the next entry; the record that it becomes, None where it counts on no machine."""
        self.skip(entry.seq, entry.subject)
        log = None if entry.record.entry in self.names else self._admitted(entry)
        self.names.add(entry.record.entry)
        if log is None:
            return None
        self.log = log
        if entry.subject == "control":
            self.control_at = moved_at(log.latest)
        return log.latest

    def skip(self, seq: int, subject: Subject) -> None:
        """Something stands there that nobody can read, and that counts on no machine."""
        self.last_seq = seq
        if subject == "control":
            self.last_control = seq

    def _admitted(self, entry: OrderedRecord) -> SessionLog | None:
        sent = entry.record
        if subject_of(sent) != entry.subject:
            return None
        is_undo = sent.undoes is not None or sent.redoes is not None
        target = self._target(sent)
        if is_undo and (target is None or sent.events):
            return None
        events = sent.events if target is None else target.events
        if not may_say(entry.role, events, sent.machine):
            return None
        if target is not None and entry.role == "helper" and target.machine != sent.machine:
            return None
        if moves_time(events) and self.log.state.clock_holder not in ("", sent.machine):
            return None
        latest = self.log.latest
        events = self._numbered(sent.events)
        record = replace(sent, session=latest.session, number=latest.number + 1, seq=entry.seq, events=events)
        if entry.subject == "control":
            record = replace(record, at=max(record.at, self.control_at))
        try:
            return self.log.with_record(record)
        except EventMismatch:
            return None

    def _numbered(self, events: tuple[e.AnyEvent, ...]) -> tuple[e.AnyEvent, ...]:
        """The events with a number of its own for a line that was written down beside others."""
        given = self.log.used_ids.lines
        return tuple(
            replace(one, number=given + 1) if isinstance(one, e.LineTaken) and one.number <= given else one
            for one in events
        )

    def _target(self, sent: Record) -> Record | None:
        """The record that an undo or redo is about."""
        if sent.undoes is not None:
            return self.log.record(sent.undoes)
        return None if sent.redoes is None else self.log.to_redo(sent.redoes)

    # -- ids -------------------------------------------------------------------------------------------

    def highest_person(self, records: Iterable[Record]) -> int:
        """The highest number of a person in this machine's range; where there is none, that before it."""
        own = self.log.state.team.get(self.machine)
        first = 0 if own is None else own.number * PEOPLE_PER_MACHINE
        numbers = (UsedIds().after((record,)).people for record in records)
        return max((one for one in numbers if first < one < first + PEOPLE_PER_MACHINE), default=first)


def as_one_entry(records: Sequence[Record], seq: int) -> list[Record]:
    """The records of a whole log that stands in the order as one entry, whatever order they were in before.

    Args:
        records: The log.
        seq: The place of the entry.
    """
    return [*(replace(record, seq=0) for record in records[:-1]), replace(records[-1], seq=seq)]


def lowest_person(record: Record) -> int | None:
    """The lowest number of a person whom a record adds; None where it adds nobody with a number."""
    numbers = (UsedIds().after((replace(record, events=(event,)),)).people for event in record.events)
    return min((number for number in numbers if number), default=None)


def moved_at(record: Record) -> int:
    """The moment of a record by the clock as it is after it."""
    return record.at + sum(one.ms for one in record.events if isinstance(one, e.ClockCorrected))


def number_of(entry: str) -> int:
    """How many entries the machine had named when it named this one; 0 for what is no such name."""
    number = entry.rpartition("-")[2]
    return int(number) if number.isdecimal() and len(number) < 10 else 0
