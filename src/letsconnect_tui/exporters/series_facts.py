"""Figures over many sessions, as every format tells them: states made into frozen values.

Participants only, as in the figures of one session; a person counts once however often they came. Totals of
presence are never withheld; answers are told by the same rules as those of one session, and only for all
sessions together, since the difference between two tables would give small counts away.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.exporters.attendance_facts import attendance
from letsconnect_tui.exporters.feedback_figures import feedback_figures
from letsconnect_tui.exporters.naming import Naming
from letsconnect_tui.i18n.territories import territory_code
from letsconnect_tui.people.counts import Breakdown, breakdown, exact_breakdown
from letsconnect_tui.people.names import search_key, sort_key, username
from letsconnect_tui.people.recognise import Appearance, recognised
from letsconnect_tui.session.meetings import marks_in
from letsconnect_tui.text import clean, clean_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from letsconnect_tui.exporters.attendance_facts import Counts
    from letsconnect_tui.exporters.feedback_figures import FeedbackFigures
    from letsconnect_tui.exporters.naming import NameLevel
    from letsconnect_tui.session.attendee import Attendee
    from letsconnect_tui.session.facts import PersonFacts
    from letsconnect_tui.session.state import State


class HeldSession(msgspec.Struct, frozen=True):
    """One session of a series. Moments in ms."""

    id: str
    title: str
    kind: str
    start: int
    end: int | None
    registered: int
    registered_came: int
    unique: int
    """Participants known by name who were here."""
    returning: int
    """Those of them who came to an earlier session of the series."""
    participants: int
    """How many took part at least: more than ``unique`` where more were counted than named."""
    peak: int
    minutes: int
    """Of all participants together."""
    sharers: int
    first_time: int | None
    """Who said so; None where that is not told."""


class SeriesPerson(msgspec.Struct, frozen=True):
    """Somebody who took part, over all sessions."""

    name: str
    username: str | None
    sessions: int
    minutes: int
    private: bool


class Series(msgspec.Struct, frozen=True):
    """Figures over several sessions."""

    held: tuple[HeldSession, ...]
    """In the order of their starts."""
    attendances: int
    unique: int
    returning: int
    """Who came to two sessions or more."""
    minutes: int
    sharers: int
    """Different people who were here to share."""
    breakdowns: dict[str, Breakdown]
    """By the name each has in files, as in the figures of one session."""
    topics: tuple[tuple[str, int], ...]
    """How many sessions were about each, most first."""
    kinds: tuple[tuple[str, int], ...]
    names: NameLevel
    times_came: tuple[tuple[int, int], ...] = ()
    """How many people came to so many sessions; only where figures are exact."""
    people: tuple[SeriesPerson, ...] = ()
    """Participants who may be named: who came most often in front."""
    affiliates: int | None = None
    """How many affiliates there are in all, to tell a share of them; None: nobody said."""
    feedback: FeedbackFigures | None = None

    @property
    def first_time(self) -> int | None:
        """How many people said that it was their first session; None where that is withheld."""
        answers = self.breakdowns["first_time"]
        if answers.withheld:
            return None
        return next((row.count for row in answers.rows if row.label == "yes"), 0)

    def different(self, name: str) -> int | None:
        """How many different answers there were: countries, languages …; None where they are withheld."""
        return None if self.breakdowns[name].withheld else len(self.breakdowns[name].rows)


class _Came(msgspec.Struct, frozen=True):
    """One participant in one session."""

    place: int
    """Of the session, in the order of starts."""
    who: Attendee
    minutes: int


def series(
    states: Iterable[State],
    *,
    names: NameLevel = "none",
    public: bool = False,
    key: bytes = b"",
    affiliates: int | None = None,
) -> Series:
    """The figures over these sessions.

    Args:
        states: The sessions, ended or as they stand; rehearsals are no sessions.
        names: Who is named; at ``all`` every figure is exact.
        public: Whether it is for a page in public, where nobody who is private is named.
        key: What the marks of people whose names are gone were made with.
        affiliates: How many affiliates there are in all.
    """
    held = sorted((one for one in states if not one.rehearsal), key=lambda one: (started(one), one.session))
    exact = names == "all"
    counts: list[Counts] = []
    came: list[_Came] = []
    sharers: list[_Came] = []
    appearances: list[tuple[Appearance, bool]] = []
    for place, state in enumerate(held):
        marks = marks_in(state, key)
        facts = attendance(state, _until(state), Naming(state, "all"))
        counts.append(facts.counts)
        minutes = {one.person: one.minutes or 0 for one in facts.people}
        for person in state.people.values():
            if not person.spans or (person.is_team and person.role != "sharer"):
                continue
            (sharers if person.is_team else came).append(_Came(place, person, minutes.get(person.id, 0)))
            appearances.append((Appearance(state.session, marks[person.id]), person.is_team))
    numbers = iter(recognised([one for one, _ in appearances]))
    who: dict[bool, list[int]] = {False: [], True: []}
    for _, is_team in appearances:
        who[is_team].append(next(numbers))
    people = _by_person(came, who[False])
    return Series(
        held=_sessions(held, counts, came, who[False], names),
        attendances=len(came),
        unique=len(people),
        returning=sum(len(one) > 1 for one in people),
        minutes=sum(one.minutes for one in came),
        sharers=len(set(who[True])),
        breakdowns=_breakdowns(people, exact=exact),
        topics=_counted(
            topic for state in held for topic in {clean(one) for one in state.plan.session.topics}
        ),
        kinds=_counted(state.plan.session.kind for state in held),
        names=names,
        times_came=tuple(sorted(Counter(map(len, people)).items())) if exact else (),
        people=_named(people, spares_private=public) if exact else (),
        affiliates=affiliates,
        feedback=feedback_figures([one for state in held for one in state.feedback], exact=exact),
    )


def started(state: State) -> int:
    """When a session began, or was planned to where it never did (ms)."""
    return state.planned_start if state.started_at is None else state.started_at


def _until(state: State) -> int:
    """Up to when a session is told that was never ended: to the last moment that anything is known of."""
    if state.ended_at is not None:
        return state.ended_at
    known = [
        moment
        for person in state.people.values()
        for span in person.spans
        for moment in (span.start, span.end)
    ]
    return max((one for one in known if one is not None), default=started(state))


def _by_person(came: Sequence[_Came], numbers: Sequence[int]) -> list[list[_Came]]:
    """Each person's attendances, one a session, the first in front."""
    people: defaultdict[int, dict[int, _Came]] = defaultdict(dict)
    for one, number in zip(came, numbers, strict=True):
        people[number].setdefault(one.place, one)
    return [[of[place] for place in sorted(of)] for of in people.values()]


def _sessions(
    states: Sequence[State],
    every: Sequence[Counts],
    came: Sequence[_Came],
    numbers: Sequence[int],
    names: NameLevel,
) -> tuple[HeldSession, ...]:
    first_at: dict[int, int] = {}
    for one, number in zip(came, numbers, strict=True):
        first_at[number] = min(one.place, first_at.get(number, one.place))
    returning = Counter(
        one.place for one, number in zip(came, numbers, strict=True) if first_at[number] < one.place
    )
    held = []
    for place, (state, counts) in enumerate(zip(states, every, strict=True)):
        naming = Naming(state, names)
        here = [one for one in came if one.place == place]
        held.append(
            HeldSession(
                id=naming.session_id,
                title=naming.title(state.plan.session.title),
                kind=state.plan.session.kind,
                start=started(state),
                end=state.ended_at,
                registered=counts.registered,
                registered_came=counts.registered_came,
                unique=counts.unique,
                returning=returning[place],
                participants=counts.participants,
                peak=counts.most_at_once,
                minutes=sum(one.minutes for one in here),
                sharers=counts.sharers,
                first_time=sum(one.who.facts.first_time is True for one in here) if naming.exact else None,
            )
        )
    return tuple(held)


def _breakdowns(people: Sequence[Sequence[_Came]], *, exact: bool) -> dict[str, Breakdown]:
    facts = [[one.who.facts for one in of] for of in people]
    regions = [_latest(one.region for one in of) for of in facts]
    answers: dict[str, list[str | tuple[str, ...]]] = {
        "first_time": [_first_time_answer(of) for of in facts],
        "language": [tuple({clean(code) for one in of for code in one.languages}) for of in facts],
        "region": [*regions],
        "country": [country_code(_latest(one.country for one in of)) for of in facts],
        "home_wiki": [_latest(one.home_wiki for one in of) for of in facts],
        "affiliation": [_latest(one.affiliation for one in of) for of in facts],
        "experience": [_latest(one.experience for one in of) for of in facts],
    }
    if exact:
        return {name: exact_breakdown(given) for name, given in answers.items()}
    # everybody knows which countries a region has
    return {
        name: breakdown(given, within=regions if name == "country" else None)
        for name, given in answers.items()
    }


def country_code(country: str) -> str:
    """The code of a country, or what was written where it is none that is known."""
    return (territory_code(country, search_key) or country) if country else ""


def _latest(answers: Iterable[str | None]) -> str:
    """What somebody said last."""
    given = [clean(one) for one in answers if one]
    return given[-1] if given else ""


def _first_time_answer(facts: Sequence[PersonFacts]) -> str:
    """Whether it was the first time at one of the sessions."""
    answers = {one.first_time for one in facts} - {None}
    return "yes" if True in answers else "no" if answers else ""


def _counted(values: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(values).items(), key=lambda one: (-one[1], one[0])))


def _named(people: Sequence[Sequence[_Came]], *, spares_private: bool) -> tuple[SeriesPerson, ...]:
    """Whoever still has a name: by how often they came."""
    named = []
    for of in people:
        facts = [one.who.facts for one in of]
        private = any(one.private for one in facts)
        names = [one.who.facts.name for one in of if one.who.facts.name.removeprefix("#") != one.who.id]
        if not names or (spares_private and any(one.unlisted for one in facts)):
            continue
        accounts = [one.username for one in facts if one.username]
        account = username(accounts[-1]) if accounts else None
        named.append(
            SeriesPerson(clean_name(names[-1]), account, len(of), sum(one.minutes for one in of), private)
        )
    return tuple(sorted(named, key=lambda one: (-one.sessions, *sort_key(one.name))))
