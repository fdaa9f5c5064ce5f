"""Once a day, at an opening: names whose time is up go, and those whose day is near are announced.

Looking through every session that was ever held takes longer the more there are, hence not at each opening.
"""

from __future__ import annotations

import contextlib
import time
from datetime import UTC, datetime
from hashlib import blake2b
from typing import TYPE_CHECKING

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
    stamp, today = _stamp(library.file.path), datetime.now(UTC).date().isoformat()
    with contextlib.suppress(OSError):
        if stamp.read_text("utf-8") == today:
            return ()
    from letsconnect_tui.app.retention import keep_promise  # 20 ms, once a day

    told = tuple(words(one) for one in keep_promise(library, int(time.time() * 1000)))
    with contextlib.suppress(OSError):
        made(stamp.parent)
        replace_file(stamp, today.encode())
    return told


def _stamp(file: Path) -> Path:
    name = blake2b(str(file).encode(), digest_size=6).hexdigest()
    return state_dir() / f"names-looked-at-{name}"
