"""Tells a key that is held down or bounces from one that is pressed again. Knows times, no screen."""

from __future__ import annotations

from enum import Enum, auto

REPEAT_S = 0.1
"""The same key so soon is the keyboard's repetition or a bounce: terminals repeat every 0.02 to 0.09 s, and
fingers need 0.12 s."""
AGAIN_S = 0.9
"""The same key within this time may be the first repetition of a key held down, which comes after 0.2 to
0.7 s; what changes a meeting is not meant twice within it."""


class Press(Enum):
    """How a key press follows the one before it."""

    FRESH = auto()
    AGAIN = auto()
    """The same key within ``AGAIN_S``."""
    REPEATED = auto()
    """The same key within ``REPEAT_S``."""


class KeyRepeat:
    """Compares each key with the one before it, typed letters included."""

    def __init__(self) -> None:
        self._key = ""
        self._at = float("-inf")
        self._repeating = False

    def press(self, key: str, at: float) -> Press:
        """How this press follows the one before it; a key once seen to repeat does so until it rests."""
        same, gap = key == self._key, at - self._at
        self._key, self._at = key, at
        if same and gap < REPEAT_S:
            self._repeating = True
        elif not same or gap > AGAIN_S:
            self._repeating = False
        if self._repeating:
            return Press.REPEATED
        return Press.AGAIN if same and gap <= AGAIN_S else Press.FRESH
