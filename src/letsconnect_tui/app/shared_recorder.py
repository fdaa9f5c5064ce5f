"""Makes the records of a session that several machines share, and sends and receives them in the background.

What is done here is stored here first and shown at once; nobody waits for the network. Without a connection
everything goes on, and what was done waits in the file until there is one again.
"""

from __future__ import annotations

import threading
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from letsconnect_tui.app.recorder import APART_MS, Outcome, Recorder, RecordStore
from letsconnect_tui.errors import CommandRefused, StoreError
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.plan.read import plan_of_text
from letsconnect_tui.session.commands import CorrectClock
from letsconnect_tui.session.log import replay
from letsconnect_tui.session.record import Record
from letsconnect_tui.session.team_commands import JoinTeam, TakeClock
from letsconnect_tui.session.waiting import Settled, WaitingAction, document
from letsconnect_tui.together.fair_lock import FairLock
from letsconnect_tui.together.link import Link
from letsconnect_tui.together.machine_clocks import LineClock
from letsconnect_tui.together.order import OrderedRecord, as_one_entry
from letsconnect_tui.together.roles import subject_of
from letsconnect_tui.together.wire import ConnectedMachine, SentClosed, SentRecord, SentSnapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from letsconnect_tui.clock import Clock, ClockReading
    from letsconnect_tui.session.facts import Command
    from letsconnect_tui.session.log import SessionLog
    from letsconnect_tui.together.engine import Connection, StoredEntry
    from letsconnect_tui.together.roles import Role
    from letsconnect_tui.together.shared_log import SharedLog
    from letsconnect_tui.together.wire import Sealer, Sent

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
        self.called = self.address = ""
        self._replace_log = replace_log
        self._line = LineClock(*self._opened)
        self._turn = FairLock()
        self.changed = threading.Condition(self._turn)  # type: ignore[arg-type]  # has all that it calls
        self.link: Link | None = None
        self.has_left = threading.Event()
        self._unstored: list[dict[str, Any]] = []
        self._notices: deque[Message] = deque()
        self._others: deque[Record] = deque(maxlen=1000)
        self._unseen: list[Record] = []  # what others did and the log that is shown does not have yet
        self._since = self.now()
        self.decide_anew()

    # -- what the session asks -------------------------------------------------------------------------

    @property
    def holds_clock(self) -> bool:
        """Whether what this machine says of the time counts."""
        return self.shared.holds_clock

    @property
    def is_connected(self) -> bool:
        """Whether the engine can be reached."""
        return self.link is not None and self.link.is_connected

    @property
    def waiting(self) -> int:
        """How many actions are not in the shared order yet."""
        return len(self.shared.waiting)

    @property
    def last_seq(self) -> int:
        """How far in the shared order this machine is, with all that follows from it."""
        with self._turn:
            self.decide_anew()
            return self.shared.order.last_seq

    @property
    def corrected_ms(self) -> int | None:
        """How far this machine's clock was from the one that counts; None: not compared yet."""
        return self._line.corrected_ms

    def take_notices(self) -> tuple[Message, ...]:
        """What happened meanwhile and somebody should know; each is given once."""
        return tuple(self._notices.popleft() for _ in range(len(self._notices)))

    def take_others(self, *, moves: bool = False) -> tuple[Record, ...]:
        """What others did meanwhile, or what of it moves the session; each record is given once."""
        others = tuple(self._others.popleft() for _ in range(len(self._others)))
        return tuple(one for one in others if subject_of(one) == "control") if moves else others

    def present(self) -> tuple[ConnectedMachine, ...]:
        """Who is connected, this machine first; whoever was not heard of for a while is not."""
        others = () if self.link is None else self.link.others()
        return (self.own_presence(), *others)

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
        self.link = Link(connection, sealer, self)
        if self.has_left.is_set():
            self.link.close()

    def disconnect(self) -> None:
        """Send nothing more; what waits stays in the file."""
        self.has_left.set()
        if self.link is not None:
            self.link.close()

    def in_order(self) -> tuple[SessionLog, int]:
        """What all machines agree on, and how far in the order that is."""
        with self._turn:
            return self.shared.confirmed, self.shared.order.last_seq

    def wait(self, until: Callable[[SharedLog], bool], timeout: float) -> bool:
        """Whether something is so of the log, at the latest after so many seconds."""
        with self.changed:
            return self.changed.wait_for(lambda: until(self.shared), timeout)

    def own_presence(self) -> ConnectedMachine:
        """What this machine says of itself."""
        known = self.state.team.get(self.machine)
        called = self.called if known is None else known.called
        return ConnectedMachine(self.machine, called, self.shared.role, self._since, self.last_seq)

    # -- carrying out ----------------------------------------------------------------------------------

    def _carry_out(self, command: Command, by: str) -> Outcome:
        self.decide_anew()
        reading, now = self.stamp()
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
        self.changed.notify_all()
        return Outcome(command, decision.record, decision.events, before, self.state, now)

    def _moment(self, latest: Record, reading: ClockReading) -> int:
        return self._line.at(reading)

    def stamp(self) -> tuple[ClockReading, int]:
        """The clocks now, and the moment on the session's line."""
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

    def take_in(self, entry: StoredEntry, sent: tuple[Role, Sent] | None, *, more: bool = False) -> None:
        """The next entry of the order, and what it says; see ``LinkCalls``."""
        role: Role = "watcher" if sent is None else sent[0]
        content = None if sent is None else sent[1]
        with self.changed:
            if isinstance(content, SentRecord):
                self._take(entry, role, content)
            elif role != "facilitator" or entry.seq <= self.shared.order.last_seq:
                self.shared.order.skip(entry.seq, entry.subject)
            elif isinstance(content, SentSnapshot):
                self._replace(content.records, entry.seq)
            elif content is not None:
                self._closed(content)
            if not more:
                self.decide_anew()
            self.changed.notify_all()

    def notice(self, sentence: Message) -> None:
        """Something that somebody should know."""
        self._notices.append(sentence)

    def _take(self, entry: StoredEntry, role: Role, content: SentRecord) -> None:
        was_holder = self.shared.confirmed.state.clock_holder == content.record.machine
        record = self.shared.arrived(OrderedRecord(entry.seq, entry.subject, role, content.record))
        sent = None if self.link is None else self.link.when_sent(entry.entry)
        if sent is not None:
            self._line.answered(*sent, entry.stored_at)
        if record is not None:
            self._append_later(record.document())
        is_own = content.record.machine == self.machine
        if not is_own and record is not None:
            self._unseen.append(record)
            self._line.took_in(record)
        if not is_own and was_holder:
            self._line.heard(content.sent, entry.stored_at)
        if not self.holds_clock:
            self._since += self._line.follow(self.clock.read())

    def rewrite_log(self, rewrite: Callable[[SessionLog], SessionLog]) -> None:
        """Put another log with the same numbers in the place of this one; its stream has it already."""
        with self.changed:
            self.shared.replaced(rewrite(self.shared.confirmed), self.shared.order.last_seq)
            self.decide_anew()

    def begin_order(self, records: Sequence[Record]) -> None:
        """Go on with this log as the first entry of another stream."""
        with self.changed:
            self._replace(records, 1)
            self.decide_anew()

    def _replace(self, whole_log: Sequence[Record], seq: int) -> None:
        """The log was rewritten: put it in the place of what is known and kept here."""
        records = [replace(record, session=self.state.session) for record in whole_log]
        self.shared.replaced(replay(as_one_entry(records, seq), plan_of_text), seq)
        if self._replace_log is not None:
            self._replace_log()

    def _closed(self, sent: SentClosed) -> None:
        """The session is shared no longer, or under other codes: from now on this machine goes on alone."""
        if sent.machine == self.machine:
            return
        self.notice(message("together-codes-replaced" if sent.codes_replaced else "together-over"))
        threading.Thread(target=self.disconnect, daemon=True).start()

    def decide_anew(self) -> None:
        """Decide anew what waits where others' records came in between; ``changed`` is held."""
        rebased = self.shared.rebase()
        for kept in rebased.kept:
            self._append_later(document(self.state.session, kept))
        self._notices.extend(rebased.notices)
        self._log = self.shared.view
        self._others.extend(self._unseen)
        self._unseen.clear()
