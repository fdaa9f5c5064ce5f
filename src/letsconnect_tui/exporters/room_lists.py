"""Rooms as text to read out, to paste in the chat, to rename by, and to print; no file is touched.

``names`` gives each guest id its name; an id without one is written as it is. Rooms that nobody is in are
left out of what is pasted or printed; only ``by_room``, which is looked at, says that they are empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import normalize

from letsconnect_tui.exporters.escape import wikitext
from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.catalogue import current_language, words_in
from letsconnect_tui.people.names import sort_key
from letsconnect_tui.text import cell_width, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from letsconnect_tui.breakouts.model import Room

    Names = Mapping[str, str]


def room_title(room: Room, language: str | None = None) -> str:
    """``Room 2 · español``: its number, its own name if it has one, and its language in that language."""
    spoken = language or current_language()
    parts = [words_in(spoken, "rooms-title", room.number)]
    if room.name:
        parts.append(room.name)
    if room.language and not _is_language(room.name, room.language):
        parts.append(own_name(room.language))
    return printable(" · ".join(parts))


def _is_language(name: str | None, code: str) -> bool:
    """Whether a room is called by its language: by that language's own name for it, or the English one."""
    if not name:
        return False
    from letsconnect_tui.i18n.cldr import locale

    called = (own_name(code), locale("en").languages.get(code) or code)
    return normalize("NFC", name.strip()).casefold() in {normalize("NFC", one).casefold() for one in called}


def own_name(code: str) -> str:
    """What a language calls itself; the code where nobody knows."""
    from letsconnect_tui.i18n.cldr import locale  # 70 ms, only where a room has a language

    return str(locale(code).languages.get(code) or code)


def chat_text(rooms: Sequence[Room], names: Names) -> str:
    """One line for each room, in the room's own language: who it is for reads it."""
    return _lines(
        words_in(
            room.language or current_language(),
            "rooms-chat-line",
            room_title(room, room.language),
            ", ".join(_people(room, names, room.language)),
        )
        for room in rooms
        if room.people
    )


def by_room(rooms: Sequence[Room], names: Names) -> str:
    """A list to look at or read out, in the language in use."""
    return _lines(
        words(
            "rooms-chat-line",
            room_title(room),
            ", ".join(_people(room, names)) if room.people else words("rooms-nobody"),
        )
        for room in rooms
    )


def by_person(rooms: Sequence[Room], names: Names) -> str:
    """Everybody in the alphabet with their room, as platforms list people."""
    seated = _alphabet(rooms, names)
    return _lines(words("rooms-person-line", name, room_title(room)) for name, room in seated)


def rename_tags(rooms: Sequence[Room], names: Names) -> str:
    """``2-Ana``: what people put before their name so that they can be sorted by room."""
    return _lines(f"{room.number}-{names.get(who, who)}" for room in rooms for who in room.members)


def run_sheet(rooms: Sequence[Room], names: Names) -> str:
    """A table for whoever assigns rooms by hand: room, language, host and person."""
    header = [words(f"rooms-column-{column}") for column in ("room", "name", "language", "host", "person")]
    rows = [
        [
            str(room.number),
            room.name or "",
            room.language or "",
            "*" if who == room.host else "",
            names.get(who, who),
        ]
        for room in rooms
        for who in _rows_of(room)
    ]
    return text_table(header, rows)


def _rows_of(room: Room) -> list[str]:
    """The people of a room, and one row for its seats without a name."""
    return [*room.members, words("rooms-seats", room.seats)] if room.seats else list(room.members)


def wikitext_table(rooms: Sequence[Room], names: Names) -> str:
    """The rooms as a table for a wiki page; nothing in a name is read as markup."""
    lines = ['{| class="wikitable"', f"! {words('rooms-column-room')} !! {words('rooms-column-people')}"]
    for room in filter(_has_people, rooms):
        people = ", ".join(wikitext(person) for person in _people(room, names))
        lines += ["|-", f"| {wikitext(room_title(room))} || {people}"]
    return _lines([*lines, "|}"])


def rotation_sheet(rounds: Sequence[Sequence[Room]], names: Names) -> str:
    """For a workshop in one place: a number on everybody's card, and their table in each round."""
    header = [words("rooms-column-card"), words("rooms-column-person")]
    header += [words("rooms-column-round", number + 1) for number in range(len(rounds))]
    tables = [{who: room.number for room in rooms for who in room.members} for rooms in rounds]
    rows = [
        [str(card), names.get(who, who), *(str(table.get(who, "")) for table in tables)]
        for who, card in _cards(rounds, names).items()
    ]
    return text_table(header, rows)


def table_cards(rounds: Sequence[Sequence[Room]], names: Names) -> str:
    """Which card numbers meet at each table, to be hung up; cards are numbered as in the rotation sheet."""
    card = _cards(rounds, names)
    lines = []
    for number, rooms in enumerate(rounds):
        lines.append(words("rooms-round", number + 1))
        for room in filter(_has_people, rooms):
            cards = ", ".join(str(number) for number in sorted(card[who] for who in room.members))
            lines.append(words("rooms-table-line", room.number, cards))
    return _lines(lines)


def cards(rooms: Sequence[Room], names: Names) -> str:
    """The cards of one round: people with theirs, or numbers dealt over the tables where nobody is named."""
    if any(room.members for room in rooms):
        return rotation_sheet([rooms], names)
    return _lines(
        words("rooms-table-line", room.number, ", ".join(map(str, dealt)))
        for room, dealt in zip(rooms, _dealt([room.seats for room in rooms]), strict=True)
        if dealt
    )


def _has_people(room: Room) -> bool:
    return room.people > 0


def _dealt(seats: Sequence[int]) -> list[list[int]]:
    """Card numbers from 1 on, dealt one to each table in turn until its seats are taken."""
    turns = [(turn, table) for table, count in enumerate(seats) for turn in range(count)]
    hands: list[list[int]] = [[] for _ in seats]
    for number, (_, table) in enumerate(sorted(turns), 1):
        hands[table].append(number)
    return hands


def _cards(rounds: Sequence[Sequence[Room]], names: Names) -> dict[str, int]:
    """A card number for everybody who is in any round, in the alphabet."""
    everybody = {who for rooms in rounds for room in rooms for who in room.members}
    in_order = sorted(everybody, key=lambda who: (sort_key(names.get(who, who)), who))
    return {who: number + 1 for number, who in enumerate(in_order)}


def text_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns side by side, each as wide as its widest cell."""
    everything = [[printable(cell) for cell in row] for row in [header, *rows]]
    widths = [max(cell_width(row[column]) for row in everything) for column in range(len(header))]
    return _lines(
        "  ".join(
            cell + " " * (width - cell_width(cell)) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in everything
    )


def _people(room: Room, names: Names, language: str | None = None) -> list[str]:
    """Names, the host marked and first, and the seats of those without a name."""
    spoken = language or current_language()
    hosts_first = sorted(room.members, key=lambda who: who != room.host)
    people = [
        words_in(spoken, "rooms-host", names.get(who, who)) if who == room.host else names.get(who, who)
        for who in hosts_first
    ]
    if not room.seats:
        return people
    return [*people, words_in(spoken, "rooms-seats" if people else "rooms-only-seats", room.seats)]


def _alphabet(rooms: Sequence[Room], names: Names) -> list[tuple[str, Room]]:
    seated = [(names.get(who, who), room) for room in rooms for who in room.members]
    return sorted(seated, key=lambda pair: (sort_key(pair[0]), pair[0]))


def _lines(lines: Iterable[str]) -> str:
    return "".join(printable(line) + "\n" for line in lines)
