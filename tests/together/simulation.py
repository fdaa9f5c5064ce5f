"""Several machines, one order of entries and a network that loses, delays and parts: all in one thread."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from letsconnect_tui.errors import CommandRefused
from letsconnect_tui.plan.read import plan_of_text
from letsconnect_tui.session.log import SessionLog, opened_log, replay
from letsconnect_tui.session.record import Record, record_of
from letsconnect_tui.session.team_commands import JoinTeam, TakeClock
from letsconnect_tui.session.waiting import Settled, WaitingAction, document, read_waiting
from letsconnect_tui.together.order import OrderedRecord, Outgoing
from letsconnect_tui.together.shared_log import SharedLog
from tests.session.builders import a_plan, a_session
from tests.session.consistency import assert_consistent
from tests.session.wishes import random_command

if TYPE_CHECKING:
    from random import Random

    from letsconnect_tui.plan.model import Plan
    from letsconnect_tui.session.facts import Command, TeamRole
    from letsconnect_tui.together.roles import Role

USUAL_PLAN = a_plan()


def read_plan(text: str) -> Plan:
    """The plan; the usual one is parsed once."""
    return USUAL_PLAN if text == USUAL_PLAN.text else plan_of_text(text)


@dataclass
class Engine:
    """The order of entries, as a server keeps it."""

    entries: list[tuple[str, str, OrderedRecord]] = field(default_factory=list)
    """Name, subject and content."""
    floating: list[tuple[Outgoing, Role]] = field(default_factory=list)
    """Sent by somebody who no longer waits for an answer; it may still arrive."""

    @property
    def last_control(self) -> int:
        """The latest place of the control subject."""
        return max((entry.seq for _, subject, entry in self.entries if subject == "control"), default=0)

    def publish(self, sent: Outgoing, role: Role) -> int | None:
        """The place it has; None where it was decided on what is no longer the latest."""
        for name, _, entry in self.entries:
            if name == sent.entry:
                return entry.seq
        if sent.expected is not None and sent.expected != self.last_control:
            return None
        seq = len(self.entries) + 1
        self.entries.append((sent.entry, sent.subject, OrderedRecord(seq, sent.subject, role, sent.record)))
        return seq


class Machine:
    """One machine: its log, its file, and whether it reaches the engine."""

    def __init__(self, opening: Record, name: str, role: Role, engine: Engine, skew_ms: int) -> None:
        self.name, self.role, self.engine, self.skew_ms = name, role, engine, skew_ms
        self.file: list[bytes] = [_text(opening.document())]
        self.online = True
        self.acknowledged: list[str] = []
        self.notices = 0
        self.log = SharedLog(opened_log(opening, read_plan), name, role)

    def restart(self) -> None:
        """As after a crash: all that is known is what the file holds."""
        records = [record_of(doc) for doc in map(json.loads, self.file) if "shared" not in doc]
        log: SessionLog = replay(records, read_plan)
        waiting = read_waiting(self.file)
        before = [action.entry for action in self.log.waiting]
        self.log = SharedLog(log, self.name, self.role, waiting)
        assert [action.entry for action in self.log.waiting] == before
        self.rebase()

    def act(self, command: Command, at: int, by: str = "") -> bool:
        """Whether it was done here."""
        stamp = Record("clinic.1", 0, "", at + self.skew_ms, at, at, self.name, by=by)
        try:
            decision, action = self.log.act(command, stamp)
        except CommandRefused:
            return False
        if action is not None:
            self._keep(action)
            self.log.keep(decision, action)
            self.acknowledged.append(action.entry)
        return True

    def send(self, random: Random) -> None:
        """Send the oldest waiting action, with all that can become of it."""
        outgoing = self.log.next_to_send()
        if outgoing is None:
            return
        roll = random.random()
        if not self.online or roll < 0.1:
            if roll < 0.05:
                self.engine.floating.append((outgoing, self.role))
            self.log.not_sent(outgoing.entry)
        elif roll < 0.2:  # stored, and the answer is lost
            self.engine.publish(outgoing, self.role)
            self.log.not_sent(outgoing.entry)
        elif self.engine.publish(outgoing, self.role) is None:
            self.log.not_sent(outgoing.entry, self.engine.last_control)
        self.rebase()

    def receive(self, most: int) -> None:
        """Take in what comes next in the order."""
        if not self.online:
            return
        for _, _, entry in self.engine.entries[self.log.order.last_seq : self.log.order.last_seq + most]:
            record = self.log.arrived(entry)
            if record is not None:
                self.file.append(_text(record.document()))
        self.rebase()

    def rebase(self) -> None:
        """Decide anew what waits."""
        rebased = self.log.rebase()
        self.notices += len(rebased.notices)
        for kept in rebased.kept:
            self._keep(kept)
        assert_consistent(self.log.view.state, max(r.at for r in self.log.view.records) + 10_000)

    def drop_aside(self) -> None:
        """Choose: nothing of what was set aside."""
        for action in self.log.aside:
            self.log.choose(action.entry)
            self._keep(Settled(action.entry, "dropped"))

    def _keep(self, kept: WaitingAction | Settled) -> None:
        self.file.append(_text(document("clinic.1", kept)))


@dataclass
class World:
    """All machines of a session, and the true time."""

    random: Random
    machines: list[Machine] = field(default_factory=list)
    engine: Engine = field(default_factory=Engine)
    now: int = 0

    @classmethod
    def of(cls, random: Random) -> World:
        """One to six machines that have joined."""
        opening = replace(a_session(USUAL_PLAN).recorder.log.latest, session="clinic.1")
        world = cls(random, now=opening.at)
        for number in range(random.randint(2, 6)):
            role: TeamRole = "facilitator" if number == 0 or random.random() < 0.4 else "helper"
            skew = random.choice((0, random.randint(-300_000, 300_000), random.randint(-50, 50)))
            machine = Machine(opening, "abcdef"[number] * 6, role, world.engine, skew)
            if random.random() < 0.5:  # else it joins before it has seen anything
                machine.receive(10**6)
            joined = machine.act(JoinTeam(machine.name, f"User {number}", role), world.now, by="together")
            assert joined
            world.machines.append(machine)
            world.settle([machine])
            assert machine.name in machine.log.confirmed.state.team
            world._act(random.choice(world.machines))
        return world

    def step(self) -> None:
        """Anything that may happen."""
        random = self.random
        self.now += random.choice((0, 1, 500, random.randint(0, 120_000)))
        machine = random.choice(self.machines)
        roll = random.random()
        if roll < 0.45:
            self._act(machine)
        elif roll < 0.65:
            machine.send(random)
        elif roll < 0.85:
            machine.receive(random.choice((1, 1, 3, 10**6)))
        elif roll < 0.9:
            machine.online = not machine.online
        elif roll < 0.93:
            machine.restart()
        elif roll < 0.97 and self.engine.floating:
            outgoing, role = self.engine.floating.pop(random.randrange(len(self.engine.floating)))
            self.engine.publish(outgoing, role)
        else:
            machine.drop_aside()

    def _act(self, machine: Machine) -> None:
        state = machine.log.view.state
        latest = machine.log.view.latest.number
        if self.random.random() < 0.05:
            machine.act(TakeClock(machine.name, state.clock_holder), self.now, by="together")
        else:
            machine.act(random_command(self.random, state, self.now, latest), self.now)

    def settle(self, machines: list[Machine] | None = None) -> None:
        """The network is back and everything that waits is sent."""
        everybody = self.machines if machines is None else machines
        for machine in everybody:
            machine.online = True
        for _ in range(10_000):
            for machine in everybody:
                machine.receive(10**6)
                machine.send(self.random)
                machine.receive(10**6)
            if not any(machine.log.waiting for machine in everybody):
                break
        else:
            raise AssertionError([machine.log.waiting[:2] for machine in everybody])
        for machine in everybody:
            machine.receive(10**6)

    def check(self) -> None:
        """All agree, nothing is twice, and everything acknowledged is accounted for."""
        first, *others = self.machines
        for machine in others:
            assert machine.log.confirmed.records[1:] == first.log.confirmed.records[1:]
            assert machine.log.confirmed.state == first.log.confirmed.state
        kept = [record.entry for record in first.log.confirmed.records[1:]]
        assert len(kept) == len(set(kept))
        for machine in self.machines:
            assert machine.log.view is machine.log.confirmed or not machine.log.waiting
            outcomes = {}
            for doc in map(json.loads, machine.file):
                settled = doc.get("shared", {}).get("settled")
                if settled:
                    outcomes[settled["entry"]] = settled["outcome"]
                instead_of = doc.get("shared", {}).get("waiting", {}).get("instead_of")
                if instead_of:
                    outcomes[instead_of] = "under another name"
            for entry in machine.acknowledged:
                assert entry in kept or entry in outcomes, entry
            machine.restart()
            assert machine.log.confirmed.state == first.log.confirmed.state


def _text(values: dict[str, Any]) -> bytes:
    return json.dumps(values, separators=(",", ":")).encode()
