"""A session plan as values.

Durations are whole seconds. The only clock times are ``Session.start`` (a naive local time, meant in
``timezone``), its repeats, and an item's anchor.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

SessionKind = Literal["learning-clinic", "connectathon", "workshop", "other"]
ItemKind = Literal[
    "welcome", "icebreaker", "framing", "share", "questions", "discussion", "breakout",
    "report-back", "break", "activity", "feedback", "close", "other",
]  # fmt: skip
Role = Literal[
    "facilitator", "co-facilitator", "sharer", "tech", "interpreter", "note-taker",
    "timekeeper", "liaison", "ambassador",
]  # fmt: skip
Squeeze = Literal["early", "normal", "late", "last", "never"]

DEFAULT_SQUEEZE: dict[str, Squeeze] = {
    "icebreaker": "early", "framing": "early", "other": "early",
    "share": "normal", "questions": "normal", "activity": "normal", "welcome": "normal",
    "discussion": "late", "breakout": "late", "report-back": "late", "feedback": "late",
    "break": "never", "close": "never",
}  # fmt: skip
"""Who gives up time first, by kind of item."""


class Links(msgspec.Struct, frozen=True):
    """Addresses that are shown, copied and exported; each may be missing."""

    room: str | None = None
    event: str | None = None
    pad: str | None = None
    slides: str | None = None
    survey: str | None = None
    conduct: str | None = None
    resources: str | None = None


class Session(msgspec.Struct, frozen=True):
    """The ``[session]`` table of a plan: when, for whom, where."""

    id: str
    title: str
    start: datetime
    """Naive wall-clock time in ``timezone``."""
    timezone: str
    length_s: int
    kind: SessionKind = "other"
    language: str = "en"
    interpretation: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    purpose: str | None = None
    outcomes: tuple[str, ...] = ()
    preparation: str | None = None
    repeats: tuple[datetime, ...] = ()
    """Naive wall-clock times in ``timezone``: the same plan again."""
    public_names: bool = False
    """Whether who shares and organises may be named in calendars and announcements."""
    links: Links = msgspec.field(default_factory=Links)

    @property
    def starts_at(self) -> datetime:
        """The planned start as an aware UTC time (of two equal local times, the first)."""
        return self.start.replace(tzinfo=ZoneInfo(self.timezone)).astimezone(UTC)

    @property
    def ends_at(self) -> datetime:
        """The end of the slot, aware UTC."""
        return self.starts_at + timedelta(seconds=self.length_s)


class Person(msgspec.Struct, frozen=True):
    """Somebody named in the plan: team, sharers, interpreters."""

    id: str
    name: str
    role: Role
    username: str | None = None
    languages: tuple[str, ...] = ()
    pronouns: str | None = None
    say: str | None = None
    call: str | None = None
    """What thanks and alerts call the person; without it the whole name."""
    intro: str | None = None
    backup: str | None = None
    experience: Literal["newcomer", "experienced"] | None = None
    region: str | None = None
    country: str | None = None
    timezone: str | None = None
    """Where the person is."""


class ChatLine(msgspec.Struct, frozen=True):
    """A text ready to paste into the call's chat."""

    text: str
    lang: str | None = None


class PlannedRoom(msgspec.Struct, frozen=True):
    """A breakout room fixed by hand."""

    name: str
    lang: str | None = None
    host: str | None = None
    """A person's id."""


class Broadcast(msgspec.Struct, frozen=True):
    """A line to send to all rooms, ``at_s`` seconds from the close (negative: before it)."""

    at_s: int
    text: str


class Breakout(msgspec.Struct, frozen=True):
    """How the rooms of a breakout item are made."""

    size: int | None = None
    count: int | None = None
    min_size: int = 3
    same: tuple[str, ...] = ()
    mix: tuple[str, ...] = ()
    repeat: Literal["avoid", "ignore"] = "avoid"
    apart: tuple[tuple[str, ...], ...] = ()
    together: tuple[tuple[str, ...], ...] = ()
    rooms: tuple[PlannedRoom, ...] = ()
    prompt: str | None = None
    broadcast: tuple[Broadcast, ...] = ()


class Item(msgspec.Struct, frozen=True):
    """One line of the agenda."""

    id: str
    kind: ItemKind
    title: str
    duration_s: int
    min_s: int
    """Floor: the least it may shrink to."""
    max_s: int
    """Ceiling: the most it may grow to when time is given back; ``duration_s`` unless said."""
    lead: str | None = None
    tech: str | None = None
    fair: str | None = None
    squeeze: Squeeze = "normal"
    optional: bool = False
    start: time | datetime | None = None
    """Anchor: when it begins, in the session's zone. A clock time keeps its distance from the session's start
    in every occurrence; a date-time stays where it is."""
    warn_s: tuple[int, ...] = ()
    """Seconds left at which to warn, descending; 20 % and 5 % of the time unless said."""
    record: bool = False
    auto: bool = False
    """Goes on to the next item by itself when its time is up."""
    questions_s: int = 0
    """The last part of the time, kept for questions: a clock inside the slot."""
    slides: str | None = None
    pad: str | None = None
    needs: tuple[str, ...] = ()
    backup_plan: str | None = None
    notes: str | None = None
    chat: tuple[ChatLine, ...] = ()
    breakout: Breakout | None = None


class ChecklistStep(msgspec.Struct, frozen=True):
    """A change to the usual checklist of the weeks around a session, or a step more."""

    id: str
    title: str | None = None
    before: int | None = None
    """Days before the start."""
    after: int | None = None
    """Days after the end."""
    who: str | None = None
    """A person's id."""
    skip: bool = False


class Plan(msgspec.Struct, frozen=True):
    """A whole session plan; ``text`` is the TOML it was read from."""

    session: Session
    items: tuple[Item, ...]
    people: tuple[Person, ...] = ()
    text: str = ""
    checklist: tuple[ChecklistStep, ...] = ()

    def item(self, item_id: str) -> Item:
        """The item with that id; KeyError if there is none."""
        for item in self.items:
            if item.id == item_id:
                return item
        raise KeyError(item_id)

    def person(self, person_id: str | None) -> Person | None:
        """The person with that id, or None."""
        return next((person for person in self.people if person.id == person_id), None)
