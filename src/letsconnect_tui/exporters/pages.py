"""Tables and headings of the two page formats, so that what a page says is written once for both.

What a page is given is plain text, escaped here; only ``Linked`` and the addresses in ``Prose`` become links.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Protocol

import msgspec

from letsconnect_tui.exporters.escape import (
    markdown,
    wikitext,
    wikitext_address,
    wikitext_label,
    wikitext_line,
    wikitext_term,
    with_links,
)
from letsconnect_tui.people.names import username

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


class Linked(msgspec.Struct, frozen=True):
    """Somebody by name; on a wiki with a link to their user page where they have one."""

    name: str
    username: str | None


class Prose(str):
    """A text of the plan whose web addresses stay links."""

    __slots__ = ()


class Lines(msgspec.Struct, frozen=True):
    """Several lines in one cell."""

    lines: tuple[str, ...]


PageCell = str | int | Linked | Lines


class Page(Protocol):
    """One page format. Every method answers with text that ends in one line break."""

    def heading(self, text: str) -> str:
        """A heading of the second level."""

    def table(self, caption: str, header: Sequence[str], rows: Iterable[Sequence[PageCell]]) -> str:
        """A table of plain cells.

        Args:
            caption: What the table is about.
            header: The headings of its columns.
            rows: Cells, as many in each row as there are headings.
        """

    def fields(self, fields: Iterable[tuple[str, str]]) -> str:
        """Names of fields with what stands in them."""

    def line(self, text: str) -> str:
        """A paragraph."""


class MarkdownPage:
    """Markdown as GitHub and HedgeDoc read it."""

    def heading(self, text: str) -> str:
        """``## text``."""
        return f"## {markdown(text)}\n"

    def table(self, caption: str, header: Sequence[str], rows: Iterable[Sequence[PageCell]]) -> str:
        """A pipe table under its caption in bold."""
        lines = [f"**{markdown(caption)}**", "", self._row(header), "|" + " --- |" * len(header)]
        return "\n".join([*lines, *(self._row(row) for row in rows)]) + "\n"

    def fields(self, fields: Iterable[tuple[str, str]]) -> str:
        """A list, the names in bold."""
        return "".join(f"- **{markdown(name)}:** {_in_markdown(value)}\n" for name, value in fields)

    def line(self, text: str) -> str:
        """A paragraph."""
        return f"{_in_markdown(text)}\n"

    def _row(self, cells: Sequence[PageCell]) -> str:
        return "| " + " | ".join(self._cell(cell) for cell in cells) + " |"

    def _cell(self, cell: PageCell) -> str:
        if isinstance(cell, Lines):
            return "<br>".join(map(_in_markdown, cell.lines))
        return _in_markdown(cell.name if isinstance(cell, Linked) else cell)


def _in_markdown(text: str | int) -> str:
    if isinstance(text, Prose):
        return with_links(text, markdown, lambda address: f"<{address}>")
    return markdown(str(text))


class WikitextPage:
    """Wikitext as MediaWiki reads it."""

    def heading(self, text: str) -> str:
        """``== text ==``."""
        return f"== {wikitext(text)} ==\n"

    def table(self, caption: str, header: Sequence[str], rows: Iterable[Sequence[PageCell]]) -> str:
        """A sortable wikitable."""
        lines = ['{| class="wikitable sortable"', f"|+ {wikitext(caption)}"]
        lines.append("! " + " !! ".join(wikitext(name) for name in header))
        for row in rows:
            lines += ["|-", "| " + " || ".join(self._cell(cell) for cell in row)]
        return "\n".join([*lines, "|}"]) + "\n"

    def fields(self, fields: Iterable[tuple[str, str]]) -> str:
        """A definition list; a name that comes twice in a row stands once."""
        lines, last = [], None
        for name, value in fields:
            lines += [] if name == last else [f"; {wikitext_term(name)}\n"]
            lines.append(f": {_in_wikitext(value)}\n")
            last = name
        return "".join(lines)

    def line(self, text: str) -> str:
        """A paragraph."""
        return f"{_in_wikitext(text, wikitext_line)}\n"

    def _cell(self, cell: PageCell) -> str:
        if isinstance(cell, Lines):
            return "<br />".join(map(_in_wikitext, cell.lines))
        return user_link(cell) if isinstance(cell, Linked) else _in_wikitext(cell)


def _in_wikitext(text: str | int, first: Callable[[str], str] = wikitext) -> str:
    """Plain text, or prose with its addresses; ``first`` escapes what begins it."""
    if not isinstance(text, Prose):
        return first(str(text))
    begins, escape = first, wikitext

    def plain(part: str) -> str:
        nonlocal begins
        escaped, begins = begins(part), escape
        return escaped

    return with_links(text, plain, wikitext_address)


def user_link(person: Linked) -> str:
    """``[[User:Ada|Ada L.]]``, the name alone without a username that MediaWiki would accept."""
    account = None if person.username is None else username(person.username)
    if account is None:
        return _isolated(person.name, wikitext(person.name))
    return f"[[User:{_target(account)}|{_isolated(person.name, wikitext_label(person.name))}]]"


def _target(account: str) -> str:
    """A validated username as a link's target: entities for what is read before links are."""
    return account.replace("&", "&amp;").replace("~", "&#126;").replace("''", "&#39;&#39;")


def _isolated(name: str, escaped: str) -> str:
    """The escaped name; one written from right to left is kept from turning its surroundings around."""
    turns = any(unicodedata.bidirectional(one) in ("R", "AL") for one in name)
    return f"<bdi>{escaped}</bdi>" if turns else escaped
