"""Wires live sessions from their parts, once for running, rehearsing and home."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from letsconnect_tui.app.begin_run import begin_run
from letsconnect_tui.app.library import Library
from letsconnect_tui.app.live_session import LiveSession
from letsconnect_tui.app.plan_library import load_plan
from letsconnect_tui.clock import SystemClock, VirtualClock, local_zone
from letsconnect_tui.errors import FileLocked, InputError
from letsconnect_tui.i18n.message import message
from letsconnect_tui.plan.occurrence import starts

if TYPE_CHECKING:
    from pathlib import Path

    from letsconnect_tui.app.recorder import Recorder
    from letsconnect_tui.app.rehearsal import Rehearsal
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


def open_plan(library: Library, path: Path) -> LiveSession:
    """The plan's unfinished run, or a new one.

    Raises:
        PlanError: The plan has errors.
        InputError: The library was opened only to look, and there is no run to look at.
    """
    plan = load_plan(path)
    unfinished = library.unfinished(plan)
    if unfinished is not None:
        return open_run(library, unfinished)
    if library.file.read_only:
        raise InputError(message("cli-nothing-to-look-at", plan.session.title))
    return _kept(library, library.begin(plan, str(path.absolute()), SystemClock()))


def open_run(library: Library, run: str) -> LiveSession:
    """The run with that id; whoever opened the library only to look gets an onlooker's session."""
    return _kept(library, library.resume(run, SystemClock()))


def _kept(library: Library, recorder: Recorder) -> LiveSession:
    return LiveSession(
        recorder,
        zone=local_zone(os.environ),
        met_before=library.met_before,
        followed=library if library.file.read_only else None,
    )


@dataclass(frozen=True, slots=True)
class RehearsedSession:
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
    session = LiveSession(recorder, zone=local_zone(os.environ))
    return RehearsedSession(session, Rehearsal(session, clock, people=people), clock)
