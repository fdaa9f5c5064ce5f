"""The machines of a session that several people run together: what they want, what happened, who they are."""

from __future__ import annotations

from typing import Literal

import msgspec

from letsconnect_tui.session.facts import Command, Event

TeamRole = Literal["facilitator", "helper"]
"""Who may act; a watcher only looks, and is no machine of the session."""


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


class MachineJoined(Event, frozen=True, tag="machine"):
    """A machine takes part, or takes part again under another name."""

    machine: str
    called: str
    role: TeamRole


class ClockTaken(Event, frozen=True, tag="clock-taken"):
    """One machine holds the clock from now on."""

    machine: str


class Machine(msgspec.Struct, frozen=True):
    """One of the machines that a session is run from."""

    id: str
    called: str
    """What its user is called."""
    role: TeamRole
    number: int
    """From 0, in the order of joining; the first one shared the session."""
