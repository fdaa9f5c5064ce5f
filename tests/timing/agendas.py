"""Agendas for the timing tests: by hand, and at random."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec.structs import replace

from letsconnect_tui.timing import Slot

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from letsconnect_tui.plan.model import Squeeze
    from letsconnect_tui.timing.rebalance import Rebalance

SECOND = 1000
MINUTE = 60 * SECOND
SQUEEZES: tuple[Squeeze, ...] = ("early", "normal", "late", "never", "last")


def a_slot(
    name: str,
    minutes: float,
    *,
    floor: float | None = None,
    ceiling: float | None = None,
    allotted: float | None = None,
    anchor: float | None = None,
    squeeze: Squeeze = "normal",
    fair: str | None = None,
    optional: bool = False,
) -> Slot:
    """A slot with all times in minutes; the floor is half the time unless said."""
    return Slot(
        id=name,
        title=name.capitalize(),
        budget_ms=int(minutes * MINUTE),
        allotted_ms=int((minutes if allotted is None else allotted) * MINUTE),
        floor_ms=int((minutes / 2 if floor is None else floor) * MINUTE),
        ceiling_ms=int((minutes if ceiling is None else ceiling) * MINUTE),
        squeeze=squeeze,
        fair=fair,
        optional=optional,
        anchor_at=None if anchor is None else int(anchor * MINUTE),
    )


@dataclass(frozen=True)
class Agenda:
    """What every function of ``timing`` is asked about."""

    free_at: int
    slots: tuple[Slot, ...]
    end_at: int


def random_agenda(random: Random, *, most: int = 9, groups: bool = True) -> Agenda:
    """Tiers, fair groups across anchors, missed anchors, hand-made allotments, loose and hopeless ends."""
    slots: list[Slot] = []
    first_of: dict[str, Slot] = {}
    at_s = 0
    for i in range(random.randint(0, most)):
        fair = random.choice([None, None, None, "x", "y"]) if groups else None
        slot = _random_slot(random, f"item-{i}", fair)
        if fair is not None:
            like = first_of.setdefault(fair, slot)
            one_second_off = min(like.allotted_ms + random.choice([0, 0, SECOND]), like.ceiling_ms)
            slot = replace(like, id=slot.id, optional=slot.optional, allotted_ms=one_second_off)
        if random.random() < 0.2:
            anchor_s = at_s + random.randint(-200, 400)
            slot = replace(slot, anchor_at=anchor_s * SECOND)
            at_s = max(at_s, anchor_s)
        at_s += slot.allotted_ms // SECOND
        slots.append(slot)
    free_at = random.choice([0, 0, random.randint(-100_000, 300_000)])
    return Agenda(free_at, tuple(slots), (at_s + random.choice([0, random.randint(-900, 300)])) * SECOND)


def _random_slot(random: Random, name: str, fair: str | None) -> Slot:
    budget_s = random.choice([60, 120, 180, 300, 600, 900, random.randint(1, 400)])
    floor_s = random.randint(0, budget_s)
    ceiling_s = budget_s + random.choice([0, 0, random.randint(0, 300)])
    allotted_s = random.choice([budget_s, budget_s, random.randint(floor_s, ceiling_s)])
    return Slot(
        id=name,
        title=name,
        budget_ms=budget_s * SECOND,
        allotted_ms=allotted_s * SECOND,
        floor_ms=floor_s * SECOND,
        ceiling_ms=ceiling_s * SECOND,
        squeeze=random.choice(SQUEEZES),
        fair=fair,
        optional=random.random() < 0.3,
    )


def accepted(slots: Sequence[Slot], proposal: Rebalance) -> tuple[Slot, ...]:
    """The slots once a proposal is accepted."""
    becomes = {line.id: line.becomes_ms for line in proposal.lines if not line.dropped}
    return tuple(replace(slot, allotted_ms=becomes[slot.id]) for slot in slots if slot.id in becomes)


def stretches(agenda: Agenda) -> list[tuple[list[Slot], int]]:
    """What lies between two fixed moments, with its time in ms as if every anchor before it were kept."""
    parts: list[tuple[list[Slot], int]] = []
    here: list[Slot] = []
    start_at = agenda.free_at
    for slot in agenda.slots:
        if slot.anchor_at is not None:
            parts.append((here, slot.anchor_at - start_at))
            here, start_at = [], slot.anchor_at
        here.append(slot)
    return [*parts, (here, agenda.end_at - start_at)]
