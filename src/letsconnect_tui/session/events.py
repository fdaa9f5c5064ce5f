"""What happened, in the past tense: the only thing that changes a session's state.

Each event is a fact that stands on its own: it names the items, people and rooms it is about, so that
folding the log without an earlier command either still makes sense or is noticed. Moments are milliseconds
on the session's line.
"""

from __future__ import annotations

from typing import Literal

from letsconnect_tui.session.facts import Event, TeamRole
from letsconnect_tui.session.feedback_counts import FeedbackTaken as FeedbackTaken
from letsconnect_tui.session.people_events import (
    AttendanceImported as AttendanceImported,
)
from letsconnect_tui.session.people_events import (
    CameIn as CameIn,
)
from letsconnect_tui.session.people_events import (
    HeadcountTaken as HeadcountTaken,
)
from letsconnect_tui.session.people_events import (
    PeopleMerged as PeopleMerged,
)
from letsconnect_tui.session.people_events import (
    PersonAdded as PersonAdded,
)
from letsconnect_tui.session.people_events import (
    PersonDescribed as PersonDescribed,
)
from letsconnect_tui.session.people_events import (
    PersonSplit as PersonSplit,
)
from letsconnect_tui.session.people_events import (
    PresenceSet as PresenceSet,
)
from letsconnect_tui.session.people_events import (
    ReadinessSet as ReadinessSet,
)
from letsconnect_tui.session.people_events import (
    StepTicked as StepTicked,
)
from letsconnect_tui.session.people_events import (
    WentOut as WentOut,
)
from letsconnect_tui.session.room_events import (
    LockSet,
    RoomReported,
    RoomStatusSet,
    RoomVisited,
    RoundAccepted,
    RoundClosed,
    RoundExtended,
    RoundOpened,
    Seated,
    Unseated,
)

# -- the session -----------------------------------------------------------------------------------


class SessionOpened(Event, frozen=True, tag="opened"):
    """A run of a plan was begun; the plan is kept whole, so that later edits do not change what was run."""

    plan_text: str
    plan_file: str
    starts_at: int
    """The planned start of this occurrence."""
    rehearsal: bool = False
    marks: dict[str, tuple[str, ...]] = {}  # noqa: RUF012 - msgspec gives every event its own
    """Of people of the plan, by id, whose names are gone."""


class PlanReplaced(Event, frozen=True, tag="plan-replaced"):
    """The plan was edited and taken anew; ticks, marks and what was held stay by their ids."""

    plan_text: str
    starts_at: int
    """The planned start of this occurrence in the new plan."""
    marks: dict[str, tuple[str, ...]] = {}  # noqa: RUF012 - as above


class SessionStarted(Event, frozen=True, tag="started"):
    """The session began with its first item."""

    item: str


class Advanced(Event, frozen=True, tag="advanced"):
    """One item was done and another began."""

    left: str
    entered: str


class WentBack(Event, frozen=True, tag="went-back"):
    """The facilitator returned to the item before; it goes on from its own elapsed time."""

    left: str
    entered: str


class ItemSkipped(Event, frozen=True, tag="skipped"):
    """The running item was given up without an actual time, and the next began."""

    item: str
    entered: str


class ItemDropped(Event, frozen=True, tag="dropped"):
    """An item to come was taken off the agenda."""

    item: str
    reason: str = ""


class SessionPaused(Event, frozen=True, tag="paused"):
    """Item and session stand still."""


class SessionResumed(Event, frozen=True, tag="resumed"):
    """Item and session go on."""


class TimeAdded(Event, frozen=True, tag="time-added"):
    """An item got more or less time than allotted."""

    item: str
    ms: int


class StartCorrected(Event, frozen=True, tag="start-corrected"):
    """The running item really began earlier than the key was pressed."""

    item: str
    started_at: int


class RecordingSaid(Event, frozen=True, tag="recording"):
    """The facilitator said that the recording runs, or no longer runs."""

    on: bool


class ClockCorrected(Event, frozen=True, tag="clock-corrected"):
    """The wall clock was put right; the session's line goes on by it from the moment of the record."""

    ms: int
    """How far forward, negative for back; what happened before moves as far, so that no duration changes."""


class SessionEnded(Event, frozen=True, tag="ended"):
    """The session was closed."""


class Rebalanced(Event, frozen=True, tag="rebalanced"):
    """The items to come got new times."""

    allotted_ms: dict[str, int]
    end_at: int
    dropped: tuple[str, ...] = ()


class EndMoved(Event, frozen=True, tag="end-moved"):
    """The session may end at another time; nobody's time changed."""

    end_at: int


class ItemsSwapped(Event, frozen=True, tag="items-swapped"):
    """Two items to come changed places."""

    first: str
    second: str


class ItemBroughtForward(Event, frozen=True, tag="brought-forward"):
    """An item to come was put right behind the running one."""

    item: str


class ItemPutOff(Event, frozen=True, tag="put-off"):
    """The running item was left for another and comes right after it, with what is left of its time."""

    left: str
    entered: str


class LeadChanged(Event, frozen=True, tag="lead-changed"):
    """Somebody else leads an item."""

    item: str
    lead: str


class AwayBecamePause(Event, frozen=True, tag="away-paused"):
    """Time in which the machine slept or the app was closed counts as a pause."""

    since: int
    until: int


# -- who runs it -----------------------------------------------------------------------------------


class MachineJoined(Event, frozen=True, tag="machine"):
    """A machine takes part in a shared session, or takes part again under another name."""

    machine: str
    called: str
    """What its user is called."""
    role: TeamRole


class ClockTaken(Event, frozen=True, tag="clock-taken"):
    """What one machine says of the time counts from now on, and nobody else's."""

    machine: str


# -- words -----------------------------------------------------------------------------------------


class Copied(Event, frozen=True, tag="copied"):
    """A text was copied; whether it was sent is for people to say."""

    what: str


class LineTaken(Event, frozen=True, tag="line"):
    """A note, a question to park or an action was written down."""

    number: int
    """From 1, in the order taken; what ticks it names it."""
    kind: Literal["note", "question", "action"]
    text: str
    item: str | None = None


class QuestionAnswered(Event, frozen=True, tag="answered"):
    """A question, an action or a note was dealt with; ``line`` is the number of its ``LineTaken``."""

    line: int


AnyEvent = (
    SessionOpened
    | PlanReplaced
    | SessionStarted
    | Advanced
    | WentBack
    | ItemSkipped
    | ItemDropped
    | SessionPaused
    | SessionResumed
    | TimeAdded
    | StartCorrected
    | RecordingSaid
    | ClockCorrected
    | SessionEnded
    | Rebalanced
    | EndMoved
    | ItemsSwapped
    | ItemBroughtForward
    | ItemPutOff
    | LeadChanged
    | AwayBecamePause
    | PersonAdded
    | PersonDescribed
    | CameIn
    | WentOut
    | PeopleMerged
    | PersonSplit
    | AttendanceImported
    | PresenceSet
    | HeadcountTaken
    | ReadinessSet
    | StepTicked
    | RoundAccepted
    | RoundOpened
    | RoundClosed
    | RoundExtended
    | Seated
    | Unseated
    | LockSet
    | RoomStatusSet
    | RoomVisited
    | RoomReported
    | Copied
    | LineTaken
    | QuestionAnswered
    | FeedbackTaken
    | MachineJoined
    | ClockTaken
)
