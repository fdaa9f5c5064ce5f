"""``letsconnect rehearse PLAN``: a session on a clock of its own, kept only where a file is named."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING, Annotated

import typer

from letsconnect_tui.cli.options import (
    EncodingOption,
    FileOption,
    OccurrenceOption,
    PlainOption,
    PlanArgument,
    RosterOption,
    StrictOption,
    has_terminal,
    plan_at,
    signed_duration_ms,
)
from letsconnect_tui.i18n import words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from letsconnect_tui.plan.model import Plan


def rehearse(
    plan: PlanArgument,
    speed: Annotated[float, typer.Option("--speed", min=0, max=3600, help=words("cli-speed"))] = 1.0,
    people: Annotated[int, typer.Option("--people", min=0, max=1000, help=words("cli-people"))] = 0,
    occurrence: OccurrenceOption = None,
    at: Annotated[str, typer.Option("--at", help=words("cli-at"))] = "0m",
    file: FileOption = None,
    roster: RosterOption = None,
    encoding: EncodingOption = None,
    plain: PlainOption = False,
    strict: StrictOption = False,
) -> None:
    """Rehearse a session."""
    from letsconnect_tui.app.plan_library import load_plan
    from letsconnect_tui.plain.decode import text_lines

    script = None if has_terminal() and not plain else text_lines(sys.stdin)
    the_plan = load_plan(plan)
    plan_at(the_plan, occurrence)  # refuses a number that there is not
    code = hold_rehearsal(
        the_plan,
        str(plan),
        occurrence=occurrence,
        speed=speed,
        people=people,
        at_ms=signed_duration_ms(at, "--at"),
        file=file,
        roster=roster,
        encoding=encoding,
        script=script,
        strict=strict,
    )
    raise typer.Exit(code)


def hold_rehearsal(
    plan: Plan,
    plan_file: str,
    *,
    occurrence: int | None = None,
    speed: float = 1.0,
    people: int = 0,
    at_ms: int = 0,
    file: Path | None = None,
    roster: Path | None = None,
    encoding: str | None = None,
    script: Iterator[str] | None = None,
    strict: bool = False,
    echo: bool = False,
) -> int:
    """Rehearse on the screens, or from the lines of a script; the exit code."""
    from letsconnect_tui.app.bootstrap import open_library, open_rehearsal
    from letsconnect_tui.cli.run import load_roster, refuse_unreadable_roster

    if roster is not None:
        refuse_unreadable_roster(roster, encoding)
    with nullcontext() if file is None else open_library(file) as library:
        clock_speed = speed if script is None else 0
        held = open_rehearsal(
            plan,
            plan_file,
            library=library,
            speed=clock_speed,
            people=people,
            at_ms=at_ms,
            occurrence=occurrence,
        )
        if roster is not None:
            load_roster(held.session, roster, encoding)
        held.rehearsal.act()
        if script is None:
            from letsconnect_tui.tui.launch import run_live

            return run_live(held.session, rehearsal=held.rehearsal, clock=held.clock, library=library)
        from letsconnect_tui.plain.lines import PlainSession

        plain = PlainSession(held.session, write_line, rehearsal=held.rehearsal, strict=strict, echo=echo)
        return plain.run(script)


def write_line(line: str) -> None:
    """One line on standard output, at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
