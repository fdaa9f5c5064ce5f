"""One key press as the typing guard sees it, and what the guard answers."""

from __future__ import annotations

from enum import Enum, auto

import msgspec


class Effect(Enum):
    """What a key would do where it was pressed."""

    NOTHING = auto()
    """It is bound to nothing here, or can do nothing now."""
    VIEW = auto()
    """It opens, closes or moves; nothing is another afterwards."""
    ADJUST = auto()
    """It changes at once what is only proposed or shown: another shuffle, hidden names."""
    REPEATABLE = auto()
    """It changes the session, and quick presses in a row are meant: a minute more, and one more."""
    ONCE = auto()
    """It changes the session, and nobody means it twice within a second."""
    FINAL = auto()
    """It cannot be taken back: the program closes."""
    TEXT = auto()
    """It is written into an input."""

    @property
    def changes(self) -> bool:
        """Whether something is another afterwards."""
        return self in (Effect.ADJUST, Effect.REPEATABLE, Effect.ONCE, Effect.FINAL)


class Verdict(Enum):
    """What becomes of the key just pressed."""

    ACT = auto()
    """Carry it out now."""
    HOLD = auto()
    """Show it as coming; the guard gives it out when the grace is over."""
    DROP = auto()
    """It does nothing; the reason says why."""
    TAKE_BACK = auto()
    """This is typing meant for another window: drop the key and take back what the run did."""
    ASK = auto()
    """Enter came so that the line may be meant for another window: one more Enter keeps it."""


class Reason(Enum):
    """Why a key did nothing."""

    NONE = auto()
    NOTHING = auto()
    """It means nothing here."""
    REPEATED = auto()
    """The key is held down, or bounced."""
    AGAIN = auto()
    """The same key within a second, where once is enough."""
    FAST = auto()
    """Two letters as close as those of a word."""
    DOUBTFUL = auto()
    """It came right after a key that means nothing here."""
    TYPING = auto()
    """A sentence is being typed."""
    ENTER_AFTER = auto()
    """Enter came as the next key after a paste, a sentence or the help."""
    HELD = auto()
    """It came before the key before it was carried out."""


class KeyPress(msgspec.Struct, frozen=True):
    """A printable key.

    Attributes:
        key: What it counts as: the letter at its place on a Latin keyboard.
        at: When it was pressed, in seconds.
        effect: What it would do here.
        typed: What was written, where that is another letter.
        event: Whatever the caller wants back when the key is given out.
    """

    key: str
    at: float
    effect: Effect
    typed: str = ""
    event: object = None

    @property
    def letter(self) -> str:
        """What it adds to a word."""
        return self.typed or self.key


class KeyJudgement(msgspec.Struct, frozen=True):
    """The answer to one key press."""

    verdict: Verdict
    reason: Reason = Reason.NONE
    released: tuple[KeyPress, ...] = ()
    """Held keys to carry out first, in order."""
    cancelled: tuple[KeyPress, ...] = ()
    """Held keys that are not carried out after all."""
    doubtful: bool = False
    """Whether the run so far might be a sentence; what it did can be offered to be taken back."""
    since: float = float("-inf")
    """With ``TAKE_BACK``: when the sentence began; keys before it were meant."""
    text: str = ""
    """With ``TAKE_BACK``: what of the sentence was written into an input."""
