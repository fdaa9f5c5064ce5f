"""A pasted block is looked at first; a digit decides; Enter marks all at once, and one undo takes it back."""

from __future__ import annotations

import pytest
from textual.events import Paste

from letsconnect_tui.tui.panels.people.paste import PastePanel
from tests.hostile import HOSTILE_NAMES
from tests.tui.stage import Stage, on_stage

LIVE = ("wait 600", "start")
KNOWN = ("new Ana Lima", "left Ana", "new Kofi Mensah", "left Kofi")
BLOCK = "Ana\n* Kofi Mensah\n[[User:Zoe|Zoe]]\n"


def here(stage: Stage) -> set[str]:
    return {one.facts.name for one in stage.session.state.people.values() if one.is_here}


def panel(stage: Stage) -> PastePanel:
    screen = stage.app.session_screen
    assert screen is not None
    assert isinstance(screen.panel, PastePanel)
    return screen.panel


async def paste(stage: Stage, text: str) -> None:
    stage.seconds += 1
    stage.app.post_message(Paste(text))
    await stage.settle()
    await stage.settle()


async def test_sure_new_and_unsure_lines_are_told_apart_before_anything_is_done() -> None:
    async with on_stage(*LIVE, *KNOWN) as stage:
        before = stage.commands_given
        await stage.press("v")
        await paste(stage, BLOCK)
        assert "1 known   1 new   1 to decide" in stage.text
        assert "? who       Ana   1 Ana Lima   2 new   0 leave out" in stage.text
        assert "+ new       Zoe" in stage.text
        assert "✓ here      Kofi Mensah" in stage.text
        assert stage.commands_given == before


async def test_a_digit_decides_and_enter_marks_all_as_one() -> None:
    async with on_stage(*LIVE, *KNOWN) as stage:
        before = stage.commands_given
        await stage.press("v")
        await paste(stage, BLOCK)
        await stage.press("1")
        await stage.press("enter")
        assert here(stage) == {"Ana Lima", "Kofi Mensah", "Zoe"}
        assert (stage.commands_given, stage.panel) == (before + 1, None)
        await stage.press("u")
        assert here(stage) == set()


async def test_a_second_enter_adds_nobody_twice() -> None:
    async with on_stage(*LIVE) as stage:
        await stage.press("v")
        await paste(stage, "Zoe\nKofi\n")
        await stage.press("enter", "enter")
        names = [one.facts.name for one in stage.session.state.people.values()]
        assert names.count("Zoe") == 1


async def test_what_is_not_decided_stays_out() -> None:
    async with on_stage(*LIVE, *KNOWN) as stage:
        await stage.press("v")
        await paste(stage, BLOCK)
        await stage.press("down", "0")
        await stage.press("enter")
        assert here(stage) == {"Kofi Mensah"}


async def test_enter_counts_only_when_the_preview_has_stood_for_a_moment() -> None:
    async with on_stage(*LIVE, *KNOWN) as stage:
        await stage.press("v")
        await paste(stage, BLOCK)
        await stage.press("enter", gap=0.3)
        assert (here(stage), stage.panel) == (set(), "paste")
        assert "Look first" in stage.text
        await stage.press("enter", gap=0.5)
        assert here(stage) == {"Kofi Mensah", "Zoe"}


async def test_escape_leaves_no_proposal_behind() -> None:
    async with on_stage(*LIVE, *KNOWN) as stage:
        await stage.press("v")
        await paste(stage, BLOCK)
        assert stage.session.proposal is not None
        await stage.press("escape")
        assert (here(stage), stage.panel) == (set(), None)
        assert stage.session.proposal is None


async def test_a_block_pasted_among_people_is_previewed_and_leads_back_there() -> None:
    async with on_stage(*LIVE, *KNOWN) as stage:
        await stage.press("w")
        await paste(stage, BLOCK)
        assert stage.panel == "paste"
        await stage.press("enter")
        assert (here(stage), stage.panel) == ({"Kofi Mensah", "Zoe"}, "people")


async def test_text_pasted_outside_an_input_does_nothing() -> None:
    async with on_stage(*LIVE, *KNOWN) as stage:
        await paste(stage, BLOCK)
        assert (here(stage), stage.panel) == (set(), None)


async def test_text_without_a_name_is_refused_and_the_panel_waits_for_another() -> None:
    async with on_stage(*LIVE) as stage:
        await stage.press("v")
        await paste(stage, "----\n====\n")
        assert stage.panel == "paste"
        assert "Paste a block of names" in stage.text


async def test_names_can_be_typed_with_commas_between() -> None:
    async with on_stage(*LIVE) as stage:
        await stage.press("v")
        stage.seconds += 1
        await stage.type("Ana Lima, Ben Okri, Zoe Q")
        await stage.press("enter")
        assert "3 new" in stage.text


async def test_hostile_lines_are_shown_as_text() -> None:
    async with on_stage(*LIVE, size=(100, 60)) as stage:
        await stage.press("v")
        await paste(stage, "\n".join(name for name in HOSTILE_NAMES if "\n" not in name))
        lines = panel(stage).lines
        assert len(lines.keys) > 40
        for row in range(0, len(lines.keys), 40):
            lines.action_move_to(row)
            await stage.settle()
            assert "\x1b" not in stage.text
        await stage.press("enter")
        assert stage.panel is None
        assert len(here(stage)) > 40


@pytest.mark.parametrize("width", [60, 120])
async def test_counts_and_lines_stand_at_every_width(width: int) -> None:
    async with on_stage(*LIVE, *KNOWN, size=(width, 24)) as stage:
        await stage.press("v")
        await paste(stage, BLOCK)
        assert "1 to decide" in stage.text
        assert "1 Ana Lima" in stage.text


async def test_a_pasted_table_gives_the_names_of_its_column() -> None:
    async with on_stage(*LIVE, *KNOWN) as stage:
        await stage.press("v")
        await paste(stage, "Name\tLanguages\tCountry\nKofi Mensah\ten\tGH\nZoe\tfr\tTG\nTotal\t2\t\n")
        assert "1 known   1 new" in stage.text
        await stage.press("enter")
        assert here(stage) == {"Kofi Mensah", "Zoe"}


async def test_the_keys_named_are_those_that_do_something_now() -> None:
    async with on_stage(*LIVE, *KNOWN) as stage:
        await stage.press("v")
        assert not [one for one in ("choose", "mark here", "show whom") if one in stage.lines[-1]]
        await stage.press("Z", "o", "ë")
        assert "enter show whom" in stage.lines[-1]
        await paste(stage, BLOCK)
        assert "enter mark here" in stage.lines[-1]
        assert "1 choose" in stage.lines[-1]
