"""Servers killed, lines disturbed: nothing acknowledged is lost or twice, and all have the same order."""

from __future__ import annotations

import contextlib
import random
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.together import nats_client
from letsconnect_tui.together.engine import StaleExpectation, Unreachable
from letsconnect_tui.together.nats_engine import connect, inspect
from tests.together.servers import (
    RealServer,
    address_of,
    cluster_of_three,
    connected,
    fill,
    leader_of,
    stored,
    wait_for,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from letsconnect_tui.together.engine import Connection, StoredEntry
    from tests.together.faulty_proxy import FaultyProxy

KILLS = [pytest.param(3, id="3 kills"), pytest.param(40, id="40 kills", marks=pytest.mark.full)]
LEADERS = [pytest.param(1, id="1 leader"), pytest.param(20, id="20 leaders", marks=pytest.mark.full)]
FAULTS = [pytest.param(8, id="8 faults"), pytest.param(200, id="200 faults", marks=pytest.mark.full)]


class Writer:
    """Publishes without a pause, always again under the same name until it is acknowledged."""

    def __init__(self, connection: Connection, name: str, *, control: bool) -> None:
        self.connection, self.name, self._control = connection, name, control
        self.acknowledged: dict[str, int] = {}
        self.heard: list[StoredEntry] = []
        self._ends = threading.Event()
        connection.subscribe(0, self.heard.append)
        self._thread = threading.Thread(target=self._control_entries if control else self._marks, daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Finish the entry under way and stop."""
        self._ends.set()
        self._thread.join(120)
        assert not self._thread.is_alive()

    def _marks(self) -> None:
        while not self._ends.is_set():
            name = f"{self.name}-{len(self.acknowledged)}"
            self.acknowledged[name] = stored(
                self.connection, name, subject="marks", payload=b"here", expected=None, timeout=1
            )

    def _control_entries(self) -> None:
        last = 0
        while not self._ends.is_set():
            name = f"{self.name}-{len(self.acknowledged)}"
            while name not in self.acknowledged:
                try:
                    last = stored(
                        self.connection, name, subject="control", payload=b"next", expected=last, timeout=1
                    )
                    self.acknowledged[name] = last
                except StaleExpectation as stale:
                    last = stale.last


def write_while(connections: list[Connection], disturb: Callable[[list[Writer]], None]) -> list[StoredEntry]:
    """Two write control and the rest marks, while something happens; the order that all of them saw."""
    writers = [
        Writer(connection, f"w{number}", control=number < 2) for number, connection in enumerate(connections)
    ]
    disturb(writers)
    for writer in writers:
        writer.end()
    acknowledged = {name: seq for writer in writers for name, seq in writer.acknowledged.items()}
    last = max(acknowledged.values())
    for writer in writers:
        wait_for(lambda heard=writer.heard: bool(heard) and heard[-1].seq >= last)  # type: ignore[misc]
    order = writers[0].heard
    assert all(writer.heard == order for writer in writers)
    assert {entry.entry: entry.seq for entry in order} == acknowledged
    assert [entry.seq for entry in order] == list(range(1, last + 1))
    return order


def more_from(writers: list[Writer]) -> None:
    """Wait until each has had something acknowledged since."""
    before = [len(writer.acknowledged) for writer in writers]
    for writer, count in zip(writers, before, strict=True):
        wait_for(lambda writer=writer, count=count: len(writer.acknowledged) > count + 1)  # type: ignore[misc]


@contextlib.contextmanager
def all_of(address: str, stream: str, count: int) -> Iterator[list[Connection]]:
    with contextlib.ExitStack() as opened:
        yield [
            opened.enter_context(contextlib.closing(connected(address, stream, create=number == 0)))
            for number in range(count)
        ]


@pytest.mark.parametrize("kills", KILLS)
def test_a_server_that_is_killed_has_all_that_it_acknowledged(
    tmp_path: Path, stream: str, kills: int
) -> None:
    server = RealServer(tmp_path)
    server.start()

    def disturb(writers: list[Writer]) -> None:
        for _ in range(kills):
            more_from(writers)
            server.kill()
            server.start()
        more_from(writers)

    try:
        with all_of(server.address, stream, 4) as connections:
            order = write_while(connections, disturb)
    finally:
        server.kill()
    print(f"\n{len(order)} acknowledged over {kills} kills, 0 lost, 0 twice")


@pytest.mark.parametrize("leaders", LEADERS)
def test_the_leader_of_three_may_die(tmp_path: Path, stream: str, leaders: int) -> None:
    servers = cluster_of_three(tmp_path)

    def disturb(writers: list[Writer]) -> None:
        for _ in range(leaders):
            more_from(writers)
            leader = next(server for server in servers if server.name == leader_of(servers, stream))
            leader.kill()
            more_from(writers)
            leader.start()
        more_from(writers)

    try:
        with all_of(address_of(servers), stream, 3) as connections:
            order = write_while(connections, disturb)
    finally:
        for server in servers:
            server.kill()
    print(f"\n{len(order)} acknowledged over {leaders} killed leaders, 0 lost, 0 twice")


@pytest.mark.parametrize("faults", FAULTS)
def test_a_line_that_is_cut_held_halved_and_slow_loses_nothing(
    server: RealServer, proxy: FaultyProxy, stream: str, faults: int
) -> None:
    chosen = random.Random(faults)

    def disturb(writers: list[Writer]) -> None:
        kinds: list[Callable[[], None]] = [
            proxy.drop,
            proxy.halve,
            proxy.cut,
            proxy.hold,
            lambda: proxy.hold("back"),
            lambda: setattr(proxy, "delay_s", 0.05),
        ]
        for _ in range(faults):
            more_from(writers)
            chosen.choice(kinds)()
            time.sleep(chosen.choice((0.0, 0.02, 0.3)))
            if chosen.random() < 0.5:
                proxy.drop()  # what is held is lost
            proxy.mend()
        more_from(writers)

    with all_of(server.address, stream, 1), all_of(proxy.address, stream, 3) as connections:
        order = write_while(connections, disturb)
    print(f"\n{len(order)} acknowledged over {faults} faults of the line, 0 lost, 0 twice")


def test_a_drive_that_is_full_loses_nothing_that_was_acknowledged(small_drive: Path, stream: str) -> None:
    """The server does not answer then, not even once there is room; started again it goes on."""
    server = RealServer(small_drive)
    server.start()
    acknowledged: dict[str, int] = {}
    ballast = small_drive / "ballast"
    heard: list[StoredEntry] = []
    try:
        with contextlib.closing(connect(server.address, stream, create=True)) as engine:
            for number in range(5):
                acknowledged[f"a-{number}"] = engine.publish(f"a-{number}", "marks", b"x", expected=None)
            with contextlib.suppress(OSError), ballast.open("wb", buffering=0) as file:
                while file.write(b"x" * 65536) == 65536:
                    pass
            why = fill(engine, acknowledged)
            found = inspect(server.address)
            ballast.unlink()
            server.stop()
            server.start()
            last = stored(engine, "b-1", subject="marks", payload=b"x", expected=None)
            engine.subscribe(0, heard.append)
            wait_for(lambda: bool(heard) and heard[-1].seq >= last)
    finally:
        server.kill()

    assert why.message.key in ("engine-silent", "engine-full")
    assert found.store_ms is None
    assert {entry.entry: entry.seq for entry in heard}.items() >= acknowledged.items()


def test_nobody_waits_longer_than_was_said(proxy: FaultyProxy, stream: str) -> None:
    with contextlib.closing(connect(proxy.address, stream, create=True)) as engine:
        proxy.hold()
        with pytest.raises(Unreachable):
            engine.publish("a-1", "marks", b"1", expected=None, timeout=0.1)
        proxy.cut()
        wait_for(lambda: not engine.is_connected)
        with pytest.raises(Unreachable):
            engine.publish("a-1", "marks", b"1", expected=None, timeout=3600)
        proxy.mend()
        assert stored(engine, "a-1", subject="marks", payload=b"1", expected=None) == 1
    with pytest.raises(Unreachable):
        engine.publish("a-2", "marks", b"1", expected=None, timeout=3600)
    with pytest.raises(Unreachable):
        engine.delete_stream()


def test_a_request_under_way_ends_with_the_connection(proxy: FaultyProxy, stream: str) -> None:
    ended: list[Exception] = []
    with contextlib.closing(connect(proxy.address, stream, create=True)) as engine:
        proxy.hold("back")

        def publish() -> None:
            try:
                engine.publish("a-1", "marks", b"1", expected=None, timeout=3600)
            except Unreachable as error:
                ended.append(error)

        thread = threading.Thread(target=publish, daemon=True)
        thread.start()
        proxy.cut()
        thread.join(60)

    assert len(ended) == 1


def test_a_line_that_says_nothing_is_taken_for_lost(
    proxy: FaultyProxy, stream: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nats_client, "PING_S", 0.1)
    with contextlib.closing(connect(proxy.address, stream, create=True)) as engine:
        proxy.hold()
        wait_for(lambda: not engine.is_connected)


LEAVES = """
import sys, threading
from letsconnect_tui.together.nats_engine import connect, inspect
engine = connect(sys.argv[1], sys.argv[2], create=True)
engine.subscribe(0, lambda entry: None)
engine.on_announcement(lambda told: None)
print("ready", flush=True)
sys.stdin.readline()
threading.Thread(target=lambda: engine.publish("a-1", "marks", b"1", expected=None), daemon=True).start()
if sys.argv[3] == "close":
    engine.close()
"""


@pytest.mark.parametrize("how", ["close", "just end"])
@pytest.mark.parametrize("fault", ["none", "hold", "cut"])
def test_leaving_says_nothing_on_the_terminal(proxy: FaultyProxy, stream: str, how: str, fault: str) -> None:
    """Neither asyncio's tasks nor the client's log may write over a live screen."""
    with subprocess.Popen(
        [sys.executable, "-X", "dev", "-c", LEAVES, proxy.address, stream, how],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        if fault != "none":
            getattr(proxy, fault)()
        _, errors = process.communicate("\n", timeout=60)

    errors = "\n".join(line for line in errors.splitlines() if "Unreachable" not in line)
    assert process.returncode == 0
    assert "Task" not in errors
    assert "nats:" not in errors
