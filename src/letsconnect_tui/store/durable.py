"""The one place that flushes and replaces files: every file of the program is written through here.

Only the data file itself is also appended to (`store.writer`).
"""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from typing import TYPE_CHECKING

from letsconnect_tui.store.filesystem import FileSystem

if TYPE_CHECKING:
    from pathlib import Path

OWNER_ONLY = 0o600
EVERYBODY = 0o666
"""Before the user's umask, as for any other file."""
_LONGEST_STEM = 100
"""Of a name that is nearly as long as names may be, so that the temporary one still fits."""


def write_all(filesystem: FileSystem, descriptor: int, data: bytes, offset: int) -> None:
    """Write every byte, going on after a short write; raises OSError."""
    rest = data
    while rest:
        written = filesystem.write_at(descriptor, rest, offset)
        if written <= 0:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        offset += written
        rest = rest[written:]


def write_new(filesystem: FileSystem, path: Path, data: bytes, mode: int = OWNER_ONLY) -> None:
    """A new file with these bytes, flushed, its name not yet; raises OSError and then leaves no file."""
    descriptor = filesystem.create(path, mode)
    try:
        try:
            write_all(filesystem, descriptor, data, 0)
            filesystem.sync(descriptor)
        finally:
            filesystem.close(descriptor)
    except OSError:
        filesystem.remove(path)
        raise


def replace_file(
    path: Path,
    data: bytes,
    *,
    mode: int = OWNER_ONLY,
    over_existing: bool = True,
    filesystem: FileSystem | None = None,
) -> None:
    """Give a file these bytes: all of them or, after a failure or a power cut, what was there before.

    Args:
        path: The file; a link is replaced, not followed.
        data: What it shall hold.
        mode: Permission bits of the file, before the user's umask.
        over_existing: Whether a file that is there may be replaced.
        filesystem: The disk; None is the real one.

    Raises:
        FileExistsError: The name is taken, and ``over_existing`` is false.
        OSError: It cannot be written.
    """
    filesystem = filesystem or FileSystem()
    temporary = path.with_name(f".{path.name[:_LONGEST_STEM]}.{os.urandom(4).hex()}.tmp")
    write_new(filesystem, temporary, data, mode)
    try:
        if over_existing:
            filesystem.replace(temporary, path)
        else:
            _take_free_name(filesystem, temporary, path)
    finally:
        filesystem.remove(temporary)
    with suppress(OSError):  # a folder that one may enter but not list cannot be flushed
        filesystem.sync_folder(path.parent)


def _take_free_name(filesystem: FileSystem, temporary: Path, path: Path) -> None:
    """Give the file its name only if nobody has it; FileExistsError otherwise."""
    try:
        filesystem.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:  # no second names on this drive (FAT, some network drives)
        if filesystem.mark(path) is not None:
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        filesystem.replace(temporary, path)


def reason(error: OSError) -> str:
    """The system's own words for what went wrong."""
    return error.strerror or type(error).__name__
