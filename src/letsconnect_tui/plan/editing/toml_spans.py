"""Finds where each table, key and value of a TOML text begins and ends, so that it can be replaced there.

The text must be valid: it is parsed by ``toml_syntax`` first, which also bounds how deep it nests.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.plan.toml_positions import Token, tokens, unquoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from letsconnect_tui.plan.problems import Path


class ValueSpan(msgspec.Struct, frozen=True):
    """A value in the text: ``text[start:end]``; its parts, if it is an array or an inline table."""

    start: int
    end: int
    parts: tuple[Part, ...] = ()
    opens: str = ""
    """``[`` for an array, ``{`` for an inline table, empty for anything else."""


class Part(msgspec.Struct, frozen=True):
    """An element of an array, or an entry of an inline table, which begins at its key."""

    start: int
    value: ValueSpan
    keys: tuple[str, ...] = ()

    @property
    def end(self) -> int:
        """Where its value ends."""
        return self.value.end


class Statement(msgspec.Struct, frozen=True):
    """``key = value`` and where it stands; ``path`` is that of the value in the file."""

    path: Path
    start: int
    equals: int
    """Offset of the equals sign."""
    value: ValueSpan


class TableSpan(msgspec.Struct):
    """A heading with the statements under it; the first of a text has no heading."""

    path: Path
    start: int
    """Offset of the heading's bracket; 0 without a heading."""
    end: int
    """Just after the heading."""
    statements: list[Statement] = msgspec.field(default_factory=list)

    @property
    def last(self) -> int:
        """Just after its last statement, or after the heading if it has none."""
        return self.statements[-1].value.end if self.statements else self.end


def find_tables(text: str) -> list[TableSpan]:
    """The tables of a valid text, in its order; lines end with LF."""
    tables = [TableSpan((), 0, 0)]
    counts: dict[Path, int] = {}
    for statement in _statements(text):
        if statement[0].text == "[":
            tables.append(_table(statement, counts))
        elif (equals := _equals(statement)) is not None:
            keys = _keys(statement[:equals])
            value = _Values(statement, equals + 1).read()
            start, sign = statement[0].offset, statement[equals].offset
            tables[-1].statements.append(Statement((*tables[-1].path, *keys), start, sign, value))
    return tables


def _statements(text: str) -> Iterator[list[Token]]:
    """The tokens of one statement after another."""
    statement: list[Token] = []
    depth = 0
    for token in tokens(text):
        if token.text == "\n":
            if depth == 0 and statement:
                yield statement
                statement = []
            continue
        statement.append(token)
        depth += (token.text in ("[", "{")) - (token.text in ("]", "}"))
    if statement:
        yield statement


def _table(heading: Sequence[Token], counts: dict[Path, int]) -> TableSpan:
    of_array = heading[1].text == "["
    keys = _keys([token for token in heading if token.text not in ("[", "]")])
    path: Path = ()
    for place, key in enumerate(keys):
        path += (key,)
        if of_array and place == len(keys) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path += (counts[path],)
    return TableSpan(path, heading[0].offset, _end(heading[-1]))


def _equals(statement: Sequence[Token]) -> int | None:
    return next((place for place, token in enumerate(statement) if token.text == "="), None)


def _keys(pieces: Sequence[Token]) -> tuple[str, ...]:
    return tuple(unquoted(piece.text) for piece in pieces if piece.text != ".")


def _end(token: Token) -> int:
    return token.offset + len(token.text)


class _Values:
    """Reads the values of one statement from its tokens."""

    def __init__(self, pieces: Sequence[Token], place: int) -> None:
        self._pieces = pieces
        self._place = place

    def read(self) -> ValueSpan:
        """The value that begins at the present place."""
        first = self._pieces[self._place]
        if first.text == "[":
            return self._bracketed("]")
        if first.text == "{":
            return self._bracketed("}")
        last = first
        while self._place < len(self._pieces) and self._here not in (",", "]", "}"):
            last = self._pieces[self._place]
            self._place += 1
        return ValueSpan(first.offset, _end(last))

    @property
    def _here(self) -> str:
        return self._pieces[self._place].text

    def _bracketed(self, closes: str) -> ValueSpan:
        opening = self._pieces[self._place]
        self._place += 1
        parts = []
        while self._here != closes:
            if self._here == ",":
                self._place += 1
                continue
            parts.append(self._part(in_table=closes == "}"))
        closing = self._pieces[self._place]
        self._place += 1
        return ValueSpan(opening.offset, _end(closing), tuple(parts), opening.text)

    def _part(self, *, in_table: bool) -> Part:
        start = self._pieces[self._place].offset
        keys: tuple[str, ...] = ()
        if in_table:
            equals = self._place
            while self._pieces[equals].text != "=":
                equals += 1
            keys = _keys(self._pieces[self._place : equals])
            self._place = equals + 1
        return Part(start, self.read(), keys)
