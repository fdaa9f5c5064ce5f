"""The one door into a live session: takes a command, decides, stores, evolves, tells listeners.

Commands are taken one at a time; each waits until the one before is stored. A command is acknowledged only
once its record is durable, and the state changes only then.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from letsconnect_tui.clock import Clock, Reading, elapsed
from letsconnect_tui.errors import CommandRefused
from letsconnect_tui.i18n.message import message
from letsconnect_tui.session.commands import Command, Redo, Undo
from letsconnect_tui.session.decide import decide
from letsconnect_tui.session.misfit import DoesNotFit
from letsconnect_tui.session.record import Record

if TYPE_CHECKING:
    from letsconnect_tui.session.events import AnyEvent
    from letsconnect_tui.session.log import SessionLog
    from letsconnect_tui.session.state import State


class Recorder(Protocol):
    """Keeps documents; what a command made is acknowledged when ``append`` returns."""

    def append(self, document: dict[str, Any]) -> int:
        """Store one document durably; raises StoreError, and then nothing was stored."""
        ...


@dataclass(frozen=True, slots=True)
class Given:
    """What became of a command."""

    command: Command
    record: Record | None
    """None when the wish was already fulfilled and nothing had to be kept."""
    events: tuple[AnyEvent, ...]
    """What the command made; of ``Undo`` and ``Redo`` the events taken back or given again."""
    before: State
    after: State
    at: int


Listener = Callable[[Given], None]


class Conductor:
    """A live session. Safe to call from several threads."""

    def __init__(self, log: SessionLog, clock: Clock, recorder: Recorder | None = None) -> None:
        self.clock = clock
        self._log = log
        self._recorder = recorder
        self._turn = threading.Lock()
        self._listeners: list[Listener] = []

    @property
    def log(self) -> SessionLog:
        """The session's records and their fold; a new value after every command."""
        return self._log

    @property
    def state(self) -> State:
        """The session as it stands."""
        return self._log.state

    def now(self) -> int:
        """The present moment on the session's line, in milliseconds."""
        return self._moment_of(self.clock.read())

    def follow(self, log: SessionLog) -> None:
        """For an onlooker: take over what the writer has added."""
        with self._turn:
            self._log = log

    def listen(self, listener: Listener) -> None:
        """Call ``listener`` after every command that changed something, in the thread that gave it."""
        self._listeners.append(listener)

    def give(self, command: Command, *, by: str = "") -> Given:
        """Carry out ``command``; returns once it is durable.

        Args:
            command: What is wanted.
            by: Who wants it, unless it is the facilitator; such a command is nobody's to undo.

        Raises:
            CommandRefused: It makes no sense now.
            StoreError: It could not be stored. Either way nothing changed.
        """
        with self._turn:
            given = self._carry_out(command, by)
        if given.record is not None:
            for listener in self._listeners:
                listener(given)
        return given

    def effect_of_undoing(self, number: int | None = None) -> tuple[Record, State]:
        """The command that an undo would take back, and the state it leads to; CommandRefused if none."""
        target = self._undo_target(number)
        try:
            return target, self._log.without(target.number)
        except DoesNotFit:
            raise CommandRefused(message("refused-rests-on", target.number)) from None

    def _carry_out(self, command: Command, by: str) -> Given:
        reading = self.clock.read()
        now = self._moment_of(reading)
        before = self.state
        undoes = redoes = None
        kept: tuple[AnyEvent, ...] = ()
        if isinstance(command, Undo):
            target, _ = self.effect_of_undoing(command.number)
            undoes, events = target.number, target.events
        elif isinstance(command, Redo):
            redoes = self._redo_target(command.number)
            events = self._log.records[redoes].events
        else:
            events = kept = decide(before, command, now)
            if not events:
                return Given(command, None, (), before, before, now)
        record = self._record(type(command).__name__, kept, now, reading, undoes, redoes, by)
        try:
            log = self._log.with_record(record)
        except DoesNotFit:
            raise CommandRefused(message("refused-rests-on", redoes or record.number)) from None
        if self._recorder is not None:
            self._recorder.append(record.document())
        self._log = log
        return Given(command, record, events, before, log.state, now)

    def _undo_target(self, number: int | None) -> Record:
        if number is None:
            if not self._log.undoable:
                raise CommandRefused(message("refused-nothing-to-undo"))
            return self._log.undoable[-1]
        target = self._log.record(number)
        if target is None:
            raise CommandRefused(message("refused-no-such-action", number))
        return target

    def _redo_target(self, number: int | None) -> int:
        if number is not None and number in self._log.taken_back:
            return number
        if number is not None or not self._log.redo_stack:
            raise CommandRefused(message("refused-nothing-to-redo"))
        return self._log.redo_stack[-1]

    def _record(
        self,
        command: str,
        events: tuple[AnyEvent, ...],
        at: int,
        reading: Reading,
        undoes: int | None,
        redoes: int | None,
        by: str,
    ) -> Record:
        latest = self._log.latest
        return Record(
            session=latest.session,
            number=latest.number + 1,
            command=command,
            at=at,
            utc=reading.utc_ms,
            steady=reading.steady_ms,
            boot=reading.boot,
            events=events,
            undoes=undoes,
            redoes=redoes,
            by=by,
        )

    def _moment_of(self, reading: Reading) -> int:
        latest = self._log.latest
        return latest.at + elapsed(Reading(latest.utc, latest.steady, latest.boot), reading)
