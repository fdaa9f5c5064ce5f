"""Who is assigned to which room: for one round, for several rounds together, or in two styles to choose from.

Work is counted in changes looked at, derived from ``budget_s`` at a fixed rate, and not by a clock: the same
input gives the same rooms on every machine, in a rehearsal and in the session.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec.structs import replace

from letsconnect_tui.breakouts.bounds import language_bound, repeats_bound
from letsconnect_tui.breakouts.judge import judge_seating
from letsconnect_tui.breakouts.model import NOTHING_MET, FixedRoom, Met, Room, RoomAssignment, met_after
from letsconnect_tui.breakouts.rooms_per_language import fitting_problem
from letsconnect_tui.breakouts.search.language_flow import base_language
from letsconnect_tui.breakouts.search.language_labels import LABELS_WORK
from letsconnect_tui.breakouts.search.plans import plans
from letsconnect_tui.breakouts.search.problem import SeatingProblem, problem_of
from letsconnect_tui.breakouts.search.seating_state import SeatingPlan, label_languages
from letsconnect_tui.breakouts.seated_rooms import SeatedRooms
from letsconnect_tui.breakouts.sizes import even_sizes, spread_seats
from letsconnect_tui.breakouts.work_budget import WorkBudget, never

if TYPE_CHECKING:
    from collections.abc import Sequence

    from letsconnect_tui.breakouts.model import Guest, Style, Wishes
    from letsconnect_tui.breakouts.work_budget import CancelCheck

MOVES_PER_SECOND = 150_000
"""Changes looked at for each second of budget; measured on one core of a small server."""
_USUAL_SIZE = 6
"""Up to this many people in a room that pace holds; beyond, a change takes time in proportion to the size."""


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
    """The best rooms found for several rounds, planned together so that not all repeats fall on the last.

    Args:
        guests: Who is to be seated, each once.
        wishes: What is asked of every one of the rounds.
        rounds: How many rounds.
        met: Who met whom before the first of them.
        seed: Of all random choices; the same seed gives the same rooms.
        budget_s: Work for the search in seconds of one core, at ``MOVES_PER_SECOND``. With 0 there is an
            answer too. Constructing a schedule and choosing languages come on top, a second at most.
        cancelled: Asked every few milliseconds whether to stop.

    Returns:
        One assignment for each round.

    Raises:
        CommandRefused: The people would need more than ``sizes.MOST_ROOMS`` rooms.
        Cancelled: ``cancelled`` said so.
    """
    work = WorkBudget(LABELS_WORK, cancelled)
    problem = fitting_problem(guests, wishes, met, work)
    best = SeatingPlan([[] for _ in range(rounds)], None, "search")
    for plan in plans(problem, rounds, work, seed=seed, moves=_moves(budget_s, problem)):
        work.check()
        best = plan or best
    return _assignments(best, problem, guests, wishes, met, seed)


def propose_in_styles(
    guests: Sequence[Guest],
    wishes: Wishes,
    rounds: int,
    *,
    met: Met = NOTHING_MET,
    seed: int = 1,
    budget_s: float = 0.3,
    cancelled: CancelCheck = never,
) -> tuple[tuple[RoomAssignment, ...], ...]:
    """All rounds in one style, or in two where understanding everybody and meeting new people conflict.

    The first keeps the language rule if it is asked for. The second gives it up, and is there only if fewer
    pairs meet again in it. Arguments and errors are those of ``propose_rounds``.
    """
    first = propose_rounds(guests, wishes, rounds, met=met, seed=seed, budget_s=budget_s, cancelled=cancelled)
    again = sum(assignment.repeats for assignment in first)
    if not again or first[0].style == "mix":
        return (first,)
    free = replace(wishes, same_language=False)
    second = propose_rounds(guests, free, rounds, met=met, seed=seed, budget_s=budget_s, cancelled=cancelled)
    return (first, second) if sum(assignment.repeats for assignment in second) < again else (first,)


def cannot_follow(rooms: Sequence[Room], guests: Sequence[Guest], main_language: str = "en") -> int:
    """How many people do not speak the language of their room.

    Args:
        rooms: The rooms; where one has no language, the one that most people in it speak counts.
        guests: The people in them.
        main_language: What people speak whose languages nobody knows.
    """
    speaks = {guest.id: set(map(base_language, guest.languages or (main_language,))) for guest in guests}
    left_out = 0
    for room in rooms:
        spoken = Counter(code for who in room.members for code in speaks.get(who, ()))
        followed = spoken[base_language(room.language)] if room.language else max(spoken.values(), default=0)
        left_out += len(room.members) - followed
    return left_out


def least_repeats(assignments: Sequence[RoomAssignment], guests: Sequence[Guest], wishes: Wishes) -> int:
    """A lower bound of repeats: how many these rounds together have in any plan (see ``bounds``).

    Pairs who are to stay together are no repeats and are taken off.

    Args:
        assignments: The rounds; their number of rooms and the languages of the rooms are taken as given.
        guests: The people in them.
        wishes: What was asked of them.
    """
    if not assignments or not guests:
        return 0
    problem = problem_of(guests, wishes, NOTHING_MET, listed=len(assignments[0].rooms))
    seated = [SeatedRooms(assignment.rooms, problem, keep_empty=True) for assignment in assignments]
    kept = sum(mask.bit_count() for mask in problem.together) // 2
    even = repeats_bound(even_sizes(problem.size, problem.rooms), len(assignments)) - kept * len(assignments)
    return max(0, even, language_bound(problem, seated[0].labels, [round_.members for round_ in seated]))


def _moves(budget_s: float, problem: SeatingProblem) -> int:
    """Changes to look at: fewer in large rooms, where each takes longer."""
    slower = problem.size / (_USUAL_SIZE * max(1, problem.rooms))
    return round(max(0.0, budget_s) * MOVES_PER_SECOND / max(1.0, slower))


def _assignments(
    plan: SeatingPlan, problem: SeatingProblem, guests: Sequence[Guest], wishes: Wishes, met: Met, seed: int
) -> tuple[RoomAssignment, ...]:
    """One assignment for each round of a plan, judged with all earlier rounds as met."""
    style: Style = "understand" if wishes.same_language and problem.languages else "mix"
    known = dict(met)
    assignments = []
    for t, row in enumerate(plan.rounds):
        rooms = rooms_of(plan, row, problem, wishes)
        problem = problem if t == 0 else problem_of(guests, wishes, known, listed=problem.listed)
        verdict = judge_seating(SeatedRooms(rooms, problem), rooms, wishes)
        assignments.append(
            RoomAssignment(
                rooms, seed, style, verdict.violations, verdict.repeats, verdict.bound, verdict.meets,
                verdict.notes, plan.method,
            )
        )  # fmt: skip
        known = met_after(known, rooms)
    return tuple(assignments)


def rooms_of(
    plan: SeatingPlan, row: Sequence[int], problem: SeatingProblem, wishes: Wishes
) -> tuple[Room, ...]:
    """The rooms of one round of a plan.

    Args:
        plan: The plan; gives the languages.
        row: The room index of each guest.
        problem: The people, and the numbers of the rooms.
        wishes: Rooms made by hand have the lowest numbers and keep name, language and host.
    """
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
