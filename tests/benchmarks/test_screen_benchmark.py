"""The live screen in a real terminal: its start, its seconds, and what a key in the list of people costs.

Bytes are asserted, since a slow line feels them; times are printed, with the goal beside them.
"""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import fmean, median, quantiles

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from letsconnect_tui.app.library import Library
from letsconnect_tui.app.live_session import LiveSession
from letsconnect_tui.app.plan_library import load_plan
from letsconnect_tui.clock import SystemClock
from letsconnect_tui.session.commands import Next
from tests.app.rehearsed import PLAN
from tests.benchmarks.timed_terminal import TimedTerminal

pytestmark = pytest.mark.bench

HERE = Path(__file__).parent
SMALLEST = (str(HERE / "smallest_app.py"),)
READY = b"more"
HOME_READY = b"quit"
DOWN, ENTER = b"\x1b[B", b"\r"
MOST_BYTES = {"cursor": 1_500, "mark": 1_000, "tick": 500}
SIZES = (60, 1_000)


def live(people: int, folder: Path) -> tuple[str, ...]:
    return (str(HERE / "live_screen.py"), str(people), str(folder / f"{people}.sqlite"))


def a_session_under_way(folder: Path) -> tuple[str, ...]:
    """The command line that goes on with a session that was begun and left."""
    plan, file = folder / "plan.toml", folder / "kept.json"
    plan.write_text(PLAN, "utf-8")
    with Library.open(file) as library:
        LiveSession(library.begin(load_plan(plan), str(plan), SystemClock())).execute(Next())
    return ("-m", "letsconnect_tui", "run", str(plan), "--file", str(file))


def first_paint_s(argv: tuple[str, ...], ready: bytes) -> float:
    with TimedTerminal(*argv) as terminal:
        return terminal.until(ready)


def with_bytecode(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Let programs find their modules compiled, as they are where they are installed."""
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    monkeypatch.setenv("PYTHONPYCACHEPREFIX", str(folder / "bytecode"))


def test_start_beside_the_smallest_app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = a_session_under_way(tmp_path)
    home = ("-m", "letsconnect_tui", "--file", run[-1])
    with_bytecode(monkeypatch, tmp_path)
    programs = {"smallest": (SMALLEST, READY), "live screen": (run, READY), "home": (home, HOME_READY)}
    for argv, ready in programs.values():
        first_paint_s(argv, ready)  # compiles what it loads
    times: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(15):  # in turns, so that another program's load falls on all
        for name, (argv, ready) in programs.items():
            times[name].append(first_paint_s(argv, ready))
    smallest = times.pop("smallest")
    print(f"\nthe smallest app: {min(smallest) * 1000:.0f} ms at best")
    for name, taken in times.items():
        best, middle = min(taken) / min(smallest), median(taken) / median(smallest)
        print(
            f"start to {name}: {min(taken) * 1000:.0f} ms; {best:.2f} × the smallest app at best,"
            f" {middle:.2f} × median (goal ≤ 1.7)"
        )


def test_idle_seconds(tmp_path: Path) -> None:
    with TimedTerminal(*live(60, tmp_path)) as terminal:
        terminal.until(READY)
        terminal.behind_a_tick()
        terminal.behind_a_tick()
        before, busy = terminal.last_at, terminal.processor_s()
        ticks = [terminal.behind_a_tick() for _ in range(12)]
        share = (terminal.processor_s() - busy) / (terminal.last_at - before)
    print(f"\nidle at 1 Hz: {share:.1%} of one processor (goal ≤ 1 %), {median(ticks):.0f} bytes a second")
    assert median(ticks) <= MOST_BYTES["tick"]


@pytest.mark.parametrize("people", SIZES)
def test_keys_in_the_list_of_people(people: int, tmp_path: Path) -> None:
    costs: dict[str, list[tuple[float, int]]] = {"cursor": [], "mark": []}
    with TimedTerminal(*live(people, tmp_path)) as terminal:
        terminal.until(READY)
        terminal.behind_a_tick()
        terminal.key(b"w")
        ticks = []
        for _ in range(20):
            ticks.append(terminal.behind_a_tick())
            for name, sequence in (("cursor", DOWN), ("mark", ENTER)):
                costs[name].append(terminal.key(sequence))
    print(f"\n{people} people:")
    for name, measured in costs.items():
        times, sizes = [one[0] for one in measured], [one[1] for one in measured]
        slow = quantiles(times, n=20)[-1]
        print(
            f"  {name:7} {median(times):5.1f} ms to the first byte, p95 {slow:5.1f} (goal ≤ 30);"
            f" {median(sizes):4.0f} bytes, {fmean(sizes):.0f} on average with scrolling, at most {max(sizes)}"
        )
        assert fmean(sizes) <= MOST_BYTES[name]
    print(f"  tick    {median(ticks):4.0f} bytes")
    assert median(ticks) <= MOST_BYTES["tick"]
