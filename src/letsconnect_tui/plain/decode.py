"""Typed lines out of a stream of bytes: UTF-8 whatever the console says, and UTF-16 of scripts saved so."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, Any, BinaryIO

from letsconnect_tui.importers.encodings import utf_16_without_mark

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

_AT_ONCE = 8192
_NO_TEXT = "\ufffd"
"""What stands in a line for bytes that are no text; nobody types it."""


def text_lines(source: TextIO | BinaryIO) -> Iterator[str]:
    """The lines of a stream, each as soon as it is there, without a byte order mark.

    Where bytes are no text, the line holds a replacement character: ``is_text`` is false for it.

    Args:
        source: A stream of bytes, a stream of text over one, or a stream of text alone.
    """
    binary: Any = getattr(source, "buffer", source)
    first = binary.readline()
    if isinstance(first, str):  # a stream of text with no bytes below it
        yield from (first, *binary) if first else ()
        return
    wide = _utf_16(first)
    if wide is not None:
        yield from _wide_lines(first, binary, wide)
        return
    line = first.removeprefix(codecs.BOM_UTF8)
    while line:
        yield line.decode(errors="replace")
        line = binary.readline()


def is_text(line: str) -> bool:
    """Whether every byte of a line was text."""
    return _NO_TEXT not in line


def _utf_16(first: bytes) -> str | None:
    """The name of the UTF-16 that a stream is in, by its first line; None if it is in neither."""
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return utf_16_without_mark(first)


def _wide_lines(first: bytes, binary: BinaryIO, encoding: str) -> Iterator[str]:
    """Lines of UTF-16, whose line ends are no single bytes."""
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    read = getattr(binary, "read1", binary.read)  # what is there, without waiting for more
    text, chunk = "", first
    while chunk:
        *lines, text = (text + decoder.decode(chunk)).split("\n")
        yield from lines
        chunk = read(_AT_ONCE)
    yield from (text + decoder.decode(b"", final=True)).splitlines()
