"""Whether letters that were pressed look like words of a sentence. Latin letters are compared without marks.

The lists hold what chat messages begin with in the languages such sessions are held in. They are evidence
beside the timing of the keys, never the only rule.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from importlib.resources import files

_STROKED = str.maketrans("ıłøđŋɗɓƙ", "ilodndbk")
"""Letters that Unicode does not take apart into a letter and a mark."""
_VOWELS = frozenset("aeiouy")
_ONSETS = {
    "b": "lr",
    "c": "hlrz",
    "d": "jrz",
    "f": "lr",
    "g": "lnr",
    "k": "hlnr",
    "p": "hlr",
    "q": "u",
    "r": "h",
    "s": "chklmnpqtvwz",
    "t": "hlrsw",
    "v": "lr",
    "w": "hr",
    "z": "w",
}
"""Consonants that words begin with, and those that follow them."""
STEM_LETTERS = 5
"""A known word of this many letters is one with any ending."""
LEAST_WORD = 2
"""A single letter is no evidence, nearly each of them is a key."""


def plain(text: str) -> str:
    """Small letters without marks; letters of other scripts stay what they are."""
    parts = unicodedata.normalize("NFKD", text.casefold().translate(_STROKED))
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def begins_word(first: str, second: str) -> bool:
    """Whether a word may begin with these two letters; of other scripts than Latin any two may."""
    pair = plain(first) + plain(second)
    if len(pair) < LEAST_WORD or not pair.isalpha():
        return False
    if not pair.isascii():
        return True
    alike = pair[0] == pair[1] or pair[0] in _VOWELS or pair[1] in _VOWELS
    return alike or pair[1] in _ONSETS.get(pair[0], "")


def is_common(word: str) -> bool:
    """Whether it is one of the words that sentences begin with; capitals stand only where words have them."""
    if word[1:] != word[1:].casefold() and word != word.upper():
        return False
    known, letters = _words("common_words.txt"), plain(word)
    return letters in known or any(letters[:end] in known for end in range(STEM_LETTERS, len(letters)))


def first_word(text: str) -> str:
    """The letters up to the first blank, without what closes a sentence."""
    return text.strip().split(" ")[0].rstrip(",.!?:;")


def stands_alone(text: str, joined: str) -> bool:
    """Whether a text begins with a word of its own, rather than going on the word it would be joined to."""
    word = first_word(text)
    capital = word[:1] != word[:1].casefold() and joined[:1] == joined[:1].casefold()
    return capital or (len(word) > LEAST_WORD and is_common(word) and not is_common(joined))


def is_answer(word: str) -> bool:
    """Whether it is a whole answer in a chat, such as ``yes`` or ``np``."""
    return plain(word) in _words("short_answers.txt")


@lru_cache(maxsize=2)
def _words(name: str) -> frozenset[str]:
    text = files("letsconnect_tui.tui.input").joinpath(name).read_text("utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(plain(word) for line in lines for word in line.split())
