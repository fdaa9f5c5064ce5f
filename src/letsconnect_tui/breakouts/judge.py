"""What a set of rooms costs, counted from the rooms alone: for assignments, and after people were moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.breakouts.bounds import forced_repeats
from letsconnect_tui.breakouts.explain import notes_on
from letsconnect_tui.breakouts.model import NOTHING_MET, RULES, Judgement
from letsconnect_tui.breakouts.search.problem import problem_of
from letsconnect_tui.breakouts.seated_rooms import SeatedRooms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from letsconnect_tui.breakouts.model import Guest, Met, Room, Rule, Wishes


def judge(
    rooms: Sequence[Room], guests: Sequence[Guest], wishes: Wishes, *, met: Met = NOTHING_MET
) -> Judgement:
    """Hard rules that are not kept, repeats with their lower bound, and who is concerned.

    Args:
        rooms: All rooms of the round, numbered from 1; they may be empty.
        guests: The people in them; members who are not among them are not judged.
        wishes: What was asked of the round.
        met: Who met whom before this round.
    """
    return judge_seating(SeatedRooms(rooms, problem_of(guests, wishes, met, listed=len(rooms))))


def judge_seating(seating: SeatedRooms) -> Judgement:
    """As ``judge``, for rooms whose people are numbered already."""
    counts: dict[Rule, int] = {
        "lock": len(seating.moved_locks()),
        "language": len(seating.not_understood()),
        "alone": len(seating.alone()),
        "apart": len(seating.apart_pairs()),
        "together": len(seating.split_pairs()),
        "min_size": seating.missing(),
        "host": seating.hostless(),
        "size": seating.uneven(),
    }
    return Judgement(
        violations={rule: counts[rule] for rule in RULES},
        repeats=len(seating.repeats()),
        bound=forced_repeats(seating.problem, [len(members) for members in seating.members], seating.labels),
        meets=seating.new_people(),
        notes=notes_on(seating),
    )
