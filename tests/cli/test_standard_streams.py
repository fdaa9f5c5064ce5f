"""Standard input that is closed has ended; standard output that takes nothing is said in one line."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from letsconnect_tui.app.plan_library import shipped_plans
from letsconnect_tui.store import EventFile
from tests.exporters.held import held_session

PLAN = next(path for path in shipped_plans() if path.name == "first-steps.toml")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell closes the streams")


def in_shell(arguments: str, streams: str) -> subprocess.CompletedProcess[str]:
    command = f"{shlex.quote(sys.executable)} -m letsconnect_tui {arguments} {streams}"
    return subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, timeout=30)


@pytest.mark.parametrize("command", ["run", "rehearse"])
def test_closed_standard_input_is_the_end_of_input(command: str) -> None:
    done = in_shell(f"{command} {PLAN} --plain", "<&-")

    assert done.stdout.splitlines()[-1].startswith("ok")
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("arguments", "streams"),
    [
        (f"rehearse {PLAN}", ">&-"),
        (f"check {PLAN}", ">/dev/full"),
        (f"show {PLAN}", ">/dev/full"),
        (f"rehearse {PLAN}", ">/dev/full"),
    ],
)
def test_output_that_takes_nothing_is_one_line_and_no_crash(arguments: str, streams: str) -> None:
    if streams == ">/dev/full" and not Path("/dev/full").exists():
        pytest.skip("no full device here")
    done = in_shell(arguments, f"</dev/null {streams}")

    assert done.stderr.startswith("Standard output cannot be written: ")
    assert len(done.stderr.splitlines()) == 1
    assert done.returncode == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_an_export_on_a_full_disk_is_one_line(tmp_path: Path) -> None:
    file = EventFile.open(tmp_path / "letsconnect.json")
    held_session(store=file)
    file.close()

    done = in_shell(f"export log last --names --file {file.path}", ">/dev/full")

    assert done.stderr == "Standard output cannot be written: No space left on device.\n"
    assert done.returncode == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_nowhere_to_complain_is_no_crash_either() -> None:
    assert in_shell("check /nowhere.toml", ">/dev/full 2>/dev/full").returncode in (1, 2)


def test_a_reader_who_has_had_enough_is_no_failure() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "letsconnect_tui", "show", str(PLAN)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    with process.stderr as errors:
        assert errors.read() == ""
    assert process.wait() == 0
