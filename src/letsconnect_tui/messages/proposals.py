"""Proposals in words: one sentence, and the lines to look at before saying yes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.app.proposals import Proposal, RebalanceProposal, RoomsProposal, TidyProposal
from letsconnect_tui.exporters.room_lists import by_room
from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.messages.times import length, time_of_day

if TYPE_CHECKING:
    from letsconnect_tui.app.live_session import LiveSession
    from letsconnect_tui.people.match import NameMatch


def summary(desk: LiveSession, proposal: Proposal) -> Message:
    """The proposal in one sentence, and that it waits."""
    if isinstance(proposal, RoomsProposal):
        plan = proposal.plan
        people = sum(room.people for room in plan.rooms)
        return message("proposal-rooms", len(plan.rooms), people, plan.repeats, plan.bound)
    if isinstance(proposal, RebalanceProposal):
        return _times_summary(desk, proposal)
    if isinstance(proposal, TidyProposal):
        return message("proposal-tidy", len(proposal.moves))
    counts = (len(proposal.of(kind)) for kind in ("sure", "new", "unsure"))
    return message("proposal-paste", *counts)


def _times_summary(desk: LiveSession, proposal: RebalanceProposal) -> Message:
    ends = time_of_day(proposal.ends_at, desk.zone)
    if proposal.late:
        item, late_ms = proposal.late[0]
        return message("proposal-rebalance-late", ends, desk.state.item(item).title, length(late_ms))
    over = proposal.ends_at - proposal.end_at
    if over >= 1000:
        return message("proposal-rebalance-short", time_of_day(proposal.end_at, desk.zone), length(over))
    return message("proposal-rebalance", ends)


def preview(desk: LiveSession, proposal: Proposal) -> tuple[str, ...]:
    """The proposal as lines to look at, each beginning with two blanks."""
    if isinstance(proposal, RoomsProposal):
        lines = _room_lines(desk, proposal)
    elif isinstance(proposal, RebalanceProposal):
        lines = _table_lines(proposal)
    elif isinstance(proposal, TidyProposal):
        lines = [
            words("preview-move", desk.names.of(move.guest), move.from_room, move.to_room)
            for move in proposal.moves
        ]
    else:
        lines = [_match_line(desk, match) for match in proposal.matches]
    return tuple(f"  {line}" for line in lines)


def _room_lines(desk: LiveSession, proposal: RoomsProposal) -> list[str]:
    lines = [proposed_room_line(desk, proposal, room.number) for room in proposal.plan.rooms]
    for note in proposal.plan.notes:
        text = words(note.message)
        lines.append(words("preview-note", text, desk.names.list(note.guests)) if note.guests else text)
    if proposal.later_repeats:
        later = ", ".join(str(repeats) for repeats in proposal.later_repeats)
        lines.append(words("preview-ahead", len(proposal.later_repeats), later))
    for other in proposal.others:
        lines.append(words("preview-other-plan", words(f"style-{other.style}"), other.repeats))
    return lines


def proposed_room_line(desk: LiveSession, proposal: RoomsProposal, number: int) -> str:
    """One proposed room: number, language or name, who, how many seats."""
    room = proposal.plan.rooms[number - 1]
    locked = proposal.wishes.locks
    called = {who: desk.names.of(who) + (words("lock-mark") if who in locked else "") for who in room.members}
    return by_room([room], called).rstrip("\n")


def _table_lines(proposal: RebalanceProposal) -> list[str]:
    lines = []
    for line in proposal.table.lines:
        key = "preview-dropped" if line.dropped else "preview-time"
        lines.append(words(key, line.title, length(line.was_ms), length(line.becomes_ms), words(line.why)))
    for number, fix in enumerate(proposal.table.fixes, 1):
        lines.append(words("preview-fix", number, fix.say))
    return lines


def _match_line(desk: LiveSession, match: NameMatch) -> str:
    if match.kind == "sure":
        return words("preview-sure", match.line, desk.names.of(match.id))
    if match.same_as is not None:
        return words("preview-same", match.line)
    if match.kind == "new":
        return words("preview-new", match.line)
    return words("preview-unsure", match.line, desk.names.list(match.suggestions))
