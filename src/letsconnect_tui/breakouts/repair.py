"""Ways out for rooms in trouble while they are open; nothing moves until somebody takes one.

Every answer is a list of moves to be shown and taken or left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.breakouts.model import NOTHING_MET, Move, Offer
from letsconnect_tui.breakouts.seat_late import SeatingView
from letsconnect_tui.breakouts.work_budget import WorkBudget, never
from letsconnect_tui.i18n.message import message

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from letsconnect_tui.breakouts.model import Guest, Met, Room, Wishes
    from letsconnect_tui.breakouts.work_budget import CancelCheck

LONELY = 2
"""A room that lost somebody and has at most this many people left raises an offer."""
REPAIR_WORK = 500_000
"""Pairs of a person and somebody they would sit with, compared for one question: a second or two at most."""


def offers(
    rooms: Sequence[Room],
    guests: Sequence[Guest],
    wishes: Wishes,
    *,
    met: Met = NOTHING_MET,
    lost: Collection[int] = (),
    cancelled: CancelCheck = never,
) -> tuple[Offer, ...]:
    """What could be done for each room in trouble, and for each room without a host.

    In trouble is a room of one person, the host included, a room under the smallest size asked for, and a
    room of two that people have left: a pair that was meant as a pair is left alone. With very many rooms in
    trouble the last ones get their offers once some of the others are settled.

    Args:
        rooms: The rooms with those who are here.
        guests: Everybody in them.
        wishes: What was asked of the round; ``locks`` says who stays.
        met: Who met whom before.
        lost: Numbers of the rooms that somebody left.
        cancelled: Asked now and then whether to stop.

    Raises:
        Cancelled: ``cancelled`` said so.
    """
    work = WorkBudget(REPAIR_WORK, cancelled)
    here = SeatingView([room for room in rooms if room.people], guests, wishes, met)
    found: list[Offer | None] = []
    for room in here.rooms:
        few = room.people < max(LONELY, wishes.min_size) or (room.people <= LONELY and room.number in lost)
        if few and room.members:
            ways_out = [merge_offer(here, room, work, host_may_go=True), _borrow(here, room, work)]
            found += ways_out
            if not any(ways_out) and room.people == 1 and len(here.rooms) > 1:
                found.append(Offer(room.number, "alone", message("rooms-offer-alone", room.number), ()))
        elif here.hostless(room):
            found.append(_lend_host(here, room, work))
        if work.left <= 0:
            break
    return tuple(offer for offer in found if offer is not None)


def merge_offer(
    here: SeatingView, room: Room, work: WorkBudget, *, host_may_go: bool = False
) -> Offer | None:
    """Everybody to the one other room that suits them best.

    None when somebody is locked here, or would meet whom they are kept apart from, and when people without a
    name sit here: nobody can be told to move who has no name, and the named would leave them behind.

    Args:
        here: The open rooms.
        room: The one that is too small.
        work: Pays for the comparisons.
        host_may_go: Whether the room's host may leave it when they are alone: a host of nobody is alone like
            anybody else.
    """
    alone = host_may_go and room.people == 1 and not here.wishes.locks.keys() & set(room.members)
    if room.seats or (not alone and any(here.stays(who, room) for who in room.members)):
        return None
    others = [
        other
        for other in here.rooms
        if other.number != room.number
        and all(here.fits(who, other) and not here.kept_apart(who, other) for who in room.members)
    ]
    work.spend(len(room.members) * sum(1 + len(other.members) for other in here.rooms))
    if not others:
        return None
    target = here.target()
    best = min(
        others,
        key=lambda other: (sum(here.soft_cost(who, other, target) for who in room.members), other.number),
    )
    moves = tuple(Move(who, room.number, best.number) for who in room.members)
    return Offer(
        room.number, "merge", message("rooms-offer-merge", room.number, room.people, best.number), moves
    )


def _borrow(here: SeatingView, room: Room, work: WorkBudget) -> Offer | None:
    """One person from a room that can spare one."""
    spare = max(LONELY + 1, min(here.wishes.min_size, here.target()))
    found = best_mover(here, [other for other in here.rooms if other.people > spare], [room], work)
    if found is None:
        return None
    text = message("rooms-offer-borrow", room.number, room.people, found.from_room)
    return Offer(room.number, "borrow", text, (found,))


def _lend_host(here: SeatingView, room: Room, work: WorkBudget) -> Offer | None:
    """A host from a room that has more than one."""
    candidates = []
    for other in here.rooms:
        hosts = [who for who in other.members if here.is_host(who, other)]
        work.spend(1 + len(other.members))
        if len(hosts) > 1:
            work.spend(len(hosts) * (1 + len(room.members)))
            candidates += [
                (here.soft_cost(who, room, here.target()), other.number, who)
                for who in hosts
                if not here.stays(who, other) and here.fits(who, room) and not here.kept_apart(who, room)
            ]
    if not candidates:
        return None
    _, number, who = min(candidates)
    text = message("rooms-offer-host", room.number, number)
    return Offer(room.number, "host", text, (Move(who, number, room.number),))


def best_mover(
    here: SeatingView,
    givers: Sequence[Room],
    takers: Sequence[Room],
    work: WorkBudget,
    stay: Collection[str] = (),
) -> Move | None:
    """The one move that breaks nothing and costs least, or None.

    Args:
        here: The open rooms.
        givers: Rooms that may give somebody up.
        takers: Rooms that may get somebody.
        work: Pays for the comparisons; once it is used up, the first move that breaks nothing is taken, and
            none after twice as much.
        stay: Who does not move.
    """
    target = here.target()
    best: tuple[float, Move] | None = None
    for giver in givers:
        for who in giver.members:
            if who in stay or here.stays(who, giver):
                continue
            gain: float | None = None
            for taker in takers:
                enough = not work.spend(1 + len(taker.members))
                if enough and (best is not None or work.left < -REPAIR_WORK):
                    return best[1] if best else None
                if giver is taker or not here.fits(who, taker) or here.kept_apart(who, taker):
                    continue
                if gain is None:
                    work.spend(len(giver.members))
                    gain = here.soft_cost(who, giver, target)
                cost = here.soft_cost(who, taker, target) - gain
                if best is None or cost < best[0]:
                    best = cost, Move(who, giver.number, taker.number)
    return best[1] if best else None
