"""What falls due when, over all plans: the tasks of each occurrence with what is ticked in its run."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.errors import InputError
from letsconnect_tui.plan.occurrence import starts
from letsconnect_tui.plan.preparation import EACH_TIME, Task, is_done, tasks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from letsconnect_tui.app.library import Library, Run
    from letsconnect_tui.app.plan_library import FoundPlan
    from letsconnect_tui.plan.model import Plan

Ticks = tuple[frozenset[str], "Mapping[str, frozenset[str]]"]
"""Ids of the steps that are done; sharer id → what of theirs is done."""
NO_TICKS: Ticks = (frozenset(), {})
OVER_AFTER = timedelta(days=30)
"""What is not done this long after it was due is not asked for any more."""


class DueLine(msgspec.Struct, frozen=True):
    """One task of one occurrence of a plan."""

    plan: Plan
    starts_at: datetime
    """Of the occurrence, aware UTC."""
    task: Task
    done: bool

    def is_overdue(self, now: datetime) -> bool:
        """Whether it is not done though its day, or its hour, is over."""
        return not self.done and now >= self.task.due_at

    @property
    def person(self) -> str:
        """The name of who it concerns or who does it; empty for the team as a whole."""
        person = self.plan.person(self.task.sharer or self.task.who)
        return "" if person is None else person.name


def due_lines(plan: Plan, ticks: Mapping[datetime, Ticks]) -> tuple[DueLine, ...]:
    """Every task of a plan, the earliest first; of later occurrences what is done each time.

    Args:
        plan: The plan as its file is now.
        ticks: Start of an occurrence (aware) → what is done for it.
    """
    lines = []
    once = all_ticks(ticks.values())
    first = min(starts(plan))
    for start in starts(plan):
        for task in tasks(plan, start):
            each_time = task.id in EACH_TIME
            if each_time or start == first:
                done = is_done(plan, task, *(ticks.get(start, NO_TICKS) if each_time else once))
                lines.append(DueLine(plan, start, task, done))
    return tuple(sorted(lines, key=lambda line: line.task.due_at))


def all_ticks(ticks: Iterable[Ticks]) -> Ticks:
    """What is ticked for any of the occurrences."""
    steps: frozenset[str] = frozenset()
    things: dict[str, frozenset[str]] = {}
    for own, of_sharers in ticks:
        steps |= own
        for person, done in of_sharers.items():
            things[person] = things.get(person, frozenset()) | done
    return steps, things


def due_soon(lines: Iterable[DueLine], now: datetime, days: int) -> tuple[DueLine, ...]:
    """What is open and due within so many days, or was due lately; the earliest first."""
    until, since = now + timedelta(days=days), now - OVER_AFTER
    soon = (line for line in lines if not line.done and since <= line.task.due_at <= until)
    return tuple(sorted(soon, key=lambda line: line.task.due_at))


def own_plans(plans: Iterable[FoundPlan]) -> Iterator[Plan]:
    """Of the plan files at hand those of one's own that can be read, each id once."""
    seen = set()
    for one in plans:
        if one.plan is not None and not one.is_sample and one.plan.session.id not in seen:
            seen.add(one.plan.session.id)
            yield one.plan


def run_of_occurrence(plan: Plan, start: datetime, runs: Sequence[Run]) -> Run | None:
    """The run in which ticks of an occurrence are kept: the latest of those that hold it.

    A run holds the occurrence whose start is nearest to its own, so that a start that was edited, and not yet
    taken by the run, loses nothing.
    """
    own = [run for run in runs if run.plan_id == plan.session.id and not run.rehearsal]
    mine = [run for run in own if min(starts(plan), key=lambda one: abs(one - run.occurrence)) == start]
    return max(mine, key=lambda run: run.latest_at, default=None)


def ticks_of(library: Library, plan: Plan) -> dict[datetime, Ticks]:
    """What is ticked for each occurrence of a plan, as far as it was opened."""
    runs = library.runs_of(plan.session.id)
    found = {}
    for start in starts(plan):
        run = run_of_occurrence(plan, start, runs)
        if run is not None:
            with suppress(InputError):  # a plan that only another version could read
                state = library.folded(run.id).state
                found[start] = (state.steps, state.readiness)
    return found
