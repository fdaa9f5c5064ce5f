"""Tells keys that are meant from a sentence typed into this window by mistake. Knows times, no screen.

The chat window of the call is one click away. Keys act at once; a quick run of different printable keys is
then known to be typing, what it did is taken back, and the rest of it is swallowed.
"""

from __future__ import annotations

from enum import Enum, auto

GAP_S = 0.6
"""Keys this close to each other belong to one run."""
SETTLED_S = GAP_S
"""So long after a key it is clear that it stood alone."""
QUIET_S = 0.8
"""How long nothing must come before keys count again."""
OPENED_S = 0.2
"""A first letter in an input this soon after the key that opened it belongs to the same run."""
TYPING_KEYS = 4
"""So many keys in one run, repeats counted once, are typing."""
SUSPECT_KEYS = 3
"""After so many keys the next letter belongs to the run however long the input has been open."""
SENT_KEYS = 2
"""So many different keys and then Enter are a short message sent."""


class Verdict(Enum):
    """What is to become of a key."""

    ACT = auto()
    TYPING = auto()
    """It shows that this is typing: take back what the run did, and drop this key too."""
    SWALLOW = auto()
    HOLD = auto()
    """Enter came at the pace of typing, in a line perhaps opened by mistake: it has to come again."""


class TypingGuard:
    """Judges printable keys, Backspace and Enter in the order in which they come. Times are in seconds."""

    def __init__(self) -> None:
        self._last_at = float("-inf")
        self._run: list[str] = []
        self._swallowing = False
        self._opened_at: float | None = None
        self._input_joins = False
        self._suspect = False
        self.run = 0
        """The number of the present run; another one for keys that belong to no run with those before."""

    def press(self, character: str, at: float, *, in_input: bool = False) -> Verdict:
        """Judge a printable key; ``in_input``: an input would take it as text."""
        if self._still_swallowing(at):
            return Verdict.SWALLOW
        if in_input and not self._joins(at):
            self._begin(at)
            return Verdict.ACT
        if at - self._last_at > GAP_S:
            self._begin(at)
        self._last_at = at
        if self._run[-1:] != [character]:
            self._run.append(character)
        if len(self._run) >= TYPING_KEYS:
            self._swallowing = True
            return Verdict.TYPING
        return Verdict.ACT

    def enter(self, at: float, *, in_input: bool = False, waits: bool = False) -> Verdict:
        """Judge Enter: after a quick run it sends a short message.

        Args:
            at: When it was pressed.
            in_input: Whether an input has the focus.
            waits: Whether in this input Enter keeps something, and so has to be meant: when the first letter
                came at the pace of typing, Enter counts only after some quiet.
        """
        if self._still_swallowing(at):
            return Verdict.SWALLOW
        typed = at - self._last_at <= GAP_S and len(set(self._run)) >= SENT_KEYS
        if typed and (not in_input or self._input_joins):
            self._swallowing = True
            self._last_at = at
            return Verdict.TYPING
        if in_input and waits and self._suspect and at - self._last_at < QUIET_S:
            return Verdict.HOLD
        self._begin(at)
        return Verdict.ACT

    def backspace(self, at: float) -> Verdict:
        """Judge Backspace: it belongs to typing that goes on, and makes none by itself."""
        return Verdict.SWALLOW if self._still_swallowing(at) else Verdict.ACT

    def opened_input(self, at: float) -> None:
        """An input was opened by the latest key."""
        self._opened_at = at
        self._input_joins = self._suspect = False

    def _still_swallowing(self, at: float) -> bool:
        if self._swallowing and at - self._last_at <= QUIET_S:
            self._last_at = at
            return True
        if self._swallowing:
            self._swallowing = False
            self._begin(at)
        return False

    def _joins(self, at: float) -> bool:
        """Whether letters in an input belong to the run that opened it; decided at the first of them."""
        if self._opened_at is not None:
            soon = at - self._opened_at <= OPENED_S
            self._suspect = at - self._opened_at <= GAP_S
            self._input_joins = (
                bool(self._run) and at - self._last_at <= GAP_S and (soon or len(self._run) >= SUSPECT_KEYS)
            )
            self._opened_at = None
        elif at - self._last_at > GAP_S:
            self._input_joins = False
        return self._input_joins

    def _begin(self, at: float) -> None:
        self._run = []
        self._last_at = at
        self._input_joins = False
        self.run += 1
