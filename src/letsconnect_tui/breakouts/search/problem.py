"""Guests and wishes compiled for the search: people are bits, and relations between people are masks of bits.

The search asks the same questions many thousand times a second. ``&`` and ``bit_count`` on a Python integer
answer them in well under a microsecond for a thousand people, without a compiled dependency; NumPy and an
integer programming solver were measured to be slower (see docs/rooms.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.breakouts.quality import (
    EARLIER_MEETINGS,
    SAME_COUNTRY,
    SAME_EXPERIENCE,
    SAME_REGION,
    SHARED_TOPIC,
    met_in_parts,
)
from letsconnect_tui.breakouts.search.language_flow import ANY, LanguageMasks, base_language, empty_rooms
from letsconnect_tui.breakouts.sizes import room_count, target_size
from letsconnect_tui.plan.checks import merged_groups

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from letsconnect_tui.breakouts.model import Guest, Met, Wishes


class PairCost(msgspec.Struct, frozen=True):
    """A soft cost of certain pairs of people in one room."""

    cost: int
    masks: list[int]
    """For each guest the mask of those with whom they make such a pair."""


class SeatingProblem(msgspec.Struct, frozen=True):
    """All that the search needs to know. Guests have indices ``0 … n-1``, rooms ``0 … rooms-1``."""

    ids: tuple[str, ...]
    rooms: int
    """How many rooms are searched."""
    numbers: tuple[int, ...]
    """The number of each room, from 1. Rooms made by hand that nobody can fill are not searched."""
    listed: int
    """How many rooms there are, with those that are not searched."""
    seats: int
    """People without a name."""
    min_size: int
    """The smallest size a room should have; no more than there are people for."""
    asked_min_size: int
    """The same as it was asked for."""
    most: int | None
    """The largest size a room should have, where a size and not a number of rooms was asked for."""
    languages: tuple[str, ...]
    """Language codes by bit."""
    speaks: tuple[int, ...]
    """Languages of each guest as bits; ANY where language does not matter."""
    unserved: frozenset[int]
    """Guests who share no language with anybody else here; they are treated as speaking the main language."""
    unknown: frozenset[int]
    """Guests whose languages nobody knows; they are treated as speaking the main language."""
    labels: tuple[int | None, ...]
    """For each room its language bit where a person fixed it, ANY, or None where the search chooses."""
    free: int | None
    """The label of a room whose language nobody fixed: None, or ANY where language was not asked for."""
    hosts: int
    """The mask of those who may host a room."""
    apart: list[int]
    """For each guest the mask of those to keep apart from."""
    together: list[int]
    """For each guest the mask of those to stay together with."""
    units: tuple[tuple[int, ...], ...]
    """For each guest everybody who is to stay together with them, themselves included."""
    locks: dict[int, int]
    """Guest → the room they stay in."""
    broken_locks: frozenset[int]
    """Guests who are locked to a room that there is not."""
    met: dict[tuple[int, int], int]
    """Pairs who met in this session, and how often. Parts of a meeting are pair costs."""
    avoid_repeats: bool
    pair_costs: tuple[PairCost, ...]
    spoken: tuple[frozenset[str], ...] = ()
    """What each guest speaks, whether language decides or not; empty where nobody knows."""
    main_language: str = ""
    nobody: tuple[str, ...] = ()
    """Names in the groups to keep apart or together that mean nobody known."""
    likely: tuple[int, ...] = ()
    """Labels of the rooms whose language the search chooses, if they were chosen before."""

    @property
    def size(self) -> int:
        """How many named guests there are."""
        return len(self.ids)

    def met_masks(self) -> list[int]:
        """For each guest the mask of those they met in this session."""
        met = [0] * self.size
        for one, other in self.met:
            met[one] |= 1 << other
            met[other] |= 1 << one
        return met

    @property
    def hosts_needed(self) -> int:
        """How many rooms can have a host at best."""
        return min(self.hosts.bit_count(), self.rooms)

    @property
    def alike(self) -> bool:
        """Whether no attribute, wish or lock tells one guest from another."""
        return (
            not any(label != ANY for label in self.labels)
            and not self.hosts
            and not any(self.apart)
            and not any(self.together)
            and not self.locks
            and not self.pair_costs
        )

    @property
    def least_named(self) -> int:
        """The smallest number of named people in a room that seats can still fill up to ``min_size``."""
        return max(0, self.min_size - self.seats // max(1, self.rooms))


def problem_of(
    guests: Sequence[Guest], wishes: Wishes, met: Met, *, listed: int | None = None
) -> SeatingProblem:
    """Compile guests and wishes for the search.

    Args:
        guests: Who is to be seated; each id once.
        wishes: What is asked of the round; ids of people who are not among the guests are ignored.
        met: Who met whom before.
        listed: The number of rooms, where they are made already; otherwise it follows from the wishes.
    """
    index = {guest.id: i for i, guest in enumerate(guests)}
    n = len(guests)
    masks = LanguageMasks(guests, wishes)
    empty = empty_rooms(masks, wishes, index)
    if listed is None:
        listed = room_count(n + wishes.seats, wishes, len(empty))
    numbers = tuple(number for number in range(1, listed + 1) if number not in empty)
    place = {number: room for room, number in enumerate(numbers)}
    rooms = len(numbers)
    locks = {index[who]: place[room] for who, room in wishes.locks.items() if who in index and room in place}
    lost = {index[who] for who, room in wishes.locks.items() if who in index and room not in place}
    for number, fixed in enumerate(wishes.fixed[:listed], start=1):
        if fixed.host in index:
            locks.setdefault(index[fixed.host], place[number])
    together, units = _units(n, [_known(group, index) for group in merged_groups(wishes.together)])
    known = {(index[a], index[b]): times for (a, b), times in met.items() if a in index and b in index}
    faint = _earlier(known, n) if wishes.avoid_repeats else ()
    return SeatingProblem(
        ids=tuple(guest.id for guest in guests),
        rooms=rooms,
        numbers=numbers,
        listed=listed,
        seats=wishes.seats,
        asked_min_size=wishes.min_size,
        min_size=min(wishes.min_size, max(1, (n + wishes.seats) // max(1, rooms))),
        most=target_size(wishes) + 1 if wishes.count is None else None,
        languages=masks.codes,
        speaks=masks.speaks,
        unserved=masks.unserved,
        unknown=masks.unknown,
        labels=tuple(masks.label(number) for number in numbers),
        free=masks.free,
        hosts=sum(1 << i for i, guest in enumerate(guests) if guest.host),
        apart=_apart(n, [_known(group, index) for group in wishes.apart]),
        together=together,
        units=units,
        locks=locks,
        broken_locks=frozenset(lost),
        met={two: whole for two, times in known.items() if (whole := met_in_parts(times)[0])},
        avoid_repeats=wishes.avoid_repeats,
        pair_costs=(*_alike(guests, wishes), *faint),
        spoken=tuple(frozenset(map(base_language, guest.languages)) for guest in guests),
        main_language=base_language(wishes.main_language),
        nobody=wishes.nobody,
    )


def _known(group: Iterable[str], index: dict[str, int]) -> list[int]:
    return sorted({index[who] for who in group if who in index})


def _apart(n: int, groups: list[list[int]]) -> list[int]:
    apart = [0] * n
    for group in groups:
        mask = sum(1 << i for i in group)
        for i in group:
            apart[i] |= mask & ~(1 << i)
    return apart


def _units(n: int, groups: list[list[int]]) -> tuple[list[int], tuple[tuple[int, ...], ...]]:
    """For each guest the mask of those who stay with them, and the whole unit; ``groups`` do not overlap."""
    units: list[tuple[int, ...]] = [(i,) for i in range(n)]
    for group in groups:
        for i in group:
            units[i] = tuple(group)
    return [sum(1 << j for j in unit if j != i) for i, unit in enumerate(units)], tuple(units)


def _alike(guests: Sequence[Guest], wishes: Wishes) -> Iterable[PairCost]:
    """Costs of pairs who are alike in what is to be spread, and savings of pairs who share a topic."""
    n = len(guests)
    kinds: list[tuple[str, int, list[tuple[str, ...]]]] = [
        (
            "experience",
            SAME_EXPERIENCE,
            [(guest.experience,) if guest.experience else () for guest in guests],
        ),
        ("region", SAME_REGION, [(guest.region,) if guest.region else () for guest in guests]),
        ("country", SAME_COUNTRY, [(guest.country,) if guest.country else () for guest in guests]),
        ("topics", SHARED_TOPIC, [guest.topics for guest in guests]),
    ]
    for kind, cost, values in kinds:
        if kind not in wishes.mix:
            continue
        holders: dict[str, int] = {}
        for i, of_guest in enumerate(values):
            for value in of_guest:
                holders[value] = holders.get(value, 0) | 1 << i
        masks = [0] * n
        for i, of_guest in enumerate(values):
            for value in of_guest:
                masks[i] |= holders[value] & ~(1 << i)
        if any(masks):
            yield PairCost(cost, masks)


def _earlier(known: Mapping[tuple[int, int], float], n: int) -> Iterable[PairCost]:
    """Costs of parts of a meeting: binary fractions, one set of masks for each digit."""
    planes = [[0] * n for _ in EARLIER_MEETINGS]
    for (i, j), times in known.items():
        _, sixteenths = met_in_parts(times)
        for plane, cost in zip(planes, EARLIER_MEETINGS, strict=True):
            if sixteenths & cost:
                plane[i] |= 1 << j
                plane[j] |= 1 << i
    return [PairCost(cost, plane) for cost, plane in zip(EARLIER_MEETINGS, planes, strict=True) if any(plane)]
