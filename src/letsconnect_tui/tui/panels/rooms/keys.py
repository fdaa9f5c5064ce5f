"""The keys of the rooms panel in each phase of a round, most needed first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.tui.panels.panel import PanelKey

if TYPE_CHECKING:
    from collections.abc import Iterable

    from letsconnect_tui.tui.panels.rooms.advice import Phase

ACCEPT = PanelKey("enter", "accept", "accept")
TICK = PanelKey("enter", "tick", "report")
AGAIN = PanelKey("s", "again", "rooms")
OPEN = PanelKey("o", "open", "open")
MOVE = PanelKey("m", "move", "move")
LOCK = PanelKey("l", "lock", "lock")
SWAP = PanelKey("x", "swap", "swap")
COPY = PanelKey("c", "copy", "copy")
COPY_AS = PanelKey("C", "copy-as", "copy")
FIND = PanelKey("f", "find")
SEAT = PanelKey("y", "seat", "late")
STATUS = PanelKey("space", "status", "room")
VISIT = PanelKey("i", "visit", "visit")
SEND = PanelKey("e", "send")
LONGER = PanelKey("+", "longer", "extend")
SHORTER = PanelKey("-", "shorter", "extend")
TIDY = PanelKey("t", "tidy", "tidy")
OFFER = PanelKey("g", "offer", "move")
CLOSE_ROOMS = PanelKey("z", "close-rooms", "close")
STEP_BACK = PanelKey("escape", "step-back", shown=False)
_SIDEWAYS = (PanelKey("left", "left", shown=False), PanelKey("right", "right", shown=False))

KEYS_OF: dict[Phase, tuple[PanelKey, ...]] = {
    "proposal": (ACCEPT, OPEN, AGAIN, MOVE, LOCK, SWAP, FIND, COPY),
    "planned": (COPY, OPEN, MOVE, LOCK, SWAP, AGAIN, FIND, COPY_AS, TIDY),
    "open": (SEND, CLOSE_ROOMS, STATUS, LONGER, VISIT, MOVE, COPY, SHORTER, FIND, SWAP, LOCK, COPY_AS, TIDY),
    "back": (TICK, AGAIN, FIND),
    "none": (AGAIN,),
}
ALL = (
    *dict.fromkeys(key for keys in KEYS_OF.values() for key in keys if key is not TICK),
    SEAT,
    OFFER,
    STEP_BACK,
    *_SIDEWAYS,
)
"""Every key there is, for the bindings; Enter is the list's."""


def keys_now(phase: Phase, *, late: bool, offers: bool, can_step_back: bool) -> tuple[PanelKey, ...]:
    """The keys that make sense: whoever waits for a room comes first."""
    return (
        *_if(late, SEAT),
        *_if(offers, OFFER),
        *KEYS_OF[phase],
        *_if(can_step_back, STEP_BACK),
        *_SIDEWAYS,
    )


def _if(sensible: bool, key: PanelKey) -> Iterable[PanelKey]:
    return (key,) if sensible else ()
