"""Who registered, from a form's CSV, a saved CampaignEvents answer, or a plain list of names.

E-mail addresses, ages and genders are never kept, whatever their column is called.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.message import message
from letsconnect_tui.importers.cells import cell_rows, read_text
from letsconnect_tui.importers.language_names import language_codes
from letsconnect_tui.importers.pasted_names import pasted_names, without_panel_remarks
from letsconnect_tui.importers.people_rows import find_header, people_rows
from letsconnect_tui.importers.roster_columns import columns_of
from letsconnect_tui.people.names import search_key, username
from letsconnect_tui.text import clean, clean_name, unguarded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from letsconnect_tui.i18n.message import Message
    from letsconnect_tui.importers.cells import CellRow

_KNOWN_IN_A_PASTE = 2
"""A pasted text is a table if so many cells of a row are headers that are known."""
_TABLE_SUFFIXES = (".csv", ".tsv", ".tab")
_FACT_LIMIT = 80
_LONGEST_CELL = 500  # the pattern of an address may take its length squared
_E_MAIL = re.compile(r"[<(]?[^\s@<>(),;]+@[^\s@<>(),;]+\.[^\s@<>(),;]+[>)]?")


@dataclass(frozen=True, slots=True)
class RosterPerson:
    """Somebody who registered: a name, and the rest only if given."""

    name: str
    username: str | None = None
    languages: tuple[str, ...] = ()
    experience: str | None = None
    region: str | None = None
    country: str | None = None
    home_wiki: str | None = None
    affiliation: str | None = None
    first_time: bool | None = None
    private: bool = False
    call: str | None = None
    """What the person wishes to be called."""


@dataclass(frozen=True, slots=True)
class Roster:
    """Everybody who registered, in the order of the file, and what was left out or guessed."""

    people: tuple[RosterPerson, ...]
    notes: tuple[Message, ...] = ()


def read_roster(path: Path, encoding: str | None = None) -> Roster:
    """Read who registered.

    Args:
        path: A table, a saved CampaignEvents answer, or a list of names.
        encoding: What somebody says the file is in; None is found out.

    Raises:
        InputError: It cannot be read, or names nobody who is expected.
    """
    decoded = read_text(path, encoding)
    begins = decoded.text.lstrip()[:2]
    if path.suffix.lower() == ".json" or (begins[:1] in ("[", "{") and begins not in ("[[", "{{")):
        read = _from_json(decoded.text, path.name)
    else:
        read = _from_text(decoded.text, path)
    once = _each_once(read.people)
    if not once:
        hint = read.notes[0] if read.notes else message("roster-nobody-hint")
        raise InputError(message("roster-nobody", path.name), hint)
    twice = len(read.people) - len(once)
    twice_told = [message("roster-note-twice", twice)] if twice else []
    return Roster(once, (*decoded.notes(path.name), *twice_told, *read.notes))


def names_of_table(text: str) -> tuple[str, ...] | None:
    """The names in a table that was pasted, headers and all; None for a text that is no table.

    Raises:
        InputError: A quote in it is never closed.
    """
    rows = cell_rows(text, "")
    header = find_header(rows, one_column=False)
    if header is None or columns_of(rows[header].cells).known < _KNOWN_IN_A_PASTE:
        return None
    return tuple(person.name for person in _each_once(_from_table(rows, header).people))


def _each_once(people: Iterable[RosterPerson]) -> tuple[RosterPerson, ...]:
    """The first of each username; two people may share a name, unless the rows are the same."""
    kept: dict[object, RosterPerson] = {}
    for person in people:
        kept.setdefault(person.username or replace(person, name=search_key(person.name)), person)
    return tuple(kept.values())


def _from_text(text: str, path: Path) -> Roster:
    rows = cell_rows(text, path.name)
    is_table = path.suffix.lower() in _TABLE_SUFFIXES
    header = find_header(rows, one_column=is_table)
    if header is not None:
        return _from_table(rows, header)
    if is_table and any(len(row.cells) > 1 for row in rows):
        raise InputError(
            message("roster-no-name-column", path.name, rows[0].line), message("roster-no-name-column-hint")
        )
    return Roster(tuple(RosterPerson(name) for name in pasted_names(text)))


def _from_table(rows: Sequence[CellRow], header: int) -> Roster:
    found = people_rows(rows, header)
    people, nameless = [], []
    for row in found.rows:
        person = _person({field: _without_e_mail(cell) for field, cell in row.cells.items()})
        if person is None:
            nameless.append(row.line)
        else:
            people.append(person)
    notes = [*found.notes]
    if nameless:
        notes.append(message("roster-note-nameless", len(nameless), nameless[0]))
    if found.unused:
        notes.append(message("roster-note-unused", len(found.unused), found.unused))
    return Roster(tuple(people), tuple(notes))


def _without_e_mail(cell: str) -> str:
    return clean(_E_MAIL.sub(" ", unguarded(cell.strip()[:_LONGEST_CELL])))


def _person(told: Mapping[str, str]) -> RosterPerson | None:
    account = username(told.get("username", ""))
    both = f"{told.get('first_name', '')} {told.get('last_name', '')}"
    name = clean_name(without_panel_remarks(told.get("name", "") or both.strip()) or account or "")
    if not search_key(name):
        return None

    def fact(field: str) -> str | None:
        return clean(told.get(field, ""), limit=_FACT_LIMIT) or None

    return RosterPerson(
        name=name,
        username=account,
        languages=language_codes(told.get("languages", "")),
        experience=_experience(told),
        region=fact("region"),
        country=fact("country"),
        home_wiki=fact("home_wiki"),
        affiliation=fact("affiliation"),
        first_time=_yes_or_no(told.get("first_time", "")),
        call=clean_name(told.get("call", "")) or None,
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


def _yes_or_no(told: str) -> bool | None:
    first_word = search_key(told).partition(" ")[0]
    return True if first_word in _YES else False if first_word in _NO else None


def _experience(told: Mapping[str, str]) -> str | None:
    """``newcomer``, ``experienced``, or what was written if it is neither."""
    is_newcomer = _yes_or_no(told.get("newcomer", ""))
    if is_newcomer is not None:
        return "newcomer" if is_newcomer else "experienced"
    written = told.get("experience", "")
    key = search_key(written)
    if _NEWCOMER.search(key):
        return "newcomer"
    return "experienced" if _EXPERIENCED.search(key) else clean(written, limit=_FACT_LIMIT) or None


_JSON_HINT = message("roster-json-hint")


def _from_json(text: str, file_name: str) -> Roster:
    """A saved answer of CampaignEvents' participants list, one page or several joined into one list."""
    try:
        read = json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(
            message("roster-broken-json", file_name, error.lineno), message("roster-json-hint")
        ) from None
    except (ValueError, RecursionError):
        raise InputError(message("roster-broken-json", file_name, 1), _JSON_HINT) from None
    entries = read.get("participants") if isinstance(read, dict) else read
    if not isinstance(entries, list):
        raise InputError(message("roster-json-no-list", file_name), _JSON_HINT)
    people, unnamed = [], 0
    for entry in entries:
        name = entry.get("user_name") if isinstance(entry, dict) else entry
        account = username(name) if isinstance(name, str) else None
        if account is None:
            unnamed += 1
        else:
            is_private = isinstance(entry, dict) and entry.get("private") is True
            people.append(RosterPerson(clean_name(account), account, private=is_private))
    return Roster(tuple(people), (message("roster-note-hidden", unnamed),) if unnamed else ())
