"""Three schedules that no short search finds, kept as data.

32 people in 8 rooms for 10 rounds were found by an exact cover of pair orbits under eight shifts without
fixed points; the two base rounds by annealing. Each character is the room of one person.
"""

from __future__ import annotations

import itertools
from functools import lru_cache
from typing import TYPE_CHECKING

from letsconnect_tui.breakouts.schedules.starter import rounds_from_base

if TYPE_CHECKING:
    from letsconnect_tui.breakouts.schedules.sliding_rows import Schedule


_WHOLE: dict[tuple[int, int], tuple[str, ...]] = {
    (32, 8): (
        "01234567012345676745230154761032",
        "01102332456776541001322354766745",
        "00111100233232234545545466667777",
        "01234567765432107654321076543210",
        "01213454240451316270756356372706",
        "01023435323105042617574665747261",
        "01234567543210760176453232017645",
        "01234567107654325423106723106754",
        "01234532661077544566017701324523",
        "01231045326654776645772310230145",
    ),
}
"""(people, rooms) → all rounds."""

_BASES: dict[tuple[int, int], tuple[int, str]] = {
    (24, 6): (7, "454130425240125332310051"),
    (30, 6): (6, "344212020311300454505322551413"),
}
"""(people, rooms) → number of turns and the base round."""


def by_table(people: int, rooms: int, rounds: int) -> Schedule | None:
    """A schedule without repeats that is kept as data, or None."""
    whole = _WHOLE.get((people, rooms), ())
    if 0 < rounds <= len(whole):
        return [[int(room) for room in row] for row in whole[:rounds]]
    turns, base = _BASES.get((people, rooms), (0, ""))
    return rounds_from_base([int(room) for room in base], turns, rounds) if 0 < rounds <= turns else None


Table = tuple[tuple[int, ...], ...]
LARGEST = 128
"""The largest order: larger tables take longer to build than the search that would do without them."""


def prime_power(order: int) -> tuple[int, int] | None:
    """The prime and the exponent of a prime power, or None."""
    if order < 2:
        return None
    prime = next((p for p in range(2, order + 1) if order % p == 0), order)
    exponent, rest = 0, order
    while rest % prime == 0:  # falls with each turn
        rest //= prime
        exponent += 1
    return (prime, exponent) if rest == 1 else None


@lru_cache(maxsize=32)
def field(order: int) -> tuple[Table, Table] | None:
    """Tables of addition and multiplication of the field of that order, or None where there is none.

    Prime fields are the integers modulo the prime. The others are polynomials modulo the first polynomial
    found by which no two of them have the product zero.
    """
    found = prime_power(order)
    if found is None or order > LARGEST:
        return None
    prime, exponent = found
    numbers = range(order)
    if exponent == 1:
        return (
            tuple(tuple((a + b) % prime for b in numbers) for a in numbers),
            tuple(tuple(a * b % prime for b in numbers) for a in numbers),
        )
    digits = [_digits(number, prime, exponent) for number in numbers]
    value = {digit: number for number, digit in enumerate(digits)}
    addition = tuple(
        tuple(value[tuple((x + y) % prime for x, y in zip(a, b, strict=True))] for b in digits)
        for a in digits
    )
    for low in itertools.product(range(prime), repeat=exponent):
        if low[0]:
            table = tuple(tuple(value[_product(a, b, low, prime)] for b in digits) for a in digits)
            if all(table[a][b] for a in numbers[1:] for b in numbers[1:]):
                return addition, table
    return None


def _digits(number: int, prime: int, exponent: int) -> tuple[int, ...]:
    digits = []
    for _ in range(exponent):
        number, digit = divmod(number, prime)
        digits.append(digit)
    return tuple(digits)


def _product(a: tuple[int, ...], b: tuple[int, ...], low: tuple[int, ...], prime: int) -> tuple[int, ...]:
    """The product of two polynomials, where x^m counts as minus the polynomial ``low``."""
    size = len(a)
    full = [0] * (2 * size - 1)
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            full[i + j] = (full[i + j] + x * y) % prime
    for power in range(2 * size - 2, size - 1, -1):
        over = full[power]
        for k in range(size):
            full[power - size + k] = (full[power - size + k] - over * low[k]) % prime
    return tuple(full[:size])
