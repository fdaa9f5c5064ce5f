"""Writes a file that somebody asked for: all of it or nothing, and nothing replaced unasked."""

from __future__ import annotations

import os
import secrets
import stat
from typing import TYPE_CHECKING

from letsconnect_tui.app.exported_files import remember
from letsconnect_tui.app.library import default_file
from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.paths import user_path

if TYPE_CHECKING:
    from pathlib import Path

OWNER_ONLY = 0o600
EVERYBODY = 0o666
"""Before the user's umask, as for any other file."""


def save(
    text: str, output: Path, *, names_of: str | None, force: bool = False, kept: Path | None = None
) -> Message:
    """Write a text as UTF-8, byte for byte; the message says where it is.

    Args:
        text: What to write.
        output: The file; ``~`` is the home folder.
        names_of: The session whose people are named, if any: then only the owner may read the file, and it
            is remembered for whoever takes names out later.
        force: Replace a file that is there.
        kept: Where everything is kept (None: the default file); never written over.

    Raises:
        InputError: The file cannot or must not be written.
    """
    target = user_path(output)
    _refuse_what_must_stay(target, kept, force=force)
    try:
        _write(target, text.encode(), EVERYBODY if names_of is None else OWNER_ONLY, force=force)
    except FileExistsError:
        raise _there_already(target) from None
    except OSError as error:
        raise InputError(message("export-not-written", str(target), error.strerror or "")) from error
    if names_of is None:
        return message("export-written", str(target))
    remember(target, names_of)
    return message("export-written-names", str(target))


def free_name(folder: Path, name: str) -> Path:
    """A path in ``folder`` that nothing stands at yet: ``name``, else with a number before its suffix."""
    first = folder / name
    path, number = first, 2
    while path.is_symlink() or path.exists():
        path = first.with_name(f"{first.stem}-{number}{first.suffix}")
        number += 1
    return path


def _refuse_what_must_stay(target: Path, kept: Path | None, *, force: bool) -> None:
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
    own = kept or default_file()
    if own.exists() and target.samefile(own):
        raise InputError(message("export-own-file", str(target)))
    if not force:
        raise _there_already(target)


def _there_already(target: Path) -> InputError:
    return InputError(message("export-exists", str(target)), message("export-exists-hint"))


def _write(target: Path, data: bytes, mode: int, *, force: bool) -> None:
    """A temporary file beside the target takes its name once it is on the disk."""
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
