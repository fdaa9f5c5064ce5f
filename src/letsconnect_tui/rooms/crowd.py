"""Guests and wishes as numbers: everybody is a bit, and every relation between two people is a mask.

The search asks the same few questions many thousand times a second; a big integer and ``bit_count`` answer
each of them in well under a microsecond, without a compiled dependency.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from letsconnect_tui.rooms.sizes import room_count

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from letsconnect_tui.rooms.model import Guest, Met, Wishes

ANY = -1
"""The label of a room in which language does not matter: all bits set."""

REPEAT, THIRD, FOURTH = 20, 40, 120
"""Soft cost of a second meeting; what comes on top from the third on, and once more from the fourth on."""
EARLIER, EXPERIENCE, REGION, TOPIC = 8, 6, 2, 1
"""Soft costs of a pair that met in an earlier session, or is alike; a shared topic saves its cost."""
_MET_THIS_SESSION = 0.75


def base_language(code: str) -> str:
    """``pt`` for ``pt-BR``: people are understood across the variants of a language."""
    return code.strip().casefold().replace("_", "-").split("-")[0]


@dataclass(frozen=True, slots=True)
class Tie:
    """A cost for each pair of people in one room; ``masks[i]`` are the people it binds guest ``i`` to."""

    cost: int
    masks: list[int]


@dataclass(frozen=True, slots=True)
class Crowd:
    """All that the search needs to know, by guest index ``0 … n-1`` and room index ``0 … rooms-1``."""

    ids: tuple[str, ...]
    rooms: int
    seats: int
    min_size: int
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
    hosts: int
    apart: list[int]
    together: list[int]
    units: tuple[tuple[int, ...], ...]
    """For each guest everybody who is to stay together with them, themselves included."""
    locks: dict[int, int]
    broken_locks: frozenset[int]
    met: dict[tuple[int, int], float]
    avoid_repeats: bool
    ties: tuple[Tie, ...]
    same_language: bool

    @property
    def size(self) -> int:
        """How many named guests there are."""
        return len(self.ids)

    @property
    def hosts_needed(self) -> int:
        """How many rooms can have a host at best."""
        return min(self.hosts.bit_count(), self.rooms)

    @property
    def alike(self) -> bool:
        """True where no attribute, wish or lock distinguishes one guest from another."""
        return (
            not any(label != ANY for label in self.labels)
            and not self.hosts
            and not any(self.apart)
            and not any(self.together)
            and not self.locks
            and not self.ties
        )

    @property
    def least_named(self) -> int:
        """The smallest number of named people in a room that seats can still fill up to ``min_size``."""
        return max(0, self.min_size - self.seats // max(1, self.rooms))


def crowd_of(guests: Sequence[Guest], wishes: Wishes, met: Met) -> Crowd:
    """Everything the search needs, compiled once."""
    index = {guest.id: i for i, guest in enumerate(guests)}
    n = len(guests)
    rooms = room_count(n + wishes.seats, wishes)
    tongues = _Tongues(guests, wishes, rooms)
    locks = {
        index[who]: room - 1 for who, room in wishes.locks.items() if who in index and 1 <= room <= rooms
    }
    lost = {index[who] for who, room in wishes.locks.items() if who in index and not 1 <= room <= rooms}
    for number, fixed in enumerate(wishes.fixed[:rooms]):
        if fixed.host in index:
            locks.setdefault(index[fixed.host], number)
    together, units = _units(n, [_known(group, index) for group in wishes.together])
    ties = [*_alike(guests, wishes)]
    faint = _earlier(met, index, n)
    if wishes.avoid_repeats and any(faint):
        ties.append(Tie(EARLIER, faint))
    return Crowd(
        ids=tuple(guest.id for guest in guests),
        rooms=rooms,
        seats=wishes.seats,
        min_size=min(wishes.min_size, max(1, (n + wishes.seats) // max(1, rooms))),
        languages=tongues.codes,
        speaks=tongues.speaks,
        unserved=tongues.unserved,
        unknown=tongues.unknown,
        labels=tongues.labels,
        hosts=sum(1 << i for i, guest in enumerate(guests) if guest.host),
        apart=_apart(n, [_known(group, index) for group in wishes.apart]),
        together=together,
        units=units,
        locks=locks,
        broken_locks=frozenset(lost),
        met={
            (index[a], index[b]): times
            for (a, b), times in met.items()
            if a in index and b in index and times >= _MET_THIS_SESSION
        },
        avoid_repeats=wishes.avoid_repeats,
        ties=tuple(ties),
        same_language=wishes.same_language,
    )


class _Tongues:
    """Who speaks what, with everybody who cannot be served sent to the main language."""

    def __init__(self, guests: Sequence[Guest], wishes: Wishes, rooms: int) -> None:
        spoken = [frozenset(map(base_language, guest.languages)) for guest in guests]
        fixed = [base_language(room.language) if room.language else None for room in wishes.fixed[:rooms]]
        known = wishes.same_language and any(spoken)
        self.codes: tuple[str, ...] = ()
        self.unserved = self.unknown = frozenset[int]()
        if not known and not any(fixed):
            self.speaks = (ANY,) * len(guests)
            self.labels: tuple[int | None, ...] = (ANY,) * rooms
            return
        speakers = Counter(code for codes in spoken for code in codes)
        main = base_language(wishes.main_language)
        self.codes = tuple(sorted({main, *speakers, *(code for code in fixed if code)}))
        bit = {code: 1 << i for i, code in enumerate(self.codes)}
        self.unknown = frozenset(i for i, codes in enumerate(spoken) if not codes)
        heard = {main} if self.unknown else set()
        self.unserved = frozenset(
            i
            for i, codes in enumerate(spoken)
            if codes and len(guests) > 1 and not any(speakers[code] > 1 or code in heard for code in codes)
        )
        helped = self.unserved | self.unknown
        self.speaks = tuple(
            sum(bit[code] for code in codes | ({main} if i in helped else set()))
            for i, codes in enumerate(spoken)
        )
        free = None if known else ANY
        self.labels = tuple(
            bit[code] if code else free for code in [*fixed, *[None] * (rooms - len(fixed))][:rooms]
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
    """Groups that overlap become one; each guest gets the mask of the others and the whole unit."""
    leader = list(range(n))

    def find(i: int) -> int:
        while leader[i] != i:
            leader[i] = leader[leader[i]]
            i = leader[i]
        return i

    for group in groups:
        for i in group[1:]:
            leader[find(i)] = find(group[0])
    members: dict[int, list[int]] = {}
    for i in range(n):
        members.setdefault(find(i), []).append(i)
    units = tuple(tuple(members[find(i)]) for i in range(n))
    return [sum(1 << j for j in unit if j != i) for i, unit in enumerate(units)], units


def _alike(guests: Sequence[Guest], wishes: Wishes) -> Iterable[Tie]:
    """Likeness costs, so that each room gets its share of every kind; a shared topic is a saving."""
    n = len(guests)
    kinds: list[tuple[str, int, list[tuple[str, ...]]]] = [
        ("experience", EXPERIENCE, [(guest.experience,) if guest.experience else () for guest in guests]),
        ("region", REGION, [(guest.region,) if guest.region else () for guest in guests]),
        ("topics", -TOPIC, [guest.topics for guest in guests]),
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
            yield Tie(cost, masks)


def _earlier(met: Met, index: dict[str, int], n: int) -> list[int]:
    masks = [0] * n
    for (a, b), times in met.items():
        if a in index and b in index and 0 < times < _MET_THIS_SESSION:
            masks[index[a]] |= 1 << index[b]
            masks[index[b]] |= 1 << index[a]
    return masks
