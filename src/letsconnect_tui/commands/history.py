"""Typed words about what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.app.reply import Reply
from letsconnect_tui.commands.arguments import nothing, whole_number
from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.message import message
from letsconnect_tui.messages.history import history_json, story
from letsconnect_tui.session import commands as c

if TYPE_CHECKING:
    from letsconnect_tui.app.session_desk import Desk
    from letsconnect_tui.commands.table import Handler


def _undo(desk: Desk, argument: str) -> Reply:
    return desk.told(desk.conductor.give(c.Undo(whole_number(argument) if argument else None)))


def _redo(desk: Desk, argument: str) -> Reply:
    nothing(argument, "redo")
    return desk.told(desk.conductor.give(c.Redo()))


def _history(desk: Desk, argument: str) -> Reply:
    if argument == "--json":
        return Reply(True, message("told-list"), json=history_json(desk))
    nothing(argument, "history")
    lines = story(desk)
    shown = tuple(f"  {words(line)}" for line in lines)
    return Reply(True, message("history-count", len(lines)), shown)


WORDS: tuple[tuple[str, str, Handler], ...] = (
    ("undo", "undo [N]", _undo),
    ("redo", "redo", _redo),
    ("history", "history [--json]", _history),
)
