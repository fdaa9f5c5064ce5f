"""Attendance as CSV: counts, or a row for each person named; in every language the same, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.exporters.serialise import csv_text
from letsconnect_tui.i18n.catalogue import words_in
from letsconnect_tui.i18n.dates import iso, iso_date
from letsconnect_tui.people.counts import SMALLEST_SHOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from letsconnect_tui.exporters.attendance_facts import Attendance, Present
    from letsconnect_tui.exporters.serialise import Cell
    from letsconnect_tui.people.counts import Breakdown, Row

COUNT_COLUMNS = ("measure", "group", "value")
PERSON_COLUMNS = (
    "session_id", "title", "date_utc", "name", "username", "role", "source", "first_time", "languages",
    "region", "country", "home_wiki", "affiliation", "experience", "status", "first_join_utc",
    "last_leave_utc", "minutes", "rooms", "private",
)  # fmt: skip


def attendance_csv(attendance: Attendance) -> str:
    """Counts where nobody is named, else the people who are."""
    if attendance.names == "none":
        return _counts_csv(attendance)
    return csv_text(PERSON_COLUMNS, (_person_row(attendance, person) for person in attendance.people))


def _counts_csv(attendance: Attendance) -> str:
    """One row a measure; a breakdown has a row for each of its groups."""
    counts = attendance.counts
    rows: list[tuple[Cell, ...]] = [
        ("session_id", None, attendance.session),
        ("title", None, attendance.title),
        ("date_utc", None, iso_date(attendance.starts_at)),
        ("start_utc", None, iso(attendance.starts_at)),
        ("end_utc", None, iso(attendance.ended_at)),
        ("rehearsal", None, yes_or_no(attendance.rehearsal)),
        ("registered", None, counts.registered),
        ("registered_came", None, counts.registered_came),
        ("participants_unique", None, counts.unique),
        ("participants_peak", None, counts.peak),
        ("headcount", None, counts.headcount),
        ("team", None, counts.team),
        ("interpreters", None, counts.interpreters),
        ("sharers", None, counts.sharers),
    ]
    for name, breakdown in counts.breakdowns:
        rows += _breakdown_rows(name, breakdown)
    return csv_text(COUNT_COLUMNS, rows)


def _breakdown_rows(name: str, breakdown: Breakdown) -> Iterator[tuple[Cell, ...]]:
    if breakdown.withheld:
        yield name, None, words_in("en", "export-withheld")
    for row in breakdown.rows:
        yield name, row.label, count_told(row)


def count_told(row: Row) -> Cell:
    """The count, or the words that stand for it."""
    if row.shown == "fewer":
        return words_in("en", "export-fewer", SMALLEST_SHOWN)
    return row.count if row.shown == "count" else words_in("en", "export-withheld")


def _person_row(attendance: Attendance, person: Present) -> tuple[Cell, ...]:
    return (
        attendance.session,
        attendance.title,
        iso_date(attendance.starts_at),
        person.name,
        person.username,
        person.role,
        person.source,
        yes_or_no(person.first_time),
        "; ".join(person.languages),
        person.region,
        person.country,
        person.home_wiki,
        person.affiliation,
        person.experience,
        person.status.replace("-", " "),
        iso(person.first_join),
        iso(person.last_leave),
        person.minutes,
        "; ".join(words_in("en", "export-seat", number, room) for number, room in person.seats),
        yes_or_no(person.private),
    )


def yes_or_no(answer: bool | None) -> str | None:
    """``yes`` or ``no``; nothing where nobody knows."""
    return None if answer is None else "yes" if answer else "no"
