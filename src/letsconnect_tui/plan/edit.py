"""Changes a plan's text and keeps its comments, order and alignment."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from letsconnect_tui.plan.problems import Path

Value = str | int | bool | datetime | list[str]


def set_value(text: str, path: Path, value: Value) -> str:
    """The text with one value set: ``set_value(text, ("item", 2, "duration"), "25m")``.

    Args:
        text: A plan's text.
        path: Where the value is. A key that was not there is added at the end of its table; a table that was
            not there is made.
        value: The new value; a datetime is written without seconds if it has none.

    Raises:
        KeyError: The path leads nowhere.
        ValueError: The text is not TOML.
    """
    import tomlkit  # deferred, 25 ms: only editing needs it, and a live session never edits

    document = tomlkit.parse(text)
    table = _table_at(document, path)
    table[path[-1]] = tomlkit.value(_moment(value)) if isinstance(value, datetime) else value
    return tomlkit.dumps(document)


def _table_at(document: Any, path: Path) -> Any:
    import tomlkit  # deferred, 25 ms: only editing needs it

    table = document
    for part in path[:-1]:
        if isinstance(part, int):
            if not isinstance(table, list) or not 0 <= part < len(table):
                raise KeyError(path)
        elif not isinstance(table, dict):
            raise KeyError(path)
        elif part not in table:
            table[part] = tomlkit.table()
        table = table[part]
    if not isinstance(table, dict):
        raise KeyError(path)
    return table


def _moment(value: datetime) -> str:
    return f"{value:%Y-%m-%dT%H:%M}" if not value.second else f"{value:%Y-%m-%dT%H:%M:%S}"
