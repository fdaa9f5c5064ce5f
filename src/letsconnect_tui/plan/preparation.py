"""What is to be done in the weeks around a session, for whom, and when each thing falls due.

The steps of the team are the programme's own, from four weeks before to the week after; a plan may change
them in ``[[checklist]]``. What a sharer prepares is the same in every plan.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import msgspec

from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.plan.problems import Path, Remark

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from letsconnect_tui.plan.model import ChecklistStep, Plan, Role, Session

DAY_S, HOUR_S, MINUTE_S = 24 * 3600, 3600, 60
STEPS: dict[str, int] = {
    "topics": 28, "speakers": 28, "agenda": 21, "confirmations": 14, "slides": 7, "meeting": 7,
    "invitation": 7, "reminder": 3, "recording": -2, "page": -7,
}  # fmt: skip
"""Step → so many days before the start, or, below 0, after the end."""
OF_SHARERS: tuple[tuple[str, int], ...] = (
    ("confirmed", 14 * DAY_S),
    ("interpreters", 7 * DAY_S),
    ("slides", 8 * HOUR_S),
    ("sound", 5 * MINUTE_S),
)
"""What is due of each sharer, seconds before the start."""
REMINDERS: dict[str, int] = {"reminder-24h": 24 * HOUR_S, "reminder-60m": 60 * MINUTE_S}
"""What is sent to every sharer, seconds before the start."""
PREFLIGHT: dict[str, tuple[int, tuple[Role, ...]]] = {
    "before-interpretation": (DAY_S, ("tech", "facilitator")),
    "before-links": (60 * MINUTE_S, ("tech", "facilitator")),
    "before-cohosts": (60 * MINUTE_S, ("facilitator", "tech")),
    "before-waiting-room": (60 * MINUTE_S, ("tech", "facilitator")),
    "before-rooms": (60 * MINUTE_S, ("tech", "facilitator")),
    "before-spare-rooms": (60 * MINUTE_S, ("tech", "facilitator")),
    "before-recording": (30 * MINUTE_S, ("tech", "facilitator")),
    "before-interpreters": (30 * MINUTE_S, ("co-facilitator", "facilitator", "tech")),
    "before-sharers": (10 * MINUTE_S, ("co-facilitator", "facilitator", "tech")),
}
"""What is looked at on the call itself: seconds before the start, and who does it, the first role there is.

Interpretation has to be switched on when the meeting is scheduled, rooms before it begins.
"""
EACH_TIME = frozenset((*REMINDERS, *PREFLIGHT, "sound", "recording"))
"""What is to be done for every occurrence; the rest is done once for all of them."""
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
    found = [*_of_team(plan, starts_at), *_of_sharers(plan, starts_at), *preflight(plan, starts_at)]
    if sharers(plan):
        found += [Task(what, starts_at - timedelta(seconds=before_s)) for what, before_s in REMINDERS.items()]
    return tuple(sorted(found, key=lambda task: task.due_at))


def preflight(plan: Plan, starts_at: datetime) -> tuple[Task, ...]:
    """What is looked at on the call itself before it begins, as far as this plan needs it."""
    session = plan.session
    has_rooms = any(item.breakout is not None for item in plan.items)
    needed = {
        "before-interpretation": bool(session.interpretation),
        "before-interpreters": bool(session.interpretation),
        "before-rooms": has_rooms,
        "before-spare-rooms": has_rooms,
        "before-recording": any(item.record for item in plan.items),
        "before-sharers": bool(sharers(plan)),
    }
    changed = {step.id: step for step in plan.checklist}
    found = []
    for step_id, (before_s, roles) in PREFLIGHT.items():
        step = changed.get(step_id)
        if needed.get(step_id, True) and (step is None or not step.skip):
            who = (step and step.who) or _first_of(plan, roles)
            due_at = starts_at - timedelta(seconds=before_s)
            found.append(Task(step_id, due_at, who=who, title=(step and step.title) or None))
    return tuple(sorted(found, key=lambda task: task.due_at))


def _first_of(plan: Plan, roles: tuple[Role, ...]) -> str | None:
    """The id of the first person who has the first of these roles that anybody has."""
    return next((person.id for role in roles for person in plan.people if person.role == role), None)


def known_steps(plan: Plan) -> tuple[str, ...]:
    """Ids of everything of the team that can be ticked."""
    own = (step.id for step in plan.checklist)
    return tuple(dict.fromkeys((*STEPS, *own, *REMINDERS, *PREFLIGHT)))


def step_title(plan: Plan, step_id: str) -> Message | str:
    """What a step is called: as the plan words it, else a message."""
    own = next((step.title for step in plan.checklist if step.id == step_id and step.title), None)
    if own is None and (step_id in STEPS or step_id in REMINDERS or step_id in PREFLIGHT):
        return message(f"step-{step_id}")
    return own or step_id


def is_done(plan: Plan, task: Task, steps: Collection[str], things: Mapping[str, Collection[str]]) -> bool:
    """Whether a task is done.

    Args:
        plan: Whose task it is.
        task: One of ``tasks``.
        steps: Ids of the steps that are ticked.
        things: Sharer id → what of theirs is ticked.
    """
    if task.sharer is not None:
        return task.id in things.get(task.sharer, ())
    if task.id in steps:
        return True
    thing, everybody = SUMMED.get(task.id), sharers(plan)
    wanted = [one for one in everybody if thing in awaited(plan, one)]
    return bool(everybody) and thing is not None and all(thing in things.get(one, ()) for one in wanted)


def names_nobody(step: str) -> str:
    """The id of a step, or ``step`` for one that a plan made, in whose id a name may be."""
    return step if step in STEPS or step in REMINDERS or step in PREFLIGHT else "step"


def _of_team(plan: Plan, starts_at: datetime) -> Iterator[Task]:
    changed = {step.id: step for step in plan.checklist if step.id not in (*REMINDERS, *PREFLIGHT)}
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
        if step.id in STEPS or step.id in PREFLIGHT or step.skip:
            continue
        if not step.title:
            yield Remark("error", path, message("plan-step-without-title", step.id, list(STEPS)))
        elif step.before is None and step.after is None:
            yield Remark("error", path, message("plan-step-without-day", step.title))
