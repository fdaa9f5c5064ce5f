"""Typed words that only look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.app import session_views
from letsconnect_tui.app.reply import Reply
from letsconnect_tui.commands.arguments import nothing, whole_number
from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.messages.results import standing
from letsconnect_tui.session.refuse import refuse

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from letsconnect_tui.app.live_session import LiveSession
    from letsconnect_tui.commands.table import Handler


DEFAULT_WIDTH = 78


def _status(desk: LiveSession, argument: str) -> Reply:
    if argument == "--json":
        return Reply(True, message("told-list"), json=session_views.status(desk))
    nothing(argument, "status")
    return Reply(True, _status_sentence(desk))


def _status_sentence(desk: LiveSession) -> Message:
    seen = desk.moment()
    stands = standing(seen, desk.zone)
    if seen.item is None:
        return stands
    from letsconnect_tui.messages.times import length

    left = length(abs(seen.remaining))
    key = "status-running" if seen.remaining >= 0 else "status-over"
    return message(key, desk.state.item(seen.item).title, left, stands, seen.head.here)


def _json_or_lines(
    word: str, view: Callable[[LiveSession], dict[str, Any]], lines: Callable[[LiveSession], list[str]]
) -> Handler:
    def handle(desk: LiveSession, argument: str) -> Reply:
        if argument == "--json":
            return Reply(True, message("told-list"), json=view(desk))
        nothing(argument, word)
        shown = tuple(f"  {line}" for line in lines(desk))
        return Reply(True, message("look-count", len(shown)), shown)

    return handle


def rooms_json(desk: LiveSession, argument: str) -> Reply:
    """The rooms as values."""
    nothing(argument, "rooms")
    return Reply(True, message("told-list"), json=session_views.rooms(desk))


def _timeline(desk: LiveSession, argument: str) -> Reply:
    width = min(200, max(60, whole_number(argument))) if argument else DEFAULT_WIDTH
    lines = session_views.timeline_lines(desk, width)
    return Reply(True, message("look-count", len(lines)), tuple(f"  {line}" for line in lines))


def _help(desk: LiveSession, argument: str) -> Reply:
    from letsconnect_tui.commands.table import WORDS as ALL

    if argument:
        word = ALL.get(argument.split()[0].casefold())
        if word is None:
            refuse("refused-word", argument)
        return Reply(True, message("help-answer", word.usage, message(f"help-{word.name}")))
    lines = tuple(f"  {word.usage:<34} {words(f'help-{word.name}')}" for word in ALL.values())
    return Reply(True, message("help-count", len(lines)), lines)


def _quit(desk: LiveSession, argument: str) -> Reply:
    nothing(argument, "quit")
    if not desk.keeps:
        return Reply(True, message("told-quit-rehearsal"), leaves=True)
    return Reply(True, message("told-quit" if desk.state.phase == "ended" else "told-quit-live"), leaves=True)


WORDS: tuple[tuple[str, str, Handler], ...] = (
    ("status", "status [--json]", _status),
    ("people", "people [--json]", _json_or_lines("people", session_views.people, session_views.people_lines)),
    ("timeline", "timeline [WIDTH]", _timeline),
    ("agenda", "agenda [--json]", _json_or_lines("agenda", session_views.agenda, session_views.agenda_lines)),
    ("help", "help [COMMAND]", _help),
    ("quit", "quit", _quit),
)
