"""The documents of a file as the JSON they are kept in, decoded only when somebody asks for them.

A decoded document takes five times the memory of its JSON, and longer to make than to verify.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, overload

from letsconnect_tui.store.layout import decode_document, encode_document


class Documents(Sequence[dict[str, Any]]):
    """Documents in order; ``append`` and ``mark`` are for whoever reads or writes the file.

    They lie in the bytes of the file as it was read, marked by where each begins and ends, and behind them,
    one by one, what was added since. What is kept of each is its *inner* JSON: that between the braces,
    without the fields of the chain.
    """

    __slots__ = ("_added", "_ends", "_raw", "_starts")

    def __init__(self, raw: bytes = b"", inner: Iterable[bytes] = ()) -> None:
        self._raw = raw
        self._starts, self._ends = array("Q"), array("Q")
        self._added = list(inner)

    @classmethod
    def encoded(cls, documents: Iterable[Mapping[str, Any]]) -> Documents:
        """Of documents as values; ValueError or TypeError for what JSON cannot hold."""
        return cls(inner=map(encode_document, documents))

    def mark(self, start: int, end: int) -> None:
        """One document more in the bytes that were read; before anything is added."""
        self._starts.append(start)
        self._ends.append(end)

    def append(self, inner: bytes) -> None:
        """One document more behind all others."""
        self._added.append(inner)

    def with_more(self, inner: Iterable[bytes]) -> Documents:
        """All these and more, as a new value; the bytes that were read are shared."""
        made = Documents(self._raw, (*self._added, *inner))
        made._starts, made._ends = self._starts, self._ends
        return made

    def inner(self, start: int = 0) -> Iterator[bytes]:
        """The inner JSON of each document from the one at ``start`` on, of those that are there now."""
        marked, length = len(self._starts), len(self)
        for place in range(start, marked):
            yield self._raw[self._starts[place] : self._ends[place]]
        yield from self._added[max(0, start - marked) : max(0, length - marked)]

    def inner_at(self, place: int) -> bytes:
        """The inner JSON of the document at that place."""
        marked = len(self._starts)
        if place < marked:
            return self._raw[self._starts[place] : self._ends[place]]
        return self._added[place - marked]

    def begins_with(self, other: Documents) -> bool:
        """Whether the documents begin with those."""
        return len(other) <= len(self) and all(map(bytes.__eq__, other.inner(), self.inner()))

    def __len__(self) -> int:
        return len(self._starts) + len(self._added)

    @overload
    def __getitem__(self, index: int) -> dict[str, Any]: ...
    @overload
    def __getitem__(self, index: slice) -> list[dict[str, Any]]: ...
    def __getitem__(self, index: int | slice) -> dict[str, Any] | list[dict[str, Any]]:
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(len(self)))]
        return decode_document(self.inner_at(range(len(self))[index]))

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return map(decode_document, self.inner())

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Documents):
            return NotImplemented
        return len(self) == len(other) and self.begins_with(other)

    __hash__ = None  # type: ignore[assignment] # it grows
