"""The text copied last, kept in the state folder for its owner only; beside it lie reports of crashes."""

from __future__ import annotations

from pathlib import Path

from letsconnect_tui.crash import crash_report
from letsconnect_tui.crash import keep_crash_report as keep_crash
from letsconnect_tui.paths import made, state_dir
from letsconnect_tui.store.durable import replace_file

__all__ = ["crash_report", "keep_copied", "keep_crash", "short"]

COPIED = "copied.txt"


def keep_copied(text: str) -> Path | None:
    """Keep a copied text in ``copied.txt`` for terminals without a clipboard; None where that cannot be."""
    try:
        path = made(state_dir()) / COPIED
        replace_file(path, (text + "\n").encode(errors="replace"))
    except OSError:
        return None
    return path


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
