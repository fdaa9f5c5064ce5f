"""A search that takes long says that it goes on, and Esc stops it; what was there before stays."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest

from letsconnect_tui.app.reply import Reply
from letsconnect_tui.i18n.message import message
from letsconnect_tui.tui import slow_search
from tests.tui.stage import Stage, on_stage

if TYPE_CHECKING:
    from letsconnect_tui.app.requests import ProposalRequest

PEOPLE = ("new Ana lang=en", "new Bo lang=en", "new Cy lang=en", "new Di lang=en")
LIVE = ("wait 600", "start", *PEOPLE)


def search_without_end(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Event:
    """Let every proposal search until it is told to stop; the event says that it was."""
    stopped = Event()

    def propose(request: ProposalRequest, *, cancelled: Callable[[], bool] = bool) -> Reply:
        while not cancelled():
            stopped.wait(0.005)
        stopped.set()
        return Reply(False, message("refused-cancelled"))

    monkeypatch.setattr(stage.session, "propose", propose)
    return stopped


async def until(stage: Stage, holds: Callable[[], Any]) -> None:
    for _ in range(400):
        if holds():
            return
        await stage.pilot.pause(0.01)
    pytest.fail("it never came to that")


@pytest.mark.parametrize("line", [None, "rooms count=2"])
async def test_after_a_while_it_says_that_it_goes_on_and_esc_stops_it(
    line: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slow_search, "SLOW_S", 0.05)
    async with on_stage(*LIVE) as stage:
        stopped = search_without_end(stage, monkeypatch)
        if line is None:
            stage.post("r", gap=2.0)
        else:
            stage.app.execute_line(line)
        await until(stage, lambda: "Still looking" in stage.text)
        assert not stopped.is_set()
        before = stage.commands_given
        stage.post("escape", gap=2.0)
        await until(stage, stopped.is_set)
        await stage.settle()
        assert stage.commands_given == before
        assert "Still looking" not in stage.text
        assert stage.app.is_running


async def test_a_panel_that_closes_stops_what_it_looks_for(monkeypatch: pytest.MonkeyPatch) -> None:
    async with on_stage(*LIVE) as stage:
        stopped = search_without_end(stage, monkeypatch)
        stage.post("r", gap=2.0)
        await until(stage, lambda: stage.panel == "rooms" and stage.app.busy)
        await stage.app.open_panel(None)
        await until(stage, stopped.is_set)


async def test_a_search_that_answers_at_once_says_nothing_of_it() -> None:
    async with on_stage(*LIVE) as stage:
        await stage.press("r")
        assert "Still looking" not in stage.text
        assert stage.session.proposal is not None
