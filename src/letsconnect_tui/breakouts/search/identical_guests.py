"""Plans where nothing tells one guest from another: constructed rounds first, searched ones after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.breakouts.bounds import repeats_bound
from letsconnect_tui.breakouts.quality import FEWEST_MAY_COST, FEWEST_REPEATS, SECOND_MEETING
from letsconnect_tui.breakouts.schedules.construct import without_repeats
from letsconnect_tui.breakouts.schedules.sliding_rows import by_rows_again
from letsconnect_tui.breakouts.search.annealing import Annealer
from letsconnect_tui.breakouts.search.seating_state import RoomLayout, SeatingPlan, SeatingState, even_layout
from letsconnect_tui.breakouts.sizes import even_sizes

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    from letsconnect_tui.breakouts.search.problem import SeatingProblem

STARTER_MOVES = 60_000
"""Work for one exact construction, on top of the budget: a third of a second at most."""
_ROUNDS_AHEAD = 4
"""Rounds that a schedule is made for when only the next one is asked for."""
_FULL_WORK = 100
"""Places to fill, people times rounds, from which on a search needs all the work that was granted."""
_PLAIN_PACE = 2
"""Changes are judged twice as fast where only meetings count, so that twice as many are granted."""
_CRAMMED = 0.1
"""Share of further work for the fewest repeats where rooms hold more people than there are rooms."""


def identical_guests_plans(
    problem: SeatingProblem, rounds: int, rng: random.Random, moves: int, *, table: bool
) -> Iterator[SeatingPlan | None]:
    """Plans, each better than the one before; None says that a slice of work found nothing.

    As many rounds as can be constructed have no repeats; the others are searched.

    Args:
        problem: People without attributes, and the number of rooms.
        rounds: How many rounds are planned together.
        rng: All random choices come from it.
        moves: How many changes the search looks at, as in ``plans``.
        table: Whether schedules kept as data may be used.
    """
    sizes = even_sizes(problem.size, problem.rooms)
    layout = even_layout(problem)
    prefix, method = _longest_prefix(problem, rounds, rng, table=table, work=STARTER_MOVES)
    everybody = rng.sample(range(problem.size), problem.size)
    schedule = [[row[i] for i in everybody] for row in prefix]
    base = [room for room, size in enumerate(sizes) for _ in range(size)]
    schedule += [rng.sample(base, len(base)) for _ in range(rounds - len(schedule))]
    yield SeatingPlan(schedule, layout, method)
    if len(prefix) == rounds or not problem.avoid_repeats:
        return
    yield from _tail(problem, layout, schedule, range(len(prefix), rounds), rng, moves)


def _tail(
    problem: SeatingProblem,
    layout: RoomLayout,
    schedule: list[list[int]],
    free: range,
    rng: random.Random,
    moves: int,
) -> Iterator[SeatingPlan | None]:
    """Search the rounds that could not be constructed.

    Where rooms hold more people than there are rooms, some people meet again in every round, and the fewest
    repeats come from the same pairs meeting every time. Such a plan is taken only if it has proven the fewest
    repeats, and costs at most ``FEWEST_MAY_COST`` times as much when third meetings are weighed as usual.
    """
    bound = repeats_bound([schedule[0].count(room) for room in range(problem.rooms)], len(schedule))
    state = SeatingState(problem, layout, schedule)
    fair = Annealer(state, rng, free_rounds=free, floor=SECOND_MEETING * bound)
    repeats_certain = problem.size > problem.rooms**2
    work = moves * _PLAIN_PACE * min(1.0, problem.size * len(free) / _FULL_WORK)
    for better in fair.run(round(work), hot=12.0, cold=3.0):
        yield SeatingPlan(fair.best, layout, "search") if better else None
    if not repeats_certain or fair.best_cost <= SECOND_MEETING * bound:
        return
    fewest = by_rows_again(problem.size, problem.rooms, len(schedule), rng)
    if fewest is None:
        state_for_fewest = SeatingState(problem, layout, schedule, further=FEWEST_REPEATS)
        few = Annealer(state_for_fewest, rng, free_rounds=free, floor=SECOND_MEETING * bound)
        for _ in few.run(round(moves * _PLAIN_PACE * _CRAMMED)):
            yield None
        fewest = few.best
    state = SeatingState(problem, layout, fewest)
    if state.meetings(2) == bound and state.cost() <= FEWEST_MAY_COST * fair.best_cost:
        everybody = rng.sample(range(problem.size), problem.size)
        yield SeatingPlan([[row[i] for i in everybody] for row in fewest], layout, "search")


def next_round(problem: SeatingProblem, rng: random.Random, *, table: bool) -> SeatingPlan | None:
    """A round of a longer schedule in which nobody meets again, or None when every round of it has repeats.

    With the same seed the same people go on with the same schedule when the next round is asked for.
    """
    schedule, method = _longest_prefix(problem, _ROUNDS_AHEAD, rng, table=table, work=STARTER_MOVES // 8)
    by_id = sorted(range(problem.size), key=lambda i: problem.ids[i])
    place = dict(zip(by_id, rng.sample(range(problem.size), problem.size), strict=True))
    for row in schedule:
        seated = [row[place[i]] for i in range(problem.size)]
        if not problem.avoid_repeats or all(seated[i] != seated[j] for i, j in problem.met):
            return SeatingPlan([seated], even_layout(problem), method)
    return None


def _longest_prefix(
    problem: SeatingProblem, rounds: int, rng: random.Random, *, table: bool, work: int
) -> tuple[list[list[int]], str]:
    """As many rounds without repeats as can be constructed; less work is put into each further try."""
    seed = rng.randrange(1 << 30)
    for count in range(rounds, 0, -1):
        tried = work // (1 + rounds - count)
        found = without_repeats(problem.size, problem.rooms, count, seed=seed, moves=tried, table=table)
        if found is not None:
            return found[0], found[1] if count == rounds else "search"
    return [], "search"
