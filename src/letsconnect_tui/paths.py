"""Where the program keeps things on this computer.

Naming a folder makes nothing; ``made`` does, for its owner only.
"""

from __future__ import annotations

from pathlib import Path

import platformdirs

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


def made(folder: Path) -> Path:
    """The folder, there from now on; OSError where it cannot be."""
    folder.mkdir(mode=OWNER_ONLY, parents=True, exist_ok=True)
    return folder
