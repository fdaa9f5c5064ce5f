"""The fewest moves that make open rooms good again; nobody is moved here, and nobody has to be.

Rooms of one language are evened out, then rooms that are still too small are merged. Nobody moves twice, so
there are never more moves than people; the work for choosing them is limited as well.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from letsconnect_tui.breakouts.model import NOTHING_MET, Move
from letsconnect_tui.breakouts.repair import REPAIR_WORK, best_mover, merge_offer
from letsconnect_tui.breakouts.seat_late import SeatingView
from letsconnect_tui.breakouts.sizes import even_sizes
from letsconnect_tui.breakouts.work_budget import WorkBudget, never

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from letsconnect_tui.breakouts.model import Guest, Met, Room, Wishes
    from letsconnect_tui.breakouts.work_budget import CancelCheck


def tidy(
    rooms: Sequence[Room],
    guests: Sequence[Guest],
    wishes: Wishes,
    *,
    met: Met = NOTHING_MET,
    cancelled: CancelCheck = never,
) -> tuple[Move, ...]:
    """The fewest moves after which rooms of one language differ by one at most and none is too small.

    Rooms that stay too small even so are merged with others. Locked guests, room hosts and last hosts stay;
    nobody moves to a language they do not speak, to somebody they are kept apart from, or away from whom they
    are to stay together with. Empty rooms stay empty, and people without a name stay where they are.

    Args:
        rooms: The rooms with those who are here.
        guests: Everybody in them.
        wishes: What was asked of the round; ``locks`` says who stays.
        met: Who met whom before.
        cancelled: Asked now and then whether to stop.

    Returns:
        The moves, in the order in which they were found; none when nothing needs to move, or nobody can.

    Raises:
        Cancelled: ``cancelled`` said so.
    """
    work = WorkBudget(REPAIR_WORK, cancelled)
    now = SeatingView([room for room in rooms if room.people], guests, wishes, met)
    evened = _even_out(now, work)
    if not _too_small(now.after(evened)):
        return tuple(evened)
    merged = _merge_small(now, work)
    if not merged:
        return tuple(evened)
    left = now.after(merged)
    return (*merged, *_even_out(left, work, frozenset(move.guest for move in merged)))


def _too_small(seating: SeatingView) -> list[Room]:
    """Rooms under the smallest size asked for, the smallest first."""
    small = (room for room in seating.rooms if 0 < room.people < seating.wishes.min_size)
    return sorted(small, key=lambda room: room.people)


def _merge_small(seating: SeatingView, work: WorkBudget) -> list[Move]:
    """Every room that is too small goes into another, the smallest first, as far as that is possible."""
    start = {who: room.number for room in seating.rooms for who in room.members}
    goes_to: dict[str, int] = {}
    # Each turn empties one room, and an empty one is never filled again.
    for _ in range(len(seating.rooms)):
        offers = (merge_offer(seating, room, work) for room in _too_small(seating))
        offer = next((one for one in offers if one is not None), None)
        if offer is None:
            break
        # Who is moved on with the room they were moved to makes one move and not two.
        goes_to |= {move.guest: move.to_room for move in offer.moves}
        seating = seating.after(offer.moves)
    return [Move(who, start[who], room) for who, room in goes_to.items()]


def _even_out(
    seating: SeatingView, work: WorkBudget, already_moved: frozenset[str] = frozenset()
) -> list[Move]:
    """Moves that make rooms of one language even and fill up those that are too small."""
    moves: list[Move] = []
    stay = set(already_moved)
    # Each turn moves somebody who did not move yet.
    for _ in range(sum(len(room.members) for room in seating.rooms)):
        found = next(
            (
                move
                for givers, takers in _imbalances(seating.rooms, seating.wishes.min_size)
                if (move := best_mover(seating, givers, takers, work, stay)) is not None
            ),
            None,
        )
        if found is None:
            break
        moves.append(found)
        stay.add(found.guest)
        seating = seating.after([found])
    return moves


def _imbalances(rooms: Sequence[Room], min_size: int) -> Iterator[tuple[list[Room], list[Room]]]:
    """Rooms that should give somebody up with rooms that should get somebody, most urgent first.

    Every giver has at least two people more than every taker of its language, so that each such move makes
    the sum of squared sizes smaller; the last pair makes the number of people missing to the smallest size
    smaller.
    """
    by_language: dict[str | None, list[Room]] = defaultdict(list)
    for room in rooms:
        by_language[room.language].append(room)
    for group in by_language.values():
        sizes = even_sizes(sum(room.people for room in group), len(group))
        over = [room for room in group if room.people > sizes[0]]
        under = [room for room in group if room.people < sizes[-1]]
        if over and under:
            yield over, under
        if over:
            yield over, [room for room in group if room.people < sizes[0]]
        if under:
            yield [room for room in group if room.people > sizes[-1]], under
    smallest = min(min_size, sum(room.people for room in rooms) // len(rooms)) if rooms else 0
    small = [room for room in rooms if room.people < smallest]
    if small:
        yield [room for room in rooms if room.people > smallest], small
