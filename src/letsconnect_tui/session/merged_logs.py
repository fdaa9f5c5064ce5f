"""Two logs of one session made one: the time of one of them, and what is known of people from both.

Either may have begun as a copy of the other. Which one's time counts is found from the two alone, so that it
does not matter in which order they are given, and joining again changes nothing.
"""

from __future__ import annotations

from hashlib import blake2b
from itertools import takewhile
from typing import TYPE_CHECKING, Literal

import msgspec

from letsconnect_tui.people.names import sort_key
from letsconnect_tui.people.presence import GRACE_MS
from letsconnect_tui.session import events as e
from letsconnect_tui.session.attendee import filled_in, union, with_filled
from letsconnect_tui.session.meetings import same_people
from letsconnect_tui.session.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from letsconnect_tui.session.attendee import Attendee
    from letsconnect_tui.session.log import SessionLog
    from letsconnect_tui.session.record import Record
    from letsconnect_tui.session.state import State

BY = "merge"
"""Who gave the records of a join: nobody, so that none of them is taken back by itself."""
_ABOUT_PEOPLE = (
    e.PersonAdded, e.PersonDescribed, e.CameIn, e.WentOut, e.PeopleMerged, e.PersonSplit, e.PresenceSet,
    e.AttendanceImported, e.HeadcountTaken, e.ReadinessSet, e.LineTaken, e.QuestionAnswered,
    e.Copied, e.FeedbackTaken, e.StepTicked,
)  # fmt: skip
_FACTS = ("name", "username", "languages", "experience", "region", "country", "home_wiki", "affiliation")


class Conflict(msgspec.Struct, frozen=True):
    """What the two say differently: what counts now, and what does not."""

    kind: Literal["left", "fact", "time"]
    person: str = ""
    """The name of whom it is about; empty for the time of the session."""
    fact: str = ""
    kept: str | int = ""
    """Of ``left`` a moment in ms; of ``time`` how many actions count."""
    other: str | int = ""


class MergedSession(msgspec.Struct, frozen=True):
    """All records of both, and what they differ in."""

    records: tuple[Record, ...]
    is_new: bool
    """Whether anything is in them that the one given first did not have."""
    conflicts: tuple[Conflict, ...] = ()


def merged_log(mine: SessionLog, theirs: SessionLog) -> MergedSession:
    """Both logs as one; equal whichever comes first, but for ``is_new``."""
    shared = sum(1 for _ in takewhile(_is_same, zip(mine.records, theirs.records, strict=False)))
    if shared == len(theirs.records):
        return MergedSession(tuple(mine.records), False)
    if shared == len(mine.records):
        return MergedSession(tuple(theirs.records), True)
    first, second = sorted((mine, theirs), key=lambda log: _weight(log, shared), reverse=True)
    join = _Join(first, second, _born(first.records[:shared]))
    added = join.records()
    records = (*first.records, *added)
    conflicts = [*_time(first, second, shared), *join.conflicts]
    return MergedSession(records, first is not mine or bool(added), tuple(conflicts))


def _is_same(both: tuple[Record, Record]) -> bool:
    """Whether two records are one action, whatever was taken out of either since."""
    one, other = both
    return (one.number, one.command, one.at, one.utc, one.steady, one.boot, one.by) == (
        (other.number, other.command, other.at, other.utc, other.steady, other.boot, other.by)
    )


def _acts_on_time(record: Record) -> bool:
    return record.by != BY and any(not isinstance(event, _ABOUT_PEOPLE) for event in record.events)


def _weight(log: SessionLog, shared: int) -> tuple[bool, int, int, bytes]:
    """The one whose time counts weighs more: it has ended, or says more of time, or says more at all."""
    own = log.records[shared:]
    state = blake2b(digest_size=12)
    for record in own:
        state.update(msgspec.json.encode(record))
    return log.state.ended_at is not None, sum(map(_acts_on_time, own)), len(own), state.digest()


def _time(first: SessionLog, second: SessionLog, shared: int) -> Iterator[Conflict]:
    kept, other = (sum(map(_acts_on_time, log.records[shared:])) for log in (first, second))
    if other:
        yield Conflict("time", kept=kept, other=other)


class _Join:
    """What the second log knows of people and words that the first does not."""

    def __init__(self, first: SessionLog, second: SessionLog, born: frozenset[str]) -> None:
        self._first, self._second = first, second
        self._here, self._there = first.state, second.state
        self.conflicts: list[Conflict] = []
        self._ids = _ids(self._there, self._here, born)
        self._merged_now: dict[str, list[Span]] = {}
        """Presence of whom the second log merged into somebody, by that somebody's id in the first."""

    def records(self) -> tuple[Record, ...]:
        """What to add to the first; nothing where it knows all."""
        events: list[tuple[int, e.AnyEvent]] = [*self._people(), *self._files()]
        events += [*self._lines(), *self._counted(), *self._steps_and_feedback()]
        if not events:
            return ()
        latest = self._first.latest
        number = max(record.number for record in self._first.records) + 1
        template = msgspec.structs.replace(latest, command="Join", by=BY, undoes=None, redoes=None, events=())
        made = [
            msgspec.structs.replace(template, number=number + place, at=at, events=(event,))
            for place, (at, event) in enumerate(events)
        ]
        # The clock goes on from the latest record, which therefore says when the first was.
        return (*made, msgspec.structs.replace(template, number=number + len(made)))

    def _people(self) -> Iterator[tuple[int, e.AnyEvent]]:
        now = self._first.latest.at
        number = self._first.used_ids.people
        unknown = [one for one in self._there.people.values() if one.id not in self._ids]
        for person in sorted(unknown, key=lambda one: (sort_key(one.facts.name), one.id)):
            number += 1
            self._ids[person.id] = f"p{number}"
            yield now, e.PersonAdded(f"p{number}", person.facts, _source(person))
            if person.spans:
                yield now, e.PresenceSet(f"p{number}", _as_tuples(person.spans))
        yield from self._merges(now)
        for there, here in sorted(self._ids.items()):
            if here in self._here.people:
                yield from self._known(self._here.people[here], self._there.people[there], now)

    def _merges(self, now: int) -> Iterator[tuple[int, e.AnyEvent]]:
        """People who turned out to be one in the second log and are still two in the first."""
        for person in self._there.people.values():
            kept = self._ids[person.id]
            for part in person.parts[1:]:
                if kept in self._here.people and part.id in self._here.people and part.id != kept:
                    self._merged_now.setdefault(kept, []).extend(self._here.people[part.id].spans)
                    yield now, e.PeopleMerged(kept, part.id)

    def _known(self, here: Attendee, there: Attendee, now: int) -> Iterator[tuple[int, e.AnyEvent]]:
        name = here.facts.name
        missing = filled_in(here.facts, there.facts)
        if missing and name.removeprefix("#") != here.id:
            yield now, e.PersonDescribed(here.id, with_filled(here.facts, there.facts, missing))
        for fact in _FACTS:
            one, other = getattr(here.facts, fact), getattr(there.facts, fact)
            if one and other and one != other and name.removeprefix("#") != here.id:
                self.conflicts.append(Conflict("fact", name, fact, _plain(one), _plain(other)))
        mine = union(here.spans, self._merged_now.get(here.id, ()))
        spans = union(_closed(mine, there.spans), _closed(there.spans, mine))
        self.conflicts += _left_twice(name, mine, there.spans)
        if _as_tuples(spans) != _as_tuples(mine):
            yield now, e.PresenceSet(here.id, _as_tuples(spans))
        done = self._there.readiness.get(there.id, frozenset()) - self._here.readiness.get(
            here.id, frozenset()
        )
        for what in sorted(done):
            yield now, e.ReadinessSet(here.id, what)

    def _files(self) -> Iterator[tuple[int, e.AnyEvent]]:
        """Attendance files that only the second took in."""
        gone = self._second.taken_back | self._second.unfit
        for record in self._second.records:
            for event in record.events if record.number not in gone else ():
                if isinstance(event, e.AttendanceImported) and event.file_hash not in self._here.imports:
                    presence = tuple(
                        msgspec.structs.replace(one, person=self._ids[one.person])
                        for one in event.presence
                        if one.person in self._ids
                    )
                    rows = tuple(
                        msgspec.structs.replace(row, person=self._ids.get(row.person or ""))
                        for row in event.rows
                    )
                    renamed = msgspec.structs.replace(event, presence=presence, rows=rows)
                    yield self._first.latest.at, renamed

    def _lines(self) -> Iterator[tuple[int, e.AnyEvent]]:
        known = {(line.kind, line.text): line for line in self._here.lines}
        number = self._first.used_ids.lines
        for line in self._there.lines:
            mine = known.get((line.kind, line.text))
            if mine is not None:
                if line.answered and not mine.answered:
                    yield line.at, e.QuestionAnswered(mine.number)
                continue
            number += 1
            yield line.at, e.LineTaken(number, line.kind, line.text, line.item)
            if line.answered:
                yield line.at, e.QuestionAnswered(number)

    def _counted(self) -> Iterator[tuple[int, e.AnyEvent]]:
        latest = self._here.headcounts[-1][0] if self._here.headcounts else 0
        for at, people in self._there.headcounts:
            if at > latest:
                yield at, e.HeadcountTaken(people)

    def _steps_and_feedback(self) -> Iterator[tuple[int, e.AnyEvent]]:
        """Steps of the preparation that were done, and feedback."""
        now = self._first.latest.at
        for step in sorted(self._there.steps - self._here.steps):
            yield now, e.StepTicked(step)
        for feedback in self._there.feedback:
            if feedback not in self._here.feedback:
                yield now, e.FeedbackTaken(feedback)


def _born(records: Iterable[Record]) -> frozenset[str]:
    """The ids of people whom both logs know from the records that they share."""
    events = (event for record in records for event in record.events)
    return frozenset(event.person for event in events if isinstance(event, e.PersonAdded))


def _ids(there: State, here: State, born: frozenset[str]) -> dict[str, str]:
    """Person there → the same person here: of one plan or one beginning, else by username or name."""
    parts = {part.id: person.id for person in here.people.values() for part in person.parts}
    found = {
        one.id: parts[one.id]
        for one in there.people.values()
        if one.id in parts and (one.id in born or one.source == "plan")
    }
    taken = set(found.values())
    for one, other in same_people(there, here).items():
        if one not in found and other not in taken:
            found[one] = other
            taken.add(other)
    return found


def _closed(spans: Iterable[Span], others: Sequence[Span]) -> list[Span]:
    """The spans, an open one closed when the other said that the person left."""
    ends = sorted(other.end for other in others if other.end is not None)
    return [
        Span(one.start, one.end if one.end is not None else _first_after(one.start, ends), one.source)
        for one in spans
    ]


def _first_after(start: int, ends: Iterable[int]) -> int | None:
    return next((end for end in ends if end > start), None)


def _left_twice(name: str, mine: Sequence[Span], theirs: Sequence[Span]) -> Iterator[Conflict]:
    """One stay that ended at two times, too far apart to be one glance at the clock."""
    for one in mine:
        for other in theirs:
            overlap = one.start < (other.end or one.start) and other.start < (one.end or other.start)
            if one.end and other.end and overlap and abs(one.end - other.end) > GRACE_MS:
                yield Conflict("left", name, kept=max(one.end, other.end), other=min(one.end, other.end))


def _as_tuples(spans: Iterable[Span]) -> tuple[tuple[int, int | None, str], ...]:
    return tuple((span.start, span.end, span.source) for span in spans)


def _source(person: Attendee) -> Literal["typed", "pasted", "roster", "imported"]:
    known: Mapping[str, Literal["typed", "pasted", "roster", "imported"]] = {
        "pasted": "pasted", "roster": "roster", "imported": "imported",
    }  # fmt: skip
    return known.get(person.source, "typed")


def _plain(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
