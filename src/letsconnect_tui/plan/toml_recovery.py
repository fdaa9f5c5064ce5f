"""Reads on after a syntax error: takes out the statement at fault and parses what is left.

So one missing quote does not hide every other mistake. What is recovered is only searched for more errors; it
never becomes a plan.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from typing import TYPE_CHECKING, Any

import msgspec

from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.plan.fields import (
    ARRAYS,
    BREAKOUT,
    HEADINGS,
    ITEM,
    MISPLACED_TABLES,
    PERSON,
    PLAN,
    SESSION,
)
from letsconnect_tui.plan.toml_positions import find_positions, tokens
from letsconnect_tui.plan.toml_syntax import DEPTH_LIMIT, SyntaxFault, TomlTables, help_with, with_seconds

if TYPE_CHECKING:
    from letsconnect_tui.plan.problems import Path

MOST_FAULTS = 20
_MOST_WORK = 1_500_000
"""Characters parsed in all rounds together, so that a large hostile text is answered soon."""
_HEADING = re.compile(r"\s*(\[+)\s*([\w.-]+)\s*(\]*)\s*(?:#.*)?")
_KEY = re.compile(r"""\s*(?P<quote>["']?)(?P<name>[\w.-]+)(?P=quote)\s*(?P<sign>[=:]|(?=["'\d\[{]))""")
_KEYS = frozenset(key for table in (PLAN, SESSION, PERSON, ITEM, BREAKOUT) for key in table)
"""A bare word before a value counts as a key without its equals sign only if plans have such a key."""
_POSITION = re.compile(r"\(at line (\d+), column \d+\)")
_TRIPLE_QUOTES = ('"""', "'''")


class _Block(msgspec.Struct):
    """Lines that belong together: a heading, or a key with its value; counted from 0, both ends included."""

    first: int
    last: int
    heading: str = ""
    key: str = ""
    open_quotes: bool = False
    """Three quotes were opened, and a heading or the end of the text came before three more."""


def recover(text: str) -> TomlTables:
    """The faults of a text that the parser refused, and what can be read without them."""
    recovery = _Recovery(text)
    recovery.take_out_certain_faults()
    rounds = max(1, min(MOST_FAULTS, _MOST_WORK // (len(text) + 1)))
    tables: dict[str, Any] | None = None
    for _ in range(rounds):
        rest = "\n".join(recovery.lines)
        if find_positions(rest).deepest > DEPTH_LIMIT:
            break
        try:
            tables = tomllib.loads(with_seconds(rest))
            break
        except tomllib.TOMLDecodeError as refused:
            recovery.take_out(str(refused))
        except (ValueError, RecursionError):
            break
    faults = tuple(sorted(recovery.faults[:MOST_FAULTS], key=lambda fault: fault.line or 0))
    return TomlTables(tables, find_positions("\n".join(recovery.lines)).lines, faults)


class _Recovery:
    """The lines of a text, of which those at fault are emptied or mended one after another."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.faults: list[SyntaxFault] = []
        self._blocks = _blocks(self.lines)
        self._starts = [block.first for block in self._blocks]

    def take_out_certain_faults(self) -> None:
        """Quotes that stay open over a heading, and headings that are known to be written otherwise."""
        for block in self._blocks:
            if len(self.faults) >= MOST_FAULTS:
                return
            if block.open_quotes:
                self._fault(block.first, message("plan-syntax-open-quote"), self._path_of(block))
                self._empty(block.first, block.last)
            elif block.heading in MISPLACED_TABLES:
                name = MISPLACED_TABLES[block.heading]
                self._mend(block, name, message("plan-table-elsewhere", name))
            elif block.heading in ARRAYS and self._is_single(block):
                self._mend(block, block.heading, message("plan-syntax-double-brackets", block.heading))

    def _is_single(self, block: _Block) -> bool:
        """Whether a heading of an array of tables has one bracket on each side, among others of the array."""
        others = sum(one.heading == block.heading for one in self._blocks) > 1
        return others and not self.lines[block.first].lstrip().startswith("[[")

    def take_out(self, error: str) -> None:
        """The statement that the parser stopped at."""
        found = _POSITION.search(error)
        number = int(found[1]) - 1 if found else self._last_with_text()
        block = self._blocks[max(0, bisect_right(self._starts, number) - 1)]
        line = self.lines[number] if number < len(self.lines) else ""
        reason = help_with(line, error)
        if number == block.first and (still_open := self._left_open_before(block)) is not None:
            block, number, reason = still_open, still_open.first, message("plan-syntax-unclosed")
        at_heading = block.heading and number == block.first
        if at_heading and block.heading in HEADINGS and line.strip() != HEADINGS[block.heading]:
            self._mend(block, block.heading, reason)
        elif at_heading:
            known = block.heading in HEADINGS
            self._fault(number, reason, tuple(block.heading.split(".")) if known else ())
            following = (one.first for one in self._blocks if one.heading and one.first > block.first)
            self._empty(block.first, next(following, len(self.lines)) - 1)
        else:
            self._fault(number, reason, self._path_of(block))
            alone = number > block.first and self._parses(block.first, number)
            self._empty(number if alone else block.first, number if alone else max(number, block.last))

    def _mend(self, block: _Block, name: str, reason: Message) -> None:
        self._fault(block.first, reason, (name,))
        self.lines[block.first] = HEADINGS[name]

    def _fault(self, number: int, reason: Message, path: Path) -> None:
        self.faults.append(SyntaxFault(number + 1, message("plan-syntax", reason), path))

    def _path_of(self, block: _Block) -> Path:
        table = find_positions("\n".join(self.lines[: block.first])).table
        return (*table, block.key) if block.key else table

    def _empty(self, first: int, last: int) -> None:
        for number in range(first, min(last + 1, len(self.lines))):
            self.lines[number] = ""

    def _last_with_text(self) -> int:
        return next((n for n in range(len(self.lines) - 1, -1, -1) if self.lines[n].strip()), 0)

    def _parses(self, first: int, end: int) -> bool:
        try:
            tomllib.loads(with_seconds("\n".join(self.lines[first:end])))
        except (ValueError, RecursionError):
            return False
        return True

    def _left_open_before(self, block: _Block) -> _Block | None:
        """The block in which a bracket stayed open, if the parser only noticed that in a later one."""
        for earlier in reversed(self._blocks[: self._blocks.index(block)]):
            text = "\n".join(self.lines[earlier.first : earlier.last + 1])
            if not earlier.heading and _open_brackets(text):
                return earlier
        return None


def _blocks(lines: list[str]) -> list[_Block]:
    """The text in blocks; what no heading or key begins belongs to the block before it."""
    blocks = [_Block(0, -1)]
    quotes = brackets = ""
    for number, line in enumerate(lines):
        heading = _HEADING.fullmatch(line)
        name = heading[2] if heading else ""
        if quotes and (name in HEADINGS):
            blocks[-1].open_quotes = True
            quotes = ""
        if not quotes:
            key = _KEY.match(line)
            if name:
                blocks.append(_Block(number, number, heading=name))
                brackets = ""
            elif key and _begins_statement(key, brackets):
                blocks.append(_Block(number, number, key=key["name"]))
                brackets = ""
            brackets = "" if name else _open_brackets(line, brackets)
        blocks[-1].last = number
        quotes = _open_quotes(line, quotes)
    blocks[-1].open_quotes = blocks[-1].open_quotes or bool(quotes)
    return blocks


def _begins_statement(key: re.Match[str], brackets: str) -> bool:
    """Whether a word with a sign behind it is a key, under the brackets that are open before it."""
    if brackets:
        return key["sign"] == "=" and not brackets.endswith("{")
    return bool(key["sign"]) or key["name"] in _KEYS


def _open_brackets(text: str, still_open: str = "") -> str:
    """The brackets that are open after a text, outermost first, with those that were open before it."""
    for token in tokens(text):
        if token.text in ("[", "{"):
            still_open += token.text
        elif token.text in ("]", "}"):
            still_open = still_open[:-1]
    return still_open


def _open_quotes(line: str, quotes: str) -> str:
    """The three quotes that are open after a line, with those that were open before it."""
    position = 0
    while True:
        if quotes:
            position = line.find(quotes, position)
            if position < 0:
                return quotes
            position, quotes = position + 3, ""
        found = [(at, mark) for mark in _TRIPLE_QUOTES if (at := line.find(mark, position)) >= 0]
        if not found or line.lstrip().startswith("#"):
            return ""
        position, quotes = min(found)[0] + 3, min(found)[1]
