"""What a meeting would find out too late is said before it happens, and the same command again goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.app.bootstrap import open_library, open_plan
from letsconnect_tui.session.commands import Undo
from tests.app.rehearsed import PLAN, rehearsed, said

if TYPE_CHECKING:
    from pathlib import Path

RECORDED = PLAN.replace('kind = "share"', 'kind = "share"\nrecord = true')


@pytest.mark.parametrize("line", ["next", "skip", "handoff", "instead close", "end"])
def test_open_rooms_are_told_before_their_item_is_over_whichever_way(line: str) -> None:
    session, _ = rehearsed()
    said(
        session,
        "new Ana",
        "new Bo",
        "new Cy",
        "start",
        "next",
        "next",
        "next",
        "rooms size=2",
        "accept",
        "open",
    )
    before = session.state
    assert said(session, line).startswith("no The breakout rooms are still open")
    assert session.state is before
    assert said(session, line).startswith("ok")


def test_recording_into_an_item_that_is_not_recorded_is_said_first() -> None:
    session, _ = rehearsed(plan=RECORDED)
    said(session, "start", "next", "recording on", "next")
    assert session.state.current == "jose-share"
    assert said(session, "next").startswith("no You said that the recording runs")
    assert said(session, "recording off").startswith("ok")
    assert said(session, "next").startswith("ok")


def test_a_real_session_is_not_started_days_early_by_one_key(tmp_path: Path) -> None:
    plan = tmp_path / "small.toml"
    plan.write_text(PLAN.replace("2026-12-03", "2099-12-03"), encoding="utf-8")
    with open_library(tmp_path / "all.json") as library:
        session = open_plan(library, plan)
        before = session.state
        assert said(session, "start").startswith("no It is planned for Thursday, 3 December 2099, 15:00 UTC")
        assert session.state is before
        assert said(session, "start").startswith("ok")


def test_rooms_of_a_later_item_are_opened_when_asked_for_twice() -> None:
    session, _ = rehearsed()
    said(session, "new Ana", "new Bo", "start", "rooms size=2", "accept")
    assert said(session, "open").startswith("no These rooms are for")
    assert said(session, "open").startswith("ok")


def test_a_question_about_one_place_is_no_answer_in_another() -> None:
    session, _ = rehearsed(plan=RECORDED)
    said(session, "start", "next", "recording on", "next", "next")
    said(session, "recording off", "next", "back", "recording on")
    assert said(session, "next").startswith("no")


def test_copying_is_nothing_to_undo() -> None:
    session, _ = rehearsed()
    said(session, "start", "next", "copy essentials")
    assert session.execute(Undo()).ok
    assert session.state.current == "welcome"
