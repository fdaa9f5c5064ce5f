"""One writer at a time, and who it is."""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec

from letsconnect_tui.errors import FileLocked
from letsconnect_tui.i18n.message import Message, message

if TYPE_CHECKING:
    from pathlib import Path

    from letsconnect_tui.store.filesystem import FileSystem

_MOST_BYTES = 4096


def lock_path(path: Path) -> Path:
    """The lock file beside the data file; it stays when the lock is gone, and holds no names."""
    return path.with_name(path.name + ".lock")


class WriterLock(msgspec.Struct):
    """Held until released; the system drops it when the process dies, so there are no stale locks."""

    filesystem: FileSystem
    descriptor: int | None
    works: bool
    """False on a drive that knows no locks (some network drives)."""

    @classmethod
    def take(cls, path: Path, filesystem: FileSystem, now: float) -> WriterLock:
        """Lock the data file for writing; FileLocked tells who has it and since when."""
        where = lock_path(path)
        descriptor = filesystem.open_lock(where)
        try:
            filesystem.lock(descriptor)
        except BlockingIOError:
            filesystem.close(descriptor)
            raise FileLocked(*_who_holds(where, path, filesystem)) from None
        except OSError:
            return cls(filesystem, descriptor, works=False)
        with suppress(OSError):  # the lock is what counts; without the note the other window says "unknown"
            _sign(filesystem, descriptor, now)
        return cls(filesystem, descriptor, works=True)

    def release(self) -> None:
        """Let the next one in."""
        if self.descriptor is not None:
            descriptor, self.descriptor = self.descriptor, None
            if self.works:
                with suppress(OSError):  # whoever looks then asks whether the process still lives
                    self.filesystem.truncate(descriptor, 0)
            self.filesystem.close(descriptor)


def holder(path: Path, filesystem: FileSystem) -> tuple[Any, Any] | None:
    """Who writes the data file now and since when, in words; None: nobody does. Raises OSError.

    Only reads the note in the lock file, and never takes the lock: trying to lock would shut out a writer
    that opens at that instant. A writer that was killed leaves its note; on this computer its process tells,
    on another one (network drives) the note is believed.
    """
    where = lock_path(path)
    if not where.exists():
        return None
    note = _note(where, filesystem)
    process = note.get("process")
    if type(process) is not int:
        return None
    if note.get("computer") == _computer() and not filesystem.process_lives(process):
        return None
    return _holder_text(note), _local_time(note.get("since")) or message("store-unknown")


def _sign(filesystem: FileSystem, descriptor: int, now: float) -> None:
    since = datetime.fromtimestamp(now, UTC).isoformat(timespec="seconds")
    note = json.dumps({"process": os.getpid(), "computer": _computer(), "since": since})
    filesystem.truncate(descriptor, 0)
    filesystem.write_at(descriptor, note.encode(), 0)


def _computer() -> str:
    """Its name; `socket` would tell too, but takes milliseconds to load."""
    if sys.platform == "win32":
        return os.environ.get("COMPUTERNAME", "")
    else:  # noqa: RET505 - a type checker reads either branch by platform
        return os.uname().nodename


def _who_holds(where: Path, path: Path, filesystem: FileSystem) -> tuple[Any, Any]:
    try:
        note = _note(where, filesystem)
    except OSError:
        note = {}
    since = _local_time(note.get("since")) or message("store-unknown")
    return (
        message("store-locked", path.name, _holder_text(note), since),
        message("store-locked-hint"),
    )


def _note(where: Path, filesystem: FileSystem) -> dict[str, Any]:
    """What the holder wrote about itself; empty while it has not, and after it let go. Raises OSError."""
    try:
        read = json.loads(filesystem.read(where)[:_MOST_BYTES])
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}


def _holder_text(note: dict[str, Any]) -> Message:
    unknown = message("store-unknown")
    return message("store-holder", note.get("process", unknown), note.get("computer", unknown))


def _local_time(text: object) -> str | None:
    """The moment on this computer's clock, to the minute."""
    try:
        return datetime.fromisoformat(str(text)).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return None
