"""Which language each room speaks, and how many people of each kind go to each language.

A label that everybody in a room speaks turns the question "who can follow whom" into a flow from kinds of
people (all who speak the same languages) to languages; the flow with the evenest rooms is found exactly, and
the number of rooms of each language by exchanging one room at a time.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from letsconnect_tui.rooms.board import Layout
from letsconnect_tui.rooms.crowd import ANY
from letsconnect_tui.rooms.sizes import even_sizes

if TYPE_CHECKING:
    from letsconnect_tui.rooms.crowd import Crowd

Kinds = dict[int, int]
"""Language bits → how many guests speak exactly these."""
Flow = dict[int, dict[int, int]]
"""Language bits of a kind → label → how many of the kind go there."""


@dataclass(frozen=True, slots=True)
class Labelling:
    """The label of every room, and who goes to which label."""

    layout: Layout
    flow: Flow
    key: tuple[int, int, int, float]
    """What is left to wish for: people not understood, missing to ``min_size``, hosts missing, unevenness."""


def label_rooms(crowd: Crowd) -> Labelling:
    """The labels with which most people are understood and rooms are largest enough and evenest."""
    free = [room for room, label in enumerate(crowd.labels) if label is None]
    fixed = Counter(label for label in crowd.labels if label is not None)
    kinds = Counter(crowd.speaks)
    if not free:
        return _labelling(crowd, kinds, fixed, [])
    best: Labelling | None = None
    for start in _starts(crowd, kinds, len(free)):
        found = _climb(crowd, kinds, fixed, start)
        if best is None or found.key < best.key:
            best = found
    assert best is not None
    return best


def relabelled(crowd: Crowd, labels: tuple[int, ...]) -> Labelling:
    """The flow and sizes for labels that were chosen elsewhere."""
    fixed = Counter(label for label in crowd.labels if label is not None)
    free = [labels[room] for room, label in enumerate(crowd.labels) if label is None]
    return _labelling(crowd, Counter(crowd.speaks), fixed, free)


def _starts(crowd: Crowd, kinds: Kinds, rooms: int) -> list[list[int]]:
    """All rooms in the widest language, and rooms in proportion to those who have no wider one."""
    bits = [1 << i for i in range(len(crowd.languages))]
    widest = max(bits, key=lambda bit: sum(count for speaks, count in kinds.items() if speaks & bit))
    weight = {
        bit: sum(
            count / (speaks & ((1 << len(bits)) - 1)).bit_count() ** 2
            for speaks, count in kinds.items()
            if speaks & bit
        )
        for bit in bits
    }
    total = sum(weight.values()) or 1.0
    shares = [bit for bit in bits for _ in range(int(weight[bit] / total * rooms))]
    return [[widest] * rooms, shares + [widest] * (rooms - len(shares))]


def _climb(crowd: Crowd, kinds: Kinds, fixed: Counter[int], start: list[int]) -> Labelling:
    """Exchange one room's language at a time while that makes it better."""
    here = _labelling(crowd, kinds, fixed, start)
    labels = sorted(start)
    seen = {tuple(labels)}
    bits = [1 << i for i in range(len(crowd.languages))]
    improved = True
    while improved and here.key > (0, 0, 0, 0.0):
        improved = False
        options = []
        for label in sorted(set(labels)):
            for bit in bits:
                changed = list(labels)
                changed[changed.index(label)] = bit
                changed.sort()
                if bit != label and tuple(changed) not in seen:
                    seen.add(tuple(changed))
                    options.append((_labelling(crowd, kinds, fixed, changed), changed))
        for found, changed in options:
            if found.key < here.key:
                here, labels, improved = found, changed, True
    return here


def _labelling(crowd: Crowd, kinds: Kinds, fixed: Counter[int], free: list[int]) -> Labelling:
    rooms = Counter(free)
    rooms.update(fixed)
    flow, loads = even_flow(kinds, rooms, crowd.least_named)
    lost = sum(count for speaks, count in kinds.items() if not any(speaks & label for label in rooms))
    missing = sum(max(0, rooms[label] * crowd.least_named - loads[label]) for label in rooms)
    average = crowd.size / crowd.rooms
    uneven = sum((loads[label] - rooms[label] * average) ** 2 / rooms[label] for label in rooms)
    layout = _layout(crowd, free, loads, rooms)
    hosts = _hosts_missing(crowd, rooms)
    return Labelling(layout, flow, (lost, missing, hosts, round(uneven, 6)))


def _hosts_missing(crowd: Crowd, rooms: Counter[int]) -> int:
    """How many rooms no host can follow, if hosts could be divided as they like."""
    if not crowd.hosts:
        return 0
    kinds = Counter(crowd.speaks[i] for i in range(crowd.size) if crowd.hosts >> i & 1)
    _, loads = even_flow(kinds, rooms, 1)
    served = sum(min(rooms[label], loads[label]) for label in rooms)
    return max(0, crowd.hosts_needed - served)


def _layout(crowd: Crowd, free: list[int], loads: dict[int, int], rooms: Counter[int]) -> Layout:
    """Labels and even sizes by room; among rooms of one label the larger ones come first."""
    rest = iter(sorted(free))
    labels = [next(rest) if label is None else label for label in crowd.labels]
    sizes = {label: even_sizes(loads[label], count) for label, count in rooms.items()}
    least = tuple(sizes[label][-1] for label in labels)
    most = tuple(sizes[label][0] for label in labels)
    return Layout(tuple(labels), least, most)


def even_flow(kinds: Kinds, rooms: Counter[int], least: int) -> tuple[Flow, dict[int, int]]:
    """Everybody to a label they speak so that as few as can be miss to ``least`` a room, then evenly.

    Returns the flow and the number of people at each label. Exact: it ends when no chain of exchanges between
    labels would lower the convex cost. Who speaks none of the labels may go anywhere.
    """
    labels = sorted(rooms)
    loads = dict.fromkeys(labels, 0)
    flow: Flow = {}
    reach = {kind: [label for label in labels if kind & label] or labels for kind in kinds}
    for kind in sorted(kinds, key=lambda kind: (len(reach[kind]), kind)):
        flow[kind] = dict.fromkeys(reach[kind], 0)
        left = kinds[kind]
        while left:
            amount = max(1, left // 8)
            label = min(reach[kind], key=lambda label: (loads[label] / rooms[label], label))
            flow[kind][label] += amount
            loads[label] += amount
            left -= amount
    while _exchange(flow, loads, rooms, least):
        pass
    return flow, loads


def _gain(load: int, rooms: int, least: int) -> tuple[int, float]:
    """What one more person is worth to a label: fills a gap below ``least`` first, then evens out."""
    return (int(load >= rooms * least), (2 * load + 1) / rooms)


def _exchange(flow: Flow, loads: dict[int, int], rooms: Counter[int], least: int) -> bool:
    """Send people along the best chain of labels; False when none is worth it."""
    for giver in sorted(loads, key=lambda label: _gain(loads[label] - 1, rooms[label], least), reverse=True):
        if not loads[giver]:
            continue
        before = _chains(flow, giver)
        for taker in sorted(before, key=lambda label: _gain(loads[label], rooms[label], least)):
            if _gain(loads[taker], rooms[taker], least) >= _gain(loads[giver] - 1, rooms[giver], least):
                break
            label = taker
            while label != giver:
                source, kind = before[label]
                flow[kind][source] -= 1
                flow[kind][label] += 1
                label = source
            loads[giver] -= 1
            loads[taker] += 1
            return True
    return False


def _chains(flow: Flow, giver: int) -> dict[int, tuple[int, int]]:
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
    return before


def label_languages(crowd: Crowd, layout: Layout) -> list[str | None]:
    """The language code of each room, None where language does not matter."""
    codes = {1 << i: code for i, code in enumerate(crowd.languages)}
    return [None if label == ANY else codes[label] for label in layout.labels]
