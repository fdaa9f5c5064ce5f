"""Beside a call, in 66 columns and where panels have 60 of 100: what the program itself says stands whole."""

from __future__ import annotations

import re

import pytest

from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.catalogue import catalogue
from tests.tui.clinic import CLINIC
from tests.tui.stage import on_stage

NOBODY = ("wait 900", "start")
SOMEBODY = ("wait 900", "here amaka", "new Ana", "new Bo", "new Cy", "start", "wait 290", "next")
STORIES = {
    "before": (),
    "nobody here": NOBODY,
    "live": SOMEBODY,
    "after": (*SOMEBODY, "note thank her", "end"),
}
KEYS = (
    "w",
    "v",
    "i",
    "#",
    "h",
    "r",
    "t",
    "e",
    "x",
    "C",
    "N",
    "U",
    "m",
    "q",
    "a",
    "d",
    "s",
    "T",
    "J",
    "E",
    "?",
    "ctrl+p",
)
SHORTEST = 20
"""Of a text that is cut so early nobody can say which it was."""


def own_sentences() -> list[str]:
    """All texts of the screens that have no values, but the explanations of keys."""
    texts = catalogue("en")
    kept = (
        key for key, text in texts.items() if key.startswith("tui-") and not re.search(r"\$\d|PLURAL", text)
    )
    return [words(key) for key in kept if not key.startswith(("tui-does-", "tui-finds-", "tui-page-"))]


@pytest.mark.parametrize("size", [(66, 30), (100, 30)], ids=str)
@pytest.mark.parametrize("story", STORIES)
async def test_what_panels_say_of_themselves_is_not_cut(story: str, size: tuple[int, int]) -> None:
    sentences = own_sentences()
    cut: set[tuple[str, str]] = set()
    async with on_stage(*STORIES[story], plan=CLINIC, size=size) as stage:
        for key in (*KEYS, "ctrl+q"):
            await stage.press(key, gap=2.0)
            assert "⧼" not in stage.text, key
            for line in (part for row in stage.lines for part in row.split("│")):
                shown = line.strip().removesuffix("…")
                if line.rstrip().endswith("…") and len(shown) >= SHORTEST:
                    cut |= {(key, one) for one in sentences if shown in one and line.strip() != one}
            await stage.press("escape", gap=2.0)
            await stage.press("escape", gap=2.0)
    assert cut == set()


MANY_NOTES = CLINIC.replace(
    "- thank her by name\\n- interpreters on channel 2", "\\n".join(f"- point {n}" for n in range(20))
)
NEVER_ONLY_IN_HELP = ("b back", "d drop", "q question", "N notes", "n next")


@pytest.mark.parametrize("rows", [24, 30])
async def test_keys_are_named_also_where_notes_leave_no_room_for_headings(rows: int) -> None:
    async with on_stage(*SOMEBODY, plan=MANY_NOTES, size=(66, rows)) as stage:
        await stage.wait(60)
        missing = {key for key in NEVER_ONLY_IN_HELP if key not in stage.text}
        twice = {key for key in (*NEVER_ONLY_IN_HELP, "t times") if stage.text.count(key) > 1}

        await stage.press("q", gap=2.0)
        assert not any("b back" in line for line in stage.lines)

    assert (missing, twice) == (set(), set())


@pytest.mark.parametrize("width", [40, 60, 66, 80])
async def test_the_key_that_takes_back_is_named_beside_what_was_done(width: int) -> None:
    async with on_stage(*SOMEBODY[:-2], "wait 20", plan=CLINIC, size=(width, 24)) as stage:
        await stage.press("n", gap=2.0)
        done = next(line for line in stage.lines if line.startswith(" ✓ What"))
        assert re.search(r"  +u (undo|takes it back) *$", done), done

        await stage.press("c", gap=2.0)
        await stage.rest()
        copied = next(line for line in stage.lines if line.startswith(" ✓ Copied"))
        assert re.search(r"u (undo|takes it back)", copied) is None, copied


@pytest.mark.parametrize("columns", range(36, 84, 6))
async def test_the_number_of_people_in_the_top_row_is_whole(columns: int) -> None:
    people = tuple(f"new Somebody {number}" for number in range(12))
    async with on_stage(*people, *SOMEBODY, plan=CLINIC, size=(columns, 12)) as stage:
        assert re.search(r" 15 present *$", stage.lines[0]), stage.lines[0]


async def test_a_low_window_before_the_start_shows_notes_and_lines_not_only_how_many_there_are() -> None:
    team = "".join(f'[[people]]\nid = "h{n}"\nname = "Helper {n}"\nrole = "tech"\n' for n in range(4))
    plan = MANY_NOTES.replace("[[item]]", f"{team}[[item]]", 1).replace(
        "- say how", "- a\\n- b\\n- c\\n- say how"
    )
    async with on_stage(plan=plan, size=(80, 24)) as stage:
        assert "let people in one by one" in stage.text
        assert "Pad: https://pad.example.org/clinic" in stage.text
