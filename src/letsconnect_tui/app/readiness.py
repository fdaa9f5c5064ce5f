"""What has to be ready before a session, for whom, and when it falls due; moments are ms on its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.i18n.dates import utc
from letsconnect_tui.session.commands import MarkHere, MarkLeft, SetReadiness, TickStep
from letsconnect_tui.session.facts import READINESS

if TYPE_CHECKING:
    from letsconnect_tui.plan.preparation import Task
    from letsconnect_tui.session.facts import Command
    from letsconnect_tui.session.state import State

HOUR_MS = 3_600_000
MINUTE_MS = 60_000
DUE_BEFORE_MS = (
    ("reminder", 24 * HOUR_MS),
    ("slides", 8 * HOUR_MS),
    ("reminder", 60 * MINUTE_MS),
    ("sound", 5 * MINUTE_MS),
)
"""What is due how long before the planned start, the earliest first."""


class DueThing(msgspec.Struct, frozen=True):
    """One thing that falls due before the start."""

    what: str
    """``reminder``, or a thing of ``READINESS``."""
    before_ms: int
    at: int


def due_before_start(state: State) -> tuple[DueThing, ...]:
    """Everything that falls due before the planned start, the earliest first."""
    return tuple(DueThing(what, before, state.planned_start - before) for what, before in DUE_BEFORE_MS)


def preflight_steps(state: State) -> tuple[Task, ...]:
    """What is looked at on the call before it begins, with who does it."""
    from letsconnect_tui.plan.preparation import preflight  # deferred: only its panel asks for it

    return preflight(state.plan, utc(state.planned_start))


def tick_step(state: State, step: str) -> Command:
    """Say that a step of the team is done, or take that back."""
    return TickStep(step, done=step not in state.steps)


def tick(state: State, person: str, what: str) -> Command | None:
    """Say that a thing is ready or somebody is here, or take that back; None where nothing is to be ready."""
    if what == "here":
        return MarkLeft(person) if state.people[person].is_here else MarkHere(person)
    if person not in sharers(state):
        return None
    return SetReadiness(person, what, done=what not in state.readiness.get(person, frozenset()))


_NO_SLIDES = ("no", "none", "-", "–")


def has_slides(state: State, person: str) -> bool:
    """Whether slides are awaited of a sharer.

    They are of those with an item that names some; where no item of the plan does, of everybody.
    """
    naming = [
        item.id for item in state.plan.items if item.slides and item.slides.casefold() not in _NO_SLIDES
    ]
    if not naming and not any(item.slides for item in state.plan.items):
        return True
    return any(state.lead_of(item) == person for item in naming if item in state.runs)


def is_overdue(state: State, person: str, what: str, now: int) -> bool:
    """Whether a thing is not done though its time has come."""
    if what in state.readiness.get(person, frozenset()):
        return False
    if what == "slides" and not has_slides(state, person):
        return False
    return any(due.what == what and due.at <= now for due in due_before_start(state))


def sharers(state: State) -> tuple[str, ...]:
    """Ids of everybody who shares, in the order of the agenda; then those of the plan without an item."""
    leads = [state.lead_of(item) for item in state.order if state.item(item).kind == "share"]
    named = [person.id for person in state.plan.people if person.role == "sharer"]
    return tuple(dict.fromkeys(one for one in (*leads, *named) if one is not None and one in state.people))


def rest_of_team(state: State) -> tuple[str, ...]:
    """Ids of everybody else named in the plan, in its order."""
    sharing = sharers(state)
    named = (person.id for person in state.plan.people)
    return tuple(one for one in named if one in state.people and one not in sharing)


def awaited(state: State, person: str) -> frozenset[str]:
    """What a sharer has to have ready."""
    return frozenset(what for what in READINESS if what != "slides" or has_slides(state, person))


def all_ready(state: State, person: str) -> bool:
    """Whether everything of a sharer's preparation is done."""
    return state.readiness.get(person, frozenset()) >= awaited(state, person)
