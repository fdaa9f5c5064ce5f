"""Who registered, from a form's CSV, a saved CampaignEvents answer, or a plain list of names.

E-mail addresses, ages and genders are never kept, whatever their column is called.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import msgspec

from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.message import message, sentences
from letsconnect_tui.importers.attendance.chosen_columns import columns_hint, table_of
from letsconnect_tui.importers.attendance.merge_people import merge_people
from letsconnect_tui.importers.attendance.read import reading_of
from letsconnect_tui.importers.consent_words import is_consent
from letsconnect_tui.importers.file_rows import FileRows, read_file, rows_of_text
from letsconnect_tui.importers.language_names import language_codes
from letsconnect_tui.importers.roster_columns import columns_of
from letsconnect_tui.people.names import search_key, username
from letsconnect_tui.session.facts import PersonFacts
from letsconnect_tui.text import clean, clean_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from letsconnect_tui.i18n.message import Message
    from letsconnect_tui.importers.attendance.report import Reading, ReportedPerson

_KNOWN_IN_A_PASTE = 2
"""A pasted text is a table if this many cells of a row are known headers."""
_FACT_LIMIT = 80
_ANY_ZONE = ZoneInfo("UTC")
"""Times do not matter for who registered."""
_WHY = {
    "attendance-why-no-name": "roster-note-nameless",
    "attendance-why-cancelled": "roster-note-refused",
    "attendance-why-hidden": "roster-note-hidden",
}
"""Why a row was left out → what a roster says of all such rows."""
_NO_PEOPLE = "roster-note-no-people"
_NOTES_OF_ROSTERS = frozenset(
    ("attendance-note-only-addresses", "attendance-note-namesakes", "columns-note-remembered")
)


class Roster(msgspec.Struct, frozen=True):
    """Everybody who registered, in the order of the file, and what was left out or guessed."""

    people: tuple[PersonFacts, ...]
    notes: tuple[Message, ...] = ()


def read_roster(path: Path, encoding: str | None = None, columns: str | None = None) -> Roster:
    """Read who registered.

    Args:
        path: A table, a saved CampaignEvents answer, or a list of names.
        encoding: What somebody says the file is in; None is found out.
        columns: Which of its columns is which, as ``name=2,user=3``; None is recognised.

    Raises:
        InputError: It cannot be read, or names nobody who is expected.
    """
    file = read_file(path, encoding, columns)
    registered = registered_people(file)
    people = tuple(person for one in registered.people if (person := roster_person(one)) is not None)
    if people:
        return Roster(people, (*file.notes, *registered.notes))
    if registered.is_a_table_without_names:
        line = next(row.line for row in file.rows if row.cells)
        hint = message("roster-no-name-column-hint")
        if (table := table_of(file)) is not None:
            hint = sentences(hint, columns_hint(table))
        raise InputError(message("roster-no-name-column", path.name, line), hint)
    hint = registered.notes[0] if registered.notes else message("roster-nobody-hint")
    raise InputError(message("roster-nobody", path.name), hint)


def names_of_table(text: str) -> tuple[tuple[str, ...], tuple[Message, ...]] | None:
    """The names in a table that was pasted, headers and all, and what was left out; None for no table.

    Raises:
        InputError: A quote in it is never closed.
    """
    rows = rows_of_text(text, "")
    headers = (columns_of(row.cells) for row in rows if len(row.cells) > 1)
    if not any(one.has_a_name and one.known >= _KNOWN_IN_A_PASTE for one in headers):
        return None
    registered = registered_people(FileRows("", rows, text))
    notes = tuple(note for note in registered.notes if note.key in _WHY.values() or note.key == _NO_PEOPLE)
    return tuple(dict.fromkeys(one.name for one in registered.people)), notes


class RegisteredPeople(msgspec.Struct, frozen=True):
    """Everybody a file expects, in its order, and what was left out or guessed."""

    people: tuple[ReportedPerson, ...]
    notes: tuple[Message, ...] = ()
    is_a_table_without_names: bool = False


def registered_people(file: FileRows, *, rows_apart: bool = False) -> RegisteredPeople:
    """Everybody whom a file names: rows of a registration, and who came or did not come to a meeting.

    The same rows as for attendance, so that both always name the same people.

    Args:
        file: The file.
        rows_apart: Whether equal rows of a list are several people.

    Raises:
        InputError: It is no complete JSON.
    """
    reading = reading_of(file, zone=_ANY_ZONE)
    came = {entry.name for entry in reading.entries}
    reading.entries += [one for one in reading.absent if one.name not in came and search_key(one.name)]
    reading.entries.sort(key=lambda entry: entry.line)
    people = merge_people(reading, rows_apart=rows_apart)
    is_table = bool(file.text) and any(len(row.cells) > 1 for row in file.rows)
    nobody = not (reading.entries or reading.dropped or reading.no_people)
    return RegisteredPeople(people, tuple(_notes(reading, people)), is_table and nobody)


def _notes(reading: Reading, people: Sequence[ReportedPerson]) -> Iterator[Message]:
    """What to say of the rows that are nobody who is expected."""
    twice = len(reading.entries) - len(people)
    if twice > 0:
        yield message("roster-note-twice", twice)
    yield from (note for note in reading.notes if note.key in _NOTES_OF_ROSTERS)
    if reading.no_people:
        yield message(_NO_PEOPLE, len(reading.no_people), reading.no_people[0])
    for why, key in _WHY.items():
        lines = sorted(one.line for one in reading.dropped if one.why.key == why)
        if lines:
            yield message(key, len(lines), *([] if key == "roster-note-hidden" else lines[:1]))
    if reading.unused:
        yield message("roster-note-unused", len(reading.unused), tuple(reading.unused))


def roster_person(one: ReportedPerson) -> PersonFacts | None:
    """What a file says of somebody, as a roster keeps it; None without a name."""
    facts = one.facts
    account = username(facts.get("username", ""))
    name = clean_name(one.name)
    if not search_key(name):
        return None

    def fact(field: str) -> str | None:
        return clean(facts.get(field, ""), limit=_FACT_LIMIT) or None

    return PersonFacts(
        name=name,
        username=account,
        languages=language_codes(facts.get("languages", "")),
        experience=_experience(facts),
        region=fact("region"),
        country=fact("country"),
        home_wiki=fact("home_wiki"),
        affiliation=fact("affiliation"),
        first_time=_yes_or_no(facts.get("first_time", "")),
        private="private" in facts,
        consent=is_consent(facts["consent"]) if "consent" in facts else None,
        call=clean_name(facts.get("call", "")) or None,
    )


# fmt: off
_YES = frozenset((
    "yes", "y", "true", "1", "x", "si", "sim", "oui", "ja", "da", "да", "نعم", "हाँ", "はい", "是", "예",
    "ndiyo", "ee",
))
_NO = frozenset((
    "no", "n", "false", "0", "nao", "non", "nein", "нет", "لا", "नहीं", "いいえ", "否", "아니요", "hapana",
    "mba",
))
# fmt: on
_NEWCOMER = re.compile(r"new|nuev|nouve|nov[oa]|beginn|principi|debut|first|mgeni|novato|newbie")
_EXPERIENCED = re.compile(r"experien|expert|advanced|avanz|avanc|intermedi|veteran|long")


def _yes_or_no(answer: str) -> bool | None:
    first_word = search_key(answer).partition(" ")[0]
    return True if first_word in _YES else False if first_word in _NO else None


def _experience(facts: Mapping[str, str]) -> str | None:
    """``newcomer``, ``experienced``, or what was written if it is neither."""
    is_newcomer = _yes_or_no(facts.get("newcomer", ""))
    if is_newcomer is not None:
        return "newcomer" if is_newcomer else "experienced"
    written = facts.get("experience", "")
    key = search_key(written)
    if _NEWCOMER.search(key):
        return "newcomer"
    return "experienced" if _EXPERIENCED.search(key) else clean(written, limit=_FACT_LIMIT) or None
