"""How long names are kept: 90 days after a session, then only counts stay."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.app.forgetting import rewrite_sessions
from letsconnect_tui.app.people_key import destroy_key, key_for_marks
from letsconnect_tui.exporters.series_facts import series
from letsconnect_tui.i18n.dates import weekday_date
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.people.counts import FEWEST_ANSWERS
from letsconnect_tui.session.anonymous_session import nameless, with_marks
from letsconnect_tui.session.meetings import marks_in

if TYPE_CHECKING:
    from letsconnect_tui.app.library import Library, Run

KEPT_DAYS = 90
"""Wikimedia's limit for personal data of events: deleted, aggregated or de-identified after 90 days."""
ANNOUNCED_DAYS = 14
_DAY_MS = 86_400_000


class SessionWithNames(msgspec.Struct, frozen=True):
    """A session that still names people."""

    session: str
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


def sessions_with_names(
    library: Library, *, by: int | None = None, nameless_ones: set[str] | None = None
) -> tuple[SessionWithNames, ...]:
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
            found.append(SessionWithNames(run.id, len(log.state.people), _until(run), run.plan_file))
    return tuple(sorted(found, key=lambda one: (one.until, one.session)))


def _until(run: Run) -> int:
    """The moment from which names of a run must go."""
    return (run.latest_at if run.ended_at is None else run.ended_at) + KEPT_DAYS * _DAY_MS


def purge(library: Library, sessions: tuple[str, ...]) -> tuple[str, ...]:
    """Take the names out of these sessions, out of backups and copies too; the sessions that could not be.

    Marks stay in place of the names, so that who comes again still counts once, and those answers of which
    there are enough in the whole file to be told at all. Raises StoreError; then nothing has changed.
    """
    key = key_for_marks()
    stay = _publishable_answers(library)
    by_session = {}
    for session in sessions:
        log = library.log(session)
        by_session[session] = nameless(log.state, log.records, marks_in(log.state, key), stay)
    return rewrite_sessions(library, by_session, leaves=True)


def part_with_key(library: Library) -> tuple[str, ...]:
    """Destroy the key of the marks; the sessions that could not be made ready for it keep it as it is.

    Sessions that still have names get marks by it first, so that every count over those there are stays; who
    comes to a later session cannot be held to them any more. Raises StoreError or OSError; then the key is
    still there.
    """
    key = key_for_marks()
    by_session = {}
    for run, log in library.whole(library.runs()):
        marks = marks_in(log.state, key)
        if any(marks[person.id] != person.facts.marks for person in log.state.people.values()):
            by_session[run.id] = with_marks(log.records, marks)
    failed = rewrite_sessions(library, by_session)
    if not failed:
        destroy_key()
    return failed


_FIELDS = {
    "first_time": "first_time", "language": "languages", "region": "region", "country": "country",
    "home_wiki": "home_wiki", "affiliation": "affiliation", "experience": "experience",
}  # fmt: skip
"""Breakdown → the answer that it counts."""


def _publishable_answers(library: Library) -> tuple[str, ...]:
    """The answers that enough people gave, over all sessions, for a breakdown of them to be published."""
    states = [log.state for _, log in library.whole(library.runs())]
    counted = series(states, names="all").breakdowns
    return tuple(_FIELDS[name] for name, one in counted.items() if one.answers >= FEWEST_ANSWERS)


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
    found = sessions_with_names(library, by=now + ANNOUNCED_DAYS * _DAY_MS, nameless_ones=nameless_ones)
    due = tuple(one.session for one in found if one.is_due(now))
    notices = []
    if due and not library.file.read_only:
        failed = purge(library, due)
        if nameless_ones is not None:
            nameless_ones.update(library.fingerprint(session) for session in due if session not in failed)
        notices.append(message("retention-done", len(due) - len(failed), KEPT_DAYS))
    for one in found:
        if one.is_announced(now) and not one.is_due(now):
            day = datetime.fromtimestamp(one.until / 1000, UTC).date()
            notices.append(message("retention-soon", one.session, weekday_date(day)))
    return tuple(notices)
