"""Who took part, as every format of the attendance tells it: a session's state made into frozen values.

Counts know participants only; team, interpreters and sharers are counted apart. Texts are cleaned here, so
that a format only has to escape.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from letsconnect_tui.people.counts import Breakdown, breakdown
from letsconnect_tui.people.names import sort_key, username
from letsconnect_tui.people.presence import Interval, Source, for_report, minutes, status
from letsconnect_tui.session.moment import head
from letsconnect_tui.text import clean, clean_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from letsconnect_tui.people.presence import Status
    from letsconnect_tui.session.state import Attendee, State


@dataclass(frozen=True, slots=True)
class Counts:
    """How many, without any name; breakdowns are safe to publish."""

    registered: int
    """Participants from a roster, whether they came or not."""
    registered_came: int
    unique: int
    peak: int
    headcount: int | None
    team: int
    """Team members who were here, without interpreters and sharers."""
    interpreters: int
    sharers: int
    first_time: Breakdown
    languages: Breakdown
    regions: Breakdown
    experience: Breakdown

    @property
    def breakdowns(self) -> tuple[tuple[str, Breakdown], ...]:
        """Each breakdown with the name it has in files."""
        return (
            ("first_time", self.first_time),
            ("language", self.languages),
            ("region", self.regions),
            ("experience", self.experience),
        )


@dataclass(frozen=True, slots=True)
class Present:
    """One person's attendance. Moments in ms; ``minutes`` whole, None for whoever was never marked."""

    id: str
    name: str
    username: str | None
    """As MediaWiki writes it; None unless it can be a lasting one."""
    role: str
    source: str
    first_time: bool | None
    languages: tuple[str, ...]
    region: str
    experience: str
    status: Status
    first_join: int | None
    last_leave: int | None
    """When they left, or the end of the session for who was still here then."""
    intervals: tuple[tuple[int, int], ...]
    """Short drops of the line do not end one; ``minutes`` bridges none of them."""
    minutes: int | None
    seats: tuple[tuple[int, int], ...]
    """(round, room) of each breakout round that was opened."""
    private: bool

    @property
    def came(self) -> bool:
        """Whether they were marked here at all."""
        return self.status != "not-marked"


@dataclass(frozen=True, slots=True)
class Attendance:
    """One session's attendance; moments in ms."""

    session: str
    title: str
    kind: str
    starts_at: int
    """The actual start, or the planned one where it never began."""
    ended_at: int | None
    rehearsal: bool
    counts: Counts
    people: tuple[Present, ...]
    """Participants first, then everybody else; each by name."""

    @property
    def public(self) -> tuple[Present, ...]:
        """Who came and may be named in public."""
        return tuple(person for person in self.people if person.came and not person.private)


def attendance(state: State, until: int) -> Attendance:
    """The attendance of a session as known at ``until``; nothing after its end counts as time."""
    until = state.ended_at if state.ended_at is not None else until
    people = [_present(state, person, until) for person in state.people.values()]
    people.sort(key=lambda person: (state.people[person.id].is_team, *sort_key(person.name), person.id))
    return Attendance(
        session=state.session,
        title=clean(state.plan.session.title),
        kind=state.plan.session.kind,
        starts_at=state.planned_start if state.started_at is None else state.started_at,
        ended_at=state.ended_at,
        rehearsal=state.rehearsal,
        counts=_counts(state),
        people=tuple(people),
    )


def _counts(state: State) -> Counts:
    everyone = list(state.people.values())
    participants = [person for person in everyone if not person.is_team]
    registered = [person for person in participants if person.source == "roster"]
    came = [person for person in participants if person.spans]
    team = [person.role for person in everyone if person.is_team and person.spans]
    seen = head(state)
    return Counts(
        registered=len(registered),
        registered_came=sum(bool(person.spans) for person in registered),
        unique=seen.unique,
        peak=seen.peak,
        headcount=seen.headcount,
        team=sum(role not in ("interpreter", "sharer") for role in team),
        interpreters=team.count("interpreter"),
        sharers=team.count("sharer"),
        first_time=breakdown([_yes_or_no(person.facts.first_time) for person in came]),
        languages=breakdown(_languages(person) for person in came),
        regions=breakdown(clean(person.facts.region or "") for person in came),
        experience=breakdown(clean(person.facts.experience or "") for person in came),
    )


def _yes_or_no(answer: bool | None) -> str:
    return "" if answer is None else "yes" if answer else "no"


def _languages(person: Attendee) -> tuple[str, ...]:
    return tuple(clean(language) for language in person.facts.languages)


def _present(state: State, person: Attendee, until: int) -> Present:
    intervals = _known_intervals(state, person, until)
    told = for_report(intervals)
    facts = person.facts
    return Present(
        id=person.id,
        name=clean_name(facts.name),
        username=username(facts.username) if facts.username else None,
        role=person.role,
        source=person.source,
        first_time=facts.first_time,
        languages=_languages(person),
        region=clean(facts.region or ""),
        experience=clean(facts.experience or ""),
        status=_status(state, person, intervals),
        first_join=told[0].start_at if told else None,
        last_leave=None if not told else state.ended_at if told[-1].end_at is None else told[-1].end_at,
        intervals=tuple((one.start_at, until if one.end_at is None else one.end_at) for one in told),
        minutes=minutes(intervals, until) if intervals else None,
        seats=_seats(state, person.id),
        private=facts.private,
    )


def _known_intervals(state: State, person: Attendee, until: int) -> list[Interval]:
    """When somebody was here, within the session: still here at its end is not having left."""
    return [
        Interval(
            span.start,
            None if state.ended_at is not None and (span.end or 0) > state.ended_at else span.end,
            cast("Source", span.source),
        )
        for span in person.spans
        if span.start <= until
    ]


def _status(state: State, person: Attendee, intervals: Sequence[Interval]) -> Status:
    if person.spans and not intervals:  # marked only after the end: was here, nobody noted since when
        return "here"
    return status(intervals, None if person.is_team else state.started_at)


def _seats(state: State, person: str) -> tuple[tuple[int, int], ...]:
    return tuple(
        (held.number, held.seating[person])
        for held in state.rounds
        if held.opened_at is not None and person in held.seating
    )
