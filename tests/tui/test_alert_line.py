"""The alert line: read whole, turned with a key, and answered also behind what is to be read out."""

from __future__ import annotations

import pytest

from letsconnect_tui.i18n.message import Message, message
from tests.tui.stage import on_stage

LATE = ("wait 600", "here Amaka", "start", "wait 300", "next", "wait 60")


@pytest.mark.parametrize("width", [70, 80])
async def test_the_alarm_shows_the_latest_finish_and_its_key(width: int) -> None:
    async with on_stage(*LATE, "add 20m", size=(width, 24)) as stage:
        await stage.wait(1)
        text = " ".join(stage.text.split())
        assert "this item must finish by" in text
        assert "t times" in text
        assert "…" not in "".join(stage.lines[20:22])


@pytest.mark.parametrize("width", [70, 80])
async def test_thanks_and_a_long_intro_stand_whole(width: int) -> None:
    intro = "José has taught four hundred people to edit in bulk, and asks them all for one kind deed a day."
    async with on_stage("wait 600", "start", "wait 300", "next", size=(width, 24)) as stage:
        stage.app.show_to_read_aloud(_say(f"Thank you, Amaka!  {intro}"))
        await stage.settle()
        assert intro in " ".join(stage.text.split())
        await stage.press("m", "escape")
        assert "Say:" not in stage.text


async def test_semicolon_turns_to_the_next_alert_and_says_which_it_is() -> None:
    async with on_stage(*LATE, "add 10m", "wait 1200") as stage:
        await stage.wait(1)
        count = len(stage.app.snapshot().alerts)
        assert count > 1
        assert f"; 1 of {count}" in stage.text
        await stage.press(";")
        assert f"; 2 of {count}" in stage.text
        await stage.press(*[";"] * (count - 1))
        assert f"; 1 of {count}" in stage.text


async def test_y_answers_behind_a_line_to_be_read_out() -> None:
    async with on_stage("wait 600", "here Amaka", "start", "wait 300", "next", "wait 600") as stage:
        await stage.wait(1)
        stage.app.show_to_read_aloud(_say("Thank you!"))
        await stage.settle()
        await stage.press("y")
        assert stage.session.state.people["jose"].is_here


async def test_y_and_o_say_that_nothing_asks() -> None:
    async with on_stage("wait 600", "start", "here Amaka") as stage:
        await stage.press("y")
        assert "Nothing here is answered with y now" in stage.text
        await stage.press("o")
        assert "Nothing has options now" in stage.text


async def test_thanks_for_a_handoff_that_was_taken_back_are_not_said() -> None:
    async with on_stage("wait 600", "start", "wait 300") as stage:
        await stage.press("n", gap=2.0)
        assert "Say: " in stage.text
        await stage.press("u", gap=2.0)
        assert not any(one.text.key == "tui-say" for one in stage.app.snapshot().alerts)
        await stage.press("R", gap=2.0)
        assert any(one.text.key == "tui-say" for one in stage.app.snapshot().alerts)


@pytest.mark.parametrize("size", [(60, 24), (66, 30), (80, 24)])
@pytest.mark.parametrize("alert", [True, False])
async def test_a_refusal_that_is_too_long_for_a_row_is_told_whole(size: tuple[int, int], alert: bool) -> None:
    async with on_stage(*(LATE if alert else ("wait 600", "start")), size=size) as stage:
        clock = stage.lines[4]
        stage.app.flash(message("tui-key-doubtful", "Recording on"), ok=False)
        await stage.settle()
        told = "Recording on was not done: it came right after a key that does nothing here. Press it again."
        assert told in " ".join(" ".join(stage.lines[-3:]).split())
        assert stage.lines[4] == clock
        stage.app.flash(message("tui-no-yes"), ok=False)
        await stage.settle()
        assert stage.lines[-2].startswith(" ! Nothing here")


async def test_history_tells_that_a_line_is_taken_back_already() -> None:
    async with on_stage("wait 600", "start", "wait 60", "next", "undo") as stage:
        await stage.press("U", "enter")
        assert "is taken back already" in stage.text


async def test_enter_before_the_effect_was_seen_says_so() -> None:
    async with on_stage("wait 600", "start", "wait 60", "next") as stage:
        await stage.press("U", "enter")
        await stage.press("enter", gap=0.3)
        assert "Look first, then Enter" in stage.text


def _say(text: str) -> Message:
    return message("tui-say", text)


async def test_where_letters_are_written_alerts_and_undo_have_keys_that_are_none() -> None:
    async with on_stage("wait 600", "start", "new Ana") as stage:
        await stage.wait(1)
        assert "y yes, here" in stage.text
        assert "u takes back" in stage.text
        await stage.press("w")
        assert "ctrl+y yes, here" in stage.text
        assert "f2 options" in stage.text
        assert "ctrl+z takes back" in stage.text
        await stage.press("f2")
        assert stage.panel == "handoff"
        await stage.press("escape")
        await stage.press("w")
        await stage.press("ctrl+y")
        assert stage.session.state.people["amaka"].is_here
        assert stage.panel == "people"
        await stage.press("ctrl+z")
        here = [one.id for one in stage.session.state.people.values() if one.is_here]
        assert "amaka" not in here
        await stage.press("escape")
        await stage.press("m")
        assert "ctrl+z takes back" in stage.text
        await stage.press("ctrl+z")
        assert "Ana" not in [one.facts.name for one in stage.session.state.people.values()]
        assert stage.panel == "ask"


@pytest.mark.parametrize("gap", [0.4, 0.8, 1.2])
async def test_a_key_pressed_again_and_again_though_it_does_nothing_takes_nothing_back(gap: float) -> None:
    people = tuple(f"new P{n} lang=en" for n in range(6))
    said = ("wait 600", "start", "here amaka", "here jose", *people, *["next"] * 3, "rooms count=2", "accept")
    async with on_stage(*said) as stage:
        await stage.press("r")
        await stage.press("o", gap=1.0)
        assert stage.session.state.round is not None
        await stage.press(*"yyyyyy", gap=gap)
        await stage.rest()
        assert stage.session.state.round is not None
        assert stage.session.state.round.is_open
