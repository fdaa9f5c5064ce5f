"""A shipped clinic runs late: alarm, preview, yes, equal sharers, and the end kept to the second."""

from __future__ import annotations

import json
from datetime import UTC
from pathlib import Path

from letsconnect_tui.app.live_session import LiveSession
from letsconnect_tui.app.plan_library import load_plan
from letsconnect_tui.app.rehearsal import Rehearsal
from letsconnect_tui.app.runs import begin_run
from letsconnect_tui.clock import VirtualClock
from letsconnect_tui.plain.live import PlainSession

CLINIC = Path(__file__).parents[2] / "sessions" / "learning-clinic-newcomers.toml"
TO_THE_FIRST_SHARER = ["start", "wait 5m", "next", "wait 6m", "next", "wait 8m", "handoff"]


def rehearse(lines: list[str]) -> list[str]:
    """What the lines write, on the clinic's own clock, in UTC."""
    plan = load_plan(CLINIC)
    clock = VirtualClock(int(plan.session.starts_at.timestamp()) * 1000)
    session = LiveSession(begin_run("clinic.1", plan, CLINIC.name, clock, rehearsal=True), zone=UTC)
    written: list[str] = []
    PlainSession(session, written.append, rehearsal=Rehearsal(session, clock), strict=True).run(iter(lines))
    return written


def answers(written: list[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in written if line.startswith("{")]


def sharers(agenda: dict[str, object]) -> set[int]:
    items = agenda["items"]
    assert isinstance(items, list)
    return {item["allotted_s"] for item in items if item["kind"] == "share" and item["state"] == "pending"}


def test_seven_minutes_over_raise_the_alarm_and_a_rebalance_keeps_the_end_to_the_second() -> None:
    written = rehearse(
        [*TO_THE_FIRST_SHARER, "wait 19m", "rebalance", "accept", "handoff", "agenda --json", "status --json"]
    )
    agenda, status = answers(written)

    alarms = [line for line in written if line.startswith("!") and "too long to end at 16:00" in line]
    assert [alarm[2:10] for alarm in alarms] == ["14:37:01"]
    assert len(sharers(agenda)) == 1
    assert status["projected_end"] == "2026-12-03T16:00:00Z"


def test_far_over_the_sharers_pay_equally_and_the_end_is_kept() -> None:
    written = rehearse(
        [*TO_THE_FIRST_SHARER, "wait 29m", "rebalance", "accept", "agenda --json", "status --json"]
    )
    agenda, status = answers(written)

    (allotted,) = sharers(agenda)
    assert allotted < 12 * 60
    assert status["projected_end"] == "2026-12-03T16:00:00Z"


def test_ending_late_by_choice_ends_late_to_the_second() -> None:
    written = rehearse(
        [*TO_THE_FIRST_SHARER, "wait 29m", "rebalance end=+5m", "accept", "agenda --json", "status --json"]
    )
    agenda, status = answers(written)

    assert len(sharers(agenda)) == 1
    assert status["projected_end"] == "2026-12-03T16:05:00Z"


def test_one_undo_takes_the_whole_rebalance_back() -> None:
    over = [*TO_THE_FIRST_SHARER, "wait 29m"]
    before = answers(rehearse([*over, "agenda --json"]))
    after = answers(rehearse([*over, "rebalance", "accept", "undo", "agenda --json"]))

    assert before == after
