"""From a seating problem to plans: a first one at once, then better ones until the work is used up."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from letsconnect_tui.breakouts.quality import UNEVEN
from letsconnect_tui.breakouts.schedules.construct import without_repeats
from letsconnect_tui.breakouts.schedules.sliding_rows import by_rows
from letsconnect_tui.breakouts.search.annealing import Annealer
from letsconnect_tui.breakouts.search.identical_guests import (
    STARTER_MOVES,
    identical_guests_plans,
    next_round,
)
from letsconnect_tui.breakouts.search.initial_seating import PlacementSearch, by_kind, start_round
from letsconnect_tui.breakouts.search.language_flow import ANY
from letsconnect_tui.breakouts.search.language_labels import LabelChoice, LabelSearch
from letsconnect_tui.breakouts.search.seating_state import SeatingPlan, SeatingState, even_layout

if TYPE_CHECKING:
    from collections.abc import Iterator

    from letsconnect_tui.breakouts.search.problem import SeatingProblem
    from letsconnect_tui.breakouts.work_budget import WorkBudget

_TRIAL = 0.15
"""Share of the work left that is spent on each choice of room languages before they are compared."""


def plans(
    problem: SeatingProblem, rounds: int, work: WorkBudget, *, seed: int, moves: int, table: bool = True
) -> Iterator[SeatingPlan | None]:
    """Plans, each better than the one before; None says that a slice of work found nothing.

    Args:
        problem: Guests and wishes.
        rounds: How many rounds are planned together.
        work: Pays for the languages of the rooms, and stops everything when it is cancelled.
        seed: Of all random choices.
        moves: How many changes the search looks at.
        table: Whether schedules kept as data may be used.
    """
    rng = random.Random(seed)
    if not problem.size or not problem.rooms:
        yield SeatingPlan([[0] * problem.size for _ in range(rounds)], None, "search")
    elif problem.alike and rounds == 1 and (plan := next_round(problem, rng, table=table)):
        yield plan
    elif problem.alike and not problem.met:
        yield from identical_guests_plans(problem, rounds, rng, moves, table=table)
    else:
        best: int | None = None
        if _can_be_arranged(problem, rounds):
            for plan, cost in _arranged_plans(problem, rounds, rng, moves // 2, table=table):
                best = cost if best is None else min(best, cost)
                yield plan
            if best is not None and best < UNEVEN:
                return
        yield from _labelled_plans(problem, rounds, rng, moves, work, better_than=best)


def _can_be_arranged(problem: SeatingProblem, rounds: int) -> bool:
    """Whether people may take any place in a schedule: no units, locks, languages or earlier meetings."""
    return (
        rounds > 1
        and problem.avoid_repeats
        and not any(problem.together)
        and not problem.locks
        and not problem.met
        and all(label == ANY for label in problem.labels)
    )


def _arranged_plans(
    problem: SeatingProblem, rounds: int, rng: random.Random, moves: int, *, table: bool
) -> Iterator[tuple[SeatingPlan | None, int]]:
    """Plans without repeats and their costs, with the places of people searched; none where none is known."""
    rows = by_rows(problem.size, problem.rooms, rounds, rng)
    found = (
        (rows, "rows")
        if rows
        else without_repeats(
            problem.size, problem.rooms, rounds, seed=rng.randrange(1 << 30), moves=STARTER_MOVES, table=table
        )
    )
    if found is None:
        return
    schedule, method = found
    layout = even_layout(problem)
    places = by_kind(problem, rng)
    arranger = PlacementSearch(problem, layout, [[row[place] for place in places] for row in schedule], rng)
    yield SeatingPlan(arranger.best, layout, method), arranger.best_cost
    for better in arranger.run(moves):
        yield SeatingPlan(arranger.best, layout, method) if better else None, arranger.best_cost


def _labelled_plans(
    problem: SeatingProblem,
    rounds: int,
    rng: random.Random,
    moves: int,
    work: WorkBudget,
    *,
    better_than: int | None = None,
) -> Iterator[SeatingPlan | None]:
    chosen: Annealer | None = None
    for labelling in LabelSearch(problem, work, rounds).candidates():
        state = SeatingState(problem, labelling.layout, first_rounds(problem, labelling, rounds, rng, work))
        annealer = Annealer(state, rng)
        if chosen is None:
            if better_than is None or annealer.best_cost < better_than:
                better_than = annealer.best_cost
                yield SeatingPlan(annealer.best, state.layout, "search")
            chosen = annealer
        for _ in annealer.run(round(moves * _TRIAL)):
            yield None
        moves -= round(moves * _TRIAL)
        if annealer.best_cost < chosen.best_cost:
            chosen = annealer
    assert chosen is not None
    if better_than is None or chosen.best_cost < better_than:
        better_than = chosen.best_cost
        yield SeatingPlan(chosen.best, chosen.state.layout, "search")
    for _ in chosen.run(moves):
        if chosen.best_cost < better_than:
            better_than = chosen.best_cost
            yield SeatingPlan(chosen.best, chosen.state.layout, "search")
        else:
            yield None


def first_rounds(
    problem: SeatingProblem, labelling: LabelChoice, rounds: int, rng: random.Random, work: WorkBudget
) -> list[list[int]]:
    """A first seating of every round that knows whom people meet in the rounds before."""
    met = problem.met_masks()
    schedule = []
    for _ in range(rounds):
        row = start_round(problem, labelling, met if problem.avoid_repeats else [0] * problem.size, rng, work)
        mask = [0] * problem.rooms
        for i, room in enumerate(row):
            mask[room] |= 1 << i
        met = [had | mask[room] for had, room in zip(met, row, strict=True)]
        schedule.append(row)
    return schedule
