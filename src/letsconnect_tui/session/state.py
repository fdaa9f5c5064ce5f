"""Where a session stands: one frozen value, made only by folding events.

Moments and durations are integer milliseconds; moments lie on the session's own line (see ``record.py``).
Mappings in here are never changed in place. What grows with the records is a Vector.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from operator import attrgetter
from typing import TYPE_CHECKING, Literal

import msgspec

from letsconnect_tui.session.span import Span
from letsconnect_tui.session.vector import Vector

if TYPE_CHECKING:
    from letsconnect_tui.plan.model import Item, Plan
    from letsconnect_tui.session.attendee import Attendee
    from letsconnect_tui.session.facts import RoomFacts, TeamRole
    from letsconnect_tui.session.feedback_counts import Feedback

Phase = Literal["ready", "live", "paused", "ended"]
ItemPhase = Literal["pending", "running", "paused", "done", "skipped", "dropped"]


class ItemRun(msgspec.Struct, frozen=True):
    """How one item of the agenda is going."""

    id: str
    phase: ItemPhase = "pending"
    spans: Vector[Span] = Vector()
    """When it ran; pauses lie between the spans. Changed by the three methods below only."""
    closed_ms: int = 0
    """The length of all spans that are closed."""
    added_ms: int = 0
    allotted_ms: int | None = None
    """The time given by a rebalance; None: the plan's budget."""
    lead: str | None = None
    """Who leads it instead of the plan's lead."""

    def elapsed(self, now: int) -> int:
        """Milliseconds in which it ran; only its last span can be open."""
        last = self.spans.tail[-1:]
        return self.closed_ms + sum(span.length(now) for span in last if span.end is None)

    def begun(self, at: int) -> ItemRun:
        """The same, running from ``at`` on."""
        return msgspec.structs.replace(self, phase="running", spans=self.spans.appended(Span(at)))

    def stopped(self, at: int) -> ItemRun:
        """The same, with its last span closed at ``at`` if that is open."""
        last = self.spans.tail[-1:]
        if not last or last[0].end is not None:
            return self
        return self.with_span(-1, end=max(at, last[0].start))

    def with_span(self, index: int, *, start: int | None = None, end: int | None = None) -> ItemRun:
        """The same with another start or end of one span."""
        was = self.spans[index]
        span = Span(was.start if start is None else start, was.end if end is None else end, was.source)
        closed_ms = self.closed_ms - was.closed_ms + span.closed_ms
        return msgspec.structs.replace(self, spans=self.spans.with_item(index, span), closed_ms=closed_ms)


class Round(msgspec.Struct, frozen=True):
    """One breakout round: its rooms, who sits where, and its clock."""

    number: int
    item: str
    rooms: Mapping[int, RoomFacts]
    """By room number; ``members`` are as accepted, ``seating`` is as it is now."""
    seating: Mapping[str, int]
    seed: int
    id: int = 0
    """Unlike ``number`` it is never given again when rooms are replaced or taken back."""
    opened_at: int | None = None
    closed_at: int | None = None
    added_ms: int = 0
    locked: frozenset[str] = frozenset()
    late: frozenset[str] = frozenset()
    """Who was seated after the rooms were opened."""
    status: Mapping[int, str] = msgspec.field(default_factory=dict)
    visits: Mapping[int, tuple[int, ...]] = msgspec.field(default_factory=dict)
    reports: Mapping[int, str | None] = msgspec.field(default_factory=dict)
    """Rooms that reported back, and who spoke."""

    @property
    def is_open(self) -> bool:
        """Whether people are in the rooms now."""
        return self.opened_at is not None and self.closed_at is None

    def members(self, room: int) -> tuple[str, ...]:
        """Who sits in a room now, in the order of sitting down."""
        return tuple(person for person, number in self.seating.items() if number == room)

    @property
    def used(self) -> tuple[int, ...]:
        """The numbers of the rooms that hold people or seats; of all rooms where none does."""
        taken = set(self.seating.values())
        used = tuple(number for number, room in self.rooms.items() if number in taken or room.seats)
        return used or tuple(self.rooms)


class TakenLine(msgspec.Struct, frozen=True, gc=False):
    """A note, a parked question or an action."""

    number: int
    kind: Literal["note", "question", "action"]
    text: str
    at: int
    item: str | None
    answered: bool = False
    """Whether it was dealt with, whatever its kind."""


class Machine(msgspec.Struct, frozen=True):
    """One of the machines that a session is run from."""

    id: str
    called: str
    """What its user is called."""
    role: TeamRole
    number: int
    """From 0, in the order of joining; the first one shared the session."""


class State(msgspec.Struct, frozen=True):
    """Everything a session has come to be."""

    session: str
    plan: Plan
    plan_file: str
    rehearsal: bool
    planned_start: int
    end_to_keep: int
    """When the session shall end: planned start plus length, unless a later end was chosen."""
    phase: Phase
    order: tuple[str, ...]
    runs: Mapping[str, ItemRun]
    people: Mapping[str, Attendee]
    opened_at: int
    current: str | None = None
    came_from: str | None = None
    """The item that was left for the running one; None for the first."""
    entry: int = 0
    """Which of the running item's spans began when it was entered; later ones follow pauses."""
    moved_ms: int = 0
    """How far the whole plan was moved; ``planned_start`` and ``end_to_keep`` have it in them."""
    corrected_ms: int = 0
    """How far the wall clock was put right in all; every moment in here has it in it."""
    started_at: int | None = None
    ended_at: int | None = None
    pauses: Vector[Span] = Vector()
    recordings: Vector[Span] = Vector()
    headcounts: Vector[tuple[int, int]] = Vector()
    readiness: Mapping[str, frozenset[str]] = msgspec.field(default_factory=dict)
    steps: frozenset[str] = frozenset()
    """Steps of the team's preparation that are done, by id."""
    rounds: tuple[Round, ...] = ()
    copied: Mapping[str, int] = msgspec.field(default_factory=dict)
    lines: Vector[TakenLine] = Vector()
    imports: Mapping[str, frozenset[int]] = msgspec.field(default_factory=dict)
    """Hash of an attendance file → first rows of the people who were taken in from it."""
    feedback: tuple[Feedback, ...] = ()
    """What people said about it, by source."""
    team: Mapping[str, Machine] = msgspec.field(default_factory=dict)
    """The machines that run it together, by id; empty: it was never shared."""
    clock_holder: str = ""
    """The machine whose commands about time count; empty: it was never shared."""
    former: tuple[Item, ...] = ()
    """Items that the plan had before it was edited, and about which nothing is recorded."""

    def item(self, item_id: str) -> Item:
        """The plan's item, also one that an earlier version of the plan had; KeyError if there is none."""
        for item in self.all_items:
            if item.id == item_id:
                return item
        raise KeyError(item_id)

    @property
    def all_items(self) -> tuple[Item, ...]:
        """The plan's items, and behind them those of its earlier versions."""
        return (*self.plan.items, *self.former) if self.former else self.plan.items

    @property
    def current_item(self) -> Item | None:
        """The plan's item that is running or paused."""
        return None if self.current is None else self.plan.item(self.current)

    @property
    def to_come(self) -> tuple[str, ...]:
        """Items still pending, in order; none once the session has ended."""
        if self.phase == "ended":
            return ()
        return tuple(item for item in self.order if self.runs[item].phase == "pending")

    @property
    def item_before(self) -> str | None:
        """The item that Back returns to: the nearest before the running one that was held or skipped."""
        if self.current is None:
            return None
        before = self.order[: self.order.index(self.current)]
        gone = [item for item in before if self.runs[item].phase in ("done", "skipped")]
        return gone[-1] if gone else None

    @property
    def recording(self) -> bool:
        """Whether the facilitator said that the recording runs."""
        return bool(self.recordings) and self.recordings[-1].end is None

    @property
    def headcount(self) -> int | None:
        """The latest headcount, None until one was given."""
        return self.headcounts[-1][1] if self.headcounts else None

    @property
    def round(self) -> Round | None:
        """The latest round, closed or not."""
        return self.rounds[-1] if self.rounds else None

    @property
    def unclosed_round(self) -> Round | None:
        """The round that is planned or open; None once it is closed."""
        return self.round if self.round is not None and self.round.closed_at is None else None

    def place_of_line(self, number: int) -> int | None:
        """Where in ``lines`` the one with that number is; None if nowhere."""
        place = bisect_left(self.lines, number, key=attrgetter("number"))
        return place if self.lines[place : place + 1] and self.lines[place].number == number else None

    def lead_of(self, item_id: str) -> str | None:
        """Who leads an item now."""
        run = self.runs.get(item_id)
        return (run.lead if run is not None else None) or self.item(item_id).lead

    def allotted(self, item_id: str) -> int:
        """Milliseconds an item has been given, without what was added while it ran."""
        given = self.runs[item_id].allotted_ms
        return self.item(item_id).duration_s * 1000 if given is None else given

    def warn_ms(self, item_id: str) -> tuple[int, ...]:
        """How long before its end to warn, longest first: as its plan says, else at 20 % and 5 % of its time.

        Whole seconds; the plan's usual warnings follow the item's time when that is changed.
        """
        item = self.item(item_id)
        if set(item.warn_s) != {item.duration_s // 5, item.duration_s // 20}:
            return tuple(left_s * 1000 for left_s in item.warn_s)
        has_s = (self.allotted(item_id) + self.runs[item_id].added_ms) // 1000
        return tuple(left_s * 1000 for left_s in sorted({has_s // 5, has_s // 20}, reverse=True) if left_s)

    def remaining(self, item_id: str, now: int) -> int:
        """Milliseconds left: allotted + added − active; negative in overtime."""
        run = self.runs[item_id]
        return self.allotted(item_id) + run.added_ms - run.elapsed(now)
