"""Text from outside, made plain text in what goes out: CSV, wikitext and Markdown.

Each function cleans first, so that a name that never passed ``clean`` is no danger either.
"""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any

from letsconnect_tui.text import NOTE_LIMIT, clean, guarded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


CELL_LIMIT = 8 * NOTE_LIMIT
"""What one spreadsheet cell holds."""


def csv_cell(text: str) -> str:
    """A CSV or TSV cell in one line that no spreadsheet takes for a formula."""
    return guarded(clean(text, limit=CELL_LIMIT))


_WIKI_SYNTAX = re.compile(
    r"&(?=#?\w+;)"  # an entity
    r"|<(?=[A-Za-z/!?])"  # a tag, a comment
    r"|\[(?=\[|[A-Za-z][\w+.-]*:|//)|(?<=\[)\["  # a link
    r"|\{(?=[{|])|(?<=[{-])\{"  # a template, a table, a language variant
    r"|\|"  # the end of a cell or of a link's target
    r"|'{2,}|!{2,}|_{2,}|~{3,}"  # bold, a heading cell, a behaviour switch, a signature
)
_WIKI_BARE_LINK = re.compile(
    r"\b(ftps?|git|gopher|https?|ircs?|mms|nntp|redis|sftp|ssh|svn|telnet|worldwind):(?=//)"
    r"|\b(bitcoin|geo|magnet|mailto|matrix|news|sips?|sms|tel|urn|xmpp):(?=\S)",
    re.IGNORECASE,
)
_WIKI_MAGIC_LINK = re.compile(r"\b(ISBN|RFC|PMID) (?=\d)")
_WIKI_LINE_MARK = re.compile(r"^(?:[*#:;=]|-{4})")


def wikitext(text: str) -> str:
    """Plain text inside a line of a wiki page: in a cell, a heading or a list.

    Only what MediaWiki would read as syntax there becomes an entity, so that an editor can still read it.
    """
    plain = _WIKI_SYNTAX.sub(_entities, clean(text, limit=CELL_LIMIT))
    plain = _WIKI_BARE_LINK.sub(lambda match: f"{match[0][:-1]}&#58;", plain)
    return _WIKI_MAGIC_LINK.sub(r"\1&#32;", plain)


def wikitext_line(text: str) -> str:
    """Plain text that begins a line of a wiki page, where a list or a heading could begin."""
    return _WIKI_LINE_MARK.sub(_entities, wikitext(text))


def wikitext_term(text: str) -> str:
    """Plain text as the term of a definition list, which a colon would end."""
    return wikitext(text).replace(":", "&#58;")


_WIKI_IN_ADDRESS = re.compile(r"~{3,}|_{2,}|!{2,}")


def wikitext_address(address: str) -> str:
    """An address as ``with_links`` gives it, that MediaWiki makes a link of."""
    return _WIKI_IN_ADDRESS.sub(lambda match: f"%{ord(match[0][0]):02X}" * len(match[0]), address)


def wikitext_label(text: str) -> str:
    """Plain text as the label of a link, which brackets would end."""
    return re.sub(r"[\[\]]", _entities, wikitext(text))


def _entities(match: re.Match[str]) -> str:
    return "".join(f"&#{ord(sign)};" for sign in match[0])


_MARKDOWN = str.maketrans(
    {sign: "\\" + sign for sign in "\\`*_{}[]|~#!$"} | {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
)
_LIST_MARK = re.compile(r"^([-+=]|\d+(?=[.)]))")
_BARE_LINK = re.compile(r":(?=//)|(?<=www)\.", re.IGNORECASE)


def markdown(text: str) -> str:
    """Plain text in Markdown (GitHub's): no emphasis, links, HTML, table bars or list marks."""
    plain = _BARE_LINK.sub(
        lambda match: f"&#{ord(match[0])};", clean(text, limit=CELL_LIMIT).translate(_MARKDOWN)
    )
    return _LIST_MARK.sub(lambda match: "\\" + match[0] if not match[0].isdigit() else match[0] + "\\", plain)


_ADDRESS = re.compile(r"(https?://[^\s<>\"'`|\[\]{}\\^]*[^\s<>\"'`|\[\]{}\\^.,;:!?)*_~])", re.IGNORECASE)


def with_links(text: str, plain: Callable[[str], str], link: Callable[[str], str]) -> str:
    """A text with its web addresses left to be followed.

    Args:
        text: The text, cleaned here.
        plain: Escapes what stands between addresses.
        link: Writes an address, which has no blank, quote, bracket, brace or bar in it.
    """
    written = ""
    for index, part in enumerate(_ADDRESS.split(clean(text, limit=CELL_LIMIT))):
        if index % 2:
            written += link(part)
        elif part.strip():
            written += " " * part[0].isspace() + plain(part.strip()) + " " * part[-1].isspace()
        else:
            written += part
    return written


CsvCell = str | int | None
VERSION = 1
"""Of every shape that is exported as JSON; a change that breaks a reader raises it."""


def csv_text(header: Sequence[str], rows: Iterable[Sequence[CsvCell]]) -> str:
    """A header and rows with commas, CRLF and doubled quotes; None is an empty cell.

    No cell of text is taken for a formula by a spreadsheet.
    """
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return sheet.getvalue()


def _cell(cell: CsvCell) -> str:
    # A number of ours may begin with a minus sign and stays a number; a text that looks like one does not.
    return csv_cell(cell) if isinstance(cell, str) else "" if cell is None else str(cell)


def json_text(values: dict[str, Any]) -> str:
    """The values with the version of their shape in front: readable, UTF-8, one line break at the end."""
    return json.dumps({"version": VERSION, **values}, ensure_ascii=False, indent=2) + "\n"
