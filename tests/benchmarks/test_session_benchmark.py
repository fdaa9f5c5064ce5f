"""Folding and taking back in large sessions, beside what the same events cost one by one."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from random import Random
from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.app.library import Library
from letsconnect_tui.app.recorder import Recorder
from letsconnect_tui.app.runs import outline_of_text
from letsconnect_tui.clock import VirtualClock
from letsconnect_tui.session import commands as c
from letsconnect_tui.session import events as e
from letsconnect_tui.session.cues import cues_between
from letsconnect_tui.session.facts import PersonFacts
from letsconnect_tui.session.log import replay
from letsconnect_tui.session.moment import moment
from letsconnect_tui.session.record import Record, record_of
from tests.app.test_large_files import a_long_session, many_sessions, written
from tests.session.builders import a_plan
from tests.session.consistency import folded_one_by_one

if TYPE_CHECKING:
    from pathlib import Path

    from letsconnect_tui.plan.model import Plan

pytestmark = pytest.mark.bench

PLAN = a_plan()
ZERO = int(PLAN.session.starts_at.timestamp()) * 1000


def _the_plan(text: str, /) -> Plan:
    return PLAN


def story(people: int, count: int) -> list[Record]:
    """So many people who come and go in so many records; half way somebody counts them."""
    random = Random(1)
    roster = tuple(e.PersonAdded(f"p{k}", PersonFacts(f"Person {k}")) for k in range(people))
    made: list[tuple[str, tuple[e.AnyEvent, ...]]] = [
        ("Open", (e.SessionOpened(PLAN.text, "", ZERO),)),
        ("LoadRoster", roster),
        ("Start", (e.SessionStarted("welcome"),)),
    ]
    here: set[str] = set()
    while len(made) < count:
        if len(made) == count // 2:
            made.append(("TakeHeadcount", (e.HeadcountTaken(people),)))
        person = f"p{random.randrange(people)}"
        made.append(
            ("MarkLeft", (e.WentOut(person),)) if person in here else ("MarkHere", (e.CameIn(person),))
        )
        here ^= {person}
    return [
        Record("clinic.1", number, command, ZERO + number * 1000, ZERO, number * 1000, "boot", events)
        for number, (command, events) in enumerate(made)
    ]


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """The quickest of a few times."""
    took = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        took.append(time.perf_counter() - start)
    return min(took)


@pytest.mark.parametrize(("people", "count"), [(100, 500), (1000, 2000), (1000, 5000), (1000, 100_000)])
def test_a_long_session(people: int, count: int) -> None:
    records = story(people, count)
    lines = [json.dumps(record.document()) for record in records]
    log = replay(records, _the_plan)
    fold = seconds(lambda: replay(records, _the_plan))
    read = seconds(lambda: [record_of(json.loads(line)) for line in lines], times=1)
    plain = seconds(lambda: folded_one_by_one(PLAN, records[0], records[1:]), times=1)
    recorder = Recorder(log, VirtualClock(ZERO + count * 1000))
    command = seconds(lambda: recorder.record(c.TakeHeadcount(1)))
    undo = seconds(lambda: recorder.record(c.Undo()))
    early = seconds(lambda: recorder.effect_of_undoing(count // 2))
    now = log.latest.at
    look = seconds(lambda: moment(log.state, now))
    cues = seconds(lambda: cues_between(log.state, now, now + 1000))
    print(
        f"\n{people:>5} people, {count:>7} records: fold {fold * 1e3:.0f} ms"
        f" ({plain / fold:.1f} times as fast as one by one), reading {read * 1e3:.0f} ms,"
        f" undo {undo * 1e3:.1f} ms (half way back {early * 1e3:.0f} ms), command {command * 1e3:.2f} ms,"
        f" moment {look * 1e3:.2f} ms, cues {cues * 1e3:.2f} ms"
    )


def test_large_files(tmp_path: Path) -> None:
    long_file = written(tmp_path / "long.json", a_long_session())
    many_file = written(tmp_path / "many.json", many_sessions(1000))

    def listed(path: Path) -> object:
        outline_of_text.cache_clear()
        with Library.open(path, read_only=True) as library:
            return library.runs()

    def gone_on_with() -> object:
        with Library.open(long_file, read_only=True) as library:
            return library.resume("clinic.1", VirtualClock(ZERO))

    print(
        f"\n80,000 records in one session: listed in {seconds(lambda: listed(long_file)) * 1e3:.0f} ms,"
        f" gone on with in {seconds(gone_on_with) * 1e3:.0f} ms;"
        f" 1,000 sessions with a plan each: listed in {seconds(lambda: listed(many_file)) * 1e3:.0f} ms"
    )
