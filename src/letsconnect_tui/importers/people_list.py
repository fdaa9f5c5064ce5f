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
from letsconnect_tui.importers.pasted_names import without_panel_remarks
from letsconnect_tui.importers.people_rows import find_header, people_rows
from letsconnect_tui.people.names import search_key
from letsconnect_tui.text import clean, clean_name, unguarded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from letsconnect_tui.i18n.message import Message
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


def read_people(path: Path, encoding: str | None = None) -> ListedPeople:
    """Read the list.

    Args:
        path: A table whose columns have headers.
        encoding: What somebody says the file is in; None is found out.

    Raises:
        InputError: It cannot be read, has no column of names, or lists nobody.
    """
    decoded = read_text(path, encoding)
    rows = cell_rows(decoded.text, path.name)
    if not rows:
        raise InputError(message("people-csv-empty", path.name), message("people-csv-hint"))
    header = find_header(rows, one_column=True)
    if header is None:
        raise InputError(message("people-csv-no-name", path.name, rows[0].line), message("people-csv-hint"))
    found = people_rows(rows, header, _own_fields)
    people, nameless = [], []
    for row in found.rows:
        cells = {field: _cell(cell) for field, cell in row.cells.items()}
        person = _person(cells)
        if person is None:
            nameless.append(row.line)
        else:
            people.append(person)
    if not people:
        raise InputError(message("people-csv-empty", path.name), message("people-csv-hint"))
    notes = [*decoded.notes(path.name), *found.notes]
    if nameless:
        notes.append(message("roster-note-nameless", len(nameless), nameless[0]))
    return ListedPeople(tuple(_told_apart(people)), tuple(notes))


def _own_fields(headers: tuple[str, ...]) -> dict[str, int]:
    """Topics and e-mail, which a roster does not keep: field → column."""
    own = {_OWN_COLUMNS.get(search_key(header)): place for place, header in reversed([*enumerate(headers)])}
    return {what: place for what, place in own.items() if what is not None}


def _cell(cell: str) -> str:
    return clean(unguarded(cell.strip()[:_LONGEST_CELL]))


def _person(told: Mapping[str, str]) -> ListedPerson | None:
    both = f"{told.get('first_name', '')} {told.get('last_name', '')}"
    name = clean_name(without_panel_remarks(told.get("name") or both.strip()) or told.get("username", ""))
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
