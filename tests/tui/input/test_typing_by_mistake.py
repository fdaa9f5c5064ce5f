"""Sentences for the chat, typed into this window, change nothing; keys that are meant are never undone."""

from __future__ import annotations

import random
from time import monotonic
from typing import TYPE_CHECKING, Any

import pytest
from textual.events import AppBlur, Key, Paste

from letsconnect_tui.app.proposals import RoomsProposal
from letsconnect_tui.commands.table import perform_line
from letsconnect_tui.errors import NotSaved
from letsconnect_tui.i18n.message import message
from letsconnect_tui.tui.app import LiveApp
from letsconnect_tui.tui.input.typing_guard import GRACE_S
from tests.tui.clinic import CLINIC
from tests.tui.input.typing_corpus import Stroke, answers, sentences, shown, slow_sentences
from tests.tui.panels.test_rooms import in_the_rooms
from tests.tui.stage import a_desk, on_stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.tui.stage import Stage

LIVE = ("wait 600", "start", "wait 60", "next", "wait 30")
ON_DECK = ("wait 600", "start", "wait 5")
PLACES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "before the start": ((), ()),
    "live": (LIVE, ()),
    "paused": ((*LIVE, "pause"), ()),
    "last item": ((*LIVE, "next", "next", "next"), ()),
    "after the end": ((*LIVE, "end"), ()),
    "handoff": (LIVE, ("h",)),
    "times": (LIVE, ("t",)),
    "rooms": ((*LIVE, "next", "next"), ("r",)),
    "history": (LIVE, ("U",)),
}
"""What was done before, and the keys that open what is open."""


def plain(state: object) -> str:
    return repr(state)


async def type_strokes(stage: Stage, typed: Sequence[Stroke]) -> None:
    for one in typed:
        stage.post(one.key, gap=one.gap)
    await stage.settle()


async def changed_by(stage: Stage, typed: Sequence[Stroke]) -> list[str]:
    """What is another after a sentence."""
    before = _all_that_counts(stage)
    stage.seconds += 2
    await type_strokes(stage, typed)
    await stage.rest()
    after = _all_that_counts(stage)
    return [f"{before[name][:300]} -> {after[name][:300]}" for name in before if after[name] != before[name]]


def _all_that_counts(stage: Stage) -> dict[str, str]:
    session = stage.session
    return {
        "commands": repr([record.number for record in session.log.undoable]),
        "state": plain(session.state),
        "hidden": repr(session.names_hidden),
        "clipboard": stage.app.clipboard,
        "proposal": repr(session.proposal) if isinstance(session.proposal, RoomsProposal) else "",
    }


async def reopen(stage: Stage, keys: Sequence[str]) -> None:
    while stage.panel is not None:
        await stage.press("escape", gap=2.0)
    for key in keys:
        await stage.press(key, gap=2.0)


def at_pace(text: str, rng: random.Random, *, enter: bool) -> list[Stroke]:
    return [Stroke(key, rng.uniform(0.25, 0.55)) for key in (*text, *(["enter"] if enter else []))]


@pytest.mark.parametrize("place", PLACES)
async def test_sentences_and_answers_change_nothing_on_the_screens(place: str) -> None:
    said, keys = PLACES[place]
    seed = len(place)
    async with on_stage(*said) as stage:
        for typed in (*sentences(5, seed), *answers(5, seed), *slow_sentences(2, seed)):
            await reopen(stage, keys)
            assert await changed_by(stage, typed) == [], shown(typed)


@pytest.mark.full
@pytest.mark.parametrize("place", PLACES)
async def test_many_sentences_change_nothing_on_the_screens(place: str) -> None:
    said, keys = PLACES[place]
    changed = []
    async with on_stage(*said) as stage:
        for typed in (*sentences(120, 70), *answers(80, 71)):
            await reopen(stage, keys)
            if await changed_by(stage, typed):
                changed.append(shown(typed))
                await stage.press("U", gap=2.0)
    assert changed == []


# -- what was found in use ------------------------------------------------------------------------------


@pytest.mark.parametrize("enter", [True, False], ids=["sent", "not sent"])
@pytest.mark.parametrize("text", ["namaste everyone", "kann ich", "xavier", "Anna", "Kann ich das sehen"])
async def test_words_whose_first_letters_are_keys_change_nothing_at_any_pace(text: str, enter: bool) -> None:
    rng = random.Random(len(text))
    async with on_stage(*LIVE) as stage:
        for _ in range(3):
            await reopen(stage, ())
            assert not await changed_by(stage, at_pace(text, rng, enter=enter))


@pytest.mark.parametrize("gap", [0.08, 0.2, 0.35, 0.6, 1.0])
@pytest.mark.parametrize("text", ["yes", "na", "kk", "pls", "k", "no", "ok", "hey", "+1"])
async def test_a_short_answer_with_enter_changes_nothing_at_any_speed(text: str, gap: float) -> None:
    async with on_stage(*ON_DECK) as stage:
        await stage.wait(1)
        assert any(one.says for one in stage.app.snapshot().alerts), "so that y would answer something"
        assert not await changed_by(stage, [Stroke(key, gap) for key in (*text, "enter")])


@pytest.mark.parametrize("gap", [0.1, 0.15, 0.3, 0.5])
async def test_anna_advances_nothing(gap: float) -> None:
    async with on_stage(*LIVE) as stage:
        assert not await changed_by(stage, [Stroke(key, gap) for key in "Anna"])


async def test_next_record_copy_and_a_minute_half_a_second_apart_all_stand() -> None:
    async with on_stage("wait 600", "start", "wait 60") as stage:
        before = stage.session.state.current
        await stage.press("n", "x", "+", gap=0.5)
        await stage.rest()
        assert stage.session.state.current != before
        assert stage.session.state.recording
        assert stage.session.state.runs[str(stage.session.state.current)].added_ms == 60_000
    async with on_stage("wait 600", "start") as stage:
        await stage.press("x", "c", "+", gap=0.5)
        await stage.rest()
        assert (stage.session.state.recording, stage.commands_given) == (True, 3), (
            "start, recording, a minute"
        )
        assert stage.session.state.copied
        assert stage.app.clipboard == "Pad: https://example.org/pad"


async def test_move_lock_and_enter_in_the_rooms_keep_the_proposal() -> None:
    async with on_stage(session=in_the_rooms()) as stage:
        await stage.press("r")
        await stage.press("m", "1", "l", gap=0.5)
        await stage.press("enter", gap=0.5)
        proposal, held = stage.session.proposal, stage.session.state.round
        assert isinstance(proposal, RoomsProposal) or held is not None
        if isinstance(proposal, RoomsProposal):
            await stage.press("enter", gap=1.0)
        assert stage.session.state.round is not None


async def test_a_way_out_half_a_second_after_the_handoff_and_undo_leave_what_was() -> None:
    async with on_stage(*LIVE) as stage:
        before = plain(stage.session.state)
        for key in "h1u":
            await stage.press(key, gap=0.5)
        await stage.rest()
        assert plain(stage.session.state) == before
        assert "nothing was kept" not in stage.text.casefold()


async def test_a_key_held_down_acts_once() -> None:
    async with on_stage("wait 600", "start") as stage:
        before, item = stage.commands_given, stage.session.state.to_come[0]
        stage.post("n", gap=1.0)
        stage.post("n", gap=0.4)
        for _ in range(40):
            stage.post("n", gap=0.03)
        await stage.rest()
        assert (stage.commands_given, stage.session.state.current) == (before + 1, item)


@pytest.mark.parametrize("key", ["n", "k", "p", "x", "+", "]", "u"])
async def test_a_key_hit_twice_acts_once(key: str) -> None:
    async with on_stage(*LIVE) as stage:
        before = len(stage.session.log.records)
        await stage.press(key)
        await stage.press(key, gap=0.15)
        await stage.rest()
        assert len(stage.session.log.records) == before + 1


async def test_enter_right_after_the_help_does_nothing_and_says_so() -> None:
    async with on_stage(*LIVE) as stage:
        before = plain(stage.session.state)
        await stage.press("?")
        await stage.press("enter", gap=2.0)
        assert plain(stage.session.state) == before
        assert "Enter came too soon to count" in stage.text
        await stage.press("escape")
        await stage.press("?", "down")
        assert stage.panel == "help"


@pytest.mark.parametrize("gap", [0.1, 3.0])
async def test_a_paste_and_enter_change_nothing_whatever_is_open(gap: float) -> None:
    for open_with in (("r",), ("h",), ("C",), ("U",)):
        async with on_stage(*LIVE, "next", "next") as stage:
            await stage.press(*open_with)
            stage.seconds += 5
            before = plain(stage.session.state)
            stage.app.post_message(Paste("see you in the pad\n"))
            await stage.press("enter", gap=gap)
            await stage.rest()
            assert plain(stage.session.state) == before, open_with
            assert stage.app.clipboard == ""


async def test_pasted_lines_say_what_to_press_and_v_takes_them() -> None:
    async with on_stage(*LIVE) as stage:
        before = plain(stage.session.state)
        stage.app.post_message(Paste("José Ñahui\nLin Wei\n"))
        await stage.settle()
        assert "Pasted 2 lines: nothing was done. Names? v" in stage.text
        assert plain(stage.session.state) == before
        await stage.press("v")
        assert stage.panel == "paste"
        assert "Lin Wei" in stage.text


# -- what is said ---------------------------------------------------------------------------------------


async def test_what_was_taken_back_is_named_exactly() -> None:
    async with on_stage(*LIVE) as stage:
        await stage.press("x", "p", gap=0.5)
        await stage.press("z", " ", gap=0.3)
        assert "Typing here? Taken back: Paused, You said: recording" in stage.text


async def test_a_line_that_was_closed_is_named_too() -> None:
    async with on_stage(*LIVE, size=(160, 30)) as stage:
        await stage.type("kann ", gap=0.28)
        assert "Typing here? Taken back: Skipped" in stage.text
        assert "Not kept: “nn”" in stage.text


async def test_a_doubt_keeps_what_was_done_and_offers_to_take_it_back_as_one() -> None:
    async with on_stage(*LIVE) as stage:
        before = stage.commands_given
        await stage.press("x", "+", gap=0.6)
        await stage.press("z", gap=0.6)
        assert stage.commands_given == before + 2
        assert "u takes back" in "".join(stage.lines[-3:-1]), stage.lines[-4:]
        await stage.press("u", gap=3.0)
        assert stage.commands_given == before
        assert "Taken back: 1:00" in stage.text


async def test_a_key_is_shown_as_coming_and_esc_calls_it_off() -> None:
    async with on_stage(*LIVE) as stage:
        before = stage.commands_given
        stage.post("n", gap=1.0)
        stage.post("escape", gap=0.1)
        await stage.settle()
        assert stage.commands_given == before
        assert "Not done: next" in stage.text


async def test_a_key_is_carried_out_by_itself_when_its_grace_is_over() -> None:
    session, clock = a_desk()
    assert perform_line(session, "start").ok
    async with LiveApp(session, clock=clock).run_test() as pilot:
        await pilot.press("p")
        pressed_at = monotonic()
        while session.state.phase != "paused":
            await pilot.pause(0.01)
            assert monotonic() - pressed_at < 10, "a busy machine may be late, but not never"
    assert GRACE_S <= 0.25


# -- notes ----------------------------------------------------------------------------------------------


async def test_a_note_that_goes_on_a_word_is_kept_only_with_a_second_enter() -> None:
    async with on_stage(*LIVE) as stage:
        await stage.press("m")
        await stage.type("any thanks", gap=0.3)
        await stage.press("enter", gap=0.3)
        assert not stage.session.state.lines
        assert stage.panel == "ask"
        assert "Enter again" in stage.text
        await stage.press("enter", gap=1.0)
        assert [line.text for line in stage.session.state.lines] == ["any thanks"]
        assert stage.panel is None


@pytest.mark.parametrize("opening", [0.3, 0.5, 0.7, 1.0])
@pytest.mark.parametrize("text", ["thank Ana", "slides late", "ask Chidi", "Lin: 3 min over"])
async def test_a_note_that_goes_on_no_word_is_never_asked_about(text: str, opening: float) -> None:
    async with on_stage(*LIVE) as stage:
        await stage.press("m")
        await stage.press(text[0], gap=opening)
        await stage.type(text[1:], gap=0.15)
        await stage.press("enter", gap=0.2)
        assert [line.text for line in stage.session.state.lines] == [text]


async def test_keys_after_a_note_are_no_part_of_it() -> None:
    async with on_stage(*LIVE) as stage:
        item = stage.session.state.to_come[0]
        await stage.press("m")
        await stage.press("t", gap=0.6)
        await stage.type("hank Ana", gap=0.15)
        stage.post("enter", gap=0.2)
        stage.post("n", gap=0.5)
        stage.post("+", gap=0.5)
        await stage.settle()
        assert [line.text for line in stage.session.state.lines] == ["thank Ana"]
        assert stage.session.state.current == item
        assert stage.session.state.runs[item].added_ms == 60_000


async def test_a_note_right_after_a_command_leaves_that_done() -> None:
    async with on_stage(*LIVE) as stage:
        await stage.press("x", gap=1.0)
        await stage.press("m", gap=0.5)
        await stage.press("t", gap=0.5)
        await stage.type("hank Ana for the slides", gap=0.2)
        await stage.press("enter", gap=0.3)
        await stage.rest()
        assert stage.session.state.recording
        assert len(stage.session.state.lines) == 1


# -- the rest -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["you know", "unite us all", "Recently", "un", "uuu nn u"])
async def test_an_undo_that_was_typed_is_given_again(text: str) -> None:
    async with on_stage(*LIVE) as stage:
        before = plain(stage.session.state)
        await stage.type(text)
        await stage.press("enter", gap=0.1)
        assert plain(stage.session.state) == before


async def test_a_panel_that_typing_opened_is_closed_and_one_that_was_open_stays() -> None:
    async with on_stage(*LIVE) as stage:
        await stage.press("U")
        stage.seconds += 1
        await stage.type("helpful", gap=0.1)
        await stage.rest()
        assert stage.panel == "history"


async def test_hidden_names_stay_hidden() -> None:
    async with on_stage(*LIVE) as stage:
        await stage.press("H")
        stage.seconds += 1
        await stage.type("Hello you")
        assert stage.session.names_hidden


async def test_a_copy_reaches_the_clipboard_when_no_sentence_goes_on() -> None:
    async with on_stage("wait 600", "start") as stage:
        await stage.type("cable")
        await stage.rest()
        assert stage.app.clipboard == ""
        await stage.press("c", gap=3.0)
        assert stage.app.clipboard == ""
        await stage.rest()
        assert stage.app.clipboard == "Pad: https://example.org/pad"


async def test_a_copy_reaches_the_clipboard_at_once_when_the_window_is_left() -> None:
    async with on_stage("wait 600", "start") as stage:
        await stage.press("c")
        stage.app.post_message(AppBlur())
        await stage.settle()
        assert stage.app.clipboard == "Pad: https://example.org/pad"


async def test_a_letter_with_alt_is_not_the_letter() -> None:
    async with on_stage(*LIVE) as stage:
        before = plain(stage.session.state)
        for name, sign in (("alt+n", "n"), ("ctrl+alt+k", "k"), ("alt+p", "p")):
            event = Key(name, sign)
            event.time = stage.seconds = stage.seconds + 3
            stage.app.post_message(event)
            await stage.rest()
        assert plain(stage.session.state) == before
        assert "alt+p does nothing here. Press p alone" in stage.text


async def test_a_letter_with_alt_is_not_written_into_a_note() -> None:
    async with on_stage(*LIVE) as stage:
        await stage.press("m")
        stage.seconds += 2
        stage.app.post_message(Key("alt+n", "n"))
        await stage.type("well", gap=0.2)
        await stage.press("enter", gap=0.5)
        assert [line.text for line in stage.session.state.lines] == ["well"]


async def test_locked_keys_do_nothing_until_they_are_unlocked() -> None:
    async with on_stage(*LIVE) as stage:
        await stage.press("ctrl+l")
        await stage.press("n", "p", "u", "w", "E")
        assert (stage.commands_given, stage.panel) == (2, None)
        assert "ctrl+l" in stage.lines[-1]
        await stage.press("ctrl+l", "p")
        assert stage.session.state.phase == "paused"


async def test_meant_keys_act_one_by_one() -> None:
    async with on_stage("wait 600") as stage:
        await stage.press("s", "n", "+", "p")
        assert stage.session.state.phase == "paused"
        assert stage.commands_given == 4


async def test_a_disk_that_fails_while_typing_is_taken_back_is_told() -> None:
    class Disk:
        full = False

        def append(self, document: dict[str, Any]) -> int:
            if self.full:
                raise NotSaved(message("store-not-saved", "disk full"))
            return 1

    disk = Disk()
    async with on_stage(*LIVE, session=a_desk(store=disk)) as stage:
        await stage.press("p", gap=1.0)
        disk.full = True
        await stage.press("z", " ", gap=0.4)
        assert "Still there: Paused (Not saved: disk full" in " ".join(stage.lines[-3:])


# -- keys that can do nothing now -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "key", "why"),
    [
        ((), "n", "n (next) works once the session has started: s starts it"),
        ((), "e", "e (report) works once the session has ended"),
        (LIVE, "z", "z (close rooms) works in “rooms”: press r first"),
        (LIVE, "j", "j does nothing here. ? shows the keys"),
        (LIVE, "字", "字 is on no key here. Switch to Latin letters, or press ? for the keys"),
        ((*LIVE, "end"), "n", "n (next) works while a session runs; this one has ended"),
        ((*LIVE, "pause"), "n", "paused"),
        ((*LIVE, "pause"), "d", "No item is left to drop, or the session is paused"),
        (LIVE, "R", "nothing"),
    ],
)
async def test_a_key_that_can_do_nothing_says_why(said: tuple[str, ...], key: str, why: str) -> None:
    async with on_stage(*said, size=(110, 24)) as stage:
        before = plain(stage.session.state)
        await stage.press(key)
        assert why.casefold() in stage.text.casefold()
        assert plain(stage.session.state) == before


async def test_readiness_is_not_ticked_by_an_answer_typed_over_the_handoff() -> None:
    async with on_stage(*LIVE, session=a_desk(CLINIC)) as stage:
        await stage.press("h")
        stage.seconds += 3
        assert not await changed_by(stage, [Stroke(key, 0.3) for key in ("o", "k", "enter")])
