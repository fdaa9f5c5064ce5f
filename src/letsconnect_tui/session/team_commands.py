"""What somebody wants of a session that several machines share; ``commands.py`` lists all others."""

from __future__ import annotations

from letsconnect_tui.session.facts import Command, TeamRole


class JoinTeam(Command, frozen=True):
    """A machine takes part from now on."""

    machine: str
    called: str
    role: TeamRole


class TakeClock(Command, frozen=True):
    """What this machine says of the time counts from now on, and nobody else's."""

    machine: str
    holder: str | None = None
    """Who held it when this was wanted."""
