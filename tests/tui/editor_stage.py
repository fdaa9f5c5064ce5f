"""The plan editor on a copy of a plan, for tests of its screens."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from letsconnect_tui.app.plan_editor import PlanEditor
from letsconnect_tui.app.plan_file import PlanFile
from letsconnect_tui.app.plan_library import shipped_plans
from letsconnect_tui.tui.editor.app import EditorApp
from tests.tui.textual_internals import key_of, screen_lines

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from textual.pilot import Pilot

CLINIC = next(path for path in shipped_plans() if "experienced" in path.stem)
NOW = datetime(2026, 11, 1, tzinfo=UTC)


def an_editor(folder: Path, text: str | None = None) -> PlanEditor:
    """An editing session on a copy of the clinic, or on another plan."""
    path = folder / "clinic.toml"
    path.write_text(text or CLINIC.read_text("utf-8"), "utf-8")
    return PlanEditor(PlanFile.open(path), lambda: NOW)


class EditorStage:
    """An editor that runs, and what can be seen of it."""

    def __init__(self, app: EditorApp, pilot: Pilot[int]) -> None:
        self.app = app
        self.editor = app.editor
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys, each carried out before the next."""
        for key in keys:
            await self.pilot.press(key_of(key) if len(key) == 1 and not key.isalnum() else key)
            await self.pilot.pause()
            opening = [worker for worker in self.app.workers if worker.group == "form"]
            if opening:  # without any, all would be waited for, a question to be answered too
                await self.app.workers.wait_for_complete(opening)
            await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Write a text."""
        await self.press(*text)

    @property
    def lines(self) -> list[str]:
        """The screen as text."""
        return screen_lines(self.app.screen)

    @property
    def text(self) -> str:
        """The screen as one text."""
        return "\n".join(self.lines)


@asynccontextmanager
async def on_editor_stage(
    folder: Path, *, size: tuple[int, int] = (80, 24), text: str | None = None
) -> AsyncIterator[EditorStage]:
    """Run the editor."""
    app = EditorApp(an_editor(folder, text))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.pause()
        yield EditorStage(app, pilot)
