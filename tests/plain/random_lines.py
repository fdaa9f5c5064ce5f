"""Random typed lines, sensible and not, and what must hold after each of them."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from letsconnect_tui.app import session_views
from letsconnect_tui.app.live_session import LiveSession
from letsconnect_tui.app.rehearsal import Rehearsal
from letsconnect_tui.app.runs import begin_run
from letsconnect_tui.clock import VirtualClock
from letsconnect_tui.exporters.attendance_facts import attendance
from letsconnect_tui.exporters.naming import Naming
from letsconnect_tui.exporters.timing_facts import timing
from letsconnect_tui.plain.live import PlainSession
from letsconnect_tui.plan.read import plan_of_text
from letsconnect_tui.session.attendee import TEAM_ROLES
from letsconnect_tui.session.commands import Redo, Undo
from letsconnect_tui.session.log import replay
from letsconnect_tui.session.moment import moment
from letsconnect_tui.session.record import record_of
from letsconnect_tui.timing.slots import anchor_at
from tests.app.rehearsed import PLAN
from tests.session.consistency import assert_consistent, assert_moment_agrees

if TYPE_CHECKING:
    from letsconnect_tui.session.state import State

MOST_CPU_S = 2.0
"""No line may take longer, in processor time, so that a busy machine decides nothing."""

ANCHORED = PLAN.replace('title = "QuickStatements"', 'title = "QuickStatements"\nstart = "15:30"').replace(
    'fair = "sharers"', "optional = true"
)
PLANS = (PLAN, ANCHORED)

NAMES = ("Ana Silva", "Ána Silva", "anasilva", "Bruno", "كريم", "Zoë Ñahui", "Li", "amaka", "jose", "chidi")
ITEMS = ("welcome", "amaka-share", "jose-share", "draft", "close", "share", "nowhere")
DURATIONS = ("1m", "-1m", "90s", "-90s", "5m", "-30m", "0s", "2m30s", "1h", "9999h", "x", "")
READY = ("confirmed", "slides", "interpreters", "sound", "screen", "cohost", "shoes")
RUBBISH = (
    "", " ", "#", "namaste everyone", "next next", "\x1b[2J", "٣", "=", '"', "rooms size=", "-", "…" * 300,
)  # fmt: skip

COMMON = (
    ("start", 2), ("next", 6), ("back", 2), ("pause", 2), ("resume", 2), ("skip", 2), ("end", 0.3),
    ("undo", 5), ("redo", 3), ("rooms", 1), ("accept", 5), ("reject", 2), ("open", 3), ("close", 2),
    ("tidy", 2), ("handoff", 1), ("give-back", 1), ("options", 1), ("backup", 1), ("status", 1),
    ("recording on", 1), ("recording off", 1), ("rebalance", 2), ("left everyone", 0.2), ("away", 0.5),
    ("copy", 1), ("copy rooms", 1), ("copy people", 1), ("copy essentials", 1), ("history", 0.3),
    ("status --json", 1), ("people --json", 0.5), ("agenda --json", 0.5), ("rooms --json", 0.5),
)  # fmt: skip


def random_line(random: Random) -> str:
    """One line that somebody might type: often sensible, sometimes not."""
    roll = random.random()
    if roll < 0.45:
        lines, weights = zip(*COMMON, strict=True)
        return str(random.choices(lines, weights)[0])
    if roll < 0.5:
        return random.choice(RUBBISH)
    name, other = random.choice(NAMES), random.choice(NAMES)
    number = random.randrange(0, 8)
    made = (
        f"wait {random.choice(('1s', '20s', '1m', '4m', '11m', '25m'))}",
        f"wait {random.choice(('1s', '20s', '1m', '4m'))}",
        f"here {name}",
        f"left {name}",
        f"new {name}",
        f"new {name} lang={random.choice(('es', 'en,fr', 'ig', 'klingon!'))} {random.choice(('', 'first'))}",
        f"headcount {random.choice((0, 1, 4, 12, 47, 47000, 'many'))}",
        f"add {random.choice(DURATIONS)}",
        f"later {random.choice(DURATIONS)}",
        f"extend {random.choice(DURATIONS)}",
        f"started {random.choice(DURATIONS)}",
        f"drop {random.choice(ITEMS)}",
        f"forward {random.choice(ITEMS)}",
        f"swap-items {random.choice(ITEMS)} {random.choice(ITEMS)}",
        f"swap {name} {other}",
        f"ready {name} {random.choice(READY)}",
        f"unready {name} {random.choice(READY)}",
        f"rooms {random.choice(('size=2', 'size=3', 'count=2', 'count=7', 'size=0', 'style=mix', 'seed=9'))}",
        f"late {name}",
        f"move {name} {number}",
        f"lock {name}",
        f"unlock {name}",
        f"room {number} {random.choice(('fine', 'needs-help', 'done', 'odd'))}",
        f"visit {number}",
        f"report {number}",
        f"rebalance end={random.choice(('+10m', '-10m', '0m'))}",
        f"rebalance drop={random.choice(ITEMS)}",
        f"rebalance fix={number}",
        f"merge {name} = {other}",
        f"split {name}",
        f"rename {name} = {other}",
        f"undo {random.randrange(60)}",
        f"note {name} said hello",
        f"ask what about {name}?",
        f"todo send the slides to {name}",
        f"answered {number}",
        f"paste\n{name}\n{other}\n.",
    )
    return random.choice(made)


@dataclass
class Kept:
    """Stands in for the file: what is kept is kept as JSON."""

    documents: list[str] = field(default_factory=list)

    def append(self, document: dict[str, Any]) -> int:
        self.documents.append(json.dumps(document))
        return len(self.documents)


class RandomSession:
    """A session that random lines are typed into; ``type`` raises AssertionError with the script so far."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.seed = seed
        self.plan = plan_of_text(PLANS[seed % len(PLANS)])
        self.clock = VirtualClock(int(self.plan.session.starts_at.timestamp()) * 1000 - 60_000)
        self.kept = Kept()
        recorder = begin_run("small.1", self.plan, "small.toml", self.clock, store=self.kept, rehearsal=True)
        self.session = LiveSession(recorder, zone=ZoneInfo("UTC"))
        self.written: list[str] = []
        rehearsal = Rehearsal(self.session, self.clock)
        self.plain = PlainSession(self.session, self.written.append, rehearsal=rehearsal)
        self.script: list[str] = []

    @property
    def state(self) -> State:
        return self.session.state

    def type(self, line: str) -> None:
        """Type a line (of several rows where it pastes) and check all that must hold."""
        self.script.append(line)
        try:
            self._type(line)
        except Exception as error:
            script = "\n".join(self.script)
            raise AssertionError(f"seed {self.seed}, {type(error).__name__}: {error}\n{script}") from error

    def _type(self, line: str) -> None:
        before, kept, start = self.state, len(self.kept.documents), time.process_time()
        self.written.clear()
        for row in line.split("\n"):
            self.plain.take(row)
        assert time.process_time() - start < MOST_CPU_S
        self._check_answers(line, before, kept)
        now = self.session.now()
        assert_consistent(self.state, now)
        assert_moment_agrees(self.state, now)
        seen = moment(self.state, now)
        assert seen.projected_end == projected_end(self.state, now)

    def _check_answers(self, line: str, before: State, kept: int) -> None:
        answers = [row for row in self.written if row.startswith(("ok ", "no ", "{", "["))]
        silent = not line.strip() or line.lstrip().startswith("#")
        assert len(answers) == (0 if silent else 1), self.written
        assert all(row.startswith(("ok ", "no ", "! ", "  ", "{", "[")) for row in self.written), self.written
        assert all(row.isprintable() for row in self.written), self.written
        if answers and answers[0].startswith("no "):
            assert self.state is before or self._only_time_passed(kept)

    def _only_time_passed(self, kept: int) -> bool:
        """Whether all that was kept since is what the clock did, such as an item that goes on by itself."""
        return all(json.loads(one).get("by") for one in self.kept.documents[kept:])

    def set_the_clock(self) -> None:
        """The wall clock is put right: every length of time stays, and the time of day is the right one."""
        before, now = self.state, self.session.now()
        step_ms = self.random.choice((-3_600_000, -300_000, 120_000, 5 * 3_600_000))
        self.script.append(f"# the wall clock is set by {step_ms} ms")
        self.clock.step(step_ms)
        self.plain.cues()
        moved_ms = self.session.now() - now
        assert moved_ms == (0 if before.phase == "ended" else step_ms)
        assert _lengths(self.state, now + moved_ms) == _lengths(before, now), "a length of time changed"
        assert_consistent(self.state, self.session.now())
        assert_moment_agrees(self.state, self.session.now())

    def check_figures(self) -> None:
        """What is told in one place is told in all others."""
        state, now = self.state, self.session.now()
        status, agenda = session_views.status(self.session), session_views.agenda(self.session)
        people = [
            one for one in session_views.people(self.session)["people"] if one["role"] not in TEAM_ROLES
        ]
        naming = Naming(state, "all")
        times, counts = timing(state, now, naming), attendance(state, now, naming).counts

        here = sum(one["state"] in ("here", "late") for one in people)
        came = sum(bool(one["intervals"]) for one in people)
        assert (status["here"], status["unique"]) == (here, came)
        assert (counts.unique, counts.peak, counts.headcount) == (came, status["peak"], status["headcount"])
        assert (times.offset_s, times.offset_from_start_s) == (
            status["offset_s"],
            status["offset_from_start_s"],
        )
        took = {one["id"]: one["actual_s"] for one in agenda["items"] if one["state"] != "pending"}
        assert took == {one.item: one.actual_s for one in times.items if one.state != "pending"}
        if status["item"] is not None:
            item = status["item"]
            assert item["elapsed_s"] == took[item["id"]]
            assert item["remaining_s"] == item["allotted_s"] + item["added_s"] - item["elapsed_s"]

    def check_undo_and_redo(self) -> None:
        """Undo and redo at one moment give the state back exactly."""
        before = self.state
        undone = self.session.execute(Undo())
        if not undone.ok:
            assert self.state is before
            return
        assert self.session.execute(Redo()).ok
        assert self.state == before, "undo and redo changed something"

    def check_file(self) -> None:
        """What is kept gives the same session again."""
        records = [record_of(json.loads(one)) for one in self.kept.documents]
        again = replay(records, plan_of_text)
        assert not again.unfit
        assert again.state == self.state, "opened again, the session is another"


def _lengths(state: State, now: int) -> object:
    """How long everything ran and everybody was here."""
    return (
        {item: [span.length(now) for span in run.spans] for item, run in state.runs.items()},
        {one.id: [span.length(now) for span in one.spans] for one in state.people.values()},
        [span.length(now) for span in (*state.pauses, *state.recordings)],
        [held.opened_at and now - held.opened_at for held in state.rounds],
    )


def projected_end(state: State, now: int) -> int:
    """When the session will end, reckoned in another way: item after item, never before an anchor."""
    if state.ended_at is not None:
        return state.ended_at
    at = now
    if state.current is not None:
        run = state.runs[state.current]
        ran = sum((now if span.end is None else span.end) - span.start for span in run.spans)
        at += max(0, state.allotted(state.current) + run.added_ms - ran)
    else:
        at = max(now, state.planned_start)
    for item in state.order:
        run = state.runs[item]
        if run.phase != "pending":
            continue
        ran = sum((span.end or now) - span.start for span in run.spans)
        anchor = anchor_at(state.item(item), state.plan, state.planned_start - state.moved_ms)
        if anchor is not None and not ran:
            at = max(at, anchor + state.moved_ms)
        at += max(0, state.allotted(item) + run.added_ms - ran)
    return at
