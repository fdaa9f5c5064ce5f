"""The text copied last, kept in the state folder for its owner only; beside it lie reports of crashes."""

from __future__ import annotations

import os
from pathlib import Path

from letsconnect_tui.crash import crash_report
from letsconnect_tui.crash import keep_crash_report as keep_crash
from letsconnect_tui.paths import made, state_dir

__all__ = ["crash_report", "keep_copied", "keep_crash", "short"]

COPIED = "copied.txt"
OWNER_ONLY = 0o600


def keep_copied(text: str) -> Path | None:
    """Keep a copied text in ``copied.txt`` for terminals without a clipboard; None where that cannot be."""
    return _kept(COPIED, text + "\n")


SHORT = 24
"""A path of more letters is told without the middle of its folder."""


def short(path: Path) -> str:
    """A path as it is told: with ``~`` for the home folder, a long folder shortened in the middle."""
    try:
        told = f"~/{path.relative_to(Path.home()).as_posix()}"
    except (ValueError, RuntimeError):
        told = str(path)
    if len(told) <= SHORT:
        return told
    start, room = told[:2], SHORT - len(path.name) - 4
    return f"{start}{told[2 : 2 + max(0, room)]}…/{path.name}"


def _kept(name: str, text: str) -> Path | None:
    try:
        path = made(state_dir()) / name
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY)
        with open(handle, "w", encoding="utf-8", errors="replace") as file:  # noqa: PTH123 - made 0600 above
            file.write(text)
    except OSError:
        return None
    return path
