"""The rows of an agenda in any file: a spreadsheet, CSV, a wiki table, a Markdown table, or lines of text.

A table is known by its headings or, where it has none, by its shape: a column of times or lengths, one of
titles, and perhaps one of names.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.importers.agenda_lines import FIELDS, agenda_lines
from letsconnect_tui.importers.cells import MOST_BYTES, CellRow, cell_rows
from letsconnect_tui.importers.cue_columns import CueColumns, cue_columns
from letsconnect_tui.importers.durations import read_duration, read_times
from letsconnect_tui.importers.encodings import decode
from letsconnect_tui.paths import read_at_most

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

_XLSX, _XLS = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_MOST = 0.6
"""From this share of its cells on, a column is what they are."""
_FEW_WORDS = 5
_LONGEST_CELL = 2000
_SHAPE_ROWS = 40
_WIKI_LINK = re.compile(r"\[\[(?:[^|\]]*\|)?([^\]]*)\]\]")
_WEB_LINK = re.compile(r"\[(?:https?:)?//\S+\s+([^\]]*)\]")
_TEMPLATE = re.compile(r"\{\{(?:[^{}|]*\|)*([^{}|]*)\}\}")
_TAG = re.compile(r"<ref[^>/]*>.*?</ref>|<!--.*?-->|<br\s*/?>|</?[a-zA-Z][^<>]*>", re.DOTALL)
_MARKDOWN_RULE = re.compile(r"\s*\|?\s*:?-{3,}:?\s*(?:\|\s*:?-{3,}:?\s*)*\|?\s*")
_MARKDOWN_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")


class AgendaRows(Struct, frozen=True):
    """Rows, and what their columns hold where they have no headings."""

    rows: list[CellRow]
    columns: CueColumns | None = None
    notes: tuple[Message, ...] = ()


def read_agenda_rows(path: Path, encoding: str | None = None) -> AgendaRows:
    """The rows of an agenda, whatever kind of file it is in.

    Args:
        path: The file, at most 5 MB.
        encoding: What somebody says it is in; None is found out.

    Raises:
        InputError: It is missing, too large, broken, or not in that encoding.
    """
    content = read_at_most(path, MOST_BYTES, hint=message("error-file-split"))
    if content.startswith(_XLS):
        raise InputError(message("error-file-is-spreadsheet", path.name), message("error-file-save-as-csv"))
    if content.startswith(_XLSX):
        from letsconnect_tui.importers.spreadsheet import spreadsheet_rows  # deferred: only for XLSX

        return _with_columns(spreadsheet_rows(content, path.name))
    decoded = decode(content, encoding)
    found = rows_of_agenda(decoded.text, path.name)
    return AgendaRows(found.rows, found.columns, decoded.notes(path.name))


def rows_of_agenda(text: str, name: str) -> AgendaRows:
    """The rows of an agenda that was pasted or read."""
    if re.search(r"^\s*:*\{\|", text, re.MULTILINE):
        return _with_columns(wiki_rows(text))
    if (rows := markdown_rows(text)) is not None:
        return _with_columns(rows)
    try:
        table = _with_columns(cell_rows(text, name))
    except InputError:  # an inch sign or an apostrophe in a line of text is no open quote
        table = AgendaRows([])
        if any(cue_columns(row).is_heading for row in _first_lines(text)):
            raise
    if table.columns is not None or any(cue_columns(row.cells).is_heading for row in table.rows):
        return table
    lines = agenda_lines(text)
    if any(row.cells[3] and (row.cells[0] or row.cells[2]) for row in lines):
        return AgendaRows(lines, CueColumns(FIELDS))
    return table


def _first_lines(text: str) -> Iterable[tuple[str, ...]]:
    return (tuple(re.split(r"[,;\t|]", line)) for line in text.splitlines()[:_SHAPE_ROWS])


def _with_columns(rows: list[CellRow]) -> AgendaRows:
    has_heading = any(cue_columns(row.cells).is_heading for row in rows)
    return AgendaRows(rows, None if has_heading else columns_by_shape(rows))


def wiki_rows(text: str) -> list[CellRow]:
    """The rows of the first table in a wiki page, without its markup."""
    rows: list[CellRow] = []
    cells: list[str] = []
    first = 0
    begun = False
    for number, line in enumerate(text.splitlines(), 1):
        stripped = line.strip().lstrip(":")
        if stripped.startswith("{|"):
            begun = True
        elif not begun or stripped.startswith("|+"):
            continue
        elif stripped.startswith(("|-", "|}")):
            if cells:
                rows.append(CellRow(first, tuple(map(without_wiki_markup, cells))))
            cells, first = [], 0
            if stripped.startswith("|}"):
                break
        elif stripped[:1] in ("|", "!"):
            first = first or number
            cells += re.split(r"\|\||!!" if stripped[0] == "!" else r"\|\|", stripped[1:])
        elif cells:
            cells[-1] += f" {stripped}"
    if cells:
        rows.append(CellRow(first, tuple(map(without_wiki_markup, cells))))
    return rows


def without_wiki_markup(cell: str) -> str:
    """The words of a cell: links by their label, templates by their last value, no attributes and no tags."""
    text = _TAG.sub(" ", cell[:_LONGEST_CELL])
    text = _WEB_LINK.sub(r"\1", _WIKI_LINK.sub(lambda link: link[1].removeprefix("User:"), text))
    while _TEMPLATE.search(text):
        text = _TEMPLATE.sub(r"\1", text)
    attributes, bar, rest = text.partition("|")
    text = rest if bar and "=" in attributes else text
    return " ".join(re.sub("'{2,}", "", text).split())


def markdown_rows(text: str) -> list[CellRow] | None:
    """The rows of the first table of a Markdown text; None where it has none."""
    lines = text.splitlines()
    rule = next((at for at, line in enumerate(lines) if "|" in line and _MARKDOWN_RULE.fullmatch(line)), None)
    if rule is None or rule == 0:
        return None
    rows = [CellRow(rule, _markdown_cells(lines[rule - 1]))]
    for at in range(rule + 1, len(lines)):
        if "|" not in lines[at]:
            break
        rows.append(CellRow(at + 1, _markdown_cells(lines[at])))
    return rows


def _markdown_cells(line: str) -> tuple[str, ...]:
    inside = line.strip().removeprefix("|")
    inside = inside[:-1] if inside.endswith("|") and not inside.endswith("\\|") else inside
    cells = re.split(r"(?<!\\)\|", inside)
    return tuple(
        re.sub(r"\*\*|__|`|<br\s*/?>", " ", _MARKDOWN_LINK.sub(r"\1", one)).replace("\\|", "|").strip()
        for one in cells
    )


def columns_by_shape(rows: Sequence[CellRow]) -> CueColumns | None:
    """What the columns of a table without headings hold; None where no title or no time can be told."""
    sample = [row.cells for row in rows[:_SHAPE_ROWS] if len(row.cells) > 1]
    if len(sample) < 2 or len(sample) * 2 < min(len(rows), _SHAPE_ROWS):
        return None
    width = max(map(len, sample))
    columns = {at: [row[at].strip() for row in sample if at < len(row)] for at in range(width)}
    fields: dict[str, int] = {}
    for at, cells in columns.items():
        filled = [cell for cell in cells if cell]
        if not filled or len(filled) * 2 < len(sample):
            continue
        if _share(filled, lambda cell: read_times(cell)[0] is not None) >= _MOST and _rises(filled):
            fields.setdefault("end" if "start" in fields else "start", at)
        elif _share(filled, lambda cell: read_duration(cell) is not None) >= _MOST:
            fields.setdefault("duration", at)
    rest = {at: cells for at, cells in columns.items() if at not in fields.values() and any(cells)}
    if not fields or not rest:
        return None
    fields["title"] = max(rest, key=lambda at: (_letters(rest[at]), -at))
    names = [at for at in rest if at > fields["title"] and _are_short(rest[at])]
    if names:
        fields["lead"] = names[0]
    return CueColumns(fields)


def _share(cells: Sequence[str], is_so: object) -> float:
    assert callable(is_so)
    return sum(bool(is_so(cell)) for cell in cells) / len(cells)


def _rises(cells: Sequence[str]) -> bool:
    """Whether times of day follow each other, as those of an agenda do; lengths go up and down."""
    times = [at for cell in cells if (at := read_times(cell)[0]) is not None]
    return sum(later <= earlier for earlier, later in pairwise(times)) <= 1


def _letters(cells: Sequence[str]) -> int:
    return sum(character.isalpha() for cell in cells for character in cell)


def _are_short(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(len(cell.split()) <= _FEW_WORDS for cell in filled)
