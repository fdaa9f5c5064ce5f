"""What home shows, as values: the next session and what is missing for it, then everything else by kind."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal

import msgspec

from letsconnect_tui.app.due_list import DueLine, due_lines, due_soon
from letsconnect_tui.plan.occurrence import nearest_occurrence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from letsconnect_tui.app.library import Run
    from letsconnect_tui.app.plan_library import FoundPlan
    from letsconnect_tui.plan.model import Plan

Section = Literal["under-way", "plan", "broken", "past", "held", "sample"]
SECTIONS: tuple[Section, ...] = ("under-way", "plan", "broken", "held", "past", "sample")
"""The order in which home lists them: what can be gone on with, plans of one's own, then what is over."""
PREPARED = ("confirmed", "slides")
"""What every sharer has ready before the day."""
DUE_DAYS = 7
OVER_AFTER = timedelta(hours=2)
"""How long after its planned end a plan that was not held counts as past."""


class HomeEntry(msgspec.Struct, frozen=True):
    """One line of the list: a run or a plan."""

    section: Section
    target: str
    """``run:`` and the run's id, or ``plan:`` and the plan's path."""
    title: str
    kind: str = ""
    starts_at: datetime | None = None
    """The start, aware; None for a plan with errors."""
    came: int = 0
    rehearsal: bool = False
    audience: tuple[str, ...] = ()
    errors: int = 0


class NextSession(msgspec.Struct, frozen=True):
    """The plan of one's own that starts next."""

    target: str
    title: str
    starts_at: datetime
    length: timedelta
    items: int
    missing: tuple[tuple[str, tuple[str, ...]], ...]
    """Who still has to get ready, by name, and what of ``PREPARED``."""
    due: tuple[DueLine, ...] = ()
    """Steps of the team that are overdue, or due within ``DUE_DAYS``; those nearest to now first."""


class HomeView(msgspec.Struct, frozen=True):
    """Everything that home shows."""

    next: NextSession | None
    entries: tuple[HomeEntry, ...]
    newcomer: bool
    """Whether no session was held or rehearsed in this file yet."""


def home_view(
    runs: Iterable[Run],
    plans: Iterable[FoundPlan],
    now: datetime,
    readiness: Mapping[str, Mapping[str, frozenset[str]]] | None = None,
) -> HomeView:
    """Sort what is at hand.

    A run that was not started, in which only ticks are kept, is not under way: its plan stands for it, and
    where the plan is not at hand the run stands among the plans.

    Args:
        runs: All runs in the file.
        plans: All plan files found.
        now: The present moment, aware.
        readiness: What is ticked for whom, by the id of the plan whose run was opened and not started; under
            no name what is ticked of the team's steps.
    """
    runs, plans = tuple(runs), tuple(plans)
    at_hand = {one.plan.session.id for one in plans if one.plan is not None}
    listed_runs = (run for run in runs if run.phase != "ready" or run.rehearsal or run.plan_id not in at_hand)
    entries = [*map(_run_entry, listed_runs), *(_plan_entry(one, now) for one in plans)]
    by_section: dict[Section, list[HomeEntry]] = {section: [] for section in SECTIONS}
    for entry in entries:
        by_section[entry.section].append(entry)
    for section in ("under-way", "held", "past"):
        by_section[section].sort(key=_start_of, reverse=True)
    listed = tuple(entry for section in SECTIONS for entry in by_section[section])
    return HomeView(_next(plans, now, readiness or {}), listed, newcomer=not runs)


def _start_of(entry: HomeEntry) -> datetime:
    return entry.starts_at or datetime.min.replace(tzinfo=UTC)


def _run_entry(run: Run) -> HomeEntry:
    section: Section = "held"
    if run.unfinished:
        section = "plan" if run.phase == "ready" else "under-way"
    started = datetime.fromtimestamp((run.started_at or run.starts_at) / 1000, UTC)
    return HomeEntry(
        section,
        f"run:{run.id}",
        run.title,
        run.kind,
        started,
        run.participants,
        run.rehearsal,
    )


def _plan_entry(one: FoundPlan, now: datetime) -> HomeEntry:
    target = f"plan:{one.path}"
    if one.plan is None:
        return HomeEntry("broken", target, one.path.name, errors=one.errors)
    head = one.plan.session
    start = nearest_occurrence(one.plan, now)
    section: Section = "plan"
    if one.is_sample:
        section = "sample"
    elif _is_over(one.plan, start, now):
        section = "past"
    return HomeEntry(section, target, head.title, head.kind, start, audience=tuple(head.audience))


def _is_over(plan: Plan, start: datetime, now: datetime) -> bool:
    return start + timedelta(seconds=plan.session.length_s) + OVER_AFTER < now


def _next(
    plans: tuple[FoundPlan, ...], now: datetime, readiness: Mapping[str, Mapping[str, frozenset[str]]]
) -> NextSession | None:
    """The plan of one's own that starts next, or is on now."""
    own = [(one.path, one.plan) for one in plans if one.plan is not None and not one.is_sample]
    starts = [(nearest_occurrence(plan, now), path, plan) for path, plan in own]
    coming = [one for one in starts if not _is_over(one[2], one[0], now)]
    if not coming:
        return None
    start, path, plan = min(coming, key=lambda one: one[0])
    head = plan.session
    return NextSession(
        f"plan:{path}",
        head.title,
        start,
        timedelta(seconds=head.length_s),
        len(plan.items),
        _missing(plan, ticked := readiness.get(head.id, {})),
        _due(plan, start, ticked, now),
    )


def _due(
    plan: Plan, start: datetime, ticked: Mapping[str, frozenset[str]], now: datetime
) -> tuple[DueLine, ...]:
    lines = due_lines(plan, {start: (ticked.get("", frozenset()), ticked)})
    of_team = (line for line in due_soon(lines, now, DUE_DAYS) if line.task.sharer is None)
    return tuple(sorted(of_team, key=lambda line: abs(line.task.due_at - now)))


def _missing(plan: Plan, ticked: Mapping[str, frozenset[str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Whoever shares and lacks something of ``PREPARED``, in the order of the agenda."""
    leads = dict.fromkeys(item.lead for item in plan.items if item.kind == "share" and item.lead)
    lacking = []
    for lead in leads:
        person = plan.person(lead)
        open_things = tuple(what for what in PREPARED if what not in ticked.get(lead, frozenset()))
        if person is not None and open_things:
            lacking.append((person.name, open_things))
    return tuple(lacking)
