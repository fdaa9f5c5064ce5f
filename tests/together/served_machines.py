"""Whole machines on real servers: a file, a live session and a connection each, which act at random."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from letsconnect_tui.app.bootstrap import kept_session
from letsconnect_tui.app.library import Library
from letsconnect_tui.app.shared_recorder import SharedRecorder
from letsconnect_tui.app.team_session import join_session, share_session
from letsconnect_tui.clock import SystemClock
from letsconnect_tui.session import commands as c
from letsconnect_tui.session.team_commands import TakeClock
from letsconnect_tui.together.codes import keys_of
from tests.session.builders import a_plan
from tests.session.wishes import random_command
from tests.together.servers import LONG_S

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence
    from pathlib import Path

    from letsconnect_tui.app.live_session import LiveSession
    from letsconnect_tui.app.recorder import Outcome
    from letsconnect_tui.session.facts import Command

GROWS = (c.AddPerson, c.LoadRoster, c.ImportAttendance, c.MarkPasted)
"""What adds people; nobody has thousands of them in a session."""
MOST_PEOPLE = 60
FURTHEST_BACK = 100
"""Of the history so many records are taken back or given again: each time all after them are folded anew."""


class ServedMachine:
    """One window, whose file is ``NAME.json`` in a folder.

    Args:
        folder: Where the file is.
        name: What its user is called.
        address: Where the engine is for this machine; may lead through a proxy.
        code: The session's, to join or to come back; empty: share a new session.
    """

    def __init__(self, folder: Path, name: str, address: str, code: str = "") -> None:
        self.name, self.path = name, folder / f"{name}.json"
        self.acknowledged: list[str] = []
        """The entries whose command was answered: from then on they are in the file."""
        self.library = Library.open(self.path)
        if code:
            self.session = join_session(self.library, code, address, name)
        else:
            own = kept_session(self.library, self.library.begin(a_plan(), "clinic.toml", SystemClock()))
            self.session = share_session(self.library, own, address, name)
        assert isinstance(self.session.team, SharedRecorder)
        self.recorder: SharedRecorder = self.session.team

    @property
    def code(self) -> str:
        """This machine's own code."""
        return self.recorder.codes[0]

    @property
    def stream(self) -> str:
        """The name of the session's stream."""
        return keys_of(self.code).stream

    def execute(self, command: Command) -> bool:
        """Carry out a command as a window does; whether something was done."""
        outcome: Outcome | None = self.session.execute(command).outcome
        if outcome is None or outcome.record is None:
            return False
        self.acknowledged.append(outcome.record.entry)
        return True

    def act(self, chosen: random.Random, count: int) -> None:
        """Do so many things at random."""
        until = len(self.acknowledged) + count
        while len(self.acknowledged) < until:
            self.execute(wish(chosen, self.session, self.recorder.machine))

    def close(self) -> None:
        """Leave, and let go of the file."""
        self.recorder.disconnect()
        self.library.close()


def wish(chosen: random.Random, session: LiveSession, machine: str) -> Command:
    """One command of all there are, but nothing that ends the session or fills it with people."""
    state = session.state
    if chosen.random() < 0.03:
        return TakeClock(machine, state.clock_holder)
    while True:
        command = random_command(chosen, state, session.now(), session.log.latest.number)
        number = getattr(command, "number", None)
        if isinstance(command, c.Undo | c.Redo) and number is not None:
            latest = session.log.latest.number
            command = replace(command, number=latest - number % FURTHEST_BACK)
        is_full = len(state.people) >= MOST_PEOPLE and isinstance(command, GROWS)
        if not is_full and not isinstance(command, c.End):
            return command


def settled(machines: Sequence[ServedMachine]) -> None:
    """Wait until nothing waits and every machine has the whole order; fails once nothing moves any more."""
    last: list[tuple[str, int, int]] = []
    while True:
        states = [(one.name, one.recorder.waiting, one.recorder.shared.order.last_seq) for one in machines]
        if (
            not any(waiting for _, waiting, _ in states)
            and len({one.recorder.last_seq for one in machines}) == 1
        ):
            return
        if states != last:
            last, until = states, time.monotonic() + LONG_S
        assert time.monotonic() < until, f"name, waiting, place in the order: {states}"
        time.sleep(0.01)


def assert_agreed(machines: Sequence[ServedMachine], acknowledged: Sequence[str] = ()) -> int:
    """All files hold the same order, nothing twice, and all that was acknowledged; how much is in the order.

    Args:
        machines: Those that are settled; they are closed afterwards.
        acknowledged: More entries that must be there, of machines that were killed.
    """
    states = [machine.recorder.shared.confirmed.state for machine in machines]
    for machine in machines:
        machine.close()
    kept: list[list[Any]] = []
    outcomes: dict[str, str] = {}
    for machine in machines:
        with Library.open(machine.path, read_only=True) as library:
            (session,) = library.session_ids()
            log = library.log(session)
        kept.append([one for one in log.records if one.seq])
        outcomes |= _outcomes(machine.path)
    orders = [[(r.seq, r.entry, r.at, r.events, r.undoes, r.redoes, r.by) for r in one] for one in kept]
    # The first entry is the log as it was shared: one that joined has its last record for it.
    shortest = max(order[0][0] for order in orders)
    orders = [[one for one in order if one[0] > shortest] for order in orders]
    for machine, order, state in zip(machines, orders, states, strict=True):
        apart = [pair for pair in zip(order, orders[0], strict=False) if pair[0] != pair[1]]
        assert not apart, (machine.name, apart[0])
        assert len(order) == len(orders[0])
        assert state == states[0]
    names = [one[1] for one in orders[0]]
    assert len(names) == len(set(names)), "twice"
    stands = set(names)
    for entry in [*acknowledged, *(entry for machine in machines for entry in machine.acknowledged)]:
        while entry not in stands and outcomes.get(entry, "").startswith("now "):
            entry = outcomes[entry].removeprefix("now ")
        assert entry in stands or entry in outcomes, f"lost: {entry}"
    return len(names)


def _outcomes(path: Path) -> dict[str, str]:
    """What became of waiting actions by one file, also where another name was given."""
    found: dict[str, str] = {}
    with Library.open(path, read_only=True) as library:
        for document in library.file.documents():
            shared = document.get("shared", {})
            if settled_ := shared.get("settled"):
                found[settled_["entry"]] = settled_["outcome"]
            if before := shared.get("waiting", {}).get("instead_of"):
                found[before] = f"now {shared['waiting']['entry']}"
    return found
