"""Proposals: rooms for one round, for several rounds at once, or two ways side by side.

The budget is a number of changes looked at, derived from ``budget_s`` at a fixed rate: never a clock, so that
a rehearsal gives the same rooms as the session.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from letsconnect_tui.breakouts.bounds import language_bound, repeats_bound
from letsconnect_tui.breakouts.judge import SeatedRooms, judge_seating
from letsconnect_tui.breakouts.model import NOTHING_MET, FixedRoom, Met, Room, RoomAssignment, pair
from letsconnect_tui.breakouts.rooms_per_language import fitting_problem
from letsconnect_tui.breakouts.search.language_labels import LABELS_WORK
from letsconnect_tui.breakouts.search.languages import base_language
from letsconnect_tui.breakouts.search.layout import SeatingPlan, label_languages
from letsconnect_tui.breakouts.search.plans import plans
from letsconnect_tui.breakouts.search.problem import SeatingProblem, problem_of
from letsconnect_tui.breakouts.sizes import even_sizes, spread_seats
from letsconnect_tui.breakouts.work_budget import WorkBudget, never

if TYPE_CHECKING:
    from collections.abc import Sequence

    from letsconnect_tui.breakouts.model import Guest, Style, Wishes
    from letsconnect_tui.breakouts.work_budget import CancelCheck

MOVES_PER_SECOND = 150_000
"""Changes looked at for each second of budget; measured on one core of a small server."""


def propose(
    guests: Sequence[Guest],
    wishes: Wishes,
    *,
    met: Met = NOTHING_MET,
    seed: int = 1,
    budget_s: float = 0.3,
    cancelled: CancelCheck = never,
) -> RoomAssignment:
    """The best rooms for one round within the budget; the same for the same seed."""
    return propose_rounds(guests, wishes, 1, met=met, seed=seed, budget_s=budget_s, cancelled=cancelled)[0]


def propose_rounds(
    guests: Sequence[Guest],
    wishes: Wishes,
    rounds: int,
    *,
    met: Met = NOTHING_MET,
    seed: int = 1,
    budget_s: float = 0.3,
    cancelled: CancelCheck = never,
) -> tuple[RoomAssignment, ...]:
    """Rooms for several rounds planned together, so that the last one is not left with the repeats."""
    work = WorkBudget(LABELS_WORK, cancelled)
    problem = fitting_problem(guests, wishes, met, work)
    best = SeatingPlan([[] for _ in range(rounds)], None, "search")
    for plan in plans(problem, rounds, work, seed=seed, moves=_moves(budget_s)):
        work.check()
        best = plan or best
    return _proposals(best, problem, guests, wishes, met, seed)


def ways(
    guests: Sequence[Guest],
    wishes: Wishes,
    rounds: int,
    *,
    met: Met = NOTHING_MET,
    seed: int = 1,
    budget_s: float = 0.3,
    cancelled: CancelCheck = never,
) -> tuple[tuple[RoomAssignment, ...], ...]:
    """All rounds in one way, or in two when understanding everybody and meeting new people conflict.

    The first keeps the language rule if it is asked for; the second gives it up and is there only if
    people meet fewer for a second time in it.
    """
    first = propose_rounds(guests, wishes, rounds, met=met, seed=seed, budget_s=budget_s, cancelled=cancelled)
    again = sum(proposal.repeats for proposal in first)
    if not again or first[0].style == "mix":
        return (first,)
    free = replace(wishes, same_language=False)
    second = propose_rounds(guests, free, rounds, met=met, seed=seed, budget_s=budget_s, cancelled=cancelled)
    return (first, second) if sum(proposal.repeats for proposal in second) < again else (first,)


def cannot_follow(rooms: Sequence[Room], guests: Sequence[Guest], main_language: str = "en") -> int:
    """How many people do not speak the language of their room, or the one most in it speak if it has none."""
    speaks = {guest.id: set(map(base_language, guest.languages or (main_language,))) for guest in guests}
    left_out = 0
    for room in rooms:
        spoken = Counter(code for who in room.members for code in speaks.get(who, ()))
        followed = spoken[base_language(room.language)] if room.language else max(spoken.values(), default=0)
        left_out += len(room.members) - followed
    return left_out


def least_repeats(proposals: Sequence[RoomAssignment], guests: Sequence[Guest], wishes: Wishes) -> int:
    """How many repeats all these rounds together must have, whoever plans them.

    Counted from the even room sizes, and from the rooms' languages as they were chosen. Pairs who are to stay
    together are not repeats and are taken off.
    """
    if not proposals or not guests:
        return 0
    problem = problem_of(guests, wishes, NOTHING_MET, listed=len(proposals[0].rooms))
    seated = [SeatedRooms(proposal.rooms, problem, keep_empty=True) for proposal in proposals]
    kept = sum(mask.bit_count() for mask in problem.together) // 2
    even = repeats_bound(even_sizes(problem.size, problem.rooms), len(proposals)) - kept * len(proposals)
    return max(0, even, language_bound(problem, seated[0].labels, [round_.members for round_ in seated]))


def _moves(budget_s: float) -> int:
    return round(max(0.0, budget_s) * MOVES_PER_SECOND)


def _proposals(
    plan: SeatingPlan, problem: SeatingProblem, guests: Sequence[Guest], wishes: Wishes, met: Met, seed: int
) -> tuple[RoomAssignment, ...]:
    """One proposal for each round, each judged with all earlier ones as met."""
    style: Style = "understand" if wishes.same_language and problem.languages else "mix"
    known = dict(met)
    proposals = []
    for t, row in enumerate(plan.rounds):
        rooms = rooms_of(plan, row, problem, wishes)
        problem = problem if t == 0 else problem_of(guests, wishes, known, listed=problem.listed)
        verdict = judge_seating(SeatedRooms(rooms, problem))
        proposals.append(
            RoomAssignment(
                rooms, seed, style, verdict.violations, verdict.repeats, verdict.bound, verdict.meets,
                verdict.notes, plan.method,
            )
        )  # fmt: skip
        known = remember(known, rooms)
    return tuple(proposals)


def remember(met: Met, rooms: Sequence[Room]) -> dict[tuple[str, str], float]:
    """What is met after these rooms: one more meeting for every pair in a room."""
    known = dict(met)
    for room in rooms:
        for place, one in enumerate(room.members):
            for other in room.members[place + 1 :]:
                known[pair(one, other)] = known.get(pair(one, other), 0.0) + 1.0
    return known


def rooms_of(
    plan: SeatingPlan, row: Sequence[int], problem: SeatingProblem, wishes: Wishes
) -> tuple[Room, ...]:
    """Numbered rooms from room indices; seats go where the fewest people are."""
    members: list[list[str]] = [[] for _ in range(problem.rooms)]
    for i, room in enumerate(row):
        members[room].append(problem.ids[i])
    seats = spread_seats([len(names) for names in members], problem.seats)
    languages = label_languages(problem, plan.layout) if plan.layout else [None] * problem.rooms
    filled = dict(zip(problem.numbers, zip(members, seats, languages, strict=True), strict=True))
    hosts = {problem.ids[i] for i in range(problem.size) if problem.hosts >> i & 1}
    rooms = []
    for number in range(1, problem.listed + 1):
        names, unnamed, language = filled.get(number, ([], 0, None))
        fixed = wishes.fixed[number - 1] if number <= len(wishes.fixed) else FixedRoom()
        named = fixed.host if fixed.host in names else None
        host = named or next((name for name in names if name in hosts), None)
        rooms.append(Room(number, fixed.name, fixed.language or language, tuple(names), unnamed, host))
    return tuple(rooms)
