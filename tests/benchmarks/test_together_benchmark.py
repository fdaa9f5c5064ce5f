"""An action of a shared session beside what the engine itself takes to store an entry."""

from __future__ import annotations

import secrets
import threading
import time
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

import pytest

from letsconnect_tui.session import commands as c
from letsconnect_tui.together.nats_engine import connect
from tests.together.served_machines import ServedMachine, settled
from tests.together.servers import RealServer, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.bench

ROUNDS = 300
COMING_IN = 1500
ENTRY = b"x" * 600
"""About as much as one sealed action."""
NOTE = c.TakeLine("note", "a note of usual length, as somebody types it in passing")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RealServer]:
    one = RealServer(tmp_path).start()
    yield one
    one.kill()


def shown(seconds: list[float]) -> str:
    """Median, 99th percentile and the longest, in milliseconds."""
    slow = quantiles(seconds, n=100)[98]
    return f"p50 {median(seconds) * 1e3:.2f}, p99 {slow * 1e3:.1f}, longest {max(seconds) * 1e3:.0f} ms"


def test_an_action_is_acknowledged_within_three_times_the_engines_own_publish(
    server: RealServer, tmp_path: Path
) -> None:
    """Acknowledged: stored by the engine and in the local file. Both are measured in turns."""
    ana = ServedMachine(tmp_path, "ana", server.address)
    ben = ServedMachine(tmp_path, "ben", server.address, ana.recorder.codes[1])
    ana.execute(c.Start())
    settled((ana, ben))
    acknowledged_at = acknowledgements(ana)
    raw = connect(server.address, secrets.token_hex(8), create=True)
    publishes, local, both, in_order = list[float](), list[float](), list[float](), list[float]()
    for number in range(ROUNDS):
        begin = time.perf_counter()
        raw.publish(f"r-{number}", "marks", ENTRY, expected=None)
        publishes.append(time.perf_counter() - begin)

        begin = time.perf_counter()
        assert ana.execute(NOTE)
        local.append(time.perf_counter() - begin)
        with ana.recorder.changed:
            assert ana.recorder.changed.wait_for(lambda: not ana.recorder.shared.waiting, 10)
        in_order.append(time.perf_counter() - begin)
        wait_for(lambda: ana.acknowledged[-1] in acknowledged_at)
        both.append(acknowledged_at[ana.acknowledged[-1]] - begin)
    raw.close()
    for machine in (ana, ben):
        machine.close()

    ratio = median(both) / median(publishes)
    print(f"\nthe engine's own publish: {shown(publishes)}")
    print(f"a command returns:        {shown(local)}")
    print(f"acknowledged:             {shown(both)}: {ratio:.1f} times")
    print(f"back in the own file:     {shown(in_order)}: {median(in_order) / median(publishes):.1f} times")
    assert ratio <= 3


def test_a_command_does_not_wait_while_many_entries_come_in(server: RealServer, tmp_path: Path) -> None:
    """The usual command waits for no more than a few turns of what comes in."""
    ana = ServedMachine(tmp_path, "ana", server.address)
    ben = ServedMachine(tmp_path, "ben", server.address, ana.recorder.codes[1])
    ana.execute(c.Start())
    settled((ana, ben))
    quiet = commands_of(ana, until=lambda count: count >= ROUNDS)
    settled((ana, ben))
    server.kill()
    for _ in range(COMING_IN):
        ben.execute(NOTE)
    server.start()
    first = ana.recorder.last_seq
    wait_for(lambda: ana.recorder.last_seq > first)
    busy = commands_of(ana, until=lambda _: ana.recorder.last_seq >= first + COMING_IN)
    settled((ana, ben))
    for machine in (ana, ben):
        machine.close()

    print(f"\nundisturbed:                   {shown(quiet)}")
    print(f"while {COMING_IN} entries come in: {shown(busy)}, {len(busy)} commands")
    assert median(busy) <= 20 * median(quiet)


def acknowledgements(machine: ServedMachine) -> dict[str, float]:
    """Entry → when the engine's acknowledgement of it arrived; filled from now on."""
    assert machine.recorder.link is not None
    connection: Any = machine.recorder.link._connection
    publish, found = connection.publish, dict[str, float]()

    def timed(entry: str, *args: Any, **more: Any) -> int:
        seq: int = publish(entry, *args, **more)
        found[entry] = time.perf_counter()
        return seq

    connection.publish = timed
    return found


def commands_of(machine: ServedMachine, until: Any) -> list[float]:
    """How long commands take, one after the other with pauses, until something is so."""
    taken: list[float] = []
    pause = threading.Event()
    while not until(len(taken)):
        begin = time.perf_counter()
        machine.execute(NOTE)
        taken.append(time.perf_counter() - begin)
        pause.wait(0.005)
    return taken
