"""Other names that people of earlier sessions turned out to go by, found again in a later one."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from letsconnect_tui.people.names import bare_name, search_key, username

if TYPE_CHECKING:
    from collections.abc import Iterable

    from letsconnect_tui.session.state import State


class LearnedNames:
    """Who was merged with whom, in words: the other names of a name or a username."""

    def __init__(self, states: Iterable[State] = ()) -> None:
        self._of_account: dict[str, dict[str, None]] = {}
        self._of_name: dict[str, dict[str, None]] = {}
        self._accounts: dict[str, set[str]] = {}
        for state in states:
            keys = Counter(_key(person.facts.name) for person in state.people.values())
            for person in state.people.values():
                if person.other_names:
                    own = _key(person.facts.name)
                    self._learn(own if keys[own] == 1 else "", person.facts.username, person.other_names)

    def _learn(self, name: str, account: str | None, others: Iterable[str]) -> None:
        aliases = dict.fromkeys(others)
        canonical = username(account) if account else None
        if canonical:
            self._of_account.setdefault(canonical, {}).update(aliases)
        if name:
            self._of_name.setdefault(name, {}).update(aliases)
            self._accounts.setdefault(name, set()).update({canonical} if canonical else ())

    def of(self, name: str, account: str | None) -> tuple[str, ...]:
        """The other names of somebody: by an equal username, else by an equal name that only one had.

        Args:
            name: What the person is called now.
            account: The wiki account; another one than was known tells two people apart.
        """
        canonical = username(account) if account else None
        if canonical and canonical in self._of_account:
            return tuple(self._of_account[canonical])
        known = self._accounts.get(_key(name), set())
        if len(known) > 1 or (canonical and known and canonical not in known):
            return ()
        return tuple(self._of_name.get(_key(name), ()))


def _key(name: str) -> str:
    return search_key(bare_name(name))
