"""The first look at the file, and for the writer whatever must be repaired before the first action."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from letsconnect_tui.errors import StoreError
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.store.durable import reason
from letsconnect_tui.store.layout import CLOSING, SEAL, render, seal
from letsconnect_tui.store.reading import Contents, parse, read_on
from letsconnect_tui.store.recovery import examine, saved_beside, unfinished_write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from letsconnect_tui.store.backups import Evidence, Keeper
    from letsconnect_tui.store.filesystem import FileMark
    from letsconnect_tui.store.writer import Writer


class Opened(msgspec.Struct):
    """What an opening found, and how the file is left by it."""

    contents: Contents
    notices: list[Message]
    """What was repaired or found."""
    mark: FileMark | None
    """The file as it was read; None when there was none."""


def open_file(keeper: Keeper, writer: Writer | None, now: float) -> Opened:
    """Read the file; with a writer, repair it and make it ready for appending.

    Args:
        keeper: The file and its copies.
        writer: Holds the lock; None to look only.
        now: Seconds since 1970, for the names of copies.

    Raises:
        StoreError: NewerFormat, FileDamaged or NotSaved.
        OSError: As the system gives it.
    """
    mark = keeper.filesystem.mark(keeper.path)
    raw = b"" if mark is None else keeper.filesystem.read(keeper.path)
    finding = examine(raw, keeper)
    result = Opened(finding.contents, list(finding.notices), mark)
    if raw:
        result.notices += saved_beside(keeper, finding.contents.documents)
    if writer is None:
        return result
    if not writer.locked:
        result.notices.append(message("store-no-lock", keeper.path.name))
    if finding.evidence is not None and raw:
        result.notices.append(_put_aside(keeper, raw, finding.evidence, now))
    if finding.must_rewrite:
        known = finding.contents.documents.inner()
        data = render(known, finding.contents.tables, os.urandom(6).hex())
        result.contents = parse(data)
        writer.replace(data, backup=None)
    else:
        _take_up(keeper, writer, raw, result, now)
    return result


def back_up(make: Callable[[], object], notices: list[Message]) -> None:
    """Make a backup; a missing one stops nobody's work, but is told."""
    try:
        make()
    except OSError as error:
        notices.append(message("store-no-backup", reason(error)))


def _take_up(keeper: Keeper, writer: Writer, raw: bytes, result: Opened, now: float) -> None:
    """Go on with a file that is whole but perhaps for its end."""
    end, torn = result.contents.end, result.contents.condition == "torn"
    if torn:
        result.notices.append(message("store-unfinished", keeper.path.name))
        rest = unfinished_write(raw, result.contents)
        if rest is not None:
            result.notices.append(_put_aside(keeper, rest, "unfinished", now))
    start = raw.rfind(b"\n", 0, end)
    writer.take_up(len(raw), raw[start:end] + CLOSING, start, torn=torn)
    if result.contents.documents and not torn:
        back_up(lambda: keeper.back_up_when_due(raw, now), result.notices)


def _put_aside(keeper: Keeper, data: bytes, word: Evidence, now: float) -> Message:
    return message("store-kept-copy", keeper.keep(data, word, now))


def cannot_open(path: Path, error: OSError) -> StoreError:
    """The error for what the system refuses at an opening."""
    return StoreError(
        message("store-cannot-open", str(path), reason(error)), message("store-cannot-open-hint")
    )


def refuse_irregular(keeper: Keeper) -> None:
    """A pipe would be waited for without end, and a device replaced by a file; raises StoreError, OSError."""
    kind = keeper.filesystem.kind(keeper.path)
    if kind is not None:
        raise StoreError(
            message("store-no-regular-file", str(keeper.path), message(f"store-kind-{kind}")),
            message("store-no-regular-file-hint"),
        )


class SecondLook(msgspec.Struct, frozen=True):
    """What a second look found."""

    contents: Contents
    mark: FileMark | None
    replaced: bool
    """Whether what was read before is no longer what the file says."""


def look_again(keeper: Keeper, before: Contents, mark_before: FileMark | None) -> SecondLook | None:
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
                return SecondLook(grown, mark, replaced=False)
        elif mark == mark_before and before.condition != "torn":
            return None
    contents = examine(keeper.filesystem.read(keeper.path), keeper).contents
    return SecondLook(contents, mark, replaced=not contents.documents.begins_with(before.documents))


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
