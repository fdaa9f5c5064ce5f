"""The table of typed commands, which help, palette and docs are made from, and reading one line by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.app.reply import Reply
from letsconnect_tui.app.requests import Request, ShowHelp
from letsconnect_tui.commands import agenda, people, queries, rooms, team
from letsconnect_tui.commands.arguments import TypedCommand, nothing
from letsconnect_tui.errors import CommandRefused
from letsconnect_tui.session.refuse import refuse
from letsconnect_tui.text import NOTE_LIMIT, clean

if TYPE_CHECKING:
    from collections.abc import Callable

    from letsconnect_tui.app.live_session import LiveSession
    from letsconnect_tui.app.session_reader import SessionReader


def parse(line: str, session: SessionReader) -> Request:
    """What a typed line means now; it is given to ``LiveSession.perform``.

    Args:
        line: A word of the table, a blank, its argument.
        session: Knows the people, items and rooms that are named, and what runs.

    Raises:
        CommandRefused: There is no such word, or what stands behind it makes no sense.
    """
    typed = clean(line, limit=NOTE_LIMIT)
    name, _, argument = typed.partition(" ")
    command = COMMANDS.get(name.casefold())
    if command is None:
        near = _nearest(name.casefold())
        if near is not None:
            refuse("refused-word-near", name, near)
        refuse("refused-word", name)
    if command.stands_alone:
        nothing(argument.strip(), command.name)
    return command.parse(session, argument.strip())


def perform_line(session: LiveSession, line: str, *, cancelled: Callable[[], bool] = bool) -> Reply:
    """Hand the meaning of a typed line to the session; a line that means nothing is a no.

    Args:
        session: Where it is carried out.
        line: As for ``parse``.
        cancelled: As for ``LiveSession.propose``.
    """
    try:
        request = parse(line, session)
    except CommandRefused as no:
        return Reply(False, no.message)
    return session.perform(request, cancelled=cancelled)


def _nearest(name: str) -> str | None:
    from difflib import get_close_matches

    near = get_close_matches(name, [*COMMANDS, "wait"], n=1)
    return near[0] if near else None


def _help(session: SessionReader, argument: str) -> Request:
    if not argument:
        return ShowHelp(tuple((one.usage, f"help-{one.name}") for one in COMMANDS.values()))
    command = COMMANDS.get(argument.split()[0].casefold())
    if command is None:
        refuse("refused-word", argument)
    return ShowHelp(((command.usage, f"help-{command.name}"),))


def _by_name() -> dict[str, TypedCommand]:
    """In the order of the areas; help stands before quit."""
    look = (*queries.QUERIES[:-1], ("help", "help [COMMAND]", _help), queries.QUERIES[-1])
    areas = (
        ("time", agenda.COMMANDS),
        ("people", people.COMMANDS),
        ("rooms", rooms.COMMANDS),
        ("texts", queries.TEXTS),
        ("history", queries.HISTORY),
        ("team", team.COMMANDS),
        ("look", look),
    )
    return {
        name: TypedCommand(name, usage, parser, area)
        for area, table in areas
        for name, usage, parser in table
    }


COMMANDS = _by_name()
