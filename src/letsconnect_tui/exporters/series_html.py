"""Figures over many sessions as one HTML file: a bar for each session, and the tables of the other pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.exporters.drawings import bar_rows
from letsconnect_tui.exporters.html_page import HtmlPage
from letsconnect_tui.exporters.series_formats import series_page
from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.dates import iso_date

if TYPE_CHECKING:
    from letsconnect_tui.exporters.series_facts import Series


def series_document(series: Series) -> str:
    """The whole file."""
    page = HtmlPage()
    rows = [
        (f"{iso_date(held.start)} {held.title}", held.participants, held.returning) for held in series.held
    ]
    parts = []
    if rows:
        svg = bar_rows(rows, words("series-chart"))
        parts.append(page.figure(svg, words("series-chart")))
    parts.append(series_page(series, page))
    return page.document(words("series-caption"), "".join(parts))
