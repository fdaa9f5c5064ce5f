"""Somebody the session knows, and who turned out to be the same person.

People who are merged stay apart inside: each keeps when they were marked here, so that one of them can be
split off again. What everybody else sees is the union.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from letsconnect_tui.session.facts import PersonFacts
from letsconnect_tui.session.span import Span, shifted, with_end
from letsconnect_tui.session.vector import Vector

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TEAM_ROLES = frozenset(
    {
        "facilitator",
        "co-facilitator",
        "sharer",
        "tech",
        "interpreter",
        "note-taker",
        "timekeeper",
        "liaison",
        "ambassador",
    }
)
"""Roles that are counted apart from participants."""


_MINUTE_MS = 60_000
IMPORTED = "imported"
"""The source of a span that a file told."""


class Attendee(msgspec.Struct, frozen=True):
    """Somebody the session knows: from the plan, a roster, or typed."""

    id: str
    facts: PersonFacts
    role: str = "participant"
    source: str = "typed"
    spans: Vector[Span] = Vector()
    """When the person was marked here, under whatever name."""
    merged: tuple[MergedPerson, ...] = ()
    """Who turned out to be this person, the latest last."""
    own: Vector[Span] = Vector()
    """When the person was marked here under the own name; none unless somebody is merged."""
    imported: tuple[Span, ...] = ()
    """When files say that the person was here; among ``spans`` only if nobody marked anything by hand."""
    imported_minutes: int | None = None
    """How long files say that the person was here, which may be less than from joining to leaving."""

    @property
    def is_team(self) -> bool:
        """Whether the person is counted apart from participants."""
        return self.role in TEAM_ROLES

    @property
    def is_here(self) -> bool:
        """Whether the person is marked here now."""
        last = self.spans.tail
        return bool(last) and last[-1].end is None

    @property
    def parts(self) -> tuple[Attendee, ...]:
        """The person, and everybody who was merged into them."""
        return (self, *(one for part in self.merged for one in part.person.parts))

    @property
    def other_names(self) -> tuple[str, ...]:
        """Names and accounts of merged people, and names known from earlier, which still mean this person."""
        if not self.merged:
            return self.facts.aliases
        names = (name for one in self.parts[1:] for name in (one.facts.name, one.facts.username) if name)
        return (*self.facts.aliases, *names)

    def came(self, span: Span) -> Attendee:
        """The same person here again; by far the most frequent change in a session."""
        own = self.own.appended(span) if self.merged else self.own
        spans = self.spans.appended(span)
        return Attendee(
            self.id, self.facts, self.role, self.source, spans, self.merged, own,
            self.imported, self.imported_minutes,
        )  # fmt: skip

    def went(self, at: int) -> Attendee:
        """The same person gone: whoever of them was still marked here left."""
        gone = Attendee(
            self.id, self.facts, self.role, self.source, with_end(self.spans, at),
            imported=self.imported, imported_minutes=self.imported_minutes,
        )  # fmt: skip
        if not self.merged:
            return gone
        merged = tuple(replace(part, person=part.person.went(at)) for part in self.merged)
        return replace(gone, merged=merged, own=with_end(self.own, at))

    def moved(self, ms: int) -> Attendee:
        """The same person with every moment so much later."""
        merged = tuple(replace(part, person=part.person.moved(ms)) for part in self.merged)
        imported = tuple(shifted(Vector(self.imported), ms))
        spans, own = shifted(self.spans, ms), shifted(self.own, ms)
        return replace(self, spans=spans, merged=merged, own=own, imported=imported)

    @property
    def is_only_imported(self) -> bool:
        """Whether all that is known of when the person was here comes from files."""
        return bool(self.spans) and all(span.source == IMPORTED for span in self.spans)

    def with_imported(self, spans: tuple[Span, ...], minutes: int | None) -> Attendee:
        """The same person with what a file says; what was marked by hand stays as it is.

        Args:
            spans: When the file says that the person was here.
            minutes: For how long, where it says so.
        """
        imported = tuple(union(self.imported, spans))
        stated = [one for one in (self.imported_minutes, minutes) if one is not None]
        most = -(-sum(span.closed_ms for span in imported) // _MINUTE_MS)  # two files may tell the same
        in_all = min(sum(stated), most) if stated else None
        person = replace(self, imported=imported, imported_minutes=in_all)
        own = self.own if self.merged else self.spans
        if any(span.source != IMPORTED for span in own):
            return person
        if self.merged:
            return replace(person, own=Vector(imported)).with_merged(self.merged)
        return replace(person, spans=Vector(imported))

    def with_merged(self, merged: tuple[MergedPerson, ...]) -> Attendee:
        """The same person with these merged instead: here whenever one of them was."""
        own = self.own if self.merged else self.spans
        if not merged:
            return replace(self, spans=own, merged=(), own=Vector())
        spans = union(own, *(part.person.spans for part in merged))
        return replace(self, spans=spans, merged=merged, own=own)


class MergedPerson(msgspec.Struct, frozen=True):
    """Somebody who turned out to be another, and what the other got of theirs."""

    person: Attendee
    filled: tuple[str, ...] = ()
    """Facts that were not known of the other."""
    ready: frozenset[str] = frozenset()
    """What the other was not ready with."""
    leads: tuple[str, ...] = ()
    """Items that the person led."""
    seats: tuple[FormerSeat, ...] = ()


class FormerSeat(msgspec.Struct, frozen=True):
    """Where somebody sat in a round when they were merged."""

    round: int
    """The id of the round."""
    room: int
    locked: bool
    late: bool
    host: bool
    taken: bool
    """Whether the other sat nowhere and took the seat."""


def union(*lines: Iterable[Span]) -> Vector[Span]:
    """Whenever one of several people was here: spans that overlap are joined, spans that touch are not.

    Whoever left in the moment they came has a span without a length; that is there once, however often given.
    """
    joined: list[Span] = []
    for span in sorted(chain(*lines), key=lambda span: (span.start, span.end is None, span.end or 0)):
        last = joined[-1] if joined else None
        if last is None or (last.end is not None and last.end <= span.start):
            if last is None or (last.start, last.end) != (span.start, span.end):
                joined.append(span)
            continue
        end = None if last.end is None or span.end is None else max(last.end, span.end)
        joined[-1] = Span(last.start, end, last.source)
    return Vector(joined)


def filled_in(facts: PersonFacts, by: PersonFacts) -> tuple[str, ...]:
    """What is not known in ``facts`` and is in ``by``."""
    return tuple(
        field for field, default in _defaults() if getattr(facts, field) == default != getattr(by, field)
    )


def with_filled(facts: PersonFacts, by: PersonFacts, fields: Iterable[str]) -> PersonFacts:
    """The facts with some of another's."""
    return replace(facts, **{field: getattr(by, field) for field in fields})


def without_filled(facts: PersonFacts, by: PersonFacts, fields: Iterable[str]) -> PersonFacts:
    """The facts without what another's filled in, unless it was changed since."""
    same = {field: default for field, default in _defaults() if getattr(facts, field) == getattr(by, field)}
    return replace(facts, **{field: same[field] for field in fields if field in same})


def _defaults() -> Iterator[tuple[str, object]]:
    """Every fact but the name, with what stands there where it is not known."""
    return zip(PersonFacts.__struct_fields__[1:], PersonFacts.__struct_defaults__, strict=True)
