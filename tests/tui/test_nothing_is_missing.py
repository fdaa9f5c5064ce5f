"""Panels open and close at every moment of a redraw, at several sizes, and nothing that is gone is drawn."""

from __future__ import annotations

import ast
import asyncio
import random
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.events import Resize
from textual.geometry import Size

from letsconnect_tui.tui.panels.registry import PANELS, panel_for
from tests.tui.clinic import CLINIC
from tests.tui.stage import on_stage

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.tui.stage import Stage

SOURCE = Path(__file__).parents[2] / "src" / "letsconnect_tui" / "tui"
PEOPLE = ("new Ana", "new Bo", "new Cy", "new Di")
STORIES: dict[str, tuple[str, ...]] = {
    "before": (),
    "live": ("wait 600", "start", "wait 300", "next", *PEOPLE),
    "rooms": ("wait 600", "start", *PEOPLE, *("next",) * 4, "rooms", "accept", "open"),
    "after": ("wait 600", "start", *PEOPLE, "wait 60", "end"),
}
SIZES = [(80, 24), (60, 20), (200, 50), (40, 10)]
MOMENTS = range(12)
"""So many turns of the event loop after it began to open, something else happens to a panel."""


def resize(stage: Stage, size: tuple[int, int]) -> None:
    stage.app.post_message(Resize(Size(*size), Size(*size)))


def tick(stage: Stage) -> None:
    stage.clock.advance(1000)
    stage.app.tick_once()


INTERRUPTIONS: dict[str, Callable[[Stage], object]] = {
    "close": lambda stage: stage.app.close_panel(),
    "another": lambda stage: stage.app.call_later(stage.app.open_panel, panel_for("history")),
    "tick": tick,
    "smaller": lambda stage: resize(stage, (50, 12)),
    "larger": lambda stage: resize(stage, (220, 60)),
    "start": lambda stage: stage.app.execute_line("start"),
    "end": lambda stage: stage.app.execute_line("end"),
    "undo": lambda stage: stage.app.execute_line("undo"),
}


CASES = [
    pytest.param(panel, story, id=f"{panel}-{story}", marks=() if few else pytest.mark.full)
    for place, panel in enumerate(PANELS)
    for story, few in ((story, other % 4 == place % 4) for other, story in enumerate(STORIES))
]
"""Each panel in one story; in all of them with --full."""


@pytest.mark.parametrize(("panel", "story"), CASES)
async def test_a_panel_may_be_interrupted_at_every_moment(panel: str, story: str) -> None:
    chosen = random.Random(f"{panel} {story}")
    size = chosen.choice(SIZES)
    async with on_stage(*STORIES[story], plan=CLINIC, size=size) as stage:
        for moment in MOMENTS:
            stage.app.call_later(stage.app.open_panel, panel_for(panel))
            for _ in range(moment):
                await asyncio.sleep(0)
            INTERRUPTIONS[chosen.choice(list(INTERRUPTIONS))](stage)
            stage.app.close_panel()
        resize(stage, size)
        await stage.settle()
        assert stage.panel is None
        await stage.press("?")
        assert stage.panel == "help"


@pytest.mark.parametrize("seed", range(6))
async def test_panels_keys_and_sizes_in_any_order_leave_the_screens_working(seed: int) -> None:
    chosen = random.Random(seed)
    lines = [
        "next",
        "back",
        "undo",
        "pause",
        "resume",
        "here amaka",
        "left amaka",
        "rooms",
        "accept",
        "open",
        "close",
    ]
    async with on_stage(*chosen.choice(list(STORIES.values())), plan=CLINIC) as stage:
        app = stage.app
        for _ in range(60):
            step = chosen.choice(["panel"] * 4 + ["key", "key", "line", "settle", *INTERRUPTIONS])
            if step == "panel":
                app.call_later(app.open_panel, panel_for(chosen.choice(list(PANELS))))
            elif step == "key":
                stage.post(chosen.choice([*"rwvstnhtNCUxe?", "escape", "enter", "down", "tab"]), gap=1.0)
            elif step == "line":
                app.execute_line(chosen.choice(lines))
            elif step == "settle":
                await stage.settle()
            else:
                INTERRUPTIONS[step](stage)
            for _ in range(chosen.choice([0, 0, 1, 2, 3, 5, 8])):
                await asyncio.sleep(0)
        resize(stage, (80, 24))
        await stage.settle()  # what was typed may open a panel for what it proposes
        app.close_panel()
        await stage.settle()
        assert stage.panel is None


async def test_the_readiness_list_closed_by_the_start_and_followed_by_who_is_here() -> None:
    for gap in (0.3, 1.0):
        async with on_stage("wait 600") as stage:
            stage.post("r", "s", "w", gap=gap)
            await stage.settle()
            assert stage.panel == "people"


def test_no_widget_is_looked_up() -> None:
    """Screens and panels own their widgets: a query finds nothing once they are gone."""
    found = [
        f"{path.relative_to(SOURCE)}:{node.lineno}"
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("query", "query_one", "get_widget_by_id")
    ]
    assert found == []
