"""Everybody known, ready to be found while somebody types; kept beside the desk, so that it is built once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from letsconnect_tui.desk.who import candidate
from letsconnect_tui.people.find import Finder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from letsconnect_tui.desk.desk import Desk
    from letsconnect_tui.session.events import PersonFacts
    from letsconnect_tui.session.state import Attendee


@dataclass(frozen=True, slots=True)
class Found:
    """Ids of the people that letters may mean, best first; ``by_typo``: none has them in a name."""

    people: tuple[str, ...]
    by_typo: bool = False


class PeopleIndex:
    """A Finder that follows the session: only who is new or was described anew is prepared again."""

    def __init__(self) -> None:
        self._finder = Finder()
        self._facts: dict[str, PersonFacts] = {}
        self._people: Mapping[str, Attendee] | None = None

    def follow(self, people: Mapping[str, Attendee]) -> None:
        """Take over who is known now."""
        if people is self._people:
            return
        self._people = people
        for gone in self._facts.keys() - people.keys():
            self._finder.remove(gone)
            del self._facts[gone]
        for person in people.values():
            if self._facts.get(person.id) is not person.facts:
                self._finder.add(candidate(person))
                self._facts[person.id] = person.facts

    def search(self, letters: str) -> Found:
        """Whom ``letters`` may mean; everybody by name for none."""
        found = self._finder.with_part(letters)
        if found:
            return Found(tuple(found))
        return Found(tuple(self._finder.search(letters)), by_typo=True)


_INDEXES: WeakKeyDictionary[Desk, PeopleIndex] = WeakKeyDictionary()


def index_of(desk: Desk) -> PeopleIndex:
    """The index of a session, the same as long as the session is open."""
    if desk not in _INDEXES:
        _INDEXES[desk] = PeopleIndex()
    return _INDEXES[desk]
