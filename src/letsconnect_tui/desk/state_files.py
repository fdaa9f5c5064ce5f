"""Two small files in the state folder: the text copied last, and what is known of a crash. Both 0600."""

from __future__ import annotations

import os
import traceback
from datetime import UTC, datetime
from pathlib import Path

from letsconnect_tui.errors import LetsConnectError
from letsconnect_tui.paths import made, state_dir

COPIED = "copied.txt"
OWNER_ONLY = 0o600


def keep_copied(text: str) -> Path | None:
    """Keep a copied text in ``copied.txt`` for terminals without a clipboard; None where that cannot be."""
    return _kept(COPIED, text + "\n")


def short(path: Path) -> str:
    """A path as it is told: with ``~`` for the home folder."""
    try:
        return f"~/{path.relative_to(Path.home()).as_posix()}"
    except (ValueError, RuntimeError):
        return str(path)


def keep_crash(error: BaseException) -> Path | None:
    """Keep what an error was and where; no message and no local variable, for those may hold names."""
    now = datetime.now(UTC)
    return _kept(f"crash-{now:%Y%m%d-%H%M%S}.log", f"{now:%Y-%m-%dT%H:%M:%SZ}\n{crash_report(error)}")


def crash_report(error: BaseException) -> str:
    """The kinds of error, from the first cause on, each with the lines of code it came through."""
    told = ""
    chain = [error]
    while (before := chain[-1].__cause__ or chain[-1].__context__) is not None and before not in chain:
        chain.append(before)
    for one in reversed(chain):
        frames = traceback.extract_tb(one.__traceback__)
        told += "".join(f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}\n" for frame in frames)
        key = f" {one}" if isinstance(one, LetsConnectError) else ""
        told += f"{type(one).__module__}.{type(one).__qualname__}{key}\n"
    return told


def _kept(name: str, text: str) -> Path | None:
    try:
        path = made(state_dir()) / name
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY)
        with open(handle, "w", encoding="utf-8", errors="replace") as file:  # noqa: PTH123 - made 0600 above
            file.write(text)
    except OSError:
        return None
    return path
