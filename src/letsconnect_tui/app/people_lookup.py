"""How typed words and pasted names find people of a session."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import msgspec

from letsconnect_tui.errors import CommandRefused
from letsconnect_tui.i18n.message import message
from letsconnect_tui.people.find import Candidate, Finder, resolve
from letsconnect_tui.session.refuse import refuse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from letsconnect_tui.app.session_reader import SessionReader
    from letsconnect_tui.people.match import KnownPerson
    from letsconnect_tui.session.attendee import Attendee, MergedPerson
    from letsconnect_tui.session.facts import PersonFacts
    from letsconnect_tui.session.state import State


MOST_CANDIDATES = 8


def candidate(person: Attendee) -> Candidate:
    """Somebody as the search knows them: by name, username and what they are called."""
    others = (person.facts.username, person.facts.call, *person.other_names)
    return Candidate(person.id, person.facts.name, tuple(name for name in others if name))


def known_people(state: State) -> list[KnownPerson]:
    """Everybody known, as names are matched with them."""
    from letsconnect_tui.people.match import KnownPerson  # 5 ms, not needed to draw a screen

    return [
        KnownPerson(one.id, one.facts.name, one.facts.username, one.other_names)
        for one in state.people.values()
    ]


def person_named(state: State, query: str, *, among: Iterable[str] | None = None) -> str:
    """The id of the one person that ``@id`` or a part of a name means; refuses when it means several.

    Args:
        state: Knows the people.
        query: Any part of a name; accents and case do not matter.
        among: Only these may be meant. It settles who of several is meant, and never lets a whole name of
            somebody else pass for a part of theirs.
    """
    if not query.strip():
        refuse("refused-who")
    ids = set(state.people if among is None else among)
    if query.startswith("@") and query[1:] in ids:
        return query[1:]
    found = resolve(query, [candidate(person) for person in state.people.values()])
    if found.id is not None and found.id not in ids:
        refuse("refused-not-meant", state.people[found.id].facts.name)
    likely = [person for person in found.candidates if person in ids]
    one = found.id or (likely[0] if len(likely) == 1 and among is not None else None)
    if one is not None:
        return one
    names = _distinct_names(state, likely or found.candidates)
    if len(found.candidates) == 1:
        refuse("refused-near", query, names)
    if found.candidates:
        refuse("refused-several", query, names)
    return refuse("refused-nobody", query)


def _distinct_names(state: State, people: Sequence[str]) -> str:
    """Names with commas; who is called like another of them has the id behind, which can be typed too."""
    names = [state.people[person].facts.name for person in people[:MOST_CANDIDATES]]
    return ", ".join(
        f"{name} (@{person})" if names.count(name) > 1 else name
        for name, person in zip(names, people, strict=False)
    )


def two_people(state: State, text: str, *, among: Iterable[str] | None = None) -> tuple[str, str]:
    """The two people that ``NAME NAME`` means, wherever the line between the names lies."""
    words = text.split()
    ids = tuple(state.people if among is None else among)
    found: dict[tuple[str, str], None] = {}
    refused: CommandRefused | None = None
    for cut in range(1, len(words)):
        try:
            first = person_named(state, " ".join(words[:cut]), among=ids)
            second = person_named(state, " ".join(words[cut:]), among=ids)
        except CommandRefused as no:
            refused = refused or no
        else:
            found[first, second] = None
    if len(found) == 1:
        return next(iter(found))
    if found:
        refuse("refused-several", text, ", ".join(_pair_text(state, pair) for pair in found))
    raise refused or CommandRefused(message("refused-two-names"))


def _pair_text(state: State, pair: tuple[str, str]) -> str:
    return " + ".join(state.people[person].facts.name for person in pair)


class FoundPeople(msgspec.Struct, frozen=True):
    """Ids of the people that letters may mean, best first; ``by_typo``: none has them in a name."""

    people: tuple[str, ...]
    by_typo: bool = False


class PeopleIndex:
    """A Finder that follows the session: only who is new or was described anew is prepared again."""

    def __init__(self) -> None:
        self._finder = Finder()
        self._facts: dict[str, PersonFacts] = {}
        self._merged: dict[str, tuple[MergedPerson, ...]] = {}
        self._people: Mapping[str, Attendee] | None = None
        self.version = 0
        """Another one when a search may find others than before."""

    def follow(self, people: Mapping[str, Attendee]) -> None:
        """Take over who is known now."""
        if people is self._people:
            return
        self._people = people
        gone = self._facts.keys() - people.keys()
        others = [
            one
            for one in people.values()
            if self._facts.get(one.id) is not one.facts or self._merged.get(one.id, ()) is not one.merged
        ]
        for person in gone:
            self._finder.remove(person)
            del self._facts[person]
        for one in others:
            self._finder.add(candidate(one))
            self._facts[one.id] = one.facts
            self._merged[one.id] = one.merged
        self.version += bool(gone or others)

    def search(self, letters: str) -> FoundPeople:
        """Whom ``letters`` may mean; everybody by name for none."""
        found = self._finder.with_part(letters)
        if found:
            return FoundPeople(tuple(found))
        return FoundPeople(tuple(self._finder.search(letters)), by_typo=True)


_INDEXES: WeakKeyDictionary[SessionReader, PeopleIndex] = WeakKeyDictionary()


def index_of(session: SessionReader) -> PeopleIndex:
    """The index of a session, the same as long as the session is open."""
    if session not in _INDEXES:
        _INDEXES[session] = PeopleIndex()
    return _INDEXES[session]
