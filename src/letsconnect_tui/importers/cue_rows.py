"""The rows of a cue sheet: how long each lasts, which become items, and what has to be said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.importers.durations import (
    DAY_S,
    MOST_HOURS_OF_AN_ITEM,
    read_duration,
    read_times,
    seconds_between,
)
from letsconnect_tui.people.names import search_key
from letsconnect_tui.plan.convert import LIST_LIMIT
from letsconnect_tui.plan.moments import clock
from letsconnect_tui.text import TITLE_LIMIT, clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from letsconnect_tui.importers.cells import CellRow
    from letsconnect_tui.importers.cue_columns import CueColumns

_LEFT_OUT = {"group", "group-end", "milestone", "skip-import"}
_TRUE = {"true", "x", "yes", "1"}
_TOTAL_WORDS = (
    "total|totals|total time|total duration|sum|somme|durée totale|suma|tiempo total|duración total|soma"
    "|tempo total|duração total|المجموع|الإجمالي|合计|总计|总时长|jumla"
)
_TOTALS = frozenset(map(search_key, _TOTAL_WORDS.split("|")))
_END_WORDS = (
    "end|the end|end of session|finish|ends|fin|fin de la séance|fin de la session|fin de la sesión|final"
    "|fim|fim da sessão|ende|النهاية|نهاية|结束|mwisho"
)
_ENDS = frozenset(map(search_key, _END_WORDS.split("|")))
_REASONS = ("marked", "total", "untitled", "no-length", "end", "too-many")
"""Why a row becomes no item: each the end of a message's key."""
USUAL_LENGTH_S = 5 * 60
"""Of a row that says when it begins, and nobody when it ends."""


class SheetRow(msgspec.Struct, frozen=True):
    """One row below the heading; times in seconds after midnight."""

    line: int
    cells: Mapping[str, str]
    title: str
    start: int | None
    end: int | None
    length: int | None = None
    """In seconds; 0 and None both mean that it cannot be an item."""
    is_guessed: bool = False
    """Whether nobody says how long it lasts."""
    others: Mapping[str, str] = {}
    """Heading → cell of columns that a plan has no field for."""

    @property
    def named(self) -> Message:
        """How a row that is left out is called."""
        return (
            message("new-csv-row", self.title, self.line)
            if self.title
            else message("new-csv-line", self.line)
        )


def sheet_row(row: CellRow, columns: CueColumns, others: Mapping[str, int] | None = None) -> SheetRow:
    """A row below the heading, of which only starts and ends are read so far."""
    cells = {name: row.cells[place] for name, place in columns.fields.items() if place < len(row.cells)}
    start, end = read_times(cells.get("start", ""))
    if cells.get("end"):
        end = read_times(cells["end"])[0]
    other_cells = {
        heading: row.cells[place].strip()
        for heading, place in (others or {}).items()
        if place < len(row.cells) and row.cells[place].strip()
    }
    title = clean(cells.get("title", ""), limit=TITLE_LIMIT)
    return SheetRow(row.line, cells, title, start, end, others=other_cells)


def with_lengths(cues: Sequence[SheetRow], columns: CueColumns) -> Iterator[SheetRow]:
    """Each cue with its length: as written, else from its start to its end or to the next start."""
    following: int | None = None
    measured = []
    for cue in reversed(cues):
        until = following if cue.end is None else cue.end
        length = read_duration(
            cue.cells.get("duration", ""), plain=columns.plain, two_parts=columns.two_parts or "hours"
        )
        if length is None and cue.start is not None and until is not None:
            length = seconds_between(cue.start, until)
        is_guessed = length is None and cue.start is not None and bool(cue.title)
        following = following if cue.start is None else cue.start
        measured.append(replace(cue, length=USUAL_LENGTH_S if is_guessed else length, is_guessed=is_guessed))
    return reversed(measured)


def remarks(kept: Sequence[SheetRow]) -> Iterator[Message]:
    """What to look at in items of which the sheet says too little, too much or two different things."""
    guessed = [cue.named for cue in kept if cue.is_guessed]
    if guessed:
        yield message("new-csv-usual-length", guessed, clock(USUAL_LENGTH_S))
    long = [cue for cue in kept if (cue.length or 0) > MOST_HOURS_OF_AN_ITEM * 3600]
    if long:
        yield message(
            "new-csv-long", [message("new-csv-lasts", one.title, clock(one.length or 0)) for one in long]
        )
    elsewhere = []
    here = None
    for cue in kept:
        here = cue.start if here is None else here
        if here is None:
            continue
        if cue.start is not None and (cue.start - here) % (DAY_S // 2):
            elsewhere.append(message("new-csv-moved", cue.title, _time(cue.start), _time(here)))
        here = (here + (cue.length or 0)) % DAY_S
    if elsewhere:
        yield message("new-csv-other-times", elsewhere)


def _time(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}"


def sorted_out(cues: Sequence[SheetRow]) -> tuple[list[SheetRow], dict[str, list[Message]]]:
    """The rows that become items; and the others by reason, as they are named."""
    kept: list[SheetRow] = []
    left_out: dict[str, list[Message]] = {reason: [] for reason in _REASONS}
    for cue in cues:
        reason = _reason_against(cue) or ("too-many" if len(kept) == LIST_LIMIT else None)
        if reason is None:
            kept.append(cue)
        else:
            left_out[reason].append(cue.named)
    return kept, left_out


def _reason_against(cue: SheetRow) -> str | None:
    skipped = cue.cells.get("skip", "").strip().casefold() in _TRUE
    if skipped or cue.cells.get("timer", "").strip().casefold() in _LEFT_OUT:
        return "marked"
    if search_key(cue.title) in _TOTALS:
        return "total"
    if not cue.title:
        return "untitled"
    if is_end(cue):
        return "end"
    return None if cue.length else "no-length"


def is_end(cue: SheetRow) -> bool:
    """Whether a row only tells when all of it ends."""
    return cue.is_guessed and search_key(cue.title) in _ENDS
