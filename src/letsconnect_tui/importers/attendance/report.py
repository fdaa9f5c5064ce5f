"""What was read from a file: people with their minutes, rows left out with the reason, and doubts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from letsconnect_tui.i18n.message import Message
    from letsconnect_tui.importers.people_columns import PeopleColumns


class TimeInCall(msgspec.Struct, frozen=True):
    """From joining to leaving, in UTC; ``leave`` is None if the file does not say that somebody left."""

    join: datetime
    leave: datetime | None


class ReportedPerson(msgspec.Struct, frozen=True):
    """One person of a file.

    ``minutes`` is the union of the intervals rounded up once, or what the file says where it is less or gives
    no times; None for whoever registered or never left.
    """

    name: str
    aliases: tuple[str, ...] = ()
    email: str | None = None
    minutes: int | None = None
    intervals: tuple[TimeInCall, ...] = ()
    lines: tuple[int, ...] = ()
    """Lines of the file that speak of the person."""
    facts: Mapping[str, str] = msgspec.field(default_factory=dict)
    """What the file says beside: a field of a roster → the cell."""


class DroppedRow(msgspec.Struct, frozen=True):
    """A row that is somebody's and was not used."""

    line: int
    why: Message


class AttendanceReport(msgspec.Struct, frozen=True):
    """A file as it was understood."""

    format: str
    rows: int
    people: tuple[ReportedPerson, ...]
    dropped: tuple[DroppedRow, ...] = ()
    notes: tuple[Message, ...] = ()
    written: Mapping[int, tuple[str, ...]] = msgspec.field(default_factory=dict)
    """Line of a row that was used → the name, and joining, leaving and length as the file writes them."""

    @property
    def used(self) -> int:
        """Rows of people that were used."""
        return self.rows - len(self.dropped)

    @property
    def has_times(self) -> bool:
        """True if somebody's presence is known; False for a list of who registered."""
        return any(person.intervals or person.minutes is not None for person in self.people)


class ReportEntry(msgspec.Struct):
    """One row of somebody: who, from when to when, and how long the row says."""

    line: int
    name: str
    email: str | None = None
    join: datetime | None = None
    leave: datetime | None = None
    length_s: int | None = None
    """What the row says of its length, where it is less than from join to leave or there are no times."""
    states_original_name: bool = False
    """True if the file puts the former name in brackets behind the name."""
    facts: Mapping[str, str] = msgspec.field(default_factory=dict)
    """What the row says beside: a field of a roster → the cell."""
    also: tuple[str, ...] = ()
    """Other names of the person, which the row lists."""
    written: tuple[str, ...] = ()
    """Joining, leaving and length as the row writes them."""


class Reading(msgspec.Struct):
    """What the readers of tables, logs and lists have found so far."""

    format: str
    rows: int = 0
    entries: list[ReportEntry] = msgspec.field(default_factory=list)
    dropped: list[DroppedRow] = msgspec.field(default_factory=list)
    absent: list[ReportEntry] = msgspec.field(default_factory=list)
    """Whoever registered and did not come; their rows are among those dropped."""
    no_people: list[int] = msgspec.field(default_factory=list)
    """Lines inside tables that are nobody: titles, sums, what a program says of itself."""
    unused: dict[str, None] = msgspec.field(default_factory=dict)
    """Headers of columns that nobody asked for."""
    guessed: str | None = None
    """The header of the column that names were taken from, where others look like names too."""
    notes: list[Message] = msgspec.field(default_factory=list)

    def note_guess(self, people: PeopleColumns, header: Sequence[str]) -> None:
        """Note where only the look of its cells speaks for the column of names."""
        if people.is_a_guess and people.name is not None and people.name < len(header):
            self.guessed = clean(header[people.name], limit=60)
