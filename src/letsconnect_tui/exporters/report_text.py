"""A session's report as lines for a terminal: no colour, nothing wider than asked."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from letsconnect_tui.exporters.attendance_formats import count_rows
from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.dates import utc, weekday_date, zone_name
from letsconnect_tui.plan.moments import clock
from letsconnect_tui.text import cell_width, fit
from letsconnect_tui.timing.timeline import BarRow, bars

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import tzinfo

    from letsconnect_tui.exporters.report_page import Report
    from letsconnect_tui.exporters.timing_facts import SharerTime, Timing

NARROWEST, WIDEST = 60, 200
_INDENT = "  "


def report_lines(report: Report, width: int, zone: tzinfo | None) -> list[str]:
    """The report as lines.

    Args:
        report: What to tell.
        width: The most columns a line takes, 60 to 200.
        zone: Of the times of day; None is this machine's.
    """
    width = max(NARROWEST, min(WIDEST, width))
    sections = [
        [part for line in _head(report, zone) for part in _wrapped(line, width)],
        list(_bars(report.timing, width)),
        list(_sharers(report.timing.sharers)),
        list(_people(report, width)),
        list(_recordings(report, zone)),
        list(_left_over(report, width)),
    ]
    lines: list[str] = []
    for section in sections:
        if section:
            lines += ["", *section] if lines else section
    return [fit(line, width) for line in lines]


def _head(report: Report, zone: tzinfo | None) -> Iterator[str]:
    timing = report.timing
    yield timing.title
    kind = words(f"calendar-kind-{report.kind}")
    state = words(f"sessions-state-{report.state}")
    yield " · ".join(
        [kind, timing.session, state, *([words("report-rehearsal")] if timing.rehearsal else [])]
    )
    start = timing.planned_start if timing.started_at is None else timing.started_at
    end = timing.planned_end if timing.ended_at is None else timing.ended_at
    for name, there in _zones(start, zone):
        local, until = utc(start).astimezone(there), utc(end).astimezone(there)
        yield words("report-when", weekday_date(local.date()), f"{local:%H:%M}", f"{until:%H:%M}", name)
    if timing.actual_s is None:
        planned = words("report-planned", clock(timing.planned_s))
        going_on = [] if timing.started_at is None else [words("report-so-far", _behind(timing.offset_s))]
        yield " · ".join([planned, *going_on])
        return
    paused = [words("report-paused", clock(timing.paused_s))] if timing.paused_s else []
    took = words("report-took", clock(timing.planned_s), clock(timing.actual_s))
    yield " · ".join([took, *paused])
    yield words("report-offset", _behind(timing.offset_s), _behind(timing.offset_from_start_s))


def _wrapped(line: str, width: int) -> list[str]:
    return textwrap.wrap(line, width, subsequent_indent=_INDENT)


def _zones(at: int, zone: tzinfo | None) -> list[tuple[str, tzinfo | None]]:
    """The reader's zone and UTC, or only UTC where both are the same."""
    from datetime import UTC

    local = utc(at).astimezone(zone)
    both: list[tuple[str, tzinfo | None]] = [(zone_name(zone, local), zone), ("UTC", UTC)]
    return both if local.utcoffset() else both[1:]


def _behind(seconds: int) -> str:
    if not seconds:
        return words("on-time")
    return words("behind" if seconds > 0 else "ahead", clock(abs(seconds)))


def _bars(timing: Timing, width: int) -> Iterator[str]:
    yield words("report-timeline")
    rows = [BarRow(item.title, item.planned_at, item.planned_s * 1000, item.ran) for item in timing.items]
    yield from bars(rows, width)
    over = ("skipped", "dropped", "pending") if timing.ended_at is not None else ("skipped", "dropped")
    without = [item for item in timing.items if item.state in over]
    if without:
        entries = (
            words("report-without", item.title, words(f"export-state-{item.state}")) for item in without
        )
        yield from _wrapped(words("report-not-held", ", ".join(entries)), width)


def _sharers(sharers: Sequence[SharerTime]) -> Iterator[str]:
    if not sharers:
        return
    yield words("report-sharers")
    widest = max(cell_width(one.who) for one in sharers)
    for one in sharers:
        name = one.who + " " * (widest - cell_width(one.who))
        if one.actual_s is None:
            yield _INDENT + words("report-sharer-none", name, clock(one.allotted_s))
        else:
            yield _INDENT + words("report-sharer", name, clock(one.allotted_s), clock(one.actual_s))
    ran = [one.actual_s for one in sharers if one.actual_s is not None]
    if len(ran) > 1:
        yield _INDENT + words("report-fair", clock(max(ran) - min(ran)))


def _people(report: Report, width: int) -> Iterator[str]:
    yield words("report-people")
    for measure, value in count_rows(report.attendance):
        yield from textwrap.wrap(
            words("report-count", measure, value),
            width,
            initial_indent=_INDENT,
            subsequent_indent=_INDENT * 2,
        )
    for person in report.attendance.people:
        yield _INDENT + words(
            "report-person",
            words(f"presence-{person.status}"),
            words(f"role-{person.role}"),
            "–" if person.minutes is None else person.minutes,
            person.name,
        )


def _recordings(report: Report, zone: tzinfo | None) -> Iterator[str]:
    for start, end in report.recordings:
        local, until = utc(start).astimezone(zone), utc(end).astimezone(zone)
        length = clock((end - start) // 1000)
        yield words("report-recording", f"{local:%H:%M:%S}", f"{until:%H:%M:%S}", length)


def _left_over(report: Report, width: int) -> Iterator[str]:
    for key, count, texts in (
        ("report-questions", report.questions_open, report.questions),
        ("report-actions", report.action_count, report.actions),
    ):
        if not count:
            continue
        yield words(key, count)
        for text in texts:
            yield from textwrap.wrap(text, width, initial_indent="  - ", subsequent_indent="    ")
    if (report.questions_open or report.action_count) and report.attendance.names != "all":
        yield words("report-texts-hint")
