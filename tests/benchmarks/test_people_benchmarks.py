"""How finding and cleaning grow: as multiples of the work on one name, to compare any two machines."""

from __future__ import annotations

import random
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.people.find import Candidate, Finder
from letsconnect_tui.people.match import KnownPerson, match_names
from letsconnect_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable

# fmt: off
FIRST = (
    "Amaka", "Ụzọma", "Chidi", "Ngozi", "Priya", "José", "María", "Иван", "Fatima", "Musa", "Ɓala", "Ṣẹ́gun",
    "山田", "محمد", "علي",
)
LAST = (
    "Ọkọnkwọ", "Okafor", "Sharma", "Петров", "García", "太郎", "Silva", "Adeyemi", "Mensah", "Haddad",
    "Rossi",
)
# fmt: on


def people(count: int) -> list[Candidate]:
    pick = random.Random(7)
    letters = "abcdefghijklmnopqrstuvwxyz"
    return [
        Candidate(
            str(n),
            f"{pick.choice(FIRST)} {pick.choice(LAST)} {''.join(pick.choices(letters, k=3))}",
            (f"User{n}",),
        )
        for n in range(count)
    ]


def best_ms(work: Callable[[], object], times: int = 7) -> float:
    taken = []
    for _ in range(times):
        start = perf_counter()
        work()
        taken.append((perf_counter() - start) * 1000)
    return min(taken)


@pytest.mark.bench
def test_finding_among_a_thousand() -> None:
    thousand, ten_thousand = Finder(people(1_000)), Finder(people(10_000))
    clean_one = best_ms(lambda: [clean("Ụzọma Ọkọnkwọ") for _ in range(1000)]) / 1000
    print(f"\nclean one name: {clean_one * 1000:.1f} us")
    for query in ("am", "uz", "ao", "okafor amaka", "amkaa", "muhamad", "user99", "zzzz"):
        small = best_ms(partial(thousand.search, query))
        large = best_ms(partial(ten_thousand.search, query))
        cleanings = small / clean_one
        print(
            f"{query:14} {small:5.2f} ms in 1,000 ({cleanings:3.0f} cleans), x{large / small:.1f} in 10,000"
        )


@pytest.mark.bench
def test_matching_a_paste_of_five_hundred() -> None:
    candidates = people(1_000)
    known = [KnownPerson(one.id, one.name, one.also[0]) for one in candidates]
    half_known = [one.name for one in candidates[:250]] + [f"{one.name}x" for one in candidates[250:500]]
    known_only = best_ms(lambda: match_names(half_known[:250], known), 3)
    with_similar = best_ms(lambda: match_names(half_known, known), 3)
    print(
        f"\n250 known: {known_only:.0f} ms; 250 more that are only similar: x{with_similar / known_only:.1f}"
    )
