"""A file of a meeting platform is looked at first, in the screens too; one undo takes it back whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.events import Paste

from tests.tui.stage import Stage, on_stage

if TYPE_CHECKING:
    from pathlib import Path

ROWS = (
    "Name (original name),Email,Join time,Leave time,Duration (minutes)\n"
    "Ana Lima,,2026-12-03 15:00:00,2026-12-03 15:30:00,30\n"
    "Zoe Example,,2026-12-03 15:00:00,2026-12-03 15:20:00,20\n"
    "Ana Limo,,2026-12-03 15:02:00,2026-12-03 15:04:00,2\n"
)


def names(stage: Stage) -> set[str]:
    return {one.facts.name for one in stage.session.state.people.values() if one.imported}


async def test_a_file_is_taken_in_after_the_end_by_its_path_and_taken_back_whole(tmp_path: Path) -> None:
    path = tmp_path / "participants.csv"
    path.write_text(ROWS, "utf-8")
    async with on_stage("wait 600", "start", "new Ana Lima", "left Ana", "end") as stage:
        await stage.press("i")
        assert stage.panel == "import"
        assert "Which file says who was there?" in stage.text
        stage.app.post_message(Paste(f"'{path}'"))
        for _ in range(4):
            await stage.settle()
        assert "zoom: 1 known, 1 new, 1 to decide, 0 rows left out" in stage.text
        assert names(stage) == set()
        stage.seconds += 3
        await stage.press("1")
        stage.seconds += 3
        await stage.press("enter")
        assert names(stage) == {"Ana Lima", "Zoe Example"}
        await stage.press("u")
        assert names(stage) == set()


async def test_a_file_that_cannot_be_read_is_told_and_the_panel_stays(tmp_path: Path) -> None:
    async with on_stage("wait 600", "start", "end") as stage:
        await stage.press("i")
        stage.app.post_message(Paste(str(tmp_path / "missing.csv")))
        for _ in range(4):
            await stage.settle()
        assert str(tmp_path)[:20] in stage.text
        assert stage.panel == "import"


async def test_the_list_of_people_opens_it_and_gets_it_back(tmp_path: Path) -> None:
    path = tmp_path / "participants.csv"
    path.write_text(ROWS, "utf-8")
    async with on_stage("wait 600", "start") as stage:
        await stage.press("w")
        await stage.press("ctrl+o")
        await stage.settle()
        assert stage.panel == "import"
        stage.app.post_message(Paste(str(path)))
        for _ in range(4):
            await stage.settle()
        stage.seconds += 3
        await stage.press("enter")
        await stage.settle()
        assert "Zoe Example" in names(stage)
        assert stage.panel == "people"


async def test_where_nobody_is_recognised_columns_are_named_and_the_next_file_needs_none(
    tmp_path: Path,
) -> None:
    path = tmp_path / "numbers.csv"
    path.write_text(
        "Id,Source,From,Until,Who\n1,P-1001,2026-12-03 15:00,2026-12-03 15:30,+49 30 1\n", "utf-8"
    )
    async with on_stage("wait 600", "start", "new Ana Lima", "left Ana", "end") as stage:
        await stage.press("i")
        stage.app.post_message(Paste(str(path)))
        for _ in range(6):
            await stage.settle()
        assert stage.panel == "columns", stage.text
        assert "Nobody was recognised" in stage.text
        await stage.press("enter")
        assert "no column says who somebody is" in stage.text
        await stage.press("down", "space", "down", "space", "down", "space")
        for row in ("2 name ", "3 joined ", "4 left "):
            assert row in stage.text
        await stage.press("space", "0", "space", "enter")
        for _ in range(6):
            await stage.settle()
        assert stage.panel == "import", stage.text
        assert "intervals: 0 known, 1 new" in stage.text
        await stage.press("escape")
        await stage.press("i")
        stage.app.post_message(Paste(str(path)))
        for _ in range(6):
            await stage.settle()
        assert "intervals: 0 known, 1 new" in stage.text
        await stage.press("ctrl+k")
        await stage.settle()
        assert stage.panel == "columns"
        assert " name " in stage.text
