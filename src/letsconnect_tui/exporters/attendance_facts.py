"""Who took part, as every format of the attendance tells it: a session's state made into frozen values.

Counts know participants only; team, interpreters and sharers are counted apart. Texts are cleaned here, so
that a format only has to escape. Who is not to be named is in none of the values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import msgspec

from letsconnect_tui.people.counts import Breakdown, breakdown, exact_breakdown
from letsconnect_tui.people.names import sort_key, username
from letsconnect_tui.people.presence import Interval, Source, for_report, minutes, status
from letsconnect_tui.session.moment import head
from letsconnect_tui.text import clean, clean_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from letsconnect_tui.exporters.naming import NameLevel, Naming
    from letsconnect_tui.people.presence import Status
    from letsconnect_tui.session.attendee import Attendee
    from letsconnect_tui.session.facts import PersonFacts
    from letsconnect_tui.session.state import State


class Counts(msgspec.Struct, frozen=True):
    """How many, without any name."""

    registered: int
    """Participants from a roster, whether they came or not."""
    registered_came: int
    unique: int
    """Participants known by name who were here."""
    peak: int
    """As ``unique``, at the same time."""
    headcount: int | None
    """The latest that was taken."""
    most_counted: int
    """The largest headcount; 0 if none was taken."""
    team: int
    """Team members who were marked here, without interpreters and sharers."""
    interpreters: int
    sharers: int
    breakdowns: tuple[tuple[str, Breakdown], ...]
    """Each with the name it has in files; safe to publish unless exact ones were asked for."""

    @property
    def participants(self) -> int:
        """How many took part at least: those known by name, or more where more were counted."""
        return max(self.unique, self.most_counted)

    @property
    def everybody(self) -> int:
        """Participants and all others who were here."""
        return self.participants + self.team + self.interpreters + self.sharers

    @property
    def most_at_once(self) -> int:
        """How many were here at the same time at least."""
        return max(self.peak, self.most_counted)


class Present(msgspec.Struct, frozen=True):
    """One person's attendance. Moments in ms; ``minutes`` whole, None for whoever was never marked."""

    person: str
    """The id in the session."""
    id: str
    """The id that is told."""
    name: str
    username: str | None
    """As MediaWiki writes it; None unless it can be a lasting one."""
    role: str
    source: str
    first_time: bool | None
    languages: tuple[str, ...]
    region: str
    country: str
    home_wiki: str
    affiliation: str
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


class Attendance(msgspec.Struct, frozen=True):
    """One session's attendance; moments in ms."""

    session: str
    title: str
    kind: str
    starts_at: int
    """The actual start, or the planned one where it never began."""
    ended_at: int | None
    rehearsal: bool
    counts: Counts
    names: NameLevel
    people: tuple[Present, ...]
    """Those who may be named: participants first, then everybody else; each by name."""
    unnamed: int
    """How many more took part at least."""


def attendance(state: State, until: int, naming: Naming, *, exact: bool | None = None) -> Attendance:
    """The attendance of a session.

    Args:
        state: The session.
        until: The moment (ms) up to which it is told; nothing after its end counts as time.
        naming: Who is named.
        exact: Whether small counts are told; None: only where everybody is named.
    """
    until = state.ended_at if state.ended_at is not None else until
    named = [person for person in state.people.values() if naming.is_named(person.id)]
    people = [_present(state, person, until, naming) for person in named]
    people.sort(key=lambda one: (state.people[one.person].is_team, *sort_key(one.name), one.person))
    counts = _counts(state, exact=naming.exact if exact is None else exact)
    return Attendance(
        session=naming.session_id,
        title=naming.title(state.plan.session.title),
        kind=state.plan.session.kind,
        starts_at=state.planned_start if state.started_at is None else state.started_at,
        ended_at=state.ended_at,
        rehearsal=state.rehearsal,
        counts=counts,
        names=naming.level,
        people=tuple(people),
        unnamed=counts.everybody - sum(bool(person.spans) for person in named),
    )


def _counts(state: State, *, exact: bool) -> Counts:
    everyone = list(state.people.values())
    participants = [person for person in everyone if not person.is_team]
    registered = [person for person in participants if person.source == "roster"]
    came = [person.facts for person in participants if person.spans]
    team = [person.role for person in everyone if person.is_team and person.spans]
    seen = head(state)
    return Counts(
        registered=len(registered),
        registered_came=sum(bool(person.spans) for person in registered),
        unique=seen.unique,
        peak=seen.peak,
        headcount=seen.headcount,
        most_counted=max((people for _, people in state.headcounts), default=0),
        team=sum(role not in ("interpreter", "sharer") for role in team),
        interpreters=team.count("interpreter"),
        sharers=team.count("sharer"),
        breakdowns=tuple(_breakdowns(came, exact=exact)),
    )


def _breakdowns(came: Sequence[PersonFacts], *, exact: bool) -> Iterator[tuple[str, Breakdown]]:
    regions = [clean(one.region or "") for one in came]
    answers: dict[str, list[str | tuple[str, ...]]] = {
        "first_time": [_yes_or_no(one.first_time) for one in came],
        "language": [tuple(clean(language) for language in one.languages) for one in came],
        "region": [*regions],
        "country": [clean(one.country or "") for one in came],
        "home_wiki": [clean(one.home_wiki or "") for one in came],
        "affiliation": [clean(one.affiliation or "") for one in came],
        "experience": [clean(one.experience or "") for one in came],
    }
    for name, given in answers.items():
        if exact:
            yield name, exact_breakdown(given)
        else:  # everybody knows which countries a region has
            yield name, breakdown(given, within=regions if name == "country" else None)


def _yes_or_no(answer: bool | None) -> str:
    return "" if answer is None else "yes" if answer else "no"


def _present(state: State, person: Attendee, until: int, naming: Naming) -> Present:
    intervals = _known_intervals(state, person, until)
    reported = for_report(intervals)
    facts = person.facts
    return Present(
        person=person.id,
        id=naming.person_id(person.id),
        name=clean_name(facts.name),
        username=username(facts.username) if facts.username else None,
        role=person.role,
        source=person.source,
        first_time=facts.first_time,
        languages=tuple(clean(language) for language in facts.languages),
        region=clean(facts.region or ""),
        country=clean(facts.country or ""),
        home_wiki=clean(facts.home_wiki or ""),
        affiliation=clean(facts.affiliation or ""),
        experience=clean(facts.experience or ""),
        status=_status(state, person, intervals),
        first_join=reported[0].start_at if reported else None,
        last_leave=None
        if not reported
        else state.ended_at
        if reported[-1].end_at is None
        else reported[-1].end_at,
        intervals=tuple((one.start_at, until if one.end_at is None else one.end_at) for one in reported),
        minutes=_minutes(person, intervals, until),
        seats=_seats(state, person.id),
        private=facts.private,
    )


def _minutes(person: Attendee, intervals: Sequence[Interval], until: int) -> int | None:
    """Minutes here; where only a file tells them, as the file does."""
    if person.is_only_imported and person.imported_minutes is not None and not person.merged:
        return person.imported_minutes
    return minutes(intervals, until) if intervals else None


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
