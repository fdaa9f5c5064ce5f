"""Tells a key that is held down or bounces from one that is pressed again. Knows times, no screen."""

from __future__ import annotations

from enum import Enum, auto

import msgspec

from letsconnect_tui.tui.input.key_press import Effect, KeyPress

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


class HeldKey(msgspec.Struct, frozen=True):
    """One of them.

    Attributes:
        press: The key.
        until: When it is carried out, in seconds.
        again: Whether the same key was pressed just before, so that it may be a repetition.
    """

    press: KeyPress
    until: float
    again: bool


class HeldKeys:
    """In the order in which they were pressed."""

    def __init__(self) -> None:
        self._keys: list[HeldKey] = []

    def __bool__(self) -> bool:
        return bool(self._keys)

    @property
    def changes(self) -> bool:
        """Whether one of them would change something."""
        return any(one.press.effect.changes for one in self._keys)

    @property
    def due_at(self) -> float | None:
        """When the next one is carried out."""
        return self._keys[0].until if self._keys else None

    def hold(self, press: KeyPress, grace_s: float, *, again: bool) -> None:
        """Hold one more."""
        self._keys.append(HeldKey(press, press.at + grace_s, again))

    def due(self, now: float) -> tuple[KeyPress, ...]:
        """Give out those whose grace is over."""
        given = tuple(one.press for one in self._keys if one.until <= now)
        self._keys = [one for one in self._keys if one.until > now]
        return given

    def all(self) -> tuple[KeyPress, ...]:
        """Give out all of them."""
        given = tuple(one.press for one in self._keys)
        self._keys = []
        return given

    def recall_final(self) -> tuple[KeyPress, ...]:
        """Call off what cannot be taken back once it is done."""
        final = tuple(one.press for one in self._keys if one.press.effect is Effect.FINAL)
        self._keys = [one for one in self._keys if one.press.effect is not Effect.FINAL]
        return final

    def recall_repetitions(self) -> None:
        """The key is held down: call off what its repetitions began."""
        self._keys = [one for one in self._keys if not one.again]
