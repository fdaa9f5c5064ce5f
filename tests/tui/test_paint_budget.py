"""What is painted for a second and for a mark is a budget: it is what a slow line and a weak machine feel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from textual.widget import Widget

from letsconnect_tui.session.commands import LoadRoster
from letsconnect_tui.session.facts import PersonFacts
from letsconnect_tui.tui.app import LiveApp
from letsconnect_tui.tui.ticker import Ticker
from letsconnect_tui.tui.widgets.line_list import LineList
from letsconnect_tui.tui.widgets.text_rows import TextRows
from tests.app.rehearsed import PLAN
from tests.tui.stage import BEFORE_S, a_desk, on_stage

if TYPE_CHECKING:
    from textual.geometry import Region

LIVE = ("wait 600", "start", "wait 61")
SECOND = 3
"""Rows: the clock, its bar, and a projected time that goes on."""
MARK = 8
"""Rows: the person, the counts at the top and in the panel, the flash line, and a second of the clock."""


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> list[Region]:
    """Regions that were asked to be painted, in the order of asking."""
    asked: list[Region] = []
    refresh = Widget.refresh

    def noted(self: Widget, *regions: Region, **options: Any) -> Widget:
        if isinstance(self, TextRows | LineList):
            asked.extend(regions or (self.size.region,))
        return refresh(self, *regions, **options)

    monkeypatch.setattr(Widget, "refresh", noted)
    return asked


def rows(painted: list[Region]) -> int:
    return sum(region.height for region in painted)


async def test_a_second_paints_what_shows_seconds_and_nothing_else(painted: list[Region]) -> None:
    async with on_stage(*LIVE) as stage:
        for _ in range(3):  # a row that was never painted is painted whole
            await stage.wait(1)
        painted.clear()
        await stage.wait(1)

        assert 0 < rows(painted) <= SECOND
        assert sum(region.area for region in painted) <= 40


@pytest.mark.parametrize("people", [20, 1_000])
async def test_a_mark_paints_as_little_among_a_thousand_as_among_twenty(
    people: int, painted: list[Region]
) -> None:
    session = a_desk()
    session[0].execute(LoadRoster(tuple(PersonFacts(f"Ada Lovelace {n:04}") for n in range(people))))
    async with on_stage(*LIVE, session=session) as stage:
        await stage.press("w")
        await stage.press("down")
        painted.clear()
        await stage.press("enter")

        assert 0 < rows(painted) <= MARK


async def test_the_first_paint_has_the_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """They would wait for a second frame, and so would whoever starts the program."""
    keys: list[str] = []
    session, clock = a_desk(PLAN, BEFORE_S)
    app = LiveApp(session, clock=clock)

    def draw_first(ticker: Ticker) -> None:
        assert app.session_screen is not None
        keys.extend(row.plain for row in app.session_screen.footer_row.rows)

    monkeypatch.setattr(Ticker, "draw_first", draw_first)
    async with app.run_test() as pilot:
        await pilot.pause()

    assert any("more" in row for row in keys)
