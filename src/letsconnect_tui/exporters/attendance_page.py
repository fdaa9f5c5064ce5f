"""Attendance as a table for a page in public: counts, and on request the names of who may be named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.exporters.pages import Linked
from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.dates import iso_date
from letsconnect_tui.people.counts import SMALLEST_SHOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from letsconnect_tui.exporters.attendance_facts import Attendance
    from letsconnect_tui.exporters.pages import Cell, Page
    from letsconnect_tui.people.counts import Breakdown

Row = tuple["Cell", "Cell"]


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


def count_rows(attendance: Attendance) -> list[Row]:
    """Measure and value, in words; where more were counted than are known by name, the count is the total."""
    counts = attendance.counts
    rows: list[Row] = [(words("export-registered"), counts.registered)] if counts.registered else []
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
        (words(f"export-by-{name.replace('_', '-')}"), breakdown_told(name, breakdown))
        for name, breakdown in counts.breakdowns
        if breakdown.answers
    ]
    return rows


def breakdown_told(name: str, breakdown: Breakdown) -> str:
    """``English (14), Igbo (fewer than 5)``, or that it is withheld."""
    if breakdown.withheld:
        return words("export-withheld")
    return ", ".join(_groups(name, breakdown))


def _groups(name: str, breakdown: Breakdown) -> Iterator[str]:
    for row in breakdown.rows:
        hidden = words("export-fewer", SMALLEST_SHOWN) if row.shown == "fewer" else words("export-withheld")
        yield words("export-group", label_told(name, row.label), hidden if row.count is None else row.count)


def label_told(name: str, label: str) -> str:
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
