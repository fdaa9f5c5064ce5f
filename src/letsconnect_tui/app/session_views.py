"""A session as values for ``--json``, and as plain lines. Seconds are integers, moments ISO 8601 in UTC."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from letsconnect_tui.app.round_advice import rooms_to_hear
from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.dates import iso
from letsconnect_tui.messages.results import HIDDEN
from letsconnect_tui.messages.times import length, seconds_left, time_of_day, whole_seconds
from letsconnect_tui.people.names import sort_key
from letsconnect_tui.session.meetings import seated_here
from letsconnect_tui.timing.timeline import BarRow, bars

if TYPE_CHECKING:
    from letsconnect_tui.app.session_reader import SessionReader
    from letsconnect_tui.session.moment import Moment
    from letsconnect_tui.session.state import State


def status(session: SessionReader) -> dict[str, Any]:
    """Where the session stands: the one line that scripts read."""
    state, seen = session.state, session.moment()
    following = seen.coming[0] if seen.coming else None
    return {
        "session": state.session,
        "state": state.phase,
        "now": iso(seen.now),
        "item": _running(state, seen),
        "next": None
        if following is None
        else {
            "id": following.item,
            "title": state.item(following.item).title,
            "projected_start": iso(following.start_at),
        },
        "offset_s": whole_seconds(seen.offset),
        "offset_from_start_s": whole_seconds(seen.offset_from_start),
        "planned_end": iso(seen.planned_end),
        "projected_end": iso(seen.projected_end),
        "latest_finish": iso(seen.latest_finish),
        "here": seen.head.here,
        "unique": seen.head.unique,
        "peak": seen.head.peak,
        "headcount": seen.head.headcount,
        "team_here": seen.head.team_here,
        "recording": state.recording,
        "undo_depth": len(session.log.undoable),
    }


def _running(state: State, seen: Moment) -> dict[str, Any] | None:
    if seen.item is None:
        return None
    item = state.item(seen.item)
    return {
        "id": item.id,
        "title": item.title,
        "state": state.runs[item.id].phase,
        "budget_s": item.duration_s,
        "allotted_s": whole_seconds(seen.allotted),
        "added_s": whole_seconds(seen.added),
        "elapsed_s": whole_seconds(seen.elapsed),
        "remaining_s": seconds_left(seen.remaining),
    }


def agenda(session: SessionReader) -> dict[str, Any]:
    """Every item, with planned, projected and actual times; dropped ones too."""
    state = session.state
    seen = session.moment()
    lines = {line.item: line for line in seen.lines}
    return {
        "items": [
            {
                "id": item,
                "title": state.item(item).title,
                "kind": state.item(item).kind,
                "state": state.runs[item].phase,
                "lead": state.lead_of(item),
                "planned_start": iso(lines[item].planned_at) if item in lines else None,
                "start": iso(lines[item].start_at) if item in lines else None,
                "budget_s": state.item(item).duration_s,
                "allotted_s": whole_seconds(state.allotted(item)),
                "added_s": whole_seconds(state.runs[item].added_ms),
                "actual_s": _actual(state, item, seen.now),
            }
            for item in state.order
        ]
    }


def _actual(state: State, item: str, now: int) -> int | None:
    """Seconds it ran; None for what was skipped, dropped or has not begun."""
    run = state.runs[item]
    if run.phase in ("skipped", "dropped") or not run.spans:
        return None
    return whole_seconds(run.elapsed(now))


def agenda_lines(session: SessionReader) -> list[str]:
    """The agenda, one line an item."""
    state = session.state
    lines = []
    for line in session.moment().lines:
        run = state.runs[line.item]
        mark = words(f"mark-{run.phase}")
        at = time_of_day(line.start_at, session.zone)
        planned = time_of_day(line.planned_at, session.zone)
        left = length(state.allotted(line.item) + run.added_ms)
        lines.append(words("agenda-line", mark, at, planned, left, state.item(line.item).title))
    return lines


def note_lines(session: SessionReader) -> list[str]:
    """Everything that was written down, one line each: number, whether it is dealt with, kind, time, text."""
    return [
        words(
            "note-line",
            one.number,
            words("note-ticked" if one.answered else "note-open"),
            words(f"note-kind-{one.kind}"),
            time_of_day(one.at, session.zone),
            HIDDEN if session.names_hidden else one.text,
        )
        for one in session.state.lines
    ]


def people(session: SessionReader) -> dict[str, Any]:
    """Everybody known, with when they came and went."""
    return {
        "people": [
            {
                "id": person.id,
                "name": session.names.of(person.id),
                "also": [] if session.names_hidden else list(person.other_names),
                "role": person.role,
                "state": presence(session.state, person.id),
                "languages": list(person.facts.languages),
                "experience": person.facts.experience,
                "region": person.facts.region,
                "first_time": person.facts.first_time,
                "intervals": [
                    {"from": iso(span.start), "to": iso(span.end), "source": span.source}
                    for span in person.spans
                ],
                "ready": sorted(session.state.readiness.get(person.id, ())),
            }
            for person in session.state.people.values()
        ]
    }


LATE_AFTER_MS = 10 * 60_000


def presence(state: State, person: str) -> str:
    """``here``, ``late``, ``left`` or ``not-marked``; nobody is ever called absent."""
    one = state.people[person]
    if not one.spans:
        return "not-marked"
    if not one.is_here:
        return "left"
    started = state.started_at
    late = started is not None and one.spans[0].start > started + LATE_AFTER_MS
    return "late" if late and not one.is_team else "here"


def people_lines(session: SessionReader) -> list[str]:
    """Everybody known, one line a person, names last."""
    state = session.state
    everyone = sorted(state.people.values(), key=lambda person: sort_key(person.facts.name))
    return [
        words(
            "people-line",
            words(f"presence-{presence(state, person.id)}"),
            words(f"role-{person.role}"),
            " ".join(person.facts.languages),
            session.names.of(person.id),
        )
        for person in everyone
    ]


def rooms(session: SessionReader) -> dict[str, Any]:
    """The rounds so far and the rooms of the latest one."""
    state = session.state
    held = state.round
    return {
        "round": None if held is None else held.number,
        "state": None
        if held is None
        else "closed"
        if held.closed_at is not None
        else "open"
        if held.is_open
        else "accepted",
        "seed": None if held is None else held.seed,
        "rooms": []
        if held is None
        else [
            {
                "number": room.number,
                "name": room.name,
                "language": room.language,
                "host": room.host,
                "seats": room.seats,
                "members": [session.names.of(person) for person in seated_here(state, held, room.number)],
                "status": held.status.get(room.number, "fine"),
            }
            for room in held.rooms.values()
        ],
        "to_report": [] if held is None or held.closed_at is None else list(rooms_to_hear(state, held)),
        "proposal": _proposed(session),
    }


def _proposed(session: SessionReader) -> dict[str, Any] | None:
    from letsconnect_tui.app.proposals import RoomsProposal

    if not isinstance(session.proposal, RoomsProposal):
        return None
    plan = session.proposal.plan
    return {
        "rooms": [
            {
                "number": room.number,
                "name": room.name,
                "language": room.language,
                "seats": room.seats,
                "members": [session.names.of(person) for person in room.members],
            }
            for room in plan.rooms
        ],
        "repeats": plan.repeats,
        "bound": plan.bound,
        "hard": dict(plan.violations),
        "seed": plan.seed,
    }


def timeline_lines(session: SessionReader, width: int) -> list[str]:
    """Planned against actual as bars, readable without colour; ``width`` is 60 to 200 columns."""
    return list(timeline_bars(session.state, session.moment(), width))


def timeline_bars(state: State, seen: Moment, width: int) -> tuple[str, ...]:
    """The bars of ``timeline_lines``, two lines an item."""
    rows = []
    for line in seen.lines:
        run = state.runs[line.item]
        spans = () if run.phase in ("pending", "skipped") else run.spans
        ran = tuple((span.start, seen.now if span.end is None else span.end) for span in spans)
        rows.append(
            BarRow(state.item(line.item).title, line.planned_at, state.item(line.item).duration_s * 1000, ran)
        )
    return bars(rows, width)
