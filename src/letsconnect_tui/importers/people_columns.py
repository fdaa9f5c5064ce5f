"""Which columns of a table name people: by the words of the header, and by what the cells look like.

Headers come in any language. A column of names holds words, few of them twice, no figures and no addresses.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.importers.name_columns import MOST, NameColumn, name_column
from letsconnect_tui.importers.roster_columns import ONLY_A_FAMILY_NAME
from letsconnect_tui.people.names import search_key

if TYPE_CHECKING:
    from collections.abc import Sequence

_SAMPLE = 300
_OF_THE_PERSON = re.compile(
    r"original|display|full name|complet|origine?l|ursprunglich|원래|元の|原名|asli|goc|настоящее|"
    r"your|tu nombre|votre|participant|attendee|given|apellidos|prenom|cognome|nazwisko|prijmeni|"
    r"prenume"
)
_OF_SOMETHING_ELSE = re.compile(
    r"(?<!\w)(?:host|organi[sz]er|organizador\w*|organisateur|organizzatore|anfitrion\w*|anfitriao|hote|veranstalter"
    r"|gastgeber|meeting|webinar|event|evento|evenement|company|empresa|societe|firma|session|sesion|project|proyecto"
    r"|projet|topic|tema|sujet|thema|ticket|invoice|order|referr\w*|referred|reference|file|channel|group|course"
    r"|organi[sz]ation|series|manager|emergency|contact|street|city|ville|ciudad|school|team|主持人|会议|會議)(?!\w)"
)


_EMAIL = re.compile(r"(?:mailto:)?<?([^\s@<>(),;]+@[^\s@<>(),;]+\.[^\s@<>(),;]+)>?", re.IGNORECASE)
_LONGEST_CELL = 500  # the pattern of an address may take its length squared


def email_in(cell: str) -> str | None:
    """The address in a cell, as ``Ada <ada@example.org>`` or alone; None for none, and for a hidden one."""
    found = _EMAIL.search(cell[:_LONGEST_CELL]) if "@" in cell else None
    if found is None or any(sign in found[1] for sign in "*•…"):
        return None
    return re.sub("^mailto:", "", found[1], flags=re.IGNORECASE).lower()


class PeopleColumns(msgspec.Struct, frozen=True):
    """Places of the columns that say who somebody is; None where there is none."""

    name: int | None = None
    first_name: int | None = None
    last_name: int | None = None
    username: int | None = None
    email: int | None = None
    is_a_guess: bool = False
    """Whether no header says which of several columns of names is meant."""

    @property
    def has_a_name(self) -> bool:
        """True if somebody can be named."""
        return any(one is not None for one in (self.name, self.first_name, self.last_name, self.username))

    def name_in(self, cells: Sequence[str]) -> str:
        """The name as the row writes it; empty if it has none."""

        def cell(place: int | None) -> str:
            return cells[place].strip() if place is not None and place < len(cells) else ""

        return (
            cell(self.name)
            or f"{cell(self.first_name)} {cell(self.last_name)}".strip()
            or cell(self.username)
        )

    def who(self, cells: Sequence[str]) -> tuple[str, str | None]:
        """The name and the address of a row; an address written as a name is no name."""
        name = self.name_in(cells)
        cell = cells[self.email] if self.email is not None and self.email < len(cells) else ""
        email = email_in(cell)
        if (as_name := email_in(name)) is not None:
            email, name = email or as_name, name.partition("<")[0].strip(" \"'") if "<" in name else ""
        beside = cell.partition("<")[0].strip(" \"'") if "<" in cell else ""
        return name or beside, email


def people_columns(
    header: Sequence[str], rows: Sequence[Sequence[str]], other: frozenset[int] = frozenset()
) -> PeopleColumns:
    """The columns that say who somebody is.

    Args:
        header: The header, empty if the table has none.
        rows: The cells of the rows below it.
        other: Columns known to hold something else.
    """
    step = max(1, len(rows) // _SAMPLE)
    sample = rows[::step]
    width = max([len(header), *(len(row) for row in sample)], default=0)
    columns = [name_column(place, header, sample) for place in range(width) if place not in other]
    first = _best(columns, "first_name")
    last = _best(columns, "last_name")
    name = _name_by_words(columns, several=len(sample) > 1)
    username = _best([one for one in columns if one.addresses < MOST], "username")
    if first and last and name and not _repeats(sample, name.place, (first.place, last.place)):
        name = None
    if name and name.key in ONLY_A_FAMILY_NAME and (first is None) != (last is None):
        first, last, name = first or name, last or name, None  # Nom, Prénom; Nome, Sobrenome
    is_a_guess = False
    if name is None and first is None and last is None:
        is_a_guess = bool(header) and len(_like_names(columns)) > 1
        name = _name_by_shape(
            columns, several=len(sample) > 1, has_header=bool(header), beside_times=bool(other)
        )
        if name is not None and username is not None and name.place == username.place:
            name = None
    is_a_guess = is_a_guess and name is not None and not _OF_THE_PERSON.search(name.key)
    if name is None and (first is None) != (last is None):
        first, last = _other_half(columns, first, last)
    if name is not None and first is None and last is None and not _is_whole(name, header):
        first, last = _two_halves(columns, name, sample)
        name = None if first else name
    near = name or first or username
    email = _email(columns, near)
    name_at, *others = (None if one is None else one.place for one in (name, first, last, username, email))
    first_at, last_at, username_at, email_at = others
    return PeopleColumns(
        name_at, first_at, last_at, username_at, email_at, is_a_guess=is_a_guess and name_at is not None
    )


def _best(columns: Sequence[NameColumn], what: str) -> NameColumn | None:
    """The first of the columns of a field that is not empty, else the first."""
    found = [one for one in columns if one.field == what and not _OF_SOMETHING_ELSE.search(one.key)]
    return next((one for one in found if one.filled), found[0] if found else None)


def _name_by_words(columns: Sequence[NameColumn], *, several: bool) -> NameColumn | None:
    found = [one for one in columns if one.field == "name" and one.addresses < MOST]
    found = [one for one in found if not _OF_SOMETHING_ELSE.search(one.key)] or [
        one for one in found if _OF_THE_PERSON.search(one.key)
    ]
    if not found:
        return None

    def fitness(one: NameColumn) -> tuple[bool, bool, bool, int]:
        is_constant = several and one.values == 1
        return not is_constant, one.filled > 0.5, bool(_OF_THE_PERSON.search(one.key)), -one.place

    return max(found, key=fitness)


def _name_by_shape(
    columns: Sequence[NameColumn], *, several: bool, has_header: bool, beside_times: bool
) -> NameColumn | None:
    """The first column that holds names, rather of several words; none that holds one and the same."""
    like_names = [one for one in columns if one.holds_names]
    of_people = _like_names(columns)
    found = of_people or (like_names if beside_times and len(like_names) == 1 else [])
    if several:
        found = [one for one in found if one.values > 1] or found
    if not has_header:
        return found[0] if found else None
    return max(found, key=lambda one: one.several_words + one.distinct - one.place * 0.04, default=None)


def _like_names(columns: Sequence[NameColumn]) -> list[NameColumn]:
    """The columns that may hold names of people, by what their cells and headers look like."""
    return [
        one
        for one in columns
        if one.holds_names
        and one.field in (None, "username", "name")
        and not _OF_SOMETHING_ELSE.search(one.key)
    ]


def _is_whole(name: NameColumn, header: Sequence[str]) -> bool:
    """True for a header that speaks of the whole name: ``Full name``, ``Name (original name)``."""
    heading = header[name.place] if name.place < len(header) else ""
    return not header or bool(_OF_THE_PERSON.search(name.key) or set("(（") & set(heading))


def _two_halves(
    columns: Sequence[NameColumn], name: NameColumn, sample: Sequence[Sequence[str]]
) -> tuple[NameColumn | None, NameColumn | None]:
    """Two columns before one of addresses that do not repeat each other: halves of a name."""
    by_place = {one.place: one for one in columns}
    for first_place in (name.place, name.place - 1):
        first, last, third = (by_place.get(first_place + step) for step in range(3))
        if first is None or last is None or third is None or third.addresses < MOST:
            continue
        fields = {one.field for one in (first, last)}
        are_free = fields == {None} or fields <= {"name", "first_name", "last_name"}
        varied = name.values == 1 or first.values > 1 < last.values + (last.filled < 1)
        is_half = (
            varied
            and min(first.several_words, last.several_words) < 0.5
            and min(first.distinct, last.distinct) > 0.3
        )
        orders = ((first.place, last.place), (last.place, first.place))
        repeats = any(_repeats(sample, one, (other,)) for one, other in orders)
        if are_free and is_half and first.holds_names and last.names >= MOST and not repeats:
            return first, last
    return None, None


def _other_half(
    columns: Sequence[NameColumn], first: NameColumn | None, last: NameColumn | None
) -> tuple[NameColumn | None, NameColumn | None]:
    """The column of names beside a half of a name that is known by its header."""
    known = first or last
    beside = [
        one
        for one in columns
        if known and abs(one.place - known.place) == 1 and one.field in (None, "name") and one.holds_names
    ]
    other = beside[0] if beside and beside[0].values > 1 else None
    return (first or other, last or other) if other else (first, last)


def _repeats(sample: Sequence[Sequence[str]], name: int, halves: tuple[int, ...]) -> bool:
    """True if the column of names says what the two halves say."""
    same = filled = 0
    for row in sample:
        if max(name, *halves) >= len(row) or not row[name].strip():
            continue
        filled += 1
        whole = search_key(row[name])
        same += any(half in whole for place in halves if (half := search_key(row[place])))
    return filled > 0 and same * 2 >= filled


def _email(columns: Sequence[NameColumn], near: NameColumn | None) -> NameColumn | None:
    """The column of addresses that belongs to the names: with a word of their header, else the nearest."""
    found = [one for one in columns if one.addresses >= MOST and not _OF_SOMETHING_ELSE.search(one.key)]
    if near is not None and near.values > 1:  # one address for all is the host's
        found = [one for one in found if one.values > 1 or one.filled < 1]
    if near is None or not found:
        return found[0] if found else None
    own_words = set(near.key.split()) - {"name", "nom", "nome", "nombre"}

    def fitness(one: NameColumn) -> tuple[bool, int]:
        distance = one.place - near.place
        return bool(own_words & set(one.key.split())), -(distance if distance > 0 else 50 - distance)

    return max(found, key=fitness)
