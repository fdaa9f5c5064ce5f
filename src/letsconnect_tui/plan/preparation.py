"""What is to be done in the weeks around a session, for whom, and when each thing falls due.

The steps of the team are the programme's own, from four weeks before to the week after; a plan may change
them in ``[[checklist]]``. What a sharer prepares is the same in every plan.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import msgspec

from letsconnect_tui.i18n.message import message
from letsconnect_tui.plan.problems import Path, Remark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from letsconnect_tui.plan.model import ChecklistStep, Plan, Session

DAY_S, HOUR_S, MINUTE_S = 24 * 3600, 3600, 60
STEPS: dict[str, int] = {
    "topics": 28, "speakers": 28, "agenda": 21, "confirmations": 14, "slides": 7, "meeting": 7,
    "invitation": 7, "reminder": 3, "recording": -2, "page": -7,
}  # fmt: skip
"""Step → so many days before the start, or, below 0, after the end."""
OF_SHARERS: tuple[tuple[str, int], ...] = (
    ("confirmed", 14 * DAY_S),
    ("interpreters", 7 * DAY_S),
    ("reminder-24h", 24 * HOUR_S),
    ("slides", 8 * HOUR_S),
    ("reminder-60m", 60 * MINUTE_S),
    ("sound", 5 * MINUTE_S),
)
"""What is due of each sharer, seconds before the start. A reminder is what the team sends."""
SUMMED = {"confirmations": "confirmed", "slides": "slides"}
"""Steps that are done when every sharer has done the thing."""
NO_SLIDES = ("no", "none", "-", "–")


class Task(msgspec.Struct, frozen=True):
    """One thing to do for one occurrence of a plan."""

    id: str
    """Of a step, or a thing of ``OF_SHARERS``."""
    due_at: datetime
    """Aware UTC."""
    sharer: str | None = None
    """The id of the sharer it concerns; None for a step of the team."""
    who: str | None = None
    """The id of who does it, where the plan says so."""
    title: str | None = None
    """As the plan words it."""
    by_the_day: bool = False
    """Whether the day counts and not the hour."""


def tasks(plan: Plan, starts_at: datetime) -> tuple[Task, ...]:
    """Everything to do for the occurrence that starts then, the earliest first."""
    found = [*_of_team(plan, starts_at), *_of_sharers(plan, starts_at)]
    return tuple(sorted(found, key=lambda task: task.due_at))


def _of_team(plan: Plan, starts_at: datetime) -> Iterator[Task]:
    changed = {step.id: step for step in plan.checklist}
    for step_id, days in STEPS.items():
        step = changed.pop(step_id, None)
        if step is None:
            yield Task(step_id, _day(plan.session, starts_at, days), by_the_day=True)
        elif not step.skip:
            yield _changed(plan, step, _days(step, days), starts_at)
    for step in changed.values():
        if not step.skip:
            yield _changed(plan, step, _days(step, 0), starts_at)


def _changed(plan: Plan, step: ChecklistStep, days: int, starts_at: datetime) -> Task:
    due_at = _day(plan.session, starts_at, days)
    return Task(step.id, due_at, who=step.who, title=step.title or None, by_the_day=True)


def _days(step: ChecklistStep, usual: int) -> int:
    if step.before is not None:
        return step.before
    return usual if step.after is None else -step.after


def _day(session: Session, starts_at: datetime, days: int) -> datetime:
    """The same time of day so many days before the start, or after the end, on the clocks of the session."""
    zone = ZoneInfo(session.timezone)
    from_there = starts_at if days >= 0 else starts_at + timedelta(seconds=session.length_s)
    local = from_there.astimezone(zone).replace(tzinfo=None) - timedelta(days=days)
    return local.replace(tzinfo=zone).astimezone(UTC)


def _of_sharers(plan: Plan, starts_at: datetime) -> Iterator[Task]:
    for sharer in sharers(plan):
        for what, before_s in OF_SHARERS:
            if what in awaited(plan, sharer):
                yield Task(what, starts_at - timedelta(seconds=before_s), sharer)


def sharers(plan: Plan) -> tuple[str, ...]:
    """Ids of everybody who shares, in the order of the agenda; then those without an item."""
    leads = [item.lead for item in plan.items if item.kind == "share"]
    named = [person.id for person in plan.people if person.role == "sharer"]
    known = {person.id for person in plan.people}
    return tuple(dict.fromkeys(one for one in (*leads, *named) if one in known and one is not None))


def awaited(plan: Plan, sharer: str) -> frozenset[str]:
    """What of ``OF_SHARERS`` is awaited: slides of those whose item names some, or of all if none does."""
    named = [item for item in plan.items if item.slides]
    shows = [item for item in named if (item.slides or "").casefold() not in NO_SLIDES]
    has_slides = not named or any(item.lead == sharer for item in shows)
    left_out = {"slides"} if not has_slides else set()
    if not plan.session.interpretation or not has_slides:
        left_out.add("interpreters")
    return frozenset(what for what, _ in OF_SHARERS) - left_out


def check_preparation(plan: Plan) -> Iterator[Remark]:
    """Changes to the checklist that say too little, or two things at once."""
    for index, step in enumerate(plan.checklist):
        path: Path = ("checklist", index)
        if step.before is not None and step.after is not None:
            yield Remark("error", (*path, "after"), message("plan-step-before-and-after"))
        if step.id in STEPS or step.skip:
            continue
        if not step.title:
            yield Remark("error", path, message("plan-step-without-title", step.id, list(STEPS)))
        elif step.before is None and step.after is None:
            yield Remark("error", path, message("plan-step-without-day", step.title))
