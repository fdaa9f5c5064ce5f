"""Figures over many sessions as CSV, JSON, pages and a workbook; a figure that is withheld is ``null``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from letsconnect_tui.exporters.attendance_formats import breakdown_text, count_cell, yes_or_no
from letsconnect_tui.exporters.escape import csv_text, json_text
from letsconnect_tui.exporters.feedback_figures import feedback_data, feedback_table
from letsconnect_tui.exporters.pages import Linked
from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.dates import iso, iso_date
from letsconnect_tui.i18n.territories import territory_name

if TYPE_CHECKING:
    from letsconnect_tui.exporters.escape import CsvCell
    from letsconnect_tui.exporters.pages import Page, PageCell
    from letsconnect_tui.exporters.series_facts import HeldSession, Series
    from letsconnect_tui.people.counts import Breakdown

SERIES_COLUMNS = (
    "scope", "id", "title", "kind", "start_utc", "end_utc", "sessions", "registered", "registered_came",
    "participants", "unique", "returning", "first_time", "peak", "minutes", "sharers",
)  # fmt: skip
IN_JSON = {
    "country": "countries", "language": "languages", "region": "regions", "home_wiki": "home_wikis",
    "affiliation": "affiliations", "experience": "experience",
}  # fmt: skip
"""Breakdown → its key in JSON."""


def series_csv(series: Series) -> str:
    """A row for each session, and one of scope ``series`` for all of them behind."""
    rows = [_session_row(held) for held in series.held]
    total: list[CsvCell] = [
        "series", None, None, None, *_span(series), len(series.held),
        sum(held.registered for held in series.held), sum(held.registered_came for held in series.held),
        None, series.unique, series.returning, series.first_time, None, series.minutes, series.sharers,
    ]  # fmt: skip
    return csv_text(SERIES_COLUMNS, [*rows, total])


def _session_row(held: HeldSession) -> list[CsvCell]:
    return [
        "session", held.id, held.title, held.kind, iso(held.start), iso(held.end), 1,
        held.registered, held.registered_came, held.participants, held.unique, held.returning,
        held.first_time, held.peak, held.minutes, held.sharers,
    ]  # fmt: skip


def _span(series: Series) -> tuple[str | None, str | None]:
    ends = [held.end for held in series.held if held.end is not None]
    return iso(series.held[0].start) if series.held else None, iso(max(ends, default=None))


def series_json(series: Series) -> str:
    """Totals, counts by code, and ``per_session``; people and how often they came where all is exact."""
    start, end = _span(series)
    values: dict[str, Any] = {
        "export": "series",
        "start": start,
        "end": end,
        "sessions": len(series.held),
        "attendances": series.attendances,
        "unique": series.unique,
        "returning": series.returning,
        "first_time": series.first_time,
        "minutes": series.minutes,
        "sharers": series.sharers,
        **{key: _counts(series.breakdowns[name]) for name, key in IN_JSON.items()},
        "topics": dict(series.topics),
        "kinds": dict(series.kinds),
        "feedback": feedback_data(series.feedback),
        "headline": headline(series),
        "per_session": [_session(held) for held in series.held],
    }
    if series.names == "all":
        values["sessions_per_person"] = {str(times): people for times, people in series.times_came}
        values["people"] = [
            {
                "name": one.name,
                "username": one.username,
                "sessions": one.sessions,
                "minutes": one.minutes,
                "private": one.private,
            }
            for one in series.people
        ]
    return json_text(values)


def _counts(breakdown: Breakdown) -> dict[str, int | None] | None:
    return None if breakdown.withheld else {row.label: row.count for row in breakdown.rows}


def _session(held: HeldSession) -> dict[str, Any]:
    return {
        "id": held.id,
        "title": held.title,
        "kind": held.kind,
        "start": iso(held.start),
        "end": iso(held.end),
        "registered": held.registered,
        "registered_came": held.registered_came,
        "participants": held.participants,
        "unique": held.unique,
        "returning": held.returning,
        "first_time": held.first_time,
        "peak": held.peak,
        "minutes": held.minutes,
        "sharers": held.sharers,
    }


def headline(series: Series) -> str:
    """All of it in one line, as the programme tells it: people, countries, languages, sessions, topics."""
    parts = [words("series-people", series.unique)]
    for key, name in (("series-countries", "country"), ("series-languages", "language")):
        if series.different(name):
            parts.append(words(key, series.different(name)))
    parts += [words(f"series-kind-{kind}", count) for kind, count in series.kinds]
    if series.topics:
        parts.append(words("series-topics", len(series.topics)))
    affiliations = series.different("affiliation")
    if affiliations and series.affiliates:
        parts.append(words("series-affiliates", round(100 * affiliations / series.affiliates)))
    elif affiliations:
        parts.append(words("series-affiliations", affiliations))
    return ", ".join(parts)


def series_page(series: Series, page: Page, drawing: str = "") -> str:
    """The headline, totals and answers, the sessions one by one, and the people where all is exact.

    Args:
        series: The figures.
        page: In which format.
        drawing: What stands under the headline, in that format already.
    """
    parts = [
        page.line(headline(series)) + drawing,
        page.table(
            words("series-caption"), (words("export-measure"), words("export-value")), _totals(series)
        ),
        page.table(words("series-sessions"), _session_heads(), _session_cells(series)),
    ]
    if series.topics:
        rows = [(topic, count) for topic, count in series.topics]
        parts.append(page.table(words("series-by-topic"), (words("series-topic"), words("series-of")), rows))
    if series.feedback is not None:
        parts.append(feedback_table(series.feedback, page))
    if series.times_came:
        heads = (words("series-of"), words("series-people-count"))
        parts.append(page.table(words("series-times"), heads, series.times_came))
    if series.people:
        columns = (words("export-name"), words("series-of"), words("series-head-minutes"))
        people = [(Linked(one.name, one.username), one.sessions, one.minutes) for one in series.people]
        parts.append(page.table(words("export-people"), columns, people))
    return "\n".join(parts)


def _totals(series: Series) -> list[tuple[PageCell, PageCell]]:
    rows: list[tuple[PageCell, PageCell]] = [
        (words("series-of"), len(series.held)),
        (words("series-attendances"), series.attendances),
        (words("series-unique"), series.unique),
        (words("series-returning"), series.returning),
        (words("series-minutes"), series.minutes),
        (words("series-sharers"), series.sharers),
    ]
    rows += [
        (
            words(f"export-by-{name.replace('_', '-')}"),
            breakdown_text(name, _countries_named(name, breakdown)),
        )
        for name, breakdown in series.breakdowns.items()
        if breakdown.answers
    ]
    return rows


def _countries_named(name: str, breakdown: Breakdown) -> Breakdown:
    """The same with countries by name instead of by code."""
    if name != "country":
        return breakdown
    rows = (replace(row, label=territory_name(row.label)) for row in breakdown.rows)
    return replace(breakdown, rows=tuple(rows))


def _session_heads() -> list[str]:
    heads = ("date", "title", "registered", "participants", "returning", "peak", "minutes", "sharers")
    return [words(f"series-head-{head}") for head in heads]


def _session_cells(series: Series) -> list[list[PageCell]]:
    return [
        [
            iso_date(held.start), held.title, held.registered, held.participants, held.returning, held.peak,
            held.minutes, held.sharers,
        ]
        for held in series.held
    ]  # fmt: skip


def series_sheets(series: Series) -> dict[str, list[list[CsvCell]]]:
    """The same as the sheets of a workbook: each with its headings in front."""
    totals: list[list[CsvCell]] = [
        ["measure", "group", "value"],
        ["headline", None, headline(series)],
        ["sessions", None, len(series.held)],
        ["attendances", None, series.attendances],
        ["unique", None, series.unique],
        ["returning", None, series.returning],
        ["first_time", None, series.first_time],
        ["minutes", None, series.minutes],
        ["sharers", None, series.sharers],
    ]
    for name, breakdown in series.breakdowns.items():
        if breakdown.withheld:
            totals.append([name, None, words("export-withheld")])
        totals += [[name, row.label, count_cell(row)] for row in breakdown.rows]
    totals += [["topic", topic, count] for topic, count in series.topics]
    rows: list[list[CsvCell]] = [[*SERIES_COLUMNS], *(_session_row(held) for held in series.held)]
    sheets = {"series": totals, "sessions": rows}
    if series.people:
        people: list[list[CsvCell]] = [["name", "username", "sessions", "minutes", "private"]]
        people += [
            [one.name, one.username, one.sessions, one.minutes, yes_or_no(one.private)]
            for one in series.people
        ]
        sheets["people"] = people
    return sheets
