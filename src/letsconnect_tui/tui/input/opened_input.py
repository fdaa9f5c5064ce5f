"""Whether a text was meant for its input, or is the rest of a sentence whose first letter opened that."""

from __future__ import annotations

from statistics import median

import msgspec

from letsconnect_tui.tui.input.word_shapes import begins_word, first_word, is_common, stands_alone

WORD_GAP_S = 0.25
"""Letters closer than this belong to one word; between two keys that are meant there is more."""
RUN_GAP_S = 1.5
"""Longer than a pause inside a sentence; after a longer one nothing belongs together any more."""
TYPED_GAP_S = 0.6
"""A first letter that follows its opening key within this time may belong to the same word."""
PAUSE_RATIO = 3.0
STEADY_RATIO = 2.0
"""Whoever opens an input on purpose waits for it; the pauses inside a word are alike. So many times the pace
of the letters that follow is no pause inside a word any more: the first for short pauses, else the second."""
LEAST_GAPS = 2
"""From this many gaps on the pace of the letters is known."""
ANSWER_S = 0.4
"""A second Enter this much later answers the question of the first."""


class OpenedInput(msgspec.Struct):
    """An input that a printable key has opened, and the letters written there since.

    Attributes:
        opener: The letter that opened it.
        opened_at: When, in seconds.
        before: Letters of the same run before it.
        doubtful: Whether keys before the opener already looked like typing.
    """

    opener: str
    opened_at: float
    before: str = ""
    doubtful: bool = False
    first_at: float | None = None
    text: str = ""
    _last_at: float = 0.0
    _gaps: list[float] = msgspec.field(default_factory=list)
    _asked_at: float | None = None

    def type(self, letter: str, at: float) -> None:
        """A letter was written."""
        if self.first_at is None:
            self.first_at = at
        elif at - self._last_at <= RUN_GAP_S:
            self._gaps.append(at - self._last_at)
        self._last_at = at
        self._asked_at = None
        self.text += letter

    def double(self, at: float) -> None:
        """The opening key came twice: it was hit twice, or a word begins with it twice."""
        self.first_at = self._last_at = at
        self.before += self.opener

    def delete(self, at: float) -> None:
        """A letter was taken away; where there is none, the one meant stands in another window."""
        self.doubtful = self.doubtful or not self.text
        self._last_at = at
        self._asked_at = None
        self.text = self.text[:-1]

    @property
    def pace_s(self) -> float | None:
        """The time from letter to letter; None before it can be told."""
        return median(self._gaps) if len(self._gaps) >= LEAST_GAPS else None

    def joins(self, *, certain: bool = False) -> bool:
        """Whether the letters may go on a word that began with the key that opened the input.

        Args:
            certain: Whether they are known to mean something here, as the name of somebody.
        """
        if self.first_at is None or not self.text:
            return False
        gap = self.first_at - self.opened_at
        if gap < WORD_GAP_S or (self.doubtful and gap <= RUN_GAP_S):
            return True
        if gap > RUN_GAP_S:
            return False
        word = self.opener + first_word(self.text)
        if self.text[0] == " " or is_common(word) or is_common(self.before + word):
            return True
        if certain or stands_alone(self.text, word) or not begins_word(self.opener, self.text[0]):
            return False
        pace = self.pace_s
        if pace is None:
            return gap <= TYPED_GAP_S
        return gap <= (PAUSE_RATIO if gap <= TYPED_GAP_S else STEADY_RATIO) * pace

    def confirm(self, at: float) -> bool:
        """Enter on a doubtful text: whether it answers the question that an Enter before it has asked."""
        asked, self._asked_at = self._asked_at, at
        return asked is not None and at - asked >= ANSWER_S
