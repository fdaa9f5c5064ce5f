"""The plans that come with the program."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
_FOLDERS = (_PACKAGE / "sessions", _PACKAGE.parents[1] / "sessions")
"""Beside the code when installed; at the top of a checkout."""


def shipped_plans() -> list[Path]:
    """The plan files that ship, by name; empty only if somebody took them away."""
    folder = next((folder for folder in _FOLDERS if folder.is_dir()), None)
    return sorted(folder.glob("*.toml")) if folder is not None else []
