"""Which files were written with people's names in them, so that a purge can say what it does not reach.

One line of JSON each in the state folder: path, session and when; no name.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from letsconnect_tui.paths import made, state_dir

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

RECORD = "written-with-names.jsonl"
OWNER_ONLY = 0o600


def remember(path: Path, session: str) -> None:
    """Note that names of a session's people went into a file; where that cannot be noted, nothing happens."""
    when = datetime.now(UTC).isoformat(timespec="seconds")
    line = json.dumps({"path": str(path.absolute()), "session": session, "when": when}) + "\n"
    with suppress(OSError):
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
        descriptor = os.open(made(state_dir()) / RECORD, flags, OWNER_ONLY)
        with os.fdopen(descriptor, "wb") as record:
            record.write(line.encode())


def still_there(sessions: Collection[str]) -> tuple[str, ...]:
    """The files that were written with names of these sessions' people and have not been taken away."""
    paths = dict.fromkeys(path for path, session in _noted() if session in sessions)
    return tuple(path for path in paths if Path(path).exists())


def _noted() -> Iterator[tuple[str, str]]:
    """Path and session of each line; one that was torn in a power cut is passed over."""
    lines: list[str] = []
    with suppress(OSError):
        lines = (state_dir() / RECORD).read_text("utf-8", "replace").splitlines()
    for line in lines:
        with suppress(ValueError, KeyError, TypeError):
            noted = json.loads(line)
            yield str(noted["path"]), str(noted["session"])
