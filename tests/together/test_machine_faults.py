"""Faults while whole machines act: nothing acknowledged is lost or twice, all agree, and nobody waits."""

from __future__ import annotations

import contextlib
import random
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.session import commands as c
from letsconnect_tui.session.team_commands import TakeClock
from tests.together.served_machines import ServedMachine, assert_agreed, settled
from tests.together.servers import RealServer, address_of, cluster_of_three, connected, leader_of, wait_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.together.faulty_proxy import FaultyProxy

ROOT = Path(__file__).parents[2]


PAUSES_S = (0.05, 0.5)
"""Between two actions of a machine: at that pace 200 faults fit into one session."""


def times(few: int) -> list[object]:
    """A few times in the usual run, and 200 times in the long one."""
    return [pytest.param(few, id=str(few)), pytest.param(200, id="200", marks=pytest.mark.full)]


class Team:
    """A facilitator, a co-facilitator and a helper, whose machines act all the time in the background."""

    def __init__(self, folder: Path, *addresses: str) -> None:
        first = ServedMachine(folder, "ana", addresses[0])
        facilitator, helper, _ = first.recorder.codes
        second = ServedMachine(folder, "ben", addresses[-1], facilitator)
        self.machines = [first, second, ServedMachine(folder, "caro", addresses[-1], helper)]
        self._ends = threading.Event()
        self._threads = [
            threading.Thread(target=self._act, args=(machine, seed), daemon=True)
            for seed, machine in enumerate(self.machines)
        ]
        self._failed: list[BaseException] = []
        for thread in self._threads:
            thread.start()

    def _act(self, machine: ServedMachine, seed: int) -> None:
        chosen = random.Random(seed)
        try:
            while not self._ends.wait(chosen.uniform(*PAUSES_S)):
                machine.act(chosen, 1)
        except BaseException as error:
            self._failed.append(error)

    def more_done(self) -> None:
        """Wait until each machine has done more, whatever the network is like."""
        before = [len(machine.acknowledged) for machine in self.machines]
        wait_for(
            lambda: (
                bool(self._failed)
                or all(len(one.acknowledged) > n for one, n in zip(self.machines, before, strict=True))
            )
        )

    def more_in_order(self) -> None:
        """Wait until more has come to each machine from the engine."""
        before = [machine.recorder.last_seq for machine in self.machines]
        wait_for(lambda: all(one.recorder.last_seq > n for one, n in zip(self.machines, before, strict=True)))

    def end(self, what: str, acknowledged: list[str] | None = None) -> None:
        """All stop acting, and agree."""
        self._ends.set()
        for thread in self._threads:
            thread.join(60)
        assert not self._failed, self._failed
        settled(self.machines)
        done = sum(len(machine.acknowledged) for machine in self.machines) + len(acknowledged or ())
        in_order = assert_agreed(self.machines, acknowledged or ())
        print(f"\n{what}: {done} acknowledged, {in_order} in the order, 0 lost, 0 twice")


@pytest.mark.parametrize("kills", times(3))
def test_a_client_that_is_killed_goes_on_from_its_file(
    server: RealServer, tmp_path: Path, kills: int
) -> None:
    team = Team(tmp_path, server.address)
    chosen, acknowledged = random.Random(kills), list[str]()
    code = team.machines[0].recorder.codes[1]
    for seed in range(kills):
        command = [sys.executable, "-m", "tests.together.acting"]
        with subprocess.Popen(
            [*command, str(tmp_path), "dede", server.address, code, str(seed)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        ) as child:
            assert child.stdout is not None
            for _ in range(chosen.randint(1, 8)):
                acknowledged.append(child.stdout.readline().strip())
            time.sleep(chosen.uniform(0, 0.02))
            child.kill()
            acknowledged += (line.strip() for line in child.stdout if line.endswith("\n"))
    assert all(acknowledged)
    team.machines.append(ServedMachine(tmp_path, "dede", server.address, code))
    team.end(f"client killed {kills} times", acknowledged)


@pytest.mark.parametrize("kills", times(3))
def test_a_server_that_is_killed_is_missed_by_nobody(tmp_path: Path, kills: int) -> None:
    server = RealServer(tmp_path).start()
    team = Team(tmp_path, server.address)
    try:
        for _ in range(kills):
            server.kill()
            team.more_done()
            server.start()
            team.more_in_order()
        team.end(f"server killed {kills} times")
    finally:
        server.kill()


@pytest.mark.parametrize("leaders", times(1))
def test_the_leader_of_three_may_die_while_machines_act(tmp_path: Path, leaders: int) -> None:
    servers = cluster_of_three(tmp_path)
    connected(address_of(servers), "0").close()  # once the three have found each other
    team = Team(tmp_path, address_of(servers))
    try:
        for _ in range(leaders):
            name = leader_of(servers, team.machines[0].stream)
            leader = next(server for server in servers if server.name == name)
            leader.kill()
            team.more_done()
            team.more_in_order()
            leader.start()
        team.end(f"leader of three killed {leaders} times")
    finally:
        for server in servers:
            server.kill()


@pytest.mark.parametrize("faults", times(6))
def test_a_line_that_is_cut_held_halved_and_slow_delays_what_is_done_and_no_more(
    server: RealServer, proxy: FaultyProxy, tmp_path: Path, faults: int
) -> None:
    """The facilitator reaches the server directly, the others over a line that is cut for up to a minute."""
    team = Team(tmp_path, server.address, proxy.address)
    chosen = random.Random(faults)
    kinds: list[Callable[[], None]] = [
        proxy.cut,
        proxy.cut,
        proxy.drop,
        proxy.halve,
        proxy.hold,
        lambda: proxy.hold("back"),
        lambda: setattr(proxy, "delay_s", 0.2),
    ]
    for number in range(faults):
        chosen.choice(kinds)()
        team.more_done()
        time.sleep(60 if number % 100 == 99 else chosen.choice((0.1, 0.3, 1.0)))
        if chosen.random() < 0.5:
            proxy.drop()
        proxy.mend()
        team.more_in_order()
    team.end(f"line disturbed {faults} times")


@pytest.mark.parametrize("partings", times(2))
def test_two_facilitators_apart_find_together_again(
    server: RealServer, proxy: FaultyProxy, tmp_path: Path, partings: int
) -> None:
    """Both take the clock and move the agenda; what of it no longer fits is shown with a choice."""
    ana = ServedMachine(tmp_path, "ana", server.address)
    ben = ServedMachine(tmp_path, "ben", proxy.address, ana.code)
    ana.execute(c.Start())
    for number in range(partings):
        settled((ana, ben))
        proxy.cut()
        wait_for(lambda: not ben.recorder.is_connected)
        for machine in (ana, ben):
            machine.execute(TakeClock(machine.recorder.machine, machine.session.state.clock_holder))
            machine.act(random.Random(number), 6)
        proxy.mend()
    settled((ana, ben))
    set_aside = len(ben.recorder.aside())
    in_order = assert_agreed((ana, ben))
    print(f"\n{partings} partings: {in_order} in the order, {set_aside} shown with a choice, 0 lost, 0 twice")


@pytest.mark.parametrize("fills", times(1))
def test_machines_go_on_while_the_servers_drive_is_full(
    small_drive: Path, tmp_path: Path, fills: int
) -> None:
    server = RealServer(small_drive).start()
    team = Team(tmp_path, server.address)
    ballast = small_drive / "ballast"
    try:
        for _ in range(fills):
            with contextlib.suppress(OSError), ballast.open("wb", buffering=0) as file:
                while file.write(b"x" * 4096) == 4096:
                    pass
            team.more_done()
            team.more_done()
            ballast.unlink()
            server.stop()
            server.start()
            team.more_in_order()
        team.end(f"drive full {fills} times")
    finally:
        server.kill()
