"""What `doctor` tells about the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from letsconnect_tui.store.layout import SCHEMA

if TYPE_CHECKING:
    from pathlib import Path

    from letsconnect_tui.store.backups import Keeper


@dataclass(frozen=True, slots=True)
class FileHealth:
    """One look at the file and what lies beside it."""

    path: Path
    size_bytes: int | None
    """None: there is no file yet."""
    documents: int
    schema: int
    mode: int | None
    """Permission bits; None where there are none, or no file."""
    free_bytes: int | None
    """Room left on the drive; None where it cannot be asked."""
    backups: tuple[Path, ...]
    """Newest first."""
    evidence: tuple[Path, ...]
    """Copies of what was found damaged, unfinished or changed."""
    doubtful: bool
    """Whether a flush failed, so that all of it is written anew before the next action."""

    @property
    def private(self) -> bool:
        """Whether nobody but the owner may read it, as far as the system tells."""
        return self.mode is None or not self.mode & 0o077


def look(keeper: Keeper, documents: int, *, doubtful: bool) -> FileHealth:
    """Ask the system; raises OSError."""
    mark = keeper.filesystem.mark(keeper.path)
    backups, evidence = keeper.found()
    return FileHealth(
        path=keeper.path,
        size_bytes=None if mark is None else mark.size,
        documents=documents,
        schema=SCHEMA,
        mode=None if mark is None else keeper.filesystem.mode(keeper.path),
        free_bytes=keeper.filesystem.free_bytes(keeper.path.parent),
        backups=tuple(backups),
        evidence=tuple(evidence),
        doubtful=doubtful,
    )
