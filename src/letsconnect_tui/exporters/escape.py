"""Text from outside, made plain text in what goes out: CSV, wikitext and Markdown.

Each function cleans first, so that a name that never passed ``clean`` is no danger either.
"""

from __future__ import annotations

import re

from letsconnect_tui.text import NOTE_LIMIT, clean, guarded

_LIMIT = 8 * NOTE_LIMIT  # what one spreadsheet cell holds


def csv_cell(text: str) -> str:
    """A CSV or TSV cell in one line that no spreadsheet takes for a formula."""
    return guarded(clean(text, limit=_LIMIT))


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
