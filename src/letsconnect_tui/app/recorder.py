"""Makes the records of a session: decides, stores, evolves, and keeps the session's time line.

Commands are taken one at a time; each waits until the one before is stored. A command is acknowledged only
once its record is durable, and the state changes only then.
"""

from __future__ import annotations

import threading
from contextlib import AbstractContextManager, suppress
from typing import TYPE_CHECKING, Any, Protocol

import msgspec
from msgspec.structs import replace

from letsconnect_tui.clock import Clock, ClockReading, elapsed
from letsconnect_tui.errors import CommandRefused, StoreError
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.session.commands import Redo, Undo
from letsconnect_tui.session.evolve_clock import clock_events
from letsconnect_tui.session.log import undo_target
from letsconnect_tui.session.record import Record
from letsconnect_tui.session.refuse import EventMismatch

if TYPE_CHECKING:
    from collections.abc import Callable

    from letsconnect_tui.session.events import AnyEvent
    from letsconnect_tui.session.facts import Command
    from letsconnect_tui.session.log import SessionLog
    from letsconnect_tui.session.state import State
    from letsconnect_tui.session.waiting import WaitingAction
    from letsconnect_tui.together.wire import ConnectedMachine


APART_MS = 50
"""How far wall clock and steady clock may come apart before a record is kept of it."""


class RecordStore(Protocol):
    """Keeps documents; what a command made is acknowledged when ``append`` returns."""

    def append(self, document: dict[str, Any]) -> int:
        """Store one document durably; raises StoreError, and then nothing was stored."""


class Team(Protocol):
    """What a machine knows of a session that several share."""

    has_left: threading.Event
    """Set once it takes part no longer, for instance because the codes were replaced."""

    @property
    def machine(self) -> str:
        """This machine's id."""

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that can be given to others."""

    @property
    def address(self) -> str:
        """Where the engine is; empty: not known."""

    @property
    def holds_clock(self) -> bool:
        """Whether what this machine says of the time counts."""

    @property
    def watches(self) -> bool:
        """Whether its code lets it only look."""

    @property
    def is_connected(self) -> bool:
        """Whether the engine can be reached."""

    @property
    def waiting(self) -> int:
        """How many actions are not in the shared order yet."""

    @property
    def corrected_ms(self) -> int | None:
        """How far this machine's clock was from the one that counts; None: they were not compared yet."""

    def present(self) -> tuple[ConnectedMachine, ...]:
        """Who is connected, this machine first."""

    def aside(self) -> tuple[WaitingAction, ...]:
        """What no longer fitted and waits for a choice."""

    def take_notices(self) -> tuple[Message, ...]:
        """What happened meanwhile and somebody should know; each is given once."""

    def take_others(self, *, moves: bool = False) -> tuple[Record, ...]:
        """What others did meanwhile, or what of it moves the session; each record is given once."""

    def choose(self, entry: str, *, apply: bool) -> Outcome | None:
        """Do what was set aside after all, or never; CommandRefused where it still makes no sense."""


class Outcome(msgspec.Struct, frozen=True):
    """What became of a command."""

    command: Command
    record: Record | None
    """None when the wish was already fulfilled and nothing had to be kept."""
    events: tuple[AnyEvent, ...]
    """What the command made; of ``Undo`` and ``Redo`` the events taken back or given again."""
    before: State
    after: State
    at: int


class Recorder:
    """The records of one session. Safe to call from several threads."""

    team: Team | None = None
    """The machines that share the session; None: it is this one's alone."""

    def __init__(self, log: SessionLog, clock: Clock, store: RecordStore | None = None) -> None:
        self.clock = clock
        self._log = log
        self._store = store
        self._turn: AbstractContextManager[object] = threading.Lock()
        reading = clock.read()
        self._opened = (moment_of(log.latest, reading), reading)
        """When this recorder took over: after a reboot, time is counted by the steady clock from here on."""

    @property
    def log(self) -> SessionLog:
        """The session's records and their fold; a new value after every command."""
        return self._log

    @property
    def state(self) -> State:
        """The session as it stands."""
        return self._log.state

    @property
    def keeps(self) -> bool:
        """Whether what is done is stored; a rehearsal without a file keeps nothing."""
        return self._store is not None

    @property
    def kept_elsewhere(self) -> Message | None:
        """Where the store keeps the session since its file was changed or removed; None: where it was."""
        return getattr(self._store, "moved", None)

    def now(self) -> int:
        """The present moment on the session's line, in milliseconds."""
        latest = self._log.latest  # before the clock is read: another thread's record must not be younger
        return self._moment(latest, self.clock.read())

    def take_over(self, log: SessionLog) -> None:
        """For an onlooker: go on from what the writer has added."""
        with self._turn:
            self._log = log

    def rewrite_log(self, rewrite: Callable[[SessionLog], SessionLog]) -> None:
        """Put another log in the place of this one; where ``rewrite`` raises, nothing changes."""
        with self._turn:
            self._log = rewrite(self._log)

    def record(self, command: Command, *, by: str = "") -> Outcome:
        """Carry out ``command``; returns once it is durable.

        Args:
            command: What is wanted.
            by: Who wants it, unless it is the facilitator; such a command is nobody's to undo.

        Raises:
            CommandRefused: It makes no sense now.
            StoreError: It could not be stored. Either way nothing changed.
        """
        with self._turn:
            return self._carry_out(command, by)

    def effect_of_undoing(self, number: int | None = None) -> tuple[Record, State]:
        """The command that an undo would take back, and the state it leads to; CommandRefused if none."""
        log = self._log
        target = undo_target(log, number)
        try:
            return target, log.without(target.number)
        except EventMismatch:
            raise CommandRefused(message("refused-rests-on", target.number)) from None

    def keep_time(self) -> None:
        """Keep a record if the clocks have come apart since the latest one. Call it now and then.

        They come apart when the wall clock is set, and by a reboot. The record puts the session's line right,
        and time across the next reboot is counted by the wall clock from it on. Where it cannot be stored,
        the next call tries again.
        """
        with self._turn:
            reading, latest = self.clock.read(), self._log.latest
            line_ms = self._moment(latest, reading)
            events = clock_events(self.state, line_ms, reading.utc_ms)
            if not _came_apart(latest, reading) and (not events or abs(reading.utc_ms - line_ms) <= APART_MS):
                return
            record = self._new_record("KeepTime", events, reading, by="clock")
            if events:
                record = replace(record, at=reading.utc_ms)
            with suppress(StoreError):
                self._keep(record, self._log.with_record(record))

    def _carry_out(self, command: Command, by: str) -> Outcome:
        log, reading = self._log, self.clock.read()
        now = self._moment(log.latest, reading)
        if isinstance(command, Undo):
            target = undo_target(log, command.number)
            record = self._new_record("Undo", (), reading, undoes=target.number, by=by)
            events = target.events
        elif isinstance(command, Redo):
            again = log.to_redo(command.number)
            if again is None:
                raise CommandRefused(message("refused-nothing-to-redo"))
            record = self._new_record("Redo", (), reading, redoes=again.number, by=by)
            events = again.events
        else:
            from letsconnect_tui.session.decide import decide  # 10 ms, not needed for the first paint

            events = decide(log.state, command, now, log.used_ids)
            if not events:
                return Outcome(command, None, (), log.state, log.state, now)
            record = self._new_record(type(command).__name__, events, reading, by=by)
        try:
            after = log.with_record(record)
        except EventMismatch:
            rests_on = next(n for n in (record.undoes, record.redoes, record.number) if n is not None)
            raise CommandRefused(message("refused-rests-on", rests_on)) from None
        self._keep(record, after)
        return Outcome(command, record, events, log.state, after.state, now)

    def _new_record(
        self,
        command: str,
        events: tuple[AnyEvent, ...],
        reading: ClockReading,
        *,
        undoes: int | None = None,
        redoes: int | None = None,
        by: str = "",
    ) -> Record:
        latest = self._log.latest
        return Record(
            session=latest.session,
            number=latest.number + 1,
            command=command,
            at=self._moment(latest, reading),
            utc=reading.utc_ms,
            steady=reading.steady_ms,
            boot=reading.boot,
            events=events,
            undoes=undoes,
            redoes=redoes,
            by=by,
        )

    def _moment(self, latest: Record, reading: ClockReading) -> int:
        at, opened = self._opened
        if latest.boot != reading.boot == opened.boot:
            return max(latest.at, at + elapsed(opened, reading))
        return moment_of(latest, reading)

    def _keep(self, record: Record, log: SessionLog) -> None:
        """First the disk, then memory."""
        if self._store is not None:
            self._store.append(record.document())
        self._log = log


def moment_of(latest: Record, reading: ClockReading) -> int:
    """The moment of a reading on the line of a session with that latest record, in milliseconds."""
    return latest.at + elapsed(ClockReading(latest.utc, latest.steady, latest.boot), reading)


def _came_apart(latest: Record, reading: ClockReading) -> bool:
    """Whether the steady clock no longer says what the wall clock does about the time since a record."""
    steady_ms = reading.steady_ms - latest.steady
    if reading.boot != latest.boot or steady_ms < 0:
        return True
    return abs(reading.utc_ms - latest.utc - steady_ms) > APART_MS
