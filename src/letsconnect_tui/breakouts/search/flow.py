"""How many people of each kind go to which language: a transport problem with convex costs, solved exactly.

A *kind* is a set of languages, as bits; everybody who speaks exactly these is of that kind. A *label* is the
language of some rooms. People are moved along shortest chains of labels from the most to the least loaded
one, as in the cycle-cancelling method for minimum-cost flow (Ahuja, Magnanti, Orlin, Network Flows, 1993).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from letsconnect_tui.breakouts.work_budget import WorkBudget

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
