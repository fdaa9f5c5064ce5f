"""Making and looking at files in tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from letsconnect_tui.i18n.message import Message
from letsconnect_tui.store import EventFile

if TYPE_CHECKING:
    from pathlib import Path


def keys(file: EventFile) -> list[str]:
    """What the opening told."""
    return [notice.key for notice in file.notices]


def beside(path: Path) -> list[str]:
    """The names in the folder, without the file's own."""
    return sorted(found.name.removeprefix(path.name) for found in path.parent.iterdir())


def written(path: Path, *documents: dict[str, Any]) -> None:
    """A file with these documents added, closed."""
    file = EventFile.open(path)
    for document in documents:
        file.append(document)
    file.close()


NOW = 1_800_000_000.0
STAMP = "20270115T080000Z"
"""That moment in the names of copies."""


def as_text(message: Any) -> str:
    """``key(value, value)``, values that are messages in the same way."""
    if not isinstance(message, Message):
        return str(message)
    return f"{message.key}({', '.join(map(as_text, message.values))})" if message.values else message.key
