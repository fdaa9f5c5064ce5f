"""``letsconnect screen`` follows a session that another process runs, and ends at once."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.cli.exit_codes import run_guarded
from letsconnect_tui.cli.screen import listening_address
from letsconnect_tui.errors import InputError
from tests.tui.clinic import CLINIC

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = [sys.executable, "-m", "letsconnect_tui"]


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A file with a session that began."""
    (tmp_path / "plan.toml").write_text(CLINIC, "utf-8")
    file = tmp_path / "kept.json"
    call = [*PROGRAM, "run", str(tmp_path / "plan.toml"), "--plain", "--file", str(file)]
    subprocess.run(call, input=b"start\nstart\nquit\n", check=True, capture_output=True)
    return file


def read_facts(address: str) -> dict[str, object]:
    """The first facts that a viewer hears."""
    with urllib.request.urlopen(address + "facts", timeout=60) as answer:
        data: dict[str, object] = json.loads(answer.readline().removeprefix(b"data: "))
        return data


@pytest.mark.skipif(
    sys.platform == "win32", reason="Ctrl+C reaches a process of its own only through a console"
)
def test_it_follows_the_session_of_another_process_and_ctrl_c_ends_it_while_somebody_looks(
    kept: Path,
) -> None:
    call = [*PROGRAM, "screen", "clinic", "--listen", "127.0.0.1:0", "--file", str(kept)]
    with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        address = re.findall("http://.*/", process.stdout.readline())[0]
        facts = read_facts(address)
        run = [*PROGRAM, "run", str(kept.parent / "plan.toml"), "--plain", "--file", str(kept)]
        subprocess.run(run, input=b"pause\nquit\n", check=True, capture_output=True)
        with urllib.request.urlopen(address + "facts", timeout=60) as looking:
            assert any(b'"phase":"paused"' in looking.readline() for _ in range(20))
            process.send_signal(signal.SIGINT)
            try:
                assert process.wait(60) == 0
            finally:
                process.kill()  # or a test that fails would wait for it for ever
        assert process.stderr.read() == ""
    assert '"phase":"live"' in json.dumps(facts, separators=(",", ":"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (None, ("127.0.0.1", None)),
        ("", ("127.0.0.1", None)),
        ("8080", ("127.0.0.1", 8080)),
        (":8080", ("127.0.0.1", 8080)),
        ("0.0.0.0:8080", ("0.0.0.0", 8080)),
        ("0.0.0.0", ("0.0.0.0", None)),
        ("laptop.local:1", ("laptop.local", 1)),
        ("[::]:8080", ("::", 8080)),
        ("[::1]", ("::1", None)),
    ],
)
def test_an_address_to_listen_on_may_leave_out_either_part(
    typed: str | None, meant: tuple[str, int | None]
) -> None:
    assert listening_address(typed) == meant


@pytest.mark.parametrize("typed", ["0.0.0.0:x", "0.0.0.0:99999", "a:-1", "http://x:y", "::1", "127.0.0.1:²"])
def test_what_is_no_address_is_told(typed: str) -> None:
    with pytest.raises(InputError):
        listening_address(typed)


@pytest.mark.parametrize("listen", ["192.0.2.77:8017", "no.such.host.invalid:80", "127.0.0.1:taken"])
def test_an_address_that_cannot_be_used_is_told(
    listen: str, kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        typed = listen.replace("taken", str(taken.getsockname()[1]))
        assert run_guarded(["screen", "clinic", "--listen", typed, "--file", str(kept)]) == 2
    assert f"Nothing can be shown at {typed}" in capsys.readouterr().err


def test_a_session_that_there_is_not_is_told(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_guarded(["screen", "nothing", "--file", str(kept)]) == 2
    assert "nothing" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="Textual's driver for browsers wants signals of Unix")
def test_a_driver_that_shows_screens_elsewhere_gets_the_screens_and_not_plain_lines(kept: Path) -> None:
    """As textual-serve starts the program: no terminal, and its driver in the environment."""
    environment = os.environ | {
        "TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver",
        "COLUMNS": "80",
        "ROWS": "24",
    }
    call = [*PROGRAM, "run", str(kept.parent / "plan.toml"), "--look", "--file", str(kept)]
    with subprocess.Popen(
        call, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"__GANGLION__\n"
        seen = b""
        while b"friendly" not in seen:
            read = process.stdout.read(1)
            assert read, seen
            seen += read
        process.kill()
