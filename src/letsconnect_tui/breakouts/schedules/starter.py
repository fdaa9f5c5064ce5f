"""Schedules from a starter: one base round, turned by one place for each further round.

Places form circles of ``turns`` each; a few places are fixed. A cyclic group acts on them, and the base round
is a starter if it uses no orbit of pairs twice. It is found by annealing on the orbits.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from letsconnect_tui.breakouts.sizes import even_sizes

if TYPE_CHECKING:
    import random

    from letsconnect_tui.breakouts.schedules.sliding_rows import Schedule

_MOST_PEOPLE = 400
"""Pairs are numbered before the search begins; beyond so many people that takes longer than a search."""
_RESTART = 40_000
_ACCEPT = [math.exp(-worse / 0.28) for worse in range(512)]
"""How likely a change is taken that uses so many more orbits twice; the temperature is fixed at 0.28."""


def by_starter(people: int, rooms: int, rounds: int, rng: random.Random, moves: int) -> Schedule | None:
    """A schedule without repeats, or None when no base round is found.

    Args:
        people: How many people; for very many none is looked for.
        rooms: How many rooms.
        rounds: How many rounds.
        rng: All random choices come from it.
        moves: Changes looked at, for all numbers of turns together.
    """
    if people > _MOST_PEOPLE:
        return None
    size = -(-people // rooms)
    turns = [
        m
        for m in range(rounds, rounds + 5)
        if people // m >= size - 1 and people % m <= rooms and m * (size - 1) <= people - 1
    ]
    # An even number of turns wastes the distance half-way round, so odd ones are tried first.
    turns.sort(key=lambda m: (m % 2 == 0, m))
    for m in turns:
        base = _BaseRoundSearch(people, rooms, m, rng).search(moves // len(turns))
        if base is not None:
            return rounds_from_base(base, m, rounds)
    return None


def rounds_from_base(base: list[int], turns: int, rounds: int) -> Schedule:
    """All rounds from the base round: in round ``t`` everybody takes the place ``t`` steps back."""
    still = len(base) // turns * turns
    schedule = []
    for t in range(rounds):
        row = [0] * len(base)
        for i, room in enumerate(base):
            row[i if i >= still else i // turns * turns + (i % turns + t) % turns] = room
        schedule.append(row)
    return schedule


class _BaseRoundSearch:
    """The base round while it is searched; ``used`` counts the pairs of each orbit that sit in one room."""

    def __init__(self, people: int, rooms: int, turns: int, rng: random.Random) -> None:
        self.people, self.rng = people, rng
        self.sizes = even_sizes(people, rooms)
        self.orbit, self.allowed = _orbits(people, turns)
        self.room_of: list[int] = []
        self.members: list[list[int]] = []
        self.used: list[int] = []

    def search(self, moves: int) -> list[int] | None:
        while moves > 0:  # falls with each turn
            cost = self._shuffle()
            for _ in range(min(moves, _RESTART)):
                if cost == 0:
                    return self.room_of
                cost += self._try()
            moves -= _RESTART
        return None

    def _shuffle(self) -> int:
        everybody = self.rng.sample(range(self.people), self.people)
        self.room_of = [0] * self.people
        self.used = [0] * len(self.allowed)
        self.members = []
        for room, size in enumerate(self.sizes):
            members, everybody = everybody[:size], everybody[size:]
            self.members.append(members)
            for place, i in enumerate(members):
                self.room_of[i] = room
                for j in members[:place]:
                    self.used[self.orbit[i][j]] += 1
        return sum(max(0, used - allowed) for used, allowed in zip(self.used, self.allowed, strict=True))

    def _try(self) -> int:
        """Swap two people and swap them back unless it is accepted; returns the change in cost."""
        i, j = int(self.rng.random() * self.people), int(self.rng.random() * self.people)
        a, b = self.room_of[i], self.room_of[j]
        if a == b:
            return 0
        room_a, room_b = self.members[a], self.members[b]
        room_a.remove(i)
        room_b.remove(j)
        change = -self._drop(i, room_a) - self._drop(j, room_b) + self._add(j, room_a) + self._add(i, room_b)
        if change <= 0 or self.rng.random() < _ACCEPT[change]:
            room_a.append(j)
            room_b.append(i)
            self.room_of[i], self.room_of[j] = b, a
            return change
        self._drop(j, room_a)
        self._drop(i, room_b)
        self._add(i, room_a)
        self._add(j, room_b)
        room_a.append(i)
        room_b.append(j)
        return 0

    def _drop(self, i: int, others: list[int]) -> int:
        orbit, used, allowed, saved = self.orbit[i], self.used, self.allowed, 0
        for j in others:
            o = orbit[j]
            saved += used[o] > allowed[o]
            used[o] -= 1
        return saved

    def _add(self, i: int, others: list[int]) -> int:
        orbit, used, allowed, added = self.orbit[i], self.used, self.allowed, 0
        for j in others:
            o = orbit[j]
            added += used[o] >= allowed[o]
            used[o] += 1
        return added


def _orbits(people: int, turns: int) -> tuple[list[list[int]], list[int]]:
    """The orbit of each pair, and how many pairs of each orbit may sit in one room: one or none."""
    still = people // turns * turns
    numbers: dict[tuple[int, ...], int] = {}
    allowed: list[int] = []
    orbit = [[0] * people for _ in range(people)]
    for a in range(people):
        for b in range(a + 1, people):
            key, once = _orbit(a, b, turns, still)
            if key not in numbers:
                numbers[key] = len(allowed)
                allowed.append(once)
            orbit[a][b] = orbit[b][a] = numbers[key]
    return orbit, allowed


def _orbit(a: int, b: int, turns: int, still: int) -> tuple[tuple[int, ...], int]:
    """What all pairs of the orbit of ``a < b`` have in common, and how many of them may sit in one room."""
    if a >= still:
        return (0, a, b), 0
    if b >= still:
        return (1, b, a // turns), 1
    distance = (b - a) % turns
    if a // turns == b // turns:
        distance = min(distance, turns - distance)
        return (2, a // turns, distance), int(2 * distance != turns)
    return (3, a // turns, b // turns, distance), 1
