"""After the end: what is shown, what can be done, and that it stands after what is opened over it closes."""

from __future__ import annotations

import re
from itertools import islice

import pytest

from letsconnect_tui.i18n import words
from letsconnect_tui.text import cell_width
from tests.app.rehearsed import PLAN
from tests.hostile import HOSTILE_NAMES
from tests.tui.input.chat_sentences import sentences
from tests.tui.stage import on_stage

SURVEY = PLAN.replace(
    'title = "A small clinic"', 'title = "A small clinic"\nlinks.survey = "https://example.org/s"'
)
HELD = (
    "wait 600",
    "start",
    "here amaka",
    "new Ada Love lang=en first",
    "new Ịfeọma Ọkọ lang=ig",
    "wait 20",
    "left ada",
    "wait 300",
    "next",
    "wait 1010",
    "ask What about drafts?",
    "ask Answered already",
    "answered 2",
    "todo Send the slides",
    "next",
    "wait 850",
    "next",
    "wait 900",
    "next",
    "wait 420",
    "end",
)


async def test_it_says_how_it_ended_who_came_and_what_is_open() -> None:
    async with on_stage(*HELD, plan=SURVEY) as stage:
        assert "Ended 10:58  3:20 late  planned 10:55" in stage.text
        assert "2 came   2 at most at once   1 for the first time" in stage.text
        assert "15:00    16:50    +1:50   Amaka Ụzọma" in stage.text
        assert "15:00    14:10    −0:50   José Ñahui" in stage.text
        assert "What about drafts?" in stage.text
        assert "Send the slides" in stage.text
        assert "Answered already" not in stage.text


async def test_ending_leads_there_and_undoing_leads_back() -> None:
    async with on_stage(*HELD[:-1], plan=SURVEY) as stage:
        await stage.press("E", "e", "n", "d", gap=1.0)
        await stage.press("enter", gap=2.0)
        assert "what next" in stage.text
        await stage.press("u")
        assert stage.session.state.phase == "live"
        assert "what next" not in stage.text


@pytest.mark.parametrize(
    ("key", "panel"), [("w", "people"), ("x", "export"), ("t", "timeline"), ("e", "report")]
)
async def test_what_a_key_opened_escape_closes_again(key: str, panel: str) -> None:
    async with on_stage(*HELD, plan=SURVEY) as stage:
        await stage.press(key)
        assert stage.panel == panel
        assert "Ended 10:58" in stage.text
        await stage.press("escape")
        assert stage.panel != panel
        assert "what next" in stage.text


async def test_feedback_copies_the_link_and_is_offered_only_with_one() -> None:
    async with on_stage(*HELD, plan=SURVEY) as stage:
        await stage.press("f")
        await stage.rest()
        assert stage.app.clipboard.endswith("https://example.org/s")
    async with on_stage(*HELD) as stage:
        assert "feedback" not in stage.text


async def test_q_leaves_unless_it_begins_a_sentence() -> None:
    async with on_stage(*HELD) as stage:
        await stage.type("quite a good session")
        await stage.rest()
        assert stage.app.is_running
        assert stage.panel is None
        await stage.press("q", gap=2.0)
        await stage.rest()
        assert stage.app.return_code == 0
        assert not stage.app.is_running


async def test_sentences_for_the_chat_change_nothing() -> None:
    async with on_stage(*HELD) as stage:
        before = stage.commands_given
        for text in islice(sentences(1000, seed=9), 12):
            stage.seconds += 2
            await stage.type(text, gap=0.1)
            await stage.press("enter", gap=0.1)
            assert (stage.commands_given, stage.panel in (None, "people"), stage.session.state.phase) == (
                before,
                True,
                "ended",
            ), text


async def test_hidden_names_are_hidden_here_too() -> None:
    async with on_stage(*HELD) as stage:
        await stage.press("H")
        assert "Amaka" not in stage.text
        await stage.press("e", "n")
        assert "Ada" not in stage.text


@pytest.mark.parametrize("size", [(60, 20), (200, 50), (40, 10)])
async def test_nothing_is_wider_than_the_window(size: tuple[int, int]) -> None:
    names = [f"todo {name}" for name in HOSTILE_NAMES[:60] if name.strip() and name.isprintable()]
    async with on_stage(*HELD[:-1], *names, "end", plan=SURVEY, size=size) as stage:
        assert all(cell_width(line) <= size[0] for line in stage.lines)
        assert "Ended 10:58" in stage.text
        assert "\x1b" not in stage.text


async def test_the_timeline_grows_while_a_session_runs() -> None:
    async with on_stage(*HELD[:8]) as stage:
        await stage.press("T")
        assert stage.panel == "timeline"
        before = stage.text.count("█")
        await stage.wait(600)
        assert stage.text.count("█") > before
        await stage.press("T")
        assert stage.panel is None


async def test_the_report_is_the_one_of_the_command_and_scrolls() -> None:
    async with on_stage(*HELD) as stage:
        await stage.press("e")
        assert "Planned 55:00, took 58:20" in stage.text
        assert "Ada Love" not in stage.text
        await stage.press("n", "end")
        assert "Ada Love" in stage.text or "Send the slides" in stage.text


@pytest.mark.parametrize(("size", "keys"), [((100, 44), ()), ((80, 24), ("p",)), ((66, 30), ("p",))])
async def test_people_over_time_are_drawn_and_read_the_same_without_colour(
    size: tuple[int, int], keys: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    shapes = []
    for colour in (True, False):
        if not colour:
            monkeypatch.setenv("NO_COLOR", "1")
        async with on_stage(*HELD, plan=SURVEY, size=size) as stage:
            await stage.press("e", *keys)
            assert words("tui-plot-people") in stage.text
            assert re.search("[\u2801-\u28ff]", stage.text), "a line"
            assert stage.app.snapshot().time(stage.session.state.ended_at or 0) in stage.text
            shapes.append(stage.lines)
            await stage.press("p")
            assert words("tui-plot-people") not in stage.text
    assert shapes[0] == shapes[1]


async def test_a_report_of_nobody_draws_an_empty_plot() -> None:
    async with on_stage("wait 600", "start", "end", size=(100, 44)) as stage:
        await stage.press("e")
        assert words("tui-plot-people") in stage.text
