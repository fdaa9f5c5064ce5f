"""What stands open: one calm line each, most urgent first, with the one word that settles it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from letsconnect_tui.app.breakout_rounds import late_seat, offer_text, room_offers, rooms_now, unseated
from letsconnect_tui.app.recovery_options import next_missing
from letsconnect_tui.exporters.room_lists import room_title
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.messages.cues import minutes
from letsconnect_tui.messages.fit_alert import fit_alarm
from letsconnect_tui.messages.results import HIDDEN
from letsconnect_tui.messages.times import length
from letsconnect_tui.plan.duration import duration_text
from letsconnect_tui.session.agenda import due_at, slots_to_come
from letsconnect_tui.session.cues import MISSING_AT_MS
from letsconnect_tui.timing.rebalance import give_back

if TYPE_CHECKING:
    from letsconnect_tui.app.live_session import LiveSession
    from letsconnect_tui.session.moment import Moment
    from letsconnect_tui.session.state import State

WORTH_A_WORD_MS = 60_000
"""Lateness and time won below a minute are not worth a word."""


@dataclass(frozen=True, slots=True)
class Alert:
    """One line that waits until it is settled or no longer true."""

    text: Message
    says: str | None = None
    """The typed line that a yes gives."""
    opens: str | None = None
    """The panel that has more about it."""
    typed: str | None = None
    """What to type where there are no panels, if it opens a proposal."""
    is_offer: bool = False
    """Whether it is something to decide that no cue has told of."""
    number: int = 1
    """Which of those that stand open it is, counted by who shows them."""


def standing_alerts(desk: LiveSession) -> tuple[Alert, ...]:
    """Everything that stands open now."""
    state = desk.state
    seen = desk.moment()
    found: list[Alert] = []
    if state.phase in ("live", "paused"):
        found += _fit(desk, seen, "cannot")
        found += _without_room(desk)
    if state.phase in ("ready", "live", "paused"):
        found += _sharer_missing(desk, seen)
    if state.phase == "live":
        found += _fit(desk, seen, "tight")
        found += _late_start(state)
        found += _away(desk)
        found += _parked(desk)
        found += _small_rooms(desk)
        found += _time_won(desk, seen)
    return tuple(found)


def _fit(desk: LiveSession, seen: Moment, wanted: str) -> Iterator[Alert]:
    if seen.fit is not None and seen.fit.state == wanted:
        text = fit_alarm(desk.state, desk.names, seen.now, desk.zone)
        if text is not None:
            yield Alert(text, opens="times")


def _without_room(desk: LiveSession) -> Iterator[Alert]:
    held = desk.state.round
    for person in unseated(desk.state):
        assert held is not None
        room = late_seat(desk.state, held, person, desk.met_before)
        title = room_title(next(one for one in rooms_now(held) if one.number == room))
        yield Alert(
            message("alert-no-room", desk.names.of(person), title), f"late @{person}", "rooms", is_offer=True
        )


def _sharer_missing(desk: LiveSession, seen: Moment) -> Iterator[Alert]:
    item = next_missing(desk.state)
    line = next((line for line in seen.coming if line.item == item), None)
    if item is None or line is None or line.start_at - seen.now > max(MISSING_AT_MS):
        return
    lead = str(desk.state.lead_of(item))
    left = max(0, line.start_at - seen.now) // 60_000 * 60_000
    name = desk.names.of(lead)
    text = message("alert-sharer-missing", name, minutes(left)) if left else message("alert-sharer-due", name)
    yield Alert(text, f"here @{lead}", "handoff")


def _late_start(state: State) -> Iterator[Alert]:
    """Once the first item is over and nothing was decided: keep the end, or move everything?"""
    if state.started_at is None:
        return
    late = state.started_at - state.planned_start
    begun = sum(bool(run.spans) for run in state.runs.values())
    decided = any(run.allotted_ms is not None for run in state.runs.values())
    moved = state.end_to_keep != state.planned_start + state.plan.session.length_s * 1000
    if late >= WORTH_A_WORD_MS and begun == 2 and not decided and not moved:
        text = message("alert-late-start", length(late))
        yield Alert(text, f"later {duration_text(late // 1000)}", "times", is_offer=True)


def _away(desk: LiveSession) -> Iterator[Alert]:
    if desk.away is not None:
        yield Alert(message("alert-away", length(desk.away[1] - desk.away[0])), "away")


def _small_rooms(desk: LiveSession) -> Iterator[Alert]:
    held = desk.state.round
    if held is not None and held.is_open:
        for offer in room_offers(desk.state, held, desk.met_before)[:1]:
            yield Alert(offer_text(offer, desk.names), opens="rooms", is_offer=True)


def _time_won(desk: LiveSession, seen: Moment) -> Iterator[Alert]:
    """Time won is offered back, never spent by itself."""
    begun = sum(bool(run.spans) for run in desk.state.runs.values())
    if seen.offset > -WORTH_A_WORD_MS or not seen.coming or begun < 2:
        return
    free_at = due_at(desk.state, seen.now)
    end_at = min(desk.state.end_to_keep, seen.planned_end)
    if give_back(free_at, slots_to_come(desk.state), end_at).changes:
        text = message("alert-time-won", length(-seen.offset))
        yield Alert(text, opens="times", is_offer=True, typed="give-back")


def _parked(desk: LiveSession) -> Iterator[Alert]:
    """Parked questions come back at the next item that has room for them."""
    state = desk.state
    item = state.current_item
    if item is None or item.kind not in ("questions", "discussion"):
        return
    open_ones = [line for line in state.lines if line.kind == "question" and not line.answered]
    for line in open_ones[:1]:
        shown = HIDDEN if desk.names_hidden else line.text
        text = message("alert-parked", shown, len(open_ones) - 1)
        yield Alert(text, f"answered {line.number}", is_offer=True)
