"""How long a rebalance of 200 items takes, as a part of the 100 ms within which a preview has to open."""

from __future__ import annotations

from random import Random
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.timing import project
from letsconnect_tui.timing.fixes import fixes
from letsconnect_tui.timing.rebalance import give_back, rebalance
from tests.timing.agendas import MINUTE, SECOND, a_slot

if TYPE_CHECKING:
    from collections.abc import Callable

    from letsconnect_tui.timing import Slot

GOAL_MS = 100
ITEMS = 200


def long_agenda(*, optional: bool, anchors: bool) -> list[Slot]:
    random = Random(7)
    slots = []
    at_minutes = 0.0
    for n in range(ITEMS):
        minutes = random.randint(60, 1800) / 60
        anchor = at_minutes + 2 if anchors and n % 20 == 10 else None
        fair = random.choice([None, None, "sharers"])
        slots.append(
            a_slot(
                f"item-{n}",
                10 if fair else minutes,
                ceiling=40,
                anchor=anchor,
                squeeze="normal" if fair else random.choice(["early", "normal", "late", "never"]),
                fair=fair,
                optional=optional and fair is None,
            )
        )
        at_minutes = max(at_minutes, anchor or 0) + (10 if fair else minutes)
    return slots


def milliseconds(work: Callable[[], object]) -> float:
    def once() -> float:
        began = perf_counter()
        work()
        return (perf_counter() - began) * 1000

    return median(once() for _ in range(7))


@pytest.mark.bench
def test_two_hundred_items_are_rebalanced_within_the_time_of_a_preview() -> None:
    print()
    for optional in (False, True):
        for anchors in (False, True):
            slots = long_agenda(optional=optional, anchors=anchors)
            total_ms = sum(slot.allotted_ms for slot in slots)
            for kept in (100, 90, 40):
                end_at = total_ms * kept // 100 // SECOND * SECOND
                took = milliseconds(lambda end_at=end_at, slots=slots: rebalance(5 * MINUTE, slots, end_at))  # type: ignore[misc]
                label = f"optional={optional!s:5} anchors={anchors!s:5} {kept:3} % of the time"
                print(f"rebalance {label}: {took:6.1f} ms, {took / GOAL_MS:5.0%} of the goal")
    slots = long_agenda(optional=True, anchors=True)
    end_at = sum(slot.allotted_ms for slot in slots) * 2
    for name, work in {
        "project": lambda: project(0, slots),
        "give_back": lambda: give_back(0, slots, end_at),
        "fixes": lambda: fixes(0, slots, end_at // 5),
    }.items():
        took = milliseconds(work)
        print(f"{name:9} {took:6.1f} ms, {took / GOAL_MS:5.0%} of the goal")
