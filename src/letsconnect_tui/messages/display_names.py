"""How people are called on a screen and in a sentence: by name, or by a number while names are hidden."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec.structs import replace

from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.people.names import search_key, short_name
from letsconnect_tui.session.events import PersonAdded
from letsconnect_tui.text import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from letsconnect_tui.session.log import SessionLog
    from letsconnect_tui.session.moment import Head
    from letsconnect_tui.session.state import State


UNKNOWN = "#?"
"""Stands for somebody who has no number, as adding them was taken back."""
_WORD = lazy_pattern(
    r"[^\W_](?:[^\W_]|[\u0300-\u036f\u0591-\u05c7\u0610-\u06dc\u0900-\u0dff'’ʼ\u200c\u200d])*"
)
"""One word with its marks; an apostrophe may stand inside it, as in N'Golo."""
_WITHOUT_BLANKS = lazy_pattern("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Scripts that write words without blanks between them."""
_ALSO_WORDS = (
    " all art bill chase dawn dean drew everybody everyone faith frank grace grant guest guy heath hope host"
    " iris ivy jack joy june lance mark max may me melody miles nick pat penny ray rich rob rose ruby sage"
    " sky sue summer team user victor violet wade will you "
)
"""Names that are ordinary words too, folded: alone they are found only with a capital letter."""
_SHORTEST_FIRST = 3
"""A first name with fewer letters may well be another word."""


class NameFinder:
    """Finds names in texts however they are spelt, and puts what stands for each in place of it.

    A whole name is found in any case and with or without accents. A first name alone, and a whole name that
    is an ordinary word too, is found only with a capital letter (or in a script without capitals), since
    Will and Mark are also words.

    Args:
        known: What stands for whom, by name or username.
    """

    def __init__(self, known: Mapping[str, str]) -> None:
        self._names: dict[str, list[tuple[tuple[str, ...], str, bool]]] = {}  # by the first folded word
        self._inside: list[tuple[str, str]] = []
        for name, shown in known.items():
            self._add(name, shown, first=f" {search_key(name)} " in _ALSO_WORDS)
            first = short_name(name)
            if first != name and len(search_key(first)) >= _SHORTEST_FIRST:
                self._add(first, shown, first=True)
            if _WITHOUT_BLANKS().search(name):
                self._inside.append((name, shown))
        for found in self._names.values():
            found.sort(key=lambda one: -len(one[0]))
        self._inside.sort(key=lambda one: -len(one[0]))

    def _add(self, name: str, shown: str, *, first: bool) -> None:
        key = tuple(search_key(name).split())
        if key:
            self._names.setdefault(key[0], []).append((key, shown, first))

    def hide(self, text: str) -> str:
        """The text without the names."""
        for name, shown in self._inside:
            text = text.replace(name, shown)
        words = [word[0] for word in _WORD().finditer(text)]
        ends = [word.end() for word in _WORD().finditer(text)]
        folded = [search_key(word) for word in words]
        parts: list[str] = []
        done = at = 0
        while at < len(words):
            taken, shown = self._at(words, folded, at)
            if taken:
                parts += [text[done : ends[at] - len(words[at])], shown]
                done = ends[at + taken - 1]
            at += max(taken, 1)
        return "".join((*parts, text[done:])) if parts else text

    def _at(self, words: list[str], folded: list[str], at: int) -> tuple[int, str]:
        """How many words from this one on are a name, and what stands there instead; 0: no name."""
        for length, shown, ending in self._candidates(words, folded, at):
            return length, shown + ending
        return 0, ""

    def _candidates(self, words: list[str], folded: list[str], at: int) -> Iterator[tuple[int, str, str]]:
        """A name's last word may carry an ending, as in "Amaka's"."""
        for with_ending in (False, True):
            stem, _ = _stem(words[at]) if with_ending else (words[at], "")
            begins = {folded[at], search_key(stem)}
            for key, shown, first in [one for begin in begins for one in self._names.get(begin, ())]:
                last = at + len(key) - 1
                if last >= len(words) or (first and words[at][0].islower()):
                    continue
                end, ending = _stem(words[last]) if with_ending else (words[last], "")
                if (*folded[at:last], search_key(end)) == key:
                    yield len(key), shown, ending


def _stem(word: str) -> tuple[str, str]:
    """``Amaka`` and ``'s`` of ``Amaka's``; the whole word without an ending."""
    found = re.fullmatch("(.+)(['’][^'’]?)", word)
    return (found[1], found[2]) if found else (word, "")


class Names:
    """How people are called in one state of a session.

    Args:
        state: Knows the people.
        hidden: Whether people are called by a number only.
        gone: Names of people the state does not know because adding them was taken back, by id.
    """

    def __init__(self, state: State, *, hidden: bool = False, gone: Mapping[str, str] | None = None) -> None:
        self._state = state
        self._hidden = hidden
        self._gone = gone or {}

    @property
    def hidden(self) -> bool:
        """Whether names are hidden."""
        return self._hidden

    def in_state(self, state: State) -> Names:
        """The same in another state of the session."""
        return Names(state, hidden=self._hidden, gone=self._gone)

    @property
    def unhidden(self) -> Names:
        """The same by name, for a sentence that stands for a while and is hidden where it is drawn."""
        return Names(self._state, gone=self._gone)

    def of(self, person: str | None) -> str:
        """The name shown for an id; empty for nobody. A name that is no id is shown as it is, or hidden."""
        if person is None:
            return ""
        if person not in self._state.people:
            return UNKNOWN if self._hidden else self._merged.get(person) or self._gone.get(person, person)
        if self._hidden:
            return self._numbers[person]
        return self._state.people[person].facts.name

    def of_machine(self, machine: str, called: str = "") -> str:
        """Whose machine it is that takes part in a shared session.

        Args:
            machine: Its id.
            called: What a watcher says of themselves, whom the session does not know.
        """
        known = self._state.team.get(machine)
        return UNKNOWN if self._hidden else (called if known is None else known.called) or UNKNOWN

    def call(self, person: str | None) -> str:
        """What thanks and alerts call somebody: as they wish, else the whole name, never a part of it."""
        known = None if person is None else self._state.people.get(person)
        if known is None or self._hidden:
            return self.of(person)
        return known.facts.call or known.facts.name

    def list(self, people: Iterable[str]) -> str:
        """Several names with commas."""
        return ", ".join(self.of(person) for person in people)

    def hide(self, text: str) -> str:
        """A text as it may be shown: while names are hidden, without every name known."""
        return self._finder.hide(text) if self._hidden else text

    def hide_in(self, sentence: Message) -> Message:
        """A sentence as it may be shown."""
        if not self._hidden:
            return sentence
        return replace(sentence, values=tuple(self._hidden_value(one) for one in sentence.values))

    def _hidden_value(self, value: object) -> object:
        if isinstance(value, Message):
            return self.hide_in(value)
        if isinstance(value, list | tuple):
            return tuple(self._hidden_value(one) for one in value)
        return self.hide(value) if isinstance(value, str) else value

    @cached_property
    def _merged(self) -> dict[str, str]:
        """Names of people who were merged into others, by the id they had."""
        merged = [part for one in self._state.people.values() if one.merged for part in one.parts[1:]]
        return {one.id: one.facts.name for one in merged}

    @cached_property
    def _numbers(self) -> dict[str, str]:
        return {person: f"#{number}" for number, person in enumerate(self._state.people, 1)}

    @cached_property
    def _finder(self) -> NameFinder:
        known = dict.fromkeys(self._gone.values(), UNKNOWN)
        for one in self._state.people.values():
            known.setdefault(one.facts.name, self._numbers[one.id])
            if one.facts.username:
                known.setdefault(one.facts.username, self._numbers[one.id])
            if one.facts.call:
                known.setdefault(one.facts.call, self._numbers[one.id])
            for name in one.other_names:
                known.setdefault(name, self._numbers[one.id])
        for machine in self._state.team.values():
            known.setdefault(machine.called, UNKNOWN)
        return NameFinder(known)


def names_taken_back(log: SessionLog) -> dict[str, str]:
    """Names of people whose adding was taken back, by the id they had."""
    return {
        event.person: event.facts.name
        for number in log.taken_back
        if (record := log.numbered(number)) is not None
        for event in record.events
        if isinstance(event, PersonAdded)
    }


class NamesNow:
    """The names of a session that goes on; what hides them is prepared once for each state."""

    def __init__(self) -> None:
        self._gone: tuple[frozenset[int], dict[str, str]] = (frozenset(), {})
        self._latest: Names | None = None
        self._of: tuple[State | None, bool] = (None, False)

    def of(self, log: SessionLog, *, hidden: bool) -> Names:
        """How people are called after the latest record of ``log``."""
        latest = self._latest
        if latest is not None and self._of[0] is log.state and self._of[1] == hidden:
            return latest
        if self._gone[0] is not log.taken_back:
            self._gone = (log.taken_back, names_taken_back(log))
        latest = Names(log.state, hidden=hidden, gone=self._gone[1])
        self._latest, self._of = latest, (log.state, hidden)
        return latest


def people_here(head: Head) -> Message:
    """``27 here``; ``27 of 80 here`` when more were counted than are known by name; ``80 counted``."""
    if head.crowd and not head.here:
        return message("here-counted", head.crowd)
    if head.crowd > head.here:
        return message("here-of", head.here, head.crowd)
    return message("here-named", head.here)
