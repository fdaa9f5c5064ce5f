"""Finds the line of every value of a TOML text.

The standard parser keeps no positions, so the text is walked once more. The walk believes the text to be
valid, but never fails on one that is not: before the parser runs, it also measures how deep the text nests.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from letsconnect_tui.text import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from letsconnect_tui.plan.problems import Path

_TOKEN = lazy_pattern(
    r'"""(?:\\[\s\S]|[^\\])*?"""(?:"{0,2})'
    r"|'''[\s\S]*?'''(?:'{0,2})"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*"
    r"|\n"
    r"|[\[\]{}=,.]"
    r"|[^\s\[\]{}=,.\#\"']+"
)


class Token(NamedTuple):
    """A piece of TOML: a string, a mark, a bare word or a line end."""

    text: str
    line: int
    offset: int


def tokens(text: str) -> Iterator[Token]:
    """The pieces of a TOML text without blanks and comments."""
    line = 1
    for piece in _TOKEN().finditer(text):
        found = piece[0]
        if not found.startswith("#"):
            yield Token(found, line, piece.start())
        line += found.count("\n")


def line_of(lines: dict[Path, int], path: Path) -> int | None:
    """The line of a path, or of the nearest place around it that has one."""
    for length in range(len(path), 0, -1):
        if (line := lines.get(path[:length])) is not None:
            return line
    return None


class _Open(msgspec.Struct):
    """A bracket that is not closed yet; ``index`` counts an array's elements, None in an inline table."""

    path: Path
    index: int | None
    key: list[str] = msgspec.field(default_factory=list)


class Positions(msgspec.Struct):
    """Which line holds what, and how deep it goes."""

    lines: dict[Path, int] = msgspec.field(default_factory=dict)
    """For every table, key, array element and inline key."""
    deepest: int = 0
    """The deepest nesting of brackets, or the longest dotted key, whichever is more."""
    table: Path = ()
    counts: dict[Path, int] = msgspec.field(default_factory=dict)
    """Last index of each array of tables."""

    def place(self, path: Path, line: int) -> None:
        """The first line on which a path is met is its line."""
        self.lines.setdefault(path, line)

    def header(self, keys: list[str], line: int, *, of_array: bool) -> None:
        """Enter the table that a heading opens."""
        path: Path = ()
        for position, key in enumerate(keys):
            path += (key,)
            if of_array and position == len(keys) - 1:
                self.place(path, line)
                self.counts[path] = self.counts.get(path, -1) + 1
            if path in self.counts:
                path += (self.counts[path],)
        self.table = path
        self.place(path, line)


def find_positions(text: str) -> Positions:
    """Walk a TOML text once; never fails."""
    walk = Positions()
    statement: list[Token] = []
    depth = 0
    for token in tokens(text):
        if token.text == "\n":
            if depth <= 0 or _is_header(statement):
                _statement(walk, statement)
                statement, depth = [], 0
            continue
        statement.append(token)
        depth += (token.text in "[{") - (token.text in "]}")
        walk.deepest = max(walk.deepest, depth)
    _statement(walk, statement)
    return walk


def _is_header(statement: list[Token]) -> bool:
    return bool(statement) and statement[0].text == "["


def _statement(walk: Positions, statement: list[Token]) -> None:
    if not statement:
        return
    line = statement[0].line
    if _is_header(statement):
        keys = [unquoted(token.text) for token in statement if token.text not in ("[", "]", ".")]
        walk.deepest = max(walk.deepest, _dotted(statement))
        if len(keys) <= _KEYS_FOLLOWED:
            of_array = len(statement) > 1 and statement[1].text == "["
            walk.header(keys, line, of_array=of_array)
        return
    equals = next((index for index, token in enumerate(statement) if token.text == "="), len(statement))
    keys = [unquoted(token.text) for token in statement[:equals] if token.text != "."]
    walk.deepest = max(walk.deepest, _dotted(statement[:equals]))
    if len(keys) <= _KEYS_FOLLOWED:
        path = (*walk.table, *keys)
        walk.place(path, line)
        _value(walk, path, statement[equals + 1 :])


def _dotted(keys: list[Token]) -> int:
    return 1 + sum(token.text == "." for token in keys)


_KEYS_FOLLOWED = 16
"""Longer dotted keys are only measured: following them would take time that grows with their square."""


def _value(walk: Positions, path: Path, value: list[Token]) -> None:
    stack: list[_Open] = []
    at = path
    for token in value:
        inside = stack[-1] if stack else None
        if token.text == "[" and len(stack) < _KEYS_FOLLOWED:
            at = _enter(walk, inside, at, token)
            stack.append(_Open(at, 0))
        elif token.text == "{" and len(stack) < _KEYS_FOLLOWED:
            at = _enter(walk, inside, at, token)
            stack.append(_Open(at, None))
        elif token.text in ("]", "}"):
            if stack:
                stack.pop()
        elif inside is None:
            continue
        elif token.text == ",":
            inside.key = []
            inside.index = None if inside.index is None else inside.index + 1
        elif inside.index is not None:
            walk.place((*inside.path, inside.index), token.line)
        elif token.text == "=":
            at = (*inside.path, *inside.key[:_KEYS_FOLLOWED])
            walk.place(at, token.line)
        elif token.text != ".":
            inside.key.append(unquoted(token.text))


def _enter(walk: Positions, inside: _Open | None, at: Path, token: Token) -> Path:
    """The path of an array or inline table that opens here."""
    if inside is None or inside.index is None:
        return at
    path = (*inside.path, inside.index)
    walk.place(path, token.line)
    return path


def unquoted(key: str) -> str:
    """A key without its quotes."""
    return key[1:-1] if len(key) > 1 and key[0] == key[-1] and key[0] in "\"'" else key
