"""With a turnout that sessions of the kind had, rooms and report-backs are judged by it."""

from __future__ import annotations

import pytest

from letsconnect_tui.plan.read import read_plan_text
from letsconnect_tui.session.run_summary import usual_turnout
from tests.tui.test_home import a_run

PLAN = """
plan = 1
[session]
id = "s"
title = "Session"
start = 2026-12-03T15:00
timezone = "UTC"
length = "1h"
interpretation = ["fr", "es"]
[[item]]
title = "Rooms"
kind = "breakout"
duration = "30m"
  [item.breakout]
  %s
[[item]]
title = "Back"
kind = "report-back"
duration = "10m"
"""


def advice(rooms: str, turnout: int | None) -> dict[str, tuple[object, ...]]:
    reading = read_plan_text(PLAN % rooms, "plan.toml", turnout=turnout)
    assert reading.plan is not None, reading.problems
    return {problem.message.key: problem.message.values for problem in reading.advice}


@pytest.mark.parametrize(("turnout", "rooms"), [(25, None), (26, 6), (30, 6), (31, 7)])
def test_a_report_back_counts_the_rooms_that_those_expected_would_fill(
    turnout: int, rooms: int | None
) -> None:
    values = advice("size = 5", turnout).get("plan-advice-report-back")

    assert (values and values[0]) == rooms


@pytest.mark.parametrize(("turnout", "fit"), [(23, 7), (24, None), (9, 3), (2, 1)])
def test_more_rooms_than_people_fill_are_told_with_a_number_that_would_do(
    turnout: int, fit: int | None
) -> None:
    values = advice("count = 8", turnout).get("plan-advice-rooms")

    assert (values and values[3]) == fit


@pytest.mark.parametrize(("turnout", "is_advised"), [(8, True), (9, False)])
def test_rooms_by_language_need_people_for_each_language(turnout: int, is_advised: bool) -> None:
    rooms = 'size = 5\n  same = ["language"]'

    assert ("plan-advice-room-languages" in advice(rooms, turnout)) == is_advised


def test_without_a_turnout_nothing_is_said_of_it() -> None:
    assert not {"plan-advice-rooms", "plan-advice-room-languages"} & set(advice("count = 8", None))


def test_a_turnout_is_the_middle_of_the_latest_sessions_of_the_kind() -> None:
    ended = a_run(1, "ended")
    kind = ended.kind

    assert usual_turnout([ended], kind) is None
    assert usual_turnout([ended, a_run(2, "ended")], kind) == ended.participants
    assert usual_turnout([ended, a_run(2, "ended")], "another kind") is None
    assert usual_turnout([ended, a_run(2, "live")], kind) is None
