"""The file of a session is removed or changed while it runs: it goes on, says where, and is found again."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

PLAN = "sessions/connectathon.toml"


def letsconnect(*arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "letsconnect_tui", *arguments]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, text=True, encoding="utf-8", **pipes)  # type: ignore[call-overload,no-any-return]


def answers_to(process: subprocess.Popen[str], line: str) -> list[str]:
    """Type a line; everything that is written up to its answer."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(line + "\n")
    process.stdin.flush()
    written: list[str] = []
    while not written or not written[-1].startswith(("ok", "no")):
        written.append(process.stdout.readline().rstrip())
    return written


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets nobody remove an open file")
@pytest.mark.parametrize("accident", ["removed", "changed"])
def test_a_session_whose_file_is_lost_goes_on_says_where_and_is_found_again(
    tmp_path: Path, accident: str
) -> None:
    file = tmp_path / "kept.json"
    process = letsconnect("run", PLAN, "--plain", "--file", str(file))
    answers_to(process, "start")
    if accident == "removed":
        file.unlink()
    else:
        file.write_text("{}")

    answers = answers_to(process, "note all is well")
    assert answers[-1].startswith("ok")
    (copy,) = tmp_path.glob("kept.json.ours-*[0-9]")
    assert any(line.startswith("!") and str(copy) in line for line in answers)
    goodbye = answers_to(process, "quit")
    assert str(copy) in goodbye[-1]
    process.communicate(timeout=30)

    where = file if accident == "removed" else copy
    again = letsconnect("run", PLAN, "--plain", "--file", str(where))
    assert "all is well" in " ".join(answers_to(again, "history"))
    again.communicate(timeout=30)
