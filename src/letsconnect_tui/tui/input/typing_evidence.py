"""A run of keys that follow each other without a long pause, and how much of it looks like a sentence."""

from __future__ import annotations

from itertools import pairwise
from math import prod
from statistics import median

import msgspec

from letsconnect_tui.tui.input.key_press import Effect, KeyPress, Reason
from letsconnect_tui.tui.input.opened_input import (
    LEAST_GAPS,
    PAUSE_RATIO,
    RUN_GAP_S,
    STEADY_RATIO,
    TYPED_GAP_S,
    WORD_GAP_S,
)
from letsconnect_tui.tui.input.word_shapes import begins_word, first_word, is_answer, is_common, stands_alone

ENOUGH = 3
"""With this much evidence a run of keys is a sentence."""
DOUBT_S = 0.8
"""How long after a key that meant nothing no letter acts."""
COMMAND_LETTERS = 7
"""More letters in the rhythm of a word than anybody means as keys."""
WORD_LETTERS = 6
"""The same where the later ones went into an input that the earlier ones opened."""
SENTENCE_LETTERS = 8
"""The same at any pace."""
DISTINCT_LETTERS = 4
QUICK_LETTERS = 2
SPELT_LETTERS = 3
"""From this many letters on a known word is evidence where a blank is a key too."""
QUICK_RATIO = 1.5
"""How many times as long as the pace a pause may be to belong to a word for sure."""
MESSAGE_LETTERS = 4
LONG_LETTERS = 5
"""From how many letters on a known word alone is a message: with Enter behind it, and without."""
WHOLE_LETTERS = 8
"""How many letters of a word tell whether it is a known one."""
APART_S = 1.0
PAUSE_IN_WORD = 5.0
"""A pause inside a word is shorter than this many times its pace."""
_LEAST_TEXT = 3


class Letter(msgspec.Struct, frozen=True):
    """One printable key of a run."""

    sign: str
    at: float
    gap: float
    """How long after the key before it, Backspace too."""
    text: bool = False
    """Whether it went into an input."""


class TypingRun(msgspec.Struct):
    """Keys that may be one sentence.

    Attributes:
        number: Its own number.
        last_at: When its latest key came, in seconds.
        letters: All its printable keys.
        score: What was seen so far, as ``ENOUGH`` counts it.
        changed: Whether one of its keys changed the session.
        dropped: Whether its latest key did nothing because of what was seen.
    """

    number: int = 0
    last_at: float = float("-inf")
    letters: list[Letter] = msgspec.field(default_factory=list)
    score: int = 0
    changed: bool = False
    dropped: bool = False

    def holds(self, at: float) -> bool:
        """Whether a key at this moment still belongs to it."""
        return at - self.last_at <= RUN_GAP_S

    @property
    def word(self) -> str:
        """The letters up to the first blank."""
        return first_word("".join(one.sign for one in self.letters))

    @property
    def written(self) -> str:
        """What of it went into an input."""
        return "".join(one.sign for one in self.letters if one.text)

    def is_known_word(self) -> bool:
        """Whether its first word is one that sentences begin with; asked when a blank has come."""
        quick = all(gap <= TYPED_GAP_S for gap in self._gaps)
        least = SPELT_LETTERS if not self.written else QUICK_LETTERS if quick else LONG_LETTERS
        return len(self.word) >= least and is_common(self.word)

    def take(self, sign: str, at: float, *, text: bool = False) -> None:
        """One more letter."""
        self.letters.append(Letter(sign, at, at - self.last_at, text))
        self.last_at = at

    @property
    def _gaps(self) -> list[float]:
        return [one.gap for one in self.letters[1:]]

    def is_answer(self) -> bool:
        """Whether all of it is a short answer; asked when Enter has come."""
        text = "".join(one.sign for one in self.letters).rstrip(".!?")
        if len(text) == 1:
            return text in "kn"  # in a chat; other letters and Enter are sensible in panels
        return is_answer(text) or (len(text) >= MESSAGE_LETTERS and is_common(self.word))

    def sentence_began_at(self) -> float:
        """When its last word or words began: what was pressed long before their pace was meant."""
        gaps = self._gaps
        if len(gaps) < LEAST_GAPS:
            return float("-inf")
        pace = median(sorted(gaps)[:-1])
        longest = max(APART_S, PAUSE_IN_WORD * pace)
        apart = [
            n
            for n, gap in enumerate(gaps, 1)
            if gap > longest and not self.letters[n].text and self.letters[n - 1].sign != " "
        ]
        return self.letters[apart[-1]].at if apart else float("-inf")

    @property
    def opened_fast(self) -> bool:
        """Whether an input got its first letter as soon as the next letter of a word comes."""
        return any(
            later.text and not before.text and later.gap < WORD_GAP_S
            for before, later in pairwise(self.letters)
        )

    def doubts(self, press: KeyPress, *, fresh: bool) -> Reason | None:
        """Why a key, outside an input, is rather a letter of a word; ``fresh``: another key than before."""
        gap = press.at - self.last_at
        before = self.letters[-1].sign if self.letters else ""
        if gap < WORD_GAP_S and fresh and before.isalpha() and press.letter.isalpha():
            return Reason.FAST
        if self.dropped and gap <= DOUBT_S:
            return Reason.DOUBTFUL
        return Reason.NOTHING if press.effect is Effect.NOTHING else None

    def weight_of(self, press: KeyPress, reason: Reason | None) -> int:
        """How much a doubtful key tells: more where it is as close as in a word, or ends one.

        A key pressed a third time in a row tells nothing: no word has a letter three times, impatience has.
        Nor does one of letters that all come a second or more after each other: nobody writes like that.
        """
        gaps = [*self._gaps, press.at - self.last_at]
        if self.letters and press.letter.isalnum() and min(gaps) >= APART_S:
            return 0
        before = [one.sign for one in self.letters[-2:]]
        if press.letter.isalnum() and before == [press.letter] * 2:
            return 0
        ends_word = not press.letter.isalnum() and len(self.letters) > 1
        return 2 if reason is Reason.FAST or ends_word else 1

    def is_sentence(self, letter: str) -> bool:
        """Whether the run is one, now that this letter has come."""
        blank = letter == " " and (self.changed or self.opened_fast)
        if blank and (self.is_known_word() or self.written == " "):  # no text begins with a blank
            return True
        return self.changed and self.has_rhythm_of_words()

    def is_sent_text(self) -> bool:
        """Whether what stands in an input is rather a message; asked when Enter has come there."""
        known = self.is_answer() or (" " in self.written and self.is_known_word())
        if self.changed and (self.score or known or self.has_rhythm_of_words(ended=True)):
            return True
        return self.opened_fast and known

    def is_left_text(self) -> bool:
        """The same, asked when no key has come for long."""
        if not self.written:
            return False
        if self.opened_fast and self.is_known_word():
            return True
        known = len(self.word) >= LONG_LETTERS and is_common(self.word)
        return self.changed and (known or self.has_rhythm_of_words(ended=True))

    def has_rhythm_of_words(self, *, ended: bool = False) -> bool:
        """Whether it has more letters, and steadier ones, than keys that are meant.

        Args:
            ended: Whether nothing has followed it, so that its last word is whole.
        """
        gaps = self._gaps
        if len({one.sign for one in self.letters}) < DISTINCT_LETTERS:
            return False
        quick = max(gaps) <= TYPED_GAP_S
        opening = next((n for n, one in enumerate(self.letters) if one.text), None)
        if opening is None:
            return quick and len(self.letters) >= COMMAND_LETTERS
        before, inside = gaps[:opening], gaps[opening:]
        least = WORD_LETTERS if quick else SENTENCE_LETTERS
        if len(self.letters) < least or len(inside) < _LEAST_TEXT or not before:
            return False
        text = self.written
        if not ended and " " not in text and len(text) < WHOLE_LETTERS:
            return False
        if not text.startswith(" ") and stands_alone(text, self.word):
            return False
        pace, pause = median(inside), prod(before) ** (1 / len(before))
        steady = pause <= STEADY_RATIO * pace or (
            min(before) <= QUICK_RATIO * pace and pause <= PAUSE_RATIO * pace
        )
        return steady and begins_word(self.letters[0].sign, self.letters[1].sign)
