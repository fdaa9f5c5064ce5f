"""``letsconnect show``: the agenda of a plan with its clock times: the reader's, the session's, UTC."""

from __future__ import annotations

import json
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer
from msgspec.structs import asdict

from letsconnect_tui.app.plan_library import load_plan
from letsconnect_tui.cli.console import aligned
from letsconnect_tui.cli.options import (
    JsonOption,
    OccurrenceOption,
    PlanArgument,
    UnusedFileOption,
    named_zone,
    plan_at,
)
from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.dates import short_date_of_year, weekday
from letsconnect_tui.plan.moments import clock
from letsconnect_tui.plan.occurrence import PlannedItem, outline, starts
from letsconnect_tui.text import printable

if TYPE_CHECKING:
    from letsconnect_tui.plan.model import Plan

Row = tuple[str, ...]


def show(
    plan: PlanArgument,
    zone: Annotated[str | None, typer.Option("--zone", help=words("show-help-zone"))] = None,
    occurrence: OccurrenceOption = None,
    as_json: JsonOption = False,
    file: UnusedFileOption = None,
) -> None:
    """Show the agenda with its clock times."""
    here = _zone(zone)
    the_plan = plan_at(load_plan(plan), occurrence)
    if as_json:
        print(json.dumps(as_data(the_plan), ensure_ascii=False, indent=2))
    else:
        print(printable(as_text(the_plan, here), lines=True))


def _zone(name: str | None) -> tzinfo | None:
    """The zone asked for; None is the computer's own. Raises InputError for an unknown name."""
    if name is None:
        return None
    return ZoneInfo(named_zone(name))


def as_data(plan: Plan) -> dict[str, Any]:
    """Session and items for programs; moments in ISO 8601 UTC, durations in seconds."""
    session = asdict(plan.session)
    session["links"] = asdict(plan.session.links)
    session["starts_at"] = _iso(plan.session.starts_at)
    session["ends_at"] = _iso(plan.session.ends_at)
    session["start"] = plan.session.start.isoformat()
    session["repeats"] = [_iso(start) for start in starts(plan)[1:]]
    return {
        "session": session,
        "items": [
            {
                "id": planned.item.id,
                "title": planned.item.title,
                "kind": planned.item.kind,
                "start": _iso(planned.starts_at),
                "duration_s": planned.item.duration_s,
                "lead": planned.item.lead,
            }
            for planned in outline(plan)
        ],
    }


def _iso(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def as_text(plan: Plan, here: tzinfo | None) -> str:
    """The head of the plan and a line for each item; ``here`` is the reader's zone, None the computer's."""
    columns = _columns(plan, here)
    agenda = outline(plan)
    rows = [_heading(columns)]
    rows += [_row(planned, plan, columns) for planned in agenda]
    end = plan.session.ends_at
    rows.append((*(_time(end, plan, there) for _, there in columns), "", words("show-end"), ""))
    return "\n".join([*_head(plan, columns), "", *aligned(rows)])


def _columns(plan: Plan, here: tzinfo | None) -> list[tuple[str, tzinfo | None]]:
    """The zones to show, each only once: two that agree on the day are one column."""
    candidates: list[tuple[str, tzinfo | None]] = [
        (words("show-here"), here),
        (plan.session.timezone, ZoneInfo(plan.session.timezone)),
        ("UTC", UTC),
    ]
    start = plan.session.starts_at
    by_offset: dict[Any, tuple[str, tzinfo | None]] = {}
    for name, zone in candidates:
        offset = start.astimezone(zone).utcoffset()
        if offset not in by_offset or by_offset[offset][0] == candidates[0][0]:
            by_offset[offset] = (name, zone)
    return list(by_offset.values())


def _head(plan: Plan, columns: list[tuple[str, tzinfo | None]]) -> list[str]:
    session = plan.session
    lines = [
        session.title,
        words("show-kind", words(f"calendar-kind-{session.kind}"), clock(session.length_s)),
    ]
    lines += [f"{_day(session.starts_at, zone)} {name}" for name, zone in columns]
    if session.repeats:
        zone = ZoneInfo(session.timezone)
        again = ", ".join(f"{_day(start, zone)}" for start in starts(plan)[1:])
        lines.append(words("show-again", f"{again} {session.timezone}"))
    lines += [session.purpose] if session.purpose else []
    links = asdict(session.links)
    return [*lines, *(f"{name}: {link}" for name, link in links.items() if link)]


def _heading(columns: list[tuple[str, tzinfo | None]]) -> Row:
    return (*(name for name, _ in columns), words("show-duration"), words("show-item"), words("show-lead"))


def _row(planned: PlannedItem, plan: Plan, columns: list[tuple[str, tzinfo | None]]) -> Row:
    item = planned.item
    leader = plan.person(item.lead)
    title = item.title if item.start is None else f"{item.title} ({words('show-anchor')})"
    times = (_time(planned.starts_at, plan, zone) for _, zone in columns)
    return (*times, clock(item.duration_s), title, leader.name if leader else item.lead or "")


def _time(moment: datetime, plan: Plan, zone: tzinfo | None) -> str:
    """``15:40``, with the weekday where the day is not the one the session begins on in its own zone."""
    local = moment.astimezone(zone)
    if local.date() == plan.session.start.date():
        return f"{local:%H:%M}"
    return f"{weekday(local.date())} {local:%H:%M}"


def _day(moment: datetime, zone: tzinfo | None) -> str:
    local = moment.astimezone(zone)
    return f"{short_date_of_year(local.date())}, {local:%H:%M}"
