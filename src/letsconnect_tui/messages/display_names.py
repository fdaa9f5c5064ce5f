"""How people are called on a screen and in a sentence: by name, or by a number while names are hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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

    def of(self, person: str | None) -> str:
        """The name shown for an id; empty for nobody."""
        if person is None:
            return ""
        if person not in self._state.people:
            return person if self._hidden else self._gone.get(person, person)
        if self._hidden:
            return f"#{list(self._state.people).index(person) + 1}"
        return self._state.people[person].facts.name

    def list(self, people: Iterable[str]) -> str:
        """Several names with commas."""
        return ", ".join(self.of(person) for person in people)
