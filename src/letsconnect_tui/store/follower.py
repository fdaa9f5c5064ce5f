"""Following a file that another window writes, without a lock and without changing anything."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from letsconnect_tui.store.layout import SEAL, seal
from letsconnect_tui.store.reading import Contents, read_on
from letsconnect_tui.store.recovery import examine

if TYPE_CHECKING:
    from letsconnect_tui.store.backups import Keeper
    from letsconnect_tui.store.filesystem import FileMark


@dataclass(frozen=True, slots=True)
class Sight:
    """What a second look found."""

    contents: Contents
    mark: FileMark | None
    replaced: bool
    """Whether what was read before is no longer what the file says."""


def look_again(keeper: Keeper, before: Contents, mark_before: FileMark | None) -> Sight | None:
    """What is new since the last look; None when nothing is. Raises OSError and StoreError.

    A file that only grew is read from its last known line on, at every look: a line that could not be saved
    is taken back, and the next one may be as long.
    """
    mark = keeper.filesystem.mark(keeper.path)
    if mark is None:
        return None  # between two names of a replacement; what was read still counts
    if mark_before is not None and mark[:2] == mark_before[:2]:
        if before.documents and before.condition in ("whole", "torn"):
            grown = _read_growth(keeper, before)
            if grown is not None:
                return Sight(grown, mark, replaced=False)
        elif mark == mark_before and before.condition != "torn":
            return None
    contents = examine(keeper.filesystem.read(keeper.path), keeper).contents
    return Sight(contents, mark, replaced=not contents.documents.begins_with(before.documents))


def _read_growth(keeper: Keeper, before: Contents) -> Contents | None:
    """The same and what follows the last known line; None when that line is no longer there."""
    raw = keeper.filesystem.read(keeper.path, before.end - SEAL)
    if raw[:SEAL] != seal(before.chain):
        return None
    documents, length, chain = read_on(raw[SEAL:], before.chain)
    if not documents:
        return before
    grown = before.documents.with_more(documents)
    return replace(before, documents=grown, end=before.end + length, chain=chain)
