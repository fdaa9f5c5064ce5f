"""An immutable sequence that shares: it reads as a tuple does, and versions have chunks in common."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letsconnect_tui.session.vector import CHUNK, Vector

LENGTHS = st.integers(0, 3 * CHUNK + 2) | st.sampled_from([0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK])
ENDS = st.none() | st.integers(-4 * CHUNK, 4 * CHUNK)


@given(LENGTHS, ENDS, ENDS, st.sampled_from([None, 1, 2, -1]))
def test_it_reads_as_a_tuple_does(length: int, start: int | None, stop: int | None, step: int | None) -> None:
    items, vector = tuple(range(length)), Vector(range(length))

    assert vector.__eq__(items)
    assert (len(vector), bool(vector), hash(vector)) == (length, bool(items), hash(items))
    assert (tuple(vector), tuple(reversed(vector))) == (items, items[::-1])
    assert vector[start:stop:step] == items[start:stop:step]
    assert [vector[index] for index in range(-length, length)] == [*items, *items]
    for index in (length, -length - 1):
        with pytest.raises(IndexError):
            vector[index]


@given(LENGTHS, LENGTHS)
def test_however_it_was_made_equal_items_make_equal_vectors(length: int, cut: int) -> None:
    whole = Vector(range(length))
    grown: Vector[int] = Vector()
    for item in range(length):
        grown = grown.appended(item)

    assert grown == whole
    assert whole.first(cut) == Vector(range(min(cut, length)))
    assert whole.first(cut).extended(range(min(cut, length), length)) == whole
    assert whole != whole.appended(0)
    assert whole != list(whole)


@given(st.integers(1, 3 * CHUNK + 2), st.data())
def test_one_item_is_changed_and_the_old_version_is_not(length: int, data: st.DataObject) -> None:
    items, vector = list(range(length)), Vector(range(length))
    index = data.draw(st.integers(-length, length - 1))
    items[index] = -1

    assert vector.with_item(index, -1) == tuple(items)
    assert vector == tuple(range(length))
    assert vector.with_last(-1) == (*range(length - 1), -1)
    with pytest.raises(IndexError):
        vector.with_item(length, 0)


def test_a_longer_version_copies_one_chunk_at_most() -> None:
    before = Vector(range(100_000))
    chunks = before._chunks
    for item in range(10 * CHUNK):
        after = before.appended(item)
        shared = sum(one is other for one, other in zip(before._chunks, after._chunks, strict=False))
        assert shared == len(before._chunks)
        assert len(after.tail) <= CHUNK
        before = after
    assert before._chunks[: len(chunks)] == chunks
