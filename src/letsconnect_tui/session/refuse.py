"""Saying no: to a command that cannot be carried out, and to an event that its state does not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from letsconnect_tui.errors import CommandRefused
from letsconnect_tui.i18n.message import message

if TYPE_CHECKING:
    from letsconnect_tui.session.attendee import Attendee
    from letsconnect_tui.session.state import Round, State


class EventMismatch(Exception):
    """Raised while folding: the log without a taken-back action no longer holds together."""


def require(condition: bool) -> None:
    """Raise EventMismatch unless ``condition`` holds."""
    if not condition:
        raise EventMismatch


def refuse(key: str, *values: object) -> NoReturn:
    """Raise CommandRefused with a message key and its values."""
    raise CommandRefused(message(key, *values))


def known_person(state: State, person: str) -> Attendee:
    """The person with that id; refuses an unknown one."""
    if person not in state.people:
        refuse("refused-unknown-person", person)
    return state.people[person]


def unclosed_round(state: State) -> Round:
    """The round that is planned or open; refuses where there is none."""
    if state.unclosed_round is None:
        refuse("refused-no-rooms")
    return state.unclosed_round
