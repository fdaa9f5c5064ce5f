"""How people are called on a screen and in a sentence: by name, or by a number while names are hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.session.events import PersonAdded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from letsconnect_tui.session.log import SessionLog
    from letsconnect_tui.session.state import State


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

    def of(self, person: str | None) -> str:
        """The name shown for an id; empty for nobody. A name that is no id is shown as it is, or hidden."""
        if person is None:
            return ""
        if person not in self._state.people:
            return "#?" if self._hidden else self._gone.get(person, person)
        if self._hidden:
            return f"#{list(self._state.people).index(person) + 1}"
        return self._state.people[person].facts.name

    def call(self, person: str | None) -> str:
        """What thanks and alerts call somebody: as they wish, else the whole name, never a part of it."""
        known = None if person is None else self._state.people.get(person)
        if known is None or self._hidden:
            return self.of(person)
        return known.facts.call or known.facts.name

    def list(self, people: Iterable[str]) -> str:
        """Several names with commas."""
        return ", ".join(self.of(person) for person in people)


def names_taken_back(log: SessionLog) -> dict[str, str]:
    """Names of people whose adding was taken back, by the id they had."""
    return {
        event.person: event.facts.name
        for number in log.taken_back
        if (record := log.numbered(number)) is not None
        for event in record.events
        if isinstance(event, PersonAdded)
    }
