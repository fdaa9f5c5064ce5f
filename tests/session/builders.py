"""Plans and sessions for tests, in few words: ``a_session().started().at(3).give(Next())``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Self

from letsconnect_tui.app.runs import begin_run
from letsconnect_tui.clock import VirtualClock
from letsconnect_tui.plan.read import plan_of_text
from letsconnect_tui.session import commands as c
from letsconnect_tui.session import room_commands
from letsconnect_tui.session.facts import Command, PersonFacts, RoomFacts
from letsconnect_tui.session.moment import Moment, moment
from letsconnect_tui.session.record import record_of

if TYPE_CHECKING:
    from letsconnect_tui.app.recorder import Outcome, RecordStore
    from letsconnect_tui.plan.model import Plan
    from letsconnect_tui.session.record import Record
    from letsconnect_tui.session.state import ItemRun, State

SECOND = 1000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE

USUAL: dict[str, Any] = {
    "welcome": 5,
    "ana": {"duration": "10m", "kind": "share", "lead": "ana"},
    "bo": {"duration": "10m", "kind": "share", "lead": "bo"},
    "draft": {"duration": "20m", "kind": "breakout"},
    "close": {"duration": "5m", "kind": "close"},
}
PEOPLE: dict[str, Any] = {"ana": "sharer", "bo": "sharer", "flo": "facilitator", "ivo": "interpreter"}


def a_plan(
    items: dict[str, Any] | None = None,
    *,
    start: str = "2026-12-03T15:00",
    zone: str = "Africa/Lagos",
    length: str = "1h",
    repeats: tuple[str, ...] = (),
    name: str = "clinic",
    people: dict[str, Any] | None = None,
) -> Plan:
    """A plan of these items: an id and its minutes, or its keys as in a plan file."""
    head = {"id": name, "title": name, "kind": "learning-clinic", "timezone": zone, "length": length}
    lines = ["plan = 1", "[session]", *_keys(head), f"start = {start}"]
    lines += [f"repeats = [{', '.join(repeats)}]"]
    for person, role in (PEOPLE if people is None else people).items():
        lines += ["[[people]]", *_keys({"id": person, "name": person.capitalize(), "role": role})]
    for item, given in (USUAL if items is None else items).items():
        keys = {"duration": f"{given}m", "kind": "framing"} if isinstance(given, int) else given
        lines += ["[[item]]", *_keys({"id": item, "title": item.capitalize(), **keys})]
    return plan_of_text("\n".join(lines))


def _keys(values: dict[str, Any]) -> list[str]:
    """Lines of TOML; what JSON writes for texts, numbers, truth and lists is TOML too."""
    return [f"{key} = {_value(value)}" for key, value in values.items()]


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_value(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_value(one) for one in value) + "]"
    return json.dumps(value, ensure_ascii=False)


class Kept:
    """A store that keeps what a file would, as JSON."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def append(self, document: dict[str, Any]) -> int:
        self.lines.append(json.dumps(document))
        return len(self.lines)

    @property
    def records(self) -> list[Record]:
        return [record_of(json.loads(line)) for line in self.lines]


class Sitting:
    """A session that is being held: a recorder on a clock that moves by hand."""

    def __init__(self, plan: Plan, *, early_ms: int, store: RecordStore | None) -> None:
        self.zero = int(plan.session.starts_at.timestamp()) * 1000
        self.clock = VirtualClock(self.zero - early_ms)
        self.recorder = begin_run("clinic.1", plan, "clinic.toml", self.clock, store=store)

    def at(self, minutes: float = 0, seconds: float = 0) -> Self:
        """Let time pass until so long after the planned start."""
        self.clock.advance(self.zero + _ms(minutes, seconds) - self.recorder.now())
        return self

    def wait(self, minutes: float = 0, seconds: float = 0) -> Self:
        self.clock.advance(_ms(minutes, seconds))
        return self

    def give(self, *commands: Command) -> Self:
        for command in commands:
            self.recorder.record(command)
        return self

    def given(self, command: Command) -> Outcome:
        return self.recorder.record(command)

    def started(self) -> Self:
        return self.give(c.Start())

    @property
    def state(self) -> State:
        return self.recorder.state

    @property
    def now(self) -> int:
        return self.recorder.now()

    @property
    def seen(self) -> Moment:
        return moment(self.state, self.now)

    def run(self, item: str) -> ItemRun:
        return self.state.runs[item]

    def minutes(self, item: str) -> float:
        """How long an item ran."""
        return self.run(item).elapsed(self.now) / MINUTE

    def clock_minutes(self, at: int | None) -> float:
        """A moment as minutes after the planned start as it was at first."""
        assert at is not None
        return (at - self.zero) / MINUTE

    def named(self, name: str) -> str:
        """The id of the person of that name."""
        return next(one.id for one in self.state.people.values() if one.facts.name == name)


def _ms(minutes: float, seconds: float) -> int:
    return round(minutes * MINUTE + seconds * SECOND)


def a_session(plan: Plan | None = None, *, early_ms: int = 0, store: RecordStore | None = None) -> Sitting:
    """A session that was opened at its planned start, or so long before."""
    return Sitting(plan or a_plan(), early_ms=early_ms, store=store)


def somebody(name: str, **facts: Any) -> c.AddPerson:
    """The command for a walk-in who is here."""
    return c.AddPerson(PersonFacts(name, **facts))


def rooms(*members: tuple[str, ...], seed: int = 1) -> room_commands.AcceptRooms:
    """The command that takes rooms with these people."""
    return room_commands.AcceptRooms(
        tuple(RoomFacts(k, members=ids) for k, ids in enumerate(members, 1)), seed
    )
