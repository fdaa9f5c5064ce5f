"""What happened to people: who is known, who is here; ``events.py`` lists these with all others."""

from __future__ import annotations

from typing import Literal

import msgspec

from letsconnect_tui.session.facts import Event, PersonFacts


class PersonAdded(Event, frozen=True, tag="person-added"):
    """Somebody became known to the session."""

    person: str
    facts: PersonFacts
    source: Literal["typed", "pasted", "roster", "imported", "plan"] = "typed"


class PersonDescribed(Event, frozen=True, tag="person-described"):
    """What is known of somebody was set anew."""

    person: str
    facts: PersonFacts


class CameIn(Event, frozen=True, tag="here"):
    """Somebody was marked here."""

    person: str
    source: Literal["typed", "pasted", "imported"] = "typed"


class WentOut(Event, frozen=True, tag="left"):
    """Somebody was marked as having left."""

    person: str


class PeopleMerged(Event, frozen=True, tag="merged"):
    """Somebody turned out to be another person known: one person from now on, here whenever either was."""

    person: str
    """Who they are from now on."""
    gone: str


class PersonSplit(Event, frozen=True, tag="split"):
    """Somebody who had been merged into another is a person of their own again."""

    person: str
    gone: str


class ImportedRow(msgspec.Struct, frozen=True, omit_defaults=True):
    """A row of an attendance file as it was read, without what nobody asked for."""

    line: int
    """Of the file, from 1."""
    cells: tuple[str, ...] = ()
    """The name, and when somebody joined and left, as the file writes them."""
    person: str | None = None
    """Whose row it is; None where it was not used."""
    why: str = ""
    """Why it was not used."""


class ImportedPresence(msgspec.Struct, frozen=True, omit_defaults=True):
    """When an attendance file says somebody was there; moments in ms."""

    person: str
    line: int
    """The first row about the person."""
    spans: tuple[tuple[int, int], ...] = ()
    minutes: int | None = None


class AttendanceImported(Event, frozen=True, tag="imported"):
    """What a file of a meeting platform says was taken in, beside what was marked by hand."""

    file_hash: str
    """SHA-256 of the file."""
    file_name: str = ""
    format: str = ""
    presence: tuple[ImportedPresence, ...] = ()
    rows: tuple[ImportedRow, ...] = ()


class PresenceSet(Event, frozen=True, tag="presence"):
    """When somebody was here, by the marks of two files that were joined."""

    person: str
    spans: tuple[tuple[int, int | None, str], ...]
    """Start and end in ms, and who says so; the end None while they are here."""


class HeadcountTaken(Event, frozen=True, tag="headcount"):
    """How many people there are, without any name."""

    people: int


class StepTicked(Event, frozen=True, tag="step"):
    """A step of the team's preparation is done, or no longer done."""

    step: str
    done: bool = True


class ReadinessSet(Event, frozen=True, tag="ready"):
    """One thing of a sharer's preparation is done, or no longer done."""

    person: str
    what: str
    done: bool = True
