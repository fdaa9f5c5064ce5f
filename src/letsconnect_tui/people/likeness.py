"""Who a name may be that is nobody's: slips of the fingers, initials, other scripts. It only ever suggests.

Five looks, each only where the one before found nobody: the whole name in Latin letters; word by word; and of
names in another script, in Latin letters without blanks, as some write them; their consonants, which are what
is left of a name that was written by ear; and half a name by the consonants of its words.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.people.names import (
    FEWEST_CONSONANTS,
    SPELT_ALIKE,
    bare_name,
    consonants,
    romanised,
    search_key,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

SIMILAR_ENOUGH = 85
"""Of whole names, in percent: it tells ``Olayemi Adebayo`` from ``Olayemi Adeyemi``."""
_CONSONANTS_ALIKE = 80
_FEWEST_LETTERS = 3
_FEWEST_WORDS = 2
"""A first name alone fits many and proves nothing."""
_NEAREST = 20
_LONG_WORD = 8
"""From this many letters on, a word may have two slips."""
_IDEOGRAPH = re.compile("[\u3400-\u9fff\uac00-\ud7af]")


class _KnownName(msgspec.Struct, frozen=True):
    """One name of somebody: its words in Latin letters, as they are written, and without blanks."""

    person: str
    words: frozenset[str]
    parts: tuple[str, ...]
    joined: tuple[str, ...]
    sounds: tuple[tuple[str, str], ...]
    """The consonants of each word, and the word in Latin letters."""


class _Forms:
    """Names without blanks, each in several forms, and the places of the spellings that they are of."""

    def __init__(self) -> None:
        self._forms: list[str] = []
        self._places: list[int] = []

    def add(self, forms: Iterable[str], place: int) -> None:
        """Make the forms of a name known."""
        for form in forms:
            self._forms.append(form)
            self._places.append(place)

    def nearest(self, words: Sequence[str], least: int) -> Iterator[tuple[int, float]]:
        """The places of what some words without blanks are like, and how much, in percent."""
        from rapidfuzz import fuzz, process

        spellings = {*_orders(words)}
        if len(words) > 2:  # a middle name, or a second family name
            spellings |= {*_orders(words[:-1]), *_orders((*words[:1], *words[2:]))}
        for one in spellings if self._forms else ():
            if len(one) >= _FEWEST_LETTERS:
                for _, score, at in process.extract(
                    one, self._forms, scorer=fuzz.ratio, score_cutoff=least, limit=_NEAREST
                ):
                    yield self._places[at], score


class Likenesses:
    """The names of the people known, by everything that a name can be like."""

    def __init__(self) -> None:
        self._spellings: list[_KnownName] = []
        self._by_word: defaultdict[str, set[int]] = defaultdict(set)
        self._by_part: defaultdict[str, set[int]] = defaultdict(set)
        self._by_sound: defaultdict[tuple[bool, str], set[int]] = defaultdict(set)
        self._keys: list[str] = []
        self._joined = {True: _Forms(), False: _Forms()}
        self._consonants = {True: _Forms(), False: _Forms()}
        """By whether the names are in Latin letters."""

    def add(self, name: str, person: str) -> None:
        """Make a name of somebody known."""
        key, place, joined = _latin_key(name), len(self._spellings), tuple(_orders(_latin_words(name)))
        sounds = _sounding_words(name)
        spelling = _KnownName(person, frozenset(key.split()), _parts(name), joined, sounds)
        self._spellings.append(spelling)
        for word in spelling.words:
            self._by_word[word].add(place)
        for part in spelling.parts:
            self._by_part[part].add(place)
        for sound, _ in sounds:
            self._by_sound[_is_latin(name), sound].add(place)
        self._keys.append(key)
        self._joined[_is_latin(name)].add(joined, place)
        self._consonants[_is_latin(name)].add(_orders(_sounds(name)), place)

    def like(self, line: str) -> tuple[str, ...]:
        """The people whose names are like this one, likest first."""
        looks = (self._by_letters, self._by_words, self._without_blanks, self._by_consonants, self._by_half)
        for look in looks:
            scores: dict[str, float] = {}
            for place, score in look(line):
                person = self._spellings[place].person
                scores[person] = max(score, scores.get(person, 0))
            if scores:
                return tuple(sorted(scores, key=lambda person: (-scores[person], person)))
        return ()

    def _by_letters(self, line: str) -> Iterator[tuple[int, float]]:
        from rapidfuzz import fuzz, process  # 15 ms, needed only for names not known

        key = _latin_key(line)
        for _, score, place in process.extract(
            key, self._keys, scorer=fuzz.ratio, score_cutoff=SIMILAR_ENOUGH
        ):
            yield place, score
        words = set(key.split())
        for place in {place for word in words for place in self._by_word.get(word, ())}:
            theirs = self._spellings[place].words
            if words <= theirs or (theirs < words and len(theirs) > 1):
                yield place, SIMILAR_ENOUGH - 1 + len(words & theirs)

    def _by_words(self, line: str) -> Iterator[tuple[int, float]]:
        parts = _parts(line)
        for place in {place for part in parts for place in self._by_part.get(part, ())}:
            score = _alike(Counter(parts), Counter(self._spellings[place].parts))
            if score > 0:
                yield place, score

    def _without_blanks(self, line: str) -> Iterator[tuple[int, float]]:
        yield from self._joined[not _is_latin(line)].nearest(_latin_words(line), SIMILAR_ENOUGH)

    def _by_consonants(self, line: str) -> Iterator[tuple[int, float]]:
        from rapidfuzz import fuzz

        key = "".join(_latin_words(line))
        others = self._consonants[not _is_latin(line)]
        for place, score in others.nearest(_sounds(line), _CONSONANTS_ALIKE):
            whole = max(fuzz.ratio(key, form) for form in self._spellings[place].joined)
            if whole >= SPELT_ALIKE:
                yield place, score + whole

    def _by_half(self, line: str) -> Iterator[tuple[int, float]]:
        """Names in another script that have all words of the line, or all of whose words are in it."""
        words, latin = _sounding_words(line), _is_latin(line)
        for place in {place for sound, _ in words for place in self._by_sound.get((not latin, sound), ())}:
            theirs = self._spellings[place].sounds
            few, many = (words, theirs) if len(words) <= len(theirs) else (theirs, words)
            if few is words or len(few) >= _FEWEST_WORDS:
                score = _sounds_alike(few, many)
                if score:
                    yield place, score


def _sounds_alike(few: Sequence[tuple[str, str]], many: Sequence[tuple[str, str]]) -> float:
    """How much each of some words is like one of others, in percent; 0 where one of them is like none."""
    from rapidfuzz import fuzz

    best = [
        max((fuzz.ratio(word, other) for sound, other in many if sound == own), default=0.0)
        for own, word in few
    ]
    if min(best) < SPELT_ALIKE or sum(len(sound) for sound, _ in few) < FEWEST_CONSONANTS:
        return 0
    return sum(best) / len(best)


def _sounding_words(name: str) -> tuple[tuple[str, str], ...]:
    """The consonants of each word that has some, and the word in Latin letters."""
    both = zip(_sounds(name), _latin_words(name), strict=True)
    return tuple((sound, word) for sound, word in both if sound)


def _latin_words(name: str) -> list[str]:
    return romanised(bare_name(name)).split()


def _latin_key(name: str) -> str:
    return " ".join(sorted(_latin_words(name)))


def _is_latin(name: str) -> bool:
    return all(one < "\u0250" or "\u1e00" <= one < "\u1f00" for one in name if one.isalpha())


def _parts(name: str) -> tuple[str, ...]:
    """The words of a name as they are written; of scripts without blanks each sign is one."""
    words: list[str] = []
    for word in search_key(bare_name(name)).split():
        words += list(word) if _IDEOGRAPH.match(word) else [word]
    return tuple(words)


def _sounds(name: str) -> list[str]:
    return [consonants(word) for word in _latin_words(name)]


def _orders(sounds: Sequence[str]) -> Iterator[str]:
    """The words as they are, and with the last before the others."""
    yield from dict.fromkeys(("".join(sounds), "".join((*sounds[-1:], *sounds[:-1]))))


def _alike(words: Counter[str], theirs: Counter[str]) -> float:
    """How much two names with a word in common are alike in their other words; 0: they are two names."""
    equal = words & theirs
    if min(words.total(), theirs.total()) < _FEWEST_WORDS:
        return 0
    rest, others = list((words - equal).elements()), list((theirs - equal).elements())
    if all(map(_IDEOGRAPH.match, (*words, *theirs))):
        most = max(words.total(), theirs.total())
        return equal.total() if equal.total() > 1 and equal.total() >= most - 1 else 0
    if len(rest) > len(others):
        rest, others = others, rest
    score = float(equal.total())
    for word in rest:
        best = max(((_word_alike(word, other), other) for other in others), default=(0.0, ""))
        if not best[0]:
            return 0
        others.remove(best[1])
        score += best[0]
    return score - 0.1 * len(others)


def _word_alike(word: str, other: str) -> float:
    from rapidfuzz.distance import OSA

    if 1 in (len(word), len(other)):
        return 0.5 if word[0] == other[0] else 0
    most = 2 if min(len(word), len(other)) >= _LONG_WORD else 1
    slips = OSA.distance(word, other, score_cutoff=most)
    return 1 - slips / 4 if slips <= most and min(len(word), len(other)) > slips + 1 else 0
