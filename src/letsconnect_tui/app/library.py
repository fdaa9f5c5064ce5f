"""The one door to everything on disk that is not live: past and unfinished runs, and opening one of them.

A run is one holding of a plan. Its id is the plan's id, a dot and a number: ``clinic-2026-12-03.2``.
"""

from __future__ import annotations

import os
from collections import Counter
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Self

import msgspec

from letsconnect_tui.app.recorder import Recorder
from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.message import message
from letsconnect_tui.paths import data_dir, user_path
from letsconnect_tui.plan.occurrence import nearest_occurrence
from letsconnect_tui.plan.problems import PlanError
from letsconnect_tui.plan.read import read_plan_text
from letsconnect_tui.session.events import SessionOpened
from letsconnect_tui.session.log import SessionLog, opened_log, replay
from letsconnect_tui.session.meetings import meetings
from letsconnect_tui.session.misfit import EventMismatch
from letsconnect_tui.session.moment import moment
from letsconnect_tui.session.record import Record, record_of
from letsconnect_tui.session.run_summary import Run as Run
from letsconnect_tui.session.run_summary import run_of

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from letsconnect_tui.app.recorder import RecordStore
    from letsconnect_tui.clock import Clock, ClockReading
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
        self._generation = file.generation
        self._taken = 0
        """How many of the file's documents were looked at."""
        self._records: dict[str, list[Record]] = {}
        self._illegible: Counter[str] = Counter()
        self._logs: dict[str, SessionLog] = {}
        """What was folded already; a log may lag behind its records."""

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

    def runs(self) -> tuple[Run, ...]:
        """All runs that can be read, the one touched last at the end."""
        runs = [run_of(log) for session in self._sessions() if (log := self._readable(session)) is not None]
        return tuple(sorted(runs, key=lambda run: run.latest_at))

    def unreadable(self) -> tuple[str, ...]:
        """Ids of runs of which not even the opening can be read; they stay in the file as they are."""
        return tuple(session for session in self._sessions() if self._readable(session) is None)

    def left_out(self, session: str) -> int:
        """How many records of a run make no sense any more, as after damage to the file; 0 is usual."""
        return len(self.log(session).unfit) + self._illegible[session]

    def find(self, name: str) -> str:
        """The run that ``last``, a run's id or a plan's id (its latest run) means; InputError if none.

        Rehearsals, and runs opened and never started, are meant only by their own id or as a last resort.
        """
        if name in self._sessions():
            return name
        runs = self.runs()
        named = [run for run in runs if name in ("last", run.plan_id)]
        named = [run for run in named if not run.rehearsal] or named
        named = [run for run in named if run.started_at is not None] or named
        if not named:
            if not runs:
                raise InputError(message("sessions-none"))
            known = ", ".join(sorted({run.plan_id for run in runs}))
            raise InputError(message("library-no-session", name, known))
        return named[-1].id

    def log(self, session: str) -> SessionLog:
        """A run's whole story; InputError if there is none, or none that can be read."""
        if session not in self._sessions():
            raise InputError(message("library-no-session", session, "–"))
        log = self._readable(session)
        if log is None:
            raise InputError(message("library-unreadable", session), message("library-unreadable-hint"))
        return log

    def unfinished(self, plan: Plan) -> str | None:
        """A plan's run that can be gone on with: the one begun last, if it has not ended. No rehearsals."""
        logs = [log for log in self._logs_of(plan) if not log.state.rehearsal]
        latest = max(logs, key=lambda log: log.state.opened_at, default=None)
        return None if latest is None or latest.state.phase == "ended" else latest.state.session

    def resume(self, session: str, clock: Clock) -> Recorder:
        """Go on with a run; its clock is right, however long nobody looked."""
        return Recorder(self.log(session), clock, self.file)

    def begin(self, plan: Plan, plan_file: str, clock: Clock, *, rehearsal: bool = False) -> Recorder:
        """Open a new run of a plan; of a plan that repeats, the occurrence nearest to now."""
        number = 1
        while f"{plan.session.id}.{number}" in self._sessions():
            number += 1
        return begin_run(
            f"{plan.session.id}.{number}", plan, plan_file, clock, store=self.file, rehearsal=rehearsal
        )

    def met_before(self, state: State) -> dict[tuple[str, str], float]:
        """Who met whom in breakout rooms of earlier runs, by the ids of this one; older meetings count less.

        People are the same where usernames, or else folded names that are unique in both, are equal.
        """
        earlier = [run for run in self.runs() if not run.rehearsal and run.id != state.session]
        met: dict[tuple[str, str], float] = {}
        for age, run in enumerate(reversed(earlier[-EARLIER_RUNS:]), 1):
            for two in meetings(self.log(run.id).state, state):
                met[two] = met.get(two, 0.0) + FADING**age
        return met

    def _sessions(self) -> dict[str, list[Record]]:
        self._catch_up()
        return self._records

    def _catch_up(self) -> bool:
        """Take in documents that came since, from the writer or from a run of this library's own."""
        if self.file.generation != self._generation:
            self._generation = self.file.generation
            self._taken = 0
            self._records, self._logs = {}, {}
            self._illegible.clear()
        documents = self.file.documents()
        fresh, self._taken = documents[self._taken :], len(documents)
        for document in fresh:
            self._take(document)
        return bool(fresh)

    def _take(self, document: dict[str, Any]) -> None:
        session = document.get("session")
        if not isinstance(session, str):
            return
        records = self._records.setdefault(session, [])
        try:
            records.append(record_of(document))
        except msgspec.ValidationError:
            self._illegible[session] += 1

    def _logs_of(self, plan: Plan) -> list[SessionLog]:
        own = [one for one in self._sessions() if one.rpartition(".")[0] == plan.session.id]
        return [log for session in own if (log := self._readable(session)) is not None]

    def _readable(self, session: str) -> SessionLog | None:
        """A run's story, None if its opening cannot be read; what was folded before is not folded again."""
        records = self._records[session]
        known = self._logs.get(session)
        try:
            log = replay(records, plan_of_text) if known is None else _continued(known, records)
        except (EventMismatch, PlanError):
            return None
        self._logs[session] = log
        return log


def _continued(log: SessionLog, records: list[Record]) -> SessionLog:
    try:
        for record in records[len(log.records) :]:
            log = log.with_record(record)
    except EventMismatch:
        return replay(records, plan_of_text)
    return log


def begin_run(
    session: str,
    plan: Plan,
    plan_file: str,
    clock: Clock,
    *,
    store: RecordStore | None = None,
    rehearsal: bool = False,
) -> Recorder:
    """Open a run; without a store nothing is kept.

    Raises:
        InputError: An anchor of this occurrence is a clock time that does not exist on its day.
        StoreError: It could not be stored.
    """
    reading = clock.read()
    start = nearest_occurrence(plan, datetime.fromtimestamp(reading.utc_ms / 1000, UTC))
    opening = SessionOpened(plan.text, plan_file, int(start.timestamp()) * 1000, rehearsal)
    record = _opening_record(session, opening, reading)
    log = opened_log(record, plan_of_text)
    moment(log.state, record.at)
    if store is not None:
        store.append(record.document())
    return Recorder(log, clock, store)


def _opening_record(session: str, opening: SessionOpened, reading: ClockReading) -> Record:
    return Record(
        session=session,
        number=0,
        command="Open",
        at=reading.utc_ms,
        utc=reading.utc_ms,
        steady=reading.steady_ms,
        boot=reading.boot,
        events=(opening,),
    )


@lru_cache(maxsize=64)
def plan_of_text(text: str, /) -> Plan:
    """The plan kept in a run's first record; raises PlanError if this version cannot read it any more."""
    reading = read_plan_text(text, "plan")
    if reading.plan is None:
        raise PlanError("plan", reading.problems)
    return reading.plan
