"""The sessions in one file: which documents are whose, and what was made of them so far."""

from __future__ import annotations

import json
from array import array
from functools import partial
from hashlib import blake2b
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING, TypeVar

import msgspec

from letsconnect_tui.app.runs import outline_of_text
from letsconnect_tui.plan.problems import PlanError
from letsconnect_tui.plan.read import plan_of_text
from letsconnect_tui.session.log import SessionLog, replay
from letsconnect_tui.session.record import SHARED_MARK, heading_of_json
from letsconnect_tui.session.refuse import EventMismatch
from letsconnect_tui.session.run_summary import Run, run_of
from letsconnect_tui.session.single_pass import FoldedSession, folded, legible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from letsconnect_tui.session.log import PlanReader
    from letsconnect_tui.session.record import Record
    from letsconnect_tui.session.waiting import WaitingActions
    from letsconnect_tui.store import EventFile

T = TypeVar("T")


class _Owner(msgspec.Struct, frozen=True, gc=False):
    session: str


_read_owner = msgspec.json.Decoder(_Owner).decode


class StoredSessions:
    """Every session of a file by its id. Only places are kept of its documents, which stay in the file."""

    def __init__(self, file: EventFile) -> None:
        self._file = file
        self._begin()

    def _begin(self) -> None:
        """Know nothing of the file yet."""
        self._generation = self._file.generation
        self._taken = 0
        """How many of the file's documents were looked at."""
        self._places: dict[str, array[int]] = {}
        self._shared: set[str] = set()
        """Sessions with documents about what waits or waited to be shared."""
        self._logs: dict[str, tuple[SessionLog | None, int]] = {}
        """Logs that were asked for, None for an unreadable one; how many documents each was made of."""
        self._folded: dict[str, tuple[FoldedSession | None, int]] = {}
        self._runs: dict[str, tuple[Run | None, int]] = {}

    def catch_up(self) -> bool:
        """Take in what came since; whether that was anything."""
        if self._file.generation != self._generation:
            self._begin()
        before = self._taken
        for text in self._file.texts(before):
            session = _session_of(text)
            if session is not None:
                self._places.setdefault(session, array("Q")).append(self._taken)
                if SHARED_MARK in text:
                    self._shared.add(session)
            self._taken += 1
        return self._taken > before

    def ids(self) -> tuple[str, ...]:
        """Every session, the one that came first in front."""
        return tuple(self._places)

    def opening(self, session: str) -> Record | None:
        """The first record of a session; None where it is not legible."""
        return next(legible(islice(self._texts(session), 1)), None)

    def latest_at(self, session: str) -> int:
        """When a session was last touched, in ms; 0 where no document of it says so."""
        for place in reversed(self._places[session]):
            try:
                return heading_of_json(self._file.text(place)).at
            except msgspec.ValidationError:
                continue
        return 0

    def fingerprint(self, session: str) -> str:
        """A hash of all that a session's documents say."""
        state = blake2b(digest_size=12)
        for text in self._texts(session):
            state.update(text)
        return state.hexdigest()

    def run(self, session: str, *, outlined: bool, whole: bool = False) -> Run | None:
        """What a list shows of a session; None where not even its opening can be read.

        Args:
            session: Its id.
            outlined: Read only the outline of its plan, unless more of it was read before.
            whole: Read its log, which is kept for whoever goes on with it.
        """

        def made() -> Run | None:
            if whole:
                log = self.log(session)
                return None if log is None else run_of(log.state, log.latest.at)
            found = self._fold(session, outline_of_text) if outlined else self.folded(session)
            return None if found is None else run_of(found.state, found.latest.at)

        return self._kept(self._runs, session, made)

    def folded(self, session: str) -> FoldedSession | None:
        """A session's state without its records; None where its opening cannot be read."""
        return self._kept(self._folded, session, lambda: self._fold(session, plan_of_text))

    def log(self, session: str) -> SessionLog | None:
        """A session's log; None where its opening cannot be read."""
        known, start = self._logs.get(session, (None, 0))

        def made() -> SessionLog | None:
            try:
                if known is None or session in self._shared:
                    return replay(legible(self._texts(session)), plan_of_text)
                return self._continued(known, session, start)
            except (EventMismatch, PlanError):
                return None

        return self._kept(self._logs, session, made)

    def waiting(self, session: str) -> WaitingActions | None:
        """What waits to be shared, and what was set aside; None where it was never shared."""
        if session not in self._shared:
            return None
        from letsconnect_tui.session.waiting import read_waiting  # only for what several machines share

        return read_waiting(map(self._file.text, self._places[session]))

    def in_order(self, session: str) -> SessionLog:
        """The log without the actions that wait; EventMismatch and PlanError as ``replay`` raises them."""
        return replay(legible(self._in_order(session)), plan_of_text)

    def _in_order(self, session: str, start: int = 0) -> Iterator[bytes]:
        texts = map(self._file.text, self._places[session][start:])
        return (text for text in texts if SHARED_MARK not in text) if session in self._shared else texts

    def _texts(self, session: str, start: int = 0) -> Iterator[bytes]:
        """The JSON of a session's records in order, from the document at ``start`` on, what waits last."""
        yield from self._in_order(session, start)
        shared = self.waiting(session)
        if shared is not None and shared.waiting:
            from letsconnect_tui.session.waiting import waiting_records  # as above

            latest = max(legible(self._in_order(session)), key=attrgetter("number"))
            yield from map(msgspec.json.encode, waiting_records(latest, shared.waiting))

    def _kept(self, kept: dict[str, tuple[T, int]], session: str, make: Callable[[], T]) -> T:
        """What was made of a session before, or made anew where documents came since."""
        count = len(self._places[session])
        known = kept.get(session)
        if known is None or known[1] != count:
            kept[session] = known = (make(), count)
        return known[0]

    def _fold(self, session: str, read_plan: PlanReader) -> FoldedSession | None:
        try:
            return folded(partial(self._texts, session), read_plan)
        except (EventMismatch, PlanError):
            return None

    def _continued(self, log: SessionLog, session: str, start: int) -> SessionLog:
        """The log with the records that came since it had so many documents in it."""
        try:
            for record in legible(self._texts(session, start)):
                log = log.with_record(record)
        except EventMismatch:
            return replay(legible(self._texts(session)), plan_of_text)
        return log


def _session_of(text: bytes) -> str | None:
    """The session that a document says it belongs to, None where it is no document of ours."""
    try:
        return _read_owner(text).session
    except msgspec.DecodeError:
        pass
    try:
        return msgspec.convert(json.loads(text), _Owner).session
    except (ValueError, msgspec.ValidationError):
        return None
