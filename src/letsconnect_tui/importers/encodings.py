"""Bytes of a file from elsewhere as text: certain where they say their encoding, else guessed and told."""

from __future__ import annotations

import codecs
import re
import unicodedata
from contextlib import suppress
from itertools import pairwise

import msgspec

from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.message import Message, message

_LIKELY = (
    "cp1252", "cp1251", "cp1250", "cp1256", "cp1253", "cp1255", "cp1254", "cp1257", "cp874", "mac_roman",
    "shift_jis", "euc_kr", "gb18030", "big5",
)  # fmt: skip
"""What programs write that do not write UTF-8, the commonest first."""
_BEGINNING = 20_000
"""How many bytes tell the encoding of the rest."""
_ZEROS_ONE_IN = 20
_MORE_ZEROS = 4
_WORD = re.compile(r"[^\s\d,;|\"()]+")
_IN_WORDS = frozenset("'’-.&/ʼ:!?")
_FEW_WORDS = 3
_WRITTEN_TOGETHER = frozenset(("CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"))


class DecodedText(msgspec.Struct, frozen=True):
    """The text of a file, and the encoding where it was only the likeliest."""

    text: str
    guessed: str | None = None

    def notes(self, file_name: str) -> tuple[Message, ...]:
        """What to say about the encoding: nothing where it is certain."""
        return (message("note-encoding", file_name, self.guessed),) if self.guessed else ()


def decode(content: bytes, encoding: str | None = None) -> DecodedText:
    """The text of a file.

    Args:
        content: Its bytes.
        encoding: What somebody says it is in. Without it: by the byte order mark, by the zeros of UTF-16
            without one, as UTF-8, and last by what makes the likeliest words.

    Raises:
        InputError: The encoding is unknown, or the bytes are not in it.
    """
    if encoding is not None:
        return DecodedText(_decoded_as(content, encoding))
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return DecodedText(content.decode("utf-16", errors="replace").replace("\0", ""))
    if unmarked := utf_16_without_mark(content):
        return DecodedText(content.decode(unmarked, errors="replace").replace("\0", ""))
    try:
        return DecodedText(content.decode("utf-8-sig").replace("\0", ""))
    except UnicodeDecodeError:
        likeliest = _likeliest(content)
        return DecodedText(content.decode(likeliest, errors="replace").replace("\0", ""), likeliest)


def utf_16_without_mark(content: bytes) -> str | None:
    """The name of the UTF-16 that bytes are in, by where their zeros stand; None if they are in neither."""
    beginning = content[:_BEGINNING]
    even, odd = beginning[0::2].count(0), beginning[1::2].count(0)
    least = len(beginning) // _ZEROS_ONE_IN + 1  # blanks, digits and ends of lines, in any script
    for high, low, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if high >= least and high > _MORE_ZEROS * low and _lines_end_in(beginning, encoding):
            return encoding
    return None


def _lines_end_in(beginning: bytes, encoding: str) -> bool:
    """True unless most bytes that can end a line lack the zero that UTF-16 puts beside them."""
    first_low = 0 if encoding == "utf-16-le" else 1
    highs = beginning[1 - first_low :: 2]
    ends = [high for low, high in zip(beginning[first_low::2], highs, strict=False) if low == ord("\n")]
    return ends.count(0) * 2 >= len(ends)


def _decoded_as(content: bytes, encoding: str) -> str:
    try:
        codec = codecs.lookup(encoding.strip())
        if not codec._is_text_encoding:
            raise LookupError
    except (LookupError, ValueError):
        raise InputError(message("encoding-unknown", encoding), message("encoding-unknown-hint")) from None
    try:
        return content.decode(codec.name).removeprefix("\ufeff").replace("\0", "")
    except (UnicodeDecodeError, UnicodeError):
        raise InputError(message("encoding-wrong", codec.name), message("encoding-unknown-hint")) from None


def _likeliest(content: bytes) -> str:
    """The encoding in which the bytes make the soundest words; of equally sound ones the commonest."""
    from charset_normalizer import from_bytes  # deferred: 40 ms, only for what is no UTF-8

    found = from_bytes(content[:_BEGINNING], cp_isolation=list(_LIKELY))
    readings = {encoding: str(match) for match in found for encoding in match.could_be_from_charset}
    for encoding in _LIKELY:  # of a short text it leaves out some that fit
        with suppress(UnicodeDecodeError):
            readings.setdefault(encoding, content[:_BEGINNING].decode(encoding))
    candidates = [encoding for encoding in _LIKELY if encoding in readings] or ["cp1252"]
    return min(candidates, key=lambda encoding: _oddness(readings.get(encoding, "")))


def _oddness(text: str) -> int:
    """How many signs and words of a text are unlike those people write."""
    signs = sum(not one.isascii() and unicodedata.category(one)[0] not in "LMPZ" for one in text)
    found = _WORD.findall(text)
    cased = [word for word in found if not word.isascii() and word.lower() != word.upper()]
    no_capitals = len(cased) > _FEW_WORDS and all(word.islower() for word in cased)  # Hebrew read as Cyrillic
    return signs + no_capitals + sum(map(_word_oddness, found))


def _word_oddness(word: str) -> int:
    """Several scripts, accents on nearly every letter, a capital after a small letter, signs, loose marks."""
    letters = [one for one in word if one.isalpha()]
    scripts = {
        unicodedata.name(one, "").partition(" ")[0] for one in word if unicodedata.category(one)[0] in "LM"
    }
    accented = sum(not one.isascii() for one in letters)
    return (
        (len(scripts - {"COMBINING"}) > 1 and not scripts <= _WRITTEN_TOGETHER)
        + (scripts == {"LATIN"} and len(letters) > 2 and accented * 2 > len(letters))
        + any(first.islower() and second.isupper() for first, second in pairwise(word))
        + any(unicodedata.category(one)[0] not in "LM" and one not in _IN_WORDS for one in word)
        + (unicodedata.category(word[0])[0] == "M")
    )
