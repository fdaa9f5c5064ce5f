"""The shapes of exports as JSON, which ``docs/schemas`` publishes and tests hold the exports against.

Moments are ISO 8601 in UTC; null is what nobody knows, or what is withheld.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec
from msgspec import UNSET, Struct, UnsetType


class Shape(Struct, frozen=True, forbid_unknown_fields=True):
    """Base of all shapes: nothing stands in an export that its shape does not say."""


class SessionShape(Shape, frozen=True):
    """Which session it is about."""

    id: str
    title: str
    kind: Literal["learning-clinic", "connectathon", "workshop", "other"]
    start: str
    end: str | None
    rehearsal: bool


class GroupShape(Shape, frozen=True):
    """One answer of a breakdown."""

    label: str
    count: int | None
    shown: Literal["count", "fewer", "withheld"]


class BreakdownShape(Shape, frozen=True):
    """How many gave each answer, or that this is withheld."""

    answers: int | None
    withheld: bool
    groups: list[GroupShape]


class CountsShape(Shape, frozen=True):
    """How many took part in a session."""

    registered: int
    registered_came: int
    unique: int
    peak: int
    headcount: int | None
    team: int
    interpreters: int
    sharers: int
    first_time: BreakdownShape
    language: BreakdownShape
    region: BreakdownShape
    country: BreakdownShape
    home_wiki: BreakdownShape
    affiliation: BreakdownShape
    experience: BreakdownShape


class IntervalShape(Shape, frozen=True, rename={"start": "from", "end": "to"}):
    """A stretch of presence."""

    start: str
    end: str


class SeatShape(Shape, frozen=True):
    """Where somebody sat in a breakout round."""

    round: int
    room: int


class PersonShape(Shape, frozen=True):
    """Somebody's attendance."""

    id: str
    name: str
    username: str | None
    role: str
    source: str
    first_time: bool | None
    languages: list[str]
    region: str | None
    country: str | None
    home_wiki: str | None
    affiliation: str | None
    experience: str | None
    status: Literal["here", "late", "left", "not-marked"]
    first_join: str | None
    last_leave: str | None
    minutes: int | None
    intervals: list[IntervalShape]
    rooms: list[SeatShape]
    private: bool


class AttendanceShape(Shape, frozen=True):
    """``letsconnect export attendance SESSION --format json``."""

    version: Literal[1]
    export: Literal["attendance"]
    session: SessionShape
    counts: CountsShape
    people: list[PersonShape] | UnsetType = UNSET
    """Only where people are named."""


class SeriesSessionShape(Shape, frozen=True):
    """The presence of one session of a series."""

    id: str
    title: str
    kind: str
    start: str
    end: str | None
    registered: int
    registered_came: int
    participants: int
    unique: int
    returning: int
    first_time: int | None
    peak: int
    minutes: int
    sharers: int


class SeriesPersonShape(Shape, frozen=True):
    """Somebody over all sessions."""

    name: str
    username: str | None
    sessions: int
    minutes: int
    private: bool


GroupCounts = dict[str, int | None] | None
"""Answer → how many; null for a count, or for all, that is withheld."""


class FeedbackShape(Shape, frozen=True):
    """Counts of each point of the scales, 1 the worst and 5 the best, and their means."""

    rating: GroupCounts
    rating_mean: float | None
    gained: GroupCounts
    gained_mean: float | None
    shared: GroupCounts
    shared_mean: float | None
    most_valuable: list[str]
    least_valuable: list[str]


class SeriesShape(Shape, frozen=True):
    """``letsconnect series --format json``."""

    version: Literal[1]
    export: Literal["series"]
    start: str | None
    end: str | None
    sessions: int
    attendances: int
    unique: int
    returning: int
    first_time: int | None
    minutes: int
    sharers: int
    countries: GroupCounts
    languages: GroupCounts
    regions: GroupCounts
    home_wikis: GroupCounts
    affiliations: GroupCounts
    experience: GroupCounts
    topics: dict[str, int]
    kinds: dict[str, int]
    feedback: FeedbackShape | None
    headline: str
    per_session: list[SeriesSessionShape]
    sessions_per_person: dict[str, int] | UnsetType = UNSET
    """How many people came to so many sessions; only where all is exact."""
    people: list[SeriesPersonShape] | UnsetType = UNSET
    """Only where everybody is named."""


SHAPES: dict[str, type[Shape]] = {"attendance": AttendanceShape, "series": SeriesShape}
"""Export → its shape; each is published as ``docs/schemas/NAME.schema.json``."""


def schema_text(name: str) -> str:
    """The JSON Schema of an export, as its file holds it."""
    schema: dict[str, Any] = msgspec.json.schema(SHAPES[name])
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"letsconnect {name}"}
    return msgspec.json.format(msgspec.json.encode({**head, **schema}), indent=2).decode() + "\n"
