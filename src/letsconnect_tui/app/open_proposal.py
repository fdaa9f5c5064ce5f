"""The one proposal that waits for a yes: opened, changed, accepted, rejected, refused when it is stale."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from msgspec.structs import replace

from letsconnect_tui.app.reply import Reply
from letsconnect_tui.app.requests import Accept, Reject
from letsconnect_tui.i18n.message import message
from letsconnect_tui.session.refuse import refuse

if TYPE_CHECKING:
    from collections.abc import Callable

    from letsconnect_tui.app.proposals import Proposal
    from letsconnect_tui.app.requests import ProposalRequest
    from letsconnect_tui.app.session_reader import SessionReader
    from letsconnect_tui.session.facts import Command
    from letsconnect_tui.session.state import State


class OpenProposal:
    """Holds the open proposal of one session, if there is one. Methods raise CommandRefused."""

    def __init__(self) -> None:
        self.proposal: Proposal | None = None
        self._ids = count(1)
        self._settled = 0
        """The id of the proposal accepted or rejected last."""

    def propose(self, session: SessionReader, asked: ProposalRequest, cancelled: Callable[[], bool]) -> Reply:
        """Make or change a proposal and let it wait; the reply shows it.

        Args:
            session: What it is made from.
            asked: What is wanted.
            cancelled: Asked many times a second whether to stop; then Cancelled is raised.
        """
        from letsconnect_tui.app import proposal_kinds as kinds  # 60 ms, seldom needed

        state = session.state  # as it is before the search for rooms: what changes meanwhile makes it stale
        made: Proposal
        if type(asked) in kinds.SEARCHES:
            made = kinds.SEARCHES[type(asked)](session, asked, cancelled)
        elif type(asked) in kinds.MAKERS:
            made = kinds.MAKERS[type(asked)](session, asked)
        else:
            kind, change = kinds.CHANGES[type(asked)]
            shown = self._meant(asked.proposal)  # type: ignore[attr-defined]
            if not isinstance(shown, kind):
                refuse("refused-proposal-stale")
            self._refuse_when_stale(state, shown)
            made = change(session, shown, asked)
        self.proposal = replace(made, id=next(self._ids), rests_on=kinds.facts_of(state, made))
        return Reply(True, kinds.summary(session, made), kinds.preview(session, made))

    def settle(self, state: State, answer: Accept | Reject, carry_out: Callable[[Command], Reply]) -> Reply:
        """A yes or a no to it; given twice it acts once.

        Args:
            state: The session as it stands.
            answer: Which proposal, and yes or no.
            carry_out: Carries out what accepting means; where it raises, the proposal stays open.

        Raises:
            CommandRefused: Another one is open, or what it rests on has changed.
        """
        if self.proposal is None and answer.proposal == self._settled:
            return Reply(True, message("reply-already"))
        shown = self._meant(answer.proposal)
        if isinstance(answer, Reject):
            reply = Reply(True, message("reply-rejected"))
        else:
            self._refuse_when_stale(state, shown)
            from letsconnect_tui.app.proposal_kinds import command_of

            reply = carry_out(command_of(shown))
        self.proposal, self._settled = None, answer.proposal
        return reply

    def discard(self, back_to: Proposal | None = None) -> None:
        """Forget the open proposal: a yes to it is refused; or go back to one that was open before."""
        self.proposal = back_to

    def _meant(self, proposal_id: int) -> Proposal:
        if self.proposal is None:
            refuse("refused-nothing-to-accept")
        if self.proposal.id != proposal_id:
            refuse("refused-proposal-stale")
        return self.proposal

    def _refuse_when_stale(self, state: State, shown: Proposal) -> None:
        from letsconnect_tui.app.proposal_kinds import facts_of

        if facts_of(state, shown) != shown.rests_on:
            refuse("refused-proposal-stale")
