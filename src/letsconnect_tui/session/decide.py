"""State + command + now → events, or CommandRefused with the reason. Checks, and never searches."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NoReturn

from letsconnect_tui.errors import CommandRefused
from letsconnect_tui.i18n.message import message
from letsconnect_tui.session import commands as c
from letsconnect_tui.session import events as e
from letsconnect_tui.session import room_commands, room_events
from letsconnect_tui.session.decide_agenda import AGENDA_COMMANDS, going_on, item_to_come
from letsconnect_tui.session.decide_people import PEOPLE_COMMANDS, PEOPLE_MAKERS
from letsconnect_tui.session.decide_rooms import ROOM_COMMANDS, accept_rooms
from letsconnect_tui.session.evolve_clock import clock_events
from letsconnect_tui.session.record import NO_IDS_USED, UsedIds
from letsconnect_tui.session.refuse import refuse
from letsconnect_tui.session.team_commands import JoinTeam, TakeClock

if TYPE_CHECKING:
    from letsconnect_tui.session.facts import Command
    from letsconnect_tui.session.state import State


def decide(state: State, command: Command, now: int, used: UsedIds = NO_IDS_USED) -> tuple[e.AnyEvent, ...]:
    """The events that a command makes; an empty answer means that the wish is already fulfilled.

    Args:
        state: The session as it stands.
        command: What is wanted.
        now: The moment on the session's line, in ms.
        used: The ids given so far, also those that were taken back.

    Raises:
        CommandRefused: It makes no sense now; nothing changed.
    """
    decider = _DECIDERS.get(type(command))
    if decider is not None:
        return decider(state, command, now)
    maker = _MAKERS.get(type(command))
    if maker is not None:
        return maker(state, command, used)
    raise CommandRefused(message("refused-unknown"))


# -- time ------------------------------------------------------------------------------------------


def _live_item(state: State) -> str:
    """The running item; refuses unless the session is live and not paused."""
    if state.phase == "ready":
        refuse("refused-not-started")
    if state.phase == "ended":
        refuse("refused-ended")
    if state.phase == "paused":
        refuse("refused-paused")
    return str(state.current)


def _still_running(state: State, item: str | None) -> bool:
    """Whether ``item`` is the running one (None: whichever is); refuses when it neither is nor was left.

    False when it was left meanwhile: then somebody else has done what leaving it was wanted for.
    """
    if item is None or item == state.current:
        return True
    if item in state.runs and state.runs[item].phase in ("done", "skipped"):
        return False
    return _not_running(state, item)


def _must_run(state: State, item: str | None) -> None:
    """Refuse when ``item`` is not the running one (None: whichever is)."""
    if item is not None and item != state.current:
        _not_running(state, item)


def _not_running(state: State, item: str) -> NoReturn:
    title = state.item(item).title if item in state.runs else item
    if state.current is None:
        refuse("refused-not-running-none", title)
    refuse("refused-not-running", title, state.item(state.current).title)


def _next_item(state: State) -> str:
    if not state.to_come:
        refuse("refused-last-item")
    return state.to_come[0]


def _start(state: State, command: c.Start, now: int) -> tuple[e.AnyEvent, ...]:
    going_on(state)
    if state.phase != "ready":
        refuse("refused-already-started")
    return (e.SessionStarted(_next_item(state)),)


def _next(state: State, command: c.Next, now: int) -> tuple[e.AnyEvent, ...]:
    if not _still_running(state, command.from_item):
        return ()
    left = _live_item(state)
    return (e.Advanced(left, _next_item(state)),)


def _back(state: State, command: c.Back, now: int) -> tuple[e.AnyEvent, ...]:
    left = command.from_item
    if left is not None and left in state.to_come and state.current is not None:
        return ()
    _must_run(state, left)
    left = _live_item(state)
    before = state.item_before
    if before is None:
        refuse("refused-first-item")
    return (e.WentBack(left, before),)


def _pause(state: State, command: c.Pause, now: int) -> tuple[e.AnyEvent, ...]:
    _must_run(state, command.item)
    if command.item is not None and state.phase == "paused":
        return ()
    _live_item(state)
    return (e.SessionPaused(),)


def _resume(state: State, command: c.Resume, now: int) -> tuple[e.AnyEvent, ...]:
    _must_run(state, command.item)
    if command.item is not None and state.phase == "live":
        return ()
    if state.phase != "paused":
        refuse("refused-not-paused")
    return (e.SessionResumed(),)


def _add_time(state: State, command: c.AddTime, now: int) -> tuple[e.AnyEvent, ...]:
    going_on(state)
    if state.current is None:
        refuse("refused-not-started")
    _must_run(state, command.item)
    item = state.current
    if command.ms == 0:
        refuse("refused-no-time")
    if state.allotted(item) + state.runs[item].added_ms + command.ms < 0:
        refuse("refused-below-zero")
    return (e.TimeAdded(item, command.ms),)


def _skip(state: State, command: c.Skip, now: int) -> tuple[e.AnyEvent, ...]:
    if not _still_running(state, command.item):
        return ()
    item = _live_item(state)
    return (e.ItemSkipped(item, _next_item(state)),)


def _correct_start(state: State, command: c.CorrectStart, now: int) -> tuple[e.AnyEvent, ...]:
    _must_run(state, command.item)
    item = _live_item(state)
    if command.ms <= 0:
        refuse("refused-start-later")
    entered_at = state.runs[item].spans[state.entry].start
    if command.began_at not in (None, entered_at):
        if entered_at == command.began_at - command.ms:
            return ()
        refuse("refused-start-corrected")
    earlier = entered_at - command.ms
    left = None if state.came_from is None else state.runs[state.came_from].spans[-1]
    pauses = [pause.start + 1 for pause in state.pauses if earlier < pause.start <= entered_at]
    earliest = max([*pauses, earlier if left is None else left.start])
    if earlier < earliest:
        refuse("refused-start-too-early", f"{max(0, entered_at - earliest) // 1000}s")
    return (e.StartCorrected(item, earlier),)


def _correct_clock(state: State, command: c.CorrectClock, now: int) -> tuple[e.AnyEvent, ...]:
    return clock_events(state, now, now + command.ms)


def _recording(state: State, command: c.SayRecording, now: int) -> tuple[e.AnyEvent, ...]:
    going_on(state)
    if state.recording == command.on:
        refuse("refused-recording-on" if command.on else "refused-recording-off")
    return (e.RecordingSaid(command.on),)


def _end(state: State, command: c.End, now: int) -> tuple[e.AnyEvent, ...]:
    if state.phase == "ready":
        refuse("refused-not-started")
    going_on(state)
    closing: tuple[e.AnyEvent, ...] = ()
    if state.round is not None and state.round.is_open:
        closing = (room_events.RoundClosed(state.round.number),)
    return (*closing, e.SessionEnded())


def _begin_instead(state: State, command: c.BeginInstead, now: int) -> tuple[e.AnyEvent, ...]:
    if command.from_item is not None and state.current == command.item:
        return ()
    _must_run(state, command.from_item)
    left = _live_item(state)
    return (e.ItemPutOff(left, item_to_come(state, command.item)),)


def _pause_away(state: State, command: c.PauseAway, now: int) -> tuple[e.AnyEvent, ...]:
    item = _live_item(state)
    last = state.runs[item].spans[-1]
    if not last.start <= command.since < command.until <= now:
        refuse("refused-away-gone")
    return (e.AwayBecamePause(command.since, command.until),)


# -- who runs it -----------------------------------------------------------------------------------


def _join(state: State, command: JoinTeam, now: int) -> tuple[e.AnyEvent, ...]:
    joined = e.MachineJoined(command.machine, command.called, command.role)
    known = state.team.get(command.machine)
    if known is None:
        shares = not state.team and command.role == "facilitator"
        return (joined, e.ClockTaken(command.machine)) if shares else (joined,)
    return () if (known.called, known.role) == (command.called, command.role) else (joined,)


def _take_clock(state: State, command: TakeClock, now: int) -> tuple[e.AnyEvent, ...]:
    if state.clock_holder == command.machine:
        return ()
    machine = state.team.get(command.machine)
    if machine is None or machine.role != "facilitator":
        refuse("refused-clock-facilitators")
    if command.holder not in (None, state.clock_holder):
        refuse("refused-clock-taken", state.team[state.clock_holder].called)
    return (e.ClockTaken(command.machine),)


_DECIDERS: dict[type, Callable[[State, Any, int], tuple[e.AnyEvent, ...]]] = {
    c.Start: _start,
    c.Next: _next,
    c.Back: _back,
    c.Pause: _pause,
    c.Resume: _resume,
    c.AddTime: _add_time,
    c.Skip: _skip,
    c.CorrectStart: _correct_start,
    c.CorrectClock: _correct_clock,
    c.SayRecording: _recording,
    c.End: _end,
    c.BeginInstead: _begin_instead,
    c.PauseAway: _pause_away,
    **AGENDA_COMMANDS,
    **PEOPLE_COMMANDS,
    **ROOM_COMMANDS,
    JoinTeam: _join,
    TakeClock: _take_clock,
}
_MAKERS: dict[type, Callable[[State, Any, UsedIds], tuple[e.AnyEvent, ...]]] = {
    **PEOPLE_MAKERS,
    room_commands.AcceptRooms: accept_rooms,
}
"""Commands that make something with an id of its own."""
