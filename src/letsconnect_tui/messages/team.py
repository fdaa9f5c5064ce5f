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


def standing(*, has_left: bool, is_connected: bool, waiting: int) -> Message:
    """How it stands with the network, in one sentence."""
    if has_left:
        return message("team-left")
    if is_connected:
        return message("team-sending", waiting) if waiting else message("team-all-shared")
    return message("team-offline", waiting)


def clock_standing(corrected_ms: int | None) -> Message | None:
    """How far this machine's clock was off, if it was; None: it was not, or nobody knows yet."""
    if corrected_ms is None or abs(corrected_ms) < WORTH_A_WORD_MS:
        return None
    return message("team-clock-behind" if corrected_ms > 0 else "team-clock-ahead", length(abs(corrected_ms)))


def team_lines(
    present: Iterable[ConnectedMachine], state: State, names: Names, zone: tzinfo | None
) -> Iterator[Message]:
    """Who is connected, since when, and who holds the clock; then who took part and is not connected.

    Args:
        present: Who is connected.
        state: The session as it stands.
        names: How people are called.
        zone: Where times of day are told; None: this machine's zone.
    """
    connected = set()
    for one in present:
        connected.add(one.machine)
        role = message(f"team-role-{one.role}")
        key = "team-line-clock" if one.machine == state.clock_holder else "team-line"
        name = names.of_machine(one.machine, one.called)
        yield message(key, name, role, time_of_day(one.since, zone))
    for machine in state.team.values():
        if machine.id not in connected:
            key = "team-line-gone-clock" if machine.id == state.clock_holder else "team-line-gone"
            yield message(key, names.of_machine(machine.id), message(f"team-role-{machine.role}"))


def aside_lines(
    aside: Iterable[WaitingAction], state: State, names: Names, zone: tzinfo | None
) -> Iterator[Message]:
    """What was set aside, numbered; arguments as for ``team_lines``."""
    for number, action in enumerate(aside, 1):
        what = describe_events(action.record.events, state, names)
        yield message("aside-line", number, time_of_day(action.record.at, zone), what)
