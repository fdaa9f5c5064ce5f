"""An immutable sequence for what grows with every record; each version shares all but its end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TypeVar, overload

Item = TypeVar("Item")

CHUNK = 64
_new = object.__new__


class Vector(Sequence[Item]):
    """A persistent vector: adding to one of 100,000 items copies a few hundred references, not all of them.

    Items lie in full chunks of ``CHUNK``, the rest in ``tail``, which is empty only where all is. It equals
    a tuple of the same items, and a slice of it is a tuple.
    """

    __slots__ = ("_chunks", "tail")

    _chunks: tuple[tuple[Item, ...], ...]
    tail: tuple[Item, ...]
    """The last items: never none, unless there are none at all."""

    def __init__(self, items: Iterable[Item] = ()) -> None:
        every = tuple(items)
        start = max(0, len(every) - 1) // CHUNK * CHUNK
        self._chunks = tuple(every[at : at + CHUNK] for at in range(0, start, CHUNK))
        self.tail = every[start:]

    def appended(self, item: Item) -> Vector[Item]:
        """All items and one more."""
        made: Vector[Item] = _new(Vector)  # without a call more: folding spends its time here
        if len(self.tail) < CHUNK:
            made._chunks = self._chunks
            made.tail = (*self.tail, item)
        else:
            made._chunks = (*self._chunks, self.tail)
            made.tail = (item,)
        return made

    def with_last(self, item: Item) -> Vector[Item]:
        """All items, with another one in the place of the last."""
        made: Vector[Item] = _new(Vector)
        made._chunks = self._chunks
        made.tail = (*self.tail[:-1], item)
        return made

    def extended(self, items: Iterable[Item]) -> Vector[Item]:
        """All items and some more."""
        more: Vector[Item] = Vector((*self.tail, *items))
        return _made(self._chunks + more._chunks, more.tail)

    def first(self, length: int) -> Vector[Item]:
        """The first ``length`` items."""
        if length >= len(self):
            return self
        whole = max(0, length - 1) // CHUNK
        end = self._chunks[whole] if whole < len(self._chunks) else self.tail
        return _made(self._chunks[:whole], end[: length - whole * CHUNK])

    def with_item(self, index: int, item: Item) -> Vector[Item]:
        """All items, with another one at ``index``."""
        if index < 0:
            index += len(self)
        if index == len(self) - 1:
            return self.with_last(item)
        place, within = divmod(index, CHUNK)
        if not 0 <= index < len(self):
            raise IndexError(index)
        if place == len(self._chunks):
            return _made(self._chunks, (*self.tail[:within], item, *self.tail[within + 1 :]))
        chunk = self._chunks[place]
        changed = (*chunk[:within], item, *chunk[within + 1 :])
        return _made((*self._chunks[:place], changed, *self._chunks[place + 1 :]), self.tail)

    def __len__(self) -> int:
        return len(self._chunks) * CHUNK + len(self.tail)

    def __bool__(self) -> bool:
        return bool(self.tail)

    @overload
    def __getitem__(self, index: int) -> Item: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Item, ...]: ...
    def __getitem__(self, index: int | slice) -> Item | tuple[Item, ...]:
        if isinstance(index, slice):
            return self._slice(index)
        if index == -1:
            return self.tail[-1]
        if index < 0:
            index += len(self)
            if index < 0:
                raise IndexError(index)
        place, within = divmod(index, CHUNK)
        if place < len(self._chunks):
            return self._chunks[place][within]
        return self.tail[index - len(self._chunks) * CHUNK]

    def _slice(self, index: slice) -> tuple[Item, ...]:
        start, stop, step = index.indices(len(self))
        if step != 1:
            return tuple(self)[index]
        if stop <= start:
            return ()
        first = start // CHUNK
        pieces = (*self._chunks[first : stop // CHUNK + 1], self.tail)
        return tuple(chain.from_iterable(pieces))[start - first * CHUNK : stop - first * CHUNK]

    def __iter__(self) -> Iterator[Item]:
        return chain.from_iterable((*self._chunks, self.tail))

    def __reversed__(self) -> Iterator[Item]:
        for chunk in (self.tail, *reversed(self._chunks)):
            yield from reversed(chunk)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Vector):
            return self.tail == other.tail and self._chunks == other._chunks
        return tuple(self) == other if isinstance(other, tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"Vector({list(self)!r})"


def _made(chunks: tuple[tuple[Item, ...], ...], tail: tuple[Item, ...]) -> Vector[Item]:
    made: Vector[Item] = _new(Vector)
    made._chunks = chunks
    made.tail = tail
    return made
