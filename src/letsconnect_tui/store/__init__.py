"""Where everything is kept: one TinyDB file that is appended to, one document per action.

Documents go in and come out; what they mean is for `session`. Names load when they are first asked for, so
importing this package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from letsconnect_tui.store.backups import FileHealth
    from letsconnect_tui.store.event_file import EventFile
    from letsconnect_tui.store.filesystem import FileSystem
    from letsconnect_tui.store.tinydb_storage import EventStorage

__all__ = ["EventFile", "EventStorage", "FileHealth", "FileSystem"]

_HOMES = {
    "EventFile": "event_file",
    "FileSystem": "filesystem",
    "FileHealth": "backups",
    "EventStorage": "tinydb_storage",
}


def __getattr__(name: str) -> object:
    """Load a public name from its file."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
