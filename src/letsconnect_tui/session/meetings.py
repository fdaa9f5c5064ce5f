"""People in several sessions: who they are, and who sat in one breakout room with whom."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING

from letsconnect_tui.people.names import search_key, username
from letsconnect_tui.people.recognise import marks_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from letsconnect_tui.breakouts import Room
    from letsconnect_tui.session.attendee import Attendee
    from letsconnect_tui.session.state import Round, State


def meetings(there: State, here: State) -> Iterator[tuple[str, str]]:
    """Each two people of ``here`` who shared a room in an opened round of ``there``.

    Ids are those of ``here``, sorted within a pair; a pair comes once for every round that it shared.
    """
    known = same_people(there, here)
    for held in there.rounds:
        if held.opened_at is None:
            continue
        for number in held.rooms:
            yield from combinations(sorted(known[one] for one in held.members(number) if one in known), 2)


def same_people(there: State, here: State) -> dict[str, str]:
    """Ids of ``there`` → ids of ``here``: equal usernames, or a folded name that only one has on either side.

    Two people of one name with different usernames stay two.
    """
    by_username = _single((_username(person), person.id) for person in here.people.values())
    by_name = _single((search_key(person.facts.name), person.id) for person in here.people.values())
    names_there = Counter(search_key(person.facts.name) for person in there.people.values())
    same: dict[str, str] = {}
    for person in there.people.values():
        own = _username(person)
        found = by_username.get(own)
        key = search_key(person.facts.name)
        if found is None and names_there[key] == 1 and key in by_name:
            namesake = here.people[by_name[key]]
            found = namesake.id if "" in (own, _username(namesake)) else None
        if found is not None and found not in same.values():
            same[person.id] = found
    return same


def marks_in(state: State, key: bytes = b"") -> dict[str, tuple[str, ...]]:
    """Person id → the marks by which it is seen elsewhere that this is the same person.

    Of a name that is gone there are those that were kept.
    """
    return {person.id: _marks(person, key) for person in state.people.values()}


def _marks(person: Attendee, key: bytes) -> tuple[str, ...]:
    facts = person.facts
    if facts.name.removeprefix("#") == person.id:
        return facts.marks
    called = [(one.facts.name, one.facts.username) for one in person.parts]
    return (*facts.marks, *marks_of(called, key=key))


def _username(person: Attendee) -> str:
    return (person.facts.username and username(person.facts.username)) or ""


def _single(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Keys that only one has; an empty key is nobody's."""
    found = list(pairs)
    counts = Counter(key for key, _ in found)
    return {key: one for key, one in found if key and counts[key] == 1}


def rooms_now(held: Round) -> tuple[Room, ...]:
    """The rooms of a round with everybody as they sit now."""
    from letsconnect_tui.breakouts import Room  # 60 ms, needed only once there are rooms

    return tuple(
        Room(room.number, room.name, room.language, held.members(room.number), room.seats, room.host)
        for room in held.rooms.values()
    )


def seated_here(state: State, held: Round, number: int) -> tuple[str, ...]:
    """Who is in a room and here; who left keeps the seat for coming back, and is not listed."""
    return tuple(person for person in held.members(number) if state.people[person].is_here)


def rooms_here(state: State, held: Round) -> tuple[Room, ...]:
    """The rooms of a round with those who are here."""
    from letsconnect_tui.breakouts import Room  # 60 ms, needed only once there are rooms

    return tuple(
        Room(
            room.number,
            room.name,
            room.language,
            seated_here(state, held, room.number),
            room.seats,
            room.host,
        )
        for room in held.rooms.values()
    )
