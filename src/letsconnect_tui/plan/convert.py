"""Converts plain TOML tables to clean values by the declared fields; every mistake becomes a remark.

A value that cannot be used is left out of the answer, so that all that is wrong is found in one go.
"""

from __future__ import annotations

from typing import Any

from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.plan.fields import HEADINGS, LINKS, MEANT, MISPLACED_TABLES, PLAN, SESSION, Field, Table
from letsconnect_tui.plan.problems import Path, Remark, key_of, nearest
from letsconnect_tui.plan.values import InvalidValue, convert_value, shown
from letsconnect_tui.text import clean

LIST_LIMIT = 200
"""Most entries of one list; some checks compare each entry with every other."""

Values = dict[str, Any]
"""A table whose values are clean; nested tables are Values too, lists are tuples."""

_EXAMPLES = {
    "id": '"clinic-2026-12-03"', "zone": '"Africa/Lagos"', "moment": "2026-12-03T15:00", "duration": '"20m"',
    "before-close": '"-5m"', "number": "1",
}  # fmt: skip


def convert_table(raw: object, table: Table, path: Path, remarks: list[Remark]) -> Values:
    """The clean values of a table, without those that are missing or wrong.

    Args:
        raw: What the file has there.
        table: The keys it may have.
        path: Where it is in the file.
        remarks: Gets an error for each mistake; holds the syntax errors already, whose values are not missed.
    """
    if not isinstance(raw, dict):
        heading = HEADINGS.get(".".join(part for part in path if isinstance(part, str)))
        if isinstance(raw, list) and heading is not None:
            _note(remarks, path, message("plan-double-brackets", heading))
        else:
            _note(remarks, path, message("plan-not-a-table", key_of(path), shown(raw)))
        return {}
    unreadable = {remark.path for remark in remarks if remark.line is not None}
    for key in raw:
        if key not in table:
            _note(remarks, (*path, key), unknown_key(key, table))
    values: Values = {}
    for key, field in table.items():
        if key in raw:
            _convert_into(values, key, raw[key], field, path, remarks)
        elif field.required and not {(*path, key), path} & unreadable:
            _note(remarks, path, message("plan-key-missing", key, _example(key, field)))
    return values


def unknown_key(key: str, table: Table) -> Message:
    """What to say of a key that a table does not have: the one that is meant, if that is clear."""
    meant = MEANT.get(key.casefold())
    if table is PLAN and key in MISPLACED_TABLES:
        return message("plan-table-elsewhere", MISPLACED_TABLES[key])
    near = meant if meant in table else nearest(key, table)
    if near is not None:
        return message("plan-unknown-key-near", clean(key, limit=40), near)
    for heading, other, inner in (("session.links", SESSION, LINKS), ("session", PLAN, SESSION)):
        if table is other and key in inner:
            return message("plan-unknown-key-elsewhere", key, heading)
    return message("plan-unknown-key", clean(key, limit=40), ", ".join(table))


def _convert_into(
    values: Values, key: str, raw: object, field: Field, path: Path, remarks: list[Remark]
) -> None:
    here = (*path, key)
    if not field.many:
        if (value := _convert_one(raw, field, here, remarks)) is not None:
            values[key] = value
    elif isinstance(raw, list) and len(raw) > LIST_LIMIT:
        _note(remarks, here, message("plan-list-too-long", key, len(raw), LIST_LIMIT))
    elif isinstance(raw, list):
        converted = [_convert_one(one, field, (*here, index), remarks) for index, one in enumerate(raw)]
        values[key] = tuple(value for value in converted if value is not None)
    elif field.kind == "table" and len(here) == 1:
        _note(remarks, here, message("plan-single-brackets", key))
    else:
        to_write = shown(raw).replace("“", '"').replace("”", '"')
        _note(remarks, here, message("plan-not-a-list", key, shown(raw), to_write))


def _convert_one(raw: object, field: Field, path: Path, remarks: list[Remark]) -> Any:
    if field.kind == "chat-line" and isinstance(raw, str):
        raw = {"text": raw}
    if field.table is not None:
        return convert_table(raw, field.table, path, remarks)
    try:
        return convert_value(raw, field, key_of(path))
    except InvalidValue as no:
        _note(remarks, path, no.reason)
        return None


def _note(remarks: list[Remark], path: Path, reason: Message) -> None:
    remarks.append(Remark("error", path, reason))


def _example(key: str, field: Field) -> str:
    """How the file writes a key that is missing."""
    if field.table is not None:
        return f"[[{key}]]" if field.many else f"[{key}]"
    return f"{key} = {_EXAMPLES.get(field.kind) or _quoted(field)}"


def _quoted(field: Field) -> str:
    return f'"{field.choices[0]}"' if field.choices else '"…"'
