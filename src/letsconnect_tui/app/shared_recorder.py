"""Makes the records of a session that several machines share, and sends and receives them in the background.

What is done here is stored here first and shown at once; nobody waits for the network. Without a connection
everything goes on, and what was done waits in the file until there is one again.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec.structs import replace

from letsconnect_tui.app.recorder import APART_MS, Outcome, Recorder, RecordStore
from letsconnect_tui.errors import CommandRefused, StoreError
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.plan.read import plan_of_text
from letsconnect_tui.session.commands import CorrectClock
from letsconnect_tui.session.events import ClockTaken
from letsconnect_tui.session.log import replay
from letsconnect_tui.session.record import Record
from letsconnect_tui.session.team_commands import JoinTeam, TakeClock
from letsconnect_tui.session.waiting import Settled, WaitingAction, document
from letsconnect_tui.together.machine_clocks import LineClock
from letsconnect_tui.together.order import OrderedRecord
from letsconnect_tui.together.presence import Presence
from letsconnect_tui.together.sender import Sender
from letsconnect_tui.together.wire import (
    ConnectedMachine,
    SentRecord,
    SentSnapshot,
    opened,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from letsconnect_tui.clock import Clock, ClockReading
    from letsconnect_tui.session.facts import Command
    from letsconnect_tui.together.engine import Connection, StoredEntry
    from letsconnect_tui.together.shared_log import SharedLog
    from letsconnect_tui.together.wire import Sealer

T = TypeVar("T")

BY = "together"
"""Who gives what only says which machines take part: nobody can take it back."""


class SharedRecorder(Recorder):
    """The records of one machine. Safe to call from several threads.

    Args:
        shared: The log that all machines share.
        clock: This machine's.
        store: Where records and what waits are kept; None for a watcher, who keeps nothing.
        replace_log: Puts the log as it is now in the place of all that the store has of the session.
    """

    def __init__(
        self,
        shared: SharedLog,
        clock: Clock,
        store: RecordStore | None,
        replace_log: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(shared.view, clock, store)
        self.shared = shared
        self.team = self
        self.machine = shared.machine
        self.watches = shared.role == "watcher"
        self.codes: tuple[str, ...] = ()
        self.address = ""
        self._replace_log = replace_log
        self._line = LineClock(*self._opened)
        self._changed = threading.Condition(self._turn)
        self._connection: Connection | None = None
        self._sealer: Sealer | None = None
        self._unstored: list[dict[str, Any]] = []
        self._notices: deque[Message] = deque()
        self._others: deque[Record] = deque(maxlen=1000)
        self._known_corrected_ms = self.state.corrected_ms
        self._sender: Sender | None = None
        self._since = self.now()
        self._presence: Presence | None = None
        self._rebase()

    # -- what the session asks -------------------------------------------------------------------------

    @property
    def holds_clock(self) -> bool:
        """Whether what this machine says of the time counts."""
        return self.shared.holds_clock

    @property
    def is_connected(self) -> bool:
        """Whether the engine can be reached."""
        return self._connection is not None and self._connection.is_connected

    @property
    def waiting(self) -> int:
        """How many actions are not in the shared order yet."""
        return len(self.shared.waiting)

    @property
    def last_seq(self) -> int:
        """How far in the shared order this machine is, with all that follows from it."""
        with self._turn:
            return self.shared.order.last_seq

    @property
    def corrected_ms(self) -> int | None:
        """How far this machine's clock was from the one that counts; None: not compared yet."""
        return self._line.corrected_ms

    def take_notices(self) -> tuple[Message, ...]:
        """What happened meanwhile and somebody should know; each is given once."""
        return _taken(self._notices)

    def take_others(self) -> tuple[Record, ...]:
        """What others did meanwhile; each record is given once."""
        return _taken(self._others)

    def present(self) -> tuple[ConnectedMachine, ...]:
        """Who is connected, this machine first; whoever was not heard of for a while is not."""
        others = () if self._presence is None else self._presence.others()
        return (self._own_presence(), *others)

    def aside(self) -> tuple[WaitingAction, ...]:
        """What no longer fitted and waits for a choice."""
        return self.shared.aside

    def choose(self, entry: str, *, apply: bool) -> Outcome | None:
        """Do what was set aside after all, or never; CommandRefused where it still makes no sense."""
        with self._turn:
            action = next((one for one in self.shared.aside if one.entry == entry), None)
            if action is None:
                raise CommandRefused(message("refused-not-aside"))
            outcome = self._carry_out(action.what(), action.record.by) if apply else None
            self._append(document(self.state.session, Settled(entry, "chosen" if apply else "dropped")))
            self.shared.choose(entry)
            return outcome

    def keep_time(self) -> None:
        """Put the session's line right where this machine holds the clock and its wall clock was set."""
        with self._turn, suppress(CommandRefused, StoreError):
            reading = self.clock.read()
            apart_ms = reading.utc_ms - self._line.at(reading)
            is_own_line = self._line.corrected_ms is None
            if self.holds_clock and is_own_line and abs(apart_ms) > APART_MS and self.state.phase != "ended":
                self._carry_out(CorrectClock(apart_ms), "clock")

    # -- the network -----------------------------------------------------------------------------------

    def connect(self, connection: Connection, sealer: Sealer) -> None:
        """Begin to send what waits and to take in what others do."""
        with self._turn:
            self._connection, self._sealer = connection, sealer
        connection.on_connection(lambda _: self._wake())
        connection.subscribe(self.shared.order.last_seq, self._deliver)
        self._sender = Sender(
            connection, sealer, self.shared, self._changed, self._stamp, self._rebase, self._notices.append
        )
        self._presence = Presence(connection, sealer, self._own_presence, time.monotonic)

    def disconnect(self) -> None:
        """Send nothing more; what waits stays in the file."""
        if self._sender is not None:
            self._sender.close()
        if self._presence is not None:
            self._presence.leave()
        if self._connection is not None:
            self._connection.close()

    def wait_until_sent(self, timeout: float) -> bool:
        """Whether all that was done here is in the shared order, at the latest after so many seconds."""
        with self._changed:
            return self._changed.wait_for(lambda: not self.shared.waiting, timeout)

    def _own_presence(self) -> ConnectedMachine:
        known = self.state.team.get(self.machine)
        called = "" if known is None else known.called
        return ConnectedMachine(self.machine, called, self.shared.role, self._since, self.last_seq)

    # -- carrying out ----------------------------------------------------------------------------------

    def _carry_out(self, command: Command, by: str) -> Outcome:
        reading = self.clock.read()
        now = self._line.at(reading)
        before = self.state
        by = BY if isinstance(command, (JoinTeam, TakeClock)) else by
        latest = self._log.latest
        stamp = Record(
            latest.session, latest.number, "", now, reading.utc_ms, reading.steady_ms, reading.boot, by=by
        )
        decision, action = self.shared.act(command, stamp)
        if action is None:
            return Outcome(command, None, (), before, before, now)
        self._append(document(latest.session, action))
        self.shared.keep(decision, action)
        self._log = self.shared.view
        if isinstance(command, CorrectClock):
            self._line.move(command.ms)
        self._changed.notify_all()
        return Outcome(command, decision.record, decision.events, before, self.state, now)

    def _moment(self, latest: Record, reading: ClockReading) -> int:
        return self._line.at(reading)

    def _stamp(self) -> tuple[ClockReading, int]:
        return (reading := self.clock.read()), self._line.at(reading)

    def _append(self, kept: dict[str, Any]) -> None:
        """Store a document, and before it those that could not be stored; raises StoreError."""
        if self._store is None:
            return
        while self._unstored:
            self._store.append(self._unstored[0])
            self._unstored.pop(0)
        self._store.append(kept)

    def _append_later(self, kept: dict[str, Any]) -> None:
        """Store what others did or what follows from it; where that fails, before the next one."""
        try:
            self._append(kept)
        except StoreError:
            self._unstored.append(kept)

    # -- receiving -------------------------------------------------------------------------------------

    def _deliver(self, entry: StoredEntry) -> None:
        """Take in the next entry of the order; called by the connection, one at a time."""
        assert self._sealer is not None
        read = opened(self._sealer, entry)
        with self._changed:
            if read is None:
                self.shared.order.skip(entry.seq, entry.subject)
            elif isinstance(sent := read[1], SentRecord):
                self._take(OrderedRecord(entry.seq, entry.subject, read[0], sent.record))
                self._compare(entry, sent)
            elif read[0] == "facilitator" and entry.seq > self.shared.order.last_seq:
                self._replace(sent, entry.seq)
            self._rebase()
            self._changed.notify_all()

    def _take(self, ordered: OrderedRecord) -> None:
        holder = self.shared.confirmed.state.clock_holder
        record = self.shared.arrived(ordered)
        if record is None:
            return
        self._append_later(record.document())
        is_own = record.machine == self.shared.machine
        if not is_own:
            self._others.append(record)
        if any(isinstance(event, ClockTaken) for event in record.events):
            self._line.forget_holder()
        corrected_ms = self.shared.confirmed.state.corrected_ms
        if not is_own and record.machine == holder:
            self._line.move(corrected_ms - self._known_corrected_ms)
        self._known_corrected_ms = corrected_ms

    def _compare(self, entry: StoredEntry, content: SentRecord) -> None:
        """Compare this machine's clock with the one that counts."""
        machine = content.record.machine
        sent = None if self._sender is None else self._sender.when_sent(entry.entry)
        if sent is not None:
            self._line.answered(*sent, entry.stored_at)
        if machine == self.shared.confirmed.state.clock_holder != self.shared.machine:
            self._line.heard(content.sent, entry.stored_at)
        if not self.holds_clock:
            self._line.follow(self.clock.read())

    def _replace(self, content: SentSnapshot, seq: int) -> None:
        """The log was told anew: put it in the place of what is known and kept here."""
        session = self.state.session
        records = [replace(record, session=session) for record in content.records]
        log = replay([*records[:-1], replace(records[-1], seq=seq)], plan_of_text)
        self.shared.replaced(log, seq)
        if self._replace_log is not None:
            self._replace_log()

    def _rebase(self) -> None:
        rebased = self.shared.rebase()
        for kept in rebased.kept:
            self._append_later(document(self.state.session, kept))
        self._notices.extend(rebased.notices)
        self._log = self.shared.view

    def _wake(self) -> None:
        with self._changed:
            self._changed.notify_all()


def _taken(values: deque[T]) -> tuple[T, ...]:
    return tuple(values.popleft() for _ in range(len(values)))
