"""Where an export goes: standard output, or a file that nothing is lost for."""

from __future__ import annotations

import os
import secrets
import stat
import sys
from typing import TYPE_CHECKING

from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n import message, words
from letsconnect_tui.library import default_file
from letsconnect_tui.text import printable

if TYPE_CHECKING:
    from pathlib import Path

OWNER_ONLY = 0o600
EVERYBODY = 0o666
"""Before the user's umask, as for any other file."""


def deliver(text: str, output: Path | None, *, force: bool, names: bool, file: Path | None) -> None:
    """Write an export as UTF-8, byte for byte, and say where it is.

    Args:
        text: What to write.
        output: The file; None or ``-`` is standard output.
        force: Replace a file that is there.
        names: Whether people are named: then only the owner may read the file.
        file: Where everything is kept; never written over.

    Raises:
        InputError: The file cannot or must not be written.
    """
    if output is None or str(output) == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
        return
    target = output.expanduser()
    _refuse_what_must_stay(target, file, force=force)
    try:
        _write(target, text.encode(), OWNER_ONLY if names else EVERYBODY, force=force)
    except FileExistsError:
        raise _there_already(target) from None
    except OSError as error:
        raise InputError(message("export-not-written", str(target), error.strerror or "")) from error
    said = words("export-written-names" if names else "export-written", str(target))
    sys.stderr.write(printable(said) + "\n")


def _refuse_what_must_stay(target: Path, file: Path | None, *, force: bool) -> None:
    try:
        found = target.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or ""
        raise InputError(message("export-not-written", str(target), reason)) from error
    if stat.S_ISLNK(found.st_mode):
        raise InputError(message("export-link", str(target)), message("export-link-hint"))
    if not stat.S_ISREG(found.st_mode):
        raise InputError(message("export-no-file", str(target)))
    kept = (file or default_file()).expanduser()
    if kept.exists() and target.samefile(kept):
        raise InputError(message("export-own-file", str(target)))
    if not force:
        raise _there_already(target)


def _there_already(target: Path) -> InputError:
    return InputError(message("export-exists", str(target)), message("export-exists-hint"))


def _write(target: Path, data: bytes, mode: int, *, force: bool) -> None:
    """All of it or nothing: a temporary file beside the target takes its name once it is on the disk."""
    temporary = target.with_name(f".{target.name[:100]}.{secrets.token_hex(4)}.tmp")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(temporary, flags, mode), "wb") as handle:
            handle.write(data)
            handle.flush()
            os.fsync(handle.fileno())
        if force:
            temporary.replace(target)
        else:
            _take_free_name(temporary, target)
    finally:
        temporary.unlink(missing_ok=True)


def _take_free_name(temporary: Path, target: Path) -> None:
    """Give the file its name only if nobody has it; FileExistsError otherwise."""
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError:  # no second names on this drive (FAT, some network drives)
        if target.exists():
            raise FileExistsError from None
        temporary.replace(target)
