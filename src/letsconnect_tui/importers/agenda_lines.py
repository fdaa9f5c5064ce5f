"""An agenda that was pasted as lines: ``15:00 Welcome (5 min) Ngozi``.

A line has a time of day, a range of them or a length, a title, and perhaps who leads; in any order that
people write them. What a name is like is told by its place and by how often it comes.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct

from letsconnect_tui.importers.cells import CellRow
from letsconnect_tui.importers.durations import read_duration, read_times

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FIELDS = {"start": 0, "end": 1, "duration": 2, "title": 3, "lead": 4}
"""Where each field stands in the rows that lines become."""

_BULLET = re.compile(r"\s*(?:[-*•–—·▪◦‣○●☐☑✓]+|\d{1,2}[.)](?!\d))\s+|\s*#+\s+")
_CLOCK = r"\d{1,2}\s*[:.h]\s*\d{2}(?!\d)(?:\s*[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?(?!\w)"
_TIMES = re.compile(
    rf"\s*(?:{_CLOCK})(?:\s*(?:[-–—→]|to|à|a|bis|hasta|até|until)\s*(?:{_CLOCK}))?"
    r"\s*(?:h(?!\w)|uhr|utc|gmt)?\s*[:\-–—|,]?\s*",
    re.IGNORECASE,
)
_ONE_CLOCK = re.compile(_CLOCK, re.IGNORECASE)
_LENGTH_AHEAD = re.compile(r"\s*(\d[\d.,]*\s*(?:[^\W\d_]+\.?|['′’]))\s*[:\-–—|,]?\s+")
_BRACKETS = re.compile(r"\s*[(\[（]([^()\[\]（）]*)[)\]）]\s*")
_STRONG_SEPARATOR = re.compile(r"\t+|\s*\|\s*|\s{3,}|\x00")
_DASH = re.compile(r"\s+[-–—]\s+")
_COMMA = re.compile(r"\s*[,;،；、]\s*")
_SMALL = frozenset(
    ["da", "de", "del", "do", "dos", "van", "von", "bin", "el", "al", "la", "y", "e", "et", "and", "&", "of"]
)
"""Words inside names that have no capital."""
_MOST_NAME_WORDS = 6
_LONGEST_LINE = 500


class _Line(Struct):
    """What was found in one line."""

    number: int
    start: str = ""
    end: str = ""
    duration: str = ""
    parts: list[str] = []
    """What is left, in order: the title, and perhaps a name."""
    sure_name: bool = False
    """Whether the last part stands where only names stand: behind brackets or a tab."""


def agenda_lines(text: str) -> list[CellRow]:
    """The lines of a text as rows with the fields of ``FIELDS``; blank lines are passed over."""
    lines = [
        _read(number, line[:_LONGEST_LINE])
        for number, line in enumerate(text.splitlines(), 1)
        if line.strip()
    ]
    known = _names_that_recur(lines)
    return [CellRow(line.number, _cells(line, known)) for line in lines]


def _read(number: int, written: str) -> _Line:
    line = _Line(number)
    rest = re.sub(r"\*\*|__|`", "", written)
    found = _TIMES.match(rest)
    if found is None:
        bullet = _BULLET.match(rest)
        rest = rest[bullet.end() :] if bullet else rest
        found = _TIMES.match(rest)
    if found is not None and _take_times(line, found[0]):
        rest = rest[found.end() :]
    ahead = _LENGTH_AHEAD.match(rest)
    if ahead is not None and _take_length(line, ahead[1]):
        rest = rest[ahead.end() :]
    rest = _BRACKETS.sub(lambda brackets: _without_brackets(line, brackets), rest).strip()
    line.parts = list(_parts(line, rest))
    return line


def _take_times(line: _Line, text: str) -> bool:
    clocks = _ONE_CLOCK.findall(text)
    if not clocks or line.start or read_times(clocks[0])[0] is None:
        return False
    line.start, line.end = clocks[0], clocks[1] if len(clocks) > 1 else ""
    return True


def _take_length(line: _Line, text: str) -> bool:
    """A length is taken only with its unit: a number alone may be anything."""
    if line.duration or not re.search(r"\d", text) or not re.search(r"[^\d\s.,:]", text):
        return False
    if read_times(text)[0] is not None and ":" in text:
        return False
    if not read_duration(text):
        return False
    line.duration = text
    return True


def _without_brackets(line: _Line, brackets: re.Match[str]) -> str:
    """Nothing in place of a time or a length, with a sign that something else may follow."""
    inside = brackets[1].strip()
    times = _TIMES.fullmatch(inside)
    if (times is not None and _take_times(line, inside)) or _take_length(line, inside):
        return "\x00"
    return f"\x00{inside}\x00" if _is_like_a_name(inside) else f" ({inside}) "


def _parts(line: _Line, rest: str) -> Iterator[str]:
    """The parts between separators, without times and lengths."""
    strong = [part for part in _STRONG_SEPARATOR.split(rest) if part.strip(" -–—:,|")]
    line.sure_name = len(strong) > 1
    for part in strong:
        pieces = _DASH.split(part)
        if any(_is_a_measure(piece) for piece in _COMMA.split(part)):
            pieces = [piece for one in pieces for piece in _COMMA.split(one)]
        for piece in pieces:
            stripped = piece.strip(" -–—:,|")
            times = _TIMES.fullmatch(stripped)
            if (
                stripped
                and not (times is not None and _take_times(line, stripped))
                and not _take_length(line, stripped)
            ):
                yield stripped


def _is_a_measure(piece: str) -> bool:
    return _take_length(_Line(0), piece.strip()) or _TIMES.fullmatch(piece.strip()) is not None


def _is_like_a_name(text: str) -> bool:
    """A few words without digits, none of them beginning with a small letter."""
    found = text.split()
    if not 0 < len(found) <= _MOST_NAME_WORDS or re.search(r"[\d:?!/@#]", text):
        return False
    return not any(word[0].islower() for word in found if word.casefold() not in _SMALL)


def _names_that_recur(lines: Sequence[_Line]) -> set[str]:
    """Last parts that come in several lines."""
    counted = Counter(line.parts[-1] for line in lines if len(line.parts) > 1)
    return {name for name, times in counted.items() if times > 1}


def _cells(line: _Line, known: set[str]) -> tuple[str, ...]:
    parts, lead = line.parts, ""
    last = parts[-1] if len(parts) > 1 else ""
    if _is_like_a_name(last) and (line.sure_name or last in known or len(last.split()) > 1):
        lead, parts = last, parts[:-1]
    return (line.start, line.end, line.duration, " – ".join(parts), lead)
