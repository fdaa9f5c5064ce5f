"""Finds people by a few letters: any part of a name, accents, script and typos forgiven."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.people.names import consonants, romanised, search_key, sort_key, sounds_like

if TYPE_CHECKING:
    from collections.abc import Iterable

TYPO_SIMILARITY = 0.86
"""Jaro-Winkler: lets two letters swap in ``uzmoa``, keeps ``john`` from ``jane`` (0.70)."""
SHORTEST_WITH_TYPO = 3
_EXACT, _STARTS, _WORD_STARTS, _INITIALS, _INSIDE = range(5)
_BY_OTHER_SPELLING = 10  # a name as written goes before a romanisation, alias or username


class Candidate(msgspec.Struct, frozen=True):
    """Somebody who can be found: an id, the name shown, and other names (username, aliases)."""

    id: str
    name: str
    also: tuple[str, ...] = ()


class Resolution(msgspec.Struct, frozen=True):
    """Whom a typed part of a name means: one id, or the ids to choose from (best first; empty: nobody)."""

    id: str | None
    candidates: tuple[str, ...] = ()


class _Spelling(msgspec.Struct, frozen=True):
    """One spelling of a name, prepared for ``in``."""

    key: str
    words: str
    """The key with a blank before each word, so that `` ada`` is found where a word begins."""
    joined: str
    initials: str

    @classmethod
    def of(cls, key: str) -> _Spelling:
        parts = key.split()
        return cls(
            key, " " + key, "".join(parts), "".join(part[0] for part in parts) if len(parts) > 1 else ""
        )

    def rank(self, query: str, parts: list[str], joined: str) -> int | None:
        if joined not in self.joined and len(parts) == 1 and not self.initials.startswith(query):
            return None
        if query == self.key:
            return _EXACT
        if self.key.startswith(query):
            return _STARTS
        if all(" " + part in self.words for part in parts):
            return _WORD_STARTS
        if self.initials.startswith(joined):
            return _INITIALS
        return _INSIDE if joined in self.joined else None


class _Entry(msgspec.Struct, frozen=True):
    own: _Spelling
    others: tuple[_Spelling, ...]
    order: tuple[str, str]
    vocabulary: frozenset[str]
    """All words of all spellings."""
    sounds: frozenset[tuple[str, str]]
    """Of a name in another script the consonants of each word, and the word in Latin letters."""

    @classmethod
    def of(cls, candidate: Candidate) -> _Entry:
        own = search_key(candidate.name)
        keys = {romanised(candidate.name), *(search_key(other) for other in candidate.also)}
        others = tuple(_Spelling.of(key) for key in sorted(keys - {own, ""}))
        words = {word for key in (own, *keys) for word in (*key.split(), key)}
        sounds = [] if own.isascii() else [(consonants(word), word) for word in romanised(own).split()]
        return cls(_Spelling.of(own), others, sort_key(candidate.name), frozenset(words), frozenset(sounds))

    def rank(self, query: str, parts: list[str], joined: str) -> int | None:
        rank = self.own.rank(query, parts, joined)
        if rank is not None or not self.others:
            return rank
        ranks = [other.rank(query, parts, joined) for other in self.others]
        return min((one + _BY_OTHER_SPELLING for one in ranks if one is not None), default=None)


class Finder:
    """People prepared for searching while somebody types; adding or renaming one does not touch the rest."""

    def __init__(self, candidates: Iterable[Candidate] = ()) -> None:
        self._entries: dict[str, _Entry] = {}
        self._people_by_word: dict[str, set[str]] = {}
        self._words_by_sound: dict[str, set[tuple[str, str]]] = {}
        for candidate in candidates:
            self.add(candidate)

    def add(self, candidate: Candidate) -> None:
        """Make somebody findable; who was findable before is found under the new names only."""
        self.remove(candidate.id)
        entry = self._entries[candidate.id] = _Entry.of(candidate)
        for word in entry.vocabulary:
            self._people_by_word.setdefault(word, set()).add(candidate.id)
        for sound, word in entry.sounds:
            self._words_by_sound.setdefault(sound, set()).add((word, candidate.id))

    def remove(self, person: str) -> None:
        """Make somebody no longer findable; nothing happens if nobody has this id."""
        entry = self._entries.pop(person, None)
        for word in entry.vocabulary if entry else ():
            self._people_by_word[word].discard(person)
            if not self._people_by_word[word]:
                del self._people_by_word[word]
        for sound, word in entry.sounds if entry else ():
            self._words_by_sound[sound].discard((word, person))

    def search(self, query: str, limit: int | None = None) -> list[str]:
        """Ids of everybody ``query`` may mean, best first; all by name for an empty query.

        The whole name, its beginning, the beginning of a word, initials, any part; then the same in a
        romanised spelling or another name; typos only if nothing else is found.
        """
        people = self.with_part(query) or self._with_typos(search_key(query).split())
        return people[:limit]

    def with_part(self, query: str) -> list[str]:
        """Ids of everybody who has ``query`` in a name, best first; no typos forgiven."""
        key = search_key(query)
        parts, joined = key.split(), key.replace(" ", "")
        ranked = []
        for person, entry in self._entries.items():
            rank = entry.rank(key, parts, joined)
            if rank is not None:
                ranked.append((rank, entry.order, person))
        return [person for _, _, person in sorted(ranked)]

    def _with_typos(self, parts: list[str]) -> list[str]:
        likeness = [self._like(part) for part in parts if len(part) >= SHORTEST_WITH_TYPO]
        if not likeness:
            return []
        in_all = set.intersection(*map(set, likeness))
        return sorted(
            in_all, key=lambda one: (-sum(like[one] for like in likeness), self._entries[one].order)
        )

    def _like(self, part: str) -> dict[str, float]:
        """Everybody with a word like ``part``, and how like it is, 0 to 1."""
        from rapidfuzz import process  # 15 ms, needed only after a typo
        from rapidfuzz.distance import JaroWinkler

        scored = process.extract(
            part,
            list(self._people_by_word),
            scorer=JaroWinkler.similarity,
            score_cutoff=TYPO_SIMILARITY,
            limit=None,
        )
        words = {word: similarity for word, similarity, _ in scored}
        like: dict[str, float] = {}
        for word, similarity in words.items():
            for person in self._people_by_word.get(word, ()):
                like[person] = max(similarity, like.get(person, 0))
        for person in self._sounding_like(part):
            like.setdefault(person, TYPO_SIMILARITY)
        return like

    def _sounding_like(self, part: str) -> set[str]:
        """Everybody with a word in another script that sounds like ``part``."""
        alike = self._words_by_sound.get(consonants(part), ())
        return {person for word, person in alike if sounds_like(part, word)}


def resolve(query: str, candidates: Iterable[Candidate]) -> Resolution:
    """Whom ``query`` means: a whole name, a part of a name that only one person has, or an id.

    A whole folded name wins over parts of others. An id counts only where it is part of nobody's name, so
    that ``ngozi`` never means the one of two Ngozis who happens to have it. When nobody matches, the
    candidates are those with a name like it.
    """
    known = tuple(candidates)
    key = search_key(query)
    if not key:
        return Resolution(None)
    finder = Finder(known)
    for matching in (
        [one.id for one in known if key in (search_key(name) for name in (one.name, *one.also))],
        finder.with_part(query),
        [one.id for one in known if one.id == query.strip()],
    ):
        if matching:
            return Resolution(matching[0]) if len(matching) == 1 else Resolution(None, tuple(matching))
    return Resolution(None, tuple(finder.search(query)))
