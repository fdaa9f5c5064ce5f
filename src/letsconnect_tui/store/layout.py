"""The bytes of the file: TinyDB's JSON, laid out so that the last table can be appended to.

    {
    "_meta":{
    "1":{"format":1,"schema":1,"id":"<random>","_h":"<hash of every byte before this field>"}
    },
    "events":{
    "1":{...,"_p":"<hash in the line before>","_h":"<hash of every byte of this line before this field>"}
    ,"2":{...,"_p":"..","_h":".."}
    }
    }

Every line break lies between documents, because JSON writes a line break inside a text as ``\\n``. An append
overwrites only the five closing bytes. The comma leads: with a trailing one, a power cut could tear the
line that holds it, and that line is already acknowledged. The first line's ``_p`` is the head's ``_h``, so
a change anywhere breaks the chain. Hashes find accidents, not attackers: there is no key. Other tables
stand before ``_meta``.
"""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FORMAT = 1
"""The layout above; a file with a higher number is refused."""
SCHEMA = 1
"""What the documents mean; a file with a higher number is refused."""
EVENTS = "events"
META = "_meta"
RESERVED = frozenset(("_p", "_h"))
"""Field names that the chain uses."""

CLOSING = b"\n}\n}\n"
EVENTS_OPEN = b'\n},\n"events":{'

_HASH_BYTES = 6
_NOTHING = blake2b(digest_size=_HASH_BYTES)
_HASH = 2 * _HASH_BYTES
SEAL = _HASH + 9
"""Bytes of ``,"_h":"<hash>"}`` at the end of a line."""
_PREVIOUS = SEAL + 1 + _HASH
"""How far before its end a line keeps the hash of the line before."""
_CHAIN_FIELD = b'"_p":"'
_LONGEST_NUMBER = 24

Tables = dict[str, dict[str, dict[str, Any]]]

_encode = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"), allow_nan=False).encode
_decode = json.JSONDecoder().decode


def digest(data: bytes) -> bytes:
    """The 48-bit hash of the chain, as 12 hexadecimal digits."""
    state = _NOTHING.copy()  # half the time that making one takes
    state.update(data)
    return state.hexdigest().encode()


def encode_document(document: Mapping[str, Any]) -> bytes:
    """The document's JSON without its braces.

    Raises ValueError or TypeError for what JSON cannot hold (NaN, bytes …) and for field names of the chain.
    """
    if not RESERVED.isdisjoint(document):
        raise ValueError(f"a document cannot have the fields {sorted(RESERVED)}")
    return _encode(dict(document))[1:-1].encode()


def decode_document(inner: bytes) -> dict[str, Any]:
    """What ``encode_document`` made, as the next opening of the file will read it."""
    document: dict[str, Any] = _decode("{" + inner.decode() + "}")
    return document


def event_line(number: int, inner: bytes, chain: bytes) -> tuple[bytes, bytes]:
    """The line of one document, and the chain after it."""
    comma = b"," if inner else b""
    body = b'"%d":{%b%b"_p":"%b"' % (number, inner, comma, chain)
    chain = digest(body)
    return body + seal(chain), chain


def joined(line: bytes, number: int) -> bytes:
    """The line as it stands after the one before."""
    return (b"\n," if number > 1 else b"\n") + line


def seal(chain: bytes) -> bytes:
    """How a line with this hash ends."""
    return b',"_h":"%b"}' % chain


def line_hash(line: bytes) -> bytes | None:
    """The hash a line carries if it is the hash of the line's own bytes, else None."""
    own = digest(line[:-SEAL])
    return own if line[-SEAL:] == seal(own) else None


def chain_after(raw: bytes, begin: int, stop: int, chain: bytes) -> bytes | None:
    """The chain after the line from ``begin`` to ``stop``, if that is whole and follows ``chain``.

    The comma at a line's start is none of it.
    """
    if raw[stop - _PREVIOUS : stop - SEAL - 1] != chain:
        return None
    own = digest(raw[begin : stop - SEAL])
    return own if raw[stop - SEAL : stop] == seal(own) else None


def inner_span(raw: bytes, begin: int, stop: int) -> tuple[int, int] | None:
    """From where to where the line from ``begin`` to ``stop`` holds its document's JSON without the braces.

    None: it is not laid out as above.
    """
    opened = raw.find(b'":{', begin, begin + _LONGEST_NUMBER)
    end = stop - _PREVIOUS - len(_CHAIN_FIELD)
    start = opened + 3
    if (
        opened < 0
        or not raw[begin + 1 : opened].isdigit()
        or raw[end : end + len(_CHAIN_FIELD)] != _CHAIN_FIELD
    ):
        return None
    if end > start:
        end -= 1  # the comma before the field
    return (start, end) if end >= start else None


def render_head(tables: Tables, file_id: str) -> tuple[bytes, bytes]:
    """Everything up to the events, and the hash that the first of them follows."""
    parts = [b"{"]
    for name, table in tables.items():
        rows = ",\n".join(f"{_encode(key)}:{_encode(row)}" for key, row in table.items())
        parts.append(f"\n{_encode(name)}:{{\n{rows}\n}},".encode())
    meta = _encode({"format": FORMAT, "schema": SCHEMA, "id": file_id})[:-1]
    parts.append(f'\n"{META}":{{\n"1":{meta}'.encode())
    head = b"".join(parts)
    chain = digest(head)
    return head + seal(chain) + EVENTS_OPEN, chain


def render(documents: Iterable[bytes], tables: Tables, file_id: str) -> bytes:
    """A whole new file of documents that ``encode_document`` made, numbered from 1."""
    head, chain = render_head(tables, file_id)
    parts = [head]
    for number, inner in enumerate(documents, 1):
        line, chain = event_line(number, inner, chain)
        parts.append(joined(line, number))
    parts.append(CLOSING)
    return b"".join(parts)
