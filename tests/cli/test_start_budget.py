"""What is loaded before a live screen is first painted is a budget, since everybody waits for it."""

from __future__ import annotations

import subprocess
import sys

import pytest

MOST_MODULES = 144
"""Of ours; the rest is what Textual, TinyDB's file and the standard library take."""
TO_THE_FIRST_PAINT = """
import sys
from pathlib import Path
from letsconnect_tui.clock import VirtualClock
from letsconnect_tui.app.live_session import LiveSession
from letsconnect_tui.app.library import Library
from letsconnect_tui.app.plan_library import load_plan
from letsconnect_tui.session.commands import Next
from letsconnect_tui.tui.app import LiveApp
from letsconnect_tui.tui.ticker import Ticker

loaded = []
def first_second(ticker):
    loaded.extend(sys.modules)
    ticker._app.exit(0)

Ticker.tick_once = first_second
plan = load_plan(Path("sessions/learning-clinic-newcomers.toml"))
with Library.open(Path(sys.argv[1])) as library:
    clock = VirtualClock(int(plan.session.starts_at.timestamp()) * 1000)
    session = LiveSession(library.begin(plan, "plan.toml", clock), met_before=library.met_before)
    session.execute(Next())
    LiveApp(session, library=library).run(headless=True)
print(*loaded)
"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """Every module that is loaded when a session under way has just been painted."""
    file = tmp_path_factory.mktemp("start") / "kept.json"
    command = [sys.executable, "-c", TO_THE_FIRST_PAINT, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    return frozenset(done.stdout.split())


@pytest.mark.parametrize(
    "part",
    [
        "letsconnect_tui.breakouts",
        "letsconnect_tui.importers",
        "letsconnect_tui.exporters.room_lists",
        "letsconnect_tui.plain",
        "letsconnect_tui.app.retention",
        "letsconnect_tui.app.alerts",
        "letsconnect_tui.commands.table",
        "letsconnect_tui.people.find",
        "letsconnect_tui.timing.rebalance",
        "anyascii",
        "rapidfuzz",
        "tomlkit",
        "tinydb",
        "babel",
    ],
)
def test_the_first_paint_does_not_wait_for(part: str, loaded: frozenset[str]) -> None:
    assert not [name for name in loaded if name == part or name.startswith(f"{part}.")]


def test_the_first_paint_waits_for_few_modules(loaded: frozenset[str]) -> None:
    assert len([name for name in loaded if name.startswith("letsconnect_tui")]) <= MOST_MODULES
