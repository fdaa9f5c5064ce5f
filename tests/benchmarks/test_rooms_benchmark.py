"""Rooms beside random assignment, as video platforms do it: repeats, broken rules, time to an answer."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from statistics import median
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from letsconnect_tui.breakouts import (
    Guest,
    Room,
    Wishes,
    judge,
    least_repeats,
    met_after,
    propose_rounds,
    seat_late,
)
from letsconnect_tui.breakouts.search.plans import plans
from letsconnect_tui.breakouts.search.problem import problem_of
from letsconnect_tui.breakouts.sizes import even_sizes
from letsconnect_tui.breakouts.work_budget import WorkBudget
from tests.breakouts.crowds import crowd, plain_crowd
from tests.breakouts.one_round import propose

if TYPE_CHECKING:
    from letsconnect_tui.breakouts import RoomAssignment

pytestmark = pytest.mark.bench

ALIKE = [
    (32, 8, 10), (24, 6, 6), (30, 6, 5), (100, 20, 4), (200, 40, 4), (730, 146, 3), (1000, 200, 3),
    (45, 9, 8), (60, 10, 6), (23, 6, 6), (12, 3, 5), (24, 4, 3), (16, 4, 8), (24, 6, 9), (20, 4, 6),
]  # fmt: skip
DIFFERENT = [(24, 6, 6), (32, 8, 10), (30, 6, 5), (100, 20, 4), (200, 40, 4), (730, 146, 3), (1000, 200, 3)]


def cpu_ms(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def at_random(guests: list[Guest], rooms: int, rounds: int) -> list[tuple[Room, ...]]:
    """Everybody shuffled into even rooms, as the platforms' own buttons do."""
    rng, schedule = random.Random(1), []
    for _ in range(rounds):
        ids = rng.sample([guest.id for guest in guests], len(guests))
        made = []
        for number, size in enumerate(even_sizes(len(ids), rooms)):
            made.append(Room(number + 1, None, None, tuple(ids[:size])))
            ids = ids[size:]
        schedule.append(tuple(made))
    return schedule


def repeats(schedule: list[tuple[Room, ...]]) -> tuple[int, int]:
    """Meetings beyond the first, and the most meetings of one pair."""
    met: dict[tuple[str, str], float] = {}
    for rooms in schedule:
        met = met_after(met, rooms)
    return round(sum(times - 1 for times in met.values())), round(max(met.values()))


def test_repeats_where_nobody_differs_from_anybody() -> None:
    print("\n| people/rooms/rounds | random | here | most of one pair | bound | made by | processor time |")
    print("|---|---|---|---|---|---|---|")
    for people, rooms, rounds in ALIKE:
        guests, wishes = plain_crowd(people), Wishes(count=rooms)
        made: list[RoomAssignment] = []
        spent = cpu_ms(lambda: made.extend(propose_rounds(guests, wishes, rounds, budget_s=1.0)))  # noqa: B023
        here, most = repeats([proposal.rooms for proposal in made])
        bound, beside = least_repeats(made, guests, wishes), repeats(at_random(guests, rooms, rounds))[0]
        row = (f"{people}/{rooms}/{rounds}", beside, here, most, bound, made[0].method, f"{spent:.0f} ms")
        print("|", " | ".join(map(str, row)), "|")
        assert here <= beside
    for people, rooms, rounds in ALIKE[:3]:
        best = None
        for plan in plans(
            problem_of(plain_crowd(people), Wishes(count=rooms), {}),
            rounds,
            WorkBudget(0),
            seed=1,
            moves=150_000,
            table=False,
        ):
            best = plan or best
        assert best is not None
        schedule = [
            tuple(
                Room(n + 1, None, None, tuple(str(i) for i, at in enumerate(row) if at == n))
                for n in range(rooms)
            )
            for row in best.rounds
        ]
        print(f"{people}/{rooms}/{rounds} without the table: {repeats(schedule)[0]} ({best.method})")


def broken(schedule: list[tuple[Room, ...]], guests: list[Guest], wishes: Wishes) -> int:
    """Broken hard rules; a room without label is given the language that most in it speak."""
    tongues = {guest.id: guest.languages for guest in guests}
    total = 0
    for rooms in schedule:
        labelled = []
        for room in rooms:
            spoken = [code for who in room.members for code in tongues[who]]
            labelled.append(
                room if room.language else replace(room, language=max(set(spoken), key=spoken.count))
            )
        total += sum(judge(labelled, guests, wishes).violations.values())
    return total


def test_rules_where_people_differ() -> None:
    print(
        "\n| people/rooms/rounds | broken at random | broken here | repeats at random | here | first answer |"
    )
    print("|---|---|---|---|---|---|")
    for people, rooms, rounds in DIFFERENT:
        guests, wishes = crowd(people, rooms)
        first = median(cpu_ms(lambda: propose(guests, wishes, budget_s=0.0)) for _ in range(3))  # noqa: B023
        made = propose_rounds(guests, wishes, rounds, budget_s=1.0)
        schedule, beside = [proposal.rooms for proposal in made], at_random(guests, rooms, rounds)
        ours, theirs = broken(schedule, guests, wishes), broken(beside, guests, wishes)
        row = (f"{people}/{rooms}/{rounds}", theirs, ours, repeats(beside)[0], sum(p.repeats for p in made))
        print("|", " | ".join(map(str, row)), f"| {first:.0f} ms |")
        assert ours <= theirs


def test_a_late_guest_among_a_thousand() -> None:
    everybody, wishes = crowd(1000, 200)
    here, late = everybody[:-100], everybody[-100:]
    before, rooms = (proposal.rooms for proposal in propose_rounds(here, wishes, 2, budget_s=0.3))
    met = met_after({}, before)
    spent, seated = [], {who: room.number for room in rooms for who in room.members}
    for guest in late:
        start = time.process_time()
        number = seat_late(rooms, guest, here, wishes, met=met)
        spent.append((time.process_time() - start) * 1000)
        here.append(guest)
        rooms = tuple(
            replace(room, members=(*room.members, guest.id)) if room.number == number else room
            for room in rooms
        )
    verdict = judge(rooms, here, wishes, met=met)
    moved = sum(room.number != seated.get(who, room.number) for room in rooms for who in room.members)
    print(f"\nlate among 1,000: median {median(spent):.2f} ms, worst {max(spent):.2f} ms, {moved} moved,")
    print(f"{verdict.violations['language']} not understood, {verdict.repeats} new repeats")
    assert moved == 0
