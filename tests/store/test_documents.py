"""Documents as JSON: they read as values, grow, and are compared without being decoded."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letsconnect_tui.store import documents as module
from letsconnect_tui.store.documents import Documents
from letsconnect_tui.store.layout import RESERVED, encode_document, render
from letsconnect_tui.store.reading import parse

FIELDS = st.text(max_size=3).filter(lambda name: name not in RESERVED)
VALUES = st.lists(st.dictionaries(FIELDS, st.integers() | st.text(max_size=5), max_size=3), max_size=6)


def read_and_grown(read: list[dict[str, Any]], added: list[dict[str, Any]]) -> Documents:
    documents = parse(render(map(encode_document, read), {}, "id")).documents
    for document in added:
        documents.append(encode_document(document))
    return documents


@given(VALUES, VALUES, st.integers(0, 12))
def test_they_read_as_the_values_they_are(
    read: list[dict[str, Any]], added: list[dict[str, Any]], start: int
) -> None:
    documents, values = read_and_grown(read, added), read + added

    assert (list(documents), len(documents)) == (values, len(values))
    assert documents[start:] == values[start:]
    assert [documents[place] for place in range(-len(values), len(values))] == [*values, *values]
    assert list(documents.inner(start)) == [encode_document(one) for one in values[start:]]
    with pytest.raises(IndexError):
        documents[len(values)]


@given(VALUES, VALUES, VALUES)
def test_wherever_they_lie_equal_documents_are_equal(
    read: list[dict[str, Any]], added: list[dict[str, Any]], more: list[dict[str, Any]]
) -> None:
    documents = read_and_grown(read, added)
    grown = documents.with_more(map(encode_document, more))

    assert documents == Documents.encoded(read + added)
    assert list(grown) == read + added + more
    assert list(documents) == read + added
    assert grown.begins_with(documents)
    assert documents.begins_with(grown) == (not more)


def test_opening_growing_and_comparing_decode_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "decode_document", None)
    one, other = (read_and_grown([{"n": 1}, {"n": 2}], [{"n": 3}]) for _ in range(2))
    assert one == other
    assert len(render_again := list(one.inner())) == 3
    assert b"{%b}" % render_again[2] == b'{"n":3}'
