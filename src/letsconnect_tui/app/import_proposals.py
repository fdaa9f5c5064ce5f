"""What a file says about who was there, reconciled with the people known; nothing typed is ever changed."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from letsconnect_tui.app.column_choices import remember_columns
from letsconnect_tui.app.people_key import forgotten_among
from letsconnect_tui.app.people_lookup import known_people
from letsconnect_tui.app.people_proposals import NEW, OUT
from letsconnect_tui.app.proposals import ImportProposal, PresenceConflict
from letsconnect_tui.app.saving import remember_names_in
from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.dates import utc
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.importers.attendance.read import report_of
from letsconnect_tui.importers.file_rows import read_file
from letsconnect_tui.importers.roster import roster_person
from letsconnect_tui.paths import user_path
from letsconnect_tui.people.match import NameMatch, match_names
from letsconnect_tui.people.presence import GRACE_MS, apart_ms
from letsconnect_tui.plan.values import known_zone
from letsconnect_tui.session import commands as c
from letsconnect_tui.session.attendee import IMPORTED
from letsconnect_tui.session.people_events import ImportedPresence, ImportedRow
from letsconnect_tui.session.refuse import refuse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import tzinfo

    from letsconnect_tui.app.requests import DecideImport, ProposeImport
    from letsconnect_tui.app.session_reader import SessionReader
    from letsconnect_tui.importers.attendance.report import AttendanceReport, ReportedPerson
    from letsconnect_tui.people.match import KnownPerson
    from letsconnect_tui.session.attendee import Attendee
    from letsconnect_tui.session.state import State

Spans = tuple[tuple[int, int], ...]
_REGISTRATIONS = frozenset(("registration", "campaignevents"))
_AROUND = timedelta(hours=1)
"""A file in which everybody left earlier before the session, or came later after it, is doubted."""
_MINUTE_MS = 60_000


def propose_import(session: SessionReader, asked: ProposeImport) -> ImportProposal:
    """Read a file and say who in it is whom.

    Raises:
        CommandRefused: It says only who registered.
        InputError: It cannot be read, or names nobody.
    """
    state = session.state
    path = user_path(asked.path)
    file = read_file(path, asked.encoding, asked.columns)
    zone = _zone_of(state, asked.zone)
    began = utc(state.planned_start if state.started_at is None else state.started_at).astimezone(zone)
    report = report_of(file, zone=zone, session_start=began)
    if report.format in _REGISTRATIONS:
        refuse("refused-import-registration", path.name)
    remember_names_in(path, state.session)
    remember_columns(path, asked.encoding, asked.columns)
    matches = reconciled(report.people, known_people(state))
    gone = forgotten_among([(one.name, one.facts.get("username")) for one in report.people])
    gone_lines = {line for place in gone for line in report.people[place].lines}
    report = replace(
        report, written={line: cells for line, cells in report.written.items() if line not in gone_lines}
    )
    decided = tuple(
        OUT if place in gone else {"sure": one.id, "new": NEW, "unsure": None}[one.kind]
        for place, one in enumerate(matches)
    )
    left_out = (message("roster-note-forgotten", len(gone)),) if gone else ()
    presence = tuple(_presence(state, report, place, session.now()) for place in range(len(report.people)))
    made = ImportProposal(
        sha256(file.content).hexdigest(),
        path.name,
        report,
        matches,
        decided,
        presence,
        notes=(*file.notes, *report.notes, *left_out, *_doubts(state, report, zone)),
    )
    return replace(made, conflicts=tuple(_conflicts(state, made, session.now())))


def decide_import(session: SessionReader, shown: ImportProposal, asked: DecideImport) -> ImportProposal:
    """The same import with what somebody decided about its people."""
    if len(asked.decided) != len(shown.matches):
        refuse("refused-proposal-stale")
    made = replace(shown, decided=asked.decided)
    return replace(made, conflicts=tuple(_conflicts(session.state, made, session.now())))


def import_command(proposal: ImportProposal) -> c.ImportAttendance:
    """What accepting it means: who is decided is taken in, all others stay out."""
    known, new = [], []
    ids: dict[int, str] = {}
    for person, decided, presence in zip(
        proposal.report.people, proposal.decided, proposal.presence, strict=True
    ):
        if decided is None or decided == OUT:
            continue
        ids |= dict.fromkeys(person.lines, presence.person if decided == NEW else decided)
        if decided != NEW:
            known.append(ImportedPresence(decided, presence.line, presence.spans, presence.minutes))
        elif (facts := roster_person(person)) is not None:
            new.append(c.NewArrival(facts, presence))
    if not known and not new:
        refuse("refused-only-unsure")
    rows = [
        ImportedRow(line, cells, ids.get(line)) for line, cells in sorted(proposal.report.written.items())
    ]
    rows += [ImportedRow(one.line, why=one.why.key) for one in proposal.report.dropped]
    return c.ImportAttendance(
        proposal.file_hash, proposal.file_name, proposal.report.format, tuple(known), tuple(new), tuple(rows)
    )


def import_rests_on(state: State, proposal: ImportProposal) -> object:
    """Who each name means, and what was taken in before."""
    known = known_people(state)
    return reconciled(proposal.report.people, known), state.imports.get(proposal.file_hash)


def reconciled(people: Sequence[ReportedPerson], known: Sequence[KnownPerson]) -> tuple[NameMatch, ...]:
    """Who each person of a file is: by account, by name, and by another name that the file states.

    Args:
        people: The people of a file; two of one name are two people.
        known: The people known.
    """
    by_account = match_names([person.facts.get("username") or person.name for person in people], known)
    by_name = match_names([person.name for person in people], known)
    aliases = [(place, alias) for place, person in enumerate(people) for alias in person.aliases]
    by_alias: dict[int, str] = {}
    for (place, _), match in zip(aliases, match_names([alias for _, alias in aliases], known), strict=True):
        if match.kind == "sure" and match.id is not None:
            by_alias.setdefault(place, match.id)
    found: list[NameMatch] = []
    for place, (person, account, name) in enumerate(zip(people, by_account, by_name, strict=True)):
        sure = (
            account.id if account.kind == "sure" else name.id if name.kind == "sure" else by_alias.get(place)
        )
        if sure is not None:
            found.append(NameMatch(person.name, "sure", sure))
        elif name.same_as is not None and not name.suggestions:  # the file tells two people of one name apart
            found.append(NameMatch(person.name, "new"))
        else:
            found.append(NameMatch(person.name, name.kind, None, name.suggestions))
    claims = Counter(one.id for one in found if one.id is not None)
    return tuple(
        NameMatch(one.line, "unsure", None, (one.id,)) if one.id is not None and claims[one.id] > 1 else one
        for one in found
    )


def is_taken_in(state: State, made: ImportProposal) -> bool:
    """Whether everybody decided about was taken in from this file before: to accept it changes nothing."""
    return made.file_hash in state.imports and all(decided is None for decided in _still_out(state, made))


def undecided_count(state: State, made: ImportProposal) -> int:
    """How many people of the file nobody has decided about, now or when it was taken in before."""
    return sum(decided is None for decided in _still_out(state, made))


def _still_out(state: State, made: ImportProposal) -> Iterator[str | None]:
    """What is decided about each person who is not left out and was not taken in before."""
    before = state.imports.get(made.file_hash, frozenset())
    for decided, presence in zip(made.decided, made.presence, strict=True):
        if decided != OUT and presence.line not in before:
            yield decided


def _zone_of(state: State, named: str | None) -> tzinfo:
    if named is None:
        return ZoneInfo(state.plan.session.timezone)
    if not known_zone(named):
        from letsconnect_tui.plan.zone_hints import with_zone_hint  # deferred: only for an error

        raise InputError(with_zone_hint(message("attendance-no-zone", named), named))
    return ZoneInfo(named)


def _ms(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def _presence(state: State, report: AttendanceReport, place: int, now: int) -> ImportedPresence:
    """When somebody of a file was there: an open end is the file's last moment.

    Who is only listed was there at a time that nobody noted; where there are only minutes, they are counted
    from the start.
    """
    person = report.people[place]
    moments = [at for one in report.people for span in one.intervals for at in (span.join, span.leave) if at]
    spans: Spans = tuple((_ms(one.join), _ms(one.leave or max(moments))) for one in person.intervals)
    if not spans and person.minutes is not None:
        began = state.planned_start if state.started_at is None else state.started_at
        spans = ((began, began + person.minutes * _MINUTE_MS),)
    elif not spans:
        spans = ((now, now),)
    return ImportedPresence(f"+{place}", person.lines[0], spans, person.minutes)


def _doubts(state: State, report: AttendanceReport, zone: tzinfo) -> Iterator[Message]:
    """What may be wrong with the file as a whole."""
    intervals = [one for person in report.people for one in person.intervals]
    if not intervals:
        yield message("import-note-no-times" if report.has_times else "import-note-only-names")
        return
    first = min(one.join for one in intervals)
    last = max(one.leave or one.join for one in intervals)
    begins = utc(state.planned_start if state.started_at is None else state.started_at)
    ends = utc(state.end_to_keep if state.ended_at is None else state.ended_at)
    if last < begins - _AROUND or first > ends + _AROUND:
        day = first.astimezone(zone)
        yield message("import-note-elsewhere", f"{day:%Y-%m-%d}", f"{day:%H:%M}")


def _conflicts(state: State, made: ImportProposal, now: int) -> Iterator[PresenceConflict]:
    """Where marks by hand and the file differ by more than a short drop of the line."""
    from_file: dict[str, Spans] = {}
    for decided, presence in zip(made.decided, made.presence, strict=True):
        if decided is not None and decided in state.people:
            from_file[decided] = (*from_file.get(decided, ()), *presence.spans)
    until = now if state.ended_at is None else state.ended_at
    for person in state.people.values():
        marked = _marked(person, until)
        if marked and apart_ms(marked, from_file.get(person.id, ())) > GRACE_MS:
            yield PresenceConflict(person.id, marked, from_file.get(person.id, ()))


def _marked(person: Attendee, until: int) -> Spans:
    return tuple(
        (span.start, max(span.start, until if span.end is None else span.end))
        for span in person.spans
        if span.source != IMPORTED
    )
