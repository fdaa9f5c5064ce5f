"""How rooms, handoff and times look; the pictures are for eyes, behaviour is tested beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from letsconnect_tui.app.rehearsal import INVENTED
from letsconnect_tui.commands.table import perform_line
from letsconnect_tui.tui.app import LiveApp
from letsconnect_tui.tui.panels.handoff import HandoffPanel
from letsconnect_tui.tui.panels.rooms.panel import RoomsPanel
from letsconnect_tui.tui.panels.times import TimesPanel
from tests.tui.stage import a_desk

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from letsconnect_tui.tui.panels.panel import Panel


def a_picture(take: Any, panel: Callable[[], Panel], size: tuple[int, int], *said: str) -> bool:
    session, clock = a_desk()
    for name, spoken in INVENTED[:14]:
        assert perform_line(session, f"new {name} lang={spoken}").ok
    clock.advance(600_000)
    for line in said:
        word, _, rest = line.partition(" ")
        if word == "wait":
            clock.advance(int(rest) * 1000)
        else:
            assert perform_line(session, line).ok, line

    async def open_it(pilot: Pilot[int]) -> None:
        app = pilot.app
        assert isinstance(app, LiveApp)
        await pilot.pause()
        await app.open_panel(panel())
        for _ in range(3):
            app.tick_once()
            await pilot.pause()
            while app.busy:
                await pilot.pause()

    return bool(
        take(LiveApp(session, clock=clock, key_clock=lambda: 0.0), terminal_size=size, run_before=open_it)
    )


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80", "120"])
def test_rooms_proposed(snap_compare: Any, size: tuple[int, int]) -> None:
    said = ("start", "wait 300", "next", "next", "new Lin lang=zh", "headcount 20")
    assert a_picture(snap_compare, RoomsPanel, size, *said)


def test_rooms_open(snap_compare: Any) -> None:
    said = (
        *("start", "wait 300", "next", "wait 900", "next", "wait 900", "next", "rooms", "accept", "open"),
        *("room 1 fine", "visit 1", "room 2 needs-help", "new Zoë lang=es", "late Zoë", "new Ben lang=en"),
        "wait 605",
    )
    assert a_picture(snap_compare, RoomsPanel, (80, 24), *said)


def test_rooms_reporting_back(snap_compare: Any) -> None:
    said = ("start", "next", "next", "next", "rooms", "accept", "open", "wait 300", "close", "report 1 Rosa")
    assert a_picture(snap_compare, RoomsPanel, (80, 24), *said)


def test_handoff(snap_compare: Any) -> None:
    said = (
        "start",
        "wait 300",
        "here @amaka",
        "ready @amaka slides",
        "ready @jose confirmed",
        "next",
        "wait 400",
    )
    assert a_picture(snap_compare, HandoffPanel, (80, 24), *said)


def test_times(snap_compare: Any) -> None:
    said = ("start", "wait 300", "next", "add 12m")
    assert a_picture(snap_compare, TimesPanel, (80, 24), *said)


def test_times_that_cannot_be_kept(snap_compare: Any) -> None:
    said = ("start", "wait 300", "next", "add 40m")
    assert a_picture(snap_compare, TimesPanel, (80, 24), *said)
