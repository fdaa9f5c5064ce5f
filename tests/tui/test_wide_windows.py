"""From 100 columns on the space is used: whole titles, who leads, rules that join, no empty columns."""

from __future__ import annotations

import re

import pytest

from tests.tui.clinic import CLINIC
from tests.tui.stage import Stage, on_stage

PEOPLE = tuple(f"new Person{n} lang=en" for n in range(12))
LIVE = ("wait 900", "start", "here amaka", *PEOPLE, "wait 290", "next", "wait 350")
LONG = CLINIC.replace(
    'title = "Stretch, drink something"', 'title = "Stretch, drink something, come back in ten minutes"'
)
WIDE = [(100, 32), (120, 36), (160, 40), (200, 50)]


def upright(stage: Stage) -> list[int]:
    """The columns in which upright rules stand, by the line above the footer's part."""
    rows = [line for line in stage.lines[2:-4] if "│" in line]
    columns = [{at for at, sign in enumerate(line) if sign in "│┤"} for line in rows]
    return sorted(set.intersection(*columns)) if columns else []


@pytest.mark.parametrize("size", WIDE, ids=str)
@pytest.mark.parametrize("said", [LIVE, ("wait 300", *PEOPLE)], ids=["live", "before"])
async def test_agenda_titles_stand_whole_with_who_leads(said: tuple[str, ...], size: tuple[int, int]) -> None:
    async with on_stage(*said, plan=LONG, size=size) as stage:
        at = upright(stage)[0]
        beside = " ".join(" ".join(line[at + 1 :].split("│")[0].split()) for line in stage.lines[2:-4])
        for item in stage.session.state.plan.items:
            assert all(word in beside for word in item.title.split()), item.title
        assert "…" not in beside.split("people")[0]
        for name in ("Chidi Okoye", "Amaka Ụzọma", "José Ñahui"):
            assert name in beside


@pytest.mark.parametrize("size", WIDE, ids=str)
@pytest.mark.parametrize("panel", ["", "h", "w", "r"])
async def test_rules_join_where_they_meet(size: tuple[int, int], panel: str) -> None:
    async with on_stage(*LIVE, plan=CLINIC, size=size) as stage:
        if panel:
            await stage.press(panel)
        columns = upright(stage)
        assert len(columns) == (2 if size[0] >= 170 else 1)
        assert [at for at, sign in enumerate(stage.lines[1]) if sign == "┬"] == columns
        low = [line for line in stage.lines[2:] if line.startswith("─")]
        assert [line[columns[0]] for line in low] == ["┤"]
        assert set(low[0][: columns[0]]) == {"─"}


async def test_rules_of_a_narrow_window_cross_nothing() -> None:
    async with on_stage(*LIVE, plan=CLINIC, size=(80, 24)) as stage:
        assert stage.lines[1] == "─" * 80


async def test_people_stand_under_the_notes_where_the_agenda_fills_its_column() -> None:
    async with on_stage(*LIVE, plan=LONG, size=(120, 34)) as stage:
        at = upright(stage)[0]
        left = [line[:at] for line in stage.lines]
        right = [line[at:] for line in stage.lines]
        assert any("Person11" in line for line in (left if "people" in "".join(left) else right))
        assert sum("Person11" in line for line in stage.lines) == 1


async def test_notes_for_later_items_stand_below_where_rows_are_free() -> None:
    plan = CLINIC.replace('id = "stretch"', 'id = "stretch"\nnotes = "- José Ñahui plays music"')
    async with on_stage(*LIVE, plan=plan, size=(120, 40)) as stage:
        left = [line[: upright(stage)[0]].strip() for line in stage.lines]
        at = left.index("to come")
        assert left[at + 1 : at + 3] == ["Stretch, drink something", "José Ñahui plays music"]
        assert left[at + 3] == "Draft a paragraph"
        await stage.press("H")
        assert "José" not in stage.text
    async with on_stage(*LIVE, plan=plan, size=(120, 24)) as stage:
        assert "to come" not in stage.text
        assert "interpreters on channel 2" in stage.text


@pytest.mark.parametrize("size", [(66, 30), (80, 24), (120, 36)], ids=str)
async def test_no_column_is_kept_for_what_nothing_has(size: tuple[int, int]) -> None:
    """On time and as planned there are neither planned times nor drifts, and no blanks in their place."""
    async with on_stage("wait 900", "start", plan=CLINIC, before_s=900, size=size) as stage:
        row = next(line for line in stage.lines if "▶" in line)
        found = re.search(r"▶ \d\d:\d\d +\d+:\d\d( +)\S", row)
        assert found is not None
        assert len(found[1]) == 2


@pytest.mark.parametrize("size", [(66, 30), (70, 32)], ids=str)
async def test_what_stands_below_the_notes_has_its_heading_beside_a_call(size: tuple[int, int]) -> None:
    async with on_stage(*LIVE, plan=CLINIC, size=size) as stage:
        assert any(line.startswith(" chat ") for line in stage.lines)
        assert any(line.startswith(" agenda") for line in stage.lines)


@pytest.mark.parametrize("panel", ["", "t", "T", "h"])
@pytest.mark.parametrize("size", [(66, 30), (80, 24), (120, 36), (200, 50)], ids=str)
async def test_there_is_one_minus_sign(size: tuple[int, int], panel: str) -> None:
    async with on_stage(*LIVE, "next", plan=CLINIC, size=size) as stage:
        if panel:
            await stage.press(panel)
        assert not re.search(r"-\d+:\d\d", stage.text)
    async with on_stage(*LIVE, "next", "end", plan=CLINIC, size=size) as stage:
        for key in ("e", "t"):
            await stage.press(key)
            assert not re.search(r"-\d+:\d\d", stage.text)


@pytest.mark.parametrize("size", [(66, 30), (80, 24), (100, 30), (120, 36), (200, 50)], ids=str)
async def test_the_handoff_has_no_hole_between_the_board_and_what_belongs_to_it(
    size: tuple[int, int],
) -> None:
    async with on_stage(*LIVE, plan=CLINIC, size=size) as stage:
        await stage.press("h")
        board = max(n for n, line in enumerate(stage.lines) if "José Ñahui" in line and line.count("·") >= 5)
        width = (upright(stage) or [size[0]])[0]
        assert any(line[:width].strip() for line in stage.lines[board + 1 : board + 3])


async def test_columns_are_aligned_and_titles_whole_at_eighty_columns() -> None:
    said = ("wait 600", "start", "here amaka", "wait 290", "next", "ask What about drafts?", "todo Send them")
    async with on_stage(*said, size=(80, 24), plan=CLINIC) as stage:
        (coming,) = [line for line in stage.lines if line.startswith(" next ")]
        assert "QuickStatements without fear  · not marked  José Ñahui" in coming
        assert any("▶" in line and line.rstrip().endswith("What reviewers look for") for line in stage.lines)
        await stage.press("N")
        asked, to_do = (
            next(line for line in stage.lines if kind in line) for kind in (" question  ", " to do  ")
        )
        assert asked.index("What about") == to_do.index("Send them")
        await stage.press("N", "t", gap=2.0)
        rows = stage.lines
        heads = next(line for line in rows if "becomes" in line)
        first = rows[rows.index(heads) + 1]
        assert first.index("QuickStatements") == heads.index("item")
        assert first[heads.index("why") - 1] == " " != first[heads.index("why")]


@pytest.mark.parametrize(
    ("size", "keys"),
    [((80, 24), ("q question", "N notes", "b back", "d drop")), ((120, 36), ("N notes", "H hide names"))],
    ids=str,
)
async def test_keys_the_footer_has_no_room_for_stand_behind_the_headings(
    size: tuple[int, int], keys: tuple[str, ...]
) -> None:
    async with on_stage(*LIVE, plan=CLINIC, size=size) as stage:
        headings = [line for line in stage.lines if " notes  " in line or " agenda  " in line]
        assert all(any(key in line for line in headings) for key in keys)


@pytest.mark.parametrize("width", [66, 72, 79])
@pytest.mark.parametrize("chat", [True, False])
async def test_beside_a_call_those_keys_are_shown_also_where_notes_are_long(width: int, chat: bool) -> None:
    long = CLINIC.replace("thank her by name", r"thank her by name" + r"\n- one more thing" * 9)
    plan = long if chat else re.sub(r"(?m)^chat = \[\n(?:  .*\n)*\]\n", "", long)
    async with on_stage(*LIVE, plan=plan, size=(width, 30)) as stage:
        for key in ("q question", "N notes", "b back", "d drop"):
            assert key in stage.text, key


async def test_no_row_is_kept_for_a_leader_nobody_is_beside_a_call() -> None:
    async with on_stage(*LIVE, plan=CLINIC, size=(66, 24)) as stage:
        deck = next(at for at, line in enumerate(stage.lines) if line.startswith(" on deck"))
        assert set(stage.lines[deck + 1].strip()) == {"─"}


async def test_the_backup_of_a_sharer_stands_whole_on_the_board_beside_a_call() -> None:
    async with on_stage("wait 900", "here amaka", "start", plan=CLINIC, size=(66, 30)) as stage:
        await stage.press("h")
        assert any("backup José Ñahui" in line for line in stage.lines)


@pytest.mark.parametrize("key", ["q", "m", "a", "d"])
async def test_what_enter_does_with_a_line_is_told_whole_beside_a_call(key: str) -> None:
    async with on_stage(*LIVE, plan=CLINIC, size=(66, 24)) as stage:
        await stage.press(key)
        panel = stage.app.screen.query_one("#panel-place")
        lines = stage.lines[panel.region.y : panel.region.bottom]
        assert not any(line.rstrip().endswith("…") for line in lines)
