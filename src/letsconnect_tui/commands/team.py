"""Typed commands of a session that several machines share."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from letsconnect_tui.app import requests as r
from letsconnect_tui.commands.arguments import whole_number
from letsconnect_tui.session.refuse import refuse
from letsconnect_tui.session.team_commands import TakeClock
from letsconnect_tui.together.roles import Role

if TYPE_CHECKING:
    from letsconnect_tui.app.recorder import Team
    from letsconnect_tui.app.session_reader import SessionReader
    from letsconnect_tui.commands.arguments import Parser


def _team(session: SessionReader) -> Team:
    if session.team is None:
        refuse("refused-not-shared")
    return session.team


def _take_clock(session: SessionReader, argument: str) -> r.Request:
    return TakeClock(_team(session).machine, session.state.clock_holder)


def _aside(session: SessionReader, argument: str) -> r.Request:
    word, _, number = argument.partition(" ")
    if not word:
        return r.ShowAside()
    if word not in ("apply", "drop"):
        refuse("refused-aside-word", word)
    aside = _team(session).aside()
    if not aside:
        refuse("refused-not-aside")
    place = whole_number(number, least=1, most=len(aside))
    return r.ChooseAside(aside[place - 1].entry, word == "apply")


def _code(session: SessionReader, argument: str) -> r.Request:
    roles: tuple[Role, ...] = get_args(Role)
    role = next((one for one in roles if argument and one.startswith(argument.casefold())), None)
    if role is None:
        refuse("refused-code-role", argument or "–")
    return r.ShowCode(role)


def _new_codes(session: SessionReader, argument: str) -> r.Request:
    _team(session)
    return r.ReplaceCodes()


COMMANDS: tuple[tuple[str, str, Parser], ...] = (
    ("team", "team", lambda session, _: r.ShowTeam()),
    ("take-clock", "take-clock", _take_clock),
    ("code", "code helper | watcher | facilitator", _code),
    ("new-codes", "new-codes", _new_codes),
    ("aside", "aside [apply N | drop N]", _aside),
)
