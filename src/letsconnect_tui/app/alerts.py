"""Alerts: what waits for somebody, one line each, most urgent first, with the word that settles it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from letsconnect_tui.app.breakout_rounds import late_seat, offer_text, room_offers
from letsconnect_tui.app.proposals import PlanProposal
from letsconnect_tui.app.recovery_options import next_missing, speaker_missing
from letsconnect_tui.app.requests import Accept, SeatLate
from letsconnect_tui.app.round_advice import without_room
from letsconnect_tui.exporters.room_lists import room_title
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.messages.cues import fit_alarm, minutes
from letsconnect_tui.messages.results import PARKED
from letsconnect_tui.messages.times import length
from letsconnect_tui.plan.moments import duration_text
from letsconnect_tui.session.commands import AnswerQuestion, MarkHere, MoveEnd, PauseAway
from letsconnect_tui.session.cues import MISSING_AT_MS
from letsconnect_tui.session.meetings import rooms_now
from letsconnect_tui.session.moment import due_at, slots_to_come
from letsconnect_tui.session.team_commands import TakeClock
from letsconnect_tui.timing.rebalance import give_back

if TYPE_CHECKING:
    from letsconnect_tui.app.session_reader import SessionReader
    from letsconnect_tui.session.facts import Command
    from letsconnect_tui.session.moment import Moment
    from letsconnect_tui.session.state import State

WORTH_A_WORD_MS = 60_000
"""Below this there is no alert for lateness and for time won."""

LISTENS_MS = 8_000
"""How long a machine must have listened before it says that another one is missing."""


class Alert(msgspec.Struct, frozen=True):
    """One line that waits until it is settled or no longer true."""

    text: Message
    says: str | None = None
    """The typed line that a yes gives."""
    command: Command | None = None
    """What a yes does; the same as the typed line."""
    opens: str | None = None
    """The panel that has more about it."""
    typed: str | None = None
    """What to type where there are no panels, if it opens a proposal."""
    is_urgent: bool = False
    """Whether somebody must act now; the others are good to know and stand behind."""
    is_offer: bool = False
    """Whether it asks for a decision that no cue announces."""
    number: int = 1
    """Its place among the open alerts, from 1, given by whoever shows them."""


def standing_alerts(session: SessionReader) -> tuple[Alert, ...]:
    """Everything that stands open now."""
    state = session.state
    seen = session.moment()
    found: list[Alert] = []
    if session.kept_elsewhere is not None:
        found.append(Alert(session.kept_elsewhere, is_urgent=True, is_offer=True))
    found += _edited_plan(session)
    found += _team(session)
    if state.phase in ("live", "paused"):
        found += _speaker_missing(session)
        found += _fit(session, seen, "cannot")
        found += _without_room(session)
    if state.phase in ("ready", "live", "paused"):
        found += _sharer_missing(session, seen)
    if state.phase == "live":
        found += _fit(session, seen, "tight")
        if _holds_clock(session):
            found += _late_start(state)
            found += _forgotten_start(state)
            found += _away(session)
        found += _parked(session)
        found += _small_rooms(session)
        if _holds_clock(session):
            found += _time_won(session, seen)
    if _helps(session):
        found = [_for_helper(one) for one in found]
    return tuple(sorted(found, key=lambda alert: not alert.is_urgent))


def _holds_clock(session: SessionReader) -> bool:
    return session.team is None or session.team.holds_clock


def _helps(session: SessionReader) -> bool:
    """Whether this machine's code is a helper's."""
    team = session.team
    own = None if team is None else session.state.team.get(team.machine)
    return own is not None and own.role == "helper"


def _for_helper(alert: Alert) -> Alert:
    """The same without what a helper's code cannot do."""
    if isinstance(alert.command, SeatLate):
        alert = replace(alert, says=None, command=None)
    return alert if alert.opens == "team" else replace(alert, opens=None)


def _edited_plan(session: SessionReader) -> Iterator[Alert]:
    """The plan file says something else than the plan that runs: take it?"""
    made = session.proposal
    if isinstance(made, PlanProposal):
        text = message("alert-plan-edited", len(made.differences), made.differences[0])
        yield Alert(text, "accept", Accept(made.id), is_offer=True)


def _team(session: SessionReader) -> Iterator[Alert]:
    """Nobody who is connected holds the clock; actions were set aside and wait for a choice."""
    team, state = session.team, session.state
    if team is None or state.phase == "ended":
        return
    if team.has_left.is_set():
        yield Alert(message("team-left"), is_urgent=True)
    if team.watches:
        return
    own, holder = state.team.get(team.machine), state.team.get(state.clock_holder)
    present = team.present()
    listens = session.now() - present[0].since >= LISTENS_MS
    may_take = own is not None and own.role == "facilitator" and listens
    if may_take and holder is not None and holder.id not in {one.machine for one in present}:
        key = "alert-clock-gone" if team.is_connected else "alert-clock-unknown"
        command = TakeClock(team.machine, holder.id)
        text = message(key, session.names.unhidden.of_machine(holder.id))
        yield Alert(text, "take-clock", command, is_urgent=team.is_connected, is_offer=True)
    if team.aside():
        yield Alert(message("alert-aside", len(team.aside())), opens="team", typed="aside", is_offer=True)


def _speaker_missing(session: SessionReader) -> Iterator[Alert]:
    """Whoever should be speaking was never marked here, or is marked as having left."""
    state = session.state
    item = speaker_missing(state)
    if item is None:
        return
    lead = str(state.lead_of(item))
    key = "alert-speaker-left" if state.people[lead].spans else "alert-speaker-missing"
    text = message(key, session.names.unhidden.of(lead))
    text = _with_plan_b(session, item, text)
    yield Alert(text, f"here @{lead}", MarkHere(lead), opens="handoff", is_urgent=True, is_offer=True)


def _with_plan_b(session: SessionReader, item: str, text: Message) -> Message:
    """With what the plan says to do if the item cannot be held as planned."""
    plan_b = session.state.item(item).backup_plan
    return message("alert-backup-plan", text, plan_b) if plan_b else text


def _fit(session: SessionReader, seen: Moment, wanted: str) -> Iterator[Alert]:
    if seen.fit is not None and seen.fit.state == wanted:
        text = fit_alarm(session.state, session.names.unhidden, seen.now, session.zone)
        if text is not None:
            yield Alert(text, opens="times" if _holds_clock(session) else None, is_urgent=True)


def _without_room(session: SessionReader) -> Iterator[Alert]:
    held = session.state.round
    if held is None or not held.is_open:
        return
    waiting = without_room(session.state)
    if len(waiting) > 1:
        text = message("alert-no-room-many", len(waiting), session.names.unhidden.list(waiting))
        yield Alert(text, "late everyone", SeatLate(), opens="rooms", is_urgent=True, is_offer=True)
        return
    for person in waiting:
        room = late_seat(session.state, held, person, session.met_before)
        title = room_title(next(one for one in rooms_now(held) if one.number == room))
        yield Alert(
            message("alert-no-room", session.names.unhidden.of(person), title),
            f"late @{person}",
            SeatLate(person),
            opens="rooms",
            is_urgent=True,
            is_offer=True,
        )


def _sharer_missing(session: SessionReader, seen: Moment) -> Iterator[Alert]:
    item = next_missing(session.state)
    line = next((line for line in seen.coming if line.item == item), None)
    if item is None or line is None or line.start_at - seen.now > max(MISSING_AT_MS):
        return
    lead = str(session.state.lead_of(item))
    left = max(0, line.start_at - seen.now) // 60_000 * 60_000
    name = session.names.unhidden.call(lead)
    text = message("alert-sharer-missing", name, minutes(left)) if left else message("alert-sharer-due", name)
    text = _with_plan_b(session, item, text)
    yield Alert(text, f"here @{lead}", MarkHere(lead), opens="handoff", is_urgent=True)


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
        later_ms = late // 1000 * 1000
        command = MoveEnd(later_ms, from_end=state.end_to_keep)
        yield Alert(text, f"later {duration_text(late // 1000)}", command, opens="times", is_offer=True)


def _forgotten_start(state: State) -> Iterator[Alert]:
    """While the first item runs after a late start: was it only told late?"""
    late = 0 if state.started_at is None else state.started_at - state.planned_start
    begun = sum(bool(run.spans) for run in state.runs.values())
    if late >= WORTH_A_WORD_MS and begun == 1:
        yield Alert(message("alert-start-forgotten", length(late)), opens="started")


def _away(session: SessionReader) -> Iterator[Alert]:
    if session.away is not None:
        text = message("alert-away", length(session.away[1] - session.away[0]))
        yield Alert(text, "away", PauseAway(*session.away))


def _small_rooms(session: SessionReader) -> Iterator[Alert]:
    held = session.state.round
    if held is not None and held.is_open:
        for offer in room_offers(session.state, held, session.met_before)[:1]:
            yield Alert(offer_text(offer, session.names.unhidden), opens="rooms", is_offer=True)


def _time_won(session: SessionReader, seen: Moment) -> Iterator[Alert]:
    """Time won is offered back, never spent by itself."""
    begun = sum(bool(run.spans) for run in session.state.runs.values())
    if seen.offset > -WORTH_A_WORD_MS or not seen.coming or begun < 2:
        return
    free_at = due_at(session.state, seen.now)
    end_at = min(session.state.end_to_keep, seen.planned_end)
    if give_back(free_at, slots_to_come(session.state), end_at).changes:
        text = message("alert-time-won", length(-seen.offset))
        yield Alert(text, opens="times", is_offer=True, typed="give-back")


def _parked(session: SessionReader) -> Iterator[Alert]:
    """Parked questions come back at the next item that has room for them."""
    state = session.state
    item = state.current_item
    if item is None or item.kind not in ("questions", "discussion"):
        return
    open_ones = [line for line in state.lines if line.kind == "question" and not line.answered]
    for line in open_ones[:1]:
        text = message(PARKED, line.text, len(open_ones) - 1)
        yield Alert(text, f"answered {line.number}", AnswerQuestion(line.number), is_offer=True)
