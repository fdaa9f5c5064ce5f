"""What somebody wants, in the imperative: every key, palette entry and typed line ends as one of these.

A command names people by id, items by id, rooms by number. What depends on what runs now names that too
(``from_item``, ``item``, ``round`` …), as it was when somebody wanted it: given twice, or by two people, it
acts once. None there means whatever it is when the command arrives. A command that came from a proposal
(rooms, a rebalanced agenda, a pasted list) carries its result; ``decide`` checks it and never searches.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from letsconnect_tui.session.facts import Command, PersonFacts
from letsconnect_tui.session.feedback_counts import Feedback  # noqa: TC001 - msgspec reads the annotations
from letsconnect_tui.session.people_events import ImportedPresence, ImportedRow  # noqa: TC001 - as above


class Start(Command, frozen=True):
    """Begin the session with its first item."""


class Next(Command, frozen=True):
    """Go on from the running item to the next one."""

    from_item: str | None = None


class Back(Command, frozen=True):
    """Return from the running item to the one before."""

    from_item: str | None = None


class Pause(Command, frozen=True):
    """Let the running item and the session stand still."""

    item: str | None = None


class Resume(Command, frozen=True):
    """Let the paused item and the session go on."""

    item: str | None = None


class AddTime(Command, frozen=True):
    """Give the running item more (or less) time."""

    ms: int
    item: str | None = None


class Skip(Command, frozen=True):
    """Give up the running item without an actual time."""

    item: str | None = None


class Drop(Command, frozen=True):
    """Take an item to come off the agenda."""

    item: str
    reason: str = ""


class CorrectStart(Command, frozen=True):
    """The running item really began ``ms`` earlier."""

    ms: int
    item: str | None = None
    began_at: int | None = None
    """When it began as far as was known."""


class CorrectClock(Command, frozen=True):
    """The wall clock of the machine whose time counts was put right."""

    ms: int


class SayRecording(Command, frozen=True):
    """Say that the recording runs, or not."""

    on: bool


class End(Command, frozen=True):
    """Close the session."""


class AcceptRebalance(Command, frozen=True):
    """Give the items to come these times (whole seconds, in ms)."""

    allotted_ms: dict[str, int]
    end_at: int
    dropped: tuple[str, ...] = ()


class ReplacePlan(Command, frozen=True):
    """Take the plan as it was edited."""

    plan_text: str
    starts_at: int
    """The planned start of this occurrence in it."""
    replaces: str | None = None
    """The text it is to take the place of."""


class MoveEnd(Command, frozen=True):
    """Let the session end ``ms`` later, or earlier."""

    ms: int
    from_end: int | None = None
    """The end to keep as it was."""


class SwapItems(Command, frozen=True):
    """Let two items to come change places."""

    first: str
    second: str
    earlier: str | None = None
    """Which of them came before the other."""


class BringForward(Command, frozen=True):
    """Put an item to come right behind the running one."""

    item: str


class BeginInstead(Command, frozen=True):
    """Begin an item to come at once and put the running one off until after it."""

    item: str
    from_item: str | None = None
    """The item that was running when this was wanted."""


class ChangeLead(Command, frozen=True):
    """Hand an item to somebody else, for example the backup."""

    item: str
    lead: str


class PauseAway(Command, frozen=True):
    """Count the time in which the machine slept as a pause."""

    since: int
    until: int


class MarkHere(Command, frozen=True):
    """Somebody is here."""

    person: str


class MarkLeft(Command, frozen=True):
    """Somebody has left."""

    person: str


class AddPerson(Command, frozen=True):
    """Somebody new is here."""

    facts: PersonFacts
    here: bool = True


class DescribePerson(Command, frozen=True):
    """Set anew what is known of somebody."""

    person: str
    facts: PersonFacts


class MergePeople(Command, frozen=True):
    """Two people known are one."""

    first: str
    second: str


class SplitPerson(Command, frozen=True):
    """Somebody who was merged into another is a person of their own again."""

    person: str
    gone: str


class MarkPasted(Command, frozen=True):
    """A pasted list as reconciled: these are here, and these are new and here."""

    known: tuple[str, ...]
    new: tuple[PersonFacts, ...]


class LoadRoster(Command, frozen=True):
    """Who registered: new people, nobody marked."""

    people: tuple[PersonFacts, ...]


class NewArrival(msgspec.Struct, frozen=True):
    """Somebody whom only a file knows, and when it says they were there."""

    facts: PersonFacts
    presence: ImportedPresence


class ImportAttendance(Command, frozen=True):
    """What an attendance file says, as reconciled with the people known."""

    file_hash: str
    file_name: str
    format: str
    known: tuple[ImportedPresence, ...] = ()
    new: tuple[NewArrival, ...] = ()
    """Their presence and rows name them by the same word until they have an id."""
    rows: tuple[ImportedRow, ...] = ()


class EveryoneLeft(Command, frozen=True):
    """Everyone still here has left."""


class TakeHeadcount(Command, frozen=True):
    """How many people there are."""

    people: int


class SetReadiness(Command, frozen=True):
    """One thing of a sharer's preparation is done, or not."""

    person: str
    what: Literal["confirmed", "slides", "interpreters", "sound", "screen", "cohost"] | str
    done: bool = True


class TickStep(Command, frozen=True):
    """A step of the team's preparation is done, or not."""

    step: str
    done: bool = True


class MarkCopied(Command, frozen=True):
    """A text was copied."""

    what: str


class TakeLine(Command, frozen=True):
    """Write down a note, a question to park or an action."""

    kind: Literal["note", "question", "action"]
    text: str


class TakeFeedback(Command, frozen=True):
    """Write down what people said about the session, beside what there is."""

    feedback: Feedback


class AnswerQuestion(Command, frozen=True):
    """A line written down was dealt with: a question answered, an action done, a note followed."""

    line: int


class Undo(Command, frozen=True):
    """Take back the latest command, or the one with that number."""

    number: int | None = None


class Redo(Command, frozen=True):
    """Give again what was taken back last, or the command with that number."""

    number: int | None = None
