"""What the keys of the rooms panel do to people and rooms: in a proposal at once, else as commands."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from letsconnect_tui.app.breakout_rounds import offer_text
from letsconnect_tui.app.proposals import RoomsProposal, TidyProposal
from letsconnect_tui.app.reply import Reply
from letsconnect_tui.app.requests import ProposeTidy, SwapInProposal
from letsconnect_tui.app.round_advice import Advice, broadcast_now, phase_of
from letsconnect_tui.commands.table import perform_line
from letsconnect_tui.i18n.message import message
from letsconnect_tui.session.commands import SeatMany
from letsconnect_tui.tui.copy_to_clipboard import copy_line
from letsconnect_tui.tui.input.typing_guard import SETTLED_S
from letsconnect_tui.tui.panels.panel import Panel
from letsconnect_tui.tui.panels.rooms.pending_edit import COPY_SHAPES, MovedPerson, PendingEdit, room_meant

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events

    from letsconnect_tui.app.live_session import LiveSession
    from letsconnect_tui.app.round_advice import Phase
    from letsconnect_tui.session.commands import Command
    from letsconnect_tui.tui.input.key_run import KeyRun

_NEXT_STATUS = {"": "fine", "fine": "needs-help", "needs-help": "done", "done": "fine"}


class RoomActions(Panel):
    """The actions; what is shown and where the cursor is belongs to the subclass."""

    def __init__(self) -> None:
        super().__init__()
        self.pending: PendingEdit | None = None
        self.moved: MovedPerson | None = None
        """Who was moved last, as long as nobody else is picked up or locked."""
        self._pending_since: KeyRun | None = None
        self.advice = Advice()

    @abstractmethod
    def cursor_person(self) -> str | None:
        """The person the cursor is at."""

    @abstractmethod
    def cursor_room(self) -> int | None:
        """The room the cursor is in."""

    @abstractmethod
    def cursor_key(self) -> str:
        """The key of the line the cursor is on."""

    @property
    def phase(self) -> Phase:
        """Where the rooms stand."""
        return phase_of(self.live.desk)

    def set_pending(self, pending: PendingEdit | None) -> None:
        """Have something in hand, or nothing."""
        self.pending = pending
        self._pending_since = self.live.keyboard.run
        self.live.redraw()

    def drop_pending_if_typing(self) -> None:
        """Hold nothing that was picked up by a sentence typed here by mistake."""
        if self._pending_since is not None and self._pending_since.taken_back:
            self.pending = None

    def execute_line(self, line: str) -> None:
        """Give a typed line, unless its key was part of a sentence that is taken back already."""
        if not self.live.keyboard.run.taken_back:
            super().execute_line(line)

    def execute(self, command: Command) -> None:
        """As ``say``."""
        if not self.live.keyboard.run.taken_back:
            super().execute(command)

    # -- people ----------------------------------------------------------------------------------------

    def action_move(self) -> None:
        """Pick up the person under the cursor, or put them back."""
        self._pick("move")

    def action_swap(self) -> None:
        """Pick up the first of two people; on the second, let them change rooms."""
        if self.pending is not None and self.pending.kind == "swap":
            other = self.cursor_person()
            if other is not None and other != self.pending.person:
                self._swap(self.pending.person, other)
            self.set_pending(None)
        else:
            self._pick("swap")

    def _pick(self, kind: str) -> None:
        person = self.cursor_person()
        self.moved = None
        if self.phase not in ("proposal", "planned", "open"):
            return
        if self.pending is not None and self.pending.kind == kind:
            self.set_pending(None)
        elif person is None:
            self.flash(message("tui-rooms-no-person"))
        elif self._refused_locked(person):
            self.set_pending(None)
        else:
            self.set_pending(PendingEdit("move" if kind == "move" else "swap", person))

    def on_key(self, event: events.Key) -> None:
        """Digits end what was begun: a room's number, or a shape to copy."""
        digit = event.character or ""
        self.drop_pending_if_typing()
        if self.pending is None or digit not in "0123456789" or not digit:
            return
        if self.pending.kind == "copy":
            event.stop()
            self.set_pending(None)
            if digit in COPY_SHAPES:
                self.execute_line(f"copy {COPY_SHAPES[digit]}")
        elif self.pending.kind == "move":
            event.stop()
            self._type_digit(self.pending, digit)

    def _type_digit(self, pending: PendingEdit, digit: str) -> None:
        digits = pending.digits + digit
        room, more = room_meant(digits, self.room_count())
        if room is None:
            self.live.flash(message("refused-unknown-room", int(digits), self.room_count()), ok=False)
            self.set_pending(PendingEdit("move", pending.person))
        elif more:
            waiting = PendingEdit("move", pending.person, digits)
            self.set_pending(waiting)
            self.set_timer(SETTLED_S, lambda: self.move_to(room) if self.pending is waiting else None)
        else:
            self.move_to(room)

    def room_count(self) -> int:
        """How many rooms there are."""
        desk = self.live.desk
        if self.phase == "proposal" and isinstance(desk.proposal, RoomsProposal):
            return len(desk.proposal.plan.rooms)
        return len(desk.state.round.rooms) if desk.state.round is not None else 0

    def move_to(self, room: int) -> None:
        """Put the person in hand into a room; who was moved by hand stays there when rooms are made anew."""
        if self.pending is None:
            return
        person = self.pending.person
        self.set_pending(None)
        self.moved = MovedPerson(person, room)
        if self.phase == "proposal":
            self._edit([f"move @{person} {room}", f"lock @{person}"])
        else:
            self.execute_line(f"move @{person} {room}")

    def _swap(self, one: str, other: str) -> None:
        if self._refused_locked(other):
            return
        if self.phase == "proposal":
            desk = self.live.desk
            self._edit([lambda: _swapped(desk, one, other), f"lock @{one}", f"lock @{other}"])
        else:
            self.execute_line(f"swap @{one} @{other}")

    def _refused_locked(self, person: str) -> bool:
        """Whether somebody stays where they are; then this is said, and how to let go."""
        locked = self._locked(person)
        if locked:
            self.live.flash(message("tui-rooms-locked", self.live.desk.names.of(person)), ok=False)
        return locked

    def _locked(self, person: str) -> bool:
        proposal, held = self.live.desk.proposal, self.live.desk.state.round
        if self.phase == "proposal" and isinstance(proposal, RoomsProposal):
            return person in proposal.wishes.locks
        return held is not None and person in held.locked

    def action_lock(self) -> None:
        """Keep the person under the cursor where they are, or let go; who was just moved is kept."""
        person, moved = self.cursor_person(), self.moved
        self.moved = None
        if moved is not None and person in (moved.person, None if moved.followed else person):
            person = moved.person
            if self._locked(person):
                self.live.flash(message("tui-rooms-locked", self.live.desk.names.of(person)))
                return
        if person is None:
            self.flash(message("tui-rooms-no-person"))
            return
        line = f"{'unlock' if self._locked(person) else 'lock'} @{person}"
        if self.phase == "proposal":
            self._edit([line])
        else:
            self.execute_line(line)

    def _edit(self, steps: Sequence[str | Callable[[], Reply]]) -> None:
        """Change the proposal; a step that is refused ends it."""
        desk = self.live.desk

        def edit() -> Reply | None:
            for step in steps:
                reply = perform_line(desk, step) if isinstance(step, str) else step()
                if not reply.ok:
                    return reply
            return None

        def show_edit(refused: Reply | None) -> None:
            if refused is not None:
                self.live.flash(refused.message, ok=False)
            if self.is_attached:
                self.settle()
            self.live.redraw()

        self.run_in_background(edit, show_edit)

    def action_seat(self) -> None:
        """Seat the person under the cursor who has no room, or the first of them."""
        held = self.live.desk.state.round
        seated = held.seating if held is not None else {}
        waiting = [person for person, _ in self.advice.late if person not in seated]
        chosen = self.cursor_key().removeprefix("late:")
        if waiting:
            self.execute_line(f"late @{chosen if chosen in waiting else waiting[0]}")

    # -- rooms -----------------------------------------------------------------------------------------

    def action_offer(self) -> None:
        """Do what is offered under the cursor, or the first offer."""
        offers = self.advice.offers
        if offers:
            at = self.cursor_key().removeprefix("offer:")
            first = next((one for one in offers if one.moves), offers[0])
            offer = offers[int(at)] if at.isdigit() and int(at) < len(offers) else first
            if offer.moves:
                self.execute(SeatMany(tuple((move.guest, move.to_room) for move in offer.moves)))
            else:
                self.live.flash(offer_text(offer, self.live.desk.names), ok=False)

    def action_tidy(self) -> None:
        """Show the fewest moves that make the rooms even; Enter carries them out."""
        desk = self.live.desk
        self.run_in_background(lambda: desk.propose(ProposeTidy()), self._show_tidy)

    def _show_tidy(self, reply: Reply) -> None:
        proposal = self.live.desk.proposal
        if reply.ok and isinstance(proposal, TidyProposal) and self.is_attached:
            self.settle()
            self.set_pending(PendingEdit("tidy", moves=proposal.moves))
        else:
            self.live.flash(reply.message, ok=reply.ok)

    def action_status(self) -> None:
        """Fine, needs help, done, and fine again."""
        held, room = self.live.desk.state.round, self.cursor_room()
        if held is not None and room is not None:
            self.execute_line(f"room {room} {_NEXT_STATUS[held.status.get(room, '')]}")

    def action_visit(self) -> None:
        """The facilitator looked in."""
        room = self.cursor_room()
        if room is not None:
            self.execute_line(f"visit {room}")

    def action_send(self) -> None:
        """Copy the line for all rooms that is due."""
        state = self.live.desk.state
        held = state.round
        line = broadcast_now(state, held, self.live.desk.moment().now) if held is not None else None
        if line is not None:
            copy_line(self, line.key, line.text, message("copied-broadcast"))

    def action_copy(self) -> None:
        """Copy the rooms as a list; what is only proposed is not copied."""
        if self.phase == "proposal":
            self.flash(message("tui-rooms-first-accept"))
        else:
            self.execute_line("copy rooms")

    def action_copy_as(self) -> None:
        """Ask which shape."""
        self.set_pending(PendingEdit("copy"))

    def action_longer(self) -> None:
        """A minute more."""
        self.execute_line("extend 1m")

    def action_shorter(self) -> None:
        """A minute less."""
        self.execute_line("extend -1m")

    def action_close_rooms(self) -> None:
        """Everybody is back."""
        self.execute_line("close")


def _swapped(desk: LiveSession, one: str, other: str) -> Reply:
    """In a proposal, whatever rooms are accepted already."""
    if not isinstance(desk.proposal, RoomsProposal):
        return Reply(False, message("refused-nothing-to-accept"))
    return desk.propose(SwapInProposal(desk.proposal.id, one, other))
