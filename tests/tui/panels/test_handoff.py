"""The handoff: what is ready, what to say, and ways out that need a digit; only n hands over."""

from __future__ import annotations

import re

import pytest

from letsconnect_tui.app.recovery_options import options_for
from letsconnect_tui.commands.table import perform_line
from letsconnect_tui.i18n import words
from letsconnect_tui.session.commands import ChangeLead
from tests.tui.stage import a_desk, on_stage

SPEAKING = ("wait 600", "here amaka", "start", "wait 300", "next", "wait 60")


async def test_the_board_begins_at_the_next_who_shares() -> None:
    async with on_stage(*SPEAKING) as stage:
        await stage.press("h")
        assert "Next: José Ñahui, 10:20, in 14 min" in stage.text
        assert "if José Ñahui does not come at 10:20" in stage.text
        await stage.press("h")
        assert stage.panel is None


async def test_space_ticks_what_the_cursor_is_at_and_unticks_it() -> None:
    async with on_stage(*SPEAKING) as stage:
        await stage.press("h")
        await stage.press("right", "space")
        assert stage.session.state.readiness["jose"] == {"slides"}
        await stage.press("space")
        await stage.press("left", "left", "space")
        assert stage.session.state.readiness["jose"] == {"cohost"}


async def test_enter_ticks_and_never_hands_over() -> None:
    async with on_stage(*SPEAKING) as stage:
        current = stage.session.state.current
        await stage.press("h")
        await stage.press("enter")
        assert stage.session.state.current == current
        assert stage.session.state.readiness["jose"] == {"confirmed"}


async def test_moving_the_cursor_ticks_nothing() -> None:
    async with on_stage(*SPEAKING) as stage:
        before = stage.commands_given
        await stage.press("h")
        await stage.press("up", "down", "left", "right")
        assert stage.commands_given == before


async def test_n_hands_over_with_thanks_and_intro_to_read_out() -> None:
    async with on_stage(*SPEAKING) as stage:
        await stage.press("h")
        await stage.press("n")
        assert (stage.session.state.current, stage.panel) == ("jose-share", None)
        assert "Thank you, Amaka!" in stage.text


async def test_c_e_and_g_copy_intro_cue_and_thanks() -> None:
    async with on_stage(*SPEAKING) as stage:
        await stage.press("h")
        await stage.press("c", "e")
        await stage.press("g")
        assert {"intro:jose-share", "cue", "thanks:amaka-share"} <= set(stage.session.state.copied)
        await stage.press("up")
        assert "Amaka leads the Igbo Wiktionary group." in stage.text


async def test_y_marks_the_sharer_here_and_the_ways_out_go() -> None:
    async with on_stage(*SPEAKING, "here Amaka") as stage:
        await stage.press("h")
        await stage.press("y")
        assert stage.session.state.people["jose"].is_here
        assert "does not come" not in stage.text


async def test_y_answers_the_alert_while_one_asks() -> None:
    async with on_stage(*SPEAKING, "left amaka", "wait 300") as stage:
        await stage.wait(1)
        await stage.press("h")
        await stage.press("down", "y")
        assert stage.session.state.people["amaka"].is_here
        assert not stage.session.state.people["jose"].is_here


async def test_a_digit_takes_a_way_out_once_it_has_stood_for_a_moment() -> None:
    async with on_stage(*SPEAKING) as stage:
        await stage.press("h")
        await stage.press("1", gap=0.2)
        assert stage.session.state.to_come[0] == "jose-share"
        await stage.press("1")
        assert stage.session.state.to_come[0] == "draft"
        await stage.press("9")
        assert stage.panel == "handoff"


async def test_hidden_names_and_intros_stay_hidden() -> None:
    async with on_stage(*SPEAKING, "here Amaka") as stage:
        await stage.press("h")
        await stage.press("up", "H")
        assert "Ụzọma" not in stage.text
        assert "Wiktionary group" not in stage.text


async def test_a_plan_without_sharers_says_what_stands_here() -> None:
    plan = """
plan = 1
[session]
id = "alone"
title = "Alone"
start = 2026-12-03T15:00
timezone = "UTC"
length = "20m"
language = "en"
[[item]]
id = "one"
kind = "discussion"
title = "One"
duration = "10m"
[[item]]
id = "two"
kind = "discussion"
title = "Two"
duration = "10m"
"""
    async with on_stage("wait 600", "start", plan=plan) as stage:
        await stage.press("h")
        assert "Nobody shares in this plan" in stage.text
        await stage.press("space", "enter", "y")
        await stage.press("c", "e", "1")
        assert stage.panel == "handoff"


@pytest.mark.parametrize("size", [(60, 24), (79, 24), (120, 40)])
async def test_board_and_ways_out_fit_every_window(size: tuple[int, int]) -> None:
    async with on_stage(*SPEAKING, size=size) as stage:
        await stage.press("h")
        board = [line for line in stage.lines if "10:20" in line and line.count("·") >= 6]
        assert len(board) == 1
        assert "takes over" in stage.text or "first" in stage.text


@pytest.mark.parametrize("key", ["o", "h"])
async def test_a_silent_sharer_has_ways_out_though_marked_here(key: str) -> None:
    async with on_stage("wait 600", "here amaka", "here chidi", "start", "wait 300", "next") as stage:
        await stage.press(key)
        if key == "h":
            assert words("tui-handoff-up", "Amaka") in stage.text
            await stage.press("up")
        assert words("tui-handoff-speaker-silent", "Amaka Ụzọma") in stage.text
        await stage.press("1", gap=2.0)
        assert stage.session.state.current != "amaka-share" or (
            stage.session.state.lead_of("amaka-share") != "amaka"
        )


async def test_two_sharers_who_are_both_here_swap_with_one_digit_and_u_takes_it_back() -> None:
    async with on_stage("wait 600", "here amaka", "here jose", "start") as stage:
        before = stage.session.state.to_come
        await stage.press("h")
        assert words("tui-handoff-unable", "Amaka Ụzọma", "10:05") in stage.text
        await stage.press("1", gap=2.0)
        after = stage.session.state.to_come
        assert after.index("jose-share") < after.index("amaka-share")
        await stage.press("u", gap=2.0)
        assert stage.session.state.to_come == before


def test_a_sharer_who_is_missing_is_not_offered_to_swap_with_another_who_is() -> None:
    session, _ = a_desk()
    assert perform_line(session, "start").ok
    assert not any(way.text.key == "missing-swap" for way in options_for(session, "amaka-share"))
    assert perform_line(session, "here amaka").ok
    assert any(way.text.key == "missing-swap" for way in options_for(session, "amaka-share"))


@pytest.mark.parametrize("team", ["here chidi", ""])
def test_nobody_is_offered_to_take_over_from_themselves(team: str) -> None:
    session, _ = a_desk()
    for line in ("here amaka", "here jose", *([team] if team else []), "start", "next"):
        assert perform_line(session, line).ok
    for item in ("amaka-share", "jose-share"):
        lead = session.state.lead_of(item)
        for way in options_for(session, item):
            assert not (isinstance(way.command, ChangeLead) and way.command.lead == lead)


@pytest.mark.parametrize("columns", [40, 46, 52, 60, 80])
async def test_a_row_of_the_board_has_the_sharers_name_at_any_width(columns: int) -> None:
    async with on_stage("wait 600", "start", size=(columns, 24)) as stage:
        await stage.press("h")
        board = [line for line in stage.lines if re.search(r"\d\d:\d\d.*·.*·", line)]
        assert board
        assert all(re.search(r"[^\W\d_]{4,}", line) for line in board), board
