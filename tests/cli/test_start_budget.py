"""What is loaded before a live screen is first painted is a budget, since everybody waits for it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

MOST_MODULES = 145
"""Of ours, the command line's too; the rest is what Textual, TinyDB's file and the standard library take."""
PLAN = "sessions/learning-clinic-newcomers.toml"
RUN = """
import json
import sys
from functools import partialmethod
import letsconnect_tui.__main__
import letsconnect_tui.cli.run
from letsconnect_tui.cli.exit_codes import run_guarded
from letsconnect_tui.session.commands import Next
from letsconnect_tui.tui.app import LiveApp
from letsconnect_tui.tui.ticker import Ticker

loaded = {}
first_second, show_cues = Ticker.tick_once, Ticker._show_cues

def seen(name):
    loaded[name] = [one for one in sys.modules if one not in sum(loaded.values(), [])]

def painted(ticker):
    if not loaded:
        seen("first paint")
    first_second(ticker)

def checked(ticker, result):
    show_cues(ticker, result)
    if len(loaded) == 1:
        seen("first second")
        ticker._app.execute(Next(), lambda reply: (seen("first command"), ticker._app.exit(0)))

Ticker.tick_once, Ticker._show_cues = painted, checked
LiveApp.run = partialmethod(LiveApp.run, headless=True)
letsconnect_tui.cli.run.has_terminal = lambda: True
run_guarded(["run", sys.argv[1], "--file", sys.argv[2]])
print(json.dumps(loaded))
"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The modules that are loaded when a session under way is painted, a second later, and by a command."""
    folder = tmp_path_factory.mktemp("start")
    environment = os.environ | {"XDG_STATE_HOME": str(folder), "HOME": str(folder)}
    begin = ["-m", "letsconnect_tui", "run", PLAN, "--plain", "--file", str(folder / "kept.json")]
    go_on = ["-c", RUN, PLAN, str(folder / "kept.json")]
    for arguments in (begin, go_on):
        command = [sys.executable, *arguments]
        done = subprocess.run(
            command,
            input="next\nquit\n",
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
            env=environment,
        )
    modules: dict[str, list[str]] = json.loads(done.stdout)
    return modules


@pytest.mark.parametrize(
    "part",
    [
        "letsconnect_tui.breakouts",
        "letsconnect_tui.importers",
        "letsconnect_tui.exporters",
        "letsconnect_tui.plain",
        "letsconnect_tui.app.retention",
        "letsconnect_tui.app.forgetting",
        "letsconnect_tui.app.saving",
        "letsconnect_tui.app.alerts",
        "letsconnect_tui.commands.table",
        "letsconnect_tui.people.find",
        "letsconnect_tui.session.decide",
        "letsconnect_tui.session.decide_agenda",
        "letsconnect_tui.timing.rebalance",
        "letsconnect_tui.tui.widgets.line_list",
        "anyascii",
        "rapidfuzz",
        "tomlkit",
        "tinydb",
        "babel",
        "nats",
        "nacl",
        "letsconnect_tui.together.nats_engine",
    ],
)
def test_the_first_paint_does_not_wait_for(part: str, loaded: dict[str, list[str]]) -> None:
    assert not [name for name in loaded["first paint"] if name == part or name.startswith(f"{part}.")]


def test_the_first_paint_waits_for_few_modules(loaded: dict[str, list[str]]) -> None:
    ours = [name for name in loaded["first paint"] if name.startswith("letsconnect_tui")]

    assert len(ours) <= MOST_MODULES


def test_a_session_on_one_machine_never_loads_the_engine(loaded: dict[str, list[str]]) -> None:
    names = {name.partition(".")[0] for modules in loaded.values() for name in modules}

    assert not names & {"nats", "nacl"}


def test_the_first_command_loads_nothing(loaded: dict[str, list[str]]) -> None:
    """What it needs is loaded in the first second, on the session's thread."""
    assert "letsconnect_tui.session.decide" in loaded["first second"]
    assert [name for name in loaded["first command"] if name.startswith("letsconnect_tui")] == []


HOME = """
import sys
from letsconnect_tui.cli.exit_codes import run_guarded
assert run_guarded(sys.argv[1:]) == 0
print(*sys.modules)
"""


@pytest.mark.parametrize("form", ["--file {}", "--file={}"])
def test_home_loads_no_other_command(form: str, tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOME, *form.format(tmp_path / "kept.json").split()]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)

    loaded = done.stdout.splitlines()[-1].split()

    assert "letsconnect_tui.cli.home" in loaded
    assert "letsconnect_tui.cli.run" not in loaded
    assert not [name for name in loaded if name.startswith("letsconnect_tui.importers")]
