"""A run in one line: what a list of sessions shows of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.session.moment import head

if TYPE_CHECKING:
    from collections.abc import Iterable

    from letsconnect_tui.session.state import State


class Run(msgspec.Struct, frozen=True):
    """One run, as a list shows it."""

    id: str
    plan_id: str
    title: str
    kind: str
    phase: str
    starts_at: int
    """Planned start, in ms."""
    occurrence_at: int
    """The plan's own start that it holds, in ms, also when the whole plan was moved."""
    started_at: int | None
    ended_at: int | None
    latest_at: int
    opened_at: int
    participants: int
    peak: int
    rehearsal: bool
    plan_file: str

    @property
    def occurrence(self) -> datetime:
        """The occurrence of the plan that it holds."""
        return datetime.fromtimestamp(self.occurrence_at / 1000, UTC)

    @property
    def unfinished(self) -> bool:
        """Whether it can be gone on with."""
        return self.phase != "ended"


def run_of(state: State, latest_at: int) -> Run:
    """What a list shows of a run that was last touched then."""
    counts = head(state)
    return Run(
        id=state.session,
        plan_id=state.plan.session.id,
        title=state.plan.session.title,
        kind=state.plan.session.kind,
        phase=state.phase,
        starts_at=state.planned_start,
        occurrence_at=state.planned_start - state.moved_ms,
        started_at=state.started_at,
        ended_at=state.ended_at,
        latest_at=latest_at,
        opened_at=state.opened_at,
        participants=counts.unique,
        peak=counts.peak,
        rehearsal=state.rehearsal,
        plan_file=state.plan_file,
    )


MOST_EARLIER, FEWEST_EARLIER = 5, 2
"""From how many of the latest sessions of a kind a turnout is expected: the most, and the fewest."""


def usual_turnout(runs: Iterable[Run], kind: str) -> int | None:
    """How many came to the latest sessions of a kind, the middle one; None where too few were held."""
    held = [run for run in runs if run.kind == kind and run.phase == "ended" and not run.rehearsal]
    held.sort(key=lambda run: run.starts_at, reverse=True)
    came = sorted(run.participants for run in held[:MOST_EARLIER] if run.participants)
    return came[len(came) // 2] if len(came) >= FEWEST_EARLIER else None
