"""``letsconnect run``, ``rehearse`` and ``demo``."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING, Annotated

import typer

from letsconnect_tui.cli.options import (
    EncodingOption,
    FileOption,
    NameOption,
    OccurrenceOption,
    PlainOption,
    PlanArgument,
    RosterOption,
    StrictOption,
    UnusedFileOption,
    can_be_asked,
    finite,
    has_terminal,
    plan_at,
    signed_duration_ms,
)
from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.message import message
from letsconnect_tui.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from letsconnect_tui.app.library import Library
    from letsconnect_tui.app.live_session import LiveSession
    from letsconnect_tui.i18n.message import Message
    from letsconnect_tui.plan.model import Plan


def run(
    plan: PlanArgument,
    file: FileOption = None,
    roster: RosterOption = None,
    encoding: EncodingOption = None,
    plain: PlainOption = False,
    strict: StrictOption = False,
    look: Annotated[bool, typer.Option("--look", help=words("cli-look"))] = False,
    occurrence: OccurrenceOption = None,
    new: Annotated[bool, typer.Option("--new", help=words("cli-new-run"))] = False,
    together: Annotated[
        str | None,
        typer.Option("--together", metavar="[ADDRESS]", help=words("cli-together"), show_default=False),
    ] = None,
    name: NameOption = None,
) -> None:
    """Hold a session."""
    from letsconnect_tui.app.bootstrap import open_library, open_plan
    from letsconnect_tui.app.plan_library import load_plan
    from letsconnect_tui.cli.privacy import daily_privacy_check

    screens = has_terminal() and not plain
    if roster is not None:
        refuse_unreadable_roster(roster, encoding)
    with open_library(file, looks=look, may_look=screens) as library:
        if occurrence is not None:
            plan_at(load_plan(plan), occurrence)  # refuses a number that there is not
        ask = _asked if screens and can_be_asked() and occurrence is None else None
        session = open_plan(library, plan, occurrence=occurrence, new=new, may_be_past=ask)
        if together is not None:
            from letsconnect_tui.cli.sharing import shared

            session = shared(library, session, together, name)
            if screens and not session.onlooker:
                session.say_at_opening(message("together-shared"))
        for line in (*(words(notice) for notice in library.file.notices), *daily_privacy_check(library)):
            sys.stderr.write(line + "\n")
        if roster is not None and not session.onlooker:
            load_roster(session, roster, encoding)
        code = hold(session, library, screens=screens, strict=strict)
    raise typer.Exit(code)


def hold(session: LiveSession, library: Library, *, screens: bool, strict: bool) -> int:
    """Hold a session on the screens or as plain lines until it is left; the exit code.

    Args:
        session: The session.
        library: Where it is kept.
        screens: Whether there is a terminal for the screens.
        strict: Whether a refused line ends it.
    """
    from letsconnect_tui.app.run_sheet_file import write_run_sheet

    keeps = session.keeps and not session.onlooker
    try:
        if screens:
            from letsconnect_tui.tui.launch import run_live

            if keeps:  # 80 ms, which the screens need not wait for
                session.say_at_opening(lambda: write_run_sheet(session.state, library.file.path))
            return run_live(session, library=library)
        from letsconnect_tui.plain.live import run_in_real_time

        if keeps and (notice := write_run_sheet(session.state, library.file.path)):
            sys.stderr.write(printable(words(notice)) + "\n")
        return run_in_real_time(session, strict=strict)
    finally:
        if session.team is not None:
            from letsconnect_tui.app.team_session import leave

            if (notice := leave(session)) is not None:
                sys.stderr.write(printable(words(notice)) + "\n")


def _asked(question: Message) -> bool:
    """A yes or a no to a question on the terminal, before the screens are shown."""
    return typer.confirm(words(question), default=False)


def refuse_unreadable_roster(roster: Path, encoding: str | None) -> None:
    """Nobody should learn after the start that the people are missing; raises InputError."""
    from letsconnect_tui.importers.roster import read_roster

    read_roster(roster, encoding)


def load_roster(session: LiveSession, roster: Path, encoding: str | None) -> None:
    """Take in who registered, and say on standard error what came of it and what was left out or guessed."""
    from letsconnect_tui.app.requests import LoadRosterFile

    reply = session.execute(LoadRosterFile(str(roster), encoding))
    for note in (*reply.alerts, reply.message):
        sys.stderr.write(printable(words(note)) + "\n")


def rehearse(
    plan: PlanArgument,
    speed: Annotated[
        float, typer.Option("--speed", min=0, max=3600, callback=finite, help=words("cli-speed"))
    ] = 1.0,
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
        from letsconnect_tui.plain.live import PlainSession, write_line

        plain = PlainSession(held.session, write_line, rehearsal=held.rehearsal, strict=strict, echo=echo)
        return plain.run(script)


PLAN = "learning-clinic-newcomers.toml"
PEOPLE = 24
SPEED = 20.0
BEFORE_MS = -5 * 60_000


def demo(
    speed: Annotated[
        float, typer.Option("--speed", min=0.1, max=3600, callback=finite, help=words("cli-speed"))
    ] = SPEED,
    file: UnusedFileOption = None,
) -> None:
    """Try it: invented people, nothing is kept."""
    from letsconnect_tui.app.plan_library import load_plan, shipped_plans

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
    from importlib import resources

    text = resources.files("letsconnect_tui.cli").joinpath("demo.txt").read_text("utf-8")
    return text.splitlines()
