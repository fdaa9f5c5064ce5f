"""Typed commands about what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.app import requests as r
from letsconnect_tui.commands.arguments import nothing, whole_number
from letsconnect_tui.session import commands as c

if TYPE_CHECKING:
    from letsconnect_tui.app.session_reader import SessionReader
    from letsconnect_tui.commands.typed_command import Parser


def _undo(session: SessionReader, argument: str) -> r.Request:
    if argument:
        return c.Undo(whole_number(argument))
    latest = session.log.latest_undoable
    return c.Undo(None if latest is None else latest.number)


def _redo(session: SessionReader, argument: str) -> r.Request:
    nothing(argument, "redo")
    again = session.log.to_redo()
    return c.Redo(None if again is None else again.number)


def _history(session: SessionReader, argument: str) -> r.Request:
    if argument == "--json":
        return r.ShowHistory(as_json=True)
    nothing(argument, "history")
    return r.ShowHistory()


COMMANDS: tuple[tuple[str, str, Parser], ...] = (
    ("undo", "undo [N]", _undo),
    ("redo", "redo", _redo),
    ("history", "history [--json]", _history),
)
