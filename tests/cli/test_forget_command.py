from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.app.library import Library
from letsconnect_tui.cli.exit_codes import run_guarded
from letsconnect_tui.paths import state_dir
from letsconnect_tui.store import EventFile
from tests.exporters.held import held_session

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A file with a session that was held, a backup of it, and a copy of something damaged."""
    file = EventFile.open(tmp_path / "letsconnect.json")
    held_session(store=file)
    file.rewrite()
    file.close()
    (tmp_path / "letsconnect.json.damaged-20260101T000000Z-0").write_text("Rita Roster")
    return file.path


def test_without_yes_nothing_is_changed(kept: Path, capfd: pytest.CaptureFixture[str]) -> None:
    before = kept.read_bytes()

    assert run_guarded(["forget", "Rita Roster", "--file", str(kept)]) == 0
    assert "clinic.1: one person" in capfd.readouterr().out
    assert kept.read_bytes() == before


def test_the_name_is_gone_from_everything_in_the_folder_and_counts_stay(
    kept: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run_guarded(["forget", "rita roster", "--yes", "--file", str(kept)]) == 0
    output = capfd.readouterr().out

    assert "Forgotten in 1 session" in output
    assert "clinic.toml" in output
    assert b"Rita" not in b"".join(path.read_bytes() for path in kept.parent.iterdir())
    with Library.open(kept, read_only=True) as library:
        assert library.runs()[0].participants == 4


def test_nobody_of_that_name_is_an_error(kept: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run_guarded(["forget", "Rita", "--yes", "--file", str(kept)]) == 2
    assert "Nobody called" in capfd.readouterr().err


def test_while_another_window_writes_nobody_is_forgotten(kept: Path) -> None:
    writer = EventFile.open(kept)
    try:
        assert run_guarded(["forget", "Rita Roster", "--yes", "--file", str(kept)]) == 3
    finally:
        writer.close()


def exported(kept: Path, name: str, *options: str) -> Path:
    path = kept.parent / name
    assert run_guarded(["export", "timing", "last", "-o", str(path), "--file", str(kept), *options]) == 0
    return path


def test_exports_with_names_that_are_still_there_are_listed(
    kept: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    there = exported(kept, "there.csv", "--names")
    gone = exported(kept, "gone.csv", "--names")
    counts = exported(kept, "counts.csv")
    gone.unlink()
    capfd.readouterr()

    assert run_guarded(["forget", "Rita Roster", "--file", str(kept)]) == 0

    lines = capfd.readouterr().out.splitlines()
    assert f"  {there}" in lines
    assert not {f"  {gone}", f"  {counts}"} & {*lines}


def test_what_is_remembered_of_an_export_is_for_its_owner_and_names_nobody(kept: Path) -> None:
    exported(kept, "there.csv", "--names")

    record = state_dir() / "written-with-names.jsonl"
    noted = json.loads(record.read_text("utf-8"))
    assert {"path", "session", "when"} == set(noted)
    if sys.platform != "win32":
        assert record.stat().st_mode & 0o077 == 0
