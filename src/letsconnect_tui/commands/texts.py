"""Typed words about texts: copying, notes, questions, actions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from letsconnect_tui.commands.arguments import whole_number
from letsconnect_tui.messages.call_texts import text_to_copy
from letsconnect_tui.session import commands as c

if TYPE_CHECKING:
    from typing import Literal

    from letsconnect_tui.app.live_session import LiveSession
    from letsconnect_tui.app.reply import Reply
    from letsconnect_tui.commands.table import Handler


def _copy(desk: LiveSession, argument: str) -> Reply:
    what, text = text_to_copy(desk.state, desk.names, argument, desk.now())
    reply = desk.execute(c.MarkCopied(what))
    if not reply.ok:
        return reply
    return replace(reply, copied=text, preview=tuple(f"  {line}" for line in text.split("\n")))


def _line(kind: Literal["note", "question", "action"]) -> Handler:
    def handle(desk: LiveSession, argument: str) -> Reply:
        return desk.execute(c.TakeLine(kind, argument))

    return handle


def _answered(desk: LiveSession, argument: str) -> Reply:
    return desk.execute(c.AnswerQuestion(whole_number(argument)))


WORDS: tuple[tuple[str, str, Handler], ...] = (
    ("copy", "copy [N|essentials|rooms|people|tags|sheet|cards|intro|cue|feedback]", _copy),
    ("note", "note TEXT", _line("note")),
    ("ask", "ask TEXT", _line("question")),
    ("todo", "todo TEXT", _line("action")),
    ("answered", "answered N", _answered),
)
