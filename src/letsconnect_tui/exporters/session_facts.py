"""What a drawing of one session shows: people over time, and who met whom in rooms, without any name."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.text import clean

if TYPE_CHECKING:
    from letsconnect_tui.session.state import Round, State


class RoundHeld(msgspec.Struct, frozen=True):
    """One breakout round that was opened; moments in ms."""

    number: int
    rooms: int
    people: int
    languages: tuple[str, ...]
    opened_at: int
    closed_at: int


class RoomsHeld(msgspec.Struct, frozen=True):
    """All rounds of a session, and how often two people sat in one room."""

    rounds: tuple[RoundHeld, ...]
    pairs: tuple[tuple[int, int], ...]
    """How many pairs met so many times."""
    met_on_average: float
    """How many different people one person met."""


def people_over_time(state: State, until: int) -> tuple[tuple[int, int], ...]:
    """Participants who were here: each moment (ms) of a change, and how many there were from then on."""
    changes: Counter[int] = Counter()
    begin = state.planned_start if state.started_at is None else state.started_at
    for person in state.people.values():
        if person.is_team:
            continue
        for span in person.spans:
            if span.start <= until:
                changes[max(span.start, begin)] += 1
                changes[max(begin, min(until if span.end is None else span.end, until))] -= 1
    here, points = 0, []
    for moment in sorted(changes):
        if changes[moment]:
            here += changes[moment]
            points.append((moment, here))
    return tuple(points if points and points[0][0] <= begin else [(begin, 0), *points])


def rooms_held(state: State, until: int) -> RoomsHeld:
    """What became of the breakout rounds that were opened."""
    opened = [held for held in state.rounds if held.opened_at is not None]
    met: Counter[tuple[str, str]] = Counter()
    for held in opened:
        for number in held.rooms:
            met.update(combinations(sorted(held.members(number)), 2))
    others: Counter[str] = Counter()
    for pair in met:
        others.update(pair)
    everybody = {person for held in opened for person in held.seating}
    return RoomsHeld(
        rounds=tuple(_held(held, until) for held in opened),
        pairs=tuple(sorted(Counter(met.values()).items())),
        met_on_average=sum(others.values()) / len(everybody) if everybody else 0.0,
    )


def _held(held: Round, until: int) -> RoundHeld:
    languages = dict.fromkeys(clean(room.language) for room in held.rooms.values() if room.language)
    return RoundHeld(
        held.number,
        len(held.used),
        len(held.seating),
        tuple(languages),
        held.opened_at or 0,
        until if held.closed_at is None else held.closed_at,
    )
