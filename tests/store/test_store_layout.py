"""The bytes themselves: what was once written must open for ever, and must not change unnoticed."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from letsconnect_tui.store.layout import RESERVED, digest, encode_document, render
from letsconnect_tui.store.reading import parse

FORMAT_1 = b"""{
"people":{
"1":{"name":"Ana"},
"2":{"name":"Bo"}
},
"_meta":{
"1":{"format":1,"schema":1,"id":"0123456789ab","_h":"66e02f464892"}
},
"events":{
"1":{"kind":"SessionOpened","title":"R\\u00e9union","_p":"66e02f464892","_h":"a381ae0fecbf"}
,"2":{"_p":"a381ae0fecbf","_h":"6a391d179f27"}
}
}
"""
DOCUMENTS: list[dict[str, Any]] = [{"kind": "SessionOpened", "title": "Réunion"}, {}]
TABLES = {"people": {"1": {"name": "Ana"}, "2": {"name": "Bo"}}}

names = st.text(max_size=8).filter(lambda name: name not in RESERVED)
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)
documents = st.lists(st.dictionaries(names, values, max_size=5), max_size=6)


def test_a_file_of_format_1_opens_whole() -> None:
    contents = parse(FORMAT_1)

    assert contents.condition == "whole"
    assert list(contents.documents) == DOCUMENTS
    assert contents.tables == TABLES


def test_format_1_is_written_byte_for_byte() -> None:
    assert render(map(encode_document, DOCUMENTS), TABLES, "0123456789ab") == FORMAT_1


@given(documents)
def test_any_documents_come_back_and_every_line_stands_alone(written: list[dict[str, Any]]) -> None:
    data = render(map(encode_document, written), {}, "id")
    contents = parse(data)

    assert contents.condition == "whole"
    assert list(contents.documents) == written
    assert data[contents.end :] == b"\n}\n}\n"
    assert len(data.splitlines()) == len(written) + 7
    plain = json.loads(data)["events"]
    assert [int(number) for number in plain] == list(range(1, len(written) + 1))


def test_the_hash_is_blake2b_of_48_bits() -> None:
    assert digest(b"") == b"ddd9c40767f9"
