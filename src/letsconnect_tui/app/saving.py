"""Writes a file that somebody asked for: all of it or nothing, and nothing replaced unasked."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

from letsconnect_tui.app.exported_files import remember
from letsconnect_tui.app.library import default_file
from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.paths import user_path
from letsconnect_tui.store.backups import is_kept_with
from letsconnect_tui.store.durable import EVERYBODY, OWNER_ONLY, reason, replace_file

if TYPE_CHECKING:
    from pathlib import Path


def save(
    content: str | bytes,
    output: Path,
    *,
    names_of: str | None,
    force: bool = False,
    kept: Path | None = None,
    owner_only: bool = False,
) -> Message:
    """Write a file; the message says where it is.

    Args:
        content: What to write, byte for byte; a text as UTF-8.
        output: The file; ``~`` is the home folder.
        names_of: The session whose people are named, if any: then only the owner may read the file, and it
            is remembered for whoever takes names out later.
        force: Replace a file that is there.
        kept: The data file in use. Neither it nor the default one, nor what is kept beside either, is ever
            written over.
        owner_only: Only the owner may read the file, though no session's people are named.

    Raises:
        InputError: The file cannot or must not be written.
    """
    target = user_path(output)
    _refuse_what_must_stay(target, kept, force=force)
    data = content.encode() if isinstance(content, str) else content
    try:
        mode = OWNER_ONLY if owner_only or names_of is not None else EVERYBODY
        replace_file(target, data, mode=mode, over_existing=force)
    except FileExistsError:
        raise _there_already(target) from None
    except OSError as error:
        raise InputError(message("export-not-written", str(target), reason(error))) from error
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
    if any(is_kept_with(target, data_file) for data_file in {kept or default_file(), default_file()}):
        raise InputError(message("export-own-file", str(target)), message("export-own-file-hint"))
    try:
        found = target.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return
    except (OSError, ValueError) as error:
        cause = getattr(error, "strerror", None) or ""
        raise InputError(message("export-not-written", str(target), cause)) from error
    if stat.S_ISLNK(found.st_mode):
        raise InputError(message("export-link", str(target)), message("export-link-hint"))
    if not stat.S_ISREG(found.st_mode):
        raise InputError(message("export-no-file", str(target)))
    if not force:
        raise _there_already(target)


def _there_already(target: Path) -> InputError:
    return InputError(message("export-exists", str(target)), message("export-exists-hint"))
