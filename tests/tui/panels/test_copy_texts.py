"""Any text at hand is copied by a digit or Enter; what there is none of says why."""

from __future__ import annotations

from tests.tui.stage import Stage, on_stage

LIVE = ("wait 600", "start")


def row(stage: Stage, label: str) -> str:
    return next(line for line in stage.lines if label in line)


async def test_a_digit_copies_the_chat_line_of_that_number() -> None:
    async with on_stage(*LIVE) as stage:
        await stage.press("C")
        await stage.settle()
        await stage.press("2")
        assert "chat:welcome:2" in stage.session.state.copied
        assert "✓ 10:00" in row(stage, "chat line 2")
        assert stage.panel == "copy-texts", "the next one may follow"


async def test_enter_copies_what_the_cursor_is_on() -> None:
    async with on_stage(*LIVE) as stage:
        await stage.press("C")
        await stage.settle()
        await stage.press("down", "down", "enter")
        assert list(stage.session.state.copied) == ["essentials"]


async def test_a_digit_without_a_chat_line_copies_nothing() -> None:
    async with on_stage(*LIVE) as stage:
        await stage.press("C")
        await stage.settle()
        await stage.press("7")
        assert stage.session.state.copied == {}


async def test_what_cannot_be_copied_says_why() -> None:
    async with on_stage(*LIVE, size=(80, 40)) as stage:
        await stage.press("C")
        await stage.settle()
        assert "no rooms yet" in row(stage, "rooms by person")
        await stage.press("down", "down", "down", "down", "down", "enter")
        assert stage.session.state.copied == {}


async def test_texts_of_an_item_are_gathered_anew_when_the_item_changes() -> None:
    async with on_stage(*LIVE) as stage:
        await stage.press("C")
        await stage.settle()
        assert "Pad: https" in stage.text
        await stage.say("next")
        await stage.settle()
        assert "Pad: https" not in stage.text


async def test_the_whole_text_stands_below_where_there_is_room() -> None:
    async with on_stage(*LIVE, size=(120, 40)) as stage:
        await stage.press("C")
        await stage.settle()
        await stage.press("down", "down")
        assert any(line.split("│")[0].strip() == "Now: Welcome" for line in stage.lines)
