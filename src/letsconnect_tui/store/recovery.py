"""What to do with the bytes that an opening finds: take them, repair them, or refuse them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.errors import FileDamaged, NewerFormat
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.store.documents import Documents
from letsconnect_tui.store.layout import CLOSING, SCHEMA
from letsconnect_tui.store.reading import Contents, NewerError, UnreadableError, parse, salvage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from letsconnect_tui.store.backups import Evidence, Keeper


class FileFinding(msgspec.Struct):
    """What is in the file, and what to tell about it."""

    contents: Contents
    notices: list[Message] = msgspec.field(default_factory=list)
    evidence: Evidence | None = None
    """Why a copy of the old bytes is to be put aside before anything is changed."""

    @property
    def must_rewrite(self) -> bool:
        """Whether the file cannot be appended to as it is."""
        return self.contents.condition not in ("whole", "torn")


def examine(raw: bytes, keeper: Keeper) -> FileFinding:
    """Read without changing anything; raises NewerFormat, FileDamaged, OSError."""
    name = keeper.path.name
    if not raw:
        return _empty(keeper)
    try:
        contents = parse(raw)
    except NewerError as error:
        raise NewerFormat(
            message("store-newer", name, error.args[1], SCHEMA), message("store-newer-hint")
        ) from error
    except UnreadableError:
        return _restore(raw, keeper)
    match contents.condition:
        case "whole" | "torn":
            return FileFinding(contents)
        case "foreign":
            return FileFinding(contents, [message("store-adopted", name)], "before-import")
        case "edited":
            return FileFinding(contents, [message("store-edited", name)], "damaged")
        case _:
            kept = message("store-damaged-lines", name, len(contents.documents), contents.dropped)
            return FileFinding(contents, [kept], "damaged")


def unfinished_write(raw: bytes, contents: Contents) -> bytes | None:
    """The rest of an unfinished write, if it is more than a torn piece of the file's own end."""
    rest = raw[contents.end :]
    return rest if len(rest.strip(b" \0")) > len(CLOSING) else None


def _empty(keeper: Keeper) -> FileFinding:
    """No bytes: a new file, or all of it lost and a backup to take instead."""
    restored = _newest_backup(keeper)
    saved = _fullest_saved(keeper)
    new = FileFinding(Contents(condition="foreign"))
    if saved is not None and (restored is None or len(saved[1].documents) > len(restored[1].documents)):
        notice = message("store-took-saved", keeper.path.name, saved[0])
        return FileFinding(Contents(saved[1].documents, saved[1].tables, "damaged"), [notice])
    if restored is None:
        return new
    if keeper.filesystem.mark(keeper.path) is None:  # removed by somebody; perhaps they meant it
        new.notices.append(message("store-begun-anew", keeper.path.name, restored[0]))
        return new
    return _from_backup(restored, {}, keeper)


def _restore(raw: bytes, keeper: Keeper) -> FileFinding:
    """The head is lost: every line that proves itself, and a backup for what is missing."""
    lines = salvage(raw)
    restored = _newest_backup(keeper)
    complete = bool(lines) and list(lines) == list(range(1, len(lines) + 1))
    if restored is not None and not complete:
        return _from_backup(restored, lines, keeper)
    if lines:
        contents = Contents(Documents(inner=lines.values()), condition="damaged")
        notice = message("store-salvaged", keeper.path.name, len(lines))
        return FileFinding(contents, [notice], "damaged")
    raise FileDamaged(message("store-unreadable", keeper.path.name), message("store-unreadable-hint"))


def saved_beside(keeper: Keeper, documents: Documents) -> list[Message]:
    """One notice for each copy that a window saved beside the file and that holds more than the file does."""
    notices = []
    known = set(documents.inner()) if _saved_copies(keeper) else set()
    for name, contents in _readable_saved(keeper):
        missing = sum(inner not in known for inner in contents.documents.inner())
        if missing:
            notices.append(message("store-saved-beside", keeper.path.name, name, missing))
    return notices


def _saved_copies(keeper: Keeper) -> list[Path]:
    beginning = f"{keeper.path.name}.ours-"
    return [path for path in keeper.found()[1] if path.name.startswith(beginning)]


def _readable_saved(keeper: Keeper) -> Iterator[tuple[str, Contents]]:
    for path in _saved_copies(keeper):
        try:
            yield path.name, parse(keeper.filesystem.read(path))
        except (UnreadableError, NewerError, OSError):
            continue


def _fullest_saved(keeper: Keeper) -> tuple[str, Contents] | None:
    copies = _readable_saved(keeper)
    return max(copies, key=lambda copy: len(copy[1].documents), default=None)


def _newest_backup(keeper: Keeper) -> tuple[str, Contents] | None:
    for path in keeper.found()[0]:
        try:
            contents = parse(keeper.filesystem.read(path))
        except (UnreadableError, NewerError, OSError):
            continue
        return path.name, contents
    return None


def _from_backup(restored: tuple[str, Contents], lines: dict[int, bytes], keeper: Keeper) -> FileFinding:
    name, backup = restored
    merged = {**dict(enumerate(backup.documents.inner(), 1)), **lines}
    documents = Documents(inner=[merged[number] for number in sorted(merged)])
    contents = Contents(documents, backup.tables, "damaged")
    notice = message("store-restored", keeper.path.name, name, len(lines))
    return FileFinding(contents, [notice], "damaged")
