"""Text from outside, made plain text in what goes out: CSV, wikitext, Markdown and HTML.

Each function cleans first, so that a name that never passed ``clean`` is no danger either.
"""

from __future__ import annotations

import re
from html import escape

from letsconnect_tui.text import NOTE_LIMIT, clean

_LIMIT = 8 * NOTE_LIMIT  # what one spreadsheet cell holds
_FORMULA_SIGNS = frozenset("=+-@＝＋－＠|%")


def csv_cell(text: str) -> str:
    """A CSV or TSV cell that no spreadsheet takes for a formula: an apostrophe before the signs of one.

    After OWASP (tab and line ends are blanks here), also for full-width signs and for signs after blanks.
    """
    cell = clean(text, limit=_LIMIT)
    return "'" + cell if _looks_like_a_formula(cell) else cell


def uncsv_cell(cell: str) -> str:
    """What ``csv_cell`` was given: without the apostrophe that guards against formulas."""
    return cell[1:] if cell.startswith("'") and _looks_like_a_formula(cell) else cell


def _looks_like_a_formula(cell: str) -> bool:
    return cell.lstrip(" '")[:1] in _FORMULA_SIGNS and bool(cell)


_WIKITEXT = str.maketrans({sign: f"&#{ord(sign)};" for sign in "&<>[]{}|'=~_\"*#:;!-`^$\\"})
_MAGIC_LINK = re.compile(r"\b(ISBN|RFC|PMID) (?=\d)")


def wikitext(text: str) -> str:
    """Plain text anywhere in a wiki page: in tables, lists, templates and links, or at the start of a line.

    Every character that MediaWiki can read as syntax becomes an entity, ``&`` among them.
    """
    return _MAGIC_LINK.sub(r"\1&#32;", clean(text, limit=_LIMIT).translate(_WIKITEXT))


_MARKDOWN = str.maketrans(
    {sign: "\\" + sign for sign in "\\`*_{}[]|~#!$"} | {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
)
_LIST_MARK = re.compile(r"^([-+=]|\d+(?=[.)]))")
_BARE_LINK = re.compile(r":(?=//)|(?<=www)\.", re.IGNORECASE)


def markdown(text: str) -> str:
    """Plain text in Markdown (GitHub's): no emphasis, links, HTML, table bars or list marks."""
    plain = _BARE_LINK.sub(
        lambda match: f"&#{ord(match[0])};", clean(text, limit=_LIMIT).translate(_MARKDOWN)
    )
    return _LIST_MARK.sub(lambda match: "\\" + match[0] if not match[0].isdigit() else match[0] + "\\", plain)


def html(text: str) -> str:
    """Plain text in HTML, in attributes too; line breaks stay line breaks of the source."""
    return escape(clean(text, limit=_LIMIT, lines=True), quote=True)
