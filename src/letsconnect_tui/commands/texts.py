"""Typed commands about texts: copying, notes, questions, actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.app import requests as r
from letsconnect_tui.commands.arguments import nothing, whole_number
from letsconnect_tui.session import commands as c

if TYPE_CHECKING:
    from typing import Literal

    from letsconnect_tui.app.session_reader import SessionReader
    from letsconnect_tui.commands.typed_command import Parser


def _copy(session: SessionReader, argument: str) -> r.Request:
    return r.CopyText(argument)


def _line(kind: Literal["note", "question", "action"]) -> Parser:
    def parse(session: SessionReader, argument: str) -> r.Request:
        return c.TakeLine(kind, argument)

    return parse


def _answered(session: SessionReader, argument: str) -> r.Request:
    return c.AnswerQuestion(whole_number(argument))


def _notes(session: SessionReader, argument: str) -> r.Request:
    nothing(argument, "notes")
    return r.ShowNotes()


COMMANDS: tuple[tuple[str, str, Parser], ...] = (
    ("copy", "copy [N|essentials|rooms|people|tags|sheet|cards|intro|cue|feedback]", _copy),
    ("note", "note TEXT", _line("note")),
    ("ask", "ask TEXT", _line("question")),
    ("todo", "todo TEXT", _line("action")),
    ("answered", "answered N", _answered),
    ("done", "done N", _answered),
    ("notes", "notes", _notes),
)
