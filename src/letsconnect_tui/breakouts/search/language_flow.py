"""Languages as bits: who speaks what, and which rooms made by hand have nobody who speaks their language."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from letsconnect_tui.breakouts.model import Guest, Wishes
    from letsconnect_tui.breakouts.work_budget import WorkBudget


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
    """Numbers of rooms made by hand that nobody can fill.

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
    return empty


Flow = dict[int, dict[int, int]]
"""Language bits of a kind → label → how many of the kind go there."""
Chain = dict[int, tuple[int, int]]
"""Label → the label and the kind from which people are passed on to it."""

_PRICE_OF_FILLING = 4
"""Units for each label that a kind can go to before anything is exchanged: so much slower is that part."""


def even_flow(
    kinds: Mapping[int, int], weights: Mapping[int, int], work: WorkBudget, least: int = 0
) -> tuple[Flow, dict[int, int]]:
    """Send everybody to a label they speak, with loads as nearly in proportion to ``weights`` as can be.

    Few people missing to ``least`` for each unit of weight come first, proportion second. Who speaks none of
    the labels may go anywhere. Exact unless ``work`` runs out: then everybody still goes to a label they
    speak, and the loads may be less even.

    Args:
        kinds: How many people there are of each kind.
        weights: Number of rooms of each label.
        work: Pays one unit for each kind compared with a label.
        least: Smallest number of people in a room.

    Returns:
        The flow, and the number of people at each label.
    """
    balance = _Balance(kinds, weights, least)
    work.spend(_PRICE_OF_FILLING * sum(map(len, balance.flow.values())))
    # Each exchange lowers the convex cost, so there are finitely many; each pays at least one unit.
    while balance.exchange(work):
        pass
    return balance.flow, balance.loads


class _Balance:
    """A flow while it is evened out."""

    def __init__(self, kinds: Mapping[int, int], weights: Mapping[int, int], least: int) -> None:
        self.weights, self.least = weights, least
        labels = sorted(weights)
        self.loads = dict.fromkeys(labels, 0)
        self.flow: Flow = {}
        self.kinds_at: dict[int, list[int]] = {label: [] for label in labels}
        """The kinds that can go to each label."""
        reach = {kind: [label for label in labels if kind & label] or labels for kind in kinds}
        for kind in sorted(kinds, key=lambda kind: (len(reach[kind]), kind)):
            self.flow[kind] = dict.fromkeys(reach[kind], 0)
            for label in reach[kind]:
                self.kinds_at[label].append(kind)
            self._fill(kind, kinds[kind])

    def _fill(self, kind: int, people: int) -> None:
        """Send a kind to its labels, a quarter of those left to the emptiest at a time."""
        shares = self.flow[kind]
        while people:
            amount = max(1, people // 4) if len(shares) > 1 else people
            label = min(shares, key=lambda label: ((self.loads[label] + amount) / self.weights[label], label))
            shares[label] += amount
            self.loads[label] += amount
            people -= amount

    def exchange(self, work: WorkBudget) -> bool:
        """Send people along the best chain of labels; False when none lowers the cost, or work ran out."""
        price = {label: self._cost(label, load - 1) for label, load in self.loads.items() if load}
        wanted = {label: self._cost(label, load) for label, load in self.loads.items()}
        cheapest = min(wanted.values())
        for giver in sorted(price, key=lambda label: price[label], reverse=True):
            if price[giver] <= cheapest or not work.spend():
                return False
            before = self._chains(giver, work)
            taker = min(before, key=lambda label: wanted[label], default=giver)
            if wanted[taker] < price[giver]:
                self._send(before, giver, taker)
                return True
        return False

    def _cost(self, label: int, load: int) -> tuple[int, float]:
        """The cost of one more person at a label: a place below ``least`` is cheap, then the emptier is."""
        weight = self.weights[label]
        return (int(load >= weight * self.least), (2 * load + 1) / weight)

    def _chains(self, giver: int, work: WorkBudget) -> Chain:
        """The labels that people can be passed on to from ``giver``, nearest first."""
        before: Chain = {}
        queue = [giver]
        for label in queue:
            work.spend(len(self.kinds_at[label]))
            for kind in self.kinds_at[label]:
                shares = self.flow[kind]
                if not shares[label]:
                    continue
                for other in shares:
                    if other != giver and other not in before:
                        before[other] = (label, kind)
                        queue.append(other)
                if len(before) == len(self.loads) - 1:
                    return before
        return before

    def _send(self, before: Chain, giver: int, taker: int) -> None:
        """Send as many as bring the two loads into proportion and the chain can carry, one at least."""
        steps = []
        label = taker
        while label != giver:
            source, kind = before[label]
            steps.append((kind, source, label))
            label = source
        give, take = self.weights[giver], self.weights[taker]
        gap = self.loads[giver] / give - self.loads[taker] / take
        proportion = int(gap / (1 / give + 1 / take))
        # One kind may carry two steps of a chain; half of what is there serves both.
        carried = min(self.flow[kind][source] for kind, source, _ in steps)
        amount = max(1, min(proportion, carried if len(steps) == 1 else carried // 2))
        for kind, source, label in steps:
            self.flow[kind][source] -= amount
            self.flow[kind][label] += amount
        self.loads[giver] -= amount
        self.loads[taker] += amount
