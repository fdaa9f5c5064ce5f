"""The one door to everything on disk that is not live: past and unfinished runs, and opening one of them.

A run is one holding of a plan. Its id is the plan's id, a dot and a number: ``clinic-2026-12-03.2``.
"""

from __future__ import annotations

import os
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Self

from letsconnect_tui.app.begin_run import begin_run, plan_of_text
from letsconnect_tui.app.recorder import Recorder
from letsconnect_tui.app.session_documents import SessionDocuments
from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.message import message
from letsconnect_tui.paths import data_dir, user_path
from letsconnect_tui.plan.problems import PlanError
from letsconnect_tui.session.log import SessionLog, replay
from letsconnect_tui.session.meetings import meetings
from letsconnect_tui.session.misfit import EventMismatch
from letsconnect_tui.session.one_pass import FoldedSession, folded, legible
from letsconnect_tui.session.run_summary import Run as Run
from letsconnect_tui.session.run_summary import run_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path
    from types import TracebackType
    from typing import Any

    from letsconnect_tui.clock import Clock
    from letsconnect_tui.plan.model import Plan
    from letsconnect_tui.session.state import State
    from letsconnect_tui.store import EventFile

FILE_NAME = "letsconnect.json"
FILE_VARIABLE = "LETSCONNECT_FILE"
EARLIER_RUNS = 12
"""So many runs back people are remembered to have met."""
FADING = 0.5
"""What a meeting counts, for each run that lies between."""


def default_file() -> Path:
    """Where everything is kept unless said otherwise: ``LETSCONNECT_FILE``, or in the user's data folder."""
    named = os.environ.get(FILE_VARIABLE)
    return user_path(named) if named else data_dir() / FILE_NAME


class Library:
    """The runs in one file. Close it, or use it in a ``with``."""

    def __init__(self, file: EventFile) -> None:
        self.file = file
        self._documents = SessionDocuments(file)
        self._logs: dict[str, tuple[SessionLog, int]] = {}
        """Whole stories that were asked for, and how many documents each has in it."""
        self._folded: dict[str, tuple[FoldedSession, int]] = {}
        """What sessions came to, in the same way."""
        self._runs: dict[str, tuple[Run | None, int]] = {}

    @classmethod
    def open(cls, path: Path | None = None, *, read_only: bool = False) -> Self:
        """Open the file to write, or only to look; raises StoreError where that cannot be."""
        from letsconnect_tui.store import EventFile

        return cls(EventFile.open(path or default_file(), read_only=read_only))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self.file.close()

    def poll(self) -> bool:
        """For an onlooker: take in what the writer added since; whether there was anything."""
        self.file.poll()
        return self._catch_up()

    def holder(self) -> tuple[Any, Any] | None:
        """For an onlooker: who writes the file and since when, in words; None: nobody. Raises OSError."""
        return self.file.holder()

    def runs(self) -> tuple[Run, ...]:
        """All runs that can be read, the one touched last at the end."""
        runs = [run for session in self._sessions() if (run := self.run(session)) is not None]
        return tuple(sorted(runs, key=lambda run: run.latest_at))

    def run(self, session: str) -> Run | None:
        """What a list shows of a run; None where not even its opening can be read."""
        count = self._documents.count(session)
        known = self._runs.get(session)
        if known is None or known[1] != count:
            folded = self._fold(session)
            run = None if folded is None else run_of(folded.state, folded.latest.at)
            self._runs[session] = known = (run, count)
        return known[0]

    def latest_runs(self) -> Iterator[Run]:
        """All runs that can be read, the one touched last in front; each is read when it is asked for."""
        latest_last = sorted(self._sessions(), key=self._documents.latest_at)
        while latest_last:
            session = latest_last.pop()
            run = self.run(session)
            if run is not None:
                yield run

    def unreadable(self) -> tuple[str, ...]:
        """Ids of runs of which not even the opening can be read; they stay in the file as they are."""
        return tuple(session for session in self._sessions() if self.run(session) is None)

    def left_out(self, session: str) -> int:
        """How many records of a run make no sense any more, as after damage to the file; 0 is usual."""
        return self.folded(session).left_out

    def find(self, name: str) -> str:
        """The run that ``last``, a run's id or a plan's id (its latest run) means; InputError if none.

        Rehearsals, and runs opened and never started, are meant only by their own id or as a last resort.
        """
        if name in self._sessions():
            return name
        best: Run | None = None
        for run in self.latest_runs():
            if name not in ("last", run.plan_id):
                continue
            if best is None or _is_meant_before(run, best):
                best = run
            if not best.rehearsal and best.started_at is not None:
                return best.id
        if best is not None:
            return best.id
        known = ", ".join(sorted({run.plan_id for run in self.runs()}))
        raise InputError(message("library-no-session", name, known) if known else message("sessions-none"))

    def folded(self, session: str) -> FoldedSession:
        """What a run came to, without its story; InputError if there is none, or none that can be read."""
        self._check(session)
        count = self._documents.count(session)
        known = self._folded.get(session)
        if known is None or known[1] != count:
            folded = self._fold(session)
            if folded is None:
                raise _unreadable(session)
            self._folded[session] = known = (folded, count)
        return known[0]

    def log(self, session: str) -> SessionLog:
        """A run's whole story; InputError if there is none, or none that can be read."""
        self._check(session)
        known = self._logs.get(session)
        count = self._documents.count(session)
        try:
            if known is None:
                log = replay(legible(self._documents.texts(session)), plan_of_text)
            else:
                log = self._continued(known[0], session, known[1])
        except (EventMismatch, PlanError):
            raise _unreadable(session) from None
        self._logs[session] = (log, count)
        return log

    def unfinished(self, plan: Plan) -> str | None:
        """A plan's run that can be gone on with: the one begun last, if it has not ended. No rehearsals."""
        own = [one for one in self._sessions() if one.rpartition(".")[0] == plan.session.id]
        runs = [run for session in own if (run := self.run(session)) is not None and not run.rehearsal]
        latest = max(runs, key=lambda run: run.opened_at, default=None)
        return None if latest is None or not latest.unfinished else latest.id

    def resume(self, session: str, clock: Clock) -> Recorder:
        """Go on with a run; its clock is right, however long nobody looked."""
        return Recorder(self.log(session), clock, self.file)

    def begin(
        self,
        plan: Plan,
        plan_file: str,
        clock: Clock,
        *,
        start: datetime | None = None,
        rehearsal: bool = False,
    ) -> Recorder:
        """Open a new run of a plan.

        Args:
            plan: What is held.
            plan_file: Where the plan is.
            clock: Gives the moment of opening.
            start: Which of the plan's starts is held, aware; None: the one nearest to now.
            rehearsal: Whether it is only a rehearsal.
        """
        number = 1
        while f"{plan.session.id}.{number}" in self._sessions():
            number += 1
        return begin_run(
            f"{plan.session.id}.{number}",
            plan,
            plan_file,
            clock,
            start=start,
            store=self.file,
            rehearsal=rehearsal,
        )

    def met_before(self, state: State) -> dict[tuple[str, str], float]:
        """Who met whom in breakout rooms of earlier runs, by the ids of this one; older meetings count less.

        People are the same where usernames, or else folded names that are unique in both, are equal.
        """
        earlier = (run for run in self.latest_runs() if not run.rehearsal and run.id != state.session)
        met: dict[tuple[str, str], float] = {}
        for age, run in enumerate(islice(earlier, EARLIER_RUNS), 1):
            for two in meetings(self.folded(run.id).state, state):
                met[two] = met.get(two, 0.0) + FADING**age
        return met

    def _sessions(self) -> tuple[str, ...]:
        self._catch_up()
        return self._documents.sessions()

    def _catch_up(self) -> bool:
        """Take in documents that came since, from the writer or from a run of this library's own."""
        any_came, replaced = self._documents.catch_up()
        if replaced:
            self._logs, self._folded, self._runs = {}, {}, {}
        return any_came

    def _check(self, session: str) -> None:
        if session not in self._sessions():
            raise InputError(message("library-no-session", session, "–"))

    def _fold(self, session: str) -> FoldedSession | None:
        """What a run came to; None if its opening cannot be read."""
        try:
            return folded(partial(self._documents.texts, session), plan_of_text)
        except (EventMismatch, PlanError):
            return None

    def _continued(self, log: SessionLog, session: str, start: int) -> SessionLog:
        """The log with the records that came since it had so many documents in it."""
        try:
            for record in legible(self._documents.texts(session, start)):
                log = log.with_record(record)
        except EventMismatch:
            return replay(legible(self._documents.texts(session)), plan_of_text)
        return log


def _is_meant_before(run: Run, other: Run) -> bool:
    """Whether somebody who names neither means this one: no rehearsal, and started."""
    if run.rehearsal != other.rehearsal:
        return other.rehearsal
    return run.started_at is not None and other.started_at is None


def _unreadable(session: str) -> InputError:
    return InputError(message("library-unreadable", session), message("library-unreadable-hint"))
