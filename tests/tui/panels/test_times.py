"""New times: two keys from the cockpit to accepted, nothing before Enter, and every way out by a key."""

from __future__ import annotations

import pytest

from letsconnect_tui.commands.table import perform_line
from tests.tui.stage import Stage, on_stage

LIVE = ("wait 600", "start", "wait 60", "next", "wait 30")


def allotted_s(stage: Stage) -> dict[str, int]:
    state = stage.session.state
    return {item: state.allotted(item) // 1000 for item in state.to_come}


async def test_t_and_enter_keep_the_end() -> None:
    async with on_stage(*LIVE, "add 12m") as stage:
        await stage.press("t")
        assert "8:00 behind. Keep the end at 11:00?" in stage.text
        assert "3:00 to find" in stage.text
        await stage.press("enter")

        assert allotted_s(stage) == {"jose-share": 720, "draft": 900, "close": 300}
        assert stage.panel is None
        await stage.press("u")
        assert allotted_s(stage)["jose-share"] == 900


async def test_enter_does_not_count_before_the_table_has_stood_for_a_moment() -> None:
    async with on_stage(*LIVE, "add 12m") as stage:
        before = stage.commands_given
        await stage.press("t")
        await stage.press("enter", gap=0.3)
        assert (stage.commands_given, stage.panel) == (before, "times")


async def test_escape_leaves_everything_as_it_is() -> None:
    async with on_stage(*LIVE, "add 12m") as stage:
        before = stage.session.state
        await stage.press("t", "escape")
        assert stage.session.state == before
        assert stage.session.proposal is None


async def test_e_lets_the_session_end_later_by_five_minutes_each_time() -> None:
    async with on_stage(*LIVE, "add 12m") as stage:
        planned = stage.session.state.end_to_keep
        await stage.press("t", "e")
        assert "End at 11:05, 5:00 later?" in stage.text
        await stage.press("enter")
        assert stage.session.state.end_to_keep == planned + 300_000
        assert allotted_s(stage)["jose-share"] == 900


async def test_d_leaves_out_the_item_under_the_cursor_and_d_again_takes_it_in() -> None:
    async with on_stage(*LIVE, "add 12m") as stage:
        await stage.press("t")
        await stage.press("down", "d")
        assert "dropped" in stage.text
        await stage.press("d")
        assert "dropped" not in stage.text
        await stage.press("d")
        await stage.press("enter")
        assert list(allotted_s(stage)) == ["jose-share", "close"]


async def test_what_cannot_fit_is_refused_until_a_way_out_is_chosen_by_its_number() -> None:
    async with on_stage(*LIVE, "add 40m") as stage:
        planned = stage.session.state.end_to_keep
        await stage.press("t")
        await stage.press("enter")
        assert "Cannot end by 11:00: 16:00 too long" in stage.text
        assert stage.session.state.end_to_keep == planned
        await stage.press("1")
        await stage.press("enter")
        assert stage.session.state.end_to_keep == planned + 16 * 60_000


async def test_time_won_is_given_back_only_when_asked() -> None:
    async with on_stage(*LIVE, "add 19m", "rebalance", "accept", "wait 60", "next") as stage:
        assert allotted_s(stage) == {"draft": 750, "close": 300}
        await stage.press("t")
        assert "g gives the time back" in stage.text
        await stage.press("enter")
        assert "Nothing would change" in stage.text
        await stage.press("g")
        assert "Give back" in stage.text
        await stage.press("enter")
        assert allotted_s(stage) == {"draft": 900, "close": 300}


async def test_the_last_item_has_nothing_to_share_out() -> None:
    async with on_stage(*LIVE, "next", "next", "next") as stage:
        await stage.press("t", "enter", "e", "d", "g", "1")
        assert "This keeps the end" in stage.text
        assert stage.panel == "times"


async def test_the_table_follows_an_item_that_is_over() -> None:
    async with on_stage(*LIVE, "wait 1380") as stage:
        await stage.press("t")
        assert "to find" not in stage.text
        await stage.wait(180)
        assert "to find" in stage.text
        first = next(line for line in stage.lines if "to find" in line)
        await stage.wait(30)
        assert next(line for line in stage.lines if "to find" in line) != first


@pytest.mark.parametrize("width", [60, 70, 80, 120, 200])
async def test_question_and_table_stand_at_every_width(width: int) -> None:
    async with on_stage(*LIVE, "add 12m", size=(width, 24)) as stage:
        await stage.press("t")
        assert "Keep the end at 11:00?" in stage.text
        assert "▼ 12:00" in stage.text
        assert "accept" in stage.text


async def test_shift_e_lets_the_session_end_earlier_and_shows_what_that_costs() -> None:
    async with on_stage(*LIVE) as stage:
        planned = stage.session.state.end_to_keep
        await stage.press("t")
        await stage.press("E")
        await stage.press("E")
        assert "10:00 earlier?" in stage.text
        await stage.press("enter")
        assert stage.session.state.end_to_keep == planned - 600_000
        assert sum(allotted_s(stage).values()) < 900 + 900 + 300
        await stage.press("u")
        assert stage.session.state.end_to_keep == planned


async def test_earlier_and_later_take_each_other_back() -> None:
    async with on_stage(*LIVE) as stage:
        before = stage.session.state.end_to_keep
        await stage.press("t")
        for key in ("E", "e"):
            await stage.press(key)
        await stage.press("enter")
        assert stage.session.state.end_to_keep == before


async def test_a_typed_earlier_end_is_previewed_and_taken_only_when_accepted() -> None:
    async with on_stage(*LIVE) as stage:
        planned = stage.session.state.end_to_keep
        reply = perform_line(stage.session, "rebalance end=-10m")
        assert reply.ok
        assert any("José" in line or "QuickStatements" in line for line in reply.preview)
        assert stage.session.state.end_to_keep == planned
        assert perform_line(stage.session, "accept").ok
        assert stage.session.state.end_to_keep == planned - 600_000
