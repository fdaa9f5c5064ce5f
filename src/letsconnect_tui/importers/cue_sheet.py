"""A cue sheet (CSV with the column names of Ontime) as the beginning of a plan's agenda.

The heading row may stand anywhere; columns that are not known are passed over. Rows that are skipped, that
only group others, or that are marked as not to be imported, are left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.message import message
from letsconnect_tui.importers.cells import cell_rows, read_text
from letsconnect_tui.plan.convert import LIST_LIMIT
from letsconnect_tui.plan.duration import parse_duration
from letsconnect_tui.plan.ids import slug
from letsconnect_tui.plan.model import ItemKind
from letsconnect_tui.plan.skeleton import SkeletonItem, SkeletonPerson
from letsconnect_tui.text import NAME_LIMIT, NOTE_LIMIT, TITLE_LIMIT, clean

if TYPE_CHECKING:
    from pathlib import Path

DAY_S = 24 * 3600
_COLUMNS = {
    "title": "title", "duration": "duration", "time start": "start", "start time": "start", "time end": "end",
    "end time": "end", "note": "note", "notes": "note", "skip": "skip", "timer type": "timer", "kind": "kind",
    "lead": "lead", "speaker": "lead", "presenter": "lead",
}  # fmt: skip
_LEFT_OUT = {"group", "group-end", "milestone", "skip-import"}
_TRUE = {"true", "x", "yes", "1"}
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)(?::(\d\d))?\s*([ap]m)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CueSheet:
    """What a plan takes over from a cue sheet."""

    items: tuple[SkeletonItem, ...]
    people: tuple[SkeletonPerson, ...]
    begins_s: int | None
    """Seconds after midnight at which the first item begins, if the sheet says so."""


def read_cue_sheet(path: Path) -> CueSheet:
    """The items of a cue sheet. Raises InputError if no row has a title and a duration."""
    rows = [row.cells for row in cell_rows(read_text(path).text, path.name)]
    heading = next((index for index, row in enumerate(rows) if "title" in _columns(row).values()), None)
    if heading is None:
        raise InputError(message("new-csv-no-heading", path.name))
    columns = _columns(rows[heading])
    cues = [
        {name: row[index] for index, name in columns.items() if index < len(row)}
        for row in rows[heading + 1 :]
    ]
    cues = [cue for cue in cues if _is_item(cue)]
    people: dict[str, SkeletonPerson] = {}
    items = tuple(item for cue in cues[:LIST_LIMIT] if (item := _item(cue, people)) is not None)
    if not items:
        raise InputError(message("new-csv-no-items", path.name))
    return CueSheet(items, tuple(people.values()), _time_of_day(cues[0].get("start", "")))


def _columns(row: tuple[str, ...]) -> dict[int, str]:
    """Place → what the column holds."""
    names = (cell.strip().casefold() for cell in row)
    return {index: _COLUMNS[name] for index, name in enumerate(names) if name in _COLUMNS}


def _is_item(cue: dict[str, str]) -> bool:
    skipped = cue.get("skip", "").strip().casefold() in _TRUE
    return not skipped and cue.get("timer", "").strip().casefold() not in _LEFT_OUT


def _item(cue: dict[str, str], people: dict[str, SkeletonPerson]) -> SkeletonItem | None:
    title = clean(cue.get("title", ""), limit=TITLE_LIMIT)
    seconds = _length(cue)
    if not title or not seconds:
        return None
    kind = cue.get("kind", "").strip().casefold()
    known: dict[str, ItemKind] = {name: name for name in get_args(ItemKind)}
    notes = clean(cue.get("note", ""), limit=NOTE_LIMIT, lines=True)
    return SkeletonItem(
        kind=known.get(kind, "other"),
        title=title,
        duration_s=seconds,
        lead=_lead(cue.get("lead", ""), people),
        notes=notes or None,
    )


def _lead(cell: str, people: dict[str, SkeletonPerson]) -> str | None:
    name = clean(cell, limit=NAME_LIMIT)
    if not name:
        return None
    if name not in people:
        taken = {person.id for person in people.values()}
        wanted = slug(name) or f"person-{len(people) + 1}"
        free = wanted if wanted not in taken else f"{wanted}-{len(people) + 1}"
        people[name] = SkeletonPerson(free, name, "sharer")
    return people[name].id


def _length(cue: dict[str, str]) -> int | None:
    """The duration, or else the time from start to end; past midnight if the end is earlier."""
    written = cue.get("duration", "").strip()
    clock = _CLOCK.fullmatch(written)
    if clock is not None and clock[4] is None:
        hours, minutes, seconds = (int(part or 0) for part in clock.groups()[:3])
        return hours * 3600 + minutes * 60 + seconds
    if written:
        return parse_duration(written)
    start, end = _time_of_day(cue.get("start", "")), _time_of_day(cue.get("end", ""))
    return None if start is None or end is None else (end - start) % DAY_S


def _time_of_day(text: str) -> int | None:
    """``15:40``, ``15:40:00`` or ``3:40 PM`` in seconds after midnight."""
    clock = _CLOCK.fullmatch(text.strip())
    if clock is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in clock.groups()[:3])
    if clock[4] is not None:
        hours = hours % 12 + (12 if clock[4].casefold() == "pm" else 0)
    total = hours * 3600 + minutes * 60 + seconds
    return total if total < DAY_S else None
