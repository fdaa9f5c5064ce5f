"""One list of notes, questions and actions: its numbers, its ticks, and questions that come back."""

from __future__ import annotations

import pytest

from letsconnect_tui.app.requests import ShowNotes
from letsconnect_tui.commands.table import perform_line
from letsconnect_tui.i18n import words
from tests.app.rehearsed import PLAN
from tests.tui.stage import a_desk, on_stage

TAKEN = ("wait 600", "start", "note Sound is low", "ask What about drafts?", "todo Send the slides")
KINDS = {1: "note", 2: "question", 3: "action"}
WITH_QUESTIONS = PLAN.replace('kind = "close"', 'kind = "questions"')


async def test_all_three_kinds_stand_in_one_list_with_their_numbers() -> None:
    async with on_stage(*TAKEN) as stage:
        await stage.press("N")
        rows = [line for line in stage.lines if line.startswith(" · ")]
        assert [int(row.split()[1]) for row in rows] == [1, 2, 3]
        assert [row.split("  ")[-1].strip() for row in rows] == [
            "Sound is low",
            "What about drafts?",
            "Send the slides",
        ]


@pytest.mark.parametrize("key", ["space", "enter"])
@pytest.mark.parametrize("number", KINDS)
async def test_one_key_ticks_each_kind_and_u_takes_it_back(number: int, key: str) -> None:
    async with on_stage(*TAKEN) as stage:
        await stage.press("N")
        for _ in range(number - 1):
            await stage.press("down")
        await stage.press(key)
        assert [one.number for one in stage.session.state.lines if one.answered] == [number]
        assert any(line.startswith(f" ✓   {number}  ") for line in stage.lines)
        await stage.press("u")
        assert not any(one.answered for one in stage.session.state.lines)


@pytest.mark.parametrize("typed", ["answered", "done"])
@pytest.mark.parametrize("number", KINDS)
def test_a_line_is_ticked_by_its_number_in_plain_lines(number: int, typed: str) -> None:
    session, _ = a_desk()
    for line in TAKEN[1:]:
        assert perform_line(session, line).ok
    assert perform_line(session, f"{typed} {number}").ok
    listed = session.ask(ShowNotes()).preview
    assert len(listed) == len(KINDS)
    for row, (which, kind) in zip(listed, KINDS.items(), strict=True):
        assert row.split()[0] == str(which)
        assert words(f"note-kind-{kind}") in row
        assert (words("note-ticked") in row) == (which == number)


def test_a_number_that_was_never_given_is_refused() -> None:
    session, _ = a_desk()
    assert not perform_line(session, "done 1").ok
    assert session.log.undoable == ()


async def test_a_parked_question_comes_back_with_its_text_and_leaves_when_it_is_answered() -> None:
    async with on_stage(*TAKEN, *["next"] * 4, plan=WITH_QUESTIONS) as stage:
        assert "? 2  What about drafts?" in stage.text
        await stage.say("answered 2")
        await stage.wait(1)
        assert "What about drafts?" not in stage.text


async def test_what_was_done_is_not_open_after_the_end() -> None:
    async with on_stage(*TAKEN, "done 3", "end", size=(120, 36)) as stage:
        assert "What about drafts?" in stage.text
        assert "Send the slides" not in stage.text


async def test_no_tick_is_named_where_nothing_was_written_down() -> None:
    async with on_stage(*TAKEN[:2]) as stage:
        await stage.press("N")
        assert "space" not in stage.lines[-1]
        await stage.say("note Sound is low")
        assert "space" in stage.lines[-1]
