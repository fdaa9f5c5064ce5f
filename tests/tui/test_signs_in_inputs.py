"""Whatever is typed into a line is text, also the signs that are keys elsewhere."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from tests.tui.stage import on_stage

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


@pytest.mark.parametrize("place", LINES)
async def test_signs_are_written_and_change_nothing(place: str) -> None:
    async with on_stage(*LIVE) as stage:
        await stage.press(*LINES[place], gap=2.0)
        line = stage.app.focused
        assert isinstance(line, Input)
        line.value = ""
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
