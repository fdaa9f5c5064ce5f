"""Reports as one HTML file that needs nothing else: drawings and the tables of the other pages.

No script, no font, no picture from elsewhere; readable light, dark and printed. What a drawing shows stands
in a table too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.exporters.drawings import bar_rows
from letsconnect_tui.exporters.print_pages import HtmlPage
from letsconnect_tui.exporters.series_formats import series_page
from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.catalogue import language_of_words
from letsconnect_tui.i18n.dates import iso_date

if TYPE_CHECKING:
    from letsconnect_tui.exporters.series_facts import Series

STYLE = """
:root { color-scheme: light dark; --plan: #8c959f; --real: #0b63c5; --late: #b3261e; --soft: #57606a }
body { max-width: 60em } figure { margin: .75em 0 } figcaption { color: var(--soft) }
table { width: auto } td.short { font-variant-numeric: tabular-nums }
svg { display: block; width: 100%; height: auto } svg text { fill: currentColor; font-size: 12px }
svg .soft { fill: var(--soft) } svg .axis { stroke: var(--soft) } svg .plan { fill: var(--plan) }
svg .real { fill: var(--real) } svg .late { fill: var(--late) }
svg .line { fill: none; stroke: var(--real); stroke-width: 2 }
@media screen and (prefers-color-scheme: dark) {
  :root { --plan: #6e7681; --real: #58a6ff; --late: #ff8a80; --soft: #9da7b3 }
  body { background: #0d1117; color: #e6edf3 } th { background: #1b2430 } th, td { border-color: #3d444d }
  a { color: #58a6ff }
}
figure { break-inside: avoid }
@media print { :root { --plan: #888; --real: #000; --late: #000; --soft: #333 } }
"""


def series_document(series: Series) -> str:
    """Figures over many sessions: a bar for each session, then all tables."""
    page = HtmlPage()
    parts = []
    if series.held:
        rows = [
            (f"{iso_date(held.start)} {held.title}", held.participants, held.returning)
            for held in series.held
        ]
        parts.append(page.figure(bar_rows(rows, words("series-chart")), words("series-chart")))
    parts.append(series_page(series, page))
    return page.document(words("series-caption"), language_of_words(), "".join(parts), style=STYLE)
