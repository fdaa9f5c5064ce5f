"""A plain onlooker: follows the writer, gives no commands."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.app.library import Library
from letsconnect_tui.app.live_session import LiveSession
from letsconnect_tui.clock import VirtualClock
from letsconnect_tui.plain.live import PlainSession
from letsconnect_tui.plan.read import plan_of_text
from tests.app.rehearsed import PLAN, said

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

AUTO = PLAN.replace('title = "Welcome"', 'title = "Welcome"\nauto = true')


class TwoWindows:
    """One window that runs a session and a plain one that looks on."""

    def __init__(self, path: Path, plan: str = PLAN) -> None:
        read = plan_of_text(plan)
        self.path = path
        self.clock = VirtualClock(int(read.session.starts_at.timestamp()) * 1000)
        self.written = Library.open(path)
        self.writer = LiveSession(self.written.begin(read, "plan.toml", self.clock), zone=UTC)
        self.followed = Library.open(path, read_only=True)
        self.session = LiveSession(
            self.followed.resume(self.followed.find("last"), self.clock),
            zone=UTC,
            followed=self.followed,
        )
        self.lines: list[str] = []
        self.plain = PlainSession(self.session, self.lines.append)

    def seen(self) -> list[str]:
        """What was written since the last call."""
        lines = list(self.lines)
        self.lines.clear()
        return lines


@pytest.fixture
def windows(tmp_path: Path) -> Iterator[TwoWindows]:
    two = TwoWindows(tmp_path / "all.json")
    yield two
    two.followed.close()
    two.written.close()


def test_what_the_writer_did_is_written_before_the_answer(windows: TwoWindows) -> None:
    said(windows.writer, "start", "here amaka")
    windows.clock.advance(60_000)
    said(windows.writer, "next", "undo", "redo")

    windows.plain.take("status")

    assert windows.seen() == [
        "! 15:00:00 Started with Welcome",
        "! 15:00:00 Amaka Ụzọma is here",
        "! 15:01:00 What reviewers look for, Amaka Ụzọma",
        "! 15:01:00 Taken back: What reviewers look for, Amaka Ụzọma",
        "! 15:01:00 Given again: What reviewers look for, Amaka Ụzọma",
        "ok What reviewers look for, 15:00 left. 4:00 ahead, ends 15:51. 0 present",
    ]


def test_what_the_writer_did_is_written_once_while_nobody_types(windows: TwoWindows) -> None:
    said(windows.writer, "start")
    windows.plain.cues()
    windows.plain.cues()

    assert windows.seen() == ["! 15:00:00 Started with Welcome"]


def test_cues_fall_due_for_an_onlooker_too(windows: TwoWindows) -> None:
    said(windows.writer, "start")
    windows.plain.cues()
    windows.seen()
    windows.clock.advance(5 * 60_000)
    windows.plain.cues()

    assert any("Time is up: Welcome" in line for line in windows.seen())


def test_a_clock_that_is_put_right_is_followed_and_told_once(windows: TwoWindows) -> None:
    said(windows.writer, "start")
    windows.plain.cues()
    windows.seen()
    windows.clock.step(-3_600_000)
    windows.plain.cues()
    windows.writer.due_cues()
    windows.plain.cues()
    windows.plain.cues()

    assert windows.session.now() == windows.writer.now() == windows.clock.read().utc_ms
    assert windows.session.state == windows.writer.state
    assert windows.seen() == [
        "! 14:00:00 the wall clock was set back by 1:00:00: times of day follow it, no duration changed"
    ]


def test_an_onlooker_takes_nobody_forward(tmp_path: Path) -> None:
    two = TwoWindows(tmp_path / "all.json", AUTO)
    said(two.writer, "start")
    two.clock.advance(6 * 60_000)
    two.plain.cues()

    assert two.session.state.current == "welcome"
    assert not any("looking only" in line for line in two.seen())
    two.followed.close()
    two.written.close()


def test_an_onlooker_gives_no_commands(windows: TwoWindows) -> None:
    windows.plain.take("start")

    assert windows.seen()[-1].startswith("no ")
    assert windows.session.state.phase == windows.writer.state.phase == "ready"


def test_an_onlooker_is_offered_nothing_to_say_yes_to(windows: TwoWindows) -> None:
    said(windows.writer, "start", "next", "next")
    windows.plain.take("status")

    assert not any("(yes:" in line for line in windows.seen())


def test_a_file_that_cannot_be_read_now_is_read_at_the_next_look(windows: TwoWindows) -> None:
    said(windows.writer, "start")
    kept = windows.path.read_bytes()
    windows.path.write_bytes(b"rubbish")
    windows.plain.cues()
    assert windows.seen() == []
    windows.path.write_bytes(kept)
    windows.plain.cues()

    assert windows.seen() == ["! 15:00:00 Started with Welcome"]


def test_a_session_that_was_taken_out_of_the_file_stays_on_screen(windows: TwoWindows) -> None:
    windows.written.file.rewrite([])
    windows.plain.take("status")

    assert windows.seen()[-1].startswith("ok ")
