"""How home and what comes after the end look: ``--snapshot-update`` after a change that was looked at."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from letsconnect_tui.commands.table import perform_line
from letsconnect_tui.tui.app import LiveApp
from letsconnect_tui.tui.home import HomeApp
from tests.tui.stage import a_desk
from tests.tui.test_after import HELD, SURVEY
from tests.tui.test_home import BROKEN, a_plan, a_run

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from letsconnect_tui.clock import VirtualClock

PLANS = (a_plan(), a_plan("Telling your community's story"), BROKEN)
RUNS = (a_run(1, "live", title="Writing a funding proposal"), *(a_run(number) for number in range(-6, 0)))


@pytest.fixture
def in_bogota(monkeypatch: pytest.MonkeyPatch) -> Any:
    if not hasattr(time, "tzset"):
        pytest.skip("this system's zone cannot be set")
    monkeypatch.setenv("TZ", "America/Bogota")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("name", "runs", "size", "theme"),
    [
        ("first time", (), (80, 24), "calm-dark"),
        ("with sessions", RUNS, (120, 30), "calm-light"),
    ],
)
@pytest.mark.usefixtures("in_bogota")
def test_picture_of_home(name: str, runs: Any, size: tuple[int, int], theme: str, snap_compare: Any) -> None:
    app = HomeApp(runs, PLANS[: None if runs else 2], now=lambda: datetime(2026, 12, 3, 14, 20, tzinfo=UTC))
    app.theme = theme
    assert snap_compare(app, terminal_size=size, run_before=settled)


@pytest.mark.parametrize(
    ("name", "size", "key"),
    [
        ("after", (80, 24), None),
        ("after wide", (120, 36), None),
        ("timeline", (80, 24), "t"),
    ],
)
def test_picture_after_the_end(name: str, size: tuple[int, int], key: str | None, snap_compare: Any) -> None:
    session, clock = a_desk(SURVEY)
    say(session, clock)
    app = LiveApp(session, clock=clock, key_clock=lambda: 0.0)

    async def opened(pilot: Pilot[int]) -> None:
        await settled(pilot)
        if key is not None:
            await pilot.press(key)
            await settled(pilot)

    assert snap_compare(app, terminal_size=size, run_before=opened)


def say(session: Any, clock: VirtualClock) -> None:
    for line in HELD:
        word, _, rest = line.partition(" ")
        if word == "wait":
            clock.advance(int(rest) * 1000)
            session.due_cues()
        else:
            assert perform_line(session, line).ok, line


async def settled(pilot: Pilot[int]) -> None:
    await pilot.pause()
    while getattr(pilot.app, "busy", False):
        await pilot.pause()
    await pilot.pause()
