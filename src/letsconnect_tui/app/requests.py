"""What can be wanted of a live session besides the commands of ``session/``; see ``LiveSession.perform``.

Commands here are carried out as one of ``session/`` once what they need was looked up. Queries change
nothing. What a proposal request asks for waits for ``Accept`` or ``Reject``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.session.facts import Command

if TYPE_CHECKING:
    from letsconnect_tui.people.match import NameMatch


class Query(msgspec.Struct, frozen=True):
    """Base of all that only asks."""


class ProposalRequest(msgspec.Struct, frozen=True):
    """Base of all that asks for a proposal; nothing changes until it is accepted."""


Request = Command | Query | ProposalRequest

# -- commands ------------------------------------------------------------------------------------------


class Accept(Command, frozen=True):
    """Carry out the proposal with that id, as long as it is the open one and nothing it rests on changed."""

    proposal: int


class Reject(Command, frozen=True):
    """Put the proposal with that id away."""

    proposal: int


class CopyText(Command, frozen=True):
    """Copy a text for the call; see ``messages/call_texts.py`` for what there is."""

    what: str = ""
    """Empty: the next chat line of the running item."""


class ForgetPerson(Command, frozen=True):
    """Take somebody's name out of the file, in every session; nothing brings it back."""

    person: str


class TeamRequest(Command, frozen=True):
    """Base of commands about a shared session as such; see ``team_requests.py``."""


class ChooseAside(TeamRequest, frozen=True):
    """Do after all, or never, what did not fit any more when others' actions came."""

    entry: str
    apply: bool


class ReplaceCodes(TeamRequest, frozen=True):
    """Let the session go on under other codes, because somebody has one who should not."""


class LookedUp(Command, frozen=True):
    """Base of commands that need something looked up before they can be decided; see ``look_ups.py``."""


class SeatLate(LookedUp, frozen=True):
    """Put somebody who has no room into the one that suits best."""

    person: str = ""
    """Empty: everybody who has no room."""


class LoadRosterFile(LookedUp, frozen=True):
    """Take in who registered from a file."""

    path: str
    encoding: str | None = None
    """What somebody says the file is in; None is found out."""
    columns: str | None = None
    """Which of its columns is which, as ``name=2,user=3``; None is recognised."""


# -- proposals: the plan -------------------------------------------------------------------------------


class ProposePlan(ProposalRequest, frozen=True):
    """The plan file as it is now, where it was edited since the session was opened."""


# -- proposals: rooms ----------------------------------------------------------------------------------


class ProposeRooms(ProposalRequest, frozen=True):
    """Rooms for everyone who is here."""

    size: int | None = None
    count: int | None = None
    seed: int = 1
    style: str | None = None


class ProposeOtherRooms(ProposalRequest, frozen=True):
    """Other rooms than the ones proposed: the plan in another style if there is one, else another shuffle.

    Where nothing is proposed yet, or other people are here than in the proposal, rooms are made anew.
    """


class ProposeSameRooms(ProposalRequest, frozen=True):
    """The groups of an earlier round with whoever is here now."""

    round: int | None = None
    """Its number from 1; None: the latest that was opened."""


class MoveInProposal(ProposalRequest, frozen=True):
    """Somebody sits in another room of the rooms proposed."""

    proposal: int
    person: str
    room: int


class SwapInProposal(ProposalRequest, frozen=True):
    """Two people change places in the rooms proposed."""

    proposal: int
    first: str
    second: str


class LockInProposal(ProposalRequest, frozen=True):
    """Somebody stays in their room whatever is proposed next, or no longer."""

    proposal: int
    person: str
    locked: bool = True


class ProposeTidy(ProposalRequest, frozen=True):
    """The fewest moves that make the rooms good again."""


# -- proposals: time -----------------------------------------------------------------------------------


class ProposeRebalance(ProposalRequest, frozen=True):
    """New times that keep the end, or one that is later."""

    later_ms: int = 0
    dropped: tuple[str, ...] = ()


class ProposeFix(ProposalRequest, frozen=True):
    """The new times that follow from one of the fixes offered, by its number from 1."""

    number: int


class ProposeGiveBack(ProposalRequest, frozen=True):
    """Time won, given to the items to come."""


# -- proposals: people ---------------------------------------------------------------------------------


class ProposePaste(ProposalRequest, frozen=True):
    """A pasted block of names, reconciled with the people known."""

    text: str


class DecidePasted(ProposalRequest, frozen=True):
    """The pasted list of that id with what was decided about its lines."""

    proposal: int
    matches: tuple[NameMatch, ...]


class ProposeImport(ProposalRequest, frozen=True):
    """What a file of a meeting platform says about who was there, reconciled with the people known."""

    path: str
    zone: str | None = None
    """Of the times in the file; None: the plan's."""
    encoding: str | None = None
    """What somebody says the file is in; None is found out."""
    columns: str | None = None
    """Which of its columns is which, as ``name=2,joined=3``; None is recognised."""


class DecideImport(ProposalRequest, frozen=True):
    """The import of that id with what was decided about its people, in their order."""

    proposal: int
    decided: tuple[str | None, ...]
    """A person's id, ``people_proposals.NEW`` or ``OUT``; None: not decided."""


# -- queries -------------------------------------------------------------------------------------------


class ShowStatus(Query, frozen=True):
    """Where the session stands."""

    as_json: bool = False


class ShowPeople(Query, frozen=True):
    """Everybody known."""

    as_json: bool = False


class ShowAgenda(Query, frozen=True):
    """Every item with its times."""

    as_json: bool = False


class ShowRooms(Query, frozen=True):
    """The rounds and rooms so far, as values."""


class ShowTimeline(Query, frozen=True):
    """Planned against actual as bars."""

    width: int


class ShowNotes(Query, frozen=True):
    """Every note, question and action with its number."""


class ShowHistory(Query, frozen=True):
    """Every command that was given."""

    as_json: bool = False


class ShowOptions(Query, frozen=True):
    """What can be done instead of waiting for the sharer of an item; None: of the next one missing."""

    item: str | None = None


class ShowTeam(Query, frozen=True):
    """Who takes part in a shared session, from where, and what waits."""


class ShowCode(Query, frozen=True):
    """Copy what somebody needs to take part."""

    role: str


class ShowAside(Query, frozen=True):
    """What no longer fitted when others' actions came."""


class ShowHelp(Query, frozen=True):
    """How commands are written and what they do, each as its usage and the key of its sentence."""

    commands: tuple[tuple[str, str], ...]


class Quit(Query, frozen=True):
    """Leave the session; what is live goes on."""
