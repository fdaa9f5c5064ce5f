"""What the keys of the rooms panel ask for, built from the state and from where the cursor is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

import msgspec

from letsconnect_tui.app import requests as r
from letsconnect_tui.app.breakout_rounds import offer_text
from letsconnect_tui.app.proposals import RoomsProposal, TidyProposal
from letsconnect_tui.app.reply import Reply
from letsconnect_tui.app.round_advice import phase_of
from letsconnect_tui.i18n.message import message
from letsconnect_tui.session import room_commands

if TYPE_CHECKING:
    from letsconnect_tui.app.live_session import LiveSession
    from letsconnect_tui.app.round_advice import Advice
    from letsconnect_tui.i18n.message import Message
    from letsconnect_tui.session.facts import Command
    from letsconnect_tui.session.state import Round

MINUTE_MS = 60_000
_LONGER_BY = {"longer": 1, "shorter": -1, "longer-5": 5, "shorter-5": -5}
"""By how many minutes a key makes the round longer."""
_NEXT_STATUS: dict[str, Literal["fine", "needs-help", "done"]] = {"fine": "needs-help", "needs-help": "done"}


class RoomCursor(msgspec.Struct, frozen=True):
    """Where the cursor is."""

    key: str = ""
    """The line: a room's, ``late:…`` with a person, or ``offer:…`` with its place among the offers."""
    room: int | None = None


def request_of(name: str, session: LiveSession, advice: Advice, at: RoomCursor) -> r.Request | Message | None:
    """What a key asks for at once, else why it cannot; None where there is nothing to ask for.

    Args:
        name: The name of the key's binding, one of ``REQUESTS``.
        session: The session.
        advice: What is advised at present.
        at: Where the cursor is.
    """
    held = session.state.round
    if name == "copy":
        proposed = phase_of(session) == "proposal"
        return message("tui-rooms-first-accept") if proposed else r.CopyText("rooms")
    if name == "offer":
        return _offer(session, advice, at)
    if held is None:
        return None
    if name == "seat":
        return _seat_late(held, advice, at.key)
    if name in _LONGER_BY:
        return room_commands.ExtendRound(_LONGER_BY[name] * MINUTE_MS, held.id)
    if name == "close-rooms":
        return room_commands.CloseRooms(held.id)
    if at.room is None:
        return message("tui-rooms-no-room")
    if name == "visit":
        return room_commands.VisitRoom(at.room)
    return room_commands.SetRoomStatus(at.room, _NEXT_STATUS.get(held.status.get(at.room, ""), "fine"))


REQUESTS = ("copy", "offer", "seat", *_LONGER_BY, "close-rooms", "visit", "status")
"""The keys that ``request_of`` knows."""


def _seat_late(held: Round, advice: Advice, key: str) -> r.Request | None:
    """Whom the cursor is on, else the first who has no room."""
    waiting = [person for person, _ in advice.late if person not in held.seating]
    chosen = key.removeprefix("late:")
    person = chosen if chosen in waiting else next(iter(waiting), None)
    return None if person is None else r.SeatLate(person)


def _offer(session: LiveSession, advice: Advice, at: RoomCursor) -> r.Request | Message | None:
    """The offer the cursor is on, else that of the room under it, else the first that moves somebody."""
    own = [
        one for place, one in enumerate(advice.offers) if at.key == f"offer:{place}" or one.room == at.room
    ]
    offer = next(iter((*own, *(one for one in advice.offers if one.moves), *advice.offers)), None)
    if offer is None:
        return None
    if not offer.moves:
        return offer_text(offer, session.names)
    return room_commands.SeatMany(tuple((one.guest, one.to_room) for one in offer.moves))


# -- people in rooms, proposed or not ------------------------------------------------------------------


Change = Callable[[int], r.ProposalRequest]
"""A change of the proposal of that id; each change gives it another id."""


class RoomEdit(msgspec.Struct, frozen=True):
    """The same wish as a command about the round, and as changes of rooms that are only proposed."""

    command: Command
    changes: tuple[Change, ...]


def move(person: str, room: int) -> RoomEdit:
    """Put somebody into a room; in a proposal they stay there when rooms are made anew."""
    return RoomEdit(
        room_commands.SeatPerson(person, room),
        (
            lambda shown: r.MoveInProposal(shown, person, room),
            lambda shown: r.LockInProposal(shown, person),
        ),
    )


def swap(held: Round | None, first: str, second: str) -> RoomEdit:
    """Let two people change rooms, and in a proposal stay there."""
    seats = held.seating if held is not None else {}
    rooms = (seats[first], seats[second]) if first in seats and second in seats else None
    return RoomEdit(
        room_commands.SwapSeats(first, second, rooms),
        (
            lambda shown: r.SwapInProposal(shown, first, second),
            lambda shown: r.LockInProposal(shown, first),
            lambda shown: r.LockInProposal(shown, second),
        ),
    )


def lock(person: str, *, locked: bool) -> RoomEdit:
    """Keep somebody in their room, or let go."""
    return RoomEdit(
        room_commands.SetLock(person, locked), (lambda shown: r.LockInProposal(shown, person, locked),)
    )


def change_proposal(session: LiveSession, edit: RoomEdit) -> Reply:
    """Change the rooms proposed; a change that is refused ends it."""
    reply = Reply(False, message("refused-nothing-to-accept"))
    for change in edit.changes:
        if not isinstance(session.proposal, RoomsProposal):
            return Reply(False, message("refused-nothing-to-accept"))
        reply = session.propose(change(session.proposal.id))
        if not reply.ok:
            break
    return reply


def proposed_rooms(session: LiveSession) -> RoomsProposal | None:
    """The rooms proposed, where the panel shows them."""
    proposal = session.proposal
    return proposal if isinstance(proposal, RoomsProposal) and phase_of(session) == "proposal" else None


def room_count(session: LiveSession) -> int:
    """How many rooms there are."""
    proposal, held = proposed_rooms(session), session.state.round
    if proposal is not None:
        return len(proposal.plan.rooms)
    return len(held.rooms) if held is not None else 0


def room_meant(digits: str, rooms: int) -> tuple[int | None, bool]:
    """The room that digits mean, None if there is none; and whether another digit could still follow."""
    number = int(digits)
    found = number if 1 <= number <= rooms else None
    return found, found is not None and number * 10 <= rooms


def is_locked(session: LiveSession, person: str) -> bool:
    """Whether somebody stays where they are."""
    proposal, held = proposed_rooms(session), session.state.round
    if proposal is not None:
        return person in proposal.wishes.locks
    return held is not None and person in held.locked


def put_away(session: LiveSession, *, everything: bool = False) -> None:
    """Forget a preview. Proposed rooms stay open for coming back unless rooms are accepted already."""
    held, proposal = session.state.round, session.proposal
    accepted = held is not None and held.closed_at is None
    if isinstance(proposal, TidyProposal) or (
        isinstance(proposal, RoomsProposal) and (accepted or everything)
    ):
        session.discard_proposal()
