"""Around the rooms: empty states, what is in hand, people without a room, offers and notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.app.breakout_rounds import offer_text, rooms_now
from letsconnect_tui.exporters.room_lists import room_title
from letsconnect_tui.i18n import words
from letsconnect_tui.tui.panels.rooms.advice import without_room
from letsconnect_tui.tui.render.rooms_header import note_text
from letsconnect_tui.tui.render.styles import ACCENT, MUTED, STRONG, ink

if TYPE_CHECKING:
    from textual.content import Content

    from letsconnect_tui.app.proposals import RoomsProposal
    from letsconnect_tui.i18n.message import Message
    from letsconnect_tui.tui.panels.rooms.advice import Advice
    from letsconnect_tui.tui.panels.rooms.pending_edit import PendingEdit
    from letsconnect_tui.tui.render.rooms import RoomLine
    from letsconnect_tui.tui.snapshot import Snapshot


def looking() -> list[Content]:
    """While rooms are searched for."""
    return [ink(f" {words('tui-rooms-looking')}", MUTED)]


def empty(look: Snapshot, refused: Message | None) -> list[Content]:
    """What this place is for, and what fills it."""
    if look.read_only:
        return [ink(f" {words('tui-rooms-look-only')}", STRONG)]
    held = look.state.round
    if held is not None and refused is None:
        return [
            ink(f" {words('tui-rooms-closed', held.number)}", STRONG),
            ink(f" {words('tui-rooms-again')}", MUTED),
        ]
    rows = [ink(f" {words(refused)}", STRONG)] if refused is not None else []
    return [
        *rows,
        ink(f" {words('tui-rooms-empty')}"),
        ink(f" {words('tui-rooms-empty-keys')}", MUTED),
    ]


def hint_rows(
    look: Snapshot, hand: PendingEdit | None, width: int, query: str, *, finding: bool, signs: bool
) -> list[Content]:
    """The row under the rooms: what the next key would end, else what the signs mean."""
    said = _in_hand(look, hand)
    if not said and finding:
        said = words("tui-rooms-finding")
    elif not said and query:
        said = words("tui-rooms-found", query)
    if said:
        return [ink(f" {said}", f"{STRONG} {ACCENT}").truncate(width, ellipsis=True)]
    if not signs:
        return []
    return [ink(f" {words('tui-rooms-signs')}", MUTED).truncate(width, ellipsis=True)]


def _in_hand(look: Snapshot, hand: PendingEdit | None) -> str:
    if hand is None:
        return ""
    if hand.kind == "copy":
        return words("tui-rooms-copying")
    if hand.kind == "tidy":
        moves = [
            words("tui-rooms-tidy-move", look.names.of(move.guest), move.from_room, move.to_room)
            for move in hand.moves
        ]
        return words("tui-rooms-tidying", len(moves), ", ".join(moves))
    name = look.names.of(hand.person)
    if hand.kind == "swap":
        return words("tui-rooms-swapping", name)
    return words("tui-rooms-moving", name, hand.digits)


def advice_lines(look: Snapshot, advice: Advice) -> list[tuple[str, Content]]:
    """People without a room, and offers for rooms in trouble; above the rooms, for they wait."""
    lines = []
    held = look.state.round
    titles = {room.number: room_title(room) for room in rooms_now(held)} if held is not None else {}
    for person, number in advice.late:
        text = words("tui-rooms-late-line", look.names.of(person), titles.get(number, str(number)))
        lines.append((f"late:{person}", ink(f" {text}", STRONG)))
    more = len(without_room(look.state)) - len(advice.late)
    if advice.late and more > 0:
        lines.append(("late-more", ink(f"   {words('tui-rooms-late-more', more)}", MUTED)))
    for number, offer in enumerate(advice.offers):
        text = words("tui-rooms-offer-line", words(offer_text(offer, look.names)))
        lines.append((f"offer:{number}", ink(f" {text}", STRONG)))
    return lines


def note_lines(look: Snapshot, proposal: RoomsProposal) -> list[tuple[str, Content]]:
    """What else is not kept, besides what stands above the rooms; never copied."""
    notes = proposal.plan.notes[1:]
    return [(f"note:{number}", ink(f" {note_text(look, note)}", MUTED)) for number, note in enumerate(notes)]


def first_match(look: Snapshot | None, line: RoomLine, query: str) -> int | None:
    """Which person of a line has ``query`` in the name; None if nobody."""
    from letsconnect_tui.people.names import search_key

    wanted = search_key(query)
    if look is None or not wanted:
        return None
    return next(
        (n for n, person in enumerate(line.people) if wanted in search_key(look.names.of(person))), None
    )
