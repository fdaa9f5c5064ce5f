"""What is drawn is a function of the session: drawn step by step or all anew, the screens are equal."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.commands.table import perform_line
from letsconnect_tui.tui.panels.registry import panel_for
from letsconnect_tui.tui.widgets.text_rows import SnapshotRows, TextRows
from tests.tui.clinic import CLINIC
from tests.tui.stage import on_stage

if TYPE_CHECKING:
    from tests.tui.stage import Stage

LINES = (
    *("next", "next", "next", "next", "next", "back", "skip", "pause", "resume", "undo", "undo", "redo"),
    *("add 2m", "add -1m", "copy", "copy 1", "recording on", "recording off", "here amaka", "here jose"),
    *("left amaka", "new Ana lang=es", "new Bo", "new Cy", "headcount 12", "rooms", "accept", "open", "open"),
    *("close", "report 1", "note the pad", "ask when?", "todo send it", "answered 1", "ready jose slides"),
    *("rebalance", "end"),
)
SHOWN_WITHOUT_MEMORY = [
    "notes",
    "timeline",
    "report",
    "history",
    "people",
    "readiness",
    "copy-texts",
    "handoff",
]
"""Panels that look the same however long they have been open, the cursor apart."""
SIZES = [(80, 24), (60, 22), (120, 40), (210, 50), (46, 14)]


def styled_rows(stage: Stage) -> list[list[tuple[str, str]]]:
    """The screen but for the flash line, which tells what was, each row as its pieces of one style."""
    *above, _flash, keys = stage.app.screen._compositor.render_strips()
    return [[(one.text, str(one.style)) for one in strip.simplify()] for strip in (*above, keys)]


async def draw_all_anew(stage: Stage) -> None:
    """Forget everything that was drawn, and draw it again."""
    for widget in stage.app.screen.walk_children():
        if isinstance(widget, SnapshotRows):
            widget._drawn_from = (object(),)
        if isinstance(widget, TextRows):
            widget._strips.clear()
        widget.refresh(layout=True)
    stage.app.redraw()
    await stage.settle()


async def random_step(stage: Stage, chosen: random.Random) -> str:
    step = chosen.choice(["line", "line", "line", "wait", "panel", "panel", "close", "key"])
    if step == "line":
        step = chosen.choice(LINES)
        stage.app.execute_line(step)
    elif step == "wait":
        stage.clock.advance(chosen.choice([1, 30, 61, 400]) * 1000)
        stage.app.tick_once()
    elif step == "panel":
        step = chosen.choice([*SHOWN_WITHOUT_MEMORY, "rooms", "rooms", "times"])
        await stage.app.open_panel(panel_for(step))
    elif step == "close":
        await stage.app.open_panel(None)
    else:
        step = chosen.choice(["H", "r", "h", "t", "down", "escape", "ctrl+t"])
        stage.post(step, gap=2.0)
    await stage.settle()
    return step


@pytest.mark.parametrize(
    "seed", [*range(8), *(pytest.param(n, marks=pytest.mark.full) for n in range(8, 80))]
)
async def test_drawn_step_by_step_or_anew_the_screens_are_equal(seed: int) -> None:
    chosen = random.Random(seed)
    steps: list[str] = []
    async with on_stage("wait 600", "start", plan=CLINIC, size=chosen.choice(SIZES)) as stage:
        for _ in range(25):
            steps.append(await random_step(stage, chosen))
            stage.app.redraw()
            await stage.settle()
            seen = styled_rows(stage)
            await draw_all_anew(stage)
            assert seen == styled_rows(stage), steps


@pytest.mark.parametrize("panel", [None, *SHOWN_WITHOUT_MEMORY])
async def test_a_screen_open_for_long_is_as_one_just_opened(panel: str | None) -> None:
    chosen = random.Random(str(panel))
    size = chosen.choice(SIZES[:4])
    async with on_stage("wait 600", "start", plan=CLINIC, size=size) as stage:
        await stage.app.open_panel(panel_for(panel or ""))
        for _ in range(30):
            line = chosen.choice(LINES[:-1])
            perform_line(stage.session, line)
            stage.clock.advance(chosen.choice([0, 1, 20]) * 1000)
            stage.app.tick_once()
            await stage.settle()
        stage.clock.advance(60_000)  # what was to be read aloud is over
        stage.app.tick_once()
        await stage.press("home")
        await stage.settle()
        long_open = stage.lines
        session = (stage.session, stage.clock)
    async with on_stage(session=session, size=size) as stage:
        await stage.app.open_panel(panel_for(panel or ""))
        await stage.settle()
        await stage.press("home")
        assert long_open[:-2] == stage.lines[:-2], "but for the flash line"


async def test_notes_and_chat_are_those_of_the_running_item_when_the_rooms_panel_closes() -> None:
    """Closing the rooms once brought back notes and chat of an earlier item, and ``c`` copied others."""
    people = ("new Ana", "new Bo", "new Cy", "new Di")
    async with on_stage(
        "wait 600", "start", *people, *("next",) * 4, "rooms", "accept", "open", plan=CLINIC
    ) as stage:
        await stage.press("r")
        await stage.press("z")
        assert stage.session.state.round is not None
        assert not stage.session.state.round.is_open
        for line in ("back", "back", "back"):
            assert perform_line(stage.session, line).ok
        stage.app.redraw()
        await stage.press("escape")
        assert stage.session.state.current == "reviewers"
        assert "thank her by name" in stage.text
        assert "Slides: https" in stage.text


async def test_a_parked_question_appears_at_once() -> None:
    async with on_stage("wait 600", "start", "wait 300", "next", plan=CLINIC) as stage:
        await stage.press("q")
        stage.seconds += 2
        await stage.type("who pays?", gap=0.2)
        await stage.press("enter", gap=1.0)
        assert "who pays?" in "\n".join(stage.lines[:-3]), "not only in what was done"
