"""Clicks anywhere change nothing in the session, and letters go where they went before."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from letsconnect_tui.tui.widgets.line_list import LineList
from tests.tui.clinic import CLINIC
from tests.tui.stage import Stage, on_stage

LIVE = (
    "wait 900",
    "here amaka",
    "new Ana",
    "new Bo",
    "new Cy",
    "start",
    "wait 290",
    "next",
    "note thank her",
)
PANELS = {
    LIVE: (
        "w",
        "v",
        "h",
        "r",
        "t",
        "C",
        "N",
        "U",
        "m",
        "q",
        "a",
        "d",
        "s",
        "#",
        "E",
        "?",
        "ctrl+p",
        "ctrl+q",
    ),
    (): ("w", "v", "r", "N", "C"),
    (*LIVE, "end"): ("w", "v", "i", "x", "t", "e", "N", "U"),
}
CASES = [(said, key) for said, keys in PANELS.items() for key in keys]


async def click_everywhere(stage: Stage) -> None:
    """On the clock, on what opened under it, on the lines below and on the footer."""
    for x, y in ((4, 5), (4, 12), (60, 13), (30, 15), (4, 18), (70, 19), (30, 22), (4, 23)):
        await stage.pilot.click(offset=(x, y))
    await stage.settle()


@pytest.mark.parametrize(("said", "key"), CASES, ids=lambda one: one if isinstance(one, str) else "")
async def test_after_clicks_everywhere_the_same_widget_has_the_keys(said: tuple[str, ...], key: str) -> None:
    async with on_stage(*said, plan=CLINIC) as stage:
        await stage.press(key, gap=2.0)
        focused, given, panel = stage.app.focused, stage.commands_given, stage.panel
        await click_everywhere(stage)

        assert (stage.panel, stage.commands_given) == (panel, given)
        if isinstance(stage.app.focused, Input) and not isinstance(focused, Input):
            return  # an input was clicked, as beside a list of formats
        assert stage.app.focused is focused


@pytest.mark.parametrize("key", ["w", "m", "d", "ctrl+p"])
async def test_letters_go_on_into_the_line_after_a_click_beside_it(key: str) -> None:
    async with on_stage(*LIVE, plan=CLINIC) as stage:
        await stage.press(key, gap=2.0)
        await click_everywhere(stage)
        given = stage.commands_given
        await stage.press("k", "x", "n", gap=0.5)
        line = stage.app.focused

        assert isinstance(line, Input)
        assert line.value == "kxn"
        assert stage.commands_given == given


async def test_a_click_on_a_line_puts_the_cursor_there() -> None:
    async with on_stage(*LIVE, plan=CLINIC) as stage:
        await stage.press("w", gap=2.0)
        lines = stage.app.screen.query_one("#people-list", LineList)
        await stage.pilot.click(lines, offset=(8, 2))
        await stage.settle()

        assert lines.cursor_row == 2
