"""Which column is which as somebody says it, where recognition goes wrong; remembered by the headings."""

from __future__ import annotations

import json
from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.message import message
from letsconnect_tui.importers.attendance.cell_kinds import kind_of
from letsconnect_tui.importers.attendance.tables import Table
from letsconnect_tui.importers.cells import clean_row
from letsconnect_tui.importers.people_columns import PeopleColumns
from letsconnect_tui.paths import state_dir
from letsconnect_tui.people.names import search_key
from letsconnect_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from letsconnect_tui.i18n.message import Message
    from letsconnect_tui.importers.cells import CellRow
    from letsconnect_tui.importers.file_rows import FileRows

FIELDS = ("name", "first", "last", "user", "email", "joined", "left", "minutes", "day")
"""What a column can be said to hold."""
AUTO = "auto"
"""Said instead of columns: recognise them, whatever is remembered."""
COLUMNS_FILE = "attendance-columns.json"
_LIKELIEST = {
    "moment": "joined",
    "time": "joined",
    "date": "day",
    "length": "minutes",
    "number": "minutes",
    "email": "email",
}
_LONGEST_HEADING = 40
_EXAMPLES = 3


class ChosenColumns(msgspec.Struct, frozen=True):
    """Field → place of its column, counted from 0."""

    places: Mapping[str, int]
    remembered: bool = False
    """Whether they were named for an earlier file with these headings."""

    @property
    def people(self) -> PeopleColumns:
        """The columns that name people."""
        name, first, last, user, email = (
            self.places.get(one) for one in ("name", "first", "last", "user", "email")
        )
        return PeopleColumns(name, first, last, user, email)

    @property
    def has_times(self) -> bool:
        """Whether a column of joining or leaving is among them."""
        return "joined" in self.places or "left" in self.places

    @property
    def written(self) -> str:
        """As they are typed: ``name=2,joined=3``."""
        return ",".join(f"{field}={self.places[field] + 1}" for field in FIELDS if field in self.places)


def columns_named(assignments: str, table: Table) -> ChosenColumns:
    """The columns that ``name=2,joined=3,left=4`` means, or ``name=Full name`` by their headings.

    Raises:
        InputError: A field or a column is not there, one is named twice, or none says who somebody is.
    """
    hint = columns_hint(table)
    places: dict[str, int] = {}
    for part in filter(None, map(str.strip, assignments.split(","))):
        field, _, column = (one.strip() for one in part.partition("="))
        if field not in FIELDS:
            raise InputError(message("columns-unknown", field, ", ".join(FIELDS)), hint)
        place = _place_of(column, table)
        if place is None:
            raise InputError(message("columns-none", column or field), hint)
        if field in places or place in places.values():
            raise InputError(message("columns-twice", column), hint)
        places[field] = place
    chosen = ChosenColumns(places)
    if not chosen.people.has_a_name and "email" not in places:
        raise InputError(message("columns-no-name"), hint)
    return chosen


def _place_of(column: str, table: Table) -> int | None:
    if column.isdecimal():
        return int(column) - 1 if 0 < int(column) <= table.width else None
    keys = [search_key(heading) for heading in table.header]
    found = [place for place, key in enumerate(keys) if key and key == search_key(column)]
    return found[0] if len(found) == 1 else None


class ShownColumn(msgspec.Struct, frozen=True):
    """A column as it is shown to whoever chooses."""

    heading: str
    examples: str
    fields: tuple[str, ...]
    """What it can be said to hold, likeliest first."""


def columns_of_table(table: Table) -> list[ShownColumn]:
    """The columns of a table as they are shown."""
    found = []
    for place in range(table.width):
        heading = table.header[place] if place < len(table.header) else ""
        cells = list(dict.fromkeys(filter(str.strip, table.column(place)[:200])))[:_EXAMPLES]
        first = FIELDS.index(_LIKELIEST.get(kind_of(cells[0]), "name")) if cells else 0
        found.append(
            ShownColumn(
                clean(heading, limit=_LONGEST_HEADING),
                ", ".join(clean(one, limit=_LONGEST_HEADING) for one in cells),
                FIELDS[first:] + FIELDS[:first],
            )
        )
    return found


def columns_hint(table: Table) -> Message:
    """The columns of a file with their numbers, and how to say which is which."""
    column_labels = (
        f"{number} “{one.heading or one.examples.partition(',')[0]}”"
        for number, one in enumerate(columns_of_table(table), 1)
    )
    return message("columns-hint", " · ".join(column_labels))


def main_table(rows: Sequence[CellRow]) -> Table | None:
    """The table that columns are counted in: the longest part between blank lines, from its headings on.

    Parts that follow and have no headings of their own, or the same, belong to it. None: there is no table.
    """
    parts: list[list[CellRow]] = [[]]
    for row in rows:
        if any(map(str.strip, row.cells)):
            parts[-1].append(row)
        elif parts[-1]:
            parts.append([])
    longest = max(range(len(parts)), key=lambda at: len(parts[at]))
    widths = Counter(_width(row) for row in parts[longest] if _width(row) > 1)
    if not widths:
        return None
    usual = widths.most_common(1)[0][0]
    begins = next(at for at, row in enumerate(parts[longest]) if 2 * _width(row) > usual)
    first = parts[longest][begins]
    table = Table() if _is_data(first) else Table(first.cells)
    for part in (parts[longest][begins:], *parts[longest + 1 :]):
        if part and part[0].cells != first.cells and not _is_data(part[0]):
            break
        table.rows += [row for row in part if row.cells != table.header]
    return table


def _width(row: CellRow) -> int:
    return max((place for place, cell in enumerate(row.cells, 1) if cell.strip()), default=0)


def _is_data(row: CellRow) -> bool:
    return any(kind_of(cell) not in ("text", "empty") for cell in row.cells if cell.strip())


def fingerprint(table: Table) -> str:
    """What tells files with the same headings from others; of a table without any, the kinds of its columns.

    It holds nothing of the file that could be read again.
    """
    if table.header:
        keys = [search_key(heading) for heading in table.header]
    else:
        kinds = ([kind_of(cell) for cell in table.column(place)[:50]] for place in range(table.width))
        keys = ["", *(Counter(column).most_common(1)[0][0] for column in kinds)]
    return sha256("\x1f".join(keys).encode()).hexdigest()[:32]


def known_choices() -> dict[str, dict[str, int]]:
    """Fingerprint → field → place, of the files that columns were named for on this computer."""
    try:
        known = json.loads((state_dir() / COLUMNS_FILE).read_text("utf-8"))
        return {
            str(key): {field: int(place) for field, place in places.items() if field in FIELDS}
            for key, places in known.items()
        }
    except (OSError, ValueError, AttributeError, TypeError):
        return {}


def remembered_columns(table: Table) -> ChosenColumns | None:
    """The columns named for an earlier file with these headings; None if there are none that fit."""
    places = known_choices().get(fingerprint(table))
    if not places or max(places.values()) >= table.width or min(places.values()) < 0:
        return None
    return ChosenColumns(places, remembered=True)


def chosen_for(file: FileRows) -> tuple[ChosenColumns, Table] | None:
    """The columns that somebody has named for a file, or for an earlier one with its headings, and its table.

    Raises:
        InputError: The file has no such columns, or none at all.
    """
    if file.columns == AUTO or (file.columns is None and not known_choices()):
        return None
    table = table_of(file)
    if table is None and file.columns is not None:
        raise InputError(message("columns-no-table", file.file_name))
    if table is None:
        return None
    chosen = remembered_columns(table) if file.columns is None else columns_named(file.columns, table)
    return None if chosen is None else (chosen, table)


def table_of(file: FileRows) -> Table | None:
    """The table of a file that columns are counted in; None if there is none."""
    return main_table([clean_row(row) for row in file.rows])
