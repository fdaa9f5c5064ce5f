"""The key of the marks kept of people whose names are gone, and the marks of who asked to be forgotten.

It lies in the state folder, never beside the data: whoever has only the file cannot try names against it.
"""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING, Any

from letsconnect_tui.paths import made_folder, state_dir
from letsconnect_tui.people.recognise import marks_of, same_mark
from letsconnect_tui.store.durable import replace_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

KEY_FILE = "people-marks.json"
_KEY_BYTES = 32


def key_path() -> Path:
    """Where the key is kept."""
    return state_dir() / KEY_FILE


def marks_key(*, make: bool = False) -> bytes:
    """The key; an empty one where there is none: its marks serve one comparison and are never kept.

    Args:
        make: Make one where there is none; OSError where that cannot be.
    """
    known = _read()
    if not known.get("key") and make:
        known["key"] = secrets.token_hex(_KEY_BYTES)
        _write(known)
    return bytes.fromhex(known.get("key", ""))


def key_for_marks() -> bytes:
    """The key to keep marks by; where none can be kept, one that nobody has afterwards."""
    try:
        return marks_key(make=True)
    except OSError:
        return secrets.token_bytes(_KEY_BYTES)


def destroy_key() -> None:
    """Throw the key away: marks made with it stay equal to each other, and nothing new can be held to them.

    Raises OSError; then it is still there.
    """
    key_path().unlink(missing_ok=True)


def forgotten_marks() -> tuple[tuple[str, ...], ...]:
    """The marks of everybody who was forgotten on this computer."""
    return tuple(tuple(one) for one in _read().get("forgotten", []))


def forgotten_among(people: Sequence[tuple[str, str | None]]) -> frozenset[int]:
    """The places in a list of names and usernames of those who asked to be forgotten."""
    known = forgotten_marks()
    if not known:
        return frozenset()
    key = marks_key()
    marks = [marks_of([one], key=key) for one in people]
    return frozenset(
        place for place, one in enumerate(marks) if any(same_mark(one, other) for other in known)
    )


def remember_forgotten(people: Iterable[tuple[str, ...]]) -> None:
    """Keep the marks of who asked to be forgotten, so that no later list brings them back unasked.

    Raises OSError.
    """
    known = _read()
    every = dict.fromkeys((*forgotten_marks(), *(one for one in people if one)))
    _write({**known, "forgotten": [list(one) for one in every]})


def _read() -> dict[str, Any]:
    try:
        known = json.loads(key_path().read_text("utf-8"))
        bytes.fromhex(known.get("key", ""))
    except (OSError, ValueError, AttributeError, TypeError):
        return {}
    return known if isinstance(known, dict) else {}


def _write(known: dict[str, Any]) -> None:
    made_folder(state_dir())
    replace_file(key_path(), json.dumps(known).encode())
