"""``letsconnect run PLAN``: hold a session, or go on with the one that was under way."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from letsconnect_tui.cli.options import (
    EncodingOption,
    FileOption,
    PlainOption,
    PlanArgument,
    RosterOption,
    StrictOption,
    has_terminal,
)
from letsconnect_tui.i18n import words
from letsconnect_tui.text import printable

if TYPE_CHECKING:
    from pathlib import Path

    from letsconnect_tui.app.library import Library
    from letsconnect_tui.app.live_session import LiveSession


def run(
    plan: PlanArgument,
    file: FileOption = None,
    roster: RosterOption = None,
    encoding: EncodingOption = None,
    plain: PlainOption = False,
    strict: StrictOption = False,
    look: Annotated[bool, typer.Option("--look", help=words("cli-look"))] = False,
) -> None:
    """Hold a session."""
    from letsconnect_tui.app.library import Library
    from letsconnect_tui.cli.retention_notice import told_once_a_day
    from letsconnect_tui.errors import FileLocked

    screens = has_terminal() and not plain
    if roster is not None:
        refuse_unreadable_roster(roster, encoding)
    try:
        library = Library.open(file, read_only=look)
    except FileLocked:
        if not screens:
            raise
        library, look = Library.open(file, read_only=True), True
    with library:
        desk = open_desk(library, plan, read_only=look)
        for line in (*(words(notice) for notice in library.file.notices), *told_once_a_day(library)):
            sys.stderr.write(line + "\n")
        if roster is not None and not look:
            load_roster(desk, roster, encoding)
        if screens:
            from letsconnect_tui.tui.launch import run_live

            raise typer.Exit(run_live(desk, library=library, read_only=look))
        from letsconnect_tui.plain.live import run_in_real_time

        raise typer.Exit(run_in_real_time(desk, strict=strict))


def open_desk(library: Library, path: Path, *, read_only: bool = False) -> LiveSession:
    """The desk of a plan's unfinished run, or of a new one; a plan with errors is refused."""
    from letsconnect_tui.app.live_session import LiveSession
    from letsconnect_tui.app.plan_library import load_plan
    from letsconnect_tui.clock import SystemClock, local_zone
    from letsconnect_tui.errors import InputError
    from letsconnect_tui.i18n.message import message

    plan = load_plan(path)
    clock = SystemClock()
    unfinished = library.unfinished(plan)
    if unfinished is not None:
        recorder = library.resume(unfinished, clock)
    elif read_only:
        raise InputError(message("cli-nothing-to-look-at", plan.session.title))
    else:
        recorder = library.begin(plan, str(path.absolute()), clock)
    return LiveSession(
        recorder,
        zone=local_zone(os.environ),
        met_before=library.met_before,
        followed=library if read_only else None,
    )


def refuse_unreadable_roster(roster: Path, encoding: str | None) -> None:
    """Nobody should learn after the start that the people are missing; raises InputError."""
    from letsconnect_tui.importers.roster import read_roster

    read_roster(roster, encoding)


def load_roster(desk: LiveSession, roster: Path, encoding: str | None) -> None:
    """Take in who registered, and say on standard error what came of it and what was left out or guessed."""
    from letsconnect_tui.app.requests import LoadRosterFile

    reply = desk.execute(LoadRosterFile(str(roster), encoding))
    for told in (*reply.alerts, reply.message):
        sys.stderr.write(printable(words(told)) + "\n")
