"""Schedules from difference matrices: people stand in rows, and each row is shifted by so many rooms a round.

Person ``row * rooms + column`` is in room ``column + shift[row][t]`` modulo ``rooms`` in round ``t``. Two
people of one row never meet. Two of different rows meet at most once if the differences of their rows' shifts
are distinct over the rounds: the matrix of shifts is then a difference matrix (Colbourn and Dinitz, Handbook
of Combinatorial Designs, VI.17).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.breakouts.schedules.table import field

if TYPE_CHECKING:
    import random

Schedule = list[list[int]]
_STEPS, _ROW_TRIES, _ROW_STEPS = 25_000, 60, 400
"""Values tried in all, attempts for one more row, values in each; a tenth of a second on a small server."""


def by_rows(people: int, rooms: int, rounds: int, rng: random.Random) -> Schedule | None:
    """A schedule without repeats, or None where no difference matrix was found.

    Args:
        people: How many people.
        rooms: How many rooms; sizes differ by one at most.
        rounds: How many rounds.
        rng: For the search where no multiplication table serves.
    """
    rows = -(-people // rooms)
    across = int(rows <= rooms and rooms % rows == 0 and people == rooms * rows)
    multiples = _multiples(rooms, rows, rounds)
    tables = field(rooms) if not multiples and rows <= rooms and rounds <= rooms + across else None
    if tables is not None:
        plus, times = tables
        schedule = [
            [plus[i % rooms][times[i // rooms][t]] for i in range(people)] for t in range(min(rounds, rooms))
        ]
        return schedule if rounds <= rooms else [*schedule, _within_rows(people, rooms, rows)]
    for inside in range(across + 1):
        shifts = difference_matrix(rooms, rows, rounds - inside, rng)
        if shifts is not None:
            schedule = [
                [(i % rooms + shifts[i // rooms][t]) % rooms for i in range(people)]
                for t in range(rounds - inside)
            ]
            return [*schedule, _within_rows(people, rooms, rows)] if inside else schedule
    return None


def by_rows_again(people: int, rooms: int, rounds: int, rng: random.Random) -> Schedule | None:
    """A schedule with the fewest repeats for rooms of more people than there are rooms, or None.

    In as many rows as there are rooms nobody meets twice. Each further row goes with one of these, person by
    person, so that repeats are as few as ``bounds.spread_bound``. Arguments as for ``by_rows``.
    """
    whole = rooms * rooms
    base = by_rows(whole, rooms, rounds, rng) if rounds <= rooms < people / rooms else None
    if base is None or any(len(set(row[:rooms])) < rooms for row in base):
        return None
    return [[row[i % whole] for i in range(people)] for row in base]


def _within_rows(people: int, rooms: int, rows: int) -> list[int]:
    """One more round: people of one row have not met, so each row is divided over rooms of its own."""
    return [i // rooms * (rooms // rows) + i % rooms // rows for i in range(people)]


def difference_matrix(modulus: int, rows: int, rounds: int, rng: random.Random) -> list[list[int]] | None:
    """Shifts by row and round: for any two rows the differences are distinct modulo ``modulus``; or None.

    Args:
        modulus: The number of rooms.
        rows: People in a room.
        rounds: How many rounds.
        rng: For the search where the multiplication table does not serve.
    """
    if rounds > modulus or rows > modulus + 1:
        return None
    if rows >= modulus and modulus % 2 == 0 and rounds > 2:
        return None  # proven for groups like this one: Drake, Partial λ-geometries, 1979
    if multiples := _multiples(modulus, rows, rounds):
        return multiples
    search = _DifferenceMatrixSearch(modulus, rounds, rng)
    while search.steps < _STEPS:  # each attempt takes steps, or ends with a matrix
        matrix = search.matrix(rows)
        if matrix is not None:
            return matrix
    return None


def _multiples(modulus: int, rows: int, rounds: int) -> list[list[int]] | None:
    """The multiplication table modulo ``modulus``, if no product of numbers above zero is zero; else None."""
    if rounds > modulus or not all(a * t % modulus for a in range(1, rows) for t in range(1, rounds)):
        return None
    return [[a * t % modulus for t in range(rounds)] for a in range(rows)]


class _DifferenceMatrixSearch:
    """A randomised search for a difference matrix, row after row; ``steps`` counts the values tried."""

    def __init__(self, modulus: int, rounds: int, rng: random.Random) -> None:
        self.modulus, self.rounds, self.rng = modulus, rounds, rng
        self.steps = 0

    def matrix(self, rows: int) -> list[list[int]] | None:
        """One attempt. Any matrix can be brought to a first row and a first column of zeros."""
        second = [0, *self.rng.sample(range(1, self.modulus), self.rounds - 1)]
        matrix = [[0] * self.rounds, second][:rows]
        while len(matrix) < rows:
            for _ in range(_ROW_TRIES):
                row: list[int] = []
                used: list[set[int]] = [set() for _ in matrix]
                if self._fill(row, matrix, used, self.steps + _ROW_STEPS):
                    matrix.append(row)
                    break
                if self.steps > _STEPS:
                    return None
            else:
                return None
        return matrix

    def _fill(self, row: list[int], matrix: list[list[int]], used: list[set[int]], limit: int) -> bool:
        """Complete the row by depth-first search, with no difference to another row twice."""
        t = len(row)
        if t == self.rounds:
            return True
        for value in self.rng.sample(range(self.modulus), self.modulus) if t else (0,):
            self.steps += 1
            if self.steps > limit:
                return False
            differences = [(value - other[t]) % self.modulus for other in matrix]
            if any(difference in seen for difference, seen in zip(differences, used, strict=True)):
                continue
            for difference, seen in zip(differences, used, strict=True):
                seen.add(difference)
            row.append(value)
            if self._fill(row, matrix, used, limit):
                return True
            row.pop()
            for difference, seen in zip(differences, used, strict=True):
                seen.discard(difference)
        return False
