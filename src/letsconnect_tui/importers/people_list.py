"""A list of people to be seated: a CSV with a column ``name`` and what else is known of them.

Unlike a roster, this list may hold e-mail addresses, because they are the only names that Zoom's
pre-assignment knows; they are kept nowhere else.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.message import message
from letsconnect_tui.importers.file_rows import read_file
from letsconnect_tui.importers.language_names import language_codes
from letsconnect_tui.importers.roster import registered_people
from letsconnect_tui.text import clean, clean_name

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from letsconnect_tui.i18n.message import Message
    from letsconnect_tui.importers.attendance.report import ReportedPerson


class ListedPerson(msgspec.Struct, frozen=True):
    """One row; names are unique in a list, the second Ana is ``Ana (2)``."""

    name: str
    languages: tuple[str, ...] = ()
    experience: str | None = None
    region: str | None = None
    topics: tuple[str, ...] = ()
    email: str | None = None


class ListedPeople(msgspec.Struct, frozen=True):
    """Everybody in the order of the file, and what was guessed or left out."""

    people: tuple[ListedPerson, ...]
    notes: tuple[Message, ...] = ()


def read_people(path: Path, encoding: str | None = None) -> ListedPeople:
    """Read the list: anything that a roster is read from.

    Args:
        path: A table, a list of names, or a saved answer of an event's participants.
        encoding: What somebody says the file is in; None is found out.

    Raises:
        InputError: It cannot be read, has no column of names, or lists nobody.
    """
    file = read_file(path, encoding)
    registered = registered_people(file, rows_apart=True)
    people = [_person(one) for one in registered.people]
    if registered.is_a_table_without_names:
        line = next(row.line for row in file.rows if row.cells)
        raise InputError(message("people-csv-no-name", path.name, line), message("people-csv-hint"))
    if not people:
        raise InputError(message("people-csv-empty", path.name), message("people-csv-hint"))
    notes = (note for note in registered.notes if note.key != "roster-note-unused")
    return ListedPeople(tuple(_with_distinct_names(people)), (*file.notes, *notes))


def _person(one: ReportedPerson) -> ListedPerson:
    topics = (clean(part, limit=80) for part in one.facts.get("topics", "").split(";"))
    return ListedPerson(
        clean_name(one.name),
        language_codes(one.facts.get("languages", "")),
        one.facts.get("experience"),
        one.facts.get("region") or one.facts.get("country"),
        tuple(dict.fromkeys(filter(None, topics))),
        one.email or one.facts.get("address"),
    )


def _with_distinct_names(people: Iterable[ListedPerson]) -> Iterable[ListedPerson]:
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
