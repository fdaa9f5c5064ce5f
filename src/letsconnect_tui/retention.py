"""How long names are kept: 90 days after a session, then only counts stay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from letsconnect_tui.library import plan_of_text
from letsconnect_tui.session.log import replay
from letsconnect_tui.session.moment import head
from letsconnect_tui.session.nameless import nameless

if TYPE_CHECKING:
    from letsconnect_tui.library import Library
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


def named(library: Library) -> tuple[Named, ...]:
    """Every session that names people, the one whose names go first in front; rehearsals too."""
    found = []
    for run in library.runs():
        log = library.log(run.id)
        if nameless(log.state, log.records) != log.records:
            until = _last_moment(log) + KEPT_DAYS * _DAY_MS
            found.append(Named(run.id, run.title, len(log.state.people), until, run.plan_file))
    return tuple(sorted(found, key=lambda one: (one.until, one.session)))


def _last_moment(log: SessionLog) -> int:
    return log.latest.at if log.state.ended_at is None else log.state.ended_at


def purge(library: Library, sessions: tuple[str, ...]) -> tuple[str, ...]:
    """Take the names out of these sessions, out of backups and copies too; the sessions that could not be.

    Raises StoreError; then nothing has changed.
    """
    told: dict[tuple[str, int], Record] = {}
    failed = []
    for session in sessions:
        log = library.log(session)
        records = nameless(log.state, log.records)
        if _same_counts(log, records) and not library.left_out(session):
            told |= {(session, record.number): record for record in records}
        else:
            failed.append(session)
    if told:
        documents = library.file.documents()
        keys = [(document.get("session"), document.get("number", 0)) for document in documents]
        library.file.rewrite(
            [
                told[key].document() if key in told else document
                for key, document in zip(keys, documents, strict=True)
            ],
            erase=True,
        )
    return tuple(failed)


def _same_counts(log: SessionLog, records: tuple[Record, ...]) -> bool:
    """Whether the session folds to the same figures without names."""
    again = replay(records, plan_of_text)
    before, after = log.state, again.state
    times = [[run.spans for run in state.runs.values()] for state in (before, after)]
    return not again.unfit and head(before) == head(after) and times[0] == times[1]
