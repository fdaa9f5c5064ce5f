"""What the screens say is so, and the same wherever it is said."""

from __future__ import annotations

import re

import pytest

from letsconnect_tui.app.readiness import has_slides, is_overdue
from letsconnect_tui.app.requests import ShowStatus
from letsconnect_tui.commands.table import perform_line
from letsconnect_tui.exporters.naming import Naming
from letsconnect_tui.exporters.timing_facts import shares, timing
from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.message import message
from tests.app.rehearsed import PLAN
from tests.tui.stage import a_desk, on_stage

WITH_SLIDES = PLAN.replace('lead = "amaka"', 'lead = "amaka"\nslides = "https://example.org/amaka"', 1)


async def test_closing_a_rehearsal_that_nobody_keeps_promises_nothing() -> None:
    async with on_stage("start", "end", size=(120, 30)) as stage:
        assert not stage.session.keeps
        assert words("tui-after-about-close-kept-not") in stage.text
        assert "everything is kept" not in stage.text


@pytest.mark.parametrize("said", [(), ("start",)])
@pytest.mark.parametrize("panel", ["", "w"])
async def test_a_headcount_without_names_never_stands_beside_nobody(
    said: tuple[str, ...], panel: str
) -> None:
    async with on_stage(*said, "headcount 47") as stage:
        if panel:
            await stage.press(panel)
        assert "47 counted" in stage.text
        assert not re.search(r"\b0 (here|present)\b", stage.text)
        if said:
            assert " 47 counted" in words(stage.session.ask(ShowStatus()).message)


def test_sharers_and_timeline_tell_the_same_seconds() -> None:
    session, clock = a_desk()
    for line, ms in (("start", 301_700), ("next", 894_500), ("next", 899_400), ("next", 1_500), ("end", 0)):
        assert perform_line(session, line).ok
        clock.advance(ms)
    facts = timing(session.state, session.now(), Naming(session.state, "all"))
    for who, (given, took) in shares(session.state, session.now()).items():
        items = [
            one for one in facts.items if session.state.lead_of(one.item) == who and one.actual_s is not None
        ]
        assert took is not None
        assert took == 1000 * sum(int(one.actual_s or 0) for one in items)
        assert took - given == 1000 * sum((one.actual_s or 0) - one.allotted_s for one in items)


@pytest.mark.parametrize(
    ("step_ms", "shown", "said"), [(5 * 60_000, "15:06", "forward"), (-60_000, "15:00", "back")]
)
async def test_the_time_of_day_follows_a_clock_that_is_put_right(step_ms: int, shown: str, said: str) -> None:
    async with on_stage("here amaka", "here jose", "wait 600", "start", "wait 60") as stage:
        assert "15:01 UTC" in stage.text
        before = stage.session.moment()
        stage.clock.step(step_ms)
        stage.app.tick_once()
        await stage.settle()

        assert f"{shown} UTC" in stage.text
        assert f"set {said} by" in stage.text
        assert stage.session.moment().remaining == before.remaining


async def test_what_is_to_be_said_at_the_opening_is_said_on_the_screen() -> None:
    session, clock = a_desk()
    session.say_at_opening(message("plan-edited-taken", 2))
    async with on_stage("here amaka", "here jose", session=(session, clock)) as stage:
        stage.app.tick_once()
        await stage.settle()
        assert "The plan was edited in 2 places: it is taken as it is now" in stage.text


async def test_a_panel_says_why_a_key_did_nothing_without_a_tick() -> None:
    async with on_stage("start") as stage:
        await stage.press("t")
        session = stage.app.session_screen
        assert session is not None
        assert session.panel is not None
        session.panel.flash(message("tui-look-first"))
        await stage.settle()
        reply = next(line for line in stage.lines if words("tui-look-first")[:20] in line)
        assert reply.startswith(" ! ")


def test_slides_are_awaited_only_of_who_has_some() -> None:
    session, _ = a_desk(WITH_SLIDES)
    state, late = session.state, session.state.planned_start
    assert has_slides(state, "amaka")
    assert is_overdue(state, "amaka", "slides", late)
    assert not has_slides(state, "jose")
    assert not is_overdue(state, "jose", "slides", late)


def test_where_the_plan_names_no_slides_they_are_awaited_of_everybody() -> None:
    session, _ = a_desk()
    assert is_overdue(session.state, "amaka", "slides", session.state.planned_start)
