"""Bytes to documents: the fast way for a whole file, the careful way for one that is edited or damaged."""

from __future__ import annotations

import gc
import json
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Literal, NoReturn

import msgspec

from letsconnect_tui.store.documents import Documents
from letsconnect_tui.store.layout import (
    CLOSING,
    EVENTS,
    EVENTS_OPEN,
    FORMAT,
    META,
    RESERVED,
    SCHEMA,
    SEAL,
    Tables,
    chain_after,
    digest,
    inner_span,
    line_hash,
    seal,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_SKIM = msgspec.json.Decoder(msgspec.Raw).decode
"""Checks that bytes are JSON without making anything of it."""
_MOST_DIGITS = 20
"""A number with more digits was not counted by anybody."""

Condition = Literal["whole", "torn", "foreign", "edited", "damaged"]
"""How a file was found.

``whole``: every byte as this program left it. ``torn``: whole, then the rest of a write that never finished.
``foreign``: a TinyDB file that this program never wrote. ``edited``: valid JSON that another program or a
hand changed. ``damaged``: no valid JSON any more; what carries its own right hash was kept.
"""


class Contents(msgspec.Struct):
    """What was read, and where the next line goes."""

    documents: Documents = msgspec.field(default_factory=Documents)
    tables: Tables = msgspec.field(default_factory=dict)
    condition: Condition = "whole"
    end: int = 0
    """Offset just after the last document; means something for ``whole`` and ``torn`` only."""
    chain: bytes = b""
    dropped: int = 0
    """Lines of a damaged file that could not be kept."""


class UnreadableError(ValueError):
    """The bytes as a whole make no file of this program."""


class NewerError(ValueError):
    """The file says that a newer version wrote it; ``args`` are its format and schema."""


def parse(raw: bytes) -> Contents:
    """Read a file's bytes; raises UnreadableError or NewerError."""
    with _collector_paused():
        return _read_chain(raw) or _read_carefully(raw)


def salvage(raw: bytes) -> dict[int, bytes]:
    """Every document anywhere in the bytes whose line carries its own right hash, as inner JSON by number."""
    found: dict[int, bytes] = {}
    for piece in raw.split(b"\n"):
        line = piece.removeprefix(b",")
        if line.startswith(b'"') and line_hash(line) is not None:
            with suppress(UnreadableError):
                start, end = _checked(line, 0, len(line))
                found.setdefault(int(line[1 : line.index(b'"', 1)]), line[start:end])
    return dict(sorted(found.items()))


def read_on(raw: bytes, chain: bytes) -> tuple[list[bytes], int, bytes]:
    """Documents at the start of ``raw`` that follow ``chain``, as inner JSON; offset and chain after them."""
    documents = Documents(raw)
    end, chain = _follow(raw, 0, chain, documents)
    return list(documents.inner()), end, chain


# -- the file as this program leaves it


def _read_chain(raw: bytes) -> Contents | None:
    """A whole or torn file; None when anything else is amiss."""
    start = raw.rfind(EVENTS_OPEN)
    if start < 0:
        return None
    chain = digest(raw[: start - SEAL])
    if raw[start - SEAL : start] != seal(chain):
        return None
    tables = _table_file(raw[:start] + b"\n}\n}")
    _refuse_newer(tables)
    tables.pop(META, None)
    start += len(EVENTS_OPEN)
    documents = Documents(raw)
    end, chain = _follow(raw, start, chain, documents)
    rest = raw[end:]
    torn = rest.rstrip(b" ") != CLOSING
    if torn and (salvage(rest) or _is_json(raw)):
        return None
    return Contents(documents, tables, "torn" if torn else "whole", end, chain)


def _follow(raw: bytes, start: int, chain: bytes, documents: Documents) -> tuple[int, bytes]:
    """Mark the documents of lines that continue the chain; the offset after the last and the chain there.

    Raises UnreadableError where a line with a right hash holds no document: somebody forged it.
    """
    end = start
    while raw[end : end + 1] == b"\n":
        begin = end + 1
        if raw[begin : begin + 1] == b",":
            begin += 1
        elif end != start:
            break
        stop = raw.find(b"\n", begin)
        if stop < 0:
            stop = len(raw)
        after = chain_after(raw, begin, stop, chain)
        if after is None:
            break
        documents.mark(*_checked(raw, begin, stop))
        chain, end = after, stop
    return end, chain


def _checked(raw: bytes, begin: int, stop: int) -> tuple[int, int]:
    """Where the inner JSON of a line with a right hash lies; UnreadableError when the line was forged."""
    span = inner_span(raw, begin, stop)
    if span is None:
        raise UnreadableError
    document = raw[span[0] - 1 : stop]
    try:
        _SKIM(document)
    except (msgspec.DecodeError, RecursionError):
        try:
            decoded = json.loads(document)  # msgspec refuses half a surrogate pair, which JSON allows
        except (ValueError, RecursionError) as error:
            raise UnreadableError from error
        if not isinstance(decoded, dict):
            raise UnreadableError from None
    return span


# -- every other file


def _read_carefully(raw: bytes) -> Contents:
    """A file that is not as this program left it."""
    try:
        whole = _table_file(raw)
    except UnreadableError:
        return _read_damaged(raw)
    _refuse_newer(whole)
    meta = whole.pop(META, None)
    events = whole.pop(EVENTS, None)
    if events is None and (meta or whole):
        raise UnreadableError
    documents = Documents.encoded(
        {name: value for name, value in document.items() if name not in RESERVED}
        for _, document in sorted((events or {}).items(), key=_by_number)
    )
    return Contents(documents, whole, "edited" if meta else "foreign")


def _read_damaged(raw: bytes) -> Contents:
    """No JSON as a whole: the head must be readable, of the lines each counts for itself."""
    start = raw.rfind(EVENTS_OPEN)
    if start < 0:
        raise UnreadableError
    head = _table_file(raw[:start] + b"\n}\n}")
    _refuse_newer(head)
    if not head.pop(META, None):
        raise UnreadableError
    tail = raw[start + len(EVENTS_OPEN) :]
    kept = salvage(tail)
    lines = sum(1 for line in tail.split(b"\n") if len(line) > 1)
    documents = Documents(inner=kept.values())
    return Contents(documents, head, "damaged", dropped=max(0, lines - len(kept)))


def _refuse_newer(tables: Tables) -> None:
    meta = tables.get(META, {}).get("1", {})
    numbers = meta.get("format", FORMAT), meta.get("schema", SCHEMA)
    if not all(type(number) is int for number in numbers):
        raise UnreadableError
    if numbers[0] > FORMAT or numbers[1] > SCHEMA:
        raise NewerError(*numbers)


def _by_number(item: tuple[str, Any]) -> tuple[int, str]:
    key = item[0]
    return (int(key), key) if key.isdecimal() and len(key) < _MOST_DIGITS else (1 << 64, key)


def _table_file(raw: bytes) -> Tables:
    """The bytes as TinyDB reads them: tables of documents."""
    try:
        tables = _loads(raw)
    except (ValueError, RecursionError) as error:
        raise UnreadableError from error
    if not isinstance(tables, dict):
        raise UnreadableError
    for table in tables.values():
        if not isinstance(table, dict) or not all(isinstance(row, dict) for row in table.values()):
            raise UnreadableError
    return tables


def _is_json(raw: bytes) -> bool:
    try:
        _table_file(raw)
    except UnreadableError:
        return False
    return True


def _loads(raw: bytes) -> Any:
    return json.loads(raw.decode("utf-8-sig"), parse_constant=_refuse_constant)


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Documents in their thousands are no garbage; looking for it costs a quarter of a careful reading."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
