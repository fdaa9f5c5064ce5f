"""Machines that part and meet again agree, and nothing that was acknowledged is lost or counted twice."""

from __future__ import annotations

from random import Random

import pytest

from tests.together.simulation import World

STEPS = 120


def run(seed: int) -> None:
    """One schedule: two to six machines act, lose the network, restart and find it again; then all meet."""
    world = World.of(Random(seed))
    for _ in range(STEPS):
        world.step()
    world.settle()
    world.check()


@pytest.mark.parametrize("seed", range(150))
def test_machines_with_any_network_agree_in_the_end(seed: int) -> None:
    run(seed)


@pytest.mark.full
@pytest.mark.parametrize("part", range(100))
def test_machines_agree_in_a_hundred_thousand_schedules(part: int) -> None:
    for seed in range(1000 * (part + 1), 1000 * (part + 2)):
        run(seed)
