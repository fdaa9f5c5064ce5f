"""Home: what is under way comes first, newcomers are taught, and what is typed by mistake opens nothing."""

from __future__ import annotations

from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from letsconnect_tui.app.library import Run
from letsconnect_tui.app.plan_library import FoundPlan
from letsconnect_tui.plan.read import read_plan_text
from letsconnect_tui.text import cell_width
from letsconnect_tui.tui.home import HomeApp, HomeChoice
from letsconnect_tui.tui.widgets.line_list import LineList
from tests.app.rehearsed import PLAN
from tests.hostile import HOSTILE_NAMES
from tests.tui.textual_internals import screen_lines

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from textual.pilot import Pilot

HOUR_MS = 3_600_000
FIRST_AT = 1_796_310_000_000
"""2026-12-03 15:00 UTC."""
BROKEN = FoundPlan(Path("plans/broken.toml"), None, errors=3)


def a_run(number: int = 1, phase: str = "ended", **options: Any) -> Run:
    at = FIRST_AT + number * 24 * HOUR_MS
    facts: dict[str, Any] = {
        "id": f"clinic.{number}",
        "plan_id": "clinic",
        "title": "A small clinic",
        "kind": "learning-clinic",
        "phase": phase,
        "starts_at": at,
        "occurrence_at": at,
        "started_at": at,
        "ended_at": at + HOUR_MS if phase == "ended" else None,
        "latest_at": at + HOUR_MS,
        "opened_at": at,
        "participants": 27,
        "peak": 20,
        "rehearsal": False,
        "plan_file": "plans/clinic.toml",
    }
    return Run(**facts | options)


def a_plan(title: str = "A small clinic") -> FoundPlan:
    plan = read_plan_text(PLAN.replace("A small clinic", title), "small.toml").plan
    assert plan is not None
    return FoundPlan(Path("plans/small.toml"), plan)


@asynccontextmanager
async def at_home(
    *runs: Run, plans: tuple[FoundPlan, ...] = (), size: tuple[int, int] = (80, 24), note: str = ""
) -> AsyncIterator[tuple[HomeApp, Pilot[int]]]:
    app = HomeApp(runs, plans, note=note)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.pause()
        yield app, pilot


def lines_of(app: HomeApp) -> list[str]:
    return screen_lines(app.screen)


async def test_whoever_is_new_is_told_three_things_first() -> None:
    async with at_home(plans=(a_plan(),)) as (app, _):
        text = "\n".join(lines_of(app))
        assert text.index("1  g opens") < text.index("3  enter opens") < text.rindex("A small clinic")
    async with at_home(a_run()) as (app, _):
        assert "g opens" not in "\n".join(lines_of(app))


async def test_what_is_under_way_comes_first_and_is_gone_on_with_by_enter() -> None:
    async with at_home(a_run(2), a_run(1, "live", title="Under way now"), plans=(a_plan(),)) as (app, pilot):
        listed = [line for line in lines_of(app) if "A small clinic" in line or "Under way now" in line][1:]
        assert "Under way now" in listed[0]
        assert [line.split()[0] for line in listed] == ["under", "your", "held"]
        await pilot.press("enter")
    assert app.choice == HomeChoice("resume", "clinic.1")


async def test_a_plan_is_opened_by_enter_and_rehearsed_by_r() -> None:
    async with at_home(plans=(a_plan(),)) as (app, pilot):
        await pilot.press("enter")
    assert app.choice == HomeChoice("open", str(Path("plans/small.toml")))
    async with at_home(plans=(a_plan(),)) as (app, pilot):
        await pilot.press("r")
        await pilot.pause(0.8)
    assert app.choice == HomeChoice("rehearse", str(Path("plans/small.toml")))


async def test_a_sentence_opens_nothing() -> None:
    async with at_home(plans=(a_plan(),)) as (app, pilot):
        await pilot.press(*"great qr", "enter")
        await pilot.pause(0.8)
        assert app.is_running
    assert app.choice is None


async def test_a_plan_with_errors_says_so_and_how_to_learn_which() -> None:
    async with at_home(plans=(BROKEN,), note="The plan has errors.") as (app, _):
        text = "\n".join(lines_of(app))
        assert "3 errors, enter says which  broken.toml" in text
        assert "The plan has errors." in text


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (200, 50)])
async def test_no_title_is_markup_or_wider_than_the_window(size: tuple[int, int]) -> None:
    runs = [a_run(number, title=title[:200]) for number, title in enumerate(HOSTILE_NAMES) if title.strip()]
    async with at_home(*runs, plans=(BROKEN, a_plan()), size=size) as (app, pilot):
        for _ in range(4):
            lines = lines_of(app)
            assert all(cell_width(line) <= size[0] for line in lines)
            assert not any("\x1b" in line for line in lines)
            assert "q quit" in lines[-1]
            await pilot.press("pagedown")


async def test_a_long_list_keeps_the_cursor_in_sight() -> None:
    async with at_home(*(a_run(number, title=f"Number {number}") for number in range(300))) as (app, pilot):
        await pilot.press("end")
        await pilot.pause()
        assert "Number 0" in "\n".join(lines_of(app))


async def test_without_colours_the_line_under_the_cursor_is_reversed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with at_home(a_run(2), a_run(1)) as (app, _):
        listed = app.screen.query_one(LineList)
        reversed_rows = [
            row for row in range(2) if all(one.style and one.style.reverse for one in listed.render_line(row))
        ]
        assert reversed_rows == [0]


async def test_the_guided_rehearsal_can_be_played_by_what_its_notes_say() -> None:
    """The same keys in the same order as in the notes of first-steps.toml lead to its end."""
    from letsconnect_tui.app.plan_library import shipped_plans
    from tests.tui.stage import on_stage

    guided = next(one for one in shipped_plans() if one.name == "first-steps.toml")
    async with on_stage(plan=guided.read_text("utf-8"), before_s=60) as stage:
        await stage.press("s", "+", "-", "u", "n")
        await stage.press("w")
        for name in ("ama", "joe", "ann"):
            await stage.type(name, gap=0.9)
            await stage.press("enter")
            await stage.press(*(["enter"] if name != "ama" else []))
            await stage.press("escape")
        await stage.press("escape")
        await stage.press("n")
        assert stage.session.state.people["amaka"].is_here
        await stage.press("c", "x", "q", "w", "h", "y", gap=0.9)
        await stage.press("enter", gap=2.0)
        assert stage.session.state.recording
        assert len(stage.session.state.lines) == 1
        await stage.press("x", gap=0.9)
        await stage.press("n", "]")
        await stage.press("t")
        assert stage.panel == "times"
        await stage.press("escape")
        await stage.press("n", "r")
        await stage.press("enter")
        await stage.press("o")
        assert stage.session.state.round is not None
        assert stage.session.state.round.is_open
        await stage.press("z")
        await stage.press("r", "n", "Z")
        await stage.press("Z")
        await stage.press("E", "e", "n", "d")
        await stage.press("enter", gap=2.0)
        assert stage.session.state.phase == "ended"
