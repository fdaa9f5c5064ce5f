"""The running sharer is not here: the ways out; and what an item needs stands where it is needed."""

from __future__ import annotations

import pytest

from letsconnect_tui.app.alerts import standing_alerts
from letsconnect_tui.app.recovery_options import options_for
from letsconnect_tui.i18n import words
from tests.app.rehearsed import PLAN
from tests.tui.stage import on_stage

NEEDS = {
    "needs": "a second screen",
    "slides": "https://slides.example.org/a",
    "pad": "https://pad.example.org/a",
    "backup_plan": "Chidi tells it",
}
WITH_NEEDS = PLAN.replace(
    'title = "What reviewers look for"',
    'title = "What reviewers look for"\nneeds = ["a second screen"]\nslides = "https://slides.example.org/a"\n'
    'pad = "https://pad.example.org/a"\nbackup_plan = "Chidi tells it"',
)
SPEAKING = ("wait 600", "here jose", "here chidi", "start", "wait 300", "next")


@pytest.mark.parametrize("size", [(80, 24), (66, 30), (120, 36)], ids=str)
async def test_the_ways_out_stand_in_the_panel_each_with_its_end(size: tuple[int, int]) -> None:
    async with on_stage(*SPEAKING, size=size) as stage:
        await stage.press("h")
        ways = options_for(stage.session, "amaka-share")
        assert len(ways) >= 3
        assert words("tui-handoff-speaker-missing", "Amaka Ụzọma") in stage.text
        for number, way in enumerate(ways, 1):
            row = next(line for line in reversed(stage.lines) if line.startswith(f" {number} "))
            assert stage.app.snapshot().time(way.end_at) in row


@pytest.mark.parametrize("number", [1, 2, 3])
async def test_a_digit_takes_the_way_out_and_the_session_ends_as_it_said(number: int) -> None:
    async with on_stage(*SPEAKING) as stage:
        await stage.press("h")
        way = options_for(stage.session, "amaka-share")[number - 1]
        await stage.press(str(number), gap=2.0)
        assert stage.session.moment().projected_end == way.end_at
        assert stage.commands_given == 5


async def test_who_is_marked_left_while_speaking_has_the_same_ways_out() -> None:
    async with on_stage(*SPEAKING, "here amaka") as stage:
        await stage.press("h")
        await stage.press("up")
        assert words("tui-handoff-speaker-missing", "Amaka Ụzọma") not in stage.text
        await stage.say("left amaka")
        assert words("tui-handoff-speaker-missing", "Amaka Ụzọma") in stage.text


@pytest.mark.parametrize("panel", ["h", "N"])
async def test_what_the_item_needs_stands_in_the_panel_and_in_its_notes(panel: str) -> None:
    async with on_stage(*SPEAKING, "here amaka", plan=WITH_NEEDS, size=(100, 40)) as stage:
        await stage.press(panel)
        if panel == "h":
            await stage.press("up")
        for what, text in NEEDS.items():
            assert text in stage.text, what


@pytest.mark.parametrize("before", [("wait 600", "start", "wait 60"), SPEAKING])
async def test_plan_b_is_told_with_every_alert_of_a_missing_sharer(before: tuple[str, ...]) -> None:
    async with on_stage(*before, plan=WITH_NEEDS) as stage:
        texts = [words(one.text) for one in standing_alerts(stage.session)]
        assert any("Amaka" in text and "Chidi tells it" in text for text in texts)
