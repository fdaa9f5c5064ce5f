"""Sentences for the chat, typed into this window, change nothing."""

from __future__ import annotations

from typing import Any

import pytest

from letsconnect_tui.errors import NotSaved
from letsconnect_tui.i18n.message import message
from tests.tui.input.chat_sentences import gaps, sentences
from tests.tui.stage import a_desk, on_stage

LIVE = ("wait 600", "start", "wait 60", "next", "wait 30")
PLACES = {
    "before the start": (),
    "live": LIVE,
    "paused": (*LIVE, "pause"),
    "last item": (*LIVE, "next", "next", "next"),
}


def plain(state: object) -> str:
    return repr(state)


@pytest.mark.parametrize("place", PLACES)
async def test_sentences_change_nothing(place: str) -> None:
    async with on_stage(*PLACES[place]) as stage:
        before, standing = plain(stage.desk.state), stage.commands_given
        for number, text in enumerate(sentences(4, seed=len(place))):
            stage.seconds += 2
            for letter, gap in zip(text, gaps(text, number), strict=True):
                stage.post(letter, gap=gap)
            stage.post("enter", gap=0.2)
            await stage.settle()
            assert (stage.commands_given, len(stage.app.screen_stack)) == (standing, 1), text
            assert stage.panel in (None, "ask"), "only a line to write may stay open, and it keeps nothing"
            await stage.press("escape")
        assert plain(stage.desk.state) == before
        await stage.type("welcome")
        assert "typing here? nothing was kept" in stage.text


async def test_a_note_at_the_pace_of_a_sentence_is_kept_only_with_a_second_enter() -> None:
    async with on_stage(*LIVE) as stage:
        await stage.press("m")
        await stage.type("any thanks", gap=0.3)
        await stage.press("enter", gap=0.3)
        assert (len(stage.desk.state.lines), stage.panel) == (0, "ask")
        assert "Enter again" in stage.text
        await stage.press("enter", gap=1.0)
        assert [line.text for line in stage.desk.state.lines] == ["any thanks"]
        assert stage.panel is None


async def test_a_note_begun_after_a_moment_is_kept_at_once() -> None:
    async with on_stage(*LIVE) as stage:
        await stage.press("m")
        stage.seconds += 0.7
        await stage.type("many thanks", gap=0.1)
        await stage.press("enter", gap=0.1)
        assert [line.text for line in stage.desk.state.lines] == ["many thanks"]


@pytest.mark.parametrize("text", ["you know", "unite us all", "Recently", "un", "uuu nn u"])
async def test_an_undo_that_was_typed_is_given_again(text: str) -> None:
    async with on_stage(*LIVE) as stage:
        before = plain(stage.desk.state)
        await stage.type(text)
        await stage.press("enter", gap=0.1)
        assert plain(stage.desk.state) == before


async def test_a_panel_that_typing_opened_is_closed_and_one_that_was_open_stays() -> None:
    async with on_stage(*LIVE) as stage:
        await stage.press("U")
        stage.seconds += 1
        await stage.type("helpful", gap=0.1)
        assert stage.panel == "history"


async def test_hidden_names_stay_hidden() -> None:
    async with on_stage(*LIVE) as stage:
        await stage.press("H")
        stage.seconds += 1
        await stage.type("Hello you")
        assert stage.desk.names_hidden


async def test_typing_copies_nothing() -> None:
    async with on_stage("wait 600", "start") as stage:
        await stage.type("cable")
        await stage.pilot.pause(0.7)
        assert stage.app.clipboard == ""


async def test_pasted_text_outside_an_input_does_nothing() -> None:
    from textual.events import Paste

    async with on_stage(*LIVE) as stage:
        before = plain(stage.desk.state)
        stage.app.post_message(Paste("next\nnext\n"))
        await stage.settle()
        assert plain(stage.desk.state) == before


async def test_locked_keys_do_nothing_until_they_are_unlocked() -> None:
    async with on_stage(*LIVE) as stage:
        await stage.press("ctrl+l")
        await stage.press("n", "p", "u", "w", "E")
        assert (stage.commands_given, stage.panel) == (2, None)
        assert "ctrl+l" in stage.lines[-1]
        await stage.press("ctrl+l", "p")
        assert stage.desk.state.phase == "paused"


async def test_meant_keys_act_at_once_and_one_by_one() -> None:
    async with on_stage("wait 600") as stage:
        await stage.press("s", "n", "+", "p")
        assert stage.desk.state.phase == "paused"
        assert stage.commands_given == 4


async def test_a_disk_that_fails_while_typing_is_taken_back_is_told() -> None:
    class Disk:
        full = False

        def append(self, document: dict[str, Any]) -> int:
            if self.full:
                raise NotSaved(message("store-not-saved", "disk full"))
            return 1

    disk = Disk()
    async with on_stage(*LIVE, desk=a_desk(store=disk)) as stage:
        await stage.press("p", gap=1.0)
        disk.full = True
        await stage.press("a", "b", "c", gap=0.1)
        assert "Not saved: disk full" in stage.lines[-2]
