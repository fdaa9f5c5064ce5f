"""The one door to everything on disk that is not live: past and unfinished runs, and opening one of them.

A run is one holding of a plan. Its id is the plan's id, a dot and a number: ``clinic-2026-12-03.2``.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import msgspec

from letsconnect_tui.conductor import Conductor
from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.message import message
from letsconnect_tui.paths import data_dir
from letsconnect_tui.people.names import search_key
from letsconnect_tui.plan.occurrence import nearest_occurrence
from letsconnect_tui.plan.problems import PlanError
from letsconnect_tui.plan.read import read_plan_text
from letsconnect_tui.session.events import SessionOpened
from letsconnect_tui.session.log import SessionLog, opened_log, replay
from letsconnect_tui.session.moment import head
from letsconnect_tui.session.record import Record, record_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType

    from letsconnect_tui.clock import Clock, Reading
    from letsconnect_tui.conductor import Recorder
    from letsconnect_tui.plan.model import Plan
    from letsconnect_tui.session.state import Attendee, State
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
    return Path(named).expanduser() if named else data_dir() / FILE_NAME


@dataclass(frozen=True, slots=True)
class Run:
    """One run, as a list shows it."""

    id: str
    plan_id: str
    title: str
    kind: str
    phase: str
    starts_at: int
    """Planned start, in ms."""
    started_at: int | None
    ended_at: int | None
    latest_at: int
    participants: int
    peak: int
    rehearsal: bool
    plan_file: str

    @property
    def unfinished(self) -> bool:
        """Whether it can be gone on with."""
        return self.phase != "ended"


class Library:
    """The runs in one file. Close it, or use it in a ``with``."""

    def __init__(self, file: EventFile) -> None:
        self.file = file
        self._records: dict[str, list[Record]] = {}
        self._take(file.documents())

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
        generation = self.file.generation
        fresh = self.file.poll()
        if self.file.generation != generation:
            self._records.clear()
            self._take(self.file.documents())
            return True
        self._take(fresh)
        return bool(fresh)

    def runs(self) -> tuple[Run, ...]:
        """All runs, the one touched last at the end."""
        runs = [_run_of(self.log(session)) for session in self._records]
        return tuple(sorted(runs, key=lambda run: run.latest_at))

    def find(self, name: str) -> str:
        """The run that ``last``, a run's id or a plan's id (its latest run) means; InputError if none."""
        if name in self._records:
            return name
        real = [run for run in self.runs() if not run.rehearsal] or list(self.runs())
        named = real if name == "last" else [run for run in self.runs() if run.plan_id == name]
        if not named:
            known = ", ".join(sorted({run.plan_id for run in self.runs()})) or "–"
            raise InputError(message("library-no-session", name, known))
        return named[-1].id

    def log(self, session: str) -> SessionLog:
        """A run's whole story."""
        return replay(self._records[session], plan_of_text)

    def unfinished(self, plan: Plan) -> str | None:
        """The latest run of a plan that has not ended, rehearsals apart."""
        own = [run for run in self.runs() if run.plan_id == plan.session.id and not run.rehearsal]
        return own[-1].id if own and own[-1].unfinished else None

    def resume(self, session: str, clock: Clock) -> Conductor:
        """Go on with a run; its clock is right, however long nobody looked."""
        return Conductor(self.log(session), clock, self.file)

    def begin(self, plan: Plan, plan_file: str, clock: Clock, *, rehearsal: bool = False) -> Conductor:
        """Open a new run of a plan; of a plan that repeats, the occurrence nearest to now."""
        taken = {run.id for run in self.runs() if run.plan_id == plan.session.id}
        number = 1
        while f"{plan.session.id}.{number}" in taken:
            number += 1
        return begin_run(
            f"{plan.session.id}.{number}", plan, plan_file, clock, recorder=self.file, rehearsal=rehearsal
        )

    def met_before(self, state: State) -> dict[tuple[str, str], float]:
        """Who met whom in breakout rooms of earlier runs, by the ids of this one; older meetings count less.

        People are the same where usernames, or else folded names that are unique in both, are equal.
        """
        earlier = [run for run in self.runs() if not run.rehearsal and run.id != state.session]
        met: dict[tuple[str, str], float] = {}
        for age, run in enumerate(reversed(earlier[-EARLIER_RUNS:]), 1):
            there = self.log(run.id).state
            if there.rounds:
                _add_meetings(met, state, there, FADING**age)
        return met

    def _take(self, documents: Iterable[dict[str, Any]]) -> None:
        for document in documents:
            try:
                record = record_of(document)
            except msgspec.ValidationError:
                continue
            self._records.setdefault(record.session, []).append(record)


def _add_meetings(met: dict[tuple[str, str], float], here: State, there: State, weight: float) -> None:
    """Count everybody who sat with somebody in an opened round of ``there`` and takes part in ``here``."""
    same = {_key(person): person.id for person in here.people.values()}
    for held in there.rounds:
        if held.opened_at is None:
            continue
        rooms: dict[int, list[str]] = {}
        for person, room in held.seating.items():
            known = same.get(_key(there.people[person]))
            if known is not None:
                rooms.setdefault(room, []).append(known)
        for members in rooms.values():
            for two in combinations(sorted(members), 2):
                met[two] = met.get(two, 0.0) + weight


def _key(person: Attendee) -> str:
    return f"@{person.facts.username}" if person.facts.username else search_key(person.facts.name)


def begin_run(
    session: str,
    plan: Plan,
    plan_file: str,
    clock: Clock,
    *,
    recorder: Recorder | None = None,
    rehearsal: bool = False,
) -> Conductor:
    """Open a run; without a recorder nothing is kept."""
    reading = clock.read()
    start = nearest_occurrence(plan, datetime.fromtimestamp(reading.utc_ms / 1000, UTC))
    opening = SessionOpened(plan.text, plan_file, int(start.timestamp()) * 1000, rehearsal)
    record = _opening_record(session, opening, reading)
    log = opened_log(record, plan_of_text)
    if recorder is not None:
        recorder.append(record.document())
    return Conductor(log, clock, recorder)


def _opening_record(session: str, opening: SessionOpened, reading: Reading) -> Record:
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


def plan_of_text(text: str, /) -> Plan:
    """The plan kept in a run's first record; raises PlanError if this version cannot read it any more."""
    reading = read_plan_text(text, "plan")
    if reading.plan is None:
        raise PlanError("plan", reading.problems)
    return reading.plan


def _run_of(log: SessionLog) -> Run:
    state = log.state
    counts = head(state)
    return Run(
        id=state.session,
        plan_id=state.plan.session.id,
        title=state.plan.session.title,
        kind=state.plan.session.kind,
        phase=state.phase,
        starts_at=state.planned_start,
        started_at=state.started_at,
        ended_at=state.ended_at,
        latest_at=log.latest.at,
        participants=counts.unique,
        peak=counts.peak,
        rehearsal=state.rehearsal,
        plan_file=state.plan_file,
    )
