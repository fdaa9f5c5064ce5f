"""One person forgotten: in a live session, in every stored one, in backups and copies."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.app.library import rescued_files
from letsconnect_tui.app.people_key import key_for_marks, remember_forgotten
from letsconnect_tui.app.reply import Reply
from letsconnect_tui.app.run_sheet_file import remove_run_sheets
from letsconnect_tui.app.saving import drop_copied, still_there
from letsconnect_tui.i18n.catalogue import words
from letsconnect_tui.i18n.message import message
from letsconnect_tui.plan.problems import PlanError
from letsconnect_tui.plan.read import plan_of_text
from letsconnect_tui.session.forgotten_person import people_called, without_people
from letsconnect_tui.session.log import replay
from letsconnect_tui.session.meetings import marks_in
from letsconnect_tui.session.moment import head
from letsconnect_tui.session.refuse import EventMismatch, known_person, refuse

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from letsconnect_tui.app.library import Library
    from letsconnect_tui.app.recorder import Recorder
    from letsconnect_tui.session.log import SessionLog
    from letsconnect_tui.session.record import Record
    from letsconnect_tui.session.state import State


class SessionWithPerson(msgspec.Struct, frozen=True):
    """A session that knows somebody of a name."""

    session: str
    people: tuple[str, ...]
    """Their ids; more than one where several have the same name."""
    plan_file: str


def sessions_knowing(library: Library, name: str) -> tuple[SessionWithPerson, ...]:
    """Every session that knows somebody of exactly this name or account; case and accents do not count."""
    found = []
    for run, log in library.whole(library.runs()):
        people = people_called(log.state, name)
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
    if recorder.team is not None:
        _forget_on_all_machines(recorder, person)

    def without_person(log: SessionLog) -> SessionLog:
        nonlocal known
        state = log.state
        here = SessionWithPerson(state.session, (known_person(state, person).id,), state.plan_file)
        records = _without(state, log.records, here.people)
        if not _same_counts(log, records):
            refuse("forget-not-possible")
        if library is None:
            known = (here,)
            return replay(records, plan_of_text)
        others = sessions_knowing(library, state.people[person].facts.name)
        known = (here, *(one for one in others if one.session != here.session))
        failed = forget(library, known)
        known = tuple(one for one in known if one.session not in failed)
        return library.log(here.session)

    recorder.rewrite_log(without_person)
    left = files_out_of_reach((one.plan_file for one in known), [one.session for one in known])
    return Reply(True, message("result-forgotten", len(known)), preview=left)


def _forget_on_all_machines(recorder: Recorder, person: str) -> None:
    """Rewrite a shared session without somebody; only a facilitator can, and only while all is shared."""
    from letsconnect_tui.app.shared_recorder import SharedRecorder  # only for what several machines share
    from letsconnect_tui.app.shared_stream import rewrite_shared_log

    assert isinstance(recorder, SharedRecorder)
    if recorder.shared.role != "facilitator":
        refuse("refused-role", message(f"team-role-{recorder.shared.role}"))
    rewrite_shared_log(
        recorder,
        lambda log: _without(log.state, log.records, (known_person(log.state, person).id,)),
    )


def forget(library: Library, known: tuple[SessionWithPerson, ...]) -> tuple[str, ...]:
    """Make these people nameless in every session that knows them, in backups and copies too.

    Answers with the sessions that could not be changed. Raises StoreError; then nothing has changed.
    """
    by_session = {}
    for one in known:
        log = library.log(one.session)
        by_session[one.session] = _without(log.state, log.records, one.people)
    return rewrite_sessions(library, by_session)


def _without(state: State, records: Sequence[Record], people: Sequence[str]) -> tuple[Record, ...]:
    """The records without these people, whose marks are kept in them and for whoever reads a list later."""
    marks = marks_in(state, key_for_marks())
    with suppress(OSError):  # counts are right without; only a later list may name them again
        remember_forgotten(marks[person] for person in people)
    return without_people(state, records, people, marks)


def rewrite_sessions(
    library: Library, by_session: Mapping[str, tuple[Record, ...]], *, leaves: bool = False
) -> tuple[str, ...]:
    """Put these records in place of a session's, and nothing old stays; the sessions that could not be.

    Args:
        library: The file.
        by_session: Session → its records.
        leaves: Whether the file forgets that other machines shared these sessions. A session with actions
            that are not shared yet leaves in any case: what all agreed on could not be told from them.
    """
    failed = [
        session
        for session, records in by_session.items()
        if library.left_out(session) or not _same_counts(library.log(session), records)
    ]
    anew = {
        session: [
            *(record.document() for record in records),
            *(() if leaves else library.joined(session)),
        ]
        for session, records in by_session.items()
        if session not in failed
    }
    if anew:
        library.rewrite(anew, erase=True)
        remove_run_sheets(library.file.path, anew)
        drop_copied()
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


def files_out_of_reach(plan_files: Iterable[str], sessions: Collection[str]) -> tuple[str, ...]:
    """What is left to see to by hand, line by line: the files that may name people of these sessions.

    Args:
        plan_files: What they were held from.
        sessions: Their ids, for the exports that were written with names.
    """
    files = [*sorted(set(filter(None, plan_files))), *still_there(sessions), *rescued_files()]
    listed = (words("purge-out-of-reach"), *(f"  {file}" for file in files)) if files else ()
    return (*listed, words("purge-copies-unknown"))
