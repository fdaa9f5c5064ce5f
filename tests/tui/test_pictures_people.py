"""How the panels about people look; the pictures are for eyes, behaviour is tested beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from letsconnect_tui.commands.table import perform_line
from letsconnect_tui.tui.app import LiveApp
from letsconnect_tui.tui.panels.people.panel import PeoplePanel
from letsconnect_tui.tui.panels.people.paste import PastePanel
from letsconnect_tui.tui.panels.people.person import PersonPanel
from letsconnect_tui.tui.panels.readiness import ReadinessPanel
from tests.tui.stage import a_desk

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from letsconnect_tui.tui.panels.panel import Panel

PEOPLE = (
    "new Ịfeọma Ọkọ lang=ig,en first",
    "new Ram Bahadur lang=ne,en newcomer region=Asia",
    "new Rosa Quispe lang=es,qu experienced",
    "new محمد عبد الله lang=ar,en first",
    "new 山田花子 lang=ja",
    "left Ram",
    "here Chidi",
    "headcount 80",
)
BLOCK = "Ana\nIfeoma Oko\n[[User:Zoe|Zoe Q]]\nRosa\nKofi Mensah\n"


def a_picture(
    take: Any, panel: Callable[[LiveApp], Panel], size: tuple[int, int], *said: str, live: bool = True
) -> bool:
    session, clock = a_desk()
    for line in (*PEOPLE, "new Ana Ñahui lang=es", "left Ana", *said):
        assert perform_line(session, line).ok, line
    if live:
        clock.advance(600_000)
        perform_line(session, "start")
        clock.advance(960_000)
        perform_line(session, "next")
        perform_line(session, "new Late Comer lang=en")
        clock.advance(65_000)

    async def open_it(pilot: Pilot[int]) -> None:
        app = pilot.app
        assert isinstance(app, LiveApp)
        await pilot.pause()
        await app.open_panel(panel(app))
        for _ in range(3):
            await pilot.pause()
            while app.busy:
                await pilot.pause()

    app = LiveApp(session, clock=clock, key_clock=lambda: 0.0)
    return bool(take(app, terminal_size=size, run_before=open_it))


@pytest.mark.parametrize("size", [(64, 24), (80, 24), (120, 40)])
def test_picture_of_people(size: tuple[int, int], snap_compare: Any) -> None:
    assert a_picture(snap_compare, lambda _: PeoplePanel(), size)


def test_picture_of_a_walk_in(snap_compare: Any) -> None:
    assert a_picture(snap_compare, lambda _: PeoplePanel("Zoë Quartey"), (80, 24))


def test_picture_of_details(snap_compare: Any) -> None:
    assert a_picture(snap_compare, lambda app: PersonPanel(app.session.state.people["p2"]), (80, 24))


def test_picture_of_a_pasted_list(snap_compare: Any) -> None:
    assert a_picture(snap_compare, lambda _: PastePanel(BLOCK), (80, 24))


@pytest.mark.parametrize("width", [64, 80])
def test_picture_of_the_readiness_board(width: int, snap_compare: Any) -> None:
    ticks = [f"ready Amaka {what}" for what in ("confirmed", "slides", "sound")]
    assert a_picture(
        snap_compare, lambda _: ReadinessPanel(), (width, 24), *ticks, "ready José confirmed", live=False
    )
