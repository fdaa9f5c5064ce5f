"""Pages to print and to read as they are: HTML in one file without scripts, and plain text.

The HTML fits A4 and Letter: it names no size of paper, nothing in it is wider than the sheet, and rows and
headings are not torn from what belongs to them. It is well-formed XML as well.
"""

from __future__ import annotations

import html
import textwrap
from typing import TYPE_CHECKING

from letsconnect_tui.exporters.escape import with_links
from letsconnect_tui.exporters.pages import Lines, Linked, MarkdownPage, PageCell, Prose, WikitextPage
from letsconnect_tui.text import NOTE_LIMIT, cell_width, clean, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from letsconnect_tui.exporters.pages import Page

_LIMIT = 8 * NOTE_LIMIT
_STYLE = """
@page { margin: 12mm }
body { font: 10pt/1.35 system-ui, "Noto Sans", "Segoe UI", sans-serif }
body { margin: 1em auto; max-width: 75em; padding: 0 1em }
h1 { font-size: 1.4em; margin: 0 0 .3em } h2 { font-size: 1.15em; margin: 1em 0 .3em }
table { border-collapse: collapse; width: 100%; margin: .5em 0 }
caption { font-weight: bold; text-align: start }
th, td { border: 1px solid #999; padding: .25em .4em; text-align: start; vertical-align: top }
th { background: #eee } td { overflow-wrap: break-word }
.short { white-space: nowrap } .long { overflow-wrap: anywhere }
dl { display: grid; grid-template-columns: max-content auto; gap: .1em .8em; margin: .3em 0 }
dt { font-weight: bold } dd { margin: 0 } dd, p { overflow-wrap: anywhere } p { margin: .4em 0 }
tr, dd { break-inside: avoid } h2, caption { break-after: avoid } thead { display: table-header-group }
.page { break-before: page }
@media print { body { font-size: 9pt; margin: 0; padding: 0; max-width: none } a { color: inherit } }
"""
_NOTHING_ELSE = (
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"/>"
)
"""A page loads nothing and runs nothing, whatever got into it."""
SHORT, LONG_WORD = 8, 20
"""A cell of at most this many letters is not broken; a longer word is broken where the column ends."""


class HtmlPage:
    """HTML; ``document`` makes a whole file of what the other methods give."""

    def heading(self, text: str) -> str:
        """A heading of the second level."""
        return f'<h2 dir="auto">{_html(text)}</h2>\n'

    def table(self, caption: str, header: Sequence[str], rows: Iterable[Sequence[PageCell]]) -> str:
        """A table whose head is printed again on each sheet."""
        head = "".join(f"<th>{_html(name)}</th>" for name in header)
        body = "".join(f"<tr>{''.join(map(_html_cell, row))}</tr>\n" for row in rows)
        top = f"<table><caption>{_html(caption)}</caption>\n<thead><tr>{head}</tr></thead>\n"
        return f"{top}<tbody>{body}</tbody></table>\n"

    def fields(self, fields: Iterable[tuple[str, str]]) -> str:
        """A list of definitions."""
        items = "".join(
            f'<dt>{_html(name)}</dt><dd dir="auto">{_html(value)}</dd>\n' for name, value in fields
        )
        return f"<dl>{items}</dl>\n" if items else ""

    def line(self, text: str) -> str:
        """A paragraph."""
        return f'<p dir="auto">{_html(text)}</p>\n'

    def figure(self, svg: str, caption: str) -> str:
        """A drawing under the words that say what it shows."""
        return f'<figure><figcaption dir="auto">{_html(caption)}</figcaption>\n{svg}\n</figure>\n'

    def sheets(self, parts: Sequence[str]) -> str:
        """Each part on a sheet of its own."""
        return parts[0] + "".join(f'<section class="page">\n{part}</section>\n' for part in parts[1:])

    def document(self, title: str, language: str, body: str, *, wide: bool = False, style: str = "") -> str:
        """A whole file, written from right to left where the language is.

        Args:
            title: Of the window, and the heading of the first level.
            language: The code of the language of its words.
            body: What stands under the heading.
            wide: Whether it is printed across the sheet.
            style: Rules of style behind those of every page.
        """
        from letsconnect_tui.i18n.cldr import locale  # 70 ms, for this format only

        style = _STYLE + ("@page { size: landscape }\n" if wide else "") + style
        return (
            "<!DOCTYPE html>\n"
            f'<html lang="{html.escape(language)}" dir="{locale(language).text_direction}">\n'
            f'<head><meta charset="utf-8"/><meta name="viewport" content="width=device-width"/>'
            f"{_NOTHING_ELSE}\n<title>{_html(title)}</title>\n<style>{style}</style></head>\n"
            f'<body>\n<h1 dir="auto">{_html(title)}</h1>\n{body}</body>\n</html>\n'
        )


def _html_cell(cell: PageCell) -> str:
    if isinstance(cell, Lines):
        divs = "".join(f'<div dir="auto">{_html(line)}</div>' for line in cell.lines)
        return f"<td{_kind(' '.join(cell.lines))}>{divs}</td>"
    text = cell.name if isinstance(cell, Linked) else cell
    return f'<td dir="auto"{_kind(str(text))}>{_html(text)}</td>'


def _kind(text: str) -> str:
    """The class of a cell: one that is never broken, one that is broken anywhere, or any other."""
    if len(text) <= SHORT:
        return ' class="short"'
    return ' class="long"' if max(map(len, text.split())) > LONG_WORD else ""


def _html(text: str | int) -> str:
    if isinstance(text, Prose):
        return with_links(
            text, html.escape, lambda one: f'<a href="{html.escape(one)}">{html.escape(one)}</a>'
        )
    return html.escape(clean(str(text), limit=_LIMIT))


class TextPage:
    """Plain text of at most ``width`` columns, addresses apart, which are never broken."""

    def __init__(self, width: int = 90) -> None:
        self._width = width

    def heading(self, text: str) -> str:
        """A line with a rule under it."""
        line = _plain(text)
        return f"{line}\n{'-' * min(self._width, cell_width(line))}\n"

    def table(self, caption: str, header: Sequence[str], rows: Iterable[Sequence[PageCell]]) -> str:
        """Columns where they fit, else a block for each row."""
        rows = [*rows]
        plain = [[_plain_lines(cell) for cell in row] for row in rows]
        lines = [[" ".join(cell) for cell in row] for row in plain]
        widths = [max(map(cell_width, column)) for column in zip(header, *lines, strict=True)]
        single = all(len(cell) < 2 for row in plain for cell in row)
        if single and sum(widths) + 2 * (len(widths) - 1) <= self._width:
            body = [_columns(row, widths) for row in ([*header], *lines)]
        else:
            first = max((_first_cells(row) for row in rows), default=0)
            body = [line for row in plain for line in ("", *self._block(header, row, first))][1:]
        return "\n".join([_plain(caption), "", *body]) + "\n"

    def _block(self, header: Sequence[str], row: Sequence[tuple[str, ...]], first: int) -> list[str]:
        """The first cells on one line; the other lines of the last of them, and each other cell, below it."""
        head = "  ".join(cell[0] for cell in row[:first] if cell)
        lines = self._wrapped(head, "")
        for line in row[first - 1][1:]:
            lines += self._wrapped(line, "    ")
        for name, cell in zip(header[first:], row[first:], strict=True):
            for line in cell:
                lines += self._wrapped(_plain(f"{name}: {line}"), "    ")
        return lines

    def fields(self, fields: Iterable[tuple[str, str]]) -> str:
        """``name: value``, a line each."""
        return "".join(
            f"{line}\n" for name, value in fields for line in self._wrapped(f"{name}: {value}", "")
        )

    def line(self, text: str) -> str:
        """A paragraph."""
        return "\n".join(self._wrapped(_plain(text), "")) + "\n"

    def _wrapped(self, text: str, indent: str) -> list[str]:
        return textwrap.wrap(
            text,
            self._width,
            initial_indent=indent,
            subsequent_indent=indent + "  ",
            break_long_words=False,
            break_on_hyphens=False,
        )


def _first_cells(row: Sequence[PageCell]) -> int:
    """How many cells stand on the first line of a block: up to the first that has several lines, or four."""
    return next((index for index, cell in enumerate(row, 1) if isinstance(cell, Lines)), 4)


def page_named(form: str) -> Page:
    """The page format of that name: ``text``, ``md``, ``wikitext`` or ``html``."""
    formats: dict[str, Callable[[], Page]] = {
        "text": TextPage,
        "md": MarkdownPage,
        "wikitext": WikitextPage,
        "html": HtmlPage,
    }
    return formats[form]()


def _columns(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = (cell + " " * (width - cell_width(cell)) for cell, width in zip(row, widths, strict=True))
    return "  ".join(cells).rstrip()


def _plain_lines(cell: PageCell) -> tuple[str, ...]:
    if isinstance(cell, Lines):
        return tuple(map(_plain, cell.lines))
    line = _plain(cell.name if isinstance(cell, Linked) else cell)
    return (line,) if line else ()


def _plain(text: str | int) -> str:
    return printable(clean(str(text), limit=_LIMIT))
