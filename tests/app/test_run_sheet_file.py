"""The run sheet beside the data file: written by itself, off by a setting, gone with the names."""

from __future__ import annotations

import io
import stat
import sys
from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.app.library import Library
from letsconnect_tui.app.plan_library import load_plan, shipped_plans
from letsconnect_tui.app.retention import purge
from letsconnect_tui.app.run_sheet_file import run_sheet_path
from letsconnect_tui.cli.exit_codes import run_guarded
from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.paths import config_dir
from letsconnect_tui.settings import option, read_settings, settings_file
from tests.app.rehearsed import rehearsed

if TYPE_CHECKING:
    from pathlib import Path

PLAN = next(path for path in shipped_plans() if path.stem == "learning-clinic-newcomers")


@pytest.fixture
def data_file(tmp_path: Path) -> Path:
    return tmp_path / "kept.json"


def opened(data_file: Path, monkeypatch: pytest.MonkeyPatch, plan: Path = PLAN) -> Path:
    """Open a session in plain lines and leave it; where its run sheet would lie."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("quit\n"))
    assert run_guarded(["run", str(plan), "--plain", "--file", str(data_file)]) == 0
    with Library.open(data_file, read_only=True) as library:
        (run,) = library.runs()
    return run_sheet_path(data_file, run.id)


def test_it_is_written_when_a_session_is_opened_and_said_once(
    data_file: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    paper = opened(data_file, monkeypatch)
    first, again = capfd.readouterr().err, (opened(data_file, monkeypatch), capfd.readouterr().err)[1]

    text = paper.read_text("utf-8")
    assert all(item.title in text for item in load_plan(PLAN).items)
    assert paper.name in first
    assert paper.name not in again


@pytest.mark.skipif(sys.platform == "win32", reason="no permission bits")
def test_only_its_owner_may_read_it(data_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert stat.S_IMODE(opened(data_file, monkeypatch).stat().st_mode) == 0o600


def test_an_edited_plan_is_in_it_at_the_next_opening(
    data_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = tmp_path / "plan.toml"
    plan.write_text(PLAN.read_text("utf-8"), "utf-8")
    opened(data_file, monkeypatch, plan)
    plan.write_text(PLAN.read_text("utf-8").replace("Four friends in a library", "Five friends"), "utf-8")

    text = opened(data_file, monkeypatch, plan).read_text("utf-8")

    assert "Five friends" in text
    assert "Four friends in a library" not in text


def test_a_session_that_is_gone_on_with_does_not_write_it_again(
    data_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = opened(data_file, monkeypatch).stat()
    monkeypatch.setattr(
        "letsconnect_tui.app.run_sheet_file._content", lambda state: pytest.fail("written again")
    )

    after = opened(data_file, monkeypatch).stat()

    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_setting_turns_it_off(data_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config_dir().mkdir(parents=True)
    settings_file().write_text("[run]\nrun_sheet = false\n")

    assert not opened(data_file, monkeypatch).exists()


def test_it_goes_when_the_names_go(data_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paper = opened(data_file, monkeypatch)
    assert paper.exists()

    with Library.open(data_file) as library:
        purge(library, tuple(run.id for run in library.runs()))

    assert not paper.exists()


def test_a_place_that_takes_no_file_stops_nothing(
    data_file: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    paper = opened(data_file, monkeypatch)
    paper.unlink()
    paper.mkdir()
    (paper / "in the way").touch()
    capfd.readouterr()

    opened(data_file, monkeypatch)

    assert "The session itself is safe" in capfd.readouterr().err


@pytest.mark.parametrize(
    "text", ["[run]\nrun_sheet = 1\n", "[run]\nsheet = true\n", "[templates]\nfolder = 5\n"]
)
def test_a_setting_that_is_none_is_named(text: str, tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(text)

    with pytest.raises(InputError) as refused:
        read_settings(path)

    assert refused.value.message.key == "settings-unknown-option"


def test_without_settings_the_usual_value_counts() -> None:
    assert option("run", "run_sheet", True) is True
    assert option("templates", "folder", "here") == "here"


def test_what_takes_a_while_is_done_with_the_first_cues_and_only_then() -> None:
    session, _ = rehearsed()
    calls: list[Message | None] = [message("plan-edited-taken", 2), None]
    session.say_at_opening(lambda: calls.pop(0))
    session.say_at_opening(lambda: calls.pop(0))
    assert len(calls) == 2

    first, later = session.due_cues(), session.due_cues()

    assert [text for cue, text in first if cue.kind == "notice"] == [message("plan-edited-taken", 2)]
    assert [cue for cue, _ in later if cue.kind == "notice"] == []
