"""Who is named in what goes out of a session, and what stands for everybody else.

An id in an export without names is made from a place in a list, never from a name or a title.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from letsconnect_tui.people.names import search_key, short_name
from letsconnect_tui.session.anonymous_session import stand_ins, words_of_names
from letsconnect_tui.text import clean, clean_name

if TYPE_CHECKING:
    from letsconnect_tui.session.state import State

NameLevel = Literal["none", "team", "all"]
LEVELS: tuple[NameLevel, ...] = ("none", "team", "all")
"""Nobody; the organisers, interpreters and sharers, as reports on a wiki name them; everybody."""

_SHORTEST = 3
"""A first or last name with fewer letters may well be another word."""


class Naming:
    """What one export calls the people, items and the session.

    Args:
        state: The session.
        level: Who is named.
        public: Whether the text is for a page in public: who is private, or was asked and does not agree to
            be listed, is never named there, nor at the level ``team``.
    """

    def __init__(self, state: State, level: NameLevel, *, public: bool = False) -> None:
        self.level = level
        self._people = state.people
        self._spares_private = public or level == "team"
        self._stand_ins = stand_ins(state)
        self._items = {item.id: f"item-{place}" for place, item in enumerate(state.all_items, 1)}
        self._in_titles = self._title_replacements(state)
        longest_first = sorted(self._in_titles, key=len, reverse=True)
        self._names_in_titles = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
        self.session_id = self._session_id(state)

    @property
    def exact(self) -> bool:
        """Whether no count has to be withheld: everybody is named all the same."""
        return self.level == "all"

    def is_named(self, person: str) -> bool:
        """Whether somebody may be named; nobody whose adding was taken back."""
        if self.level == "none" or person not in self._people:
            return False
        if self._spares_private and self._people[person].facts.unlisted:
            return False
        return self.level == "all" or self._people[person].is_team

    def person(self, person: str) -> str:
        """Somebody's name, or what may be told instead: ``sharer-2``."""
        if self.is_named(person):
            return clean_name(self._people[person].facts.name)
        return self._stand_ins[person]

    def person_id(self, person: str) -> str:
        """Somebody's id; only at the level ``all`` as the plan writes it."""
        return person if self.level == "all" else self._stand_ins.get(person, "unknown")

    def item_id(self, item: str) -> str:
        """An item's id; only at the level ``all`` as the plan writes it."""
        return item if self.level == "all" else self._items.get(item, "unknown")

    def title(self, text: str) -> str:
        """A title or another text of the plan, without the names of people who are not named."""
        cleaned = clean(text)
        if not self._in_titles:
            return cleaned
        return self._names_in_titles.sub(lambda match: self._in_titles[match[0]], cleaned)

    def _title_replacements(self, state: State) -> dict[str, str]:
        """Name → what is told instead, for everybody whose name a title must not hold."""
        replacements: dict[str, str] = {}
        for person in state.people.values():
            if self.is_named(person.id):
                continue
            name = clean_name(person.facts.name)
            names = {name, person.facts.username or ""}
            if state.plan.person(person.id) is None:  # one word of somebody unknown to the plan is any word
                names = {one for one in names if " " in one}
            else:
                parts = (short_name(name), name.rpartition(" ")[2], person.facts.call or "")
                names |= {one for one in parts if len(one) >= _SHORTEST and not one.islower()}
            for one in names - {""}:
                replacements.setdefault(one, self._stand_ins[person.id])
        return replacements

    def _session_id(self, state: State) -> str:
        """The run's id, or its day and number where the id holds a word of somebody's name."""
        if self.level == "all" or words_of_names(state).isdisjoint(search_key(state.session).split()):
            return state.session
        number = state.session.rpartition(".")[2]
        return f"session-{state.plan.session.start:%Y-%m-%d}.{number}"
