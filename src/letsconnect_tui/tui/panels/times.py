"""New times for what is to come: the table before and after, accepted with Enter or left as it is.

Nothing changes until Enter; from the cockpit that is two keys.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from letsconnect_tui.app.plan_proposals import can_give_back
from letsconnect_tui.app.proposals import RebalanceProposal
from letsconnect_tui.app.requests import (
    Accept,
    ProposalRequest,
    ProposeFix,
    ProposeGiveBack,
    ProposeRebalance,
)
from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.tui.panels.panel import Panel
from letsconnect_tui.tui.render import times as draw
from letsconnect_tui.tui.render.styles import MUTED, STRONG, styled
from letsconnect_tui.tui.widgets.line_list import LineList, show_lines
from letsconnect_tui.tui.widgets.text_rows import TextRows

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from letsconnect_tui.app.live_session import LiveSession
    from letsconnect_tui.app.reply import Reply
    from letsconnect_tui.tui.snapshot import Snapshot

ProposedTimes = tuple[RebalanceProposal | None, Message | None, bool]
"""The proposal, else why there is none; and whether time can be given back."""
LATER_STEP_S = 300
LATER_MOST_S = 1800
"""The end moves in steps, and from here back to where it was."""


class TimesPanel(Panel):
    """Shows a proposal for the times to come, made anew whenever what it rests on has changed.

    Args:
        proposed: What a typed line proposed; None: it proposes to keep the end.
    """

    PANEL_ID = "times"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "accept", id="times-accept"),
        Binding("e", "later", id="times-later"),
        Binding("E", "earlier", id="times-earlier", show=False),
        Binding("d", "drop", id="times-drop"),
        Binding("g", "give", id="times-give"),
    ]

    def __init__(self, proposed: RebalanceProposal | None = None) -> None:
        super().__init__()
        self.top = TextRows(id="times-top")
        self.lines = LineList(id="times-lines")
        self.fixes = TextRows(id="times-fixes")
        self._snapshot: Snapshot | None = None
        self._basis: tuple[int, int] | None = None
        self._proposal = proposed
        self._refused: Message | None = None
        self._later_s = 0
        self._dropped: dict[str, None] = {}
        self._fix = 0
        self._giving = False
        self._can_give = False

    def compose(self) -> ComposeResult:
        """The question, the table, the ways out."""
        yield from (self.top, self.lines, self.fixes)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Reckon again when a command was given, or while an item that is over pushes the rest along."""
        self._snapshot = snapshot
        over = snapshot.moment.item is not None and snapshot.moment.remaining < 0
        basis = (self.live.session.log.latest.number, snapshot.moment.now // 1000 if over else 0)
        if self._basis is None and self._proposal is not None:
            self._basis = basis
            self._go_on_from(self._proposal, snapshot)
        elif basis != self._basis:
            before, self._basis = self._basis, basis
            self._propose(anew=before is None or before[0] != basis[0])
        self._draw()

    def _go_on_from(self, proposed: RebalanceProposal, snapshot: Snapshot) -> None:
        """Take over what a typed line asked for, so that the keys change that."""
        lines = proposed.table.lines
        self._later_s = (proposed.end_at - snapshot.state.end_to_keep) // 1000
        self._dropped = {line.id: None for line in lines if line.dropped}
        self._giving = not self._later_s and any(line.becomes_ms > line.was_ms for line in lines)
        self.settle()

    def on_resize(self) -> None:
        """Fit the columns to the new width."""
        self._draw()

    def handle_close(self) -> None:
        """Leave the times as they are."""
        session = self.live.session
        self.run_in_background(lambda: _put_away(session))

    def handle_reply(self, reply: Reply) -> None:
        """Once the new times are taken, the agenda has them."""
        if reply.ok:
            self.close()

    # -- keys ------------------------------------------------------------------------------------------

    def line_moved(self) -> None:
        """Draw the line the cursor came to, and the one it left."""
        self._draw()

    def line_chosen(self, key: str) -> None:
        """Enter in the table."""
        self.action_accept()

    def action_accept(self) -> None:
        """Take the times shown, once they have stood for a moment."""
        proposal = self._proposal
        if proposal is None or self._snapshot is None:
            return
        if not self.settled:
            self.flash(message("tui-look-first"))
        elif not proposal.table.fits:
            self.flash(message("tui-times-choose"))
        elif proposal.table.changes or proposal.end_at != self._snapshot.state.end_to_keep:
            self.execute(Accept(proposal.id))
        else:
            self.flash(message("tui-times-nothing"))

    def action_later(self) -> None:
        """The session may end five minutes later, and five more; after half an hour the old end again."""
        self._move_end(LATER_STEP_S)

    def action_earlier(self) -> None:
        """The same the other way."""
        self._move_end(-LATER_STEP_S)

    def _move_end(self, by_s: int) -> None:
        moved_s = self._later_s + by_s
        self._later_s = moved_s if abs(moved_s) <= LATER_MOST_S else 0
        self._fix, self._giving = 0, False
        self._propose()

    def action_drop(self) -> None:
        """Leave out the item under the cursor, or take it in again."""
        item = self.lines.cursor_key
        if item is None:
            return
        if item in self._dropped:
            del self._dropped[item]
        else:
            self._dropped[item] = None
        self._fix, self._giving = 0, False
        self._propose()

    def action_give(self) -> None:
        """Give time won back; again: keep it."""
        self._giving, self._fix = not self._giving, 0
        self._later_s, self._dropped = 0, {}
        self._propose()

    def on_key(self, event: events.Key) -> None:
        """A digit shows what one of the ways out leads to."""
        if self._proposal is None or event.character is None or event.character not in "123456789":
            return
        number = int(event.character)
        if number <= len(self._proposal.table.fixes):
            event.stop()
            self._fix, self._giving = number, False
            self._later_s, self._dropped = 0, {}
            self._propose()

    # -- the proposal ----------------------------------------------------------------------------------

    def _request(self) -> ProposalRequest:
        """The proposal wished for."""
        if self._giving:
            return ProposeGiveBack()
        if self._fix:
            return ProposeFix(self._fix)
        return ProposeRebalance(self._later_s * 1000, tuple(self._dropped))

    def _propose(self, *, anew: bool = True) -> None:
        """``anew``: another question than before, so Enter has to wait."""
        session, request = self.live.session, self._request()
        if anew:
            self.settle()
        self.run_in_background(
            lambda: _proposed(session, request), lambda found: self._show(found, anew=anew)
        )

    def _show(self, found: ProposedTimes, *, anew: bool) -> None:
        if not self.is_attached:
            return
        self._proposal, self._refused, self._can_give = found
        if self._proposal is None:
            self._fix = 0
        if anew:
            self.settle()
        self._draw()

    def _draw(self) -> None:
        snapshot, width = self._snapshot, self.size.width
        if snapshot is None or not width:
            return
        if self._proposal is None:
            text = words(snapshot.names.hide_in(self._refused or message("tui-times-looking")))
            self.top.show([styled(f" {text}", STRONG), styled(f" {words('tui-times-empty')}", MUTED)])
            self.lines.show([])
            self.fixes.show([])
            return
        shown = draw.as_shown(self._proposal, snapshot.names)
        self.top.show(draw.top(snapshot, shown, width, giving=self._giving, can_give=self._can_give))
        show_lines(self.lines, lambda cursor: draw.table_lines(shown, width - 1, cursor))
        self.fixes.show(draw.fixes(shown, width))


def _proposed(session: LiveSession, request: ProposalRequest) -> ProposedTimes:
    """What is proposed, or why nothing; and whether there is time to give back instead."""
    can_give = can_give_back(session)
    reply = session.propose(request)
    made = session.proposal
    if reply.ok and isinstance(made, RebalanceProposal):
        return made, None, can_give
    return None, reply.message, can_give


def _put_away(session: LiveSession) -> None:
    if isinstance(session.proposal, RebalanceProposal):
        session.discard_proposal()
