"""Reads files that somebody names: regular ones, and never more of them than makes sense.

A pipe would be waited for without end, and a device has no end.
"""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.message import Message, message

if TYPE_CHECKING:
    from pathlib import Path


def read_at_most(path: Path, most_bytes: int, *, hint: Message | None = None) -> bytes:
    """All bytes of a regular file of at most ``most_bytes``; ``hint`` says what to do about a larger one.

    Raises:
        InputError: It is missing, no regular file, too large, or cannot be read.
    """
    name = str(path)
    try:
        kind = path.stat().st_mode
        if stat.S_ISDIR(kind):
            raise InputError(message("error-file-is-folder", name))
        if not stat.S_ISREG(kind):
            raise InputError(message("error-file-not-regular", name), message("error-file-not-regular-hint"))
        with path.open("rb") as file:
            content = file.read(most_bytes + 1)
    except FileNotFoundError as error:
        raise InputError(message("error-file-missing", name)) from error
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or type(error).__name__
        raise InputError(message("error-file-unreadable", name, reason)) from error
    if len(content) > most_bytes:
        raise InputError(message("error-file-too-large", name, _size(most_bytes)), hint)
    return content


def _size(number: int) -> str:
    return f"{number // 1_000_000} MB" if number >= 1_000_000 else f"{number // 1024} kB"
