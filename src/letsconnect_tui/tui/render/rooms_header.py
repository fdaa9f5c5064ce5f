"""The rows above the rooms: what is proposed and what it costs, what to do in the call, the round's clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.app.round_advice import (
    broadcast_now,
    came_since,
    minutes_each_ms,
    report_item,
    rooms_to_hear,
)
from letsconnect_tui.i18n import key_name, words
from letsconnect_tui.messages.times import length, seconds_left, time_left
from letsconnect_tui.session.cues import round_closes_at
from letsconnect_tui.text import cell_width, fit
from letsconnect_tui.tui.actions import action_by_id
from letsconnect_tui.tui.render.status_bar import action_hint, hint
from letsconnect_tui.tui.render.styles import BAD, MUTED, STRONG, WARN, joined, side_by_side, styled, wrapped

if TYPE_CHECKING:
    from textual.content import Content

    from letsconnect_tui.app.proposals import RoomsProposal
    from letsconnect_tui.breakouts import RoomNote
    from letsconnect_tui.session.state import Round
    from letsconnect_tui.tui.snapshot import Snapshot


def proposed(
    snapshot: Snapshot, proposal: RoomsProposal, width: int, *, roomy: bool = False
) -> list[Content]:
    """What Enter would accept, how good it is, who gets no name, what is not kept."""
    plan = proposal.plan
    held = snapshot.state.round
    number = len(snapshot.state.rounds) + (0 if held is not None and held.opened_at is None else 1)
    title = styled(f" {words('tui-rooms-round', number, _sizes(proposal))}", STRONG)
    named = any(room.members for room in plan.rooms)
    style = styled(f"{words(f'style-{plan.style}')} ", MUTED)
    if named and title.cell_length + style.cell_length < width:
        title = side_by_side(title, style, width)
    rows = [
        title,
        *([styled(" ") + _meeting(proposal, width - 1)] if named else []),
        *_unnamed(snapshot, proposal, width),
    ]
    rows = [row.truncate(width, ellipsis=True) for row in rows]
    return rows + _not_kept(snapshot, plan.notes, width, 2 if roomy else 1)


def _sizes(proposal: RoomsProposal) -> str:
    rooms = [room for room in proposal.plan.rooms if room.people]
    people = [room.people for room in rooms]
    least, most = min(people, default=0), max(people, default=0)
    size = str(most) if least == most else words("tui-rooms-from-to", least, most)
    named = sum(len(room.members) for room in rooms)
    seats = sum(room.seats for room in rooms)
    if not named:
        return words("tui-rooms-only-seats", seats, len(rooms), size)
    if seats:
        return words("tui-rooms-people-seats", named, seats, len(rooms), size)
    return words("tui-rooms-people", named, len(rooms), size)


def _meeting(proposal: RoomsProposal, width: int) -> Content:
    plan = proposal.plan
    repeats = styled(
        words("tui-rooms-repeats", plan.repeats, plan.bound), STRONG if plan.repeats > plan.bound else ""
    )
    meets = plan.meets
    spread = (
        str(meets.most) if meets.least == meets.most else words("tui-rooms-from-to", meets.least, meets.most)
    )
    parts = [repeats, styled(words("tui-rooms-meets", spread, meets.most))]
    if proposal.later_repeats:
        later = ", ".join(str(repeats) for repeats in proposal.later_repeats)
        parts.append(styled(words("tui-rooms-ahead", len(proposal.later_repeats), later), MUTED))
    if proposal.others:
        parts.append(styled(words("tui-rooms-other", words(f"style-{proposal.others[0].style}")), MUTED))
    while joined(parts).cell_length > width and len(parts) > 2:
        del parts[1]  # how many are new tells least, and a key that is cut tells nothing
    return joined(parts)


def _unnamed(snapshot: Snapshot, proposal: RoomsProposal, width: int) -> list[Content]:
    since = came_since(snapshot.state, proposal)
    if since:
        return [styled(f" {words('tui-rooms-since', since)}", STRONG)]
    seats = sum(room.seats for room in proposal.plan.rooms)
    if not seats:
        return []
    here = snapshot.moment.head.here
    key = "tui-rooms-unnamed" if here else "tui-rooms-nobody-named"
    title = styled(f" {words(key, here, snapshot.moment.head.crowd, seats)}")
    keys = joined((action_hint(action_by_id("paste")), action_hint(action_by_id("headcount"))))
    fits = title.cell_length + keys.cell_length + 4 <= width
    return [side_by_side(title, keys + styled(" "), width) if fits else title]


def _not_kept(snapshot: Snapshot, notes: tuple[RoomNote, ...], width: int, rows: int) -> list[Content]:
    """The first of what is not kept, and how many more stand below the rooms."""
    if not notes:
        return []
    more = f"  {words('tui-rooms-more-below', len(notes) - 1)}" if len(notes) > 1 else ""
    text = wrapped(note_text(snapshot, notes[0]) + more, width)
    if len(text) <= rows:
        return text
    cut = styled(f" {fit(note_text(snapshot, notes[0]), max(8, width - 2 - cell_width(more)))}{more}")
    return [cut.truncate(width, ellipsis=True)]


def note_text(snapshot: Snapshot, note: RoomNote) -> str:
    """What is not kept, with the people it is about: for this screen only, never for a copy."""
    who = snapshot.names.list(note.guests)
    if not who:
        return words("tui-rooms-not-kept", words(snapshot.names.hide_in(note.message)))
    if note.message.key == "rooms-note-stranded":
        return words("tui-rooms-stranded", len(note.guests), who)
    return words("tui-rooms-not-kept-who", words(snapshot.names.hide_in(note.message)), who)


def planned(snapshot: Snapshot, held: Round, width: int) -> list[Content]:
    """The rooms are accepted: what is to be done in the call, in order."""
    title = styled(f" {words('tui-rooms-accepted', held.number, len(held.used))}", STRONG)
    here = styled(words("tui-rooms-not-open"), MUTED)
    return [side_by_side(title, here + styled(" "), width), *wrapped(words("tui-rooms-steps"), width - 1)]


def opened(snapshot: Snapshot, held: Round, width: int) -> list[Content]:
    """The round's clock, the end of the session, and what is to be sent to all rooms."""
    now = snapshot.moment.now
    closes_at = round_closes_at(snapshot.state, held, now)
    if closes_at is None:
        clock = styled(words("tui-rooms-paused", held.number), WARN)
    else:
        over = seconds_left(closes_at - now) < 0
        key, left = "tui-rooms-due" if over else "tui-rooms-clock", time_left(closes_at - now)
        clock = styled(words(key, held.number, left, snapshot.time(closes_at)), BAD if over else STRONG)
    end, planned_end = (
        snapshot.time(snapshot.moment.projected_end),
        snapshot.time(snapshot.moment.planned_end),
    )
    ends = words("tui-ends", end, "") if end == planned_end else words("tui-ends-short", end, planned_end)
    return [
        side_by_side(styled(" ") + clock, styled(f"{ends} ", MUTED), width),
        _to_send(snapshot, held, width),
    ]


def _to_send(snapshot: Snapshot, held: Round, width: int) -> Content:
    line = broadcast_now(snapshot.state, held, snapshot.moment.now)
    if line is None:
        return styled(f" {words('tui-rooms-all-sent')}", MUTED).truncate(width, ellipsis=True)
    due = line.at <= snapshot.moment.now
    at = words("tui-rooms-send-now") if due else words("tui-rooms-send-at", snapshot.time(line.at))
    key = hint(key_name("rooms-send", "e"), words("tui-key-rooms-send"))
    text = styled(f" {at}  ", WARN if due else MUTED) + styled(
        words("tui-quoted", line.text), STRONG if due else ""
    )
    return side_by_side(text.truncate(width - key.cell_length - 3, ellipsis=True), key + styled(" "), width)


def back(snapshot: Snapshot, held: Round, width: int) -> list[Content]:
    """Who reports back, and how long each room has."""
    state = snapshot.state
    left = len(rooms_to_hear(state, held))
    if not left:
        return [
            styled(f" {words('tui-rooms-all-told', held.number)}", STRONG),
            styled(f" {words('tui-rooms-again')}", MUTED),
        ]
    each = minutes_each_ms(state, held, snapshot.moment.now)
    item = report_item(state)
    question = styled(f" {words('tui-rooms-back', left, length(each))}", STRONG)
    title = styled(state.item(item).title if item is not None else "", MUTED)
    return [
        side_by_side(question, title + styled(" "), width),
        styled(f" {words('tui-rooms-who-speaks')}", MUTED).truncate(width, ellipsis=True),
    ]
