"""After somebody was forgotten, no file that the program ever wrote by itself holds a byte of the name."""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.app.library import RESCUED
from letsconnect_tui.app.saving import keep_copied, keep_crash
from letsconnect_tui.cli.exit_codes import run_guarded
from letsconnect_tui.paths import config_dir, data_dir, state_dir
from letsconnect_tui.plan.read import plan_of_text
from tests.session.builders import a_plan

if TYPE_CHECKING:
    from pathlib import Path

NAME, USERNAME, OTHER = "Zuzanna Wyjątkowa", "ZuzaWu", "Zuzka W."
PARTS = ("Zuzanna", "Wyjątkowa", "ZuzaWu", "Zuzka")
START = "2026-12-03T15:00"


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a person who holds sessions; the program's own folders are elsewhere."""
    folder = tmp_path / "own"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def typed(monkeypatch: pytest.MonkeyPatch, plan: Path, *lines: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join((*lines, "quit")) + "\n"))
    assert run_guarded(["run", str(plan), "--plain"]) == 0


def spellings(part: str) -> set[bytes]:
    """A name as files may hold it: in the encodings in use, and escaped."""
    folded = (part, part.casefold(), part.upper())
    return {
        data
        for one in folded
        for data in (
            one.encode(),
            one.encode("utf-16-le"),
            one.encode("cp1250"),
            json.dumps(one)[1:-1].encode(),
        )
    }


def left_of_the_name() -> list[tuple[str, bytes]]:
    """Every file of the program that holds the name, under whatever spelling; paths count too."""
    folders = dict.fromkeys((data_dir(), state_dir(), config_dir()))
    files = [one for folder in folders for one in folder.rglob("*") if one.is_file()]
    assert len(files) > 6, "the program has written something"
    wanted = {spelling for part in PARTS for spelling in spellings(part)}
    contents = [(str(one), str(one).encode() + one.read_bytes()) for one in files]
    return [(path, spelling) for path, content in contents for spelling in wanted if spelling in content]


def two_sessions_with_her(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All that a session can hold of a person: registered, imported, renamed, noted, copied, backed up."""
    (folder / "roster.csv").write_text(f"Name,Username,Country\n{NAME},{USERNAME},PL\nBo Li,,NG\n", "utf-8")
    report = "Wer,Kommt,Geht\n"
    report += f"{OTHER},{START}:00,2026-12-03T15:40:00\nBo Li,{START}:00,2026-12-03T15:50:00\n"
    (folder / "report.csv").write_text(report, "utf-8")
    for number in (1, 2):
        plan = folder / f"clinic-{number}.toml"
        plan.write_text(a_plan(name=f"clinic-{number}", start=START).text, "utf-8")
        assert plan_of_text(plan.read_text("utf-8"))
        typed(monkeypatch, plan, "roster roster.csv", "start", "start", f"here {NAME}", f"note {NAME} shares")
        if number == 1:  # learned for the next session
            typed(
                monkeypatch, plan, f"merge {NAME} = Bo Li", "undo", f"new {OTHER}", f"merge {NAME} = {OTHER}"
            )
        typed(monkeypatch, plan, "import report.csv zone=UTC columns=name=1,joined=2,left=3", "accept")
        typed(monkeypatch, plan, "left everyone", "end")
    keep_copied(f"Rooms: {NAME}, Bo Li")
    try:
        raise KeyError(NAME)
    except KeyError as error:
        keep_crash(error)
    data = data_dir() / "letsconnect.json"
    data.with_name("letsconnect.json.damaged-20260101T000000Z-0").write_bytes(data.read_bytes())


def test_a_byte_search_finds_nothing_and_what_is_out_of_reach_is_listed(
    program: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    two_sessions_with_her(program, monkeypatch)
    export = program / "attendance.csv"
    assert run_guarded(["export", "attendance", "last", "--names", "all", "-o", str(export)]) == 0
    rescued = state_dir() / RESCUED / "letsconnect.json"
    rescued.parent.mkdir()
    rescued.write_text("{}", "utf-8")
    assert "Zuzanna" in export.read_text("utf-8")
    kept = {path for path, _ in left_of_the_name()}
    assert any("letsconnect.json" in path for path in kept), "she is there before"
    assert any("copied.txt" in path for path in kept)
    capfd.readouterr()

    assert run_guarded(["forget", NAME, "--yes"]) == 0

    assert left_of_the_name() == []
    output = capfd.readouterr().out
    for path in (export, program / "roster.csv", program / "report.csv", rescued):
        assert f"  {path}" in output.splitlines(), path
    assert run_guarded(["report", "last", "--names", "all"]) == 0
    assert "Zuz" not in capfd.readouterr().out


def test_who_was_forgotten_stays_away_when_the_same_files_come_again(
    program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_sessions_with_her(program, monkeypatch)
    assert run_guarded(["forget", NAME, "--yes"]) == 0
    plan = program / "clinic-3.toml"
    plan.write_text(a_plan(name="clinic-3", start=START).text, "utf-8")
    typed(monkeypatch, plan, "roster roster.csv")

    assert left_of_the_name() == []
