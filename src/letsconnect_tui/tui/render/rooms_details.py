"""Around the rooms: empty states, what is in hand, people without a room, offers and notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from letsconnect_tui.app.breakout_rounds import offer_text
from letsconnect_tui.app.round_advice import without_room
from letsconnect_tui.exporters.room_lists import room_title
from letsconnect_tui.i18n import words
from letsconnect_tui.session.meetings import rooms_now
from letsconnect_tui.tui.render.rooms_header import note_text
from letsconnect_tui.tui.render.styles import ACCENT, MUTED, STRONG, styled, wrapped

if TYPE_CHECKING:
    from textual.content import Content

    from letsconnect_tui.app.proposals import RoomsProposal
    from letsconnect_tui.app.round_advice import Advice
    from letsconnect_tui.breakouts import Move
    from letsconnect_tui.i18n.message import Message
    from letsconnect_tui.tui.render.rooms import RoomLine
    from letsconnect_tui.tui.snapshot import Snapshot


class PendingEdit(msgspec.Struct, frozen=True):
    """Begun by one key, ended by another; Esc lets go."""

    kind: Literal["move", "swap", "copy", "tidy"]
    person: str = ""
    digits: str = ""
    """What has been typed of a room's number."""
    moves: tuple[Move, ...] = ()


def searching() -> list[Content]:
    """While rooms are searched for."""
    return [styled(f" {words('tui-rooms-looking')}", MUTED)]


def empty(snapshot: Snapshot, refused: Message | None, width: int) -> list[Content]:
    """What this place is for, and what fills it."""
    if snapshot.read_only:
        return wrapped(words("tui-rooms-look-only"), width, STRONG)
    held = snapshot.state.round
    if held is not None and refused is None:
        closed, again = words("tui-rooms-closed", held.number), words("tui-rooms-again")
        return wrapped(closed, width, STRONG) + wrapped(again, width, MUTED)
    rows = wrapped(words(refused), width, STRONG) if refused is not None else []
    rows += wrapped(words("tui-rooms-empty"), width)
    return rows + wrapped(words("tui-rooms-empty-keys"), width, MUTED)


def hint_rows(
    snapshot: Snapshot, pending: PendingEdit | None, width: int, query: str, *, finding: bool, signs: bool
) -> list[Content]:
    """The row under the rooms: what the next key would end, else what the signs mean."""
    text = _pending_text(snapshot, pending)
    if not text and finding:
        text = words("tui-rooms-finding")
    elif not text and query:
        text = words("tui-rooms-found", query)
    if text:
        return [styled(f" {text}", f"{STRONG} {ACCENT}").truncate(width, ellipsis=True)]
    if not signs:
        return []
    return [styled(f" {words('tui-rooms-signs')}", MUTED).truncate(width, ellipsis=True)]


def _pending_text(snapshot: Snapshot, pending: PendingEdit | None) -> str:
    if pending is None:
        return ""
    if pending.kind == "copy":
        return words("tui-rooms-copying")
    if pending.kind == "tidy":
        moves = [
            words("tui-rooms-tidy-move", snapshot.names.of(move.guest), move.from_room, move.to_room)
            for move in pending.moves
        ]
        return words("tui-rooms-tidying", len(moves), ", ".join(moves))
    name = snapshot.names.of(pending.person)
    if pending.kind == "swap":
        return words("tui-rooms-swapping", name)
    return words("tui-rooms-moving", name, pending.digits)


def advice_lines(snapshot: Snapshot, advice: Advice) -> list[tuple[str, Content]]:
    """People without a room, and offers for rooms in trouble; above the rooms, for they wait."""
    lines = []
    held = snapshot.state.round
    titles = {room.number: room_title(room) for room in rooms_now(held)} if held is not None else {}
    for person, number in advice.late:
        text = words("tui-rooms-late-line", snapshot.names.of(person), titles.get(number, str(number)))
        lines.append((f"late:{person}", styled(f" {text}", STRONG)))
    more = len(without_room(snapshot.state)) - len(advice.late)
    if advice.late and more > 0:
        lines.append(("late-more", styled(f"   {words('tui-rooms-late-more', more)}", MUTED)))
    for number, offer in enumerate(advice.offers):
        key = "tui-rooms-offer-line" if offer.moves else "tui-rooms-alone-line"
        text = words(key, words(offer_text(offer, snapshot.names)))
        lines.append((f"offer:{number}", styled(f" {text}", STRONG)))
    return lines


def note_lines(snapshot: Snapshot, proposal: RoomsProposal, width: int) -> list[tuple[str, Content]]:
    """What else is not kept, besides what stands above the rooms; never copied."""
    notes = proposal.plan.notes[1:]
    rows = [row for note in notes for row in wrapped(note_text(snapshot, note), width - 1, MUTED)]
    return [(f"note:{number}", row) for number, row in enumerate(rows)]


def first_match(snapshot: Snapshot | None, line: RoomLine, query: str) -> int | None:
    """Which person of a line has ``query`` in the name; None if nobody."""
    from letsconnect_tui.people.names import search_key

    wanted = search_key(query)
    if snapshot is None or not wanted:
        return None
    return next(
        (n for n, person in enumerate(line.people) if wanted in search_key(snapshot.names.of(person))), None
    )
