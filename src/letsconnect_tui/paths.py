"""Where the program keeps things on this computer.

Each folder is made when it is asked for, open to its owner only.
"""

from __future__ import annotations

from pathlib import Path

import platformdirs

APP = "letsconnect"
OWNER_ONLY = 0o700


def data_dir() -> Path:
    """Sessions, rosters, plans: what people would miss."""
    return _made(Path(platformdirs.user_data_dir(APP, appauthor=False)))


def config_dir() -> Path:
    """Settings."""
    return _made(Path(platformdirs.user_config_dir(APP, appauthor=False)))


def state_dir() -> Path:
    """What the program remembers for itself: revision numbers, crash reports."""
    return _made(Path(platformdirs.user_state_dir(APP, appauthor=False)))


def _made(folder: Path) -> Path:
    folder.mkdir(mode=OWNER_ONLY, parents=True, exist_ok=True)
    return folder
