"""Whatever is typed into a line is text, also the signs that are keys elsewhere."""

from __future__ import annotations

import pytest
from textual.events import Paste
from textual.widgets import Input

from tests.tui.stage import Stage, on_stage

SIGNS = "+-/@_[];#?.,'"
LIVE = ("wait 600", "start", "new Ana lang=en", "new Bo lang=en", "new Cy lang=en", "next")
LINES = {
    "people": ("w",),
    "paste": ("v",),
    "palette": ("ctrl+p",),
    "note": ("m",),
    "headcount": ("#",),
    "person": ("w", "tab"),
    "rooms": ("r", "f"),
}


async def line_of(stage: Stage, place: str) -> Input:
    """The line to write in, empty."""
    for key in LINES[place]:
        await stage.press(key, gap=2.0)
    line = stage.app.focused
    assert isinstance(line, Input)
    assert stage.panel in (place, "ask")
    line.value = ""
    return line


@pytest.mark.parametrize("place", LINES)
async def test_signs_are_written_and_change_nothing(place: str) -> None:
    async with on_stage(*LIVE) as stage:
        line = await line_of(stage, place)
        before = stage.session.state
        for sign in SIGNS:
            await stage.press(sign, gap=2.0)
        assert stage.session.state == before
        assert line.value == SIGNS


async def test_a_hyphen_in_a_name_takes_no_minute() -> None:
    async with on_stage(*LIVE) as stage:
        minutes = {item: run.added_ms for item, run in stage.session.state.runs.items()}
        await stage.press("w")
        stage.seconds += 1
        await stage.type("Jean-Luc", gap=0.2)
        await stage.press("enter", "enter", gap=1.0)
        assert "Jean-Luc" in [one.facts.name for one in stage.session.state.people.values()]
        assert minutes == {item: run.added_ms for item, run in stage.session.state.runs.items()}


JOINED = "می\u200cخواهم 👩\u200d💻"


@pytest.mark.parametrize("place", LINES)
async def test_joiners_are_letters(place: str) -> None:
    """Without them a Persian word is another one, and one emoji is two."""
    async with on_stage(*LIVE) as stage:
        line = await line_of(stage, place)
        stage.seconds += 2
        for letter in JOINED:
            await stage.press("space" if letter == " " else letter, gap=0.4)
        assert line.value == JOINED


@pytest.mark.parametrize("place", ["note", "palette", "person"])
async def test_all_lines_of_a_pasted_text_are_written_as_one(place: str) -> None:
    async with on_stage(*LIVE) as stage:
        line = await line_of(stage, place)
        line.post_message(Paste("Who pays?\r\n\r\n  And when?\n"))
        await stage.settle()

        assert line.value == "Who pays? And when?", line.id
