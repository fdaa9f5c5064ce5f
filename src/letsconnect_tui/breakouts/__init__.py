"""Breakout rooms: who is assigned to which, where latecomers go, what can be mended while they are open."""

from __future__ import annotations

from letsconnect_tui.breakouts.assign import (
    cannot_follow,
    least_repeats,
    propose_in_styles,
    propose_rounds,
)
from letsconnect_tui.breakouts.judge import judge
from letsconnect_tui.breakouts.model import (
    FixedRoom,
    Guest,
    Judgement,
    Met,
    Move,
    NewPeople,
    Offer,
    Pair,
    Room,
    RoomAssignment,
    RoomNote,
    Wishes,
    met_after,
    moved,
    pair,
)
from letsconnect_tui.breakouts.repair import offers
from letsconnect_tui.breakouts.same_groups import same_groups
from letsconnect_tui.breakouts.seat_late import seat_late
from letsconnect_tui.breakouts.sizes import room_count
from letsconnect_tui.breakouts.tidy import tidy

__all__ = [
    "FixedRoom",
    "Guest",
    "Judgement",
    "Met",
    "Move",
    "NewPeople",
    "Offer",
    "Pair",
    "Room",
    "RoomAssignment",
    "RoomNote",
    "Wishes",
    "cannot_follow",
    "judge",
    "least_repeats",
    "met_after",
    "moved",
    "offers",
    "pair",
    "propose_in_styles",
    "propose_rounds",
    "room_count",
    "same_groups",
    "seat_late",
    "tidy",
]
