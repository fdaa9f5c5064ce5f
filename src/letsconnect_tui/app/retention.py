"""How long names are kept: 90 days after a session, then only counts stay; and whoever asks is forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from letsconnect_tui.app.reply import Reply
from letsconnect_tui.app.saving import still_there
from letsconnect_tui.i18n.catalogue import words
from letsconnect_tui.i18n.dates import weekday_date
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.plan.problems import PlanError
from letsconnect_tui.plan.read import plan_of_text
from letsconnect_tui.session.anonymous_session import called, nameless, without
from letsconnect_tui.session.log import replay
from letsconnect_tui.session.misfit import EventMismatch
from letsconnect_tui.session.moment import head
from letsconnect_tui.session.refuse import known_person, refuse

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from letsconnect_tui.app.library import Library, Run
    from letsconnect_tui.app.recorder import Recorder
    from letsconnect_tui.session.log import SessionLog
    from letsconnect_tui.session.record import Record

KEPT_DAYS = 90
"""Wikimedia's limit for personal data of events: deleted, aggregated or de-identified after 90 days."""
ANNOUNCED_DAYS = 14
_DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class Named:
    """A session that still names people."""

    session: str
    title: str
    people: int
    until: int
    """The moment (ms) from which names must go."""
    plan_file: str
    """The plan it was held from, which no purge reaches."""

    def is_due(self, now: int) -> bool:
        """Whether names must go by now."""
        return now >= self.until

    def is_announced(self, now: int) -> bool:
        """Whether the day is near enough to be told."""
        return now >= self.until - ANNOUNCED_DAYS * _DAY_MS


def named(
    library: Library, *, by: int | None = None, nameless_ones: set[str] | None = None
) -> tuple[Named, ...]:
    """Every session that names people, the one whose names go first in front; rehearsals too.

    Args:
        library: Where to look.
        by: Only those whose names must go by that moment (ms).
        nameless_ones: Fingerprints of sessions that were seen to name nobody; they are not looked through
            again, and the others that name nobody are added.
    """
    known = set() if nameless_ones is None else nameless_ones
    found = []
    runs = [run for run in library.runs() if by is None or _until(run) <= by]
    for run, log in library.whole(run for run in runs if library.fingerprint(run.id) not in known):
        if nameless(log.state, log.records) == log.records:
            known.add(library.fingerprint(run.id))
        else:
            found.append(Named(run.id, run.title, len(log.state.people), _until(run), run.plan_file))
    return tuple(sorted(found, key=lambda one: (one.until, one.session)))


def _until(run: Run) -> int:
    """The moment from which names of a run must go."""
    return (run.latest_at if run.ended_at is None else run.ended_at) + KEPT_DAYS * _DAY_MS


def purge(library: Library, sessions: tuple[str, ...]) -> tuple[str, ...]:
    """Take the names out of these sessions, out of backups and copies too; the sessions that could not be.

    Raises StoreError; then nothing has changed.
    """
    logs = {session: library.log(session) for session in sessions}
    return _tell_anew(library, {name: nameless(log.state, log.records) for name, log in logs.items()})


def keep_promise(library: Library, now: int, nameless_ones: set[str] | None = None) -> tuple[Message, ...]:
    """What an opening owes: names whose day has come go, those whose day is near are announced.

    Where a library is only looked at, nothing is taken out.

    Args:
        library: Where to look.
        now: The present moment, in ms since 1970.
        nameless_ones: As ``named`` takes them.

    Raises:
        StoreError: Then nothing has changed.
    """
    found = named(library, by=now + ANNOUNCED_DAYS * _DAY_MS, nameless_ones=nameless_ones)
    due = tuple(one.session for one in found if one.is_due(now))
    told = []
    if due and not library.file.read_only:
        failed = purge(library, due)
        if nameless_ones is not None:
            nameless_ones.update(library.fingerprint(session) for session in due if session not in failed)
        told.append(message("retention-done", len(due) - len(failed), KEPT_DAYS))
    for one in found:
        if one.is_announced(now) and not one.is_due(now):
            day = datetime.fromtimestamp(one.until / 1000, UTC).date()
            told.append(message("retention-soon", one.session, weekday_date(day)))
    return tuple(told)


@dataclass(frozen=True, slots=True)
class SessionWithPerson:
    """A session that knows somebody of a name."""

    session: str
    people: tuple[str, ...]
    """Their ids; more than one where several have the same name."""
    plan_file: str


def knows(library: Library, name: str) -> tuple[SessionWithPerson, ...]:
    """Every session that knows somebody of exactly this name or account; case and accents do not count."""
    found = []
    for run, log in library.whole(library.runs()):
        people = called(log.state, name)
        if people:
            found.append(SessionWithPerson(run.id, people, run.plan_file))
    return tuple(found)


def forget_here(recorder: Recorder, library: Library | None, person: str) -> Reply:
    """Make somebody of a live session nameless in it, and everybody of that name in the rest of the file.

    Args:
        recorder: The live session's.
        library: The file it is kept in; None: it is not kept.
        person: The id in it.

    Raises:
        CommandRefused: The session cannot be told without them; then nothing has changed.
        StoreError: The file could not be written; then nothing has changed.
    """
    known: tuple[SessionWithPerson, ...] = ()

    def told_anew(log: SessionLog) -> SessionLog:
        nonlocal known
        state = log.state
        here = SessionWithPerson(state.session, (known_person(state, person).id,), state.plan_file)
        records = without(state, log.records, here.people)
        if not _same_counts(log, records):
            refuse("forget-not-possible")
        if library is None:
            known = (here,)
            return replay(records, plan_of_text)
        others = knows(library, state.people[person].facts.name)
        known = (here, *(one for one in others if one.session != here.session))
        failed = forget(library, known)
        known = tuple(one for one in known if one.session not in failed)
        return library.log(here.session)

    recorder.tell_anew(told_anew)
    left = out_of_reach((one.plan_file for one in known), [one.session for one in known])
    return Reply(True, message("deed-forgotten", len(known)), preview=left)


def forget(library: Library, known: tuple[SessionWithPerson, ...]) -> tuple[str, ...]:
    """Make these people nameless in every session that knows them, in backups and copies too.

    Answers with the sessions that could not be changed. Raises StoreError; then nothing has changed.
    """
    told = {}
    for one in known:
        log = library.log(one.session)
        told[one.session] = without(log.state, log.records, one.people)
    return _tell_anew(library, told)


def _tell_anew(library: Library, told: Mapping[str, tuple[Record, ...]]) -> tuple[str, ...]:
    """Put these records in place of a session's, and nothing old stays; the sessions that could not be."""
    failed = [
        session
        for session, records in told.items()
        if library.left_out(session) or not _same_counts(library.log(session), records)
    ]
    anew = {
        (session, record.number): record
        for session, records in told.items()
        if session not in failed
        for record in records
    }
    if anew:
        documents = library.file.documents()
        keys = [(document.get("session"), document.get("number", 0)) for document in documents]
        library.file.rewrite(
            [
                anew[key].document() if key in anew else document
                for key, document in zip(keys, documents, strict=True)
            ],
            erase=True,
        )
    return tuple(failed)


def _same_counts(log: SessionLog, records: tuple[Record, ...]) -> bool:
    """Whether the session folds to the same figures when it is told so."""
    try:
        again = replay(records, plan_of_text)
    except (EventMismatch, PlanError):
        return False
    before, after = log.state, again.state
    times = [[run.spans for run in state.runs.values()] for state in (before, after)]
    return not again.unfit and head(before) == head(after) and times[0] == times[1]


def out_of_reach(plan_files: Iterable[str], sessions: Collection[str]) -> tuple[str, ...]:
    """What is left to see to by hand, line by line: the files that may name people of these sessions.

    Args:
        plan_files: What they were held from.
        sessions: Their ids, for the exports that were written with names.
    """
    files = [*sorted(set(filter(None, plan_files))), *still_there(sessions)]
    listed = (words("purge-out-of-reach"), *(f"  {file}" for file in files)) if files else ()
    return (*listed, words("purge-copies-unknown"))
