"""Wires live sessions from their parts, once for running, rehearsing and home."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.app.library import Library
from letsconnect_tui.app.live_session import LiveSession
from letsconnect_tui.app.plan_library import load_plan
from letsconnect_tui.app.requests import ProposePlan
from letsconnect_tui.app.runs import about_past, begin_run, choose_run
from letsconnect_tui.clock import SystemClock, VirtualClock, local_zone
from letsconnect_tui.errors import FileLocked, InputError
from letsconnect_tui.i18n.message import message
from letsconnect_tui.plan.occurrence import nearest_occurrence, starts
from letsconnect_tui.plan.read import plan_of_text
from letsconnect_tui.session.commands import ReplacePlan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from letsconnect_tui.app.recorder import Recorder
    from letsconnect_tui.app.rehearsal import Rehearsal
    from letsconnect_tui.i18n.message import Message
    from letsconnect_tui.plan.model import Plan


def open_library(file: Path | None, *, looks: bool = False, may_look: bool = False) -> Library:
    """The file with all sessions.

    Args:
        file: Where it is; None: the default file.
        looks: Open it only to look.
        may_look: Open it only to look when another window writes it; else that is an error.

    Raises:
        FileLocked: Another window writes it.
        StoreError: It cannot be opened.
    """
    try:
        return Library.open(file, read_only=looks)
    except FileLocked:
        if not may_look:
            raise
        return Library.open(file, read_only=True)


def open_plan(
    library: Library,
    path: Path,
    *,
    occurrence: int | None = None,
    new: bool = False,
    reopen: bool = True,
    may_be_past: Callable[[Message], bool] | None = None,
) -> LiveSession:
    """The run of a plan that is meant, or a new one; see ``choose_run``. An edited plan is taken or proposed.

    Args:
        library: Where runs are kept.
        path: The plan file.
        occurrence: The occurrence asked for, counted from 1.
        new: Whether another run is wanted, whatever there is.
        reopen: Whether a run that has ended may be meant.
        may_be_past: Asked whether to hold a session that is hours past; None: that is only said.

    Raises:
        PlanError: The plan has errors.
        InputError: The answer was no; or the library was opened only to look, and there is no run.
    """
    plan = load_plan(path)
    clock = SystemClock()
    now = datetime.fromtimestamp(clock.read().utc_ms / 1000, UTC)
    plan_file = str(path.absolute())
    choice = choose_run(
        library.runs_of(plan.session.id), plan, plan_file, now, occurrence=occurrence, new=new, reopen=reopen
    )
    notes = choice.notes
    if choice.is_past and not library.file.read_only:
        if may_be_past is None:
            notes = (*notes, about_past(plan, choice.start, asked=False))
        elif not may_be_past(about_past(plan, choice.start, asked=True)):
            raise InputError(message("run-not-held"))
    if choice.run is not None:
        session = open_run(library, choice.run, notes)
        if not session.onlooker:
            take_edited_plan(session, plan, choice.start)
        return session
    if library.file.read_only:
        raise InputError(message("cli-nothing-to-look-at", plan.session.title))
    return kept_session(library, library.begin(plan, plan_file, clock, start=choice.start), notes)


def open_occurrence(library: Library, path: Path, occurrence: int | None = None) -> LiveSession:
    """The run in which what is prepared for an occurrence is ticked, weeks before it or after its end.

    Args:
        library: Where runs are kept.
        path: The plan file.
        occurrence: Counted from 1; None: the one nearest to now.

    Raises:
        PlanError: The plan has errors.
        InputError: There is no such file.
    """
    from letsconnect_tui.app.due_list import run_of_occurrence  # deferred: a run does not ask for it

    plan, clock = load_plan(path), SystemClock()
    now = datetime.fromtimestamp(clock.read().utc_ms / 1000, UTC)
    start = nearest_occurrence(plan, now) if occurrence is None else starts(plan)[occurrence - 1]
    run = run_of_occurrence(plan, start, library.runs_of(plan.session.id))
    if run is None:
        return kept_session(library, library.begin(plan, str(path.absolute()), clock, start=start))
    session = open_run(library, run.id)
    take_edited_plan(session, plan, start)
    return session


def take_edited_plan(session: LiveSession, plan: Plan, start: datetime) -> None:
    """A plan that was edited: taken by a run that has not started, proposed to one that has; both say so.

    Args:
        session: The run that is gone on with.
        plan: The plan as its file is now.
        start: The planned start that is held, aware.
    """
    state = session.state
    if state.phase == "ended" or plan.text == state.plan.text:
        return
    from letsconnect_tui.plan.differences import plan_differences

    differences = plan_differences(plan_of_text(state.plan.text), plan)
    if not differences:
        return
    if state.phase != "ready":
        session.propose(ProposePlan())
        notices = [*differences, message("plan-edited-asks", len(differences))]
    elif session.execute(ReplacePlan(plan.text, int(start.timestamp()) * 1000)).ok:
        notices = [*differences, message("plan-edited-taken", len(differences))]
    else:
        notices = [message("plan-edited-not-taken")]
    for one in notices:
        session.say_at_opening(one)


def open_run(library: Library, run: str, notices: Iterable[Message] = ()) -> LiveSession:
    """The run with that id; whoever opened the library only to look gets an onlooker's session."""
    return kept_session(library, _resumed(library, run), notices)


def _resumed(library: Library, run: str) -> Recorder:
    """The recorder that goes on with a run; one that was shared goes on without a network at first."""
    shared = library.waiting(run)
    if shared is None or shared.joined is None or library.file.read_only:
        return library.resume(run, SystemClock())
    from letsconnect_tui.app.sharing import recorder_of, role_of  # only for what several machines share

    recorder = recorder_of(library, run, SystemClock(), role_of(shared.joined.code))
    return recorder or library.resume(run, SystemClock())


def kept_session(library: Library, recorder: Recorder, notices: Iterable[Message] = ()) -> LiveSession:
    """The live session of a recorder whose records are kept in a library."""
    return LiveSession(
        recorder,
        zone=local_zone(os.environ),
        met_before=library.met_before,
        followed=library if library.file.read_only else None,
        library=library,
        notices=notices,
    )


class RehearsedSession(msgspec.Struct, frozen=True):
    """A session on a clock of its own, with invented people."""

    session: LiveSession
    rehearsal: Rehearsal
    clock: VirtualClock


def open_rehearsal(
    plan: Plan,
    plan_file: str,
    *,
    library: Library | None = None,
    speed: float = 0,
    people: int = 0,
    at_ms: int = 0,
    occurrence: int | None = None,
) -> RehearsedSession:
    """A rehearsal of a plan; nobody was invented yet, ``rehearsal.act`` lets them come.

    Args:
        plan: What is rehearsed.
        plan_file: Where the plan is.
        library: Where it is kept; None: nowhere.
        speed: How many times faster than real time the clock runs; 0: it stands until it is moved.
        people: How many people are invented.
        at_ms: How long after the planned start it begins.
        occurrence: Which of the plan's dates, counted from 1; None: the first.
    """
    from letsconnect_tui.app.rehearsal import Rehearsal

    start = starts(plan)[(occurrence or 1) - 1]
    clock = VirtualClock(int(start.timestamp()) * 1000 + at_ms, speed)
    if library is not None:
        recorder = library.begin(plan, plan_file, clock, start=start, rehearsal=True)
    else:
        recorder = begin_run(f"{plan.session.id}.1", plan, plan_file, clock, start=start, rehearsal=True)
    session = LiveSession(recorder, zone=local_zone(os.environ), library=library)
    return RehearsedSession(session, Rehearsal(session, clock, people=people), clock)
