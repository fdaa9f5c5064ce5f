from __future__ import annotations

import os
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

import termios

from tests.terminal.real_terminal import Terminal, end, is_left_clean

if TYPE_CHECKING:
    from pathlib import Path

Open = Callable[..., Terminal]
TICK_BYTES = 512


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Open]:
    opened: list[Terminal] = []

    def run(columns: int, rows: int, *arguments: str, **env: str) -> Terminal:
        home = {"HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path / "state"), "LANG": "C.UTF-8"}
        keep = {name: value for name, value in os.environ.items() if name in ("PATH", "PYTHONPATH")}
        terminal = Terminal(columns, rows, *arguments, env=keep | home | env)
        opened.append(terminal)
        return terminal

    yield run
    for one in opened:
        end(one.child)


@pytest.mark.parametrize(("columns", "rows"), [(70, 24), (80, 24), (120, 40)])
def test_a_live_session_is_complete_at(terminal: Open, columns: int, rows: int) -> None:
    live = terminal(columns, rows, "live")
    live.until("left of 5:00")
    live.until("more")
    for text in (
        "LIVE",
        "1 of",
        "Welcome",
        "Chidi Okoye",
        "next",
        "on deck",
        "latest finish",
        "Pad:",
        "n next",
    ):
        assert text in live.text, text


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_leaves_the_terminal_clean(terminal: Open, name: str) -> None:
    live = terminal(80, 24, "live")
    live.until("more")
    if name == "SIGINT":
        live.child.sendcontrol("c")
        live.until("Close this window?")
        live.child.sendcontrol("c")
        assert live.gone() == 0
    else:
        number = getattr(signal, name)
        live.child.kill(number)
        assert live.gone() == 128 + number
    assert is_left_clean(live.raw)
    assert (
        live.raw.count(b"\x1b[22;2t") == live.raw.count(b"\x1b[23;2t") <= 1
    )  # the title is set a moment later


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_screens_that_hang_are_ended_by_a_signal_and_leave_the_terminal_clean(
    terminal: Open, name: str
) -> None:
    live = terminal(80, 24, "live", "hang")
    usual = termios.tcgetattr(live.child.child_fd)
    live.until("more")
    assert termios.tcgetattr(live.child.child_fd) != usual
    number = getattr(signal, name)
    live.child.kill(number)
    until = time.monotonic() + 20
    while live.child.isalive() and time.monotonic() < until:
        live.read(0.05)
    live.read(0.1)
    assert live.child.exitstatus == 128 + number
    assert is_left_clean(live.raw)
    assert (
        live.raw.count(b"\x1b[22;2t") == live.raw.count(b"\x1b[23;2t") <= 1
    )  # the title is set a moment later
    assert termios.tcgetattr(live.child.child_fd) == usual


def test_a_crash_leaves_two_lines_and_a_report_without_names(terminal: Open, tmp_path: Path) -> None:
    live = terminal(80, 24, "live", "crash")
    assert live.gone() == 1
    assert is_left_clean(live.raw)
    assert "Something went wrong" in live.text
    report = next((tmp_path / "state").rglob("crash-*.log"))
    assert "IndexError" in report.read_text("utf-8")
    assert "Chidi" not in report.read_text("utf-8")
    assert report.stat().st_mode & 0o077 == 0
    after = live.raw[live.raw.rfind(b"\x1b[?1049l") :].decode()
    assert "Traceback" not in after
    assert "Chidi" not in after


def test_resizing_while_running_shows_what_fits(terminal: Open) -> None:
    live = terminal(80, 24, "live")
    live.until("more")
    live.resize(130, 40)
    live.until("┬")
    live.resize(60, 20)
    live.until("n next")
    live.read(1.2)
    assert "left of 5:00" in live.text
    assert "? more" in live.text


def test_a_second_costs_at_most_half_a_kilobyte(terminal: Open) -> None:
    live = terminal(120, 40, "live")
    live.until("more")
    live.read(2.5)
    got = live.read(5.0)
    assert 0 < len(got) / 5 <= TICK_BYTES


def test_the_window_title_says_what_is_left(terminal: Open) -> None:
    live = terminal(80, 24, "live")
    live.until("more")
    live.read(1.0)
    assert re.search(rb"\x1b\]2;\d:\d\d left \xc2\xb7 on time\x07", live.raw) is not None


def test_without_colour_only_the_terminals_own_colours_are_sent(terminal: Open) -> None:
    live = terminal(80, 24, "live", NO_COLOR="1")
    live.until("more")
    assert re.findall(rb"\x1b\[[\d;]*[34]8;[\d;]*m", live.raw) == []
