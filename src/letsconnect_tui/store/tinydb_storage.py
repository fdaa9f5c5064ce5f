"""The same file through TinyDB's own door: ``TinyDB(path, storage=EventStorage)``."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from tinydb.storages import Storage

from letsconnect_tui.errors import NotSaved
from letsconnect_tui.i18n.message import message
from letsconnect_tui.store.event_file import EventFile
from letsconnect_tui.store.layout import EVENTS


class EventStorage(Storage):
    """TinyDB reads every table and inserts into `events`, each document durable in its own line.

    The log only grows: any other change raises NotSaved and leaves the file as it was.
    """

    def __init__(self, path: str | Path, **options: Any) -> None:
        self.file = EventFile.open(Path(path), **options)

    def read(self) -> dict[str, dict[str, Any]]:
        """All tables; TinyDB may change what it gets."""
        tables: dict[str, dict[str, Any]] = copy.deepcopy(self.file.tables())
        tables[EVENTS] = {str(number): row for number, row in enumerate(self.file.documents(), 1)}
        return tables

    def write(self, data: dict[str, dict[Any, Any]]) -> None:
        """Append the documents that are new; raises NotSaved for every other change."""
        events = {str(key): dict(row) for key, row in data.get(EVENTS, {}).items()}
        known = self.file.documents()
        wanted = list(events)
        others = {name: table for name, table in data.items() if name != EVENTS and table}
        if (
            wanted != [str(number) for number in range(1, len(wanted) + 1)]
            or list(events.values())[: len(known)] != list(known)
            or others != {name: table for name, table in self.file.tables().items() if table}
        ):
            raise NotSaved(message("store-only-grows"))
        for document in list(events.values())[len(known) :]:
            self.file.append(document)

    def close(self) -> None:
        """Let the next window write."""
        self.file.close()
