"""Once a day, at an opening: names whose time is up go, and those whose day is near are announced.

Looking through every session that was ever held takes longer the more there are, hence not at each opening.
"""

from __future__ import annotations

import contextlib
import time
from datetime import UTC, datetime
from hashlib import blake2b
from typing import TYPE_CHECKING

from letsconnect_tui import __version__
from letsconnect_tui.i18n import words
from letsconnect_tui.paths import made, state_dir
from letsconnect_tui.store.durable import replace_file

if TYPE_CHECKING:
    from pathlib import Path

    from letsconnect_tui.app.library import Library


def told_once_a_day(library: Library) -> tuple[str, ...]:
    """What was done about names, in words; nothing when today's look was taken already.

    Raises StoreError; then nothing has changed.
    """
    if library.file.read_only:
        return ()
    stamp, today = _stamp(library.file.path), _today()
    version, looked_at, nameless_ones = _read(stamp)
    if looked_at == today:
        return ()
    if version != __version__:  # perhaps what counts as a name has changed
        nameless_ones = set()
    from letsconnect_tui.app.retention import keep_promise  # 20 ms, once a day

    told = tuple(words(one) for one in keep_promise(library, int(time.time() * 1000), nameless_ones))
    with contextlib.suppress(OSError):
        made(stamp.parent)
        replace_file(stamp, "\n".join((__version__, today, *sorted(nameless_ones))).encode())
    return told


def was_looked_through_today(file: Path) -> bool:
    """Whether today's look at that file was taken already; the file itself is not opened."""
    return _read(_stamp(file.expanduser().resolve()))[1] == _today()


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


def _read(stamp: Path) -> tuple[str, str, set[str]]:
    """The program that looked last, the day, and fingerprints of sessions that name nobody."""
    try:
        version, looked_at, *nameless_ones = stamp.read_text("utf-8").split("\n")
    except (OSError, ValueError):
        return "", "", set()
    return version, looked_at, set(nameless_ones)


def _stamp(file: Path) -> Path:
    name = blake2b(str(file).encode(), digest_size=6).hexdigest()
    return state_dir() / f"names-looked-at-{name}"
