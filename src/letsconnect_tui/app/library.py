"""The sessions stored in one file: past and unfinished runs, and opening one of them.

A run is one holding of a plan. Its id is the plan's id, a dot and a number: ``clinic-2026-12-03.2``.
"""

from __future__ import annotations

import os
from itertools import islice
from typing import TYPE_CHECKING, Self, TypeVar

from letsconnect_tui.app.recorder import Recorder
from letsconnect_tui.app.runs import begin_run
from letsconnect_tui.app.stored_sessions import StoredSessions
from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.message import message
from letsconnect_tui.paths import data_dir, state_dir, user_path
from letsconnect_tui.session.run_summary import Run as Run  # noqa: TC001 - others take it from here

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path
    from types import TracebackType
    from typing import Any

    from letsconnect_tui.clock import Clock
    from letsconnect_tui.plan.model import Plan
    from letsconnect_tui.session.learned_names import LearnedNames
    from letsconnect_tui.session.log import SessionLog
    from letsconnect_tui.session.single_pass import FoldedSession
    from letsconnect_tui.session.state import State
    from letsconnect_tui.session.waiting import WaitingActions
    from letsconnect_tui.store import EventFile

T = TypeVar("T")

FILE_NAME = "letsconnect.json"
RESCUED = "rescued"
"""The folder for a session whose own folder is gone and cannot be made again, in the state folder."""
FILE_VARIABLE = "LETSCONNECT_FILE"
RUNS_OF_MEETINGS = 12
"""In how many earlier runs it is looked up who met whom."""
RUNS_OF_NAMES = 50
"""In how many earlier runs it is looked up who turned out to be whom."""
WHOLE_PLANS = 4
"""Of so many runs the whole plan is read, since it is mostly needed next; of the others only its outline."""
MEETING_DECAY = 0.5
"""A meeting counts so much for each run that it lies back: in the latest a half, before that a quarter."""


def default_file() -> Path:
    """Where everything is kept unless said otherwise: ``LETSCONNECT_FILE``, or in the user's data folder."""
    named = os.environ.get(FILE_VARIABLE)
    return user_path(named) if named else data_dir() / FILE_NAME


def rescued_files() -> tuple[str, ...]:
    """Copies of data files whose own folder was gone; what is in them may be nowhere else."""
    folder = state_dir() / RESCUED
    return tuple(sorted(map(str, folder.iterdir()))) if folder.is_dir() else ()


class Library:
    """The runs in one file. Close it, or use it in a ``with``."""

    def __init__(self, file: EventFile) -> None:
        self.file = file
        self._sessions = StoredSessions(file)

    @classmethod
    def open(cls, path: Path | None = None, *, read_only: bool = False) -> Self:
        """Open the file to write, or only to look; raises StoreError where that cannot be."""
        from letsconnect_tui.store import EventFile

        return cls(EventFile.open(path or default_file(), read_only=read_only, rescue=state_dir() / RESCUED))

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
        return self._sessions.catch_up()

    def holder(self) -> tuple[Any, Any] | None:
        """For an onlooker: who writes the file and since when, in words; None: nobody. Raises OSError."""
        return self.file.holder()

    def runs(self) -> tuple[Run, ...]:
        """All runs that can be read, the one touched last at the end.

        Of many, only the outlines of their plans are read: a plan with other mistakes, which only another
        version can have kept, is noticed by ``log`` and ``folded``.
        """
        return tuple(sorted(filter(None, self._listed().values()), key=lambda run: run.latest_at))

    def whole(self, runs: Iterable[Run]) -> Iterator[tuple[Run, SessionLog]]:
        """These runs with their logs, without those whose plan has mistakes."""
        for run in runs:
            try:
                log = self.log(run.id)
            except InputError:
                continue
            yield run, log

    def latest_runs(self) -> Iterator[Run]:
        """All runs that can be read, the one touched last in front; each is read when it is asked for."""
        latest_last = sorted(self._ids(), key=self._sessions.latest_at)
        for place, session in enumerate(reversed(latest_last)):
            run = self._sessions.run(session, outlined=place >= WHOLE_PLANS)
            if run is not None:
                yield run

    def fingerprint(self, session: str) -> str:
        """A hash of all that is kept of a run: another one as soon as anything in it is."""
        self._check(session)
        return self._sessions.fingerprint(session)

    def unreadable(self) -> tuple[str, ...]:
        """Ids of runs of which not even the opening can be read; they stay in the file as they are."""
        return tuple(session for session, run in self._listed().items() if run is None)

    def session_ids(self) -> tuple[str, ...]:
        """Every run in the file, also those that cannot be read."""
        return self._ids()

    def left_out(self, session: str) -> int:
        """How many records of a run make no sense any more, as after damage to the file; 0 is usual."""
        return self.folded(session).left_out

    def find(self, name: str) -> str:
        """The run that ``last``, a run's id or a plan's id (its latest run) means; InputError if none.

        Rehearsals, and runs opened and never started, are meant only by their own id or as a last resort.
        """
        if name in self._ids():
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
        """A run's state without its records; InputError if there is none, or none that can be read."""
        self._check(session)
        return _readable(self._sessions.folded(session), session)

    def log(self, session: str) -> SessionLog:
        """A run's log; InputError if there is none, or none that can be read."""
        self._check(session)
        return _readable(self._sessions.log(session), session)

    def waiting(self, session: str) -> WaitingActions | None:
        """What was done here and is not in the order of all machines yet; None where it was never shared."""
        self._check(session)
        return self._sessions.waiting(session)

    def joined(self, session: str) -> tuple[dict[str, Any], ...]:
        """The document that says how this machine takes part in a shared session, if all of it is shared."""
        shared = self.waiting(session)
        if shared is None or shared.joined is None or shared.waiting:
            return ()
        from letsconnect_tui.session.waiting import document  # only for what several machines share

        return (document(session, shared.joined),)

    def log_in_order(self, session: str) -> SessionLog:
        """A run's log without the actions that wait."""
        self._check(session)
        return self._sessions.in_order(session)

    def rewrite(self, by_session: Mapping[str, Sequence[Mapping[str, Any]]], *, erase: bool = False) -> None:
        """Put these documents in place of all that is kept of sessions; raises StoreError.

        Args:
            by_session: Session → its documents.
            erase: Let nothing old stay, in backups and copies neither.
        """
        left = dict(by_session)
        documents: list[Mapping[str, Any]] = []
        for one in self.file.documents():
            if one.get("session") in by_session:
                documents += left.pop(one["session"], ())
            else:
                documents.append(one)
        self.file.rewrite(documents, erase=erase)

    def runs_of(self, plan_id: str) -> tuple[Run, ...]:
        """The legible runs of the plan with that id, rehearsals too; the one begun last at the end."""
        own = [one for one in self._ids() if one.rpartition(".")[0] == plan_id]
        openings = [(opening.at, one) for one in own if (opening := self._sessions.opening(one)) is not None]
        begun_last_first = [session for _, session in sorted(openings, key=lambda opening: -opening[0])]
        runs = [
            run
            for place, session in enumerate(begun_last_first)
            if (run := self._sessions.run(session, outlined=place >= WHOLE_PLANS, whole=place == 0))
            is not None
        ]
        return tuple(reversed(runs))

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
        while f"{plan.session.id}.{number}" in self._ids():
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
        from letsconnect_tui.session.meetings import meetings  # finds people again: only rooms need it

        earlier = (run for run in self.latest_runs() if not run.rehearsal and run.id != state.session)
        met: dict[tuple[str, str], float] = {}
        for age, run in enumerate(islice(earlier, RUNS_OF_MEETINGS), 1):
            for two in meetings(self.folded(run.id).state, state):
                met[two] = met.get(two, 0.0) + MEETING_DECAY**age
        return met

    def learned_names(self, session: str) -> LearnedNames:
        """Who turned out to be whom in the other runs, rehearsals apart."""
        earlier = (run for run in self.latest_runs() if not run.rehearsal and run.id != session)
        from letsconnect_tui.session.learned_names import LearnedNames  # finds people again, as above

        return LearnedNames(self.folded(run.id).state for run in islice(earlier, RUNS_OF_NAMES))

    def _ids(self) -> tuple[str, ...]:
        self._sessions.catch_up()
        return self._sessions.ids()

    def _listed(self) -> dict[str, Run | None]:
        ids = self._ids()
        return {session: self._sessions.run(session, outlined=len(ids) > WHOLE_PLANS) for session in ids}

    def _check(self, session: str) -> None:
        if session not in self._ids():
            raise InputError(message("library-no-session", session, "–"))


def _is_meant_before(run: Run, other: Run) -> bool:
    """Whether somebody who names neither means this one: no rehearsal, and started."""
    if run.rehearsal != other.rehearsal:
        return other.rehearsal
    return run.started_at is not None and other.started_at is None


def _readable(found: T | None, session: str) -> T:
    if found is None:
        raise InputError(message("library-unreadable", session), message("library-unreadable-hint"))
    return found
