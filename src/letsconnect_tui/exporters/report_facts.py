"""What a report of one session tells, whatever it looks like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from letsconnect_tui.exporters.attendance_facts import Attendance, attendance
from letsconnect_tui.exporters.timing_facts import Timing, timing
from letsconnect_tui.text import NOTE_LIMIT, clean

if TYPE_CHECKING:
    from letsconnect_tui.session.state import State


@dataclass(frozen=True, slots=True)
class Report:
    """One session looked back on. Moments in ms."""

    state: str
    kind: str
    purpose: str
    audience: tuple[str, ...]
    languages: tuple[str, ...]
    """The main one first, then those interpreted."""
    timing: Timing
    attendance: Attendance
    organizers: tuple[str, ...]
    """The team by name, without who is private; empty unless names are wanted."""
    organizer_count: int
    rounds: int
    """Breakout rounds that were opened."""
    recordings: tuple[tuple[int, int], ...]
    questions_open: int
    questions: tuple[str, ...]
    """Those open, as they were typed; empty unless names are wanted, since people type names."""
    action_count: int
    actions: tuple[str, ...]
    """As ``questions``."""


def report(state: State, until: int, *, names: bool) -> Report:
    """The report of a session as known at ``until``."""
    until = state.ended_at if state.ended_at is not None else until
    session = state.plan.session
    questions = [line.text for line in state.lines if line.kind == "question" and not line.answered]
    actions = [line.text for line in state.lines if line.kind == "action"]
    told = attendance(state, until)
    team = [
        person
        for person in state.people.values()
        if person.is_team and person.role not in ("sharer", "interpreter")
    ]
    named = {person.id for person in told.people if not person.private}
    return Report(
        state=state.phase,
        kind=session.kind,
        purpose=clean(session.purpose or ""),
        audience=tuple(clean(one) for one in session.audience),
        languages=tuple(clean(one) for one in (session.language, *session.interpretation)),
        timing=timing(state, until, names=names),
        attendance=told,
        organizers=tuple(clean(one.facts.name) for one in team if names and one.id in named),
        organizer_count=len(team),
        rounds=sum(held.opened_at is not None for held in state.rounds),
        recordings=tuple((one.start, until if one.end is None else one.end) for one in state.recordings),
        questions_open=len(questions),
        questions=_texts(questions) if names else (),
        action_count=len(actions),
        actions=_texts(actions) if names else (),
    )


def _texts(texts: list[str]) -> tuple[str, ...]:
    return tuple(clean(text, limit=NOTE_LIMIT) for text in texts)
