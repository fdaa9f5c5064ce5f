"""What is to be done about a round: who has no room, what is to be sent, whose report is due."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from letsconnect_tui.app.breakout_rounds import late_seat, room_offers
from letsconnect_tui.app.proposals import RoomsProposal
from letsconnect_tui.i18n import words
from letsconnect_tui.messages.cues import broadcast_text
from letsconnect_tui.session.cues import round_closes_at
from letsconnect_tui.session.meetings import rooms_here

if TYPE_CHECKING:
    from collections.abc import Mapping

    from letsconnect_tui.app.session_reader import SessionReader
    from letsconnect_tui.breakouts import Offer
    from letsconnect_tui.session.state import Round, State

Phase = Literal["proposal", "planned", "open", "back", "none"]
"""A proposal waits; rooms are accepted and not yet open; open; closed and reporting back; no rooms at all."""

MOST_ADVICE = 12
"""For how many people without a room one is looked for at once; the others follow."""
_USUAL_BROADCASTS_S = (-300, -60)
"""When to warn the rooms, where the plan has no lines of its own."""
_REPORTING = ("report-back", "discussion")


def phase_of(session: SessionReader) -> Phase:
    """Where the rooms stand."""
    held = session.state.round
    if held is not None and held.is_open:
        return "open"
    if isinstance(session.proposal, RoomsProposal):
        return "proposal"
    if held is not None and held.opened_at is None:
        return "planned"
    return "back" if held is not None and reports_due(session.state, held) else "none"


def reports_due(state: State, held: Round) -> bool:
    """Whether a closed round still has rooms to hear from now."""
    item = state.current_item
    if item is not None and item.kind == "breakout" and item.id != held.item:
        return False
    coming = next(iter(state.to_come), None)
    here = item is not None and (
        item.id == held.item
        or item.kind in _REPORTING
        or (coming is not None and state.item(coming).kind == "report-back")
    )
    return here and held.closed_at is not None and bool(rooms_to_hear(state, held))


def rooms_to_hear(state: State, held: Round) -> tuple[int, ...]:
    """The numbers of the rooms that have somebody to report back and have not reported."""
    return tuple(
        room.number for room in rooms_here(state, held) if room.people and room.number not in held.reports
    )


def without_room(state: State) -> tuple[str, ...]:
    """Participants who are here and have no seat in rooms accepted or open."""
    held = state.unclosed_round
    if held is None:
        return ()
    people = state.people.values()
    return tuple(one.id for one in people if one.is_here and not one.is_team and one.id not in held.seating)


def came_since(state: State, proposal: RoomsProposal) -> int:
    """How many participants are here and not in the proposed rooms."""
    seated = {person for room in proposal.plan.rooms for person in room.members}
    return sum(one.is_here and not one.is_team and one.id not in seated for one in state.people.values())


class Advice(msgspec.Struct, frozen=True):
    """What takes too long to compute while drawing."""

    labels: Mapping[str, str] = msgspec.field(default_factory=dict)
    """What each language calls itself."""
    late: tuple[tuple[str, int], ...] = ()
    """People without a room, and the room that suits them best."""
    offers: tuple[Offer, ...] = ()


def advice_for(session: SessionReader) -> Advice:
    """The advice for a session as it is; computed on the session's thread."""
    from letsconnect_tui.exporters.room_lists import own_name

    state, proposal = session.state, session.proposal
    rooms = [] if state.round is None else list(state.round.rooms.values())
    codes = {room.language for room in rooms if room.language}
    if isinstance(proposal, RoomsProposal):
        codes |= {room.language for room in proposal.plan.rooms if room.language}
    labels = {code: own_name(code) for code in codes}
    held = state.unclosed_round
    if held is None:
        return Advice(labels)
    waiting = without_room(state)[:MOST_ADVICE]
    late = tuple((person, late_seat(state, held, person, session.met_before)) for person in waiting)
    return Advice(labels, late, room_offers(state, held, session.met_before) if held.is_open else ())


class BroadcastLine(msgspec.Struct, frozen=True):
    """A line to send to all rooms."""

    key: str
    """The name under which its copying is remembered."""
    at: int
    text: str


def broadcasts(state: State, held: Round, now: int) -> tuple[BroadcastLine, ...]:
    """The lines of an open round in the order in which they fall due, the close's own last."""
    closes_at = round_closes_at(state, held, now)
    if closes_at is None:
        return ()
    breakout = state.item(held.item).breakout
    planned = [(line.at_s, line.text) for line in breakout.broadcast] if breakout else []
    lines = planned or [(at_s, words(broadcast_text(-at_s * 1000))) for at_s in _USUAL_BROADCASTS_S]
    if all(at_s < 0 for at_s, _ in lines):
        lines.append((0, words(broadcast_text(0))))
    return tuple(
        BroadcastLine(f"broadcast:{held.number}:{number}", closes_at + at_s * 1000, text)
        for number, (at_s, text) in enumerate(sorted(lines, key=lambda line: line[0]))
    )


def broadcast_now(state: State, held: Round, now: int) -> BroadcastLine | None:
    """The line to send: the latest that is due, or the next one; None when that one was copied."""
    lines = broadcasts(state, held, now)
    due = [line for line in lines if line.at <= now and line.key not in state.copied]
    coming = [line for line in lines if line.at > now and line.key not in state.copied]
    return due[-1] if due else coming[0] if coming else None


def report_item(state: State) -> str | None:
    """The item in which the rooms report back: the running one, or the next made for it."""
    current = state.current_item
    if current is not None and current.kind in _REPORTING:
        return current.id
    return next((item for item in state.to_come if state.item(item).kind in _REPORTING), state.current)


def minutes_each_ms(state: State, held: Round, now: int) -> int:
    """How long each room that is still to be heard may speak, in ms."""
    item = report_item(state)
    rooms = len(rooms_to_hear(state, held))
    if item is None or not rooms:
        return 0
    time_ms = state.remaining(item, now) if item == state.current else state.allotted(item)
    return max(0, time_ms) // rooms
