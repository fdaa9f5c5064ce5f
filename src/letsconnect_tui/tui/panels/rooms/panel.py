"""Breakout rooms from the proposal to the last room that reports back, all in one place under the clock."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from letsconnect_tui.app import requests as r
from letsconnect_tui.app.proposals import TidyProposal
from letsconnect_tui.app.room_proposals import seats_everybody
from letsconnect_tui.app.round_advice import Advice, Phase, advice_for, broadcast_now, phase_of
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.session import room_commands
from letsconnect_tui.tui.panels.panel import Panel
from letsconnect_tui.tui.panels.rooms import keys, room_actions
from letsconnect_tui.tui.panels.rooms.room_actions import RoomCursor, put_away
from letsconnect_tui.tui.panels.rooms.room_editing import RoomEditing
from letsconnect_tui.tui.panels.rooms.rooms_view import RoomsShown, RoomsView
from letsconnect_tui.tui.render.rooms_details import PendingEdit

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import Binding

    from letsconnect_tui.app.reply import Reply
    from letsconnect_tui.tui.host import KeysSoFar
    from letsconnect_tui.tui.panels.rooms.room_list import RoomList
    from letsconnect_tui.tui.snapshot import Snapshot


class RoomsPanel(Panel):
    """Proposes rooms when it opens and none are under way; what it shows follows the round."""

    PANEL_ID = "rooms"
    BINDINGS = keys.BINDINGS

    def __init__(self) -> None:
        super().__init__()
        self.view = RoomsView()
        self.rooms = self.view.rooms
        self.advice = Advice()
        self._snapshot: Snapshot | None = None
        self._phase_before: Phase | None = None
        self._searching = False
        self._refused: Message | None = None
        self._opens = False
        self._advice_basis: tuple[object, object] = (None, None)

    def compose(self) -> ComposeResult:
        """The rooms and what stands around them."""
        yield self.view

    def initial_focus(self) -> RoomList:
        """The rooms."""
        return self.rooms

    @cached_property
    def editing(self) -> RoomEditing:
        """Who is picked up and put down."""
        return RoomEditing(self.live.session, self.rooms, self)

    @property
    def phase(self) -> Phase:
        """Where the rooms stand."""
        return phase_of(self.live.session)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Begin with a proposal if nothing is under way; draw what changed."""
        self._snapshot = snapshot
        self.editing.drop_if_typing()
        first = self._phase_before is None
        if first:
            proposal = room_actions.proposed_rooms(self.live.session)
            if self.phase == "none" or not (proposal is None or seats_everybody(snapshot.state, proposal)):
                self._propose_rooms(r.ProposeOtherRooms())
        if self.phase != self._phase_before:
            self._enter_phase(self.phase)
        if first:
            self._show_tidy_proposed()
        self._look_for_advice()
        self._show(snapshot)

    def _show(self, snapshot: Snapshot) -> None:
        proposal, pending = room_actions.proposed_rooms(self.live.session), self.editing.pending
        shown = RoomsShown(self.phase, proposal, self.advice, pending, self._searching, self._refused)
        self.view.show(snapshot, shown)
        self.editing.follow_moved()

    def _look_for_advice(self) -> None:
        """Ask for what takes time to find, once for every change."""
        session = self.live.session
        basis = (session.state, session.proposal)
        if basis[0] is not self._advice_basis[0] or basis[1] is not self._advice_basis[1]:
            self._advice_basis = basis
            self.run_in_background(lambda: advice_for(session), self._take_advice)

    def _take_advice(self, advice: Advice) -> None:
        self.advice = advice
        self.redraw()

    def _enter_phase(self, phase: Phase) -> None:
        """Another phase begins with nothing in hand and, for the reports, with nobody chosen to speak."""
        self._phase_before = phase
        self.rooms.first_place = self.rooms.place = -1 if phase == "back" else 0
        self.editing.pending = None
        if not self.view.has_class("-finding"):
            self.view.show_all()

    def handle_close(self) -> None:
        """A proposal stays for coming back, unless rooms are accepted; other previews go."""
        session = self.live.session
        self.run_in_background(lambda: put_away(session))

    # -- keys ------------------------------------------------------------------------------------------

    def actions_now(self) -> tuple[str, ...]:
        """The names of its keys that make sense now, most needed first."""
        holding = self.editing.pending is not None or self.view.finds
        return keys.actions_of(self.live.session, self.advice, holding=holding)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Only what makes sense now."""
        return action != "run" or parameters[0] in self.actions_now()

    def bindings_now(self) -> list[Binding]:
        """In the order in which this phase needs them; the session may go on between two looks."""
        order = {f"rooms-{name}": place for place, name in enumerate(self.actions_now())}
        shown = [one for one in super().bindings_now() if one.id in order]
        return sorted(shown, key=lambda one: order[one.id or ""])

    def action_run(self, name: str) -> None:
        """What a key does, by the name of its binding."""
        self.editing.follow_keys(name)
        if name not in room_actions.REQUESTS:
            self._actions[name]()
            return
        at = RoomCursor(self.rooms.cursor_key or "", self.rooms.room)
        wish = room_actions.request_of(name, self.live.session, self.advice, at)
        if isinstance(wish, Message):
            self.flash(wish)
        else:
            self.execute(wish)

    @cached_property
    def _actions(self) -> dict[str, Callable[[], None]]:
        return {
            "accept": self._next_step,
            "tick": self._next_step,
            "open": self._open,
            "again": lambda: self._propose_rooms(r.ProposeOtherRooms()),
            "next-round": lambda: self._propose_rooms(r.ProposeOtherRooms()),
            "same-groups": lambda: self._propose_rooms(r.ProposeSameRooms()),
            "move": lambda: self.editing.pick("move"),
            "swap": self.editing.swap,
            "lock": self.editing.lock,
            "tidy": lambda: self.propose(r.ProposeTidy(), self._show_tidy_proposed),
            "send": self._send,
            "copy-as": lambda: self.editing.hold(PendingEdit("copy")),
            "find": self._find,
            "step-back": self._step_back,
            "left": lambda: self.rooms.go_sideways(-1),
            "right": lambda: self.rooms.go_sideways(1),
        }

    def on_key(self, event: events.Key) -> None:
        """Digits end what was begun."""
        digit, now_s = event.character, self.live.keyboard.now_s()
        if digit and digit in "0123456789" and self.editing.type_digit(digit, now_s):
            event.stop()

    def line_chosen(self, key: str) -> None:
        """Enter on a line."""
        self._next_step()

    # -- what they do ----------------------------------------------------------------------------------

    def _next_step(self) -> None:
        """Accept, put down, tick: whatever stands on the screen as the next step."""
        pending, room = self.editing.pending, self.rooms.room
        if self.editing.take_enter(room, self.live.keyboard.now_s()):
            return
        if pending is not None:
            if pending.kind == "tidy" and self.settled:
                self.editing.hold(None)
                self._accept()
        elif self.phase == "proposal" and not self._searching:
            self._accept_seen()
        elif self.phase == "back" and room is not None:
            self.execute(room_commands.ReportBack(room, self.rooms.person))
            self.rooms.place = -1
            self.rooms.action_move(1)

    def _accept(self) -> None:
        proposal = self.live.session.proposal
        self.execute(None if proposal is None else r.Accept(proposal.id))

    def _accept_seen(self) -> None:
        """Take the rooms proposed, once they have stood for a moment."""
        if self.settled:
            self._accept()
        else:
            self.flash(message("tui-look-first"))

    def _open(self) -> None:
        """The rooms are open in the call; a proposal is accepted on the way."""
        held = self.live.session.state.round
        if self.phase == "planned" and held is not None:
            self.execute(room_commands.OpenRooms(held.id))
        elif self.phase == "proposal":
            self._opens = self.settled
            self._accept_seen()

    def handle_reply(self, reply: Reply) -> None:
        """Go on where one key means two commands."""
        opens, self._opens = self._opens, False
        held = self.live.session.state.round
        if opens and reply.ok and held is not None:
            self.execute(room_commands.OpenRooms(held.id))

    def _show_tidy_proposed(self, reply: Reply | None = None) -> None:
        """Hold the moves that are proposed, or say why there are none."""
        proposal = self.live.session.proposal
        if isinstance(proposal, TidyProposal) and self.is_attached and (reply is None or reply.ok):
            self.settle()
            self.editing.hold(PendingEdit("tidy", moves=proposal.moves))
        elif reply is not None:
            self.flash(reply.message)

    def _send(self) -> None:
        """Copy the line for all rooms that is due."""
        session = self.live.session
        held = session.state.round
        line = broadcast_now(session.state, held, session.now()) if held is not None else None
        if line is None:
            self.flash(message("tui-rooms-all-sent"))
        else:
            self.copy_line(line.key, line.text, message("copied-broadcast"))

    def _find(self) -> None:
        self.editing.pending = None
        self.view.find_somebody()
        self.live.keyboard.opened_input()
        self.redraw()

    def _step_back(self) -> None:
        """Let go of what is in hand, show all rooms again, or keep the rooms accepted before."""
        pending, session = self.editing.pending, self.live.session
        if pending is None and self.view.finds:
            self.view.show_all()
            self.view.leave_find_line()
        elif pending is None or pending.kind == "tidy":
            self.run_in_background(lambda: put_away(session, everything=True), lambda _: self.redraw())
        self.editing.hold(None)

    def _propose_rooms(self, request: r.ProposalRequest) -> None:
        if not self.live.read_only and not self._searching and self.phase != "open":
            self._searching = True
            self.propose(request, self._show_proposed)

    def _show_proposed(self, reply: Reply) -> None:
        self._searching = False
        self._refused = None if reply.ok else reply.message
        if self.is_attached:
            self.rooms.place = 0
            self.settle()
        self.redraw()

    def execute(self, request: r.Request | None) -> None:
        """Give a command, unless its key was part of a sentence that is taken back already."""
        if request is not None and not self.live.keyboard.run.taken_back:
            super().execute(request)

    def edit(self, edit: room_actions.RoomEdit) -> None:
        """Carry out a wish about people in rooms: in a proposal as a change of it."""
        session = self.live.session
        if self.phase != "proposal":
            self.execute(edit.command)
            return

        def show(reply: Reply) -> None:
            if not reply.ok:
                self.flash(reply.message, ok=False)
            if self.is_attached:
                self.settle()
            self.redraw()

        self.run_in_background(lambda: room_actions.change_proposal(session, edit), show)

    def key_run(self) -> KeysSoFar:
        """The run of keys that the latest key belongs to."""
        return self.live.keyboard.run
