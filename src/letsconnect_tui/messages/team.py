"""Who takes part in a shared session, what waits, and what was set aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.messages.results import describe_events
from letsconnect_tui.messages.times import length, time_of_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import tzinfo

    from letsconnect_tui.messages.display_names import Names
    from letsconnect_tui.session.state import State
    from letsconnect_tui.session.waiting import WaitingAction
    from letsconnect_tui.together.wire import ConnectedMachine

WORTH_A_WORD_MS = 1000


def typed_code(code: str, address: str) -> str:
    """A code that says where the engine is, as it is typed: to shells a word with ``?`` is a pattern."""
    typed = f"{code}@{address}"
    return f'"{typed}"' if "?" in typed else typed


def standing(*, has_left: bool, is_connected: bool, waiting: int) -> Message:
    """How it stands with the network, in one sentence."""
    if has_left:
        return message("team-left")
    if is_connected:
        return message("team-sending", waiting) if waiting else message("team-all-shared")
    return message("team-offline-waiting", waiting) if waiting else message("team-offline")


def clock_standing(corrected_ms: int | None) -> Message | None:
    """How far this machine's clock was off, if it was; None: it was not, or nobody knows yet."""
    if corrected_ms is None or abs(corrected_ms) < WORTH_A_WORD_MS:
        return None
    return message("team-clock-behind" if corrected_ms > 0 else "team-clock-ahead", length(abs(corrected_ms)))


def team_lines(
    present: Iterable[ConnectedMachine],
    state: State,
    names: Names,
    zone: tzinfo | None,
    *,
    is_connected: bool = True,
) -> Iterator[Message]:
    """Who is connected, since when, and who holds the clock; then who took part and is not connected.

    Whoever came back as another machine, with the name and role of before, is told of once.

    Args:
        present: Who is connected.
        state: The session as it stands.
        names: How people are called.
        zone: Where times of day are told; None: this machine's zone.
        is_connected: Whether this machine is; else nobody knows whether others are.
    """
    connected, there = set(), set()
    for one in present:
        connected.add(one.machine)
        there.add((one.called, one.role))
        since = time_of_day(one.since, zone)
        if one.role == "watcher" and not one.called:
            yield message("team-line-screen", since)
            continue
        role = message(f"team-role-{one.role}")
        key = "team-line-clock" if one.machine == state.clock_holder else "team-line"
        yield message(key, names.of_machine(one.machine, one.called), role, since)
    for machine in state.team.values():
        came_back = (machine.called, machine.role) in there and machine.id != state.clock_holder
        if machine.id not in connected and not came_back:
            known = "gone" if is_connected else "unknown"
            key = f"team-line-{known}-clock" if machine.id == state.clock_holder else f"team-line-{known}"
            yield message(key, names.of_machine(machine.id), message(f"team-role-{machine.role}"))


def aside_lines(
    aside: Iterable[WaitingAction], state: State, names: Names, zone: tzinfo | None
) -> Iterator[Message]:
    """What was set aside, numbered; arguments as for ``team_lines``."""
    for number, action in enumerate(aside, 1):
        what = describe_events(action.record.events, state, names)
        yield message("aside-line", number, time_of_day(action.record.at, zone), what)
