"""A session's report for a page in public, with the fields that Wikimedia reports of remote events have.

Figures are filled in; what only people know waits for them. Who is private is nowhere in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.exporters.attendance_page import attendance_page
from letsconnect_tui.exporters.timing_tables import items_table, sharers_table
from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.dates import language_name, utc, weekday_date
from letsconnect_tui.plan.duration import clock

if TYPE_CHECKING:
    from letsconnect_tui.exporters.pages import Page
    from letsconnect_tui.exporters.report_facts import Report

LESSONS = ("success", "challenges", "improvements", "recommendations")
TO_FILL = "…"


def report_page(report: Report, page: Page) -> str:
    """The whole page: the event, its format, attendance, timing, lessons."""
    parts = [
        page.fields(_event(report)),
        page.heading(words("report-page-format")),
        page.fields(_format(report)),
        page.heading(words("report-page-attendance")),
        attendance_page(report.attendance, page),
        page.heading(words("report-page-timing")),
        items_table(report.timing, page),
    ]
    if report.timing.sharers:
        parts.append(sharers_table(report.timing, page))
    parts += [
        page.heading(words("report-page-lessons")),
        page.fields([(words(f"report-page-{lesson}"), TO_FILL) for lesson in LESSONS]),
        page.heading(words("report-page-comments")),
        page.line(TO_FILL),
    ]
    return "\n".join(parts)


def _event(report: Report) -> list[tuple[str, str]]:
    timing = report.timing
    start = utc(timing.planned_start if timing.started_at is None else timing.started_at)
    when = words("report-page-when", weekday_date(start.date()), f"{start:%H:%M}")
    organizers = ", ".join(report.organizers) or TO_FILL
    return [
        (words("report-page-title"), timing.title),
        (words("report-page-date"), when),
        (words("report-page-organizers"), organizers),
    ]


def _format(report: Report) -> list[tuple[str, str]]:
    timing = report.timing
    seconds = timing.planned_s if timing.actual_s is None else timing.actual_s
    methods = words("report-page-rooms", report.rounds) if report.rounds else TO_FILL
    return [
        (words("report-page-main-format"), words(f"calendar-kind-{report.kind}")),
        (words("report-page-duration"), clock(seconds)),
        (words("report-page-goal"), report.purpose or TO_FILL),
        (words("report-page-audience"), ", ".join(report.audience) or TO_FILL),
        (words("report-page-participants"), str(report.attendance.counts.participants)),
        (words("report-page-organizer-count"), str(report.organizer_count)),
        (words("report-page-languages"), ", ".join(language_name(one) for one in report.languages)),
        (words("report-page-tools"), TO_FILL),
        (words("report-page-methods"), methods),
        (words("report-page-communication"), TO_FILL),
    ]
