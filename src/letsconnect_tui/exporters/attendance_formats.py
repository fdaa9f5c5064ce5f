"""Attendance as CSV, JSON and as a table of a page in public."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from letsconnect_tui.exporters.escape import csv_text, json_text
from letsconnect_tui.exporters.pages import Linked
from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.catalogue import words_in
from letsconnect_tui.i18n.dates import iso, iso_date
from letsconnect_tui.people.counts import SMALLEST_SHOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from letsconnect_tui.exporters.attendance_facts import Attendance, Present
    from letsconnect_tui.exporters.escape import CsvCell
    from letsconnect_tui.exporters.pages import Page, PageCell
    from letsconnect_tui.people.counts import Breakdown, BreakdownRow


COUNT_COLUMNS = ("measure", "group", "value")
PERSON_COLUMNS = (
    "session_id", "title", "date_utc", "name", "username", "role", "source", "first_time", "languages",
    "region", "country", "home_wiki", "affiliation", "experience", "status", "first_join_utc",
    "last_leave_utc", "minutes", "rooms", "private",
)  # fmt: skip


def attendance_csv(attendance: Attendance) -> str:
    """Counts where nobody is named, else the people who are."""
    if attendance.names == "none":
        return csv_text(COUNT_COLUMNS, _count_rows(attendance))
    return csv_text(PERSON_COLUMNS, (_person_row(attendance, person) for person in attendance.people))


def _count_rows(attendance: Attendance) -> list[tuple[CsvCell, ...]]:
    """One row a measure; a breakdown has a row for each of its groups."""
    counts = attendance.counts
    rows: list[tuple[CsvCell, ...]] = [
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
    return rows


def _breakdown_rows(name: str, breakdown: Breakdown) -> Iterator[tuple[CsvCell, ...]]:
    if breakdown.withheld:
        yield name, None, words_in("en", "export-withheld")
    for row in breakdown.rows:
        yield name, row.label, count_cell(row)


def count_cell(row: BreakdownRow) -> CsvCell:
    """The count, or the words that stand for it."""
    if row.shown == "fewer":
        return words_in("en", "export-fewer", SMALLEST_SHOWN)
    return row.count if row.shown == "count" else words_in("en", "export-withheld")


def _person_row(attendance: Attendance, person: Present) -> tuple[CsvCell, ...]:
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


def attendance_sheets(attendance: Attendance) -> dict[str, list[list[CsvCell]]]:
    """The same as the sheets of a workbook: counts, and people where they are named."""
    sheets: dict[str, list[list[CsvCell]]] = {
        "counts": [[*COUNT_COLUMNS], *map(list, _count_rows(attendance))]
    }
    if attendance.names != "none":
        people = (list(_person_row(attendance, person)) for person in attendance.people)
        sheets["people"] = [[*PERSON_COLUMNS], *people]
    return sheets


def yes_or_no(answer: bool | None) -> str | None:
    """``yes`` or ``no``; nothing where nobody knows."""
    return None if answer is None else "yes" if answer else "no"


def attendance_json(attendance: Attendance) -> str:
    """``{"version", "export", "session", "counts", "people"?}``; ``null`` where nothing is known."""
    values: dict[str, Any] = {
        "export": "attendance",
        "session": {
            "id": attendance.session,
            "title": attendance.title,
            "kind": attendance.kind,
            "start": iso(attendance.starts_at),
            "end": iso(attendance.ended_at),
            "rehearsal": attendance.rehearsal,
        },
        "counts": counts_data(attendance),
    }
    if attendance.names != "none":
        values["people"] = [_person(person) for person in attendance.people]
    return json_text(values)


def counts_data(attendance: Attendance) -> dict[str, Any]:
    """The counts as JSON values."""
    counts = attendance.counts
    return {
        "registered": counts.registered,
        "registered_came": counts.registered_came,
        "unique": counts.unique,
        "peak": counts.peak,
        "headcount": counts.headcount,
        "team": counts.team,
        "interpreters": counts.interpreters,
        "sharers": counts.sharers,
        **{name: _breakdown(breakdown) for name, breakdown in counts.breakdowns},
    }


def _breakdown(breakdown: Breakdown) -> dict[str, Any]:
    return {
        "answers": None if breakdown.withheld else breakdown.answers,
        "withheld": breakdown.withheld,
        "groups": [{"label": row.label, "count": row.count, "shown": row.shown} for row in breakdown.rows],
    }


def _person(person: Present) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": person.name,
        "username": person.username,
        "role": person.role,
        "source": person.source,
        "first_time": person.first_time,
        "languages": list(person.languages),
        "region": person.region or None,
        "country": person.country or None,
        "home_wiki": person.home_wiki or None,
        "affiliation": person.affiliation or None,
        "experience": person.experience or None,
        "status": person.status,
        "first_join": iso(person.first_join),
        "last_leave": iso(person.last_leave),
        "minutes": person.minutes,
        "intervals": [{"from": iso(start), "to": iso(end)} for start, end in person.intervals],
        "rooms": [{"round": number, "room": room} for number, room in person.seats],
        "private": person.private,
    }


Measure = tuple["PageCell", "PageCell"]


def attendance_page(attendance: Attendance, page: Page) -> str:
    """A table of counts and, where people are named, a second one of those who were here."""
    caption = words("export-caption", attendance.title, iso_date(attendance.starts_at))
    if attendance.rehearsal:
        caption = words("export-caption-rehearsal", caption)
    header = (words("export-measure"), words("export-value"))
    parts = [page.table(caption, header, count_rows(attendance))]
    if attendance.names != "none":
        parts.append(people_table(attendance, page))
    return "\n".join(parts)


def count_rows(attendance: Attendance) -> list[Measure]:
    """Measure and value, in words; where more were counted than are known by name, the count is the total."""
    counts = attendance.counts
    rows: list[Measure] = [(words("export-registered"), counts.registered)] if counts.registered else []
    rows.append((words("export-unique"), counts.participants))
    if counts.participants > counts.unique:
        rows.append((words("export-known-by-name"), counts.unique))
    rows += [
        (words("export-peak"), counts.most_at_once),
        (words("export-team"), counts.team),
        (words("export-interpreters"), counts.interpreters),
        (words("export-sharers"), counts.sharers),
    ]
    rows += [
        (words(f"export-by-{name.replace('_', '-')}"), breakdown_text(name, breakdown))
        for name, breakdown in counts.breakdowns
        if breakdown.answers
    ]
    return rows


def breakdown_text(name: str, breakdown: Breakdown) -> str:
    """``English (14), Igbo (fewer than 5)``, or that it is withheld."""
    if breakdown.withheld:
        return words("export-withheld")
    return ", ".join(_groups(name, breakdown))


def _groups(name: str, breakdown: Breakdown) -> Iterator[str]:
    for row in breakdown.rows:
        hidden = words("export-fewer", SMALLEST_SHOWN) if row.shown == "fewer" else words("export-withheld")
        yield words("export-group", label_text(name, row.label), hidden if row.count is None else row.count)


def label_text(name: str, label: str) -> str:
    """A group as a reader knows it: a language by its name, yes and no in words."""
    if name == "language":
        from letsconnect_tui.i18n.dates import language_name  # 70 ms, not needed where no language is told

        return language_name(label)
    return words(f"export-{label}") if name == "first_time" else label


def people_table(attendance: Attendance, page: Page) -> str:
    """Who was here and in which role; how many more there were without a name."""
    people = [person for person in attendance.people if person.came]
    rows = [(Linked(one.name, one.username), words(f"role-{one.role}")) for one in people]
    table = page.table(words("export-people"), (words("export-name"), words("export-role")), rows)
    if not attendance.unnamed:
        return table
    return f"{table}\n{page.line(words('export-unnamed', attendance.unnamed))}"
