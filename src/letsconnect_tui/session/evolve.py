"""State + event → state.

Raises EventMismatch where the event makes no sense: so it is noticed when an action is taken back that later
ones rest on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from letsconnect_tui.session import events as e
from letsconnect_tui.session.evolve_clock import CLOCK_EVENTS
from letsconnect_tui.session.evolve_people import PEOPLE_EVENTS
from letsconnect_tui.session.evolve_plan import PLAN_EVENTS, moved_to
from letsconnect_tui.session.evolve_plan import open_session as open_session
from letsconnect_tui.session.evolve_rooms import ROOM_EVENTS
from letsconnect_tui.session.refuse import EventMismatch, require
from letsconnect_tui.session.span import Span, with_end
from letsconnect_tui.session.state import Machine
from letsconnect_tui.session.state_draft import put

if TYPE_CHECKING:
    from letsconnect_tui.session.state import ItemPhase, ItemRun, State


def evolve(state: State, event: e.AnyEvent, at: int) -> State:
    """The state after ``event`` happened at ``at``."""
    return _EVOLVERS[type(event)](state, event, at)


def _with_run(state: State, item: str, **changes: Any) -> Mapping[str, ItemRun]:
    require(item in state.runs)
    return put(state.runs, item, replace(state.runs[item], **changes))


def _left(state: State, item: str, phase: ItemPhase, at: int) -> Mapping[str, ItemRun]:
    require(item in state.runs)
    return put(state.runs, item, replace(state.runs[item].stopped(at), phase=phase))


def _entered(state: State, item: str, came_from: str | None, at: int, runs: Mapping[str, ItemRun]) -> State:
    entry = len(runs[item].spans)
    runs = put(runs, item, runs[item].begun(at))
    return replace(state, current=item, came_from=came_from, entry=entry, runs=runs)


def _comes_next(state: State, item: str) -> bool:
    return state.to_come[:1] == (item,)


# -- going through the agenda ----------------------------------------------------------------------


def _started(state: State, event: e.SessionStarted, at: int) -> State:
    require(state.phase == "ready" and _comes_next(state, event.item))
    live = replace(moved_to(state, at), phase="live", started_at=at)
    return _entered(live, event.item, None, at, state.runs)


def _advanced(state: State, event: e.Advanced, at: int) -> State:
    require(state.phase == "live" and state.current == event.left and _comes_next(state, event.entered))
    return _entered(state, event.entered, event.left, at, _left(state, event.left, "done", at))


def _went_back(state: State, event: e.WentBack, at: int) -> State:
    require(state.phase == "live" and state.current == event.left and state.item_before == event.entered)
    return _entered(state, event.entered, event.left, at, _left(state, event.left, "pending", at))


def _skipped(state: State, event: e.ItemSkipped, at: int) -> State:
    require(state.phase == "live" and state.current == event.item and _comes_next(state, event.entered))
    return _entered(state, event.entered, event.item, at, _left(state, event.item, "skipped", at))


def _paused(state: State, event: e.SessionPaused, at: int) -> State:
    require(state.phase == "live")
    runs = _left(state, str(state.current), "paused", at)
    return replace(state, phase="paused", runs=runs, pauses=state.pauses.appended(Span(at)))


def _resumed(state: State, event: e.SessionResumed, at: int) -> State:
    require(state.phase == "paused")
    item = str(state.current)
    runs = put(state.runs, item, state.runs[item].begun(at))
    return replace(state, phase="live", runs=runs, pauses=with_end(state.pauses, at))


def _ended(state: State, event: e.SessionEnded, at: int) -> State:
    require(state.phase in ("live", "paused"))
    if state.round is not None and state.round.is_open:  # its own closing may have been taken back
        state = replace(state, rounds=(*state.rounds[:-1], replace(state.round, closed_at=at)))
    return replace(
        state,
        phase="ended",
        ended_at=at,
        current=None,
        runs=_left(state, str(state.current), "done", at),
        pauses=with_end(state.pauses, at),
        recordings=with_end(state.recordings, at),
    )


# -- correcting what the clock says ----------------------------------------------------------------


def _start_corrected(state: State, event: e.StartCorrected, at: int) -> State:
    require(state.phase == "live" and state.current == event.item)
    run = state.runs[event.item]
    entry = run.spans[state.entry]
    require(event.started_at <= entry.start)
    require(not any(event.started_at < pause.start <= entry.start for pause in state.pauses))
    corrected = run.with_span(state.entry, start=event.started_at)
    if state.came_from is None:
        state = replace(moved_to(state, event.started_at), started_at=event.started_at)
        return replace(state, runs=put(state.runs, event.item, corrected))
    before = state.runs[state.came_from]
    require(before.spans[-1].start <= event.started_at)
    runs = put(state.runs, state.came_from, before.with_span(-1, end=event.started_at))
    return replace(state, runs=put(runs, event.item, corrected))


def _away_paused(state: State, event: e.AwayBecamePause, at: int) -> State:
    require(state.phase == "live")
    item = str(state.current)
    run = state.runs[item]
    require(run.spans[-1].start <= event.since <= event.until <= at)
    runs = put(state.runs, item, run.with_span(-1, end=event.since).begun(event.until))
    pauses = state.pauses.appended(Span(event.since, event.until))
    return replace(state, runs=runs, pauses=pauses)


# -- giving time and order -------------------------------------------------------------------------


def _time_added(state: State, event: e.TimeAdded, at: int) -> State:
    require(state.current == event.item)
    added_ms = state.runs[event.item].added_ms + event.ms
    require(state.allotted(event.item) + added_ms >= 0)
    return replace(state, runs=_with_run(state, event.item, added_ms=added_ms))


def _rebalanced(state: State, event: e.Rebalanced, at: int) -> State:
    """What an item gets is what it has from here on: one that ran before keeps what it used beside it."""
    require(set(event.allotted_ms) | set(event.dropped) <= set(state.to_come))
    runs = state.runs
    for item, allotted_ms in event.allotted_ms.items():
        used_ms = runs[item].elapsed(at)
        runs = put(runs, item, replace(runs[item], allotted_ms=allotted_ms + used_ms, added_ms=0))
    for item in event.dropped:
        runs = put(runs, item, replace(runs[item], phase="dropped"))
    return replace(state, runs=runs, end_to_keep=event.end_at)


def _dropped(state: State, event: e.ItemDropped, at: int) -> State:
    require(event.item in state.to_come)
    return replace(state, runs=_with_run(state, event.item, phase="dropped"))


def _end_moved(state: State, event: e.EndMoved, at: int) -> State:
    require(state.phase != "ended")
    return replace(state, end_to_keep=event.end_at)


def _items_swapped(state: State, event: e.ItemsSwapped, at: int) -> State:
    require({event.first, event.second} <= set(state.to_come))
    other = {event.first: event.second, event.second: event.first}
    return replace(state, order=tuple(other.get(item, item) for item in state.order))


def _brought_forward(state: State, event: e.ItemBroughtForward, at: int) -> State:
    require(event.item in state.to_come)
    rest = [item for item in state.order if item != event.item]
    place = 0 if state.current is None else rest.index(state.current) + 1
    return replace(state, order=(*rest[:place], event.item, *rest[place:]))


def _put_off(state: State, event: e.ItemPutOff, at: int) -> State:
    require(state.phase == "live" and state.current == event.left and event.entered in state.to_come)
    rest = [item for item in state.order if item != event.entered]
    place = rest.index(event.left)
    turned = replace(state, order=(*rest[:place], event.entered, *rest[place:]))
    return _entered(turned, event.entered, event.left, at, _left(state, event.left, "pending", at))


def _lead_changed(state: State, event: e.LeadChanged, at: int) -> State:
    require(event.lead in state.people and event.item in state.runs)
    return replace(state, runs=_with_run(state, event.item, lead=event.lead))


def _recording(state: State, event: e.RecordingSaid, at: int) -> State:
    require(state.phase != "ended" and state.recording != event.on)
    spans = state.recordings.appended(Span(at)) if event.on else with_end(state.recordings, at)
    return replace(state, recordings=spans)


def _again(state: State, event: e.SessionOpened, at: int) -> State:
    raise EventMismatch


# -- who runs it -----------------------------------------------------------------------------------


def _machine_joined(state: State, event: e.MachineJoined, at: int) -> State:
    known = state.team.get(event.machine)
    number = len(state.team) if known is None else known.number
    machine = Machine(event.machine, event.called, event.role, number)
    return replace(state, team={**state.team, event.machine: machine})


def _clock_taken(state: State, event: e.ClockTaken, at: int) -> State:
    require(event.machine in state.team and state.team[event.machine].role == "facilitator")
    return replace(state, clock_holder=event.machine)


_EVOLVERS: dict[type, Callable[[State, Any, int], State]] = {
    e.SessionOpened: _again,
    e.SessionStarted: _started,
    e.Advanced: _advanced,
    e.WentBack: _went_back,
    e.ItemSkipped: _skipped,
    e.ItemDropped: _dropped,
    e.SessionPaused: _paused,
    e.SessionResumed: _resumed,
    e.TimeAdded: _time_added,
    e.StartCorrected: _start_corrected,
    e.RecordingSaid: _recording,
    e.SessionEnded: _ended,
    e.Rebalanced: _rebalanced,
    e.EndMoved: _end_moved,
    e.ItemsSwapped: _items_swapped,
    e.ItemBroughtForward: _brought_forward,
    e.ItemPutOff: _put_off,
    e.LeadChanged: _lead_changed,
    e.AwayBecamePause: _away_paused,
    e.MachineJoined: _machine_joined,
    e.ClockTaken: _clock_taken,
    **CLOCK_EVENTS,
    **PLAN_EVENTS,
    **PEOPLE_EVENTS,
    **ROOM_EVENTS,
}
