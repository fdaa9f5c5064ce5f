from __future__ import annotations

import os
import signal
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

import pexpect

from letsconnect_tui.app.library import Library
from tests.app.rehearsed import PLAN
from tests.terminal.real_terminal import end, is_left_clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Spawn = Callable[..., pexpect.spawn]

GONE_S = 3.0
SIGNALLED_BY = 128
KINDS = ("run", "home", "session from home", "rehearse", "demo")


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Spawn]:
    """Starts ``letsconnect`` in a terminal of its own and waits until its screens stand."""
    plan = tmp_path / "plan.toml"
    plan.write_text(PLAN.replace("2026-12-03", "2099-12-03"), "utf-8")  # or run asks: it is past
    started: list[pexpect.spawn] = []

    def start(kind: str) -> pexpect.spawn:
        file = str(tmp_path / "db.json")
        arguments = {
            "run": ["run", str(plan), "--file", file],
            "rehearse": ["rehearse", str(plan), "--file", file],
            "demo": ["demo"],
        }.get(kind, ["--file", file])
        keep = {name: value for name, value in os.environ.items() if name in ("PATH", "PYTHONPATH")}
        home = {"HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path / "state"), "LANG": "C.UTF-8"}
        child = pexpect.spawn(
            sys.executable,
            ["-m", "letsconnect_tui", *arguments],
            dimensions=(24, 80),
            env=keep | home | {"TERM": "xterm-256color"},
            cwd=str(tmp_path),
            timeout=20,
        )
        started.append(child)
        child.expect("learn the keys|more")
        if kind == "session from home":
            time.sleep(0.5)
            child.send("\r")
            child.expect("more")
        return child

    yield start
    for one in started:
        end(one)


def _exit_code(child: pexpect.spawn) -> int:
    """How it ended, within the time it has for that; what it writes meanwhile is taken, if anybody can."""
    until = time.monotonic() + GONE_S
    while child.isalive():
        assert time.monotonic() < until, "the program lives on"
        if child.child_fd == -1:
            time.sleep(0.02)
            continue
        try:
            child.read_nonblocking(65536, timeout=0.05)
        except (pexpect.TIMEOUT, pexpect.EOF):
            time.sleep(0.02)
    with suppress(pexpect.EOF, pexpect.TIMEOUT, OSError, ValueError):
        while child.child_fd != -1:  # what it wrote last may still wait to be read
            child.read_nonblocking(65536, timeout=0.2)
    return int(child.exitstatus if child.exitstatus is not None else SIGNALLED_BY + child.signalstatus)


@pytest.mark.parametrize("kind", KINDS)
def test_a_closed_window_ends_the_program_and_frees_the_file(
    program: Spawn, tmp_path: Path, kind: str
) -> None:
    child = program(kind)
    os.close(child.child_fd)
    child.child_fd = -1
    _exit_code(child)  # nobody is left to tell it to, and Python may find its output closed
    with Library.open(tmp_path / "db.json") as library:
        assert not library.file.read_only


@pytest.mark.parametrize("name", ["SIGHUP", "SIGTERM", "SIGINT"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_signal_ends_the_program_not_only_its_screens(program: Spawn, kind: str, name: str) -> None:
    child = program(kind)
    number = getattr(signal, name)
    child.kill(number)
    assert _exit_code(child) == SIGNALLED_BY + number


def test_terminated_twice_it_still_leaves_the_terminal_clean(program: Spawn) -> None:
    child = program("run")
    child.logfile_read = raw = _Bytes()
    child.kill(signal.SIGTERM)
    child.kill(signal.SIGTERM)
    assert _exit_code(child) == SIGNALLED_BY + signal.SIGTERM
    assert is_left_clean(b"\x1b[?1049h" + raw.got)


class _Bytes:
    """Keeps what the terminal got."""

    def __init__(self) -> None:
        self.got = b""

    def write(self, data: bytes) -> None:
        self.got += data

    def flush(self) -> None:
        """Nothing waits."""
