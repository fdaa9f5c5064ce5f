"""The one door into a live session: commands, proposals and queries go in, replies come out.

Both faces send every wish through here, so that a key, a palette entry and a typed line cannot differ in
effect. Safe to call from several threads.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from letsconnect_tui.app.confirmations import Confirmations
from letsconnect_tui.app.due_cues import CueWatch, DueCue
from letsconnect_tui.app.following import records_in_words, take_over_new_records
from letsconnect_tui.app.open_proposal import OpenProposal
from letsconnect_tui.app.reply import Reply, reply_to
from letsconnect_tui.app.requests import (
    Accept,
    CopyText,
    ForgetPerson,
    LookedUp,
    ProposalRequest,
    Query,
    Reject,
    Request,
    TeamRequest,
)
from letsconnect_tui.errors import CommandRefused, InputError, StoreError
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.messages.call_texts import text_to_copy
from letsconnect_tui.messages.display_names import Names, NamesNow
from letsconnect_tui.session.commands import MarkCopied, Next
from letsconnect_tui.session.cues import Cue
from letsconnect_tui.session.moment import Moment, moment

if TYPE_CHECKING:
    from datetime import tzinfo

    from letsconnect_tui.app.following import FollowedRuns
    from letsconnect_tui.app.library import Library
    from letsconnect_tui.app.proposals import Proposal
    from letsconnect_tui.app.recorder import Outcome, Recorder, Team
    from letsconnect_tui.breakouts import Met
    from letsconnect_tui.messages.shown_state import ShownState
    from letsconnect_tui.session.facts import Command
    from letsconnect_tui.session.log import SessionLog
    from letsconnect_tui.session.record import Record
    from letsconnect_tui.session.state import State


class LiveSession:
    """One live session.

    Args:
        recorder: Makes and keeps its records.
        zone: Where times of day are told; None: this machine's zone.
        met_before: Looks up who met whom in earlier sessions; asked when rooms first need it.
        followed: For an onlooker, who gives no commands: where the writer's records are read.
        library: The file it is kept in, out of which people can be forgotten; None: it is not kept.
        notices: What is to be said when the session is opened.
    """

    def __init__(
        self,
        recorder: Recorder,
        *,
        zone: tzinfo | None = None,
        met_before: Callable[[State], Met] | None = None,
        followed: FollowedRuns | None = None,
        library: Library | None = None,
        notices: Iterable[Message] = (),
    ) -> None:
        self.zone = zone
        self.names_hidden = False
        self._recorder = recorder
        self._followed = followed
        self._library = library
        self._turn = threading.RLock()
        self._meetings = met_before
        self._met_before: tuple[object, Met] | None = None
        self._names = NamesNow()
        self._shown: ShownState | None = None
        self._cues = CueWatch(self, recorder.clock, notices)
        self._open_proposal = OpenProposal()
        self._confirmations = Confirmations()

    @property
    def state(self) -> State:
        """The session as it stands."""
        return self._recorder.state

    @property
    def log(self) -> SessionLog:
        """The session's records and their fold; a new value after every command."""
        return self._recorder.log

    @property
    def keeps(self) -> bool:
        """Whether what is done is stored; a rehearsal without a file keeps nothing."""
        return self._recorder.keeps

    @property
    def kept_elsewhere(self) -> Message | None:
        """Where it is kept since its file was changed or removed; None: where it was opened."""
        return self._recorder.kept_elsewhere

    @property
    def onlooker(self) -> bool:
        """Whether somebody else runs the session and this window only looks."""
        return self._followed is not None or (self.team is not None and self.team.watches)

    @property
    def team(self) -> Team | None:
        """The machines that share the session; None: it is this one's alone."""
        return self._recorder.team

    @property
    def proposal(self) -> Proposal | None:
        """What waits for a yes."""
        return self._open_proposal.proposal

    @property
    def away(self) -> tuple[int, int] | None:
        """When the machine last slept or the app was closed, if a pause can still be made of it."""
        return self._cues.away

    @property
    def met_before(self) -> Met:
        """Who met whom in earlier sessions, by the ids of this one."""
        if self._meetings is None:
            return {}
        people = self.state.people
        if self._met_before is None or self._met_before[0] is not people:
            self._met_before = (people, self._meetings(self.state))
        return self._met_before[1]

    @property
    def names(self) -> Names:
        """How people are called at present."""
        return self._names.of(self.log, hidden=self.names_hidden)

    @property
    def shown_state(self) -> State:
        """The state to draw: while names are hidden, with none in any text."""
        if not self.names_hidden:
            return self.state
        if self._shown is None:
            from letsconnect_tui.messages.shown_state import ShownState  # not needed at first

            self._shown = ShownState()
        return self._shown.of(self.state, self.names)

    def now(self) -> int:
        """The present moment on the session's line, in milliseconds."""
        return self._recorder.now()

    def moment(self) -> Moment:
        """The session as it is now."""
        return moment(self.state, self.now())

    def effect_of_undoing(self, number: int | None = None) -> tuple[Record, State]:
        """The command that an undo would take back, and the state it leads to; CommandRefused if none."""
        return self._recorder.effect_of_undoing(number)

    # -- what is wanted --------------------------------------------------------------------------------

    def execute(self, command: Command, *, by: str = "") -> Reply:
        """Carry out one command; refused or not stored, the reply says no and nothing changed.

        Args:
            command: What is wanted.
            by: Who wants it, unless it is the facilitator.
        """
        if self.onlooker:
            return Reply(False, message("refused-onlooker"))
        try:
            with self._turn:
                asked = None if by else self._confirmations.question(self.state, command, self.now())
                return Reply(False, asked) if asked is not None else self._carry_out(command, by)
        except (CommandRefused, InputError, StoreError) as no:
            return Reply(False, no.message)

    def propose(self, request: ProposalRequest, *, cancelled: Callable[[], bool] = bool) -> Reply:
        """Make a proposal, or change the open one; it waits for ``Accept`` or ``Reject``.

        Args:
            request: What is wanted.
            cancelled: Asked many times a second, from the thread that calls, whether to stop.
        """
        if self.onlooker:
            return Reply(False, message("refused-onlooker"))
        try:
            return self._open_proposal.propose(self, request, cancelled)
        except (CommandRefused, InputError) as no:
            return Reply(False, no.message)

    def ask(self, query: Query) -> Reply:
        """Answer a query; nothing changes."""
        from letsconnect_tui.app.queries import answer_query  # 60 ms, not needed to draw a screen

        try:
            return answer_query(self, query)
        except (CommandRefused, InputError) as no:
            return Reply(False, no.message)

    def perform(self, request: Request, *, cancelled: Callable[[], bool] = bool) -> Reply:
        """Whatever was wanted: execute it, propose it or answer it.

        Args:
            request: What is wanted.
            cancelled: As for ``propose``.
        """
        if isinstance(request, Query):
            return self.ask(request)
        if isinstance(request, ProposalRequest):
            return self.propose(request, cancelled=cancelled)
        return self.execute(request)

    def say_at_opening(self, notice: Message | Callable[[], Message | None]) -> None:
        """Let a sentence be told with the first cues; a function is called then, and may have none."""
        self._cues.say(notice)

    def discard_proposal(self, back_to: Proposal | None = None) -> None:
        """Forget the open proposal, or go back to an earlier one."""
        self._open_proposal.discard(back_to)

    # -- as time passes --------------------------------------------------------------------------------

    def due_cues(self) -> tuple[DueCue, ...]:
        """What fell due since the last look, in order, in words; items that go on by themselves go on.

        Clocks that have come apart since are noted first.
        """
        if not self.onlooker:
            self._recorder.keep_time()
        due, goes_on = self._cues.due(self)
        if goes_on is not None:
            reply_text = self.execute(Next(from_item=goes_on), by="plan").message
            due.append((Cue(self.now(), "time-up"), message("cue-auto", reply_text)))
        return tuple(due)

    def follow(self, *, moves: bool = False) -> tuple[tuple[int, Message], ...]:
        """Take over what others did since the last call; each action with its moment, in words.

        Args:
            moves: Of other machines tell only what moves the session, and not every mark.
        """
        if self.team is not None:
            return records_in_words(self.team.take_others(moves=moves), self.log, self.names)
        return (
            ()
            if self._followed is None
            else take_over_new_records(self._recorder, self._followed, self.names)
        )

    def writer(self) -> tuple[Any, Any] | None:
        """For an onlooker: who runs the session and since when, in words; None: nobody. Raises OSError."""
        return None if self._followed is None else self._followed.holder()

    # -- carrying out ---------------------------------------------------------------------------------

    def _carry_out(self, command: Command, by: str) -> Reply:
        if isinstance(command, (Accept, Reject)):
            return self._open_proposal.settle(self.state, command, lambda meant: self._record(meant, by))
        if isinstance(command, CopyText):
            what, text = text_to_copy(self.state, self.names, command.what, self.now())
            reply = self._record(MarkCopied(what), by)
            return replace(reply, copied=text, preview=tuple(f"  {line}" for line in text.split("\n")))
        if isinstance(command, ForgetPerson):
            from letsconnect_tui.app.forgetting import forget_here  # as below

            self.discard_proposal()
            self._met_before = None
            return forget_here(self._recorder, self._library, command.person)
        if isinstance(command, LookedUp):
            from letsconnect_tui.app.look_ups import looked_up  # not needed to draw a screen

            command, notes = looked_up(self, command, self._library)
            reply = self._record(command, by)
            return replace(reply, alerts=(*notes, *reply.alerts))
        if isinstance(command, TeamRequest):
            from letsconnect_tui.app.team_requests import carry_out  # as above

            return carry_out(command, self._recorder, self._library, self._reply_to)
        return self._record(command, by)

    def _record(self, command: Command, by: str) -> Reply:
        return self._reply_to(self._recorder.record(command, by=by))

    def _reply_to(self, outcome: Outcome) -> Reply:
        self._cues.carried_out(outcome.at, kept=outcome.record is not None)
        return reply_to(outcome, self.names, self.zone)
