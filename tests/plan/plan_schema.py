"""The JSON Schema of plans, as editors read it, from the tables of keys in ``plan/fields.py``."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from letsconnect_tui.plan.fields import FORMAT_VERSION, PLAN
from letsconnect_tui.text import NAME_LIMIT, NOTE_LIMIT, TITLE_LIMIT

if TYPE_CHECKING:
    from letsconnect_tui.plan.fields import Field, Table

Schema = dict[str, Any]

_DURATION = {"type": "string", "pattern": r"^\s*(\d+|(\d+\s*h)?\s*(\d+\s*m(in)?)?\s*(\d+\s*s)?)\s*$"}
_KINDS: dict[str, Schema] = {
    "id": {"type": "string", "pattern": r"^[^\s]+$", "maxLength": NAME_LIMIT},
    "person": {"type": "string", "pattern": r"^[^\s]+$", "maxLength": NAME_LIMIT},
    "name": {"type": "string", "maxLength": NAME_LIMIT},
    "text": {"type": "string", "maxLength": TITLE_LIMIT},
    "prose": {"type": "string", "maxLength": NOTE_LIMIT},
    "link": {"type": "string", "pattern": "^([hH][tT][tT][pP][sS]?://|mailto:|tel:)"},
    "choice": {},
    "language": {"type": "string", "pattern": "^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$"},
    "zone": {"type": "string"},
    "moment": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?"},
    "anchor": {"type": "string", "pattern": r"^(\d{4}-\d\d-\d\d[T ])?\d\d?:\d\d(:\d\d)?$"},
    "duration": {"anyOf": [{"type": "number", "minimum": 0}, _DURATION]},
    "before-close": {"anyOf": [{"type": "number", "maximum": 0}, {"type": "string", "pattern": r"^[-−]"}]},
    "number": {"type": "integer", "minimum": 1},
    "flag": {"type": "boolean"},
    "names": {"type": "array", "items": {"type": "string"}},
}


def plan_schema() -> Schema:
    """The whole schema as plain values."""
    schema = _of_table(PLAN)
    schema["properties"]["plan"] = {"const": FORMAT_VERSION, "description": PLAN["plan"].says}
    return {"$schema": "http://json-schema.org/draft-07/schema#", "title": "Session plan", **schema}


def schema_text() -> str:
    """The schema as the file that ships."""
    return json.dumps(plan_schema(), indent=2, ensure_ascii=False) + "\n"


def _of_table(table: Table) -> Schema:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [key for key, field in table.items() if field.required],
        "properties": {key: _of_field(field) for key, field in table.items()},
    }


def _of_field(field: Field) -> Schema:
    one = _of_one(field)
    if field.many:
        return {"description": field.says, "type": "array", "items": one}
    return {"description": field.says, **one}


def _of_one(field: Field) -> Schema:
    if field.table is None:
        return {"enum": list(field.choices)} if field.choices else dict(_KINDS[field.kind])
    table = _of_table(field.table)
    return {"anyOf": [{"type": "string"}, table]} if field.kind == "chat-line" else table


if __name__ == "__main__":
    sys.stdout.write(schema_text())
