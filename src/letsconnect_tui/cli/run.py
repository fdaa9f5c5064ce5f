"""``letsconnect run PLAN``: hold a session, or go on with the one that was under way."""

from __future__ import annotations

import sys
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
)
from letsconnect_tui.i18n import words
from letsconnect_tui.text import printable

if TYPE_CHECKING:
    from pathlib import Path

    from letsconnect_tui.app.live_session import LiveSession
    from letsconnect_tui.i18n.message import Message


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
) -> None:
    """Hold a session."""
    from letsconnect_tui.app.bootstrap import open_library, open_plan
    from letsconnect_tui.app.plan_library import load_plan
    from letsconnect_tui.cli.retention_notice import told_once_a_day

    screens = has_terminal() and not plain
    if roster is not None:
        refuse_unreadable_roster(roster, encoding)
    with open_library(file, looks=look, may_look=screens) as library:
        if occurrence is not None:
            plan_at(load_plan(plan), occurrence)  # refuses a number that there is not
        ask = _asked if screens and occurrence is None else None
        session = open_plan(library, plan, occurrence=occurrence, new=new, may_be_past=ask)
        for line in (*(words(notice) for notice in library.file.notices), *told_once_a_day(library)):
            sys.stderr.write(line + "\n")
        if roster is not None and not session.onlooker:
            load_roster(session, roster, encoding)
        if screens:
            from letsconnect_tui.tui.launch import run_live

            raise typer.Exit(run_live(session, library=library))
        from letsconnect_tui.plain.live import run_in_real_time

        raise typer.Exit(run_in_real_time(session, strict=strict))


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
    for told in (*reply.alerts, reply.message):
        sys.stderr.write(printable(words(told)) + "\n")
