"""Finite fields as tables of addition and multiplication."""

from __future__ import annotations

import itertools
from functools import lru_cache

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
