"""Two steps every writer here is made of: write all of it, and make a new file that survives a power cut."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from letsconnect_tui.store.filesystem import FileSystem


def write_all(filesystem: FileSystem, descriptor: int, data: bytes, offset: int) -> None:
    """Write every byte, going on after a short write; raises OSError."""
    rest = data
    while rest:
        written = filesystem.write_at(descriptor, rest, offset)
        if written <= 0:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        offset += written
        rest = rest[written:]


def write_new(filesystem: FileSystem, path: Path, data: bytes) -> None:
    """A new file with these bytes, flushed, its name not yet; raises OSError and then leaves no file."""
    descriptor = filesystem.create(path)
    try:
        try:
            write_all(filesystem, descriptor, data, 0)
            filesystem.sync(descriptor)
        finally:
            filesystem.close(descriptor)
    except OSError:
        filesystem.remove(path)
        raise


def reason(error: OSError) -> str:
    """The system's own words for what went wrong."""
    return error.strerror or type(error).__name__
