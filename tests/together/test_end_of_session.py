"""A shared session that is over: when it leaves the engine, and what whoever closes their window is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.app.requests import ReplaceCodes
from letsconnect_tui.app.team_session import leave
from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n import words
from letsconnect_tui.session import commands as c
from letsconnect_tui.together.engine import EngineRefused
from tests.together.served_machines import ServedMachine, settled
from tests.together.servers import RealServer, connected, wait_for

if TYPE_CHECKING:
    from pathlib import Path

TAKEN = "Every machine has all of the session, and the server has nothing of it any more."


def closed(machine: ServedMachine) -> str:
    """Close a window; what it says."""
    said = leave(machine.session)
    machine.library.close()
    return "" if said is None else words(said)


def is_there(server: RealServer, machine: ServedMachine) -> bool:
    """Whether the server still has the session of a machine."""
    try:
        connected(server.address, machine.stream, create=False).close()
    except (EngineRefused, InputError):
        return False
    return True


def ended(*machines: ServedMachine) -> None:
    """The first one ends the session, and all have heard of it, and of each other."""
    assert machines[0].execute(c.Start()) or machines[0].execute(c.Start())
    assert machines[0].execute(c.End())
    settled(machines)
    for machine in machines:
        wait_for(lambda machine=machine: len(machine.recorder.present()) == len(machines))  # type: ignore[misc]


def caught_up(machine: ServedMachine, *others: ServedMachine) -> None:
    """Wait until a machine knows that others have all of it."""
    link = machine.recorder.link
    assert link is not None
    last = machine.recorder.last_seq
    wait_for(lambda: all((link.reached(one.recorder.machine) or 0) >= last for one in others))


def test_the_last_facilitator_who_closes_takes_the_session_from_the_server_and_says_so(
    server: RealServer, tmp_path: Path
) -> None:
    ana = ServedMachine(tmp_path, "ana", server.address)
    facilitator, helper, _ = ana.recorder.codes
    ben = ServedMachine(tmp_path, "ben", server.address, facilitator)
    caro = ServedMachine(tmp_path, "caro", server.address, helper)
    ended(ana, ben, caro)
    caught_up(ben, ana, caro)

    assert closed(ana) == "", "another facilitator is still there"
    assert is_there(server, ben)
    wait_for(lambda: len(ben.recorder.present()) == 2)

    assert closed(ben) == TAKEN
    assert not is_there(server, ben)
    wait_for(caro.recorder.has_left.is_set)
    assert "The session is no longer shared; everything is in your file." in [
        words(one) for one in caro.recorder.take_notices()
    ]
    assert closed(caro) == ""


def test_whoever_may_not_have_all_of_it_is_named_and_the_session_stays_on_the_server(
    server: RealServer, tmp_path: Path
) -> None:
    ana = ServedMachine(tmp_path, "ana", server.address)
    caro = ServedMachine(tmp_path, "caro", server.address, ana.recorder.codes[1])
    settled((ana, caro))
    caro.close()
    wait_for(lambda: len(ana.recorder.present()) == 1)
    ended(ana)

    assert closed(ana) == (
        "The session stays on the server, sealed: caro may not have all of it yet. "
        "After 90 days it goes by itself."
    )
    assert is_there(server, ana)


def test_nobody_waits_for_machines_that_only_old_codes_let_in(server: RealServer, tmp_path: Path) -> None:
    ana = ServedMachine(tmp_path, "ana", server.address)
    caro = ServedMachine(tmp_path, "caro", server.address, ana.recorder.codes[1])
    settled((ana, caro))
    assert ana.session.execute(ReplaceCodes()).ok
    wait_for(caro.recorder.has_left.is_set)
    caro.close()
    dede = ServedMachine(tmp_path, "dede", server.address, ana.recorder.codes[1])
    ended(ana, dede)
    caught_up(ana, dede)

    assert closed(ana) == TAKEN
    assert not is_there(server, dede)
    dede.close()


def comes_to_say(machine: ServedMachine, key: str) -> bool:
    """Whether a window says that within the time there is for anything."""
    found: list[str] = []

    def is_found() -> bool:
        found.extend(one.key for one in machine.recorder.take_notices())
        return key in found

    wait_for(is_found)
    return True


def test_a_window_opened_after_the_end_says_that_the_session_is_shared_no_longer(
    server: RealServer, tmp_path: Path
) -> None:
    ana = ServedMachine(tmp_path, "ana", server.address)
    helper = ana.recorder.codes[1]
    caro = ServedMachine(tmp_path, "caro", server.address, helper)
    ended(ana, caro)
    caught_up(ana, caro)
    closed(caro)
    assert closed(ana) == TAKEN

    caro = ServedMachine(tmp_path, "caro", server.address, helper)

    assert comes_to_say(caro, "together-over")
    assert caro.recorder.has_left.is_set()
    assert closed(caro) == ""


def test_a_window_that_was_closed_while_codes_were_replaced_asks_for_a_new_one(
    server: RealServer, tmp_path: Path
) -> None:
    ana = ServedMachine(tmp_path, "ana", server.address)
    helper = ana.recorder.codes[1]
    caro = ServedMachine(tmp_path, "caro", server.address, helper)
    settled((ana, caro))
    closed(caro)
    assert ana.session.execute(ReplaceCodes()).ok

    caro = ServedMachine(tmp_path, "caro", server.address, helper)

    assert comes_to_say(caro, "together-gone")
    assert caro.execute(c.MarkHere("ana")), "it goes on alone"
    closed(caro)
    ana.close()


def test_what_waits_when_a_window_closes_is_told(tmp_path: Path) -> None:
    server = RealServer(tmp_path).start()
    try:
        ana = ServedMachine(tmp_path, "ana", server.address)
        settled((ana,))
    finally:
        server.kill()
    wait_for(lambda: not ana.recorder.is_connected)
    assert ana.execute(c.MarkHere("ana"))

    assert closed(ana) == (
        "1 action waits in the file and is shared when the session is opened again with the network there."
    )
