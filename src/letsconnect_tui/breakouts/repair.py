"""Repairs while rooms are open: offers for a room in trouble, and the fewest moves to even rooms.

Nothing here moves anybody; every answer is a list of moves to be shown and taken or left.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from letsconnect_tui.breakouts.model import NOTHING_MET, Move, Offer
from letsconnect_tui.breakouts.seat_late import SeatingView
from letsconnect_tui.breakouts.sizes import even_sizes
from letsconnect_tui.i18n.message import message

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from letsconnect_tui.breakouts.model import Guest, Met, Room, Wishes

LONELY = 2
"""A room that lost somebody and has so few people left raises an offer."""


def moved(rooms: Sequence[Room], moves: Sequence[Move]) -> tuple[Room, ...]:
    """The rooms after the moves; a room keeps its host only while the host is in it."""
    members = {room.number: list(room.members) for room in rooms}
    for move in moves:
        members[move.from_room].remove(move.guest)
        members[move.to_room].append(move.guest)
    return tuple(
        replace(
            room,
            members=tuple(members[room.number]),
            host=room.host if room.host in members[room.number] else None,
        )
        for room in rooms
    )


def offers(
    rooms: Sequence[Room],
    guests: Sequence[Guest],
    wishes: Wishes,
    *,
    met: Met = NOTHING_MET,
    lost: Collection[int] = (),
) -> tuple[Offer, ...]:
    """What could be done for each room in trouble, and for each room without a host.

    In trouble is a room of one person, a room under the smallest size asked for, and a room of two that
    people have left (its number is in ``lost``): a pair that was meant as a pair is left alone.
    """
    here = SeatingView([room for room in rooms if room.people], guests, wishes, met)
    found: list[Offer | None] = []
    for room in here.rooms:
        few = room.people < max(LONELY, wishes.min_size) or (room.people <= LONELY and room.number in lost)
        if few and room.members:
            found += [_merge(here, room), _borrow(here, room)]
        elif here.hostless(room):
            found.append(_lend_host(here, room))
    return tuple(offer for offer in found if offer is not None)


def _merge(here: SeatingView, room: Room) -> Offer | None:
    """Everybody to the one other room that suits them best; not when somebody is locked here."""
    if any(_stays(here, who, room) for who in room.members):
        return None
    others = [
        other
        for other in here.rooms
        if other.number != room.number and all(here.fits(who, other) for who in room.members)
    ]
    if not others:
        return None
    target = here.target()
    best = min(
        others,
        key=lambda other: (
            sum(_kept_apart(here, who, other) for who in room.members),
            sum(here.soft_cost(who, other, target) for who in room.members),
            other.number,
        ),
    )
    moves = tuple(Move(who, room.number, best.number) for who in room.members)
    return Offer(
        room.number, "merge", message("rooms-offer-merge", room.number, room.people, best.number), moves
    )


def _borrow(here: SeatingView, room: Room) -> Offer | None:
    """One person from a room that can spare one."""
    spare = max(LONELY + 1, min(here.wishes.min_size, here.target()))
    found = _best_mover(here, [other for other in here.rooms if other.people > spare], [room])
    if found is None:
        return None
    text = message("rooms-offer-borrow", room.number, room.people, found.from_room)
    return Offer(room.number, "borrow", text, (found,))


def _lend_host(here: SeatingView, room: Room) -> Offer | None:
    """A host from a room that has more than one."""
    candidates = []
    for other in here.rooms:
        hosts = [who for who in other.members if here.is_host(who, other)]
        if len(hosts) > 1:
            candidates += [
                (here.soft_cost(who, room, here.target()), other.number, who)
                for who in hosts
                if not _stays(here, who, other) and here.fits(who, room) and not _kept_apart(here, who, room)
            ]
    if not candidates:
        return None
    _, number, who = min(candidates)
    text = message("rooms-offer-host", room.number, number)
    return Offer(room.number, "host", text, (Move(who, number, room.number),))


def tidy(
    rooms: Sequence[Room], guests: Sequence[Guest], wishes: Wishes, *, met: Met = NOTHING_MET
) -> tuple[Move, ...]:
    """The fewest moves after which rooms of one language differ by one at most and none is too small.

    Rooms that stay too small even so are merged with others. Locked guests, room hosts and last hosts stay;
    nobody moves where they cannot follow or twice.
    """
    now = tuple(room for room in rooms if room.people)
    evened = _even_out(now, guests, wishes, met, [])
    if not any(0 < room.people < wishes.min_size for room in moved(now, evened)):
        return tuple(evened)
    merged = _merge_small(now, guests, wishes, met)
    if not merged:
        return tuple(evened)
    left = tuple(room for room in moved(now, merged) if room.people)
    return tuple(_even_out(left, guests, wishes, met, merged))


def _merge_small(now: tuple[Room, ...], guests: Sequence[Guest], wishes: Wishes, met: Met) -> list[Move]:
    """Every room that is too small goes into another, the smallest first, as far as that is possible."""
    moves: list[Move] = []
    while True:
        here = SeatingView(now, guests, wishes, met)
        small = sorted(
            (room for room in now if 0 < room.people < wishes.min_size), key=lambda one: one.people
        )
        offers_made = (_merge(here, room) for room in small)
        offer = next((one for one in offers_made if one is not None), None)
        gone = {move.guest for move in moves}
        if offer is None or any(move.guest in gone for move in offer.moves):
            return moves
        moves += offer.moves
        now = tuple(room for room in moved(now, offer.moves) if room.people)


def _even_out(
    now: tuple[Room, ...], guests: Sequence[Guest], wishes: Wishes, met: Met, before: Sequence[Move]
) -> list[Move]:
    """``before``, and the moves that make rooms of one language even."""
    moves = list(before)
    while now:
        here = SeatingView(now, guests, wishes, met)
        givers, takers = _out_of_balance(now, wishes.min_size)
        done = frozenset(move.guest for move in moves)
        found = _best_mover(here, givers, takers, done)
        if found is None:
            break
        moves.append(found)
        now = moved(now, [found])
    return moves


def _out_of_balance(rooms: Sequence[Room], min_size: int) -> tuple[list[Room], list[Room]]:
    """Rooms that should give somebody up and rooms that should get somebody."""
    by_language: dict[str | None, list[Room]] = defaultdict(list)
    for room in rooms:
        by_language[room.language].append(room)
    for group in by_language.values():
        sizes = even_sizes(sum(room.people for room in group), len(group))
        over = [room for room in group if room.people > sizes[0]]
        under = [room for room in group if room.people < sizes[-1]]
        if over or under:
            return (
                over or [room for room in group if room.people > sizes[-1]],
                under or [room for room in group if room.people < sizes[0]],
            )
    average = sum(room.people for room in rooms) // len(rooms)
    smallest = min(min_size, average)
    small = [room for room in rooms if room.people < smallest]
    return ([room for room in rooms if room.people > smallest], small) if small else ([], [])


def _best_mover(
    here: SeatingView, givers: Sequence[Room], takers: Sequence[Room], done: frozenset[str] = frozenset()
) -> Move | None:
    """The one move that breaks nothing and costs least, or None."""
    target = here.target()
    best: tuple[float, Move] | None = None
    for giver in givers:
        for who in giver.members:
            if who in done or _stays(here, who, giver):
                continue
            for taker in takers:
                if giver is taker or not here.fits(who, taker) or _kept_apart(here, who, taker):
                    continue
                cost = here.soft_cost(who, taker, target) - here.soft_cost(who, giver, target)
                if best is None or cost < best[0]:
                    best = cost, Move(who, giver.number, taker.number)
    return best[1] if best else None


def _stays(here: SeatingView, who: str, room: Room) -> bool:
    """Locked, the room's own or last host, or together with somebody in the room."""
    if here.wishes.locks.get(who) == room.number or room.host == who:
        return True
    if here.with_whom(here.wishes.together, who) & set(room.members):
        return True
    return here.is_host(who, room) and sum(here.is_host(other, room) for other in room.members) == 1


def _kept_apart(here: SeatingView, who: str, room: Room) -> int:
    """How many people in the room the guest is to be kept apart from."""
    return len(here.with_whom(here.wishes.apart, who) & set(room.members))
