"""Makes the picture of the README from the app itself: ``python -m tests.tui.picture``."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

from tests.tui.clinic import CLINIC
from tests.tui.stage import on_stage

PICTURE = Path(__file__).parents[2] / "docs" / "live.svg"
PEOPLE = (
    "Ịfeọma Ọkọ",
    "Ram Bahadur",
    "Rosa Quispe",
    "Kofi Mensah",
    "Aïcha Traoré",
    "Priya Sharma",
    "Ana Lima",
)


async def picture() -> str:
    """The live screen, 3:20 behind, as SVG without links to fonts elsewhere."""
    async with on_stage(plan=CLINIC, size=(100, 24)) as stage:
        await stage.say("here chidi", "here amaka", *(f"new {name}" for name in PEOPLE))
        await stage.wait(600)
        await stage.say("start")
        await stage.wait(500)
        await stage.say("next", "recording on")
        await stage.wait(340)
        await stage.say("copy")
        await stage.wait(5)
        svg = stage.app.export_screenshot(title="letsconnect")
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.S)
    return re.sub(r"terminal-\d+-", "terminal-", svg)


if __name__ == "__main__":
    PICTURE.write_text(asyncio.run(picture()), "utf-8")
