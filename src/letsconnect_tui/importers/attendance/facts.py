"""What a row says of a person beside the name: languages, country, experience; never an address or an age."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.importers.attendance.words import is_yes
from letsconnect_tui.importers.roster_columns import columns_of, field_of
from letsconnect_tui.people.names import search_key
from letsconnect_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from letsconnect_tui.importers.people_columns import PeopleColumns

_OPTION = re.compile(r"(?P<question>.+?)\s*(?:\[(?P<one>[^\[\]]+)\]|\s[–—-]\s(?P<other>[^–—]+))\s*$")
"""A question with several answers has one column for each: ``Which languages? [English]``."""
_TOPICS = frozenset(("topic", "topics", "theme", "themes"))
"""Only as the whole header: reports of meetings have the topic of the meeting in every row."""
_NAMES = frozenset(("name", "first_name", "last_name"))
_ADDRESS = re.compile(r"[<(]?[^\s@<>(),;]+@[^\s@<>(),;]+\.[^\s@<>(),;]+[>)]?")
_LONGEST_CELL = 2000  # the pattern of an address may take its length squared


class FactColumns(msgspec.Struct, frozen=True):
    """Columns of what is known of people, and the headers of columns that nobody asked for."""

    fields: tuple[tuple[str, int], ...]
    """``address`` is what stands where an address should, and is none."""
    options: tuple[tuple[str, int, str], ...] = ()
    """Field, column and answer, for questions with a column for each answer."""
    unused: tuple[str, ...] = ()

    def facts(self, cells: Sequence[str]) -> dict[str, str]:
        """Field → what the row says, without addresses; fields without an answer are left out."""
        answers = {what: _cleaned(cells[place]) for what, place in self.fields if place < len(cells)}
        for what, place, answer in self.options:
            if place < len(cells) and is_yes(cells[place]):
                answers[what] = "; ".join(filter(None, (answers.get(what), answer)))
        if "consent" in answers:  # what is not ticked is not agreed to
            answers["consent"] = answers["consent"] or "no"
        return {what: cell for what, cell in answers.items() if cell}


def fact_columns(header: Sequence[str], people: PeopleColumns, *, of_meeting: bool = False) -> FactColumns:
    """The columns of a table that say something of people.

    Args:
        header: The header; empty if there is none.
        people: The columns that name them.
        of_meeting: Whether it is a meeting's report: its topic is the meeting's, a user name the platform's.
    """
    columns = columns_of(tuple(header))
    named: set[int | None] = {people.name, people.first_name, people.last_name, people.email}
    options = []
    for place, heading in enumerate(header):
        found = _OPTION.fullmatch(heading[:200])
        if found and field_of(found["question"]) == "languages":
            options.append(("languages", place, clean(found["one"] or found["other"], limit=60)))
    taken = {place for _, place, _ in options}
    fields = [
        (what, place)
        for what, place in columns.fields.items()
        if what not in _NAMES and place not in named and place not in taken
    ]
    if people.username is None:
        fields = [(what, place) for what, place in fields if what != "username"]
    if of_meeting:
        fields = [
            (what, place)
            for what, place in fields
            if what != "consent" and (what != "username" or "wiki" in header[place].lower())
        ]
    if people.email is not None:
        fields.append(("address", people.email))
    topics = [
        ("topics", place) for place, heading in enumerate(header) if search_key(heading[:50]) in _TOPICS
    ]
    topics = [] if of_meeting else topics
    known = {clean(heading, limit=60) for place, heading in enumerate(header) if place in named | taken}
    unused = tuple(heading for heading in columns.unused if heading not in known)
    return FactColumns((*fields, *topics[:1]), tuple(options), unused)


def _cleaned(cell: str) -> str:
    return clean(_ADDRESS.sub(" ", cell[:_LONGEST_CELL]), limit=_LONGEST_CELL)
