"""Typed commands that ask, that copy or keep a text, and undo and redo."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from letsconnect_tui.app import requests as r
from letsconnect_tui.commands.arguments import nothing, options, whole_number
from letsconnect_tui.session import commands as c
from letsconnect_tui.session.feedback_counts import Feedback, counts_typed
from letsconnect_tui.session.refuse import refuse

if TYPE_CHECKING:
    from typing import Literal

    from letsconnect_tui.app.session_reader import SessionReader
    from letsconnect_tui.commands.arguments import Parser


DEFAULT_WIDTH = 78
_WIDTHS = (60, 200)
"""The fewest and the most columns of a timeline."""


def _json_or_lines(word: str, make: Callable[[bool], r.Query]) -> Parser:
    def parse(session: SessionReader, argument: str) -> r.Request:
        if argument == "--json":
            return make(True)
        nothing(argument, word)
        return make(False)

    return parse


def _timeline(session: SessionReader, argument: str) -> r.Request:
    least, most = _WIDTHS
    return r.ShowTimeline(whole_number(argument, least=least, most=most) if argument else DEFAULT_WIDTH)


QUERIES: tuple[tuple[str, str, Parser], ...] = (
    ("status", "status [--json]", _json_or_lines("status", r.ShowStatus)),
    ("people", "people [--json]", _json_or_lines("people", r.ShowPeople)),
    ("timeline", "timeline [WIDTH]", _timeline),
    ("agenda", "agenda [--json]", _json_or_lines("agenda", r.ShowAgenda)),
    ("quit", "quit", lambda session, _: r.Quit()),
)


def _undo(session: SessionReader, argument: str) -> r.Request:
    if argument:
        return c.Undo(whole_number(argument))
    latest = session.log.latest_undoable
    return c.Undo(None if latest is None else latest.number)


def _redo(session: SessionReader, argument: str) -> r.Request:
    again = session.log.to_redo()
    return c.Redo(None if again is None else again.number)


HISTORY: tuple[tuple[str, str, Parser], ...] = (
    ("undo", "undo [N]", _undo),
    ("redo", "redo", _redo),
    ("history", "history [--json]", _json_or_lines("history", r.ShowHistory)),
)


def _copy(session: SessionReader, argument: str) -> r.Request:
    return r.CopyText(argument)


def _line(kind: Literal["note", "question", "action"]) -> Parser:
    def parse(session: SessionReader, argument: str) -> r.Request:
        return c.TakeLine(kind, argument)

    return parse


def _answered(session: SessionReader, argument: str) -> r.Request:
    return c.AnswerQuestion(whole_number(argument))


def _feedback(session: SessionReader, argument: str) -> r.Request:
    given, rest = options(argument, ("rating", "gained", "shared"))
    rating, gained, shared = (
        counts_typed(given.get(name, "0,0,0,0,0")) for name in ("rating", "gained", "shared")
    )
    if rest or not argument or rating is None or gained is None or shared is None:
        refuse("refused-feedback")
    return c.TakeFeedback(Feedback(rating, gained, shared))


TEXTS: tuple[tuple[str, str, Parser], ...] = (
    ("copy", "copy [N|essentials|rooms|people|tags|sheet|cards|intro|cue|feedback]", _copy),
    ("note", "note TEXT", _line("note")),
    ("ask", "ask TEXT", _line("question")),
    ("todo", "todo TEXT", _line("action")),
    ("answered", "answered N", _answered),
    ("done", "done N", _answered),
    ("notes", "notes", lambda session, _: r.ShowNotes()),
    ("feedback", "feedback rating=N,N,N,N,N [gained=…] [shared=…]", _feedback),
)
