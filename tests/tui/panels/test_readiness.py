"""The readiness board: a tick under the cursor, what is overdue, and who of the team is here."""

from __future__ import annotations

import pytest

from letsconnect_tui.app.readiness import due_before_start, is_overdue, rest_of_team, sharers
from letsconnect_tui.commands.table import perform_line
from tests.tui.stage import Stage, a_desk, on_stage

NOBODY = """
plan = 1
[session]
id = "alone"
title = "Alone"
start = 2026-12-03T15:00
timezone = "UTC"
length = "10m"
[[item]]
id = "one"
kind = "other"
title = "One"
duration = "10m"
"""


def row(stage: Stage, name: str) -> str:
    main = [line.split("│")[0].rstrip() for line in stage.lines]
    return next(line for line in reversed(main) if line.endswith(name))


async def test_space_ticks_the_cell_under_the_cursor_and_takes_the_tick_away() -> None:
    async with on_stage() as stage:
        await stage.press("r")
        assert row(stage, "Amaka Ụzọma").startswith("›[·]")
        await stage.press("right", "space")
        assert stage.session.state.readiness["amaka"] == {"slides"}
        assert "[✓]" in row(stage, "Amaka Ụzọma")
        await stage.press("space")
        assert "amaka" not in stage.session.state.readiness


async def test_the_column_stays_when_the_cursor_goes_to_the_next_sharer() -> None:
    async with on_stage() as stage:
        await stage.press("r")
        await stage.press("right", "right", "right", "down", "enter")
        assert stage.session.state.readiness == {"jose": {"sound"}}


async def test_the_last_column_marks_who_is_here_also_for_the_team() -> None:
    async with on_stage() as stage:
        await stage.press("r")
        await stage.press("left", "down", "down", "space")
        assert stage.session.state.people["chidi"].is_here
        await stage.press("space")
        assert not stage.session.state.people["chidi"].is_here


async def test_nothing_but_being_here_is_asked_of_the_team() -> None:
    async with on_stage() as stage:
        await stage.press("r")
        await stage.press("down", "down", "space")
        assert stage.commands_given == 0
        assert [line for line in stage.text.splitlines() if "facilitator" in line and "Chidi Okoye" in line]


async def test_what_is_not_done_in_time_is_overdue() -> None:
    async with on_stage("ready Amaka slides") as stage:
        await stage.press("r")
        assert "! 1 overdue" in stage.text, "José's slides; the sound is due in five minutes"
        await stage.wait(300)
        assert "! 3 overdue" in stage.text


async def test_a_plan_without_people_teaches_how_to_name_some() -> None:
    async with on_stage(plan=NOBODY) as stage:
        await stage.press("r", "space", "right")
        assert "The plan names no people" in stage.text
        assert stage.commands_given == 0


@pytest.mark.parametrize("width", [60, 79, 80, 120, 200])
async def test_names_and_all_seven_columns_stand_at_every_width(width: int) -> None:
    async with on_stage(size=(width, 24)) as stage:
        await stage.press("r", "left")
        assert "[·]" in row(stage, "Amaka Ụzọma")
        assert " due " in stage.text


def test_due_times_count_from_the_planned_start() -> None:
    session, _ = a_desk()
    start = session.state.planned_start

    assert [(due.what, (start - due.at) // 60_000) for due in due_before_start(session.state)] == [
        ("reminder", 1440),
        ("slides", 480),
        ("reminder", 60),
        ("sound", 5),
    ]


def test_slides_are_overdue_from_eight_hours_before_until_they_are_there() -> None:
    session, _ = a_desk()
    due_at = session.state.planned_start - 8 * 3_600_000
    assert not is_overdue(session.state, "amaka", "slides", due_at - 1)
    assert is_overdue(session.state, "amaka", "slides", due_at)
    perform_line(session, "ready Amaka slides")
    assert not is_overdue(session.state, "amaka", "slides", due_at)


def test_sharers_stand_in_the_order_of_the_agenda_before_the_team() -> None:
    state = a_desk()[0].state
    assert (sharers(state), rest_of_team(state)) == (("amaka", "jose"), ("chidi",))
