from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from textual.binding import Binding

from letsconnect_tui.commands.table import COMMANDS, parse
from letsconnect_tui.i18n import words
from letsconnect_tui.text import cell_width
from letsconnect_tui.tui.actions import (
    ACTIONS,
    FOOTER,
    REQUESTS,
    SHARED_ONLY,
    Action,
    action_by_id,
    actions_in,
    actions_now,
)
from letsconnect_tui.tui.panels.palette import entries, matching
from letsconnect_tui.tui.panels.registry import PANELS, panel_classes
from letsconnect_tui.tui.render.status_bar import footer
from letsconnect_tui.tui.snapshot import BEFORE, ENDED, LIVE
from tests.tui.stage import on_stage

if TYPE_CHECKING:
    from pathlib import Path

LOOKS_ONLY = {"hide-names", "big-clock", "lock-keys", "palette", "theme", "next-alert"}
WIDTHS = (60, 70, 80, 100, 120)


def names(actions: tuple[Action, ...]) -> set[str]:
    return {one.id for one in actions}


def test_every_action_is_a_typed_command_too_except_looks() -> None:
    in_session = [one for one in ACTIONS if set(one.modes) & {BEFORE, LIVE}]
    assert {one.id for one in in_session if one.word is None} == LOOKS_ONLY
    assert {one.word for one in ACTIONS if one.word is not None} - set(COMMANDS) == set()


def test_what_an_action_says_begins_with_its_word() -> None:
    assert [one.id for one in ACTIONS if one.says and one.says.split()[0] != one.word] == []


async def test_a_key_asks_for_what_its_typed_line_means() -> None:
    assert {one.id for one in ACTIONS if one.says} == set(REQUESTS)
    async with on_stage("wait 600", "start", "wait 60", "next", "add 1m", "undo") as stage:
        snapshot = stage.app.snapshot()
        alone = [one for one in ACTIONS if one.says and one.id not in SHARED_ONLY]
        meant = {one.id: parse(str(one.says), stage.session) for one in alone}
        assert meant == {one.id: REQUESTS[one.id](snapshot) for one in alone}


@pytest.mark.parametrize("one", ACTIONS, ids=lambda one: one.id)
def test_every_action_has_a_short_label_and_a_sentence(one: Action) -> None:
    label, sentence = words(f"tui-key-{one.id}"), words(f"tui-does-{one.id}")
    assert "⧼" not in label + sentence
    assert cell_width(label) <= 12


def test_every_action_that_opens_a_panel_names_one() -> None:
    assert {one.id for one in ACTIONS if one.opens_panel} - set(PANELS) == set()


@pytest.mark.parametrize("place", [BEFORE, LIVE, ENDED])
def test_two_actions_share_a_key_only_where_one_of_them_makes_sense(place: str) -> None:
    allowed = {("p", "pause"), ("p", "resume"), ("x", "recording-on"), ("x", "recording-off")}
    bound = [(one.key, one.id) for one in actions_in(place)]
    keys = [key for key, _ in bound]
    assert {pair for pair in bound if keys.count(pair[0]) > 1} <= allowed


def test_ending_takes_a_capital_whose_small_letter_does_nothing_live() -> None:
    assert [one.key for one in ACTIONS if one.id == "end"] == ["E"]
    assert "e" not in {one.key for one in actions_in(LIVE)}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("place", FOOTER)
def test_the_footer_ends_with_more_at_every_width(place: str, width: int) -> None:
    hints = [(one.key, words(f"tui-key-{one.id}")) for one in ACTIONS if place in one.modes]
    (row,) = footer([*hints, ("?", "more")], width)
    assert row.cell_length <= width
    assert row.plain.endswith("? more")


@pytest.mark.parametrize("width", WIDTHS)
async def test_the_keys_of_the_moment_all_fit(width: int) -> None:
    async with on_stage("wait 600", "start", size=(width, 24)) as stage:
        expected = ["n next", "+ - 1 min", "p pause", "w who", "? more"]
        expected += ["h handoff", "t times", "c copy"] if width >= 80 else []
        assert [hint for hint in expected if hint not in stage.lines[-1]] == []


async def test_five_minutes_less_stand_beside_five_minutes_more_where_there_is_room() -> None:
    async with on_stage("wait 600", "start", size=(120, 30)) as stage:
        assert "] [ 5 min" in stage.lines[-1]
        await stage.press("?")
        for key in ("plus-5", "minus-5"):
            assert words(f"tui-does-{key}") in stage.text


@pytest.mark.parametrize("kind", ["breakout", "report-back"])
async def test_rooms_are_named_at_once_in_an_item_that_is_about_them(kind: str) -> None:
    async with on_stage("wait 600", "start", size=(66, 30), plan=ROOMS_FIRST.format(kind)) as stage:
        assert "n next   r rooms" in stage.lines[-1]


@pytest.mark.parametrize("key", ["w", "v", "m", "ctrl+p"])
async def test_where_letters_are_written_the_help_has_a_key_that_is_no_letter(key: str) -> None:
    async with on_stage("wait 600", "start", size=(100, 30)) as stage:
        await stage.press(key)
        assert "f1 more" in stage.lines[-1]
        assert "? more" not in stage.lines[-1]
        await stage.press("f1")
        assert stage.panel == "help"


async def test_the_palette_has_every_action_that_makes_sense_and_no_other() -> None:
    async with on_stage("wait 600", "start") as stage:
        live = names(entries(stage.app.snapshot()))
        assert {"next", "pause", "end", "drop", "people", "hide-names"} <= live
        assert live & {"start", "resume", "back", "readiness", "redo", "help"} == set()


async def test_every_action_of_the_table_is_in_the_palette_at_some_time() -> None:
    seen: set[str] = set()
    stories = [
        (),
        ("wait 600", "start", "wait 60", "next", "recording on"),
        ("wait 600", "start", "pause", "recording on", "undo"),
        ("wait 600", "start", "wait 60", "end"),
    ]
    for story in stories:
        async with on_stage(*story) as stage:
            seen |= names(entries(stage.app.snapshot()))
    missing = {one.id for one in ACTIONS if one.in_palette} - seen
    assert missing <= {"answer-yes", "options", "next-alert", "feedback", "team", "take-clock"}, (
        "those need an alert, a survey in the plan, or other machines"
    )


async def test_the_palette_finds_by_label_word_and_sentence() -> None:
    async with on_stage("wait 600", "start") as stage:
        snapshot = stage.app.snapshot()
        assert matching("next", snapshot)[0].id == "next"
        assert "times" in [one.id for one in matching("rebalance", snapshot)]
        assert "drop" in [one.id for one in matching("off the agenda", snapshot)]
        assert matching("xyzzy", snapshot) == []


async def test_the_palette_does_what_was_chosen_and_takes_a_whole_command() -> None:
    async with on_stage("wait 600", "start") as stage:
        await stage.press("ctrl+p")
        stage.seconds += 1
        await stage.type("pause")
        await stage.press("enter")
        assert (stage.session.state.phase, stage.panel) == ("paused", None)
        await stage.press("ctrl+p")
        stage.seconds += 1
        await stage.type("add 7m")
        await stage.press("enter")
        assert stage.session.state.runs["welcome"].added_ms == 7 * 60_000


async def test_help_lists_the_keys_of_the_open_panel_first() -> None:
    async with on_stage("wait 600", "start", size=(80, 40)) as stage:
        await stage.press("U", "?")
        shown = [line for line in stage.lines if "take back" in line]
        assert "enter" in shown[0]
        assert stage.panel == "help"
        await stage.press("?")
        assert stage.panel == "history"


async def test_help_shows_every_key_of_the_place() -> None:
    async with on_stage("wait 600", "start", size=(99, 70)) as stage:
        await stage.press("?")
        for one in actions_now(stage.app.snapshot()):
            assert words(f"tui-does-{one.id}") in stage.text, one.id


async def test_help_shows_a_sentence_whole_that_is_cut_in_its_row() -> None:
    async with on_stage("wait 600", "start", size=(66, 30)) as stage:
        await stage.press("?")
        shown = " ".join(line.strip() for line in stage.lines)
        assert words("tui-does-next") in shown


ROOMS_FIRST = """
plan = 1
[session]
id = "rooms"
title = "Rooms"
start = 2026-12-03T15:00
timezone = "UTC"
length = "40m"
language = "en"
[[item]]
id = "one"
kind = "{}"
title = "One"
duration = "10m"
[[item]]
id = "two"
kind = "discussion"
title = "Two"
duration = "10m"
"""


def test_the_table_keeps_each_place_together() -> None:
    order = [one.id for one in actions_in(LIVE)]
    assert all(
        order.index(first) < order.index(second)
        for first, second in pairwise(["next", "back", "undo", "help"])
    )


async def test_escape_in_the_help_returns_to_the_panel_it_was_opened_from() -> None:
    async with on_stage("wait 600", "start", "wait 60", "next") as stage:
        await stage.press("U", "?")
        assert stage.panel == "help"
        await stage.press("escape")
        assert stage.panel == "history"
        await stage.press("enter")
        assert "Without action" in stage.text
        await stage.press("?", "?")
        assert stage.panel == "history"
        await stage.press("escape")
        assert stage.panel is None


async def test_another_panel_opened_from_the_help_leaves_nothing_under_it() -> None:
    async with on_stage("wait 600", "start", "wait 60", "next") as stage:
        await stage.press("U", "?", "h")
        assert stage.panel == "handoff"
        assert not stage.app.query("HistoryPanel, HelpPanel")
        await stage.press("escape")
        assert stage.panel is None


async def test_what_the_reader_of_a_roster_had_to_say_stands_in_the_alert_line(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes("Name,Status\nАнна,approved\nBo,denied\n".encode("cp1251"))
    async with on_stage(size=(200, 40)) as stage:
        await stage.press("ctrl+p")
        await stage.type(f"roster {path}", gap=1.0)
        await stage.press("enter")
        assert "cp1251, which is a guess" in stage.text
        assert "refused or cancelled" in stage.text


@pytest.mark.parametrize("name", ["answer-yes", "options", "help"])
def test_no_panel_has_a_key_that_alerts_name_while_letters_are_written(name: str) -> None:
    others = {key for key in action_by_id(name).keys if len(key) > 1}
    assert others
    for panel in panel_classes():
        keys = {key for one in panel.BINDINGS if isinstance(one, Binding) for key in one.key.split(",")}
        assert not keys & others, panel.PANEL_ID


@pytest.mark.parametrize("asked", [*(one.id for one in ACTIONS if one.prompts), "merge"])
def test_every_question_says_what_enter_and_escape_do(asked: str) -> None:
    for key in (f"tui-ask-{asked}", f"tui-ask-hint-{asked}"):
        assert "⧼" not in words(key), key
    assert {"Enter", "Esc"} <= set(re.findall("[A-Z][a-z]+", words(f"tui-ask-hint-{asked}")))
