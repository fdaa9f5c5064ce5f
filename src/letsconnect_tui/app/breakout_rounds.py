"""Asks ``breakouts`` for rooms: who of a session is to be seated, what is wished for, who has met whom."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from msgspec.structs import replace

from letsconnect_tui.app.people_lookup import known_people
from letsconnect_tui.breakouts import FixedRoom, Guest, Room, Wishes, met_after, offers, seat_late, tidy
from letsconnect_tui.breakouts.work_budget import never
from letsconnect_tui.i18n.message import message
from letsconnect_tui.plan.model import Breakout
from letsconnect_tui.session.decide_rooms import breakout_item
from letsconnect_tui.session.facts import RoomFacts
from letsconnect_tui.session.meetings import rooms_here, rooms_now

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from letsconnect_tui.breakouts import Met, Move, Offer
    from letsconnect_tui.breakouts.work_budget import CancelCheck
    from letsconnect_tui.i18n.message import Message
    from letsconnect_tui.messages.display_names import Names
    from letsconnect_tui.session.state import Round, State

DEFAULT_SIZE = 5


def breakout_of(state: State, item: str | None = None) -> Breakout:
    """How the next round's rooms are made: as its item says, or by fives who understand each other."""
    found = state.item(item or breakout_item(state)).breakout
    return found or Breakout(size=DEFAULT_SIZE, same=("language",))


def rounds_to_come(state: State) -> int:
    """How many breakouts in a row, from the next one on, still need rooms made by the same rules."""
    coming = [*([state.current] if state.current else []), *state.to_come]
    done = {held.item for held in state.rounds if held.closed_at is not None}
    rules = [_rules(state, one) for one in coming if state.item(one).kind == "breakout" and one not in done]
    alike = list(takewhile(lambda one: one == rules[0], rules))
    return max(1, len(alike))


def _rules(state: State, item: str) -> Breakout:
    """How an item's rooms are made, without the words that go with it."""
    return replace(breakout_of(state, item), prompt=None, broadcast=())


def guests(state: State, *, also: Iterable[str] = ()) -> tuple[Guest, ...]:
    """Everyone here who takes part; of the team only named hosts who are here, and ``also``."""
    asked = set(also)
    hosts = {room.host for room in breakout_of(state).rooms if room.host}
    return tuple(
        Guest(
            id=person.id,
            languages=person.facts.languages,
            experience=person.facts.experience,
            region=person.facts.region,
            country=person.facts.country,
        )
        for person in state.people.values()
        if (person.is_here and (not person.is_team or person.id in hosts)) or person.id in asked
    )


def wishes(
    state: State,
    *,
    size: int | None = None,
    count: int | None = None,
    locks: Mapping[str, int] | None = None,
    style: str | None = None,
) -> Wishes:
    """What the plan, and the facilitator now, ask of the next round."""
    asked = breakout_of(state)
    if size is None and count is None:
        size, count = asked.size, asked.count
    meant = _meant(state, [name for group in (*asked.apart, *asked.together) for name in group])
    here = sum(person.is_here and not person.is_team for person in state.people.values())
    return Wishes(
        size=size,
        count=count,
        min_size=asked.min_size,
        same_language=style == "understand" or ("language" in asked.same and style != "mix"),
        main_language=state.plan.session.language,
        mix=asked.mix,
        avoid_repeats=asked.repeat == "avoid",
        apart=tuple(tuple(meant.get(name) or name for name in group) for group in asked.apart),
        together=tuple(tuple(meant.get(name) or name for name in group) for group in asked.together),
        nobody=tuple(name for name, person in meant.items() if person is None),
        fixed=tuple(FixedRoom(room.name, room.lang, room.host) for room in asked.rooms),
        locks=locks or {},
        seats=max(0, (state.headcount or 0) - here),
    )


def _meant(state: State, written: Iterable[str]) -> dict[str, str | None]:
    """The person that each name means which is no id; None where it means nobody, or more than one."""
    names = [name for name in dict.fromkeys(written) if name not in state.people]
    if not names:
        return {}
    from letsconnect_tui.people.match import match_names  # 5 ms, seldom needed

    known = known_people(state)
    matches = [match_names([name], known)[0] for name in names]  # each by itself: two may mean one person
    return {
        name: match.id if match.kind == "sure" else None for name, match in zip(names, matches, strict=True)
    }


def met(state: State, before: Met) -> dict[tuple[str, str], float]:
    """Who met whom: once for each earlier round of this session, on top of earlier sessions."""
    known = dict(before)
    for held in state.rounds:
        if held.opened_at is not None and held.closed_at is not None:
            known = met_after(known, rooms_now(held))
    return known


def room_facts(rooms: Iterable[Room]) -> tuple[RoomFacts, ...]:
    """Proposed rooms as they are kept."""
    return tuple(
        RoomFacts(room.number, room.name, room.language, room.members, room.seats, room.host)
        for room in rooms
    )


def late_seat(state: State, held: Round, person: str, before: Met) -> int:
    """The room for somebody who comes now; who sat somewhere comes back there."""
    everyone = guests(state, also=(person, *held.seating))
    guest = next(one for one in everyone if one.id == person)
    old_room = held.seating.get(person)
    return seat_late(
        rooms_here(state, held),
        guest,
        everyone,
        wishes(state, locks=_locks(held)),
        met=met(state, before),
        old_room=old_room,
    )


def tidy_moves(state: State, held: Round, before: Met, *, cancelled: CancelCheck = never) -> tuple[Move, ...]:
    """The fewest moves that make the rooms good again; nobody locked moves. Raises Cancelled when told."""
    moves = tidy(
        rooms_here(state, held),
        guests(state, also=held.seating),
        wishes(state, locks=_locks(held)),
        met=met(state, before),
        cancelled=cancelled,
    )
    if moves or not held.is_open:
        return moves
    # Nothing is to be evened out: then what is offered for a room in trouble is what tidying does.
    ways_out = (offer.moves for offer in room_offers(state, held, before, cancelled=cancelled))
    return next((moves for moves in ways_out if moves), ())


def room_offers(
    state: State, held: Round, before: Met, *, cancelled: CancelCheck = never
) -> tuple[Offer, ...]:
    """What could be done about rooms that got too small; nobody locked moves. Raises Cancelled when told."""
    return offers(
        rooms_here(state, held),
        guests(state, also=held.seating),
        wishes(state, locks=_locks(held)),
        met=met(state, before),
        lost=_lost(state, held),
        cancelled=cancelled,
    )


def offer_text(offer: Offer, names: Names) -> Message:
    """An offer in words, with the name of whom it would move where that is one person."""
    if offer.kind in ("merge", "alone"):
        return offer.message
    (move,) = offer.moves
    return message(f"{offer.message.key}-who", *offer.message.values, names.of(move.guest))


def _locks(held: Round) -> dict[str, int]:
    """Who stays in which room, whatever is proposed."""
    return {person: held.seating[person] for person in held.locked if person in held.seating}


def _lost(state: State, held: Round) -> frozenset[int]:
    """The rooms that somebody has left the call from since they were opened."""
    opened_at = held.opened_at
    if opened_at is None:
        return frozenset()
    return frozenset(
        room
        for person, room in held.seating.items()
        for spans in (state.people[person].spans,)
        if not state.people[person].is_here and spans and (spans[-1].end or 0) >= opened_at
    )
