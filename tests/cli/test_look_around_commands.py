"""``letsconnect sessions``, ``where`` and ``doctor`` as typed."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.cli.doctor import as_lines
from letsconnect_tui.cli.doctor_terminal import clipboard, terminal_findings
from letsconnect_tui.cli.exit_codes import run_guarded
from letsconnect_tui.paths import config_dir
from letsconnect_tui.store import EventFile
from tests.exporters.held import held_session
from tests.session.builders import a_session

if TYPE_CHECKING:
    from pathlib import Path

    from letsconnect_tui.cli.doctor_finding import DoctorFinding


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    file = EventFile.open(tmp_path / "letsconnect.json")
    held_session(store=file)
    file.close()
    return file.path


def test_without_a_session_the_list_says_how_to_begin(capfd: pytest.CaptureFixture[str]) -> None:
    assert run_guarded(["sessions"]) == 0
    assert "letsconnect demo" in capfd.readouterr().out


def test_the_list_shows_id_state_and_people(kept: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run_guarded(["sessions", "--file", str(kept)]) == 0
    heading, row = capfd.readouterr().out.splitlines()

    assert heading.split()[0] == "Id"
    assert row.split()[:3] == ["clinic.1", "2026-12-03", "14:02"]
    assert "ended" in row
    assert "4 (4)" in row


def test_the_list_for_programs_has_moments_in_utc(kept: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run_guarded(["sessions", "--json", "--file", str(kept)]) == 0
    data = json.loads(capfd.readouterr().out)

    assert data["version"] == 1
    assert data["sessions"][0]["start"] == "2026-12-03T14:02:00Z"
    assert data["sessions"][0]["rehearsal"] is False


def test_where_names_file_folders_and_plans(capfd: pytest.CaptureFixture[str]) -> None:
    assert run_guarded(["where", "--json"]) == 0
    data = json.loads(capfd.readouterr().out)

    assert set(data) == {"version", "file", "file_exists", "data", "config", "state", "plans"}
    assert data["file"].endswith("letsconnect.json")
    assert any(plan.endswith("connectathon.toml") for plan in data["plans"])


def test_doctor_is_content_with_a_fresh_machine(capfd: pytest.CaptureFixture[str]) -> None:
    assert run_guarded(["doctor"]) == 0
    assert "All is well." in capfd.readouterr().out


def test_doctor_is_content_with_a_file_in_good_order(kept: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run_guarded(["doctor", "--file", str(kept)]) == 0
    assert "32 actions, schema 1" in capfd.readouterr().out


@pytest.mark.skipif(sys.platform == "win32", reason="no permission bits")
def test_doctor_minds_a_file_that_others_can_read(kept: Path, capfd: pytest.CaptureFixture[str]) -> None:
    kept.chmod(0o644)

    assert run_guarded(["doctor", "--file", str(kept)]) == 1
    assert f"chmod 600 {kept}" in capfd.readouterr().out


@pytest.mark.parametrize("change", ["middle", "rubbish"])
def test_doctor_minds_damage_and_leaves_the_file_as_it_is(
    change: str, kept: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    whole = kept.read_bytes()
    middle = len(whole) // 2
    damaged = {
        "middle": whole[:middle] + b"#" + whole[middle + 1 :],
        "rubbish": b"rubbish",
    }
    kept.write_bytes(damaged[change])

    assert run_guarded(["doctor", "--file", str(kept)]) == 1
    assert kept.read_bytes() == damaged[change]
    assert "attention" in capfd.readouterr().out


def test_doctor_minds_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    assert run_guarded(["doctor", "--file", str(tmp_path)]) == 1


def test_doctor_names_what_is_wrong_in_the_settings(capfd: pytest.CaptureFixture[str]) -> None:
    config_dir().mkdir(parents=True, exist_ok=True)
    (config_dir() / "settings.toml").write_text('[keys]\nnxet = "f5"\npause = "f6"\n', "utf-8")

    assert run_guarded(["doctor"]) == 1
    output = capfd.readouterr().out
    assert "one key of your own" in output
    assert "“nxet”. Was “next” meant?" in output


def test_doctor_does_not_import_textual() -> None:
    code = (
        "import sys; from letsconnect_tui.cli.exit_codes import run_guarded; run_guarded(['doctor']);"
        "sys.exit('textual' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


def attention(findings: list[DoctorFinding]) -> list[str]:
    return [finding.what for finding in findings if finding.advice is not None]


@pytest.mark.parametrize(
    ("size", "encoding", "minded"),
    [
        ((80, 24), "utf-8", []),
        ((60, 24), "UTF8", []),
        (None, "utf_8", []),
        ((59, 24), "utf-8", ["size"]),
        ((80, 23), "latin-1", ["size", "letters"]),
    ],
)
def test_a_small_window_and_few_letters_need_attention(
    size: tuple[int, int] | None, encoding: str, minded: list[str]
) -> None:
    assert attention(terminal_findings({"TERM": "xterm"}, size, encoding)) == minded


@pytest.mark.parametrize(
    ("environment", "key"),
    [
        ({"TERM_PROGRAM": "Apple_Terminal"}, "doctor-clipboard-no"),
        ({"TERM_PROGRAM": "WezTerm", "TMUX": "/tmp/x"}, "doctor-clipboard-tmux"),
        ({"TERM": "screen.xterm", "STY": "1"}, "doctor-clipboard-screen"),
        ({"TERM": "xterm-256color", "VTE_VERSION": "7600"}, "doctor-clipboard-vte"),
        ({"TERM": "foot-extra"}, "doctor-clipboard-yes"),
        ({"TERM": "xterm"}, "doctor-clipboard-unknown"),
    ],
)
def test_what_is_said_of_copying_depends_on_the_terminal(environment: dict[str, str], key: str) -> None:
    assert clipboard(environment) == key


def test_a_rehearsal_is_marked_in_the_list(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    from letsconnect_tui.app.library import Library
    from letsconnect_tui.clock import VirtualClock
    from tests.session.builders import a_plan

    with Library.open(tmp_path / "db.json") as library:
        library.begin(a_plan(), "clinic.toml", VirtualClock(a_session().zero), rehearsal=True)

    assert run_guarded(["sessions", "--file", str(tmp_path / "db.json")]) == 0
    assert "ready, rehearsal" in capfd.readouterr().out


@pytest.mark.parametrize("arguments", [["export", "log", "last"], ["report", "clinic-2026"]])
def test_before_the_first_session_it_is_told_how_to_begin(
    arguments: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    assert run_guarded(arguments) == 2
    assert "No session yet" in (errors := capfd.readouterr().err)
    assert "letsconnect demo" in errors


@pytest.mark.parametrize("arguments", [["check", ""], ["show", " "], ["sessions", "--file", ""]])
def test_an_empty_name_of_a_file_is_not_taken_for_a_folder(
    arguments: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    assert run_guarded(arguments) == 2
    assert "The name of a file is missing" in capfd.readouterr().err


@pytest.mark.parametrize("command", [["sessions"], ["report", "last"]])
def test_times_are_told_in_the_named_zone_of_this_machine(
    command: list[str], kept: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TZ", "America/Bogota")
    assert run_guarded([*command, "--file", str(kept)]) == 0

    output = capfd.readouterr().out
    assert "09:02" in output
    assert "Bogota" in output
    assert "-05" not in output


def test_what_could_not_be_found_out_has_no_tick() -> None:
    (clipboard_line,) = [
        line for line in as_lines(terminal_findings({}, (80, 24), "utf-8")) if "try it once" in line
    ]
    assert clipboard_line.lstrip().startswith("?")
