"""Sharing a session from the command line: what others need to take part, and what has to be installed."""

from __future__ import annotations

import getpass
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.message import message
from letsconnect_tui.messages.team import typed_code
from letsconnect_tui.settings import option
from letsconnect_tui.text import clean, printable

if TYPE_CHECKING:
    from letsconnect_tui.app.library import Library
    from letsconnect_tui.app.live_session import LiveSession

NAME_LIMIT = 60


def shared(library: Library, session: LiveSession, address: str, name: str | None) -> LiveSession:
    """The session, shared with other machines; says on standard error what they need.

    Args:
        library: Where it is kept.
        session: The session.
        address: Where the engine is; empty: as the settings say.
        name: What others see of the user of this machine.
    """
    require_packages("nats", "nacl")
    from letsconnect_tui.app.team_session import share_session

    if session.onlooker:
        raise InputError(message("together-onlooker"))
    address = address or option("together", "address", "")
    together = share_session(library, session, address, own_name(name))
    for line in code_lines(together):
        sys.stderr.write(line + "\n")
    return together


def code_lines(session: LiveSession) -> list[str]:
    """What others need to take part, a line for each role."""
    team = session.team
    if team is None:
        return []
    codes = ((code.partition("-")[0], typed_code(code, team.address)) for code in team.codes)
    lines = (words(message(f"together-code-{role}", code)) for role, code in codes)
    return [words("together-codes"), *(f"  {line}" for line in lines)]


def own_name(name: str | None) -> str:
    """What others see of the user of this machine: as typed, as in the settings, or the account's name."""
    given = name or option("together", "name", "")
    if not given:
        try:
            given = getpass.getuser()
        except (OSError, KeyError):
            given = words(message("together-somebody"))
    return printable(clean(given, limit=NAME_LIMIT)) or words(message("together-somebody"))


def require_packages(*modules: str) -> None:
    """Refuse where what only shared sessions need is not installed."""
    if any(find_spec(module) is None for module in modules):
        raise InputError(message("together-not-installed"), message("together-not-installed-hint"))
