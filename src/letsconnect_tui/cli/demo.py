"""``letsconnect demo``: a rehearsal of a shipped clinic; without a terminal it plays a script of its own."""

from __future__ import annotations

from importlib import resources
from typing import Annotated

import typer

from letsconnect_tui.cli.options import UnusedFileOption, has_terminal
from letsconnect_tui.i18n import words

PLAN = "learning-clinic-newcomers.toml"
PEOPLE = 24
SPEED = 20.0
BEFORE_MS = -5 * 60_000


def demo(
    speed: Annotated[float, typer.Option("--speed", min=0.1, max=3600, help=words("cli-speed"))] = SPEED,
    file: UnusedFileOption = None,
) -> None:
    """Try it: invented people, nothing is kept."""
    from letsconnect_tui.app.plan_library import load_plan, shipped_plans
    from letsconnect_tui.cli.rehearse import hold_rehearsal

    path = next(path for path in shipped_plans() if path.name == PLAN)
    script = None if has_terminal() else iter(_script())
    code = hold_rehearsal(
        load_plan(path),
        path.name,
        speed=speed,
        people=PEOPLE,
        at_ms=BEFORE_MS,
        script=script,
        strict=True,
        echo=True,
    )
    raise typer.Exit(code)


def _script() -> list[str]:
    text = resources.files("letsconnect_tui.cli").joinpath("demo.txt").read_text("utf-8")
    return text.splitlines()
