"""Where the program keeps things on this computer.

Naming a folder makes nothing; ``made`` does, for its owner only.
"""

from __future__ import annotations

import stat
from pathlib import Path

import platformdirs

from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.message import Message, message

APP = "letsconnect"
OWNER_ONLY = 0o700


def data_dir() -> Path:
    """Sessions, rosters, plans: what people would miss."""
    return Path(platformdirs.user_data_dir(APP, appauthor=False))


def config_dir() -> Path:
    """Settings."""
    return Path(platformdirs.user_config_dir(APP, appauthor=False))


def state_dir() -> Path:
    """What the program remembers for itself: revision numbers, crash reports, where names went."""
    return Path(platformdirs.user_state_dir(APP, appauthor=False))


_SYNCHRONISED = (
    "dropbox", "onedrive", "google drive", "googledrive", "nextcloud", "owncloud", "mobile documents",
    "icloud", "pcloud", "syncthing", "seafile", "megasync",
)  # fmt: skip
_MARKERS = (".stfolder", ".dropbox", ".sync")
"""What programs that synchronise leave in the folders they look after."""


def looks_synchronised(file: Path) -> bool:
    """Whether a file seems to lie in a folder that goes to other computers by itself."""
    if any(word in str(file).casefold() for word in _SYNCHRONISED):
        return True
    try:
        return any((folder / marker).exists() for folder in file.parents for marker in _MARKERS)
    except OSError:
        return False


def made_folder(folder: Path) -> Path:
    """The folder, there from now on; OSError where it cannot be."""
    folder.mkdir(mode=OWNER_ONLY, parents=True, exist_ok=True)
    return folder


def user_path(text: str | Path) -> Path:
    """A path that somebody typed or set, with ``~`` replaced by the home folder.

    Every path from outside comes through here, so that each is refused in the same words.

    Raises:
        InputError: It is empty, names the home of nobody, or holds bytes that no text has.
    """
    typed = str(text)
    if not typed.strip():
        raise InputError(message("cli-empty-path"))
    if "\0" in typed or not _is_text(typed):
        raise InputError(message("path-no-text", typed), message("path-no-text-hint"))
    try:
        return Path(typed).expanduser()
    except RuntimeError:
        home = typed.replace("\\", "/").partition("/")[0]
        raise InputError(message("path-no-home", home), message("path-no-home-hint")) from None


def _is_text(typed: str) -> bool:
    """Whether it can be written as UTF-8; names that are no UTF-8 reach Python as lone surrogates."""
    try:
        typed.encode()
    except UnicodeEncodeError:
        return False
    return True


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
