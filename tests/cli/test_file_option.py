from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from typer.main import get_command

from letsconnect_tui.cli.app import COMMANDS, build
from letsconnect_tui.exporters.formats import KINDS

if TYPE_CHECKING:
    from pathlib import Path


def options_of(*names: str) -> set[str]:
    command = get_command(build([names[0]]))
    for name in names:
        command = command.commands[name]  # type: ignore[attr-defined]
    return {option for parameter in command.params for option in parameter.opts}


@pytest.mark.parametrize(
    "names",
    [(one,) for one in COMMANDS]
    + [("export", one) for one in KINDS]
    + [("attendance", "read"), ("template", "list")],
)
def test_the_file_option_follows_any_command(names: tuple[str, ...]) -> None:
    assert "--file" in options_of(*names)


def letsconnect(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "letsconnect_tui", *arguments]
    return subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, timeout=60, check=False)


@pytest.mark.parametrize("before", [True, False])
def test_the_file_is_used_wherever_the_option_stands(tmp_path: Path, before: bool) -> None:
    file, plan = tmp_path / "kept.json", "sessions/connectathon.toml"
    option = ("--file", str(file))
    run = ("run", plan, "--plain")
    assert letsconnect(*(option + run if before else run + option)).returncode == 0
    listed = letsconnect(*(("sessions", *option) if before else (*option, "sessions")))
    assert b"Connectathon" in listed.stdout


def test_a_file_named_before_export_is_the_one_exported_from(tmp_path: Path) -> None:
    file = str(tmp_path / "kept.json")
    letsconnect("run", "sessions/connectathon.toml", "--plain", "--file", file)
    assert letsconnect("--file", file, "export", "attendance", "last").returncode == 0


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
@pytest.mark.parametrize("path", ["~surely-nobody-here/x", "\udcff", "/dev/null", "."])
def test_a_file_that_cannot_be_used_is_told_without_a_traceback(path: str) -> None:
    done = letsconnect("sessions", "--file", path)
    assert done.returncode in (2, 3)
    assert b"Traceback" not in done.stderr
    assert done.stderr.count(b"\n") == 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_is_refused_at_once_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert letsconnect("run", "sessions/connectathon.toml", "--plain", "--file", str(pipe)).returncode == 3
    assert pipe.is_fifo()
