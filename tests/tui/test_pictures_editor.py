"""How the plan editor looks: ``--snapshot-update`` after a change that was looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from letsconnect_tui.tui.editor.app import EditorApp
from tests.tui.editor_stage import CLINIC, EditorStage, an_editor

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot


@pytest.mark.parametrize(
    ("name", "size", "theme", "keys"),
    [
        ("agenda", (80, 24), "calm-dark", ("down", "down", "d")),
        ("agenda wide", (120, 40), "calm-light", ("down", "+")),
        ("item", (80, 24), "calm-dark", ("down", "down", "down", "enter", "tab", "tab", "end", "x")),
        ("breakout wide", (120, 40), "calm-dark", (*["down"] * 6, "enter")),
        ("people", (80, 24), "calm-light", ("p", "down")),
        ("narrow", (66, 24), "calm-dark", ("down", "enter")),
        ("leaving", (80, 24), "calm-dark", ("+", "q")),
    ],
)
def test_picture_of_the_editor(
    name: str, size: tuple[int, int], theme: str, keys: tuple[str, ...], tmp_path: Path, snap_compare: Any
) -> None:
    text = CLINIC.read_text("utf-8")
    if name == "agenda wide":
        text = text.replace('duration  = "18m"', 'duration  = "25m"', 1)
    app = EditorApp(an_editor(tmp_path, text))
    app.theme = theme

    async def typed(pilot: Pilot[int]) -> None:
        stage = EditorStage(app, pilot)
        await pilot.pause()
        await stage.press(*keys)

    assert snap_compare(app, terminal_size=size, run_before=typed)
