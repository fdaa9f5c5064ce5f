"""Text from outside: made harmless on the way in, and once more on the way out.

Nothing here fails, and nothing here imports more than the standard library until a width is asked for.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def lazy_pattern(pattern: str, flags: int = 0) -> Callable[[], re.Pattern[str]]:
    """A pattern compiled when it is first asked for, since a long one costs up to a millisecond."""
    return cache(lambda: re.compile(pattern, flags))


NAME_LIMIT = 80
TITLE_LIMIT = 200
NOTE_LIMIT = 4000
MARKS_PER_LETTER = 3  # no script needs more on one letter; more are stacked to spill over other lines

ELLIPSIS = "…"
JOINERS = "\u200c\u200d"  # Persian, Indic scripts and emoji cannot be written without them
_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_INVISIBLE = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u180f\u200b\u2060\u2061\u2062\u2063\u2064\u2065"
    "\u206a\u206b\u206c\u206d\u206e\u206f\u3164\ufeff\uffa0\ufff9\ufffa\ufffb"
)
_DROPPED = str.maketrans("", "", _BIDI + _INVISIBLE)
# OSC, DCS, SOS, PM and APC with their text, CSI, and two-byte sequences. The text of the first may not hold
# the start of another sequence, which keeps the time linear for a text of nothing but starts.
_ESCAPE_SEQUENCE = lazy_pattern(
    r"(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x90\x98\x9b-\x9f]{0,4096}(?:\x07|\x1b\\|\x9c)"
    r"|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|\x1b[ -/]*[0-~]"
)
_LINE_ENDS = lazy_pattern("\r\n|[\r\v\f\x85\u2028\u2029]")
_NOT_PRINTED = f"\x7f-\x9f\u2028\u2029{_BIDI}\ufeff\U000e0000-\U000e007f"
_UNPRINTABLE = lazy_pattern(f"[\x00-\x1f{_NOT_PRINTED}]")
_UNPRINTABLE_IN_LINES = lazy_pattern(f"[\x00-\x09\x0b-\x1f{_NOT_PRINTED}]")


def clean(text: str, *, limit: int = TITLE_LIMIT, lines: bool = False) -> str:
    """One harmless line of at most ``limit`` characters, or several with ``lines``; never fails, idempotent.

    Takes out escape sequences, control, bidi, zero-width, private and tag characters, and combining marks
    beyond three on a letter. Runs of blanks become one. Joiners stay where a script or an emoji needs them.
    The result is NFC.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())[:limit].rstrip()
    visible = _ESCAPE_SEQUENCE().sub("", text[: limit * 8 + 4096])
    if lines:
        visible = _LINE_ENDS().sub("\n", visible)
    visible = "".join(_seen(visible.translate(_DROPPED), keep_newlines=lines))
    kept = "".join(_well_formed(unicodedata.normalize("NFC", visible)))
    return unicodedata.normalize("NFC", kept)[:limit].strip(" \n" + JOINERS)


def western_digits(text: str) -> str:
    """The text with 0 to 9 instead of the decimal digits of any other script, as ``٤٧`` and ``４７``."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(one)) if one.isdecimal() else one for one in text)


def clean_name(text: str) -> str:
    """A person's name, cleaned, at most ``NAME_LIMIT`` characters."""
    return clean(text, limit=NAME_LIMIT)


def _seen(text: str, *, keep_newlines: bool) -> Iterator[str]:
    """The characters that draw something; every kind of blank as a plain space."""
    for character in text:
        category = unicodedata.category(character)
        if character == "\n" and keep_newlines:
            yield character
        elif category in ("Zs", "Zl", "Zp") or character in "\t\n\r\v\f\x85":
            yield " "
        elif category[0] != "C" or character in JOINERS or _may_be_a_new_letter(character, category):
            yield character


def _may_be_a_new_letter(character: str, category: str) -> bool:
    """True for what is unassigned in this Python's tables, except noncharacters and reserved invisibles."""
    point = ord(character)
    never_assigned = point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF or point >= 0xE0000
    return category == "Cn" and not never_assigned and not 0xFFF0 <= point <= 0xFFF8


def _well_formed(text: str) -> list[str]:
    """Without repeated blanks, marks and joiners that have nothing to sit on, and marks beyond the third."""
    kept: list[str] = []
    marks = 0
    for character in text:
        before = kept[-1] if kept else "\n"
        if character in " \n":
            while character == "\n" and kept and kept[-1] in " " + JOINERS:
                kept.pop()
            if character == " " and before in " \n":
                continue
            marks = 0
        elif character in JOINERS:
            if unicodedata.category(before)[0] not in "LMS":
                continue
        elif unicodedata.category(character) in ("Mn", "Me"):
            marks += 1
            if marks > MARKS_PER_LETTER or before in " \n":
                continue
        else:
            marks = 0
        kept.append(character)
    return kept


def printable(text: str, *, lines: bool = False) -> str:
    """``text`` without anything a terminal obeys; for every way out, also for text that was never cleaned.

    Line breaks and tabs become blanks; ``lines`` keeps line breaks. What is taken out has no width, so that a
    layout computed before still fits.
    """
    pattern = (_UNPRINTABLE_IN_LINES if lines else _UNPRINTABLE)()
    return pattern.sub(lambda match: " " if match[0] in "\t\n\r" else "", text)


def cell_width(text: str) -> int:
    """Terminal columns that ``text`` takes."""
    if text.isascii() and text.isprintable():
        return len(text)
    from rich.cells import cell_len  # 4 ms, not needed by commands that print plain ASCII

    return cell_len(text)


def fit(text: str, width: int) -> str:
    """``text`` cut to at most ``width`` columns between two letters, with "…" where it was cut."""
    if cell_width(text) <= width:
        return text
    if width < 1:
        return ""
    kept, columns = "", 0
    for cluster in clusters(text):
        columns += cell_width(cluster)
        if columns > width - 1:
            break
        kept += cluster
    return kept.rstrip() + ELLIPSIS


def clusters(text: str) -> Iterator[str]:
    """What a reader takes for one letter: a base with its marks, joined emoji, a flag."""
    cluster = ""
    for character in text:
        if cluster and not _continues(cluster, character):
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster


def _continues(cluster: str, character: str) -> bool:
    if character in JOINERS or cluster[-1] in JOINERS or unicodedata.category(character)[0] == "M":
        return True
    if 0x1F3FB <= ord(character) <= 0x1F3FF:  # skin tones
        return True
    if 0x1160 <= ord(character) <= 0x11FF:  # Hangul vowels and finals
        return True
    both_regional = all(0x1F1E6 <= ord(one) <= 0x1F1FF for one in (cluster[-1], character))
    return both_regional and len(cluster) % 2 == 1


_UNSAFE_IN_FILE_NAMES = lazy_pattern(r'[<>:"/\\|?*%]+')
_RESERVED_ON_WINDOWS = lazy_pattern(
    r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|clock\$)(?:\.|$)", re.IGNORECASE
)


def file_name(title: str, suffix: str) -> str:
    """A file name for any title: no separator, reserved name or leading dot, ≤ 200 bytes + suffix."""
    stem = _UNSAFE_IN_FILE_NAMES().sub("-", clean(title, limit=120))
    stem = re.sub(r"\.{2,}", ".", stem).strip(" .-")
    stem = stem.encode()[:200].decode(errors="ignore").strip(" .-" + JOINERS) or "session"
    if _RESERVED_ON_WINDOWS().match(stem):
        stem = "_" + stem
    return stem + suffix


_FORMULA_SIGNS = frozenset("=+-@＝＋－＠|%")


def guarded(cell: str) -> str:
    """``cell`` with an apostrophe before it if a spreadsheet could take it for a formula (OWASP).

    Full-width signs count, and signs after blanks. ``unguarded`` takes the apostrophe off again.
    """
    return "'" + cell if _looks_like_a_formula(cell) else cell


def unguarded(cell: str) -> str:
    """What ``guarded`` was given."""
    return cell[1:] if cell.startswith("'") and _looks_like_a_formula(cell) else cell


def _looks_like_a_formula(cell: str) -> bool:
    return cell.lstrip(" '")[:1] in _FORMULA_SIGNS
