"""Attendance as JSON: counts always, people only when names are wanted. Moments are ISO 8601 in UTC."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from letsconnect_tui.exporters.serialise import json_text
from letsconnect_tui.i18n.dates import iso

if TYPE_CHECKING:
    from letsconnect_tui.exporters.attendance_facts import Attendance, Present
    from letsconnect_tui.people.counts import Breakdown


def attendance_json(attendance: Attendance) -> str:
    """``{"version", "export", "session", "counts", "people"?}``; ``null`` where nothing is known."""
    values: dict[str, Any] = {
        "export": "attendance",
        "session": {
            "id": attendance.session,
            "title": attendance.title,
            "kind": attendance.kind,
            "start": iso(attendance.starts_at),
            "end": iso(attendance.ended_at),
            "rehearsal": attendance.rehearsal,
        },
        "counts": counts_data(attendance),
    }
    if attendance.names != "none":
        values["people"] = [_person(person) for person in attendance.people]
    return json_text(values)


def counts_data(attendance: Attendance) -> dict[str, Any]:
    """The counts as JSON values."""
    counts = attendance.counts
    return {
        "registered": counts.registered,
        "registered_came": counts.registered_came,
        "unique": counts.unique,
        "peak": counts.peak,
        "headcount": counts.headcount,
        "team": counts.team,
        "interpreters": counts.interpreters,
        "sharers": counts.sharers,
        **{name: _breakdown(breakdown) for name, breakdown in counts.breakdowns},
    }


def _breakdown(breakdown: Breakdown) -> dict[str, Any]:
    return {
        "answers": None if breakdown.withheld else breakdown.answers,
        "withheld": breakdown.withheld,
        "groups": [{"label": row.label, "count": row.count, "shown": row.shown} for row in breakdown.rows],
    }


def _person(person: Present) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": person.name,
        "username": person.username,
        "role": person.role,
        "source": person.source,
        "first_time": person.first_time,
        "languages": list(person.languages),
        "region": person.region or None,
        "country": person.country or None,
        "home_wiki": person.home_wiki or None,
        "affiliation": person.affiliation or None,
        "experience": person.experience or None,
        "status": person.status,
        "first_join": iso(person.first_join),
        "last_leave": iso(person.last_leave),
        "minutes": person.minutes,
        "intervals": [{"from": iso(start), "to": iso(end)} for start, end in person.intervals],
        "rooms": [{"round": number, "room": room} for number, room in person.seats],
        "private": person.private,
    }
