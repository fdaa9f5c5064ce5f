"""Two files of sessions made one: everything of both, nothing twice, and what they differ in is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from letsconnect_tui.app.people_key import forgotten_marks, key_for_marks
from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.message import message
from letsconnect_tui.people.recognise import same_mark
from letsconnect_tui.plan.problems import PlanError
from letsconnect_tui.plan.read import plan_of_text
from letsconnect_tui.session.anonymous_session import nameless
from letsconnect_tui.session.forgotten_person import without_people
from letsconnect_tui.session.log import replay
from letsconnect_tui.session.meetings import marks_in
from letsconnect_tui.session.merged_logs import Conflict, merged_log
from letsconnect_tui.session.refuse import EventMismatch

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from letsconnect_tui.app.library import Library
    from letsconnect_tui.session.log import SessionLog
    from letsconnect_tui.session.record import Record


class SessionConflict(msgspec.Struct, frozen=True):
    """What the files say differently about one session."""

    session: str
    conflict: Conflict


class MergedFiles(msgspec.Struct, frozen=True):
    """What came of it, by the ids that sessions have now."""

    added: tuple[str, ...]
    """Sessions that only the other file had."""
    changed: tuple[str, ...]
    """Sessions of both that know more now."""
    same: tuple[str, ...]
    unreadable: tuple[str, ...]
    """Sessions of the other file that were left out."""
    conflicts: tuple[SessionConflict, ...] = ()


def merge_file(library: Library, other: Library, *, keep: bool = True) -> MergedFiles:
    """Take everything of another file into this one; the file as it was stays as a backup.

    Sessions are the same if they have the same id and the same planned start. Whoever was forgotten in either
    file, or on this computer, is nowhere named afterwards.

    Args:
        library: This file, open for writing unless nothing is kept.
        other: The other one.
        keep: Whether to write; else it is only found out what would come of it.

    Raises:
        InputError: A session of both cannot be told as one.
        StoreError: The file could not be written; then nothing has changed.
    """
    mine = {run.id: log for run, log in library.whole(library.runs())}
    theirs = {run.id: log for run, log in other.whole(other.runs())}
    own = set(library.session_ids())
    unreadable = sorted(set(other.session_ids()) - set(theirs) | (set(theirs) & own - set(mine)))
    result: dict[str, tuple[Record, ...]] = {session: tuple(log.records) for session, log in mine.items()}
    added: list[str] = []
    changed: list[str] = []
    same: list[str] = []
    conflicts: list[SessionConflict] = []
    for session, log in sorted(theirs.items()):
        if session in unreadable:
            continue
        if session in mine and _is_one_run(mine[session], log):
            here, there = _equally_nameless(mine[session], _without_forgotten(log))
            both = merged_log(here, there)
            _refuse_unfit(session, both.records)
            (changed if both.is_new or here is not mine[session] else same).append(session)
            result[session] = both.records
            conflicts += [SessionConflict(session, one) for one in both.conflicts]
            continue
        incoming = tuple(_without_forgotten(log).records)
        if session in mine and _opened(log) < _opened(mine[session]):
            moved = _renamed(result[session], _free_id(session, {*result, *theirs, *own}))
            result[session], incoming = incoming, moved  # the one opened first keeps the id
        elif session in mine:
            incoming = _renamed(incoming, _free_id(session, {*result, *theirs, *own}))
        known = next((one for one, records in result.items() if _is_copy(records, incoming)), None)
        if known is not None:
            same.append(known)
            continue
        result[incoming[0].session] = incoming
        added.append(incoming[0].session)
    if keep and (added or changed):
        _write(library, result, set(mine))
    return MergedFiles(tuple(added), tuple(changed), tuple(same), tuple(unreadable), tuple(conflicts))


def _write(library: Library, result: dict[str, tuple[Record, ...]], mine: set[str]) -> None:
    """Sessions in the order of their openings, whichever file they came from; what is no session stays."""
    documents = library.file.documents()
    rest: list[dict[str, Any]] = [one for one in documents if one.get("session") not in mine]
    ordered = sorted(result.values(), key=lambda records: (records[0].at, records[0].session))
    library.file.rewrite([*rest, *(record.document() for records in ordered for record in records)])


def _is_one_run(mine: SessionLog, theirs: SessionLog) -> bool:
    """Whether two logs of one id are of one occurrence of one plan."""
    here, there = mine.state, theirs.state
    return (
        here.planned_start - here.moved_ms == there.planned_start - there.moved_ms
        and here.rehearsal == there.rehearsal
    )


def _opened(log: SessionLog) -> tuple[int, int, str]:
    return log.records[0].at, log.records[0].steady, log.records[0].boot


def _is_copy(one: Sequence[Record], other: Sequence[Record]) -> bool:
    """Whether two sessions are one under two ids."""
    first, second = one[0], other[0]
    same = (first.at, first.steady, first.boot) == (second.at, second.steady, second.boot)
    return same and first.session.rpartition(".")[0] == second.session.rpartition(".")[0]


def _free_id(session: str, taken: Iterable[str]) -> str:
    plan, _, _ = session.rpartition(".")
    known, number = set(taken), 1
    while f"{plan}.{number}" in known:
        number += 1
    return f"{plan}.{number}"


def _renamed(records: Sequence[Record], session: str) -> tuple[Record, ...]:
    return tuple(msgspec.structs.replace(record, session=session) for record in records)


def _without_forgotten(log: SessionLog) -> SessionLog:
    """The log without whoever asked this computer to forget them."""
    known = forgotten_marks()
    if not known:
        return log
    marks = marks_in(log.state, key_for_marks())
    gone = [
        person.id
        for person in log.state.people.values()
        if person.facts.name.removeprefix("#") != person.id
        and any(same_mark(marks[person.id], one) for one in known)
    ]
    return replay(without_people(log.state, log.records, gone, marks), plan_of_text) if gone else log


def _equally_nameless(mine: SessionLog, theirs: SessionLog) -> tuple[SessionLog, SessionLog]:
    """Both logs with only the names that both still have."""
    for one, other, is_mine in ((mine, theirs, True), (theirs, mine, False)):
        if nameless(one.state, one.records) == one.records != nameless(other.state, other.records):
            marks = marks_in(other.state, key_for_marks())
            bare = replay(nameless(other.state, other.records, marks), plan_of_text)
            return (mine, bare) if is_mine else (bare, theirs)
    return _forgetting(mine, theirs), _forgetting(theirs, mine)


def _forgetting(log: SessionLog, other: SessionLog) -> SessionLog:
    """The log without those whom the other file has forgotten."""
    gone = {
        person.id: person.facts.marks
        for person in other.state.people.values()
        if person.facts.name == f"#{person.id}"
        and person.id in log.state.people
        and log.state.people[person.id].facts.name != f"#{person.id}"
    }
    if not gone:
        return log
    return replay(without_people(log.state, log.records, list(gone), gone), plan_of_text)


def _refuse_unfit(session: str, records: Sequence[Record]) -> None:
    """Raises InputError where the records make no sense together."""
    try:
        log = replay(records, plan_of_text)
    except (EventMismatch, PlanError):
        raise InputError(message("merge-impossible", session)) from None
    if log.unfit and any(record.by == "merge" for record in records if record.number in log.unfit):
        raise InputError(message("merge-impossible", session))
