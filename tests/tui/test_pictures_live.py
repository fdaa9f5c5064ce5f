"""How the base screens look, as pictures: ``--snapshot-update`` after a change that was looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from letsconnect_tui.app.live_session import LiveSession
from letsconnect_tui.app.runs import begin_run
from letsconnect_tui.clock import VirtualClock
from letsconnect_tui.commands.table import perform_line
from letsconnect_tui.plan.read import read_plan_text
from letsconnect_tui.tui.app import LiveApp
from tests.tui.clinic import CLINIC

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

HERE = (
    "here Amaka",
    "new Ịfeọma Ọkọ lang=ig,en first",
    "new Ram Bahadur lang=ne,en",
    "new Lucía Quispe lang=es",
)
LIVE = ("wait 900", "start", "wait 290", *HERE, "next", "recording on", "wait 350", "copy 1")
LOOKS: dict[str, tuple[tuple[str, ...], tuple[int, int], dict[str, Any]]] = {
    "before the start": (("wait 140", *HERE), (80, 24), {}),
    "live": (LIVE, (80, 24), {}),
    "live beside a call": (LIVE, (70, 24), {"theme": "calm-light"}),
    "live in 120 columns": ((*LIVE, "headcount 40"), (120, 40), {}),
    "live in 200 columns": (LIVE, (200, 50), {"theme": "calm-light"}),
    "overrun": ((*LIVE, "wait 700"), (80, 24), {}),
    "paused": ((*LIVE, "pause", "wait 95"), (80, 24), {}),
    "break": ((*LIVE, "next", "wait 100", "next", "wait 130"), (80, 24), {}),
    "rooms open": (
        (*LIVE, "next", "next", "next", "rooms", "accept", "open", "new Ana Ñahui lang=es"),
        (80, 24),
        {},
    ),
    "last item": ((*LIVE, *["next"] * 4, "wait 60"), (80, 24), {}),
    "high contrast": (LIVE, (80, 24), {"theme": "contrast-dark"}),
    "no colour": ((*LIVE, "wait 700"), (80, 24), {"no_color": True}),
    "help": (LIVE, (80, 24), {"key": "question_mark"}),
    "history": (LIVE, (80, 24), {"key": "U"}),
    "big clock": (LIVE, (100, 30), {"key": "Z"}),
}


def an_app(said: tuple[str, ...], theme: str | None) -> LiveApp:
    plan = read_plan_text(CLINIC, "plan").plan
    assert plan is not None
    clock = VirtualClock(int(plan.session.starts_at.timestamp() * 1000) - 900_000)
    session = LiveSession(begin_run("clinic.1", plan, "plan.toml", clock), zone=ZoneInfo("America/Bogota"))
    for line in said:
        word, _, rest = line.partition(" ")
        if word == "wait":
            clock.advance(int(rest) * 1000)
            session.due_cues()
        else:
            assert perform_line(session, line).ok or perform_line(session, line).ok, (
                line
            )  # some are asked about once
    app = LiveApp(session, clock=clock, key_clock=lambda: 0.0)
    if theme is not None:
        app.theme = theme
    return app


@pytest.mark.parametrize("name", LOOKS)
def test_it_looks_as_before(
    name: str, snap_compare: Callable[..., bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    said, size, options = LOOKS[name]
    if options.get("no_color"):
        monkeypatch.setenv("NO_COLOR", "1")
    app = an_app(said, options.get("theme"))

    async def settled(pilot: Pilot[int]) -> None:
        await pilot.pause()
        if "key" in options:
            await pilot.press(options["key"])
        await pilot.pause()
        while app.busy:
            await pilot.pause()
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=settled)
