"""Moves, adds and removes whole entries of ``[[item]]`` and other lists with the comments above them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

import msgspec

from letsconnect_tui.plan.editing.splices import Splice
from letsconnect_tui.plan.editing.tables import line_end, line_start

if TYPE_CHECKING:
    from collections.abc import Sequence

    from letsconnect_tui.plan.editing.toml_spans import TableSpan

ArrayName = Literal["item", "people", "checklist"]


class ScatteredEntry(Exception):
    """The entries are not written as one heading after another, so that none can be moved."""


class Block(msgspec.Struct, frozen=True):
    """The lines of one entry: ``text[start:end]``, without the line end of the last."""

    start: int
    end: int


def blocks_of(text: str, tables: Sequence[TableSpan], array: ArrayName, count: int) -> list[Block]:
    """The lines of each entry, from the comments right above its heading to those right below its end.

    Args:
        text: The whole text, lines ending with LF.
        tables: Its tables.
        array: Whose entries.
        count: How many entries there are.

    Raises:
        ScatteredEntry: They are written as a list of inline tables, or one in two places.
    """
    places: list[list[int]] = [[] for _ in range(count)]
    for place, table in enumerate(tables):
        if len(table.path) > 1 and table.path[0] == array and isinstance(table.path[1], int):
            places[table.path[1]].append(place)
    if any(not own or own != list(range(own[0], own[0] + len(own))) for own in places):
        raise ScatteredEntry
    found = []
    for own in places:
        start = _comments_above(text, line_start(text, tables[own[0]].start))
        last = line_end(text, max(tables[place].last for place in own))
        following = tables[own[-1] + 1].start if own[-1] + 1 < len(tables) else None
        until = len(text) if following is None else _comments_above(text, line_start(text, following))
        found.append(Block(start, _comments_below(text, last, until)))
    return found


def _comments_above(text: str, start: int) -> int:
    """Where the comment lines begin that stand right above a line."""
    while start:
        above = line_start(text, start - 1)
        if not text[above : start - 1].lstrip().startswith("#"):
            break
        start = above
    return start


def _comments_below(text: str, end: int, until: int) -> int:
    """The end of the comment lines that stand right below a line, and before another place."""
    while end + 1 < until and text[end + 1 : line_end(text, end + 1)].lstrip().startswith("#"):
        end = line_end(text, end + 1)
    return end


def inserted(text: str, blocks: Sequence[Block], place: int, lines: str) -> Splice:
    """Inserts an entry before the one at ``place``, or behind the last.

    Args:
        text: The whole text.
        blocks: The entries there are; at least one.
        place: Its place among them.
        lines: Its lines, without the last line end.
    """
    gap = _usual_gap(text, blocks)
    if place == 0:
        return Splice(blocks[0].start, blocks[0].start, lines + gap)
    at = blocks[place - 1].end
    return Splice(at, at, gap + lines)


def removed(text: str, blocks: Sequence[Block], place: int) -> Splice:
    """Takes out an entry and the blank lines behind it, or before it where it is the last of the text."""
    block = blocks[place]
    blanks = re.compile(r"\n*").match(text, block.end)
    after = block.end if blanks is None else blanks.end()
    if after < len(text):
        return Splice(block.start, after, "")
    before = len(text[: block.start].rstrip("\n"))
    return Splice(before, block.end, "")


def moved(text: str, blocks: Sequence[Block], place: int, to: int) -> list[Splice]:
    """Moves an entry to another place; the blank lines and comments between entries stay where they are."""
    order = list(range(len(blocks)))
    order.insert(to, order.pop(place))
    return [
        Splice(block.start, block.end, text[blocks[source].start : blocks[source].end])
        for block, source in zip(blocks, order, strict=True)
        if blocks[source] != block
    ]


def _usual_gap(text: str, blocks: Sequence[Block]) -> str:
    """What separates entries: one line end where no blank line does."""
    gaps = [text[one.end : other.start] for one, other in pairwise(blocks)]
    return "\n" if gaps and all(gap == "\n" for gap in gaps) else "\n\n"
