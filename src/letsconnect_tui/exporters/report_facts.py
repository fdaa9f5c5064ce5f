"""What a report of one session tells, whatever it looks like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from letsconnect_tui.exporters.attendance_facts import Attendance, attendance
from letsconnect_tui.exporters.timing_facts import Timing, timing
from letsconnect_tui.text import NOTE_LIMIT, clean

if TYPE_CHECKING:
    from letsconnect_tui.exporters.naming import Naming
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
    """Those of the team who may be named."""
    organizer_count: int
    """The whole team of the plan, here or not, without interpreters and sharers."""
    rounds: int
    """Breakout rounds that were opened."""
    recordings: tuple[tuple[int, int], ...]
    questions_open: int
    questions: tuple[str, ...]
    """Those open, as they were typed; empty unless everybody is named, since people type names."""
    action_count: int
    actions: tuple[str, ...]
    """As ``questions``."""


def report(state: State, until: int, naming: Naming, *, exact: bool | None = None) -> Report:
    """The report of a session.

    Args:
        state: The session.
        until: The moment (ms) up to which it is told.
        naming: Who is named.
        exact: Whether small counts are told; None: only where everybody is named.
    """
    until = state.ended_at if state.ended_at is not None else until
    session = state.plan.session
    questions = [line.text for line in state.lines if line.kind == "question" and not line.answered]
    actions = [line.text for line in state.lines if line.kind == "action" and not line.answered]
    texts = naming.level == "all"
    team = [
        person
        for person in state.people.values()
        if person.is_team and person.role not in ("sharer", "interpreter")
    ]
    return Report(
        state=state.phase,
        kind=session.kind,
        purpose=naming.title(session.purpose or ""),
        audience=tuple(clean(one) for one in session.audience),
        languages=tuple(clean(one) for one in (session.language, *session.interpretation)),
        timing=timing(state, until, naming),
        attendance=attendance(state, until, naming, exact=exact),
        organizers=tuple(naming.person(one.id) for one in team if naming.is_named(one.id)),
        organizer_count=len(team),
        rounds=sum(held.opened_at is not None for held in state.rounds),
        recordings=tuple((one.start, until if one.end is None else one.end) for one in state.recordings),
        questions_open=len(questions),
        questions=_texts(questions) if texts else (),
        action_count=len(actions),
        actions=_texts(actions) if texts else (),
    )


def _texts(texts: list[str]) -> tuple[str, ...]:
    return tuple(clean(text, limit=NOTE_LIMIT) for text in texts)
