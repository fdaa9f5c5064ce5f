"""Two windows in plain lines share a session over a real server, which is killed meanwhile."""

from __future__ import annotations

import contextlib
import re
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.together.servers import RealServer, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator

PLAN = Path(__file__).parents[2] / "sessions" / "learning-clinic-newcomers.toml"


class Window:
    """A command under way, what it has said, and what is typed into it."""

    def __init__(self, *arguments: str) -> None:
        self.lines: list[str] = []
        self._process = subprocess.Popen(
            [sys.executable, "-m", "letsconnect_tui", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def type(self, line: str) -> None:
        """One line."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()

    def said(self, pattern: str) -> re.Match[str]:
        """The first line that has it, waited for."""
        wait_for(lambda: any(re.search(pattern, line) for line in self.lines))
        return next(found for line in self.lines if (found := re.search(pattern, line)))

    def quit(self) -> int:
        """Leave; the exit code."""
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):
            self._process.stdin.write("quit\n")
            self._process.stdin.close()
        code = self._process.wait(60)
        self._reader.join(60)
        return code

    def _read(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as said:
            self.lines.extend(said)  # grows line by line


@contextlib.contextmanager
def window(*arguments: str) -> Iterator[Window]:
    """A window that is closed afterwards and never showed a traceback or a text without words."""
    one = Window(*arguments)
    try:
        yield one
    finally:
        one.quit()
    assert not [line for line in one.lines if "Traceback" in line or "⧼" in line]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RealServer]:
    """A server of this test's own, which it may kill."""
    one = RealServer(tmp_path).start()
    yield one
    one.kill()


def test_what_a_helper_does_while_the_server_is_dead_comes_to_the_facilitator_afterwards(
    server: RealServer, tmp_path: Path
) -> None:
    run = ("run", str(PLAN), "--plain", "--together", server.address, "--name", "Ana")
    with window(*run, "--file", str(tmp_path / "ana.json")) as ana:
        code = ana.said(r"letsconnect join (helper-\S+)")[1]
        join = ("join", code, "--plain", "--name", "Ben", "--file", str(tmp_path / "ben.json"))
        with window(*join) as ben:
            ana.said("Ben takes part as helper")
            ben.type("new Zoé")
            ana.said("Zoé is new and here")
            server.kill()
            ben.type("new Tunde Ọlá")
            ben.said("^ok .*Tunde Ọlá is new and here")
            ben.type("next")
            ben.said("^no ")
            server.start()
            ana.said("Tunde Ọlá is new and here")
            ben.type("team")
            ben.said("Everything is shared")

    assert sum("Tunde Ọlá is new" in line for line in ana.lines) == 1


def test_a_session_that_is_opened_while_the_server_is_dead_goes_on_and_is_shared_once_it_is_back(
    server: RealServer, tmp_path: Path
) -> None:
    run = ("run", str(PLAN), "--plain", "--together", server.address, "--file", str(tmp_path / "ana.json"))
    with window(*run) as ana:
        code = ana.said(r"letsconnect join (helper-\S+)")[1]
    join = ("join", code, "--plain", "--name", "Ben", "--file", str(tmp_path / "ben.json"))
    with window(*join) as ben:
        ben.said("holds the clock")
        server.kill()
        with window(*run) as again:
            again.type("note said alone")
            again.said("The session goes on here alone")
            again.said("said alone")
            server.start()
            ben.said("said alone")
            again.type("team")
            again.said("Ben, helper")


def test_after_the_codes_were_replaced_only_the_new_ones_open_the_session_and_it_goes_on(
    server: RealServer, tmp_path: Path
) -> None:
    run = ("run", str(PLAN), "--plain", "--together", server.address, "--file", str(tmp_path / "ana.json"))
    with window(*run) as ana:
        old = ana.said(r"letsconnect join (helper-\S+)")[1]
        for note in ("one", "two", "three"):
            ana.type(f"note {note}")
        with window("join", old, "--plain", "--name", "Ben", "--file", str(tmp_path / "ben.json")) as ben:
            ben.said("three")
            ana.said("Ben takes part")
            ana.type("new-codes")
            ana.said("^ok New codes")
            ben.said("no longer|codes were replaced")
            ana.type("code helper")
            new = ana.said(rf"letsconnect join (?!{re.escape(old)})(helper-\S+)")[1]
            join = ("--plain", "--name", "Cora", "--file", str(tmp_path / "cora.json"))
            with window("join", new, *join) as cora:
                ana.said("Cora takes part")
                cora.type("new Zoé")
                ana.said("Zoé is new and here")
                ana.type("note four")
                cora.said("four")
            with window("join", old, "--plain", "--file", str(tmp_path / "dan.json")) as dan:
                dan.said("no such shared session")


def test_a_session_that_was_handed_over_is_shared_anew_under_codes_of_its_own(
    server: RealServer, tmp_path: Path
) -> None:
    run = ("run", str(PLAN), "--plain", "--together", server.address)
    kept, handed_over = str(tmp_path / "ana.json"), str(tmp_path / "handed-over.json")
    with window(*run, "--file", kept) as ana:
        for note in ("one", "two", "three"):
            ana.type(f"note {note}")
        ana.said("three")
    with window("handover", handed_over, "--file", kept) as done:
        done.said("is in")
    with window(*run, "--file", handed_over, "--name", "Ben") as ben:
        code = ben.said(r"letsconnect join (helper-\S+)")[1]
        cora_file = str(tmp_path / "cora.json")
        with window("join", code, "--plain", "--name", "Cora", "--file", cora_file) as cora:
            ben.said("Cora takes part")
            ben.type("take-clock")
            ben.said("Ben holds the clock")
            ben.type("note four")
            cora.said("four")
            cora.type("new Zoé")
            ben.said("Zoé is new and here")
