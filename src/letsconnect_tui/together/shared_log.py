"""The log of one machine in a shared session: what all agree on, and what was done here since.

What is done here is decided on top of the order and waits; whenever others' records come in between, it is
decided anew. Nothing in here knows a network, a file or a clock.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec.structs import replace

from letsconnect_tui.errors import CommandRefused
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.session.events import MachineJoined
from letsconnect_tui.session.record import Record, UsedIds
from letsconnect_tui.session.refuse import EventMismatch
from letsconnect_tui.session.waiting import Settled, WaitingAction, WaitingActions, waiting_action
from letsconnect_tui.together.deciding import (
    Decision,
    Rebased,
    decided,
    done_by_other,
    entry_about,
    is_fulfilled,
    moved_ids,
    refuse_not_allowed,
    refuse_overtaken,
    renumbered,
)
from letsconnect_tui.together.order import Order, OrderedRecord, Outgoing, lowest_person, moved_at, number_of
from letsconnect_tui.together.roles import Role, subject_of

if TYPE_CHECKING:
    from letsconnect_tui.session.facts import Command
    from letsconnect_tui.session.log import SessionLog


class SharedLog:
    """The log of one machine; not safe to call from several threads at once.

    Args:
        log: What is in the order, as far as it is known here.
        machine: This machine's id.
        role: What its code lets it do.
        waiting: What still waits from before, and what was set aside.
    """

    def __init__(
        self, log: SessionLog, machine: str, role: Role, waiting: WaitingActions | None = None
    ) -> None:
        before = waiting or WaitingActions()
        self.machine = machine
        self.role = role
        self.order = Order(log, machine)
        self._waiting = list(before.waiting)
        self._aside = {one.entry: one for one in before.aside}
        self._commands: dict[str, Command] = {}
        """What waiting actions wanted, by entry, so that it need not be read again."""
        self._in_flight: str | None = None
        self._is_stale = bool(before.waiting)
        """Whether what waits was decided on something else than what is in the order now."""
        own = (name for name in self.order.names if name.rpartition("-")[0] == machine)
        self._counter = max(map(number_of, (*own, *before.names)), default=0)
        self._highest_person = self.order.highest_person(log.records)
        self._view, self._view_control_at = self.order.log, self.order.control_at

    # -- what is known ---------------------------------------------------------------------------------

    @property
    def confirmed(self) -> SessionLog:
        """What is in the order, as far as it is known here."""
        return self.order.log

    @property
    def view(self) -> SessionLog:
        """The same with what waits behind it: what this machine shows."""
        return self._view

    @property
    def waiting(self) -> tuple[WaitingAction, ...]:
        """What is not in the order yet."""
        return tuple(self._waiting)

    @property
    def aside(self) -> tuple[WaitingAction, ...]:
        """What no longer fitted and waits for somebody to choose."""
        return tuple(self._aside.values())

    @property
    def holds_clock(self) -> bool:
        """Whether what this machine says of the time counts."""
        return self._view.state.clock_holder in ("", self.machine)

    # -- what is done here -----------------------------------------------------------------------------

    def act(self, command: Command, stamp: Record) -> tuple[Decision, WaitingAction | None]:
        """Decide something; once it is stored, ``keep`` it. None: the wish was fulfilled already.

        Args:
            command: What is wanted.
            stamp: When and by whom, as a record whose events and number do not count.

        Raises:
            CommandRefused: It makes no sense now, or this machine may not.
        """
        entry = f"{self.machine}-{self._counter + 1}"
        decision = self._decide(command, replace(stamp, entry=entry, seq=0))
        record = decision.record
        if record is None:
            return decision, None
        about = entry_about(record, self._waiting, self.confirmed.latest.number)
        return decision, waiting_action(
            entry, record, command, about=about, after=self.confirmed.latest.number
        )

    def keep(self, decision: Decision, action: WaitingAction) -> None:
        """What was decided is stored: from now on it is shown, and waits."""
        self._counter += 1
        self._highest_person = max(self._highest_person, self.order.highest_person((action.record,)))
        self._commands[action.entry] = decision.command
        self._waiting.append(action)
        self._show(decision.after)

    def choose(self, entry: str) -> None:
        """Let something be set aside no longer: it was done after all, or never will be."""
        self._aside.pop(entry, None)

    # -- what is sent ----------------------------------------------------------------------------------

    def next_to_send(self) -> Outgoing | None:
        """The oldest waiting action; None while there is none, or one is under way."""
        if self._in_flight is not None or not self._waiting or self._is_stale:
            return None
        action = self._waiting[0]
        subject = subject_of(action.record)
        self._in_flight = action.entry
        expected = self.order.last_control if subject == "control" else None
        return Outgoing(action.entry, subject, action.record, expected)

    def not_sent(self, entry: str, last_control: int = 0) -> None:
        """It is sent again under its name.

        Args:
            entry: What was not stored, or nobody knows whether it was.
            last_control: The latest place of the control subject, where it was refused for another one.
        """
        if last_control <= self.order.last_seq:
            self.order.last_control = max(self.order.last_control, last_control)
        if self._in_flight == entry:
            self._in_flight = None
            self._is_stale = True

    # -- what arrives ----------------------------------------------------------------------------------

    def arrived(self, entry: OrderedRecord) -> Record | None:
        """Take in the next entry; the record to store, None where it counts nowhere. Then ``rebase``."""
        name = entry.record.entry
        if entry.seq <= self.order.last_seq:
            return None
        if self._in_flight == name:
            self._in_flight = None
        own = next((action.record for action in self._waiting if action.entry == name), None)
        record = self.order.take(entry)
        if record is None:
            self._is_stale |= own is not None
            return None
        if any(isinstance(event, MachineJoined) for event in record.events):
            self._know_team()
        as_shown = own == replace(record, seq=0)
        moved = {} if own is None else moved_ids(own, record)
        self._waiting = [action for action in self._waiting if action.entry != name]
        self._commands.pop(name, None)
        self._aside.pop(name, None)
        for action in self._waiting if moved else ():
            self._commands[action.entry] = renumbered(self._wanted(action), action, moved, {})
        if not self._waiting:
            self._show_order()
        if not as_shown or not self._waiting:  # else all that waits was decided behind it already
            self._is_stale |= bool(self._aside) or bool(self._waiting)
        return record

    def replaced(self, log: SessionLog, seq: int) -> None:
        """The log was rewritten up to that place in the order, as when somebody was forgotten."""
        names = self.order.names
        self.order = Order(log, self.machine)
        self.order.names |= names
        self.order.last_seq = self.order.last_control = seq
        self._waiting = [action for action in self._waiting if action.entry not in self.order.names]
        self._in_flight = None
        self._know_team()
        self._show_order()
        self._is_stale = bool(self._waiting)

    def rebase(self) -> Rebased:
        """Decide what waits anew where others' records came in between."""
        if not self._is_stale:
            return Rebased()
        self._show_order()
        waiting: list[WaitingAction] = []
        kept: list[WaitingAction | Settled] = []
        notices: list[Message] = []
        moved: dict[tuple[str, int], int] = {}
        numbers: dict[str, int] = {}
        for action in self._waiting:
            if action.entry == self._in_flight:
                waiting.append(action)
                self._show_under_way(action.record)
                numbers[action.entry] = self._view.latest.number
                continue
            try:
                decision = self._again(action, moved, numbers)
            except CommandRefused as no:
                self._aside[action.entry] = action
                kept.append(Settled(action.entry, "aside"))
                notices.append(message("together-aside", no.message))
                continue
            if decision.record is None:
                kept.append(Settled(action.entry, "done"))
                notices += done_by_other(action, self.confirmed)
                continue
            again = replace(action, record=decision.record)
            if action.entry in self.order.names:  # it stands there, and counts on no machine
                self._counter += 1
                name = f"{self.machine}-{self._counter}"
                record = replace(decision.record, entry=name)
                again = replace(action, entry=name, instead_of=action.entry, record=record)
                decision = replace(decision, after=self._view.with_record(record))
                self._commands[name] = decision.command
                kept.append(again)
            numbers[action.entry] = again.record.number
            waiting.append(again)
            self._show(decision.after)
        self._waiting = waiting
        for action in self.aside:
            command = renumbered(self._wanted(action), action, {}, {})
            if is_fulfilled(self._view, command, action.record.at):
                del self._aside[action.entry]
                kept.append(Settled(action.entry, "done"))
        return Rebased(tuple(kept), tuple(notices))

    # -- what is shown ---------------------------------------------------------------------------------

    def _show_order(self) -> None:
        self._view, self._view_control_at = self.order.log, self.order.control_at
        self._is_stale = False

    def _show(self, log: SessionLog) -> None:
        """Show a log whose latest record waits."""
        self._view = log
        if subject_of(log.latest) == "control":
            self._view_control_at = moved_at(log.latest)

    def _show_under_way(self, record: Record) -> None:
        """Show a record that was sent; it may not fit any more, and is left out then."""
        at = max(record.at, self._view_control_at) if subject_of(record) == "control" else record.at
        with suppress(EventMismatch):
            self._show(self._view.with_record(replace(record, number=self._view.latest.number + 1, at=at)))

    def _know_team(self) -> None:
        """This machine's place in the team is known now, and with it the ids that it may give."""
        self.order.log = Order(self.order.log, self.machine).log
        self._highest_person = self.order.highest_person(self.order.log.records)

    # -- deciding --------------------------------------------------------------------------------------

    def _decide(self, command: Command, stamp: Record) -> Decision:
        view = self._view
        used = UsedIds(self._highest_person, view.used_ids.rounds, view.used_ids.lines)
        decision = decided(view, command, stamp, used)
        if decision.record is not None and subject_of(decision.record) == "control":
            in_order = replace(stamp, at=max(stamp.at, self._view_control_at))
            if in_order.at != stamp.at:
                decision = decided(view, command, in_order, used)
        refuse_not_allowed(decision, view, self.role, self.machine)
        return decision

    def _again(
        self, action: WaitingAction, moved: dict[tuple[str, int], int], numbers: dict[str, int]
    ) -> Decision:
        """An action decided on what is shown now, as of the moment when it was done."""
        refuse_overtaken(action, self.confirmed)
        command = renumbered(self._wanted(action), action, moved, numbers)
        first, highest = lowest_person(action.record), self._highest_person
        self._highest_person = highest if first is None else first - 1  # whom it added keep their ids
        try:
            decision = self._decide(command, action.record)
        finally:
            self._highest_person = highest
        moved |= moved_ids(action.record, decision.record)
        return decision

    def _wanted(self, action: WaitingAction) -> Command:
        return self._commands.get(action.entry) or action.what()
