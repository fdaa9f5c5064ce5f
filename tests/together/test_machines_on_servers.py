"""Five whole machines act at random on a real server: all files hold one order, nothing is lost or twice."""

from __future__ import annotations

import random
import threading
from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.session import commands as c
from tests.together.served_machines import ServedMachine, assert_agreed, settled

if TYPE_CHECKING:
    from pathlib import Path

    from tests.together.faulty_proxy import FaultyProxy
    from tests.together.servers import RealServer

ACTIONS = [pytest.param(300, id="300 actions"), pytest.param(10_000, id="10,000", marks=pytest.mark.full)]


def five_machines(folder: Path, *addresses: str) -> list[ServedMachine]:
    """Two facilitators and three helpers; the addresses are theirs in turn."""
    first = ServedMachine(folder, "ana", addresses[0])
    facilitator, helper, _ = first.recorder.codes
    others = (("ben", facilitator), ("caro", helper), ("dede", helper), ("efe", helper))
    return [
        first,
        *(
            ServedMachine(folder, name, addresses[place % len(addresses)], code)
            for place, (name, code) in enumerate(others, 1)
        ),
    ]


def test_a_helper_who_comes_back_reads_another_helper_before_a_facilitator_has_spoken(
    server: RealServer, tmp_path: Path
) -> None:
    """The keys that helpers' signatures are checked with travel in facilitators' messages alone."""
    ana = ServedMachine(tmp_path, "ana", server.address)
    helper = ana.recorder.codes[1]
    caro = ServedMachine(tmp_path, "caro", server.address, helper)
    dede = ServedMachine(tmp_path, "dede", server.address, helper)
    settled((ana, caro, dede))
    dede.close()
    assert caro.execute(c.MarkHere("ana"))

    dede = ServedMachine(tmp_path, "dede", server.address, helper)
    settled((ana, caro, dede))

    assert dede.session.state.people["ana"].is_here
    assert_agreed((ana, caro, dede))


@pytest.mark.parametrize("actions", ACTIONS)
def test_what_five_machines_do_at_once_is_in_every_file_in_one_order(
    server: RealServer, proxy: FaultyProxy, tmp_path: Path, actions: int
) -> None:
    """Two reach the server directly, and three over a line that is slow and breaks now and then."""
    machines = five_machines(tmp_path, server.address, proxy.address)
    failed: list[BaseException] = []

    def act(machine: ServedMachine, seed: int) -> None:
        try:
            machine.act(random.Random(seed), actions // 5)
        except BaseException as error:
            failed.append(error)

    threads = [
        threading.Thread(target=act, args=(machine, seed), daemon=True)
        for seed, machine in enumerate(machines)
    ]
    for thread in threads:
        thread.start()
    chosen = random.Random(actions)
    while any(thread.is_alive() for thread in threads):
        threads[0].join(chosen.uniform(0.05, 0.6))
        proxy.delay_s = chosen.choice((0.0, 0.005, 0.02))
        if chosen.random() < 0.3:
            proxy.drop()
    proxy.mend()
    assert not failed
    settled(machines)
    in_order = assert_agreed(machines)
    done = sum(len(machine.acknowledged) for machine in machines)
    print(f"\n{done} actions of five machines, {in_order} in the order, 0 lost, 0 twice")
