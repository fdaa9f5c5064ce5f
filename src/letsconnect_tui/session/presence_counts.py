"""The people of a session, counted as they come and go, so that nobody has to be counted again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from letsconnect_tui.session.attendee import TEAM_ROLES

if TYPE_CHECKING:
    from letsconnect_tui.session.attendee import Attendee
    from letsconnect_tui.session.span import Span


class PresenceCounts:
    """How many people there are; ``unique``, ``here`` and the peak know participants only."""

    __slots__ = ("_at", "_peak_before", "here", "in_order", "registered_not_marked", "team_here", "unique")

    def __init__(self) -> None:
        self.here = self.unique = self.team_here = self.registered_not_marked = 0
        self.in_order = True
        """Whether every moment was given at or after the one before; else the peak is not known here."""
        self._at = 0
        self._peak_before = 0
        """The most that were here at once before ``_at``."""

    @classmethod
    def of(cls, people: Iterable[Attendee]) -> PresenceCounts:
        """The counts of people whose coming and going was not followed."""
        made = cls()
        for person in people:
            made.added(person)
            if person.spans:
                made.in_order = False
                made.came(person, 0, first=True)
            if person.spans and not person.is_here:
                made.went(person, 0)
        return made

    def again(self, people: Iterable[Attendee], at: int) -> PresenceCounts:
        """The counts of these people at that moment, when it was another number of them until now."""
        every = list(people)
        made = PresenceCounts.of(every)
        made.in_order = self.in_order and at >= self._at
        made._at = at
        before = [span for one in every if not one.is_team for span in one.spans if span.start < at]
        made._peak_before = _peak(before)
        return made

    def copy(self) -> PresenceCounts:
        """The same, to be changed on its own."""
        made = PresenceCounts()
        for name in self.__slots__:
            setattr(made, name, getattr(self, name))
        return made

    @property
    def peak(self) -> int:
        """The most that were here at once; somebody who leaves as another comes does not overlap."""
        return max(self._peak_before, self.here)

    def added(self, person: Attendee) -> None:
        """Somebody is known from now on."""
        self.registered_not_marked += person.source == "roster" and not person.is_team

    def moved(self, ms: int) -> None:
        """Every moment so far was moved, because the clock was put right."""
        self._at += ms

    def came(self, person: Attendee, at: int, *, first: bool) -> None:
        """Somebody came in, perhaps for the first time."""
        if person.role in TEAM_ROLES:
            self.team_here += 1
            return
        if at != self._at:
            self._reach(at)
        self.here += 1
        if first:
            self.unique += 1
            self.registered_not_marked -= person.source == "roster"

    def went(self, person: Attendee, at: int) -> None:
        """Somebody went out."""
        if person.role in TEAM_ROLES:
            self.team_here -= 1
            return
        if at != self._at:
            self._reach(at)
        self.here -= 1

    def _reach(self, at: int) -> None:
        """Whoever comes and goes at one moment counts as one step: only what stands after it is a peak."""
        if at < self._at:
            self.in_order = False
        elif self.here > self._peak_before:
            self._peak_before = self.here
        self._at = at


class People(dict[str, "Attendee"]):
    """People by id, in the order of being added, with their counts.

    While ``is_open``, a fold changes it in place; after that it is never changed.
    """

    __slots__ = ("counts", "is_open")

    def __init__(self, people: Mapping[str, Attendee], *, is_open: bool = False) -> None:
        super().__init__(people)
        self.counts = counted(people).copy()
        self.is_open = is_open


def counted(people: Mapping[str, Attendee]) -> PresenceCounts:
    """The counts of all these people; they are nobody's to change."""
    return people.counts if isinstance(people, People) else PresenceCounts.of(people.values())


def peak(people: Mapping[str, Attendee]) -> int:
    """The most participants that were here at once."""
    counts = counted(people)
    if counts.in_order:
        return counts.peak
    return _peak([span for person in people.values() if not person.is_team for span in person.spans])


def present_over_time(people: Mapping[str, Attendee], until: int) -> tuple[tuple[int, int], ...]:
    """How many participants were here from each moment on at which that changed, up to ``until``.

    Args:
        people: All people of a session; the team is not counted.
        until: The end of what is looked at, in milliseconds on the session's line.
    """
    changes: dict[int, int] = {}
    for person in people.values():
        for span in () if person.is_team else person.spans:
            changes[span.start] = changes.get(span.start, 0) + 1
            if span.end is not None:
                changes[span.end] = changes.get(span.end, 0) - 1
    steps: list[tuple[int, int]] = []
    here = 0
    for at in sorted(at for at in changes if at <= until):
        here += changes[at]
        if changes[at]:
            steps.append((at, here))
    return tuple(steps)


def _peak(spans: list[Span]) -> int:
    ends = sorted(span.end for span in spans if span.end is not None)
    gone = most = 0
    for come, start in enumerate(sorted(span.start for span in spans), 1):
        while gone < len(ends) and ends[gone] <= start:
            gone += 1
        most = max(most, come - gone)
    return most
