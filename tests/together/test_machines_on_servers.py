"""Five whole machines act at random on a real server: all files hold one order, nothing is lost or twice."""

from __future__ import annotations

import random
import shutil
import threading
import time
from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.app.library import Library
from letsconnect_tui.i18n.message import message
from letsconnect_tui.session import commands as c
from letsconnect_tui.together.engine import Unreachable
from letsconnect_tui.together.nats_connection import NatsConnection
from tests.together.served_machines import ServedMachine, assert_agreed, settled
from tests.together.servers import RealServer, wait_for

if TYPE_CHECKING:
    from pathlib import Path

    from tests.together.faulty_proxy import FaultyProxy

ACTIONS = [pytest.param(300, id="300 actions"), pytest.param(10_000, id="10,000", marks=pytest.mark.full)]

MOST_WAITING = 100
"""Whoever has done so much that is not in the order yet does nothing for a moment."""


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
        own_random = random.Random(seed)
        try:
            for _ in range(actions // 5):
                machine.act(own_random, 1)
                while machine.recorder.waiting > MOST_WAITING:
                    time.sleep(0.01)
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
        time.sleep(chosen.uniform(0.05, 0.6) * max(1, actions // 1000))
        proxy.delay_s = chosen.choice((0.0, 0.005, 0.02))
        if chosen.random() < 0.3:
            proxy.drop()
    proxy.mend()
    assert not failed
    settled(machines)
    in_order = assert_agreed(machines)
    done = sum(len(machine.acknowledged) for machine in machines)
    print(f"\n{done} actions of five machines, {in_order} in the order, 0 lost, 0 twice")


def test_a_server_restored_from_an_older_backup_is_noticed_and_left(tmp_path: Path) -> None:
    """Places in its order would mean something else on it than in the files."""

    def has_noticed(machine: ServedMachine) -> bool:
        return "together-set-back" in [one.key for one in machine.recorder.take_notices()]

    server = RealServer(tmp_path).start()
    data, backup = tmp_path / server.name, tmp_path / "backup"
    try:
        ana = ServedMachine(tmp_path, "ana", server.address)
        ben = ServedMachine(tmp_path, "ben", server.address, ana.recorder.codes[1])
        settled((ana, ben))
        server.stop()
        shutil.copytree(data, backup)
        server.start()
        assert ana.execute(c.TakeLine("note", "one"))
        assert ben.execute(c.TakeLine("note", "two"))
        wait_for(lambda: ana.recorder.last_seq == ben.recorder.last_seq == 5)
        server.stop()
        shutil.rmtree(data)
        backup.rename(data)
        server.start()
        wait_for(lambda: not ana.recorder.is_connected and not ben.recorder.is_connected)
        wait_for(lambda: has_noticed(ana))
        wait_for(lambda: has_noticed(ben))
        for machine in (ana, ben):
            assert machine.execute(c.TakeLine("note", "three"))
            machine.close()
    finally:
        server.kill()

    for path in (ana.path, ben.path):
        with Library.open(path, read_only=True) as library:
            (session,) = library.session_ids()
            noted = [line.text for line in library.log(session).state.lines]
        assert sorted(noted[:2]) == ["one", "two"]
        assert noted[2:] == ["three"]


def test_a_command_never_waits_for_the_connection(
    server: RealServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the engine is asked blocks until the test ends; a command that waited would never end."""
    ana = ServedMachine(tmp_path, "ana", server.address)
    ends, asked = threading.Event(), threading.Event()

    def blocks(*_: object, **__: object) -> int:
        asked.set()
        ends.wait()
        raise Unreachable(message("reply-nothing"))

    for name in ("publish", "announce", "first", "replace_stream"):
        monkeypatch.setattr(NatsConnection, name, blocks)
    try:
        assert ana.execute(c.TakeLine("note", "the first is sent, and blocks"))
        assert asked.wait(60)
        ana.act(random.Random(1), 50)
        assert ana.recorder.waiting == 51
    finally:
        ends.set()
        ana.close()
