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
from letsconnect_tui.importers.cue_columns import CueColumns, cue_columns, other_columns, zone_of
from letsconnect_tui.importers.cue_rows import SheetRow, is_end, remarks, sheet_row, sorted_out, with_lengths
from letsconnect_tui.importers.durations import DAY_S, first_part_of, read_times, seconds_between
from letsconnect_tui.importers.title_kinds import kind_meant
from letsconnect_tui.plan.ids import slug
from letsconnect_tui.plan.model import ItemKind
from letsconnect_tui.plan.skeleton import SkeletonItem, SkeletonPerson
from letsconnect_tui.text import NAME_LIMIT, NOTE_LIMIT, TITLE_LIMIT, clean

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from letsconnect_tui.importers.cells import CellRow

_KINDS: dict[str, ItemKind] = {name: name for name in get_args(ItemKind)}


class CueSheet(msgspec.Struct, frozen=True):
    """What a plan takes over from a cue sheet."""

    items: tuple[SkeletonItem, ...]
    people: tuple[SkeletonPerson, ...]
    begins_s: int | None
    """Seconds after midnight at which the first item begins, if the sheet says so."""
    length_s: int | None = None
    """How long all of it lasts, if the last row only says when it ends."""
    title: str = ""
    """What stands above the table, if it is one text."""
    zone: str | None = None
    """The time zone that the heading of the times names."""
    notes: tuple[Message, ...] = ()
    """The rows that became no item, by reason, and what had to be guessed."""


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
    title, zone, others = "", None, {}
    if columns is None:
        heading = next((place for place, row in enumerate(rows) if cue_columns(row.cells).is_heading), None)
        if heading is None:
            raise InputError(message("new-csv-no-heading", name), message("new-csv-heading-hint"))
        columns = _resolved(cue_columns(rows[heading].cells), rows[heading + 1 :])
        others = other_columns(rows[heading].cells, columns, (row.cells for row in rows[heading + 1 :]))
        title, zone = _title_above(rows[:heading]), zone_of(rows[heading].cells, columns)
        below = [row for row in rows[heading + 1 :] if not _is_heading_again(row, columns, rows[heading])]
        cues = [sheet_row(row, columns, others) for row in below]
    else:
        cues = [sheet_row(row, columns) for row in rows]
    two_parts = first_part_of(cue.cells.get("duration", "") for cue in cues)
    cues = list(with_lengths(cues, replace(columns, two_parts=columns.two_parts or two_parts)))
    kept, left_out = sorted_out(cues)
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
    used = [name for name in others if any(name in cue.others for cue in kept)]
    if used:
        notes.append(message("new-csv-columns", [message("new-csv-column", one) for one in used]))
    begins, length = kept[0].start, None
    last = next((cue for cue in reversed(cues) if cue.start is not None), kept[0])
    if begins is not None and last.start is not None and is_end(last):
        length = seconds_between(begins, last.start, within=DAY_S // 2)
    return CueSheet(
        items, tuple(people.values()), begins or None, length, title, zone, (*notes, *remarks(kept))
    )


def _title_above(rows: Sequence[CellRow]) -> str:
    """The first row above the table, if one text stands in it and nothing else."""
    for row in rows:
        filled = [cell for cell in map(str.strip, row.cells) if cell]
        if filled:
            return clean(filled[0], limit=TITLE_LIMIT) if len(filled) == 1 else ""
    return ""


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


def _is_heading_again(row: CellRow, columns: CueColumns, heading: CellRow) -> bool:
    places = [place for place in columns.fields.values() if place < len(row.cells)]
    return all(row.cells[place] == heading.cells[place] for place in places)


def _item(cue: SheetRow, people: dict[str, SkeletonPerson]) -> SkeletonItem:
    note_parts = [cue.cells.get("note", ""), *(f"{heading}: {cell}" for heading, cell in cue.others.items())]
    notes = clean("\n".join(filter(None, note_parts)), limit=NOTE_LIMIT, lines=True)
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
