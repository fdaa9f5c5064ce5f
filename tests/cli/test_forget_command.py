from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.cli.outcome import run_guarded
from letsconnect_tui.library import Library
from letsconnect_tui.store import EventFile
from tests.writers.held import held_session

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A file with a session that was held, a backup of it, and a copy of something damaged."""
    file = EventFile.open(tmp_path / "letsconnect.json")
    held_session(recorder=file)
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
    told = capfd.readouterr().out

    assert "Forgotten in 1 session" in told
    assert "clinic.toml" in told
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
