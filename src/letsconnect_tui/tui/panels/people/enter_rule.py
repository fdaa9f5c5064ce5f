"""When Enter behind a few letters is meant, and when it ends a sentence for another window."""

from __future__ import annotations

from enum import Enum, auto

QUIET_S = 0.3
"""How long no letter must come around an Enter that acts."""


class Enter(Enum):
    """What is to become of an Enter."""

    ACT = auto()
    HOLD = auto()
    """It acts when ``QUIET_S`` pass without another letter."""
    TOO_SOON = auto()
    """It does nothing; pressed again after a moment of quiet it acts."""


class EnterRule:
    """Judges Enter by the letters before it. Times are in seconds."""

    def __init__(self) -> None:
        self._typed_at = float("-inf")

    def typed(self, at: float) -> None:
        """A letter was typed, or taken away."""
        self._typed_at = at

    def press(self, at: float, *, certain: bool) -> Enter:
        """Judge Enter; ``certain``: the letters are part of a name as it is spelt, and hold no blank."""
        if at - self._typed_at >= QUIET_S:
            return Enter.ACT
        return Enter.HOLD if certain else Enter.TOO_SOON
