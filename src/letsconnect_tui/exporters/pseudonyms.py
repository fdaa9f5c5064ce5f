"""What stands for people where they are not named: an id without a name in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from letsconnect_tui.people.names import short_name
from letsconnect_tui.session.anonymous_session import stand_ins
from letsconnect_tui.text import clean_name

if TYPE_CHECKING:
    from letsconnect_tui.session.state import State

_SHORTEST = 3
"""A first name with fewer letters may well be another word."""


def told_title(title: str, state: State, *, names: bool) -> str:
    """A title without the names of the plan's people; with ``names`` only without those who are private."""
    ids = stand_ins(state)
    told: dict[str, str] = {}
    for person in state.plan.people:
        if names and not state.people[person.id].facts.private:
            continue
        first = short_name(person.name)
        for name in (person.name, person.username, first if len(first) >= _SHORTEST else None):
            if name:
                told.setdefault(name, ids[person.id])
    if not told:
        return title
    longest_first = sorted(told, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    return pattern.sub(lambda match: told[match[0]], title)


def told_name(state: State, person: str, *, names: bool) -> str:
    """Somebody's name where it is wanted and they are not private, else what may be told instead."""
    facts = state.people[person].facts
    return clean_name(facts.name) if names and not facts.private else stand_ins(state)[person]
