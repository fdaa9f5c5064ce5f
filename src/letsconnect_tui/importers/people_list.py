"""A list of people to be seated: a CSV with a column ``name`` and what else is known of them.

Unlike a roster, this list may hold e-mail addresses, because they are the only names that Zoom's
pre-assignment knows; they are kept nowhere else.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.message import message
from letsconnect_tui.importers.cells import cell_rows, read_text
from letsconnect_tui.importers.language_names import language_codes
from letsconnect_tui.importers.roster_columns import columns_of
from letsconnect_tui.people.names import search_key
from letsconnect_tui.text import clean, clean_name, unguarded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from letsconnect_tui.i18n.message import Message
    from letsconnect_tui.importers.cells import CellRow

_OWN_COLUMNS = {
    "topic": "topics",
    "topics": "topics",
    "theme": "topics",
    "themes": "topics",
    "email": "email",
    "e mail": "email",
    "mail": "email",
    "email address": "email",
    "e mail address": "email",
}
"""Columns beyond a roster's, by their folded header."""
_LONGEST_CELL = 2000


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """One row; names are unique in a list, the second Ana is ``Ana (2)``."""

    name: str
    languages: tuple[str, ...] = ()
    experience: str | None = None
    region: str | None = None
    topics: tuple[str, ...] = ()
    email: str | None = None


@dataclass(frozen=True, slots=True)
class ListedPeople:
    """Everybody in the order of the file, and what was guessed or left out."""

    people: tuple[ListedPerson, ...]
    notes: tuple[Message, ...] = ()


def read_people(path: Path) -> ListedPeople:
    """Read the list; raises InputError naming the file, the line and what to do."""
    decoded = read_text(path)
    rows = cell_rows(decoded.text, path.name)
    notes = [message("roster-note-encoding", path.name)] if decoded.guessed else []
    if not rows:
        raise InputError(message("people-csv-empty", path.name), message("people-csv-hint"))
    fields = _fields(rows[0].cells)
    if "name" not in fields and not {"first_name", "username"} & set(fields):
        raise InputError(message("people-csv-no-name", path.name, rows[0].line), message("people-csv-hint"))
    people, nameless = [], []
    for row in rows[1:]:
        person = _person({field: _cell(row, place) for field, place in fields.items()})
        if person is None:
            nameless.append(row.line)
        else:
            people.append(person)
    if not people:
        raise InputError(message("people-csv-empty", path.name), message("people-csv-hint"))
    if nameless:
        notes.append(message("roster-note-nameless", len(nameless), nameless[0]))
    return ListedPeople(tuple(_told_apart(people)), tuple(notes))


def _fields(headers: tuple[str, ...]) -> dict[str, int]:
    """Field → column: a roster's fields, and topics and e-mail, which a roster does not keep."""
    own = {_OWN_COLUMNS.get(search_key(header)): place for place, header in reversed([*enumerate(headers)])}
    known = {what: place for what, place in own.items() if what is not None}
    return {**columns_of(headers).fields, **known}


def _cell(row: CellRow, place: int) -> str:
    return clean(unguarded(row.cells[place].strip()[:_LONGEST_CELL])) if place < len(row.cells) else ""


def _person(told: Mapping[str, str]) -> ListedPerson | None:
    both = f"{told.get('first_name', '')} {told.get('last_name', '')}"
    name = clean_name(told.get("name") or both.strip() or told.get("username", ""))
    if not search_key(name):
        return None
    topics = (clean(part, limit=80) for part in told.get("topics", "").split(";"))
    return ListedPerson(
        name,
        language_codes(told.get("languages", "")),
        told.get("experience") or None,
        told.get("region") or told.get("country") or None,
        tuple(dict.fromkeys(filter(None, topics))),
        told.get("email") or None,
    )


def _told_apart(people: Iterable[ListedPerson]) -> Iterable[ListedPerson]:
    """A number behind a name that came before; a name that holds such a number already is passed over."""
    people = list(people)
    taken = {person.name for person in people}
    seen: Counter[str] = Counter()
    for person in people:
        seen[person.name] += 1
        if seen[person.name] == 1:
            yield person
            continue
        while (name := f"{person.name} ({seen[person.name]})") in taken:
            seen[person.name] += 1
        taken.add(name)
        yield ListedPerson(
            name, person.languages, person.experience, person.region, person.topics, person.email
        )
