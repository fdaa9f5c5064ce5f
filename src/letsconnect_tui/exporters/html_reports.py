"""Reports as one HTML file that needs nothing else: drawings and the tables of the other pages.

No script, no font, no picture from elsewhere; readable light, dark and printed. What a drawing shows stands
in a table too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.exporters.drawings import bar_rows, planned_and_actual, steps
from letsconnect_tui.exporters.print_pages import HtmlPage
from letsconnect_tui.exporters.report_page import report_page
from letsconnect_tui.exporters.series_formats import series_page
from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.catalogue import language_of_words
from letsconnect_tui.i18n.dates import iso_date, language_name, utc
from letsconnect_tui.plan.moments import clock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from letsconnect_tui.exporters.report_page import Report
    from letsconnect_tui.exporters.series_facts import Series
    from letsconnect_tui.exporters.session_facts import RoomsHeld

STYLE = """
:root { color-scheme: light dark; --plan: #8c959f; --real: #0b63c5; --late: #b3261e; --soft: #57606a }
body { max-width: 60em } figure { margin: .75em 0 } figcaption { color: var(--soft) }
table { width: auto } td.short { font-variant-numeric: tabular-nums }
svg { display: block; width: 100%; height: auto } svg text { fill: currentColor; font-size: 12px }
svg .soft { fill: var(--soft) } svg .axis { stroke: var(--soft) } svg .plan { fill: var(--plan) }
svg .real { fill: var(--real) } svg .late { fill: var(--late) }
svg .end { text-anchor: end } svg .line { fill: none; stroke: var(--real); stroke-width: 2 }
@media screen and (prefers-color-scheme: dark) {
  :root { --plan: #6e7681; --real: #58a6ff; --late: #ff8a80; --soft: #9da7b3 }
  body { background: #0d1117; color: #e6edf3 } th { background: #1b2430 } th, td { border-color: #3d444d }
  a { color: #58a6ff }
}
figure { break-inside: avoid }
@media print {
  :root { --plan: #aaa; --real: #000; --soft: #333 } svg .late { fill: #fff; stroke: #000 }
}
"""


def series_document(series: Series) -> str:
    """Figures over many sessions: a bar for each session, then all tables."""
    page, drawing = HtmlPage(), ""
    if series.held:
        rows = [
            (f"{iso_date(held.start)} {held.title}", held.participants, held.returning)
            for held in series.held
        ]
        drawing = page.figure(bar_rows(rows, words("series-chart")), words("series-chart"))
    body = series_page(series, page, drawing)
    return page.document(words("series-caption"), language_of_words(), body, style=STYLE)


def report_document(report: Report, people: Sequence[tuple[int, int]], rooms: RoomsHeld, until: int) -> str:
    """One session: drawings of its times, people and sharers, its rooms, then the page for a wiki.

    Args:
        report: What happened.
        people: A moment (ms) and how many were here from then on.
        rooms: Its breakout rounds.
        until: The moment (ms) up to which it is told.
    """
    page = HtmlPage()
    parts = []
    if report.timing.items:
        rows = [
            (item.title, (item.planned_at, item.planned_at + item.planned_s * 1000), item.ran)
            for item in report.timing.items
        ]
        parts.append(page.heading(words("report-page-timing")))
        drawn = words("report-html-timing")
        parts.append(page.figure(planned_and_actual(rows, drawn, lambda at: f"{utc(at):%H:%M}"), drawn))
    if any(count for _, count in people):
        drawn = words("report-html-people", f"{utc(people[0][0]):%H:%M}", f"{utc(until):%H:%M}")
        parts += [page.heading(words("report-people")), page.figure(steps(people, until, drawn), drawn)]
    shared = [
        (one.who, (0, one.allotted_s * 1000), [(0, one.actual_s * 1000)] if one.actual_s else [])
        for one in report.timing.sharers
    ]
    if shared:
        drawn = words("report-html-sharers")
        parts += [
            page.heading(words("report-sharers")),
            page.figure(planned_and_actual(shared, drawn, lambda ms: clock(ms // 1000)), drawn),
        ]
    parts += _rooms(rooms, page)
    parts += [page.heading(words("report-html-report")), report_page(report, page)]
    return page.document(report.timing.title, language_of_words(), "".join(parts), style=STYLE)


def _rooms(rooms: RoomsHeld, page: HtmlPage) -> list[str]:
    """The rounds one by one, and how often two people met; counts only."""
    if not rooms.rounds:
        return []
    heads = [words(f"report-html-{head}") for head in ("round", "rooms", "seated", "languages", "open-for")]
    rows = [
        (
            held.number,
            held.rooms,
            held.people,
            ", ".join(language_name(code) for code in held.languages),
            clock((held.closed_at - held.opened_at) // 1000),
        )
        for held in rooms.rounds
    ]
    parts = [page.heading(words("report-html-rooms-heading"))]
    parts.append(page.table(words("report-html-rounds"), heads, rows))
    if rooms.pairs:
        met = (words("report-html-times"), words("report-html-pairs"))
        parts.append(page.table(words("report-html-met"), met, rooms.pairs))
        parts.append(page.line(words("report-html-average", f"{rooms.met_on_average:.1f}")))
    return parts
