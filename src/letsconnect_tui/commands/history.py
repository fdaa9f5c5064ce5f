"""Typed words about what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.app.reply import Reply
from letsconnect_tui.commands.arguments import nothing, whole_number
from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.message import message
from letsconnect_tui.messages.history import history_json, history_lines
from letsconnect_tui.session import commands as c

if TYPE_CHECKING:
    from letsconnect_tui.app.live_session import LiveSession
    from letsconnect_tui.commands.table import Handler


def _undo(desk: LiveSession, argument: str) -> Reply:
    return desk.execute(c.Undo(whole_number(argument) if argument else None))


def _redo(desk: LiveSession, argument: str) -> Reply:
    nothing(argument, "redo")
    return desk.execute(c.Redo())


def _history(desk: LiveSession, argument: str) -> Reply:
    if argument == "--json":
        return Reply(True, message("told-list"), json=history_json(desk.log, desk.names))
    nothing(argument, "history")
    lines = history_lines(desk.log, desk.names, desk.zone)
    shown = tuple(f"  {words(line)}" for line in lines)
    return Reply(True, message("history-count", len(lines)), shown)


WORDS: tuple[tuple[str, str, Handler], ...] = (
    ("undo", "undo [N]", _undo),
    ("redo", "redo", _redo),
    ("history", "history [--json]", _history),
)
