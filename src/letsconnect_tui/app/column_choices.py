"""What the columns of a file of people hold, as somebody said; kept for later files of the same kind."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.errors import InputError
from letsconnect_tui.importers.attendance import chosen_columns as chosen
from letsconnect_tui.importers.file_rows import read_file
from letsconnect_tui.paths import made_folder, state_dir
from letsconnect_tui.store.durable import replace_file

if TYPE_CHECKING:
    from pathlib import Path

_MOST_FILES = 200


class FileColumns(msgspec.Struct, frozen=True):
    """The columns of a file, and what was named for it already."""

    columns: tuple[chosen.ShownColumn, ...]
    places: dict[str, int]


def columns_of_file(path: Path) -> FileColumns | None:
    """The columns to choose from; None where the file cannot be read or has fewer than two."""
    try:
        file = read_file(path)
    except InputError:
        return None
    table = chosen.table_of(file)
    if table is None:
        return None
    known = chosen.remembered_columns(table)
    places = {} if known is None else dict(known.places)
    return FileColumns(tuple(chosen.columns_of_table(table)), places)


def remember_columns(path: Path, encoding: str | None, columns: str | None) -> None:
    """Keep which columns were named for a file, for later ones with the same headings; ``auto`` forgets that.

    Nothing of the file itself is kept, not even its headings. Where it cannot be kept, nothing happens.
    """
    if columns is None:
        return
    table = chosen.table_of(read_file(path, encoding))
    if table is None:
        return
    known = chosen.known_choices()
    known.pop(key := chosen.fingerprint(table), None)
    if columns != chosen.AUTO:
        known[key] = dict(chosen.columns_named(columns, table).places)
    kept = dict(list(known.items())[-_MOST_FILES:])
    with suppress(OSError):
        replace_file(made_folder(state_dir()) / chosen.COLUMNS_FILE, json.dumps(kept).encode())
