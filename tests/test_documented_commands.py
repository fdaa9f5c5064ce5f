"""Every command in pages for users is carried out as it stands there, one after the other."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from letsconnect_tui.cli.exit_codes import run_guarded
from tests.exporters.held_year import a_year

if TYPE_CHECKING:
    import pytest

DOCS = Path(__file__).parents[1] / "docs"
_BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)


def commands_of(page: str) -> list[list[str]]:
    lines = "".join(_BLOCK.findall((DOCS / page).read_text("utf-8"))).splitlines()
    typed = [shlex.split(line, comments=True) for line in lines]
    return [words for words in typed if words]


def test_every_line_of_a_shell_block_is_a_command_of_ours() -> None:
    commands = commands_of("preparing.md")

    assert len(commands) > 10
    assert {words[0] for words in commands} == {"letsconnect"}


def test_the_commands_work_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    for words in commands_of("preparing.md"):
        assert run_guarded(words[1:]) == 0, (words, capfd.readouterr().err)
        told = capfd.readouterr()
        assert "⧼" not in told.out + told.err, words


def test_the_commands_about_reports_work_on_a_year_that_was_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LETSCONNECT_FILE", str(tmp_path / "kept" / "year.json"))
    (tmp_path / "kept").mkdir()
    a_year(tmp_path / "kept" / "year.json", clinics=3, connectathons=1, people=30)
    (tmp_path / "form.csv").write_text("How was it?\nGood\nExcellent\n", "utf-8")
    a_year(tmp_path / "other.json", clinics=1, connectathons=1, people=12, seed=2)

    for words in commands_of("reports.md"):
        expected = 2 if "Somebody" in words else 0
        assert run_guarded(words[1:]) == expected, (words, capfd.readouterr().err)
        told = capfd.readouterr()
        assert "⧼" not in told.out + told.err, words
    written = {path.name for path in tmp_path.iterdir()}
    assert written >= {"report.html", "report.wiki", "attendance.xlsx", "usernames.txt"}
    assert written >= {"year.html", "year.xlsx"}
