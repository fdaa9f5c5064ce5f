"""Sixty-six columns beside a call: what the program itself says stands whole."""

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


@pytest.mark.parametrize("story", STORIES)
async def test_what_panels_say_of_themselves_is_not_cut(story: str) -> None:
    sentences = own_sentences()
    cut: set[tuple[str, str]] = set()
    async with on_stage(*STORIES[story], plan=CLINIC, size=(66, 30)) as stage:
        for key in (*KEYS, "ctrl+q"):
            await stage.press(key, gap=2.0)
            for line in stage.lines:
                shown = line.strip().removesuffix("…")
                if line.rstrip().endswith("…") and len(shown) >= SHORTEST:
                    cut |= {(key, one) for one in sentences if shown in one and line.strip() != one}
            await stage.press("escape", gap=2.0)
            await stage.press("escape", gap=2.0)
    assert cut == set()
