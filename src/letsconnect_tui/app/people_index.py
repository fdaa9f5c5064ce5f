"""Everybody known, ready to be found while somebody types; kept beside the desk, so that it is built once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from letsconnect_tui.app.person_lookup import candidate
from letsconnect_tui.people.find import Finder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from letsconnect_tui.app.live_session import LiveSession
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
        self.version = 0
        """Another one when a search may find others than before."""

    def follow(self, people: Mapping[str, Attendee]) -> None:
        """Take over who is known now."""
        if people is self._people:
            return
        self._people = people
        gone = self._facts.keys() - people.keys()
        others = [one for one in people.values() if self._facts.get(one.id) is not one.facts]
        for person in gone:
            self._finder.remove(person)
            del self._facts[person]
        for one in others:
            self._finder.add(candidate(one))
            self._facts[one.id] = one.facts
        self.version += bool(gone or others)

    def search(self, letters: str) -> Found:
        """Whom ``letters`` may mean; everybody by name for none."""
        found = self._finder.with_part(letters)
        if found:
            return Found(tuple(found))
        return Found(tuple(self._finder.search(letters)), by_typo=True)


_INDEXES: WeakKeyDictionary[LiveSession, PeopleIndex] = WeakKeyDictionary()


def index_of(desk: LiveSession) -> PeopleIndex:
    """The index of a session, the same as long as the session is open."""
    if desk not in _INDEXES:
        _INDEXES[desk] = PeopleIndex()
    return _INDEXES[desk]
