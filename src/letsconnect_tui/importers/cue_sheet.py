"""A cue sheet (CSV: Ontime's columns, or a sheet people keep) as the beginning of a plan's agenda.

The heading row may stand anywhere; columns that are not known are passed over. Every row below it becomes an
item or is named with the reason why not.
"""

from __future__ import annotations

from itertools import chain, count, pairwise
from typing import TYPE_CHECKING, get_args

import msgspec
from msgspec.structs import replace

from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.importers.agenda_tables import AgendaRows, read_agenda_rows
from letsconnect_tui.importers.cue_columns import CueColumns, cue_columns
from letsconnect_tui.importers.durations import (
    DAY_S,
    MOST_HOURS_OF_AN_ITEM,
    first_part_of,
    read_duration,
    read_times,
    seconds_between,
)
from letsconnect_tui.importers.title_kinds import kind_meant
from letsconnect_tui.people.names import search_key
from letsconnect_tui.plan.convert import LIST_LIMIT
from letsconnect_tui.plan.ids import slug
from letsconnect_tui.plan.model import ItemKind
from letsconnect_tui.plan.moments import clock
from letsconnect_tui.plan.skeleton import SkeletonItem, SkeletonPerson
from letsconnect_tui.text import NAME_LIMIT, NOTE_LIMIT, TITLE_LIMIT, clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from letsconnect_tui.importers.cells import CellRow

_KINDS: dict[str, ItemKind] = {name: name for name in get_args(ItemKind)}
_LEFT_OUT = {"group", "group-end", "milestone", "skip-import"}
_TRUE = {"true", "x", "yes", "1"}
_TOTALS_TOLD = (
    "total|totals|total time|total duration|sum|somme|durée totale|suma|tiempo total|duración total|soma"
    "|tempo total|duração total|المجموع|الإجمالي|合计|总计|总时长|jumla"
)
_TOTALS = frozenset(map(search_key, _TOTALS_TOLD.split("|")))
_ENDS_TOLD = (
    "end|the end|end of session|finish|ends|fin|fin de la séance|fin de la session|fin de la sesión|final"
    "|fim|fim da sessão|ende|النهاية|نهاية|结束|mwisho"
)
_ENDS = frozenset(map(search_key, _ENDS_TOLD.split("|")))
_REASONS = ("marked", "total", "untitled", "no-length", "end", "too-many")
"""Why a row becomes no item: each the end of a message's key."""
USUAL_LENGTH_S = 5 * 60
"""Of a row that says when it begins, and nobody when it ends."""


class CueSheet(msgspec.Struct, frozen=True):
    """What a plan takes over from a cue sheet."""

    items: tuple[SkeletonItem, ...]
    people: tuple[SkeletonPerson, ...]
    begins_s: int | None
    """Seconds after midnight at which the first item begins, if the sheet says so."""
    length_s: int | None = None
    """How long all of it lasts, if the last row only says when it ends."""
    notes: tuple[Message, ...] = ()
    """The rows that became no item, by reason, and what had to be guessed."""


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

    @property
    def named(self) -> Message:
        """How a row that is left out is called."""
        return (
            message("new-csv-row", self.title, self.line)
            if self.title
            else message("new-csv-line", self.line)
        )


def read_cue_sheet(path: Path, encoding: str | None = None) -> CueSheet:
    """The items of a cue sheet, in its order.

    Args:
        path: The file.
        encoding: What somebody says it is in; None is found out.

    Raises:
        InputError: The file cannot be read, has no row of headings, or no row that becomes an item.
    """
    return cue_sheet_of(read_agenda_rows(path, encoding), path.name)


def cue_sheet_of(table: AgendaRows, name: str) -> CueSheet:
    """The items of an agenda's rows; raises InputError where none becomes an item.

    Args:
        table: The rows, with what their columns hold where they have no headings.
        name: What to call the file in errors.
    """
    rows, columns = table.rows, table.columns
    if columns is None:
        heading = next((place for place, row in enumerate(rows) if cue_columns(row.cells).is_heading), None)
        if heading is None:
            raise InputError(message("new-csv-no-heading", name), message("new-csv-heading-hint"))
        columns = _resolved(cue_columns(rows[heading].cells), rows[heading + 1 :])
        cues = [_cue(row, columns) for row in rows[heading + 1 :]]
        cues = [cue for cue in cues if not _is_heading_again(cue, columns, rows[heading])]
    else:
        cues = [_cue(row, columns) for row in rows]
    two_parts = first_part_of(cue.cells.get("duration", "") for cue in cues)
    cues = list(_with_lengths(cues, replace(columns, two_parts=columns.two_parts or two_parts)))
    kept, left_out = _sorted_out(cues)
    notes = [*table.notes]
    notes += [message(f"new-csv-left-out-{reason}", found) for reason, found in left_out.items() if found]
    if not kept:
        raise InputError(message("new-csv-no-items", name), notes[-1] if notes else None)
    if two_parts is not None and columns.two_parts is None:
        notes.append(message(f"new-csv-clock-{two_parts}"))
    people: dict[str, SkeletonPerson] = {}
    items = tuple(_item(cue, people) for cue in kept)
    guessed = [message("new-csv-kind", item.title, item.kind) for item in items if item.kind != "other"]
    if guessed and not any(cue.cells.get("kind") for cue in kept):
        notes.append(message("new-csv-kinds", guessed))
    begins, length = kept[0].start, None
    if begins is not None and cues[-1].start is not None and _is_end(cues[-1]):
        length = seconds_between(begins, cues[-1].start, within=DAY_S // 2)
    return CueSheet(items, tuple(people.values()), begins or None, length, (*notes, *_remarks(kept)))


def _resolved(columns: CueColumns, rows: Sequence[CellRow]) -> CueColumns:
    """A column called only ``Time`` holds times of day or, where its cells go up and down, durations."""
    fields = dict(columns.fields)
    place = fields.pop("time", None)
    if place is None:
        return columns
    cells = [row.cells[place] for row in rows if place < len(row.cells) and row.cells[place].strip()]
    starts = [start for cell in cells if (start := read_times(cell)[0]) is not None]
    backwards = sum(later < earlier for earlier, later in pairwise(starts))
    is_clock = len(starts) * 2 >= len(cells) and backwards <= 1
    fields.setdefault("start" if is_clock or "duration" in fields else "duration", place)
    return replace(columns, fields=fields)


def _cue(row: CellRow, columns: CueColumns) -> SheetRow:
    cells = {name: row.cells[place] for name, place in columns.fields.items() if place < len(row.cells)}
    start, end = read_times(cells.get("start", ""))
    if cells.get("end"):
        end = read_times(cells["end"])[0]
    return SheetRow(row.line, cells, clean(cells.get("title", ""), limit=TITLE_LIMIT), start, end)


def _is_heading_again(cue: SheetRow, columns: CueColumns, heading: CellRow) -> bool:
    return all(cell == heading.cells[columns.fields[name]] for name, cell in cue.cells.items())


def _with_lengths(cues: Sequence[SheetRow], columns: CueColumns) -> Iterator[SheetRow]:
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


def _remarks(kept: Sequence[SheetRow]) -> Iterator[Message]:
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


def _sorted_out(cues: Sequence[SheetRow]) -> tuple[list[SheetRow], dict[str, list[Message]]]:
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
    if _is_end(cue):
        return "end"
    return None if cue.length else "no-length"


def _is_end(cue: SheetRow) -> bool:
    """Whether a row only tells when all of it ends."""
    return cue.is_guessed and search_key(cue.title) in _ENDS


def _item(cue: SheetRow, people: dict[str, SkeletonPerson]) -> SkeletonItem:
    notes = clean(cue.cells.get("note", ""), limit=NOTE_LIMIT, lines=True)
    return SkeletonItem(
        kind=_KINDS.get(cue.cells.get("kind", "").strip().casefold()) or kind_meant(cue.title) or "other",
        title=cue.title,
        duration_s=cue.length or 0,
        lead=_lead(cue.cells.get("lead", ""), people),
        notes=notes or None,
    )


def _lead(cell: str, people: dict[str, SkeletonPerson]) -> str | None:
    """The id of whoever leads the item; somebody new is added to ``people``."""
    name = clean(cell, limit=NAME_LIMIT)
    if not name:
        return None
    if name not in people:
        taken = {person.id for person in people.values()}
        wanted = slug(name) or "person"
        numbered = (f"{wanted}-{number}" for number in count(2))
        free = next(one for one in chain([wanted], numbered) if one not in taken)
        people[name] = SkeletonPerson(free, name, "sharer")
    return people[name].id
