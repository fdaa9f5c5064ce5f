"""Rooms with people in them, measured against the wishes: what breaks a rule, who meets again, who is new."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from letsconnect_tui.breakouts.model import NewPeople
from letsconnect_tui.breakouts.search.language_flow import ANY, base_language

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from letsconnect_tui.breakouts.model import Room
    from letsconnect_tui.breakouts.search.problem import SeatingProblem


def bits_of(mask: int) -> Iterator[int]:
    """The places of the ones in a mask, lowest first."""
    while mask:  # each turn takes one of them away
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


class SeatedRooms:
    """Rooms with the people in them, as the search numbers people; what breaks a rule is counted here.

    Args:
        rooms: The rooms.
        problem: The people and wishes; people it does not know are left out.
        keep_empty: Whether rooms without people are looked at too.
    """

    def __init__(self, rooms: Sequence[Room], problem: SeatingProblem, *, keep_empty: bool = False) -> None:
        self.problem, self.rooms = problem, [room for room in rooms if room.people or keep_empty]
        index = {who: i for i, who in enumerate(problem.ids)}
        self.members = [[index[who] for who in room.members if who in index] for room in self.rooms]
        self.mask = [sum(1 << i for i in members) for members in self.members]
        bits = {code: 1 << i for i, code in enumerate(problem.languages)}
        self.labels = [
            ANY if room.language is None else bits.get(base_language(room.language), 0) for room in self.rooms
        ]
        people = sum(room.people for room in self.rooms)
        self.min_size = min(problem.asked_min_size, max(1, people // max(1, len(self.rooms))))
        self.room_of = {i: place for place, members in enumerate(self.members) for i in members}

    def not_understood(self) -> list[int]:
        """Guests in a room whose language they do not speak, and those who share a language with nobody."""
        lost = [
            i
            for members, label in zip(self.members, self.labels, strict=True)
            for i in members
            if i in self.problem.unserved or not self.problem.speaks[i] & label
        ]
        return lost if self.problem.languages else []

    def stranded(self) -> list[int]:
        """Guests in a room where language does not decide, with nobody in it who shares one with them.

        Whose languages nobody knows are not counted, and are taken to speak the main language.
        """
        spoken = self.problem.spoken
        heard = [codes or {self.problem.main_language} for codes in spoken]
        return [
            i
            for members, label in zip(self.members, self.labels, strict=True)
            if label == ANY and len(members) > 1
            for i in members
            if spoken[i] and not any(spoken[i] & heard[j] for j in members if j != i)
        ]

    def alone(self) -> list[int]:
        """Guests who sit alone although somebody here shares their language."""
        if self.problem.size < 2:
            return []
        single = [
            members[0]
            for room, members in zip(self.rooms, self.members, strict=True)
            if members and room.people == 1
        ]
        return [i for i in single if i not in self.problem.unserved]

    def apart_pairs(self) -> list[tuple[int, int]]:
        """Pairs that sit together although they are to be kept apart."""
        return [
            (i, j)
            for members, mask in zip(self.members, self.mask, strict=True)
            for i in members
            for j in bits_of(self.problem.apart[i] & mask & -(2 << i))
        ]

    def split_pairs(self) -> list[tuple[int, int]]:
        """Pairs that do not sit together although they are to stay together."""
        return [
            (i, j)
            for i, unit in enumerate(self.problem.units)
            if i in self.room_of
            for j in unit
            if i < j and j in self.room_of and self.room_of[i] != self.room_of[j]
        ]

    def moved_locks(self) -> list[int]:
        """Guests who are not in the room they are locked to."""
        wrong = [
            i
            for i, room in self.problem.locks.items()
            if i in self.room_of and self.rooms[self.room_of[i]].number != self.problem.numbers[room]
        ]
        return sorted([*wrong, *self.problem.broken_locks])

    def missing(self) -> int:
        """How many people the rooms together lack to be of the smallest size."""
        return sum(max(0, self.min_size - room.people) for room in self.rooms)

    def hostless(self) -> int:
        """Rooms without a host beyond those that must be."""
        if not self.problem.hosts:
            return 0
        with_host = sum(bool(mask & self.problem.hosts) for mask in self.mask)
        return max(0, min(self.problem.hosts.bit_count(), len(self.rooms)) - with_host)

    def uneven(self) -> int:
        """People by whom rooms of one language differ in size, beyond the one that cannot be helped."""
        smallest: dict[int, int] = {}
        for room, label in zip(self.rooms, self.labels, strict=True):
            smallest[label] = min(room.people, smallest.get(label, room.people))
        return sum(
            max(0, room.people - smallest[label] - 1)
            for room, label in zip(self.rooms, self.labels, strict=True)
        )

    def repeats(self) -> list[tuple[int, int]]:
        """Pairs who met in this session already and meet again, those who stay together aside."""
        return [
            (i, j)
            for i, j in self.problem.met
            if i in self.room_of
            and self.room_of.get(i) == self.room_of.get(j)
            and not self.problem.together[i] >> j & 1
        ]

    def new_people(self) -> NewPeople:
        """Least and most number of people that guests meet for the first time this session."""
        fresh = Counter({i: len(self.members[room]) - 1 for i, room in self.room_of.items()})
        for i, j in self.problem.met:
            if i in self.room_of and self.room_of[i] == self.room_of.get(j):
                fresh[i] -= 1
                fresh[j] -= 1
        counts = fresh.values()
        return NewPeople(min(counts), max(counts)) if counts else NewPeople()
