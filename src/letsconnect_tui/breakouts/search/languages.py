"""Languages as bits: who speaks what, and which rooms made by hand have nobody who speaks their language."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from letsconnect_tui.breakouts.model import Guest, Wishes

ANY = -1
"""The label of a room in which language does not matter: all bits set."""


def base_language(code: str) -> str:
    """The language without its variant: ``pt`` for ``pt-BR``. Speakers of variants understand each other."""
    return code.strip().casefold().replace("_", "-").split("-")[0]


class LanguageMasks:
    """Who speaks what, as masks of bits.

    Who shares no language with anybody, and whose languages nobody knows, count as speaking the main one.
    """

    def __init__(self, guests: Sequence[Guest], wishes: Wishes) -> None:
        spoken = [frozenset(map(base_language, guest.languages)) for guest in guests]
        fixed = [base_language(room.language) if room.language else None for room in wishes.fixed]
        known = wishes.same_language and any(spoken)
        self.codes: tuple[str, ...] = ()
        self.unserved = self.unknown = frozenset[int]()
        self.fixed: list[int | None] = [None] * len(fixed)
        self.free = None if known else ANY
        if not known and not any(fixed):
            self.speaks = (ANY,) * len(guests)
            return
        speakers = Counter(code for codes in spoken for code in codes)
        main = base_language(wishes.main_language)
        self.codes = tuple(sorted({main, *speakers, *(code for code in fixed if code)}))
        bit = {code: 1 << i for i, code in enumerate(self.codes)}
        self.fixed = [bit[code] if code else None for code in fixed]
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

    def label(self, number: int) -> int | None:
        """The language bit of a room, counted from 1; ANY where none matters, None where one is chosen."""
        fixed = self.fixed[number - 1] if number <= len(self.fixed) else None
        return self.free if fixed is None else fixed


def empty_rooms(masks: LanguageMasks, wishes: Wishes, index: Mapping[str, int]) -> set[int]:
    """Numbers of rooms made by hand that nobody can fill; none where those are all the rooms there may be.

    A room can be filled by two people who speak its language, its host, a guest locked to it, or enough
    people without a name.

    Args:
        masks: Who speaks what.
        wishes: The rooms made by hand, locks and seats.
        index: The guests who are here, by id.
    """
    if wishes.seats >= wishes.min_size:
        return set()
    claimed = {room for who, room in wishes.locks.items() if who in index}
    taken: Counter[int] = Counter()
    empty = set()
    for number, (fixed, label) in enumerate(zip(wishes.fixed, masks.fixed, strict=True), start=1):
        if label is None or number in claimed or fixed.host in index:
            continue
        taken[label] += 2
        if sum(1 for speaks in masks.speaks if speaks & label) < min(taken[label], len(index)):
            empty.add(number)
    only = wishes.count is not None and wishes.count <= len(wishes.fixed)
    return set() if only and len(empty) == len(wishes.fixed) else empty
