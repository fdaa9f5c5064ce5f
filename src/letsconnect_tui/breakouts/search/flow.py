"""Who goes to which language: a flow from kinds of people to labels, as even as it can be made."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

Kinds = dict[int, int]
"""Language bits → how many people speak exactly these."""
Flow = dict[int, dict[int, int]]
"""Language bits of a kind → label → how many of the kind go there."""


def even_flow(
    kinds: Mapping[int, int], weights: Mapping[int, int], least: int = 0
) -> tuple[Flow, dict[int, int]]:
    """Everybody to a label they speak, with loads as nearly in proportion to ``weights`` as can be.

    First as few as possible are missing to ``least`` for each unit of weight. Returns the flow and the load
    of each label. Exact: it ends when no chain of exchanges between labels lowers the convex cost. Who speaks
    none of the labels may go anywhere.
    """
    labels = sorted(weights)
    loads = dict.fromkeys(labels, 0)
    flow: Flow = {}
    reach = {kind: [label for label in labels if kind & label] or labels for kind in kinds}
    for kind in sorted(kinds, key=lambda kind: (len(reach[kind]), kind)):
        flow[kind] = dict.fromkeys(reach[kind], 0)
        left = kinds[kind]
        while left:
            amount = max(1, left // 4) if len(reach[kind]) > 1 else left
            label = min(reach[kind], key=lambda label: ((loads[label] + amount) / weights[label], label))
            flow[kind][label] += amount
            loads[label] += amount
            left -= amount
    while _exchange(flow, loads, weights, least):
        pass
    return flow, loads


def _gain(load: int, weight: int, least: int) -> tuple[int, float]:
    """The price of one more person at a label: a place below ``least`` is cheap, then the emptier is."""
    return (int(load >= weight * least), (2 * load + 1) / weight)


def _exchange(flow: Flow, loads: dict[int, int], weights: Mapping[int, int], least: int) -> bool:
    """Send people along the best chain of labels; False when none is worth it."""
    price = {label: _gain(loads[label] - 1, weights[label], least) for label in loads if loads[label]}
    wanted = {label: _gain(loads[label], weights[label], least) for label in loads}
    cheapest = min(wanted.values())
    for giver in sorted(price, key=lambda label: price[label], reverse=True):
        if price[giver] <= cheapest:
            return False
        before = _chains(flow, giver, len(loads))
        taker = min(before, key=lambda label: wanted[label], default=giver)
        if wanted[taker] < price[giver]:
            _send(flow, loads, weights, before, giver, taker)
            return True
    return False


def _send(
    flow: Flow,
    loads: dict[int, int],
    weights: Mapping[int, int],
    before: dict[int, tuple[int, int]],
    giver: int,
    taker: int,
) -> None:
    """As many as bring the two loads into proportion and the chain can carry, one at least."""
    steps = []
    label = taker
    while label != giver:
        source, kind = before[label]
        steps.append((kind, source, label))
        label = source
    gap = loads[giver] / weights[giver] - loads[taker] / weights[taker]
    proportion = int(gap / (1 / weights[giver] + 1 / weights[taker]))
    # One kind may carry two steps of a chain; half of what is there serves both.
    carried = min(flow[kind][source] for kind, source, _ in steps)
    amount = max(1, min(proportion, carried if len(steps) == 1 else carried // 2))
    for kind, source, label in steps:
        flow[kind][source] -= amount
        flow[kind][label] += amount
    loads[giver] -= amount
    loads[taker] += amount


def _chains(flow: Flow, giver: int, labels: int) -> dict[int, tuple[int, int]]:
    """Labels that people can be passed on to from ``giver``, with the label and kind passed on from."""
    before: dict[int, tuple[int, int]] = {}
    queue = [giver]
    for label in queue:
        for kind, shares in flow.items():
            if shares.get(label):
                for other in shares:
                    if other != giver and other not in before:
                        before[other] = (label, kind)
                        queue.append(other)
                if len(before) == labels - 1:
                    return before
    return before
