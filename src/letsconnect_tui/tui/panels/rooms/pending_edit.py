"""What is in hand between two keys of the rooms panel: somebody picked up, a choice, a preview."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from letsconnect_tui.breakouts import Move

COPY_SHAPES = {"1": "people", "2": "tags", "3": "sheet", "4": "cards"}
"""Shapes of the rooms besides the list, by the digit that copies them."""


@dataclass(frozen=True, slots=True)
class PendingEdit:
    """Begun by one key, ended by another; Esc lets go."""

    kind: Literal["move", "swap", "copy", "tidy"]
    person: str = ""
    digits: str = ""
    """What has been typed of a room's number."""
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True, slots=True)
class MovedPerson:
    """Who was moved last, and where to."""

    person: str
    room: int
    followed: bool = False
    """Whether the cursor went along."""


def room_meant(digits: str, rooms: int) -> tuple[int | None, bool]:
    """The room that digits mean, None if there is none; and whether another digit could still follow."""
    number = int(digits)
    found = number if 1 <= number <= rooms else None
    return found, found is not None and number * 10 <= rooms
