"""Making and looking at files in tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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
