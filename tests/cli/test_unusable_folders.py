"""A data folder that cannot be made is told with its place and a way out, and is no crash."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from letsconnect_tui.app.plan_library import shipped_plans
from letsconnect_tui.cli.exit_codes import DONE, FILE_UNUSABLE, NO, UNUSABLE, run_guarded

PLAN = next(str(path) for path in shipped_plans() if path.name == "first-steps.toml")


@pytest.fixture
def in_the_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file where the folders of a home should be."""
    home = tmp_path / "h2"
    home.write_text("x")
    for variable in ("DATA", "STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{variable}_HOME", str(home / variable.lower()))
    for variable in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(home))
    return home


@pytest.mark.parametrize(
    "arguments",
    [["sessions"], ["purge"], ["export", "attendance", "last"], ["run", PLAN, "--plain"], ["forget", "Ana"]],
)
def test_a_folder_that_cannot_be_made_is_told_by_name(
    arguments: list[str], in_the_way: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run_guarded(arguments) == FILE_UNUSABLE

    errors = capfd.readouterr().err
    assert str(in_the_way) in errors
    assert "Check that the folder exists" in errors


def test_where_still_answers(in_the_way: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run_guarded(["where"]) == DONE
    assert str(in_the_way) in capfd.readouterr().out


def test_doctor_still_answers_and_finds_the_folder(
    in_the_way: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run_guarded(["doctor"]) == NO

    output = capfd.readouterr().out
    assert str(in_the_way) in output


def test_a_folder_that_nobody_may_make_is_no_crash(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    if not Path("/proc").is_dir() or os.name == "nt":
        pytest.skip("no /proc here")
    for variable in ("XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(variable, "/proc/nohome")

    assert run_guarded(["run", PLAN, "--plain"]) == FILE_UNUSABLE
    assert "/proc/nohome" in capfd.readouterr().err


def test_a_state_folder_that_cannot_be_made_keeps_no_session_from_being_held(
    in_the_way: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("quit\n"))
    monkeypatch.setattr("letsconnect_tui.cli.run.has_terminal", lambda: False)

    assert run_guarded(["run", PLAN, "--plain", "--file", str(tmp_path / "own.json")]) == DONE
    assert "The program failed" not in capfd.readouterr().err


def test_looking_around_makes_no_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert run_guarded(["where"]) == DONE
    assert run_guarded(["export", "timing", "last"]) == UNUSABLE

    assert not (tmp_path / "data").exists()
