"""The list of commands finds what somebody in a hurry calls it, describes it, and shows what it proposes."""

from __future__ import annotations

import pytest

from letsconnect_tui.app.proposals import RebalanceProposal, RoomsProposal
from letsconnect_tui.commands.table import COMMANDS
from letsconnect_tui.i18n import words
from letsconnect_tui.tui.actions import ACTIONS
from letsconnect_tui.tui.panels.palette import PalettePanel, entries, matching, typed_matching
from tests.tui.stage import Stage, on_stage

PEOPLE = ("new Ana lang=en", "new Bo lang=en", "new Cy lang=en", "new Di lang=en", "new Ed lang=en")
LIVE = ("wait 600", "start", *PEOPLE)
SEARCHED = {
    "silent": "handoff",
    "absent": "handoff",
    "swap": "handoff",
    "breakout": "rooms",
    "late": "rooms",
    "report back": "rooms",
    "gone": "people",
    "remove": "people",
    "misspelt": "people",
    "twins": "people",
    "wrong next": "back",
    "forgot start": "started",
    "end early": "times",
    "drop the break": "drop",
    "longer": "plus-5",
    "how many": "headcount",
    "interpretation": "pause",
    "park": "question",
    "bring back": "notes",
    "screen share": "hide-names",
    "room list": "copy-texts",
}
"""What somebody looks for in each sudden moment, and the action that is among those found."""


async def search(stage: Stage, text: str) -> None:
    await stage.press("ctrl+p")
    stage.seconds += 1
    await stage.type(text, gap=0.1)
    stage.seconds += 1


@pytest.mark.parametrize("wanted", SEARCHED)
async def test_a_sudden_moment_is_found_by_its_plain_words(wanted: str) -> None:
    async with on_stage(*LIVE, "wait 300", "next") as stage:
        found = [one.id for one in matching(wanted, stage.app.snapshot())]
        assert SEARCHED[wanted] in found[:4]


async def test_typed_commands_that_no_key_does_are_listed_with_what_they_do() -> None:
    async with on_stage(*LIVE, size=(99, 90)) as stage:
        await stage.press("ctrl+p")
        keyed = {one.word for one in ACTIONS}
        for one in COMMANDS.values():
            if one.name not in keyed and one.area != "look":
                assert words(f"help-{one.name}")[:60] in stage.text, one.name


async def test_a_typed_command_that_needs_more_is_written_for_the_rest() -> None:
    async with on_stage(*LIVE) as stage:
        await search(stage, "rename")
        await stage.press("enter")
        assert stage.panel == "palette"
        assert words("tui-palette-usage", COMMANDS["rename"].usage) in stage.text
        await stage.type("ana = Anna", gap=0.1)
        await stage.press("enter")
        assert "Anna" in [one.facts.name for one in stage.session.state.people.values()]


async def test_a_whole_command_stands_first_and_is_what_enter_does() -> None:
    async with on_stage("wait 60") as stage:
        await stage.press("ctrl+p")
        panel = stage.app.session_screen.panel  # type: ignore[union-attr]
        assert isinstance(panel, PalettePanel)
        offered = {one.id: (one.word, words(f"tui-key-{one.id}")) for one in entries(stage.app.snapshot())}
        for word in COMMANDS:
            panel.query_input.value = ""
            await stage.settle()
            panel.lines.action_move_to(3)
            panel.query_input.value = word
            await stage.settle()
            key = panel.lines.cursor_key or ""
            assert panel.lines.cursor_row == 0, word
            assert key in ("line", f"typed:{word}") or word in offered[key], word


async def test_a_search_without_a_match_says_so_and_enter_does_nothing() -> None:
    async with on_stage(*LIVE) as stage:
        before = stage.commands_given
        await search(stage, "xyzzy")
        assert words("tui-palette-nothing", "xyzzy") in stage.text
        await stage.press("enter")
        assert (stage.panel, stage.commands_given) == ("palette", before)


@pytest.mark.parametrize(
    ("typed", "panel", "kind"),
    [
        ("rooms count=2", "rooms", RoomsProposal),
        ("rebalance end=-5m", "times", RebalanceProposal),
        ("rebalance drop=draft", "times", RebalanceProposal),
    ],
)
async def test_what_a_typed_command_proposes_is_shown_and_taken_with_enter(
    typed: str, panel: str, kind: type
) -> None:
    async with on_stage(*LIVE) as stage:
        await search(stage, typed)
        await stage.press("enter")
        assert stage.panel == panel
        made = stage.session.proposal
        assert isinstance(made, kind)
        await stage.press("enter", gap=2.0)
        assert stage.session.proposal is None
        assert "u takes it back" in stage.text


async def test_keys_of_the_panel_change_what_was_typed() -> None:
    async with on_stage(*LIVE) as stage:
        kept = stage.session.state.end_to_keep
        await search(stage, "rebalance end=-5m")
        await stage.press("enter")
        await stage.press("E", gap=2.0)
        made = stage.session.proposal
        assert isinstance(made, RebalanceProposal)
        assert made.end_at == kept - 600_000


async def test_typed_names_are_previewed_before_anybody_is_marked() -> None:
    async with on_stage(*LIVE) as stage:
        await search(stage, "paste Ana, Zoë")
        await stage.press("enter")
        assert stage.panel == "paste"
        assert "Zoë" in stage.text
        assert not any(one.facts.name == "Zoë" for one in stage.session.state.people.values())


async def test_typed_moves_of_few_people_are_previewed() -> None:
    async with on_stage(
        *LIVE, "next", "next", "next", "rooms count=2", "accept", "open", "left Ana", "left Bo"
    ) as stage:
        before = stage.session.state.round
        assert before is not None
        await search(stage, "tidy")
        await stage.press("enter")
        if stage.session.proposal is not None:
            assert stage.panel == "rooms"
            assert stage.session.state.round == before


def test_an_onlooker_is_offered_no_typed_command() -> None:
    from msgspec.structs import replace

    from letsconnect_tui.tui.snapshot import take_snapshot
    from tests.tui.stage import a_desk

    seen = replace(take_snapshot(a_desk()[0]), read_only=True)
    assert typed_matching("", seen) == []
