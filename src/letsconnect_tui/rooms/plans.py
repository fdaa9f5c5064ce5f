"""From a crowd to plans: a first one at once, then better ones until the work that was granted is done."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from letsconnect_tui.rooms.anneal import Annealer
from letsconnect_tui.rooms.arrange import Arranger, by_kind
from letsconnect_tui.rooms.board import SIZE, Board, Layout
from letsconnect_tui.rooms.bounds import repeats_bound
from letsconnect_tui.rooms.crowd import ANY, REPEAT
from letsconnect_tui.rooms.exact.known import without_repeats
from letsconnect_tui.rooms.exact.rows import by_rows
from letsconnect_tui.rooms.labels import Labeller, Labelling
from letsconnect_tui.rooms.sizes import even_sizes
from letsconnect_tui.rooms.start import start_round

if TYPE_CHECKING:
    from collections.abc import Iterator

    from letsconnect_tui.rooms.crowd import Crowd

_STARTER_MOVES = 60_000
"""Work for one exact construction, on top of the budget: a third of a second at most."""
_ROUNDS_AHEAD = 4
"""Rounds that a schedule is made for when only the next one is asked for."""
_PLAIN_PACE = 2
"""A change is looked at twice as fast where only meetings count."""
_CRAMMED = 0.1
"""Share of the work for the fewest repeats where rooms hold more people than there are rooms."""
_HARDLY = (4, 40)
"""What third and fourth meetings cost on top there, so that repeats are counted rather than weighed."""
_FEWEST_MAY_COST = 1.5
"""How much more a plan with the proven fewest repeats may cost when third meetings are weighed."""

_TRIAL = 0.15
"""Share of the work after which room languages are compared."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Room indices by round and guest, with the labels and the way they were found."""

    rounds: list[list[int]]
    layout: Layout | None
    method: str


def plans(crowd: Crowd, rounds: int, *, seed: int, moves: int, table: bool = True) -> Iterator[Plan | None]:
    """Each plan is better than the one before; None says that a slice of work found nothing."""
    rng = random.Random(seed)
    if not crowd.size or not crowd.rooms:
        yield Plan([[0] * crowd.size for _ in range(rounds)], None, "search")
    elif crowd.alike and rounds == 1:
        yield from _next_round(crowd, rng, moves, table=table)
    elif crowd.alike and not crowd.met:
        yield from _plain_plans(crowd, rounds, rng, moves, table=table)
    else:
        best: int | None = None
        if _can_be_arranged(crowd, rounds):
            for plan, cost in _arranged_plans(crowd, rounds, rng, moves // 2, table=table):
                best = cost if best is None else min(best, cost)
                yield plan
            if best is not None and best < SIZE:
                return
        yield from _labelled_plans(crowd, rounds, rng, moves, better_than=best)


def _can_be_arranged(crowd: Crowd, rounds: int) -> bool:
    """Whether people could take their places in a schedule without repeats, whatever distinguishes them."""
    return (
        rounds > 1
        and crowd.avoid_repeats
        and not any(crowd.together)
        and not crowd.locks
        and not crowd.met
        and all(label == ANY for label in crowd.labels)
    )


def _arranged_plans(
    crowd: Crowd, rounds: int, rng: random.Random, moves: int, *, table: bool
) -> Iterator[tuple[Plan | None, int]]:
    """Plans without repeats and their costs, the best order of people searched; none where none is known."""
    rows = by_rows(crowd.size, crowd.rooms, rounds, rng)
    found = (
        (rows, "rows")
        if rows
        else without_repeats(
            crowd.size, crowd.rooms, rounds, seed=rng.randrange(1 << 30), moves=_STARTER_MOVES, table=table
        )
    )
    if found is None:
        return
    schedule, method = found
    layout = _even_layout(crowd)
    places = by_kind(crowd, rng)
    arranger = Arranger(crowd, layout, [[row[place] for place in places] for row in schedule], rng)
    yield Plan(arranger.best, layout, method), arranger.best_cost
    for better in arranger.run(moves):
        yield Plan(arranger.best, layout, method) if better else None, arranger.best_cost


def _even_layout(crowd: Crowd) -> Layout:
    sizes = even_sizes(crowd.size, crowd.rooms)
    return Layout((ANY,) * crowd.rooms, (sizes[-1],) * crowd.rooms, (sizes[0],) * crowd.rooms)


def _labelled_plans(
    crowd: Crowd, rounds: int, rng: random.Random, moves: int, *, better_than: int | None = None
) -> Iterator[Plan | None]:
    chosen: Annealer | None = None
    for labelling in Labeller(crowd, rounds).candidates():
        board = Board(crowd, labelling.layout, first_rounds(crowd, labelling, rounds, rng))
        annealer = Annealer(board, rng)
        if chosen is None:
            if better_than is None or annealer.best_cost < better_than:
                better_than = annealer.best_cost
                yield Plan(annealer.best, board.layout, "search")
            chosen = annealer
        for _ in annealer.run(round(moves * _TRIAL)):
            yield None
        moves -= round(moves * _TRIAL)
        if annealer.best_cost < chosen.best_cost:
            chosen = annealer
    assert chosen is not None
    if better_than is None or chosen.best_cost < better_than:
        better_than = chosen.best_cost
        yield Plan(chosen.best, chosen.board.layout, "search")
    for _ in chosen.run(moves):
        if chosen.best_cost < better_than:
            better_than = chosen.best_cost
            yield Plan(chosen.best, chosen.board.layout, "search")
        else:
            yield None


def _plain_plans(
    crowd: Crowd, rounds: int, rng: random.Random, moves: int, *, table: bool
) -> Iterator[Plan | None]:
    """Nobody differs from anybody: algebra where it goes, and a search for the rounds beyond it."""
    sizes = even_sizes(crowd.size, crowd.rooms)
    layout = _even_layout(crowd)
    prefix, method = _longest_prefix(crowd, rounds, rng, table=table, work=_STARTER_MOVES)
    everybody = rng.sample(range(crowd.size), crowd.size)
    schedule = [[row[i] for i in everybody] for row in prefix]
    base = [room for room, size in enumerate(sizes) for _ in range(size)]
    schedule += [rng.sample(base, len(base)) for _ in range(rounds - len(schedule))]
    yield Plan(schedule, layout, method)
    if len(prefix) == rounds or not crowd.avoid_repeats:
        return
    yield from _tail(crowd, layout, schedule, range(len(prefix), rounds), rng, moves)


def _tail(
    crowd: Crowd, layout: Layout, schedule: list[list[int]], free: range, rng: random.Random, moves: int
) -> Iterator[Plan | None]:
    """Search the rounds that algebra left over.

    Where rooms hold more people than there are rooms, somebody meets again in every round, and the fewest
    repeats come from the same pairs again and again. Such a plan is taken only if it is proven to have the
    fewest and is hardly worse when third meetings are weighed.
    """
    bound = repeats_bound([schedule[0].count(room) for room in range(crowd.rooms)], len(schedule))
    board = Board(crowd, layout, schedule)
    fair = Annealer(board, rng, free_rounds=free, floor=REPEAT * bound)
    crammed = crowd.size > crowd.rooms**2
    for better in fair.run(round(moves * _PLAIN_PACE * (1 - _CRAMMED if crammed else 1)), hot=12.0, cold=3.0):
        yield Plan(fair.best, layout, "search") if better else None
    if not crammed or fair.best_cost <= REPEAT * bound:
        return
    few = Annealer(
        Board(crowd, layout, schedule, further=_HARDLY), rng, free_rounds=free, floor=REPEAT * bound
    )
    for _ in few.run(round(moves * _PLAIN_PACE * _CRAMMED)):
        yield None
    board = Board(crowd, layout, few.best)
    if board.meetings(2) == bound and board.cost() <= _FEWEST_MAY_COST * fair.best_cost:
        yield Plan(few.best, layout, "search")


def _next_round(crowd: Crowd, rng: random.Random, moves: int, *, table: bool) -> Iterator[Plan | None]:
    """One round of a longer schedule: with the same seed the same people can go on with it next time."""
    schedule, method = _longest_prefix(crowd, _ROUNDS_AHEAD, rng, table=table, work=_STARTER_MOVES // 8)
    by_id = sorted(range(crowd.size), key=lambda i: crowd.ids[i])
    place = dict(zip(by_id, rng.sample(range(crowd.size), crowd.size), strict=True))
    for row in schedule:
        seated = [row[place[i]] for i in range(crowd.size)]
        if not crowd.avoid_repeats or all(seated[i] != seated[j] for i, j in crowd.met):
            yield Plan([seated], _even_layout(crowd), method)
            return
    yield from _labelled_plans(crowd, 1, rng, moves)


def _longest_prefix(
    crowd: Crowd, rounds: int, rng: random.Random, *, table: bool, work: int
) -> tuple[list[list[int]], str]:
    """As many rounds without repeats as can be constructed; less work is put into each further try."""
    seed = rng.randrange(1 << 30)
    for count in range(rounds, 0, -1):
        tried = work // (1 + rounds - count)
        found = without_repeats(crowd.size, crowd.rooms, count, seed=seed, moves=tried, table=table)
        if found is not None:
            return found[0], found[1] if count == rounds else "search"
    return [], "search"


def first_rounds(crowd: Crowd, labelling: Labelling, rounds: int, rng: random.Random) -> list[list[int]]:
    """A start for every round, each knowing whom people meet in the ones before."""
    met = [0] * crowd.size
    for a, b in crowd.met:
        met[a] |= 1 << b
        met[b] |= 1 << a
    schedule = []
    for _ in range(rounds):
        row = start_round(crowd, labelling, met if crowd.avoid_repeats else [0] * crowd.size, rng)
        mask = [0] * crowd.rooms
        for i, room in enumerate(row):
            mask[room] |= 1 << i
        met = [had | mask[room] for had, room in zip(met, row, strict=True)]
        schedule.append(row)
    return schedule
