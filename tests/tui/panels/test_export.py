"""Exports from the screen: counts unless names are chosen, and nothing is ever written over."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest

from tests.tui.stage import on_stage
from tests.tui.test_after import HELD

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


async def test_enter_writes_counts_to_the_proposed_file(folder: Path) -> None:
    async with on_stage(*HELD) as stage:
        await stage.press("x")
        assert "nobody is named" in stage.text
        await stage.press("enter")
        assert "Written:" in stage.text
    text = (folder / "small.1-attendance.csv").read_text()
    assert "Ada" not in text


async def test_names_are_for_the_owner_only(folder: Path) -> None:
    async with on_stage(*HELD) as stage:
        await stage.press("x", "n")
        assert "The team is named" in stage.text
        await stage.press("n")
        assert "Everybody is named" in stage.text
        await stage.press("enter")
    written = folder / "small.1-attendance-names.csv"
    assert "Ada Love" in written.read_text()
    assert stat.S_IMODE(written.stat().st_mode) == 0o600


async def test_the_team_alone_can_be_named(folder: Path) -> None:
    async with on_stage(*HELD) as stage:
        await stage.press("x", "n")
        await stage.press("enter")
    text = (folder / "small.1-attendance-team.csv").read_text("utf-8-sig")
    assert "Chidi Okoye" in text
    assert "Ada Love" not in text


async def test_a_file_that_is_there_is_never_replaced(folder: Path) -> None:
    there = folder / "small.1-attendance.csv"
    there.write_text("mine")
    async with on_stage(*HELD) as stage:
        await stage.press("x")
        assert "small.1-attendance-2.csv" in stage.text
        await stage.press("tab", "backspace", "backspace", "backspace", "backspace", "backspace", "backspace")
        await stage.type(".csv", gap=1.0)
        await stage.press("enter", gap=2.0)
        assert "is there already" in stage.text
    assert there.read_text() == "mine"


async def test_enter_waits_until_the_preview_was_seen(folder: Path) -> None:
    async with on_stage(*HELD) as stage:
        await stage.press("x")
        await stage.press("down", gap=1.0)
        await stage.press("enter", gap=0.3)
        assert list(folder.iterdir()) == []
        await stage.press("enter", gap=0.8)
    assert [path.name for path in folder.iterdir()] == ["small.1-attendance.json"]


async def test_every_line_can_be_written(folder: Path) -> None:
    async with on_stage("wait 600", "start", "recording on", "wait 60", "next", "wait 60", "end") as stage:
        await stage.press("x")
        for _ in range(12):
            await stage.press("enter")
            await stage.press("down")
    assert len(list(folder.iterdir())) == 12


async def test_chapters_without_a_recording_are_refused_in_words(folder: Path) -> None:
    async with on_stage(*HELD) as stage:
        await stage.press("x", *["down"] * 9)
        assert "No recording was noted" in stage.text
        await stage.press("enter")
    assert list(folder.iterdir()) == []


async def test_hidden_names_are_not_written(folder: Path) -> None:
    async with on_stage(*HELD) as stage:
        await stage.press("H", "x", "n")
        await stage.press("enter")
    assert [path.name for path in folder.iterdir()] == ["small.1-attendance.csv"]


async def test_what_is_typed_goes_on_behind_the_proposed_name(folder: Path) -> None:
    async with on_stage(*HELD) as stage:
        await stage.press("x", "n", "down", "tab")
        await stage.type(".old")
        assert "-team.json.old" in stage.text


async def test_what_could_not_be_written_is_not_told_over_another_panel(folder: Path) -> None:
    async with on_stage(*HELD) as stage:
        await stage.press("x", "tab")
        await stage.type("/nowhere/at/all")
        await stage.press("enter", gap=2.0)
        refused = next(line for line in stage.lines if line.startswith(" ! "))
        await stage.press("escape", gap=2.0)
        await stage.press("e")
        assert stage.panel == "report"
        assert refused not in stage.lines
