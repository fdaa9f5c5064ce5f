"""One HTML file that needs nothing else: no script, no font, no address, readable light, dark and printed.

It is given plain text, escaped here. Drawings are SVG inside the page, and what they show stands in a table
beside them as well.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from letsconnect_tui.exporters.pages import Linked
from letsconnect_tui.i18n.catalogue import language_of_words
from letsconnect_tui.text import NOTE_LIMIT, clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from letsconnect_tui.exporters.pages import PageCell

RIGHT_TO_LEFT = ("ar", "fa", "he", "ur", "ary", "arz", "ckb", "ps", "sd", "yi")
_STYLE = """
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #57606a; --line: #d0d7de; --paper: #ffffff;
  --plan: #8c959f; --real: #0b63c5; --late: #b3261e; --bar: #e6eef8; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9da7b3; --line: #3d444d;
  --paper: #0d1117; --plan: #8b949e; --real: #58a6ff; --late: #ff8a80; --bar: #1b2a3d; } }
@media print { :root { --ink: #000; --soft: #333; --line: #999; --paper: #fff; --plan: #777; --real: #000;
  --late: #000; --bar: #eee; } section, tr, figure { break-inside: avoid; } main { max-width: none; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; border-bottom: 1px solid var(--line); padding-bottom: .2rem; }
p { margin: .5rem 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; margin: .5rem 0; }
dt { color: var(--soft); } dd { margin: 0; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; margin: .75rem 0; min-width: 20rem; font-variant-numeric: tabular-nums; }
caption { text-align: start; font-weight: 600; padding-bottom: .3rem; }
th, td { text-align: start; vertical-align: top; padding: .3rem .75rem .3rem 0;
  border-bottom: 1px solid var(--line); }
th { color: var(--soft); font-weight: 600; } td.number, th.number { text-align: end; }
figure { margin: .75rem 0; } figcaption { color: var(--soft); }
svg { display: block; width: 100%; height: auto; } svg text { fill: var(--ink); font-size: 12px; }
svg .soft { fill: var(--soft); } svg .axis { stroke: var(--line); } svg .plan { fill: var(--plan); }
svg .real { fill: var(--real); } svg .late { fill: var(--late); } svg .bar { fill: var(--bar); }
svg .line { fill: none; stroke: var(--real); stroke-width: 2; }
""".strip()


class HtmlPage:
    """The parts of an HTML page; ``document`` puts them into a whole file."""

    def heading(self, text: str) -> str:
        """``<h2>``."""
        return f"<h2>{plain(text)}</h2>\n"

    def table(self, caption: str, header: Sequence[str], rows: Iterable[Sequence[PageCell]]) -> str:
        """A table that scrolls by itself where it is wider than the page."""
        cells = [list(row) for row in rows]
        numbers = [
            bool(cells) and all(isinstance(row[place], int) for row in cells) for place in range(len(header))
        ]
        heads = "".join(
            f'<th scope="col"{_number(is_number)}>{plain(name)}</th>'
            for name, is_number in zip(header, numbers, strict=True)
        )
        body = "".join(
            "<tr>"
            + "".join(
                f"<td{_number(is_number)}>{_cell(cell)}</td>"
                for cell, is_number in zip(row, numbers, strict=True)
            )
            + "</tr>\n"
            for row in cells
        )
        head = f"<caption>{plain(caption)}</caption>\n<thead><tr>{heads}</tr></thead>"
        return f'<div class="scroll"><table>{head}\n<tbody>\n{body}</tbody></table></div>\n'

    def fields(self, fields: Iterable[tuple[str, str]]) -> str:
        """A definition list."""
        told = "".join(f"<dt>{plain(name)}</dt><dd>{plain(value)}</dd>\n" for name, value in fields)
        return f"<dl>\n{told}</dl>\n"

    def line(self, text: str) -> str:
        """A paragraph."""
        return f"<p>{plain(text)}</p>\n"

    def figure(self, svg: str, caption: str) -> str:
        """A drawing under what it shows."""
        return f"<figure><figcaption>{plain(caption)}</figcaption>\n{svg}\n</figure>\n"

    def document(self, title: str, body: str) -> str:
        """The whole file."""
        language = language_of_words()
        direction = "rtl" if language.partition("-")[0] in RIGHT_TO_LEFT else "ltr"
        policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
        return (
            f'<!DOCTYPE html>\n<html lang="{language}" dir="{direction}">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<meta name="referrer" content="no-referrer">\n'
            f"<title>{plain(title)}</title>\n<style>\n{_STYLE}\n</style>\n</head>\n<body>\n<main>\n"
            f"<h1>{plain(title)}</h1>\n{body}</main>\n</body>\n</html>\n"
        )


def plain(text: str) -> str:
    """Plain text where HTML stands, in a tag or in an attribute."""
    return html.escape(clean(text, limit=8 * NOTE_LIMIT), quote=True)


def _number(is_number: bool) -> str:
    return ' class="number"' if is_number else ""


def _cell(cell: PageCell) -> str:
    return f"<bdi>{plain(cell.name)}</bdi>" if isinstance(cell, Linked) else plain(str(cell))
