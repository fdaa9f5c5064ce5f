"""``letsconnect`` alone: home, from which sessions are opened, gone on with and rehearsed."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from letsconnect_tui.cli.options import has_terminal
from letsconnect_tui.errors import FileLocked, InputError, LetsConnectError
from letsconnect_tui.i18n import message, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from letsconnect_tui.app.library import Run
    from letsconnect_tui.app.plan_library import FoundPlan
    from letsconnect_tui.tui.home import HomeChoice

GUIDED = "first-steps.toml"
GUIDED_PEOPLE = 8
REHEARSAL_SPEED = 10.0
REHEARSAL_PEOPLE = 20
FROM_MS = -3 * 60_000


def home(path: Path | None) -> int:
    """Show home until it is left; the exit code."""
    if not has_terminal():
        return _as_lines(path)
    from letsconnect_tui.tui.home import ask_home

    note = _privacy_note(path)
    while True:
        runs, plans, readiness = _at_hand(path)
        choice = ask_home(runs, plans, readiness=readiness, note=note)
        if choice is None:
            return 0
        try:
            note = ""
            _carry_out(choice, path)
        except LetsConnectError as error:
            note = words(error.message)


def _privacy_note(path: Path | None) -> str:
    """What was done today about names; nothing where another window has the file."""
    from letsconnect_tui.app.library import Library, default_file
    from letsconnect_tui.cli.privacy import daily_privacy_check, was_looked_through_today

    file = path or default_file()
    if not file.exists() or was_looked_through_today(file):
        return ""
    try:
        with Library.open(path) as library:
            return "  ".join(daily_privacy_check(library))
    except FileLocked:
        return ""


def _at_hand(
    path: Path | None,
) -> tuple[tuple[Run, ...], tuple[FoundPlan, ...], dict[str, Mapping[str, frozenset[str]]]]:
    """Runs, plans, and what is ticked in runs that were opened and not started, by the id of their plan."""
    from letsconnect_tui.app.library import Library
    from letsconnect_tui.app.plan_library import plans_in, shipped_plans
    from letsconnect_tui.paths import data_dir

    shipped = shipped_plans()
    folders = [Path.cwd(), data_dir(), *({shipped[0].parent} if shipped else ())]
    plans = plans_in(folders)
    at_hand = {one.plan.session.id for one in plans if one.plan is not None}
    with Library.open(path, read_only=True) as library:
        runs = library.runs()
        opened = {
            run.plan_id: run.id
            for run in runs
            if run.phase == "ready" and not run.rehearsal and run.plan_id in at_hand
        }
        readiness: dict[str, Mapping[str, frozenset[str]]] = {}
        for plan, session in opened.items():
            with suppress(InputError):  # a plan that only another version could read
                state = library.folded(session).state
                readiness[plan] = {**state.readiness, "": state.steps}
        return runs, plans, readiness


def _carry_out(choice: HomeChoice, path: Path | None) -> None:
    if choice.what in ("rehearse", "guided"):
        _rehearse(choice)
        return
    if choice.what in ("edit", "new"):
        _prepare(choice, path)
        return
    from letsconnect_tui.app.bootstrap import open_library, open_plan, open_run
    from letsconnect_tui.app.run_sheet_file import write_run_sheet
    from letsconnect_tui.tui.launch import run_live

    with open_library(path, may_look=True) as library:
        resumes = choice.what == "resume"
        if resumes:
            session = open_run(library, choice.which)
        else:  # a session that was held stands in the list of its own
            session = open_plan(library, Path(choice.which), reopen=False)
        if not session.onlooker:
            session.say_at_opening(lambda: write_run_sheet(session.state, library.file.path))
        run_live(session, library=library)


def _prepare(choice: HomeChoice, path: Path | None) -> None:
    """Edit a plan, or ask what a new one is about and then edit that."""
    from letsconnect_tui.app.plan_library import shipped_plans
    from letsconnect_tui.cli.edit import open_editor

    if choice.what == "edit":
        plan = Path(choice.which)
        if plan.resolve() in [one.resolve() for one in shipped_plans()]:
            raise InputError(message("home-sample-not-edited"))
    else:
        from letsconnect_tui.cli.new_questions import ask_for_plan

        asked = ask_for_plan()
        if asked is None:
            return
        plan = asked
    open_editor(plan, path)


def _rehearse(choice: HomeChoice) -> None:
    from letsconnect_tui.app.plan_library import load_plan, shipped_plans
    from letsconnect_tui.cli.run import hold_rehearsal

    if choice.what == "guided":
        guided = next(one for one in shipped_plans() if one.name == GUIDED)
        hold_rehearsal(load_plan(guided), guided.name, people=GUIDED_PEOPLE, at_ms=-60_000)
        return
    hold_rehearsal(
        load_plan(Path(choice.which)),
        choice.which,
        speed=REHEARSAL_SPEED,
        people=REHEARSAL_PEOPLE,
        at_ms=FROM_MS,
    )


def _as_lines(path: Path | None) -> int:
    """Without a terminal: the same lists as lines, and what to type."""
    runs, plans, _ = _at_hand(path)
    for run in runs:
        sys.stdout.write(words("home-run-line", words(f"home-{run.phase}"), run.id, run.title) + "\n")
    for one in plans:
        title = one.plan.session.title if one.plan else words("home-plan-errors", one.path.name, one.errors)
        sys.stdout.write(words("home-plan-line", one.path, title) + "\n")
    sys.stdout.write(words("home-next") + "\n")
    return 0
