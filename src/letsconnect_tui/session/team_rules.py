"""Command → events and state + event → state, for the machines that run a session together."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from letsconnect_tui.session.event_mismatch import require
from letsconnect_tui.session.refuse import refuse
from letsconnect_tui.session.team import ClockTaken, JoinTeam, Machine, MachineJoined, TakeClock

if TYPE_CHECKING:
    from letsconnect_tui.session import events as e
    from letsconnect_tui.session.state import State


def _join(state: State, command: JoinTeam, now: int) -> tuple[e.AnyEvent, ...]:
    joined = MachineJoined(command.machine, command.called, command.role)
    known = state.team.get(command.machine)
    if known is None:
        first = () if state.team or command.role != "facilitator" else (ClockTaken(command.machine),)
        return (joined, *first)
    return () if (known.called, known.role) == (command.called, command.role) else (joined,)


def _take_clock(state: State, command: TakeClock, now: int) -> tuple[e.AnyEvent, ...]:
    if state.clock_holder == command.machine:
        return ()
    machine = state.team.get(command.machine)
    if machine is None or machine.role != "facilitator":
        refuse("refused-clock-facilitators")
    if command.holder not in (None, state.clock_holder):
        refuse("refused-clock-taken", state.team[state.clock_holder].called)
    return (ClockTaken(command.machine),)


def _joined(state: State, event: MachineJoined, at: int) -> State:
    known = state.team.get(event.machine)
    number = len(state.team) if known is None else known.number
    return replace(
        state,
        team={**state.team, event.machine: Machine(event.machine, event.called, event.role, number)},
    )


def _taken(state: State, event: ClockTaken, at: int) -> State:
    require(event.machine in state.team and state.team[event.machine].role == "facilitator")
    return replace(state, clock_holder=event.machine)


TEAM_COMMANDS: dict[type, Callable[[State, Any, int], tuple[e.AnyEvent, ...]]] = {
    JoinTeam: _join,
    TakeClock: _take_clock,
}
TEAM_EVENTS: dict[type, Callable[[State, Any, int], State]] = {MachineJoined: _joined, ClockTaken: _taken}
