"""A session's report for a page in public, with the fields that Wikimedia reports of remote events have.

Figures are filled in; what only people know waits for them. Who is private is nowhere in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.exporters.attendance_facts import Attendance, attendance
from letsconnect_tui.exporters.attendance_formats import attendance_page
from letsconnect_tui.exporters.feedback_figures import feedback_figures, feedback_table
from letsconnect_tui.exporters.pages import Prose
from letsconnect_tui.exporters.timing_facts import Timing, timing
from letsconnect_tui.exporters.timing_tables import items_table, sharers_table
from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.dates import language_name, utc, weekday_date
from letsconnect_tui.plan.moments import clock
from letsconnect_tui.text import NOTE_LIMIT, clean

if TYPE_CHECKING:
    from letsconnect_tui.exporters.attendance_facts import Counts
    from letsconnect_tui.exporters.feedback_figures import FeedbackFigures
    from letsconnect_tui.exporters.naming import Naming
    from letsconnect_tui.exporters.pages import Page
    from letsconnect_tui.plan.model import Links
    from letsconnect_tui.session.state import State


_TOOLS = (
    ("zoom.us", "Zoom"), ("meet.google", "Google Meet"), ("teams.", "Microsoft Teams"), ("jit.si", "Jitsi"),
    ("bigbluebutton", "BigBlueButton"), ("bbb.", "BigBlueButton"), ("webex", "Webex"),
    ("etherpad", "Etherpad"), ("hackmd", "HackMD"), ("hedgedoc", "HedgeDoc"), ("docs.google", "Google Docs"),
    ("forms.gle", "Google Forms"), ("limesurvey", "LimeSurvey"), ("slides.google", "Google Slides"),
    ("commons.wikimedia", "Wikimedia Commons"), ("meta.wikimedia", "Meta-Wiki"),
)  # fmt: skip
"""Part of an address → the tool it is of."""
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
        page.line(TO_FILL) if report.feedback is None else feedback_table(report.feedback, page),
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
    return [
        (words("report-page-main-format"), words(f"calendar-kind-{report.kind}")),
        (words("report-page-duration"), clock(seconds)),
        (words("report-page-goal"), _goal(report)),
        (words("report-page-audience"), ", ".join(report.audience) or TO_FILL),
        (words("report-page-participants"), _participants(report.attendance.counts)),
        (words("report-page-organizer-count"), str(report.organizer_count)),
        (words("report-page-languages"), ", ".join(language_name(one) for one in report.languages)),
        (words("report-page-tools"), ", ".join(report.tools) or TO_FILL),
        (words("report-page-methods"), _methods(report)),
        (words("report-page-communication"), _communication(report)),
    ]


def _goal(report: Report) -> str:
    purpose = report.purpose
    parts = [purpose if purpose[-1] in ".!?…。؟।" else f"{purpose}."] if purpose else []
    if report.outcomes:
        parts.append(words("report-page-outcomes", "; ".join(report.outcomes)))
    if report.topics:
        parts.append(words("report-page-topics", ", ".join(report.topics)))
    return " ".join(parts) or TO_FILL


def _participants(counts: Counts) -> str:
    if not counts.registered:
        return str(counts.participants)
    return words("report-page-came", counts.participants, counts.registered, counts.registered_came)


def _methods(report: Report) -> str:
    sharers = [one.who for one in report.timing.sharers]
    parts = []
    if sharers and report.timing.names == "none":
        parts.append(words("report-page-talk-count", len(sharers)))
    elif sharers:
        parts.append(words("report-page-talks", sharers))
    if report.rounds:
        parts.append(words("report-page-rooms", report.rounds))
    return "; ".join(parts) or TO_FILL


def _communication(report: Report) -> Prose:
    links = (words(f"report-page-link-{name}", address) for name, address in report.links)
    return Prose("; ".join(links) or TO_FILL)


class Report(msgspec.Struct, frozen=True):
    """One session looked back on. Moments in ms."""

    state: str
    kind: str
    purpose: str
    audience: tuple[str, ...]
    outcomes: tuple[str, ...]
    topics: tuple[str, ...]
    languages: tuple[str, ...]
    """The main one first, then those interpreted."""
    tools: tuple[str, ...]
    """Those that the addresses of the plan are known to be of."""
    links: tuple[tuple[str, str], ...]
    """What may be followed in public: event page, slides, resources; never the call."""
    timing: Timing
    attendance: Attendance
    organizers: tuple[str, ...]
    """Those of the team who may be named."""
    organizer_count: int
    """The whole team of the plan, here or not, without interpreters and sharers."""
    rounds: int
    """Breakout rounds that were opened."""
    recordings: tuple[tuple[int, int], ...]
    feedback: FeedbackFigures | None
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
        outcomes=tuple(naming.title(one) for one in session.outcomes),
        topics=tuple(naming.title(one) for one in session.topics),
        languages=tuple(clean(one) for one in (session.language, *session.interpretation)),
        tools=_tools(session.links),
        links=tuple(
            (name, address)
            for name in ("event", "slides", "resources")
            if (address := getattr(session.links, name)) is not None
        ),
        timing=timing(state, until, naming),
        attendance=attendance(state, until, naming, exact=exact),
        organizers=tuple(naming.person(one.id) for one in team if naming.is_named(one.id)),
        organizer_count=len(team),
        rounds=sum(held.opened_at is not None for held in state.rounds),
        recordings=tuple((one.start, until if one.end is None else one.end) for one in state.recordings),
        feedback=feedback_figures(state.feedback, exact=naming.exact if exact is None else exact),
        questions_open=len(questions),
        questions=_texts(questions) if texts else (),
        action_count=len(actions),
        actions=_texts(actions) if texts else (),
    )


def _tools(links: Links) -> tuple[str, ...]:
    addresses = (links.room, links.pad, links.slides, links.survey, links.event, links.resources)
    known = (
        tool
        for address in addresses
        if address
        for part, tool in _TOOLS
        if part in address.partition("//")[2].partition("/")[0]
    )
    return tuple(dict.fromkeys(known))


def _texts(texts: list[str]) -> tuple[str, ...]:
    return tuple(clean(text, limit=NOTE_LIMIT) for text in texts)
