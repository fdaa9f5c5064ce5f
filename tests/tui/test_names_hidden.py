"""While names are hidden no place shows one: not in a list, a title, a note, an alert or a sentence."""

from __future__ import annotations

import pytest
from textual.events import Paste

from letsconnect_tui.i18n import words
from letsconnect_tui.people.names import search_key
from letsconnect_tui.tui.actions import ACTIONS
from letsconnect_tui.tui.render.header import window_title
from tests.app.rehearsed import PLAN
from tests.tui.stage import Stage, on_stage

NAMED = (
    PLAN.replace('"A small clinic"', '"A clinic with Amaka Ụzọma"')
    .replace('title = "Welcome"', 'title = "Welcome by Chidi"\nnotes = "Thank José Ñahui and chidi okoye"')
    .replace('title = "What reviewers look for"', 'title = "Amaka\'s reviews"\nbackup_plan = "José reads"')
    .replace('title = "QuickStatements"', 'title = "José: QuickStatements"\nneeds = ["José\'s screen"]')
    .replace('text = "Apuntes: https', 'text = "Apuntes de Amaka: https')
    .replace('"Five minutes left."', '"Five minutes, says Chidi."')
    .replace(
        "size = 3", 'size = 3\nprompt = "Zubaida begins"\nrooms = [{ name = "With Zubaida", host = "jose" }]'
    )
)
PEOPLE = ("new Zubaida Musa lang=en", "new Karim Bello lang=en", "new Ọlá Adé lang=yo", "here jose")
NAMES = ("amaka", "uzoma", "jose", "nahui", "chidi", "okoye", "zubaida", "musa", "karim", "bello", "ola ade")
MOMENTS = {
    "before": PEOPLE,
    "first": (*PEOPLE, "wait 700", "start", "note Karim asks", "ask Who is Zubaida?", "todo Write to Karim"),
    "sharer": (*PEOPLE, "wait 700", "start", "wait 400", "next", "left jose"),
    "rooms": (*PEOPLE, "wait 600", "start", "next", "next", "next", "rooms", "accept", "open"),
    "proposed": (*PEOPLE, "wait 600", "start", "next", "next", "next", "rooms"),
    "late": (*PEOPLE, "wait 1500", "start", "wait 1200", "next"),
    "after": (*PEOPLE, "wait 600", "start", "ask Karim?", "next", "wait 900", "end"),
}
OPENERS = [one for one in ACTIONS if one.opens_panel and one.id not in ("palette", "end", "paste", "import")]


def names_in(stage: Stage) -> list[str]:
    """Every known name that can be read on the screen, or in the window's title."""
    shown = f" {search_key(f'{stage.text} {window_title(stage.app.snapshot())}')} "
    return [name for name in NAMES if f" {name} " in shown or f" {name}s " in shown]


@pytest.mark.parametrize("size", [(80, 24), (66, 30), (120, 36), (200, 50)], ids=str)
@pytest.mark.parametrize("moment", MOMENTS)
async def test_no_place_shows_a_name(moment: str, size: tuple[int, int]) -> None:
    async with on_stage(*MOMENTS[moment], plan=NAMED, size=size) as stage:
        assert names_in(stage)
        await stage.press("H")
        assert not names_in(stage), moment
        assert words("tui-names-hidden-mark") in stage.lines[0]
        mode = stage.app.snapshot().mode
        for one in OPENERS:
            if mode in one.modes:
                await stage.press(one.default_keys)
                assert not names_in(stage), one.id
                await stage.press("escape", "escape")
        await stage.press("H")
        assert names_in(stage)


@pytest.mark.parametrize("panel", ["U", "h", "t", "N", "C", "T"])
async def test_hiding_while_a_panel_is_open_hides_what_it_shows(panel: str) -> None:
    async with on_stage(*MOMENTS["sharer"], plan=NAMED) as stage:
        await stage.press(panel)
        await stage.press("H")
        assert not names_in(stage)


async def test_what_was_said_before_is_hidden_too() -> None:
    async with on_stage(*MOMENTS["first"], plan=NAMED) as stage:
        await stage.press("n")
        assert names_in(stage)
        await stage.press("H")
        assert not names_in(stage)
        await stage.press("u")
        assert not names_in(stage)


async def test_pasted_names_are_hidden_and_shown_again() -> None:
    async with on_stage(*MOMENTS["first"], plan=NAMED) as stage:
        await stage.press("H")
        await stage.press("v")
        await stage.rest()
        stage.app.post_message(Paste("Karim Bello\nJosé Ñahui\nBello\nZubaida"))
        await stage.settle()
        await stage.wait(1)
        assert stage.panel == "paste"
        assert "#" in stage.text
        assert not names_in(stage)


async def test_the_palette_shows_no_name_besides_what_is_being_typed() -> None:
    async with on_stage(*MOMENTS["first"], plan=NAMED, size=(120, 40)) as stage:
        await stage.press("H")
        await stage.press("ctrl+p")
        stage.seconds += 1
        await stage.type("here Karim Bello", gap=0.1)
        shown = [line for line in stage.lines if "karim" in search_key(line)]
        assert len(shown) == 1, "only the line that is being written"
        assert f"{words('tui-palette-give')} here #" in stage.text


async def test_the_list_of_what_can_be_dropped_is_hidden_too() -> None:
    async with on_stage(*MOMENTS["first"], plan=NAMED) as stage:
        await stage.press("H")
        await stage.press("d")
        assert not names_in(stage)


async def test_a_cue_told_while_names_were_hidden_has_names_again_when_they_are_shown() -> None:
    async with on_stage("wait 600", "start", "wait 200", plan=NAMED) as stage:
        await stage.press("H")
        await stage.wait(110)
        assert "please close, #" in stage.text
        assert not names_in(stage)
        await stage.press("H")
        assert "please close, #" not in stage.text
        assert "chidi" in search_key(stage.text)


async def test_what_is_to_be_read_out_has_names_again_when_they_are_shown() -> None:
    async with on_stage("wait 600", "start", "wait 200", plan=NAMED) as stage:
        await stage.press("H")
        await stage.press("n")
        await stage.press("H")
        alert = next(line for line in stage.lines if line.startswith(" ! "))
        assert "#" not in alert
