"""Bytes to documents: the fast way for a whole file, the careful way for one that is edited or damaged."""

from __future__ import annotations

import gc
import json
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NoReturn

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
    continues,
    digest,
    line_hash,
    seal,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_DIGITS = 20
"""A number with more digits was not counted by anybody."""

Condition = Literal["whole", "torn", "foreign", "edited", "damaged"]
"""How a file was found.

``whole``: every byte as this program left it. ``torn``: whole, then the rest of a write that never finished.
``foreign``: a TinyDB file that this program never wrote. ``edited``: valid JSON that another program or a
hand changed. ``damaged``: no valid JSON any more; what carries its own right hash was kept.
"""


@dataclass(slots=True)
class Contents:
    """What was read, and where the next line goes."""

    documents: list[dict[str, Any]] = field(default_factory=list)
    tables: Tables = field(default_factory=dict)
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


def salvage(raw: bytes) -> dict[int, dict[str, Any]]:
    """Every document anywhere in the bytes whose line carries its own right hash, by number."""
    found: dict[int, dict[str, Any]] = {}
    for piece in raw.split(b"\n"):
        line = piece.removeprefix(b",")
        if line.startswith(b'"') and line_hash(line) is not None:
            with suppress(UnreadableError):
                for number, document in _documents(line).items():
                    if number.isdecimal() and len(number) < _MOST_DIGITS:
                        found.setdefault(int(number), document)
    return dict(sorted(found.items()))


def read_on(raw: bytes, chain: bytes) -> tuple[list[dict[str, Any]], int, bytes]:
    """Documents at the start of ``raw`` that follow ``chain``; the offset and the chain after them."""
    end, chain = _follow(raw, 0, chain)
    return list(_documents(raw[:end].lstrip(b"\n,")).values()), end, chain


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
    end, chain = _follow(raw, start, chain)
    rest = raw[end:]
    torn = rest.rstrip(b" ") != CLOSING
    if torn and (salvage(rest) or _is_json(raw)):
        return None
    documents = list(_documents(raw[start:end]).values())
    return Contents(documents, tables, "torn" if torn else "whole", end, chain)


def _follow(raw: bytes, start: int, chain: bytes) -> tuple[int, bytes]:
    """Walk along lines that continue the chain; the offset after the last one and the chain there."""
    end = start
    for line in raw[start:].split(b"\n")[1:]:
        if line[:1] == b",":
            after = continues(line[1:], chain)
        elif end == start:
            after = continues(line, chain)
        else:
            break
        if after is None:
            break
        chain = after
        end += 1 + len(line)
    return end, chain


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
    documents = [
        {name: value for name, value in document.items() if name not in RESERVED}
        for _, document in sorted((events or {}).items(), key=_by_number)
    ]
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
    return Contents(list(kept.values()), head, "damaged", dropped=max(0, lines - len(kept)))


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


def _documents(lines: bytes) -> dict[str, dict[str, Any]]:
    """Documents by number, of lines whose hashes are right; UnreadableError when a right hash was forged."""
    try:
        documents: dict[str, dict[str, Any]] = json.loads(b"{%b}" % lines)
        for document in documents.values():
            del document["_p"], document["_h"]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise UnreadableError from error
    return documents


def _loads(raw: bytes) -> Any:
    return json.loads(raw.decode("utf-8-sig"), parse_constant=_refuse_constant)


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Documents in their thousands are no garbage; looking for it costs a quarter of the opening."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
