"""Typed commands that only look."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from letsconnect_tui.app import requests as r
from letsconnect_tui.commands.arguments import nothing, whole_number

if TYPE_CHECKING:
    from letsconnect_tui.app.session_reader import SessionReader
    from letsconnect_tui.commands.typed_command import Parser

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
    return r.ShowTimeline(min(most, max(least, whole_number(argument))) if argument else DEFAULT_WIDTH)


def _quit(session: SessionReader, argument: str) -> r.Request:
    nothing(argument, "quit")
    return r.Quit()


COMMANDS: tuple[tuple[str, str, Parser], ...] = (
    ("status", "status [--json]", _json_or_lines("status", r.ShowStatus)),
    ("people", "people [--json]", _json_or_lines("people", r.ShowPeople)),
    ("timeline", "timeline [WIDTH]", _timeline),
    ("agenda", "agenda [--json]", _json_or_lines("agenda", r.ShowAgenda)),
    ("quit", "quit", _quit),
)
