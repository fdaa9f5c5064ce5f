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
    """What is new since the last look; None when nothing is. Raises OSError and StoreError."""
    mark = keeper.filesystem.mark(keeper.path)
    if mark == mark_before:
        return None
    if mark is None:
        return None  # between two names of a replacement; what was read still counts
    grown = (
        _read_growth(keeper, before) if mark_before is not None and _same_file(mark, mark_before) else None
    )
    if grown is not None:
        return Sight(grown, mark, replaced=False)
    contents = examine(keeper.filesystem.read(keeper.path), keeper).contents
    known = len(before.documents)
    return Sight(contents, mark, replaced=contents.documents[:known] != before.documents)


def _same_file(mark: FileMark, before: FileMark) -> bool:
    return (mark.device, mark.inode) == (before.device, before.inode)


def _read_growth(keeper: Keeper, before: Contents) -> Contents | None:
    """Read from the last known line on; None when that line is no longer there."""
    if not before.documents or before.condition not in ("whole", "torn"):
        return None
    raw = keeper.filesystem.read(keeper.path, before.end - SEAL)
    if raw[:SEAL] != seal(before.chain):
        return None
    documents, length, chain = read_on(raw[SEAL:], before.chain)
    return replace(before, documents=before.documents + documents, end=before.end + length, chain=chain)
