"""Breakout rooms from the proposal to the last room that reports back, all in one place under the clock."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.widgets import Input

from letsconnect_tui.app.proposals import RoomsProposal, TidyProposal
from letsconnect_tui.app.requests import ProposeOtherRooms, ProposeSameRooms
from letsconnect_tui.app.room_proposals import seats_everybody
from letsconnect_tui.app.round_advice import Advice, advice_for
from letsconnect_tui.text import NAME_LIMIT
from letsconnect_tui.tui.panels.rooms import keys
from letsconnect_tui.tui.panels.rooms.room_list import RoomsList
from letsconnect_tui.tui.render import rooms as draw
from letsconnect_tui.tui.render import rooms_details, rooms_header
from letsconnect_tui.tui.widgets.line_list import LineList
from letsconnect_tui.tui.widgets.text_rows import TextRows

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import Binding
    from textual.widget import Widget

    from letsconnect_tui.app.live_session import LiveSession
    from letsconnect_tui.app.reply import Reply
    from letsconnect_tui.app.requests import ProposalRequest
    from letsconnect_tui.app.round_advice import Phase
    from letsconnect_tui.i18n.message import Message
    from letsconnect_tui.tui.snapshot import Snapshot


ROOMY = 14
"""From so many rows on, what is not kept may take two of them."""


class RoomsPanel(RoomsList):
    """Proposes rooms when it opens and none are under way; what it shows follows the round."""

    DEFAULT_CSS = """
    RoomsPanel #rooms-find { display: none; }
    RoomsPanel.-finding #rooms-find { display: block; }
    """
    PANEL_ID = "rooms"
    BINDINGS = keys.BINDINGS

    def __init__(self) -> None:
        super().__init__()
        self._started = False
        self._phase_before: Phase = "none"
        self._searching = False
        self._refused: Message | None = None
        self._opens = False
        self._signs = False
        self._advice_basis: tuple[object, object] = (None, None)
        self._drawn: tuple[object, ...] = ()

    def compose(self) -> ComposeResult:
        """What it is about, the rooms, and what is in hand."""
        yield TextRows(id="rooms-top")
        yield Input(id="rooms-find", max_length=NAME_LIMIT, select_on_focus=False)
        yield LineList(id="rooms-lines")
        yield TextRows(id="rooms-hint")

    def initial_focus(self) -> Widget:
        """The rooms."""
        return self.query_one(LineList)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Begin with a proposal if nothing is under way; draw what changed."""
        self._snapshot = snapshot
        self.drop_pending_if_typing()
        if not self._started:
            self._begin()
        if self.phase != self._phase_before:
            self._enter_phase(self.phase)
        self._advise()
        self._draw()

    def actions_now(self) -> tuple[str, ...]:
        """The actions of its keys that make sense now."""
        return keys.actions_now(
            self.phase,
            late=bool(self.advice.late),
            offers=any(offer.moves for offer in self.advice.offers),
            has_earlier=any(held.opened_at is not None for held in self.live.desk.state.rounds),
            can_step_back=self._can_step_back(),
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Only what makes sense now."""
        return action in self.actions_now()

    def bindings_now(self) -> list[Binding]:
        """In the order in which this phase needs them."""
        order = self.actions_now()
        return sorted(super().bindings_now(), key=lambda one: order.index(one.action))

    def _enter_phase(self, phase: Phase) -> None:
        """Another phase begins with nothing in hand and, for the reports, with nobody chosen to speak."""
        self._phase_before = phase
        self._person_at = -1 if phase == "back" else 0
        self.pending = None
        if self._query and not self.has_class("-finding"):
            self.query_one(Input).value = self._query = ""

    def on_resize(self) -> None:
        """Wrap the names anew."""
        self._draw()

    def handle_close(self) -> None:
        """A proposal stays for coming back, unless rooms are accepted; other previews go."""
        desk = self.live.desk
        self.run_in_background(lambda: _put_away(desk), lambda _: None)

    # -- proposing -------------------------------------------------------------------------------------

    def _begin(self) -> None:
        self._started = True
        proposal = self.live.desk.proposal
        stale = isinstance(proposal, RoomsProposal) and not seats_everybody(self.live.desk.state, proposal)
        if self.phase == "none" or (self.phase == "proposal" and stale):
            self._propose()

    def _propose(self, request: ProposalRequest | None = None) -> None:
        if self.live.read_only:
            return
        self._searching = True
        desk, wanted = self.live.desk, request or ProposeOtherRooms()
        self.run_in_background(lambda: desk.propose(wanted), self._proposed)

    def _proposed(self, reply: Reply) -> None:
        self._searching = False
        self._refused = None if reply.ok else reply.message
        if self.is_attached:
            self._person_at = 0
            self.settle()
        self.live.redraw()

    def action_again(self) -> None:
        """The other plan if there is one, else another shuffle."""
        if self.phase != "open" and not self._searching:
            self._propose()

    def action_same_groups(self) -> None:
        """The groups of the latest round again, with whoever is here."""
        if self.phase != "open" and not self._searching:
            self._propose(ProposeSameRooms())

    def action_open(self) -> None:
        """The rooms are open in the call; a proposal is accepted on the way."""
        if self.phase == "planned":
            self.execute_line("open")
        elif self.phase == "proposal" and self.settled:
            self._opens = True
            self.execute_line("accept")

    def handle_reply(self, reply: Reply) -> None:
        """Go on where one key means two commands."""
        opens, self._opens = self._opens, False
        if opens and reply.ok:
            self.execute_line("open")

    # -- Enter and Esc ---------------------------------------------------------------------------------

    @on(LineList.Chosen)
    def enter(self, event: LineList.Chosen) -> None:
        """Enter on a line."""
        event.stop()
        self.action_accept()

    def action_tick(self) -> None:
        """Tick the room under the cursor as heard."""
        self.action_accept()

    def action_accept(self) -> None:
        """Accept, put down, tick: whatever stands on the screen as the next step."""
        room = self.cursor_room()
        if self.pending is not None:
            if self.pending.kind == "move" and room is not None:
                self.move_to(room)
            elif self.pending.kind == "tidy" and self.settled:
                self.set_pending(None)
                self.execute_line("accept")
        elif self.phase == "proposal" and self.settled and not self._searching:
            self.execute_line("accept")
        elif self.phase == "back" and room is not None:
            speaker = self.cursor_person()
            self.execute_line(f"report {room}" + (f" @{speaker}" if speaker is not None else ""))
            self._person_at = -1
            self.query_one(LineList).action_move(1)

    def action_step_back(self) -> None:
        """Let go of what is in hand, show all rooms again, or keep the rooms accepted before."""
        if self.pending is None and (self._query or self.has_class("-finding")):
            self.query_one(Input).value = ""
            self._query = ""
            self._find(False)
        elif self.pending is None or self.pending.kind == "tidy":
            desk = self.live.desk
            self.run_in_background(lambda: _put_away(desk, everything=True), lambda _: self.live.redraw())
        self.set_pending(None)

    def _can_step_back(self) -> bool:
        accepted = self._snapshot is not None and self._snapshot.state.round is not None
        return (
            self.pending is not None
            or bool(self._query)
            or self.has_class("-finding")
            or (self.phase == "proposal" and accepted)
        )

    # -- drawing ---------------------------------------------------------------------------------------

    def _advise(self) -> None:
        """Ask for what is reckoned off the screen's thread, once for every change."""
        desk = self.live.desk
        basis = (desk.state, desk.proposal)
        if basis[0] is not self._advice_basis[0] or basis[1] is not self._advice_basis[1]:
            self._advice_basis = basis
            self.run_in_background(lambda: advice_for(desk), self._take_advice)

    def _take_advice(self, advice: Advice) -> None:
        self.advice = advice
        self.live.redraw()

    def _draw(self) -> None:
        snapshot, width = self._snapshot, self.size.width
        if snapshot is None or not width:
            return
        self.query_one("#rooms-top", TextRows).show(self._top(snapshot, width))
        drawn = (
            snapshot.state,
            self.live.desk.proposal,
            self.advice,
            snapshot.names_hidden,
            width,
            self._query,
        )
        if len(drawn) != len(self._drawn) or not all(map(_same, drawn, self._drawn)):
            self._drawn = drawn
            self._show_rooms(snapshot, width - 1)
        finding = self.has_class("-finding")
        hint = rooms_details.hint_rows(
            snapshot,
            self.pending,
            width,
            self._query,
            finding=finding,
            signs=self._signs and self.phase != "back",
        )
        self.query_one("#rooms-hint", TextRows).show(hint)

    def _top(self, snapshot: Snapshot, width: int) -> list[Content]:
        held, proposal = snapshot.state.round, self.live.desk.proposal
        phase = self.phase
        if self._searching:
            return rooms_details.searching()
        if phase == "proposal" and isinstance(proposal, RoomsProposal):
            return rooms_header.proposed(snapshot, proposal, width, roomy=self.size.height >= ROOMY)
        if held is None or phase == "none":
            return rooms_details.empty(snapshot, self._refused)
        return {"planned": rooms_header.planned, "open": rooms_header.opened}.get(phase, rooms_header.back)(
            snapshot, held, width
        )

    def _show_rooms(self, snapshot: Snapshot, width: int) -> None:
        held, proposal, labels = snapshot.state.round, self.live.desk.proposal, self.advice.labels
        notes: list[tuple[str, Content]] = []
        if self.phase == "proposal" and isinstance(proposal, RoomsProposal):
            rows = [
                replace(row, label=snapshot.names.hide(row.label))
                for row in draw.proposed_rows(proposal, labels)
            ]
            notes = rooms_details.note_lines(snapshot, proposal)
        elif held is not None and self.phase != "none":
            rows = draw.held_rows(snapshot.state, held, labels)
        else:
            rows = []
        self._signs = any(sign for row in rows for sign in row.signs.values())
        shown = draw.filtered(rows, snapshot, self._query)
        self._columns = draw.columns_for(rows, width)
        lines = draw.split(shown, snapshot, self._columns)
        self._lines = {line.key: line for line in lines}
        before = (
            rooms_details.advice_lines(snapshot, self.advice)
            if held is not None and self.phase != "proposal"
            else []
        )
        view = self.query_one(LineList)
        first = not view.keys
        view.show(
            [
                *((key, partial(self._draw_rest, key, content)) for key, content in before),
                *((line.key, partial(self._draw_line, line)) for line in lines),
                *((key, partial(self._draw_rest, key, content)) for key, content in notes),
            ]
        )
        if first and lines:
            view.move_to_key(lines[0].key)
        self.follow_moved()

    def _draw_rest(self, key: str, content: Content) -> Content:
        return Content(content.plain) if self.cursor_key() == key else content


def _same(one: object, other: object) -> bool:
    """Whether nothing has to be drawn again; states are compared by identity, for they are large."""
    return one is other or (isinstance(one, str | int) and one == other)


def _put_away(desk: LiveSession, *, everything: bool = False) -> None:
    """Forget a preview. Proposed rooms stay open for coming back unless rooms are accepted already."""
    held = desk.state.round
    accepted = held is not None and held.closed_at is None
    if isinstance(desk.proposal, TidyProposal) or (
        isinstance(desk.proposal, RoomsProposal) and (accepted or everything)
    ):
        desk.discard_proposal()
