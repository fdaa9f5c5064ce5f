"""Machines that part and meet again agree, and nothing that was acknowledged is lost or counted twice."""

from __future__ import annotations

from random import Random

import pytest

from tests.together.simulation import World

STEPS = 120


@pytest.mark.parametrize("seed", range(150))
def test_machines_with_any_network_agree_in_the_end(seed: int) -> None:
    world = World.of(Random(seed))
    for _ in range(STEPS):
        world.step()
    world.settle()
    world.check()
