"""One action as it is kept: which command was given when, and the events it made.

Three readings are stored beside the session's own moment, so that the line can be continued after a crash:
wall clock, the suspend-aware clock, and the boot it belongs to (see ``clock.py``).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import msgspec

from letsconnect_tui.session import events as e
from letsconnect_tui.session import room_events
from letsconnect_tui.session.events import AnyEvent  # noqa: TC001 - msgspec reads the annotations

SHARED_MARK = b'"shared":{'
"""Stands in the JSON of documents of ``waiting.py`` and of no record: in a text its quotes are escaped."""


class Record(msgspec.Struct, frozen=True, omit_defaults=True):
    """One document of the file's ``events`` table.

    ``at``, ``utc`` and ``steady`` are milliseconds; ``number`` counts from 0 within the session. ``at`` is by
    the wall clock as it was then; see ``log.moments_of`` for what it is since the clock was put right.
    """

    session: str
    number: int
    command: str
    """The command's class name, as in ``Next``."""
    at: int
    utc: int
    steady: int
    boot: str
    events: tuple[AnyEvent, ...] = ()
    undoes: int | None = None
    redoes: int | None = None
    by: str = ""
    """Who gave it: empty for the people who run the session, who alone can take it back."""
    entry: str = ""
    """In a session that several machines share: ``<machine>-<number>``, the same everywhere."""
    seq: int = 0
    """Its place in the order that all machines share; 0: not in it."""

    @property
    def machine(self) -> str:
        """The machine that it comes from; empty where the session was not shared yet."""
        return self.entry.rpartition("-")[0]

    def document(self) -> dict[str, Any]:
        """The record as JSON values."""
        document: dict[str, Any] = msgspec.to_builtins(self)
        return document


def record_of(document: dict[str, Any]) -> Record:
    """A document as a record; raises msgspec.ValidationError if it is none."""
    return msgspec.convert(document, Record)


def record_of_json(document: bytes) -> Record:
    """The same of a document's JSON, read in one step."""
    try:
        return _read_record(document)
    except msgspec.DecodeError:  # or it is no record at all, or has what msgspec's JSON is stricter about
        return record_of(_decoded(document))


class Heading(msgspec.Struct, frozen=True, gc=False):
    """What a record does to others, read without its events."""

    number: int
    at: int
    undoes: int | None = None
    redoes: int | None = None


def heading_of_json(document: bytes) -> Heading:
    """The heading of a record's JSON; raises msgspec.ValidationError if it is none."""
    try:
        return _read_heading(document)
    except msgspec.DecodeError:
        return msgspec.convert(_decoded(document), Heading)


_read_record = msgspec.json.Decoder(Record).decode
_read_heading = msgspec.json.Decoder(Heading).decode


def _decoded(document: bytes) -> Any:
    try:
        return json.loads(document)
    except ValueError as error:
        raise msgspec.ValidationError from error


class UsedIds(msgspec.Struct, frozen=True):
    """The highest number given of each kind; 0 where none was."""

    people: int = 0
    """Of ids such as ``p12``."""
    rounds: int = 0
    lines: int = 0

    def after(self, records: Iterable[Record]) -> UsedIds:
        """With what these records gave, whether they stand or were taken back."""
        giving = [event for record in records for event in record.events if type(event) in _GIVING]
        if not giving:
            return self
        people, rounds, lines = self.people, self.rounds, self.lines
        for event in giving:
            if isinstance(event, e.PersonAdded):
                people = max(people, _person_number(event.person))
            elif isinstance(event, e.LineTaken):
                lines = max(lines, event.number)
            elif isinstance(event, room_events.RoundAccepted):
                rounds = max(rounds, event.id, event.round)
        return UsedIds(people, rounds, lines)


NO_IDS_USED = UsedIds()
_GIVING = frozenset((e.PersonAdded, e.LineTaken, room_events.RoundAccepted))


def _person_number(person: str) -> int:
    """The number in ``p12``; 0 for any other id, and for one with more digits than were ever counted."""
    digits = person[1:]
    counted = person[:1] == "p" and digits.isascii() and digits.isdecimal() and len(digits) <= 9
    return int(digits) if counted else 0
