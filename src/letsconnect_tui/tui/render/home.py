"""Home, row by row: runs, plans, and the line at the top."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from letsconnect_tui.i18n import key_name, words
from letsconnect_tui.i18n.dates import short_date, weekday_date
from letsconnect_tui.plan.occurrence import nearest_occurrence
from letsconnect_tui.text import clean, fit
from letsconnect_tui.tui.render.styles import ACCENT, BAD, GOOD, MUTED, STRONG, side_by_side, styled

if TYPE_CHECKING:
    from textual.content import Content

    from letsconnect_tui.app.library import Run
    from letsconnect_tui.app.plan_library import FoundPlan

SECTION_WIDTH, WHEN_WIDTH, KIND_WIDTH, CAME_WIDTH = 11, 18, 14, 10
WITH_KIND, WITH_AUDIENCE = 90, 110
"""From so many columns on there is room for them."""
FILE_WIDTH = 36
SOON = timedelta(hours=12)
"""What starts within this time stands out."""

KEYS = (("enter", "open"), ("r", "rehearse"), ("g", "guided"), ("q", "quit"))
"""Keys and what they are called; the last is always shown."""


def header(width: int, now: datetime) -> Content:
    """The name at the left, the time here and in UTC at the right."""
    here = now.astimezone()
    times = (f"{here:%H:%M}", f"{now:%H:%M}")
    clock_text = words("home-now", weekday_date(here.date()), *times)
    if width < 76:
        clock_text = words("home-now-short", *times)
    return side_by_side(styled(f" {words('home-title')}", STRONG), styled(f"{clock_text} ", MUTED), width)


def keys() -> list[tuple[str, str]]:
    """Keys and what they do, as the footer takes them."""
    return [(key_name(f"home-{name}", key), words(f"home-key-{name}")) for key, name in KEYS]


def _row(when: Content, kind: str, came: str | None, rest: Content, width: int) -> Content:
    """What stands behind the section; ``came`` is None where nobody came to anything yet.

    Titles stand last because their widths may drift.
    """
    shown = when.pad_right(max(0, WHEN_WIDTH - when.cell_length))
    if width >= WITH_KIND:
        shown += styled(kind, MUTED, width=KIND_WIDTH)
    return shown + rest if came is None else shown + styled(came, MUTED, width=CAME_WIDTH) + rest


def run_line(run: Run, width: int) -> tuple[Content, Content]:
    """The section of a run, and the rest of its line."""
    started = datetime.fromtimestamp((run.started_at or run.starts_at) / 1000).astimezone()
    when = styled(f"{short_date(started.date())} {started:%H:%M}", MUTED)
    key = "home-rehearsal" if run.rehearsal else f"home-{run.phase}"
    section = styled(fit(words(key), SECTION_WIDTH - 1), GOOD if run.unfinished else MUTED)
    came = words("home-came", run.participants) if run.participants else ""
    title = styled(run.title, f"{STRONG} {ACCENT}" if run.unfinished else "")
    return section, _row(when, words(f"kind-{run.kind}"), came, title, width)


def plan_line(one: FoundPlan, now: datetime, width: int, came: str | None) -> tuple[Content, Content]:
    """The section of a plan, and the rest of its line."""
    section = styled(fit(words("home-plan"), SECTION_WIDTH - 1), MUTED)
    if one.plan is None:
        name = fit(clean(one.path.name), FILE_WIDTH)
        return section, styled(words("home-plan-wrong", one.errors), BAD) + styled(f"  {name}")
    head = one.plan.session
    start = nearest_occurrence(one.plan, now).astimezone()
    soon = abs(start - now) < SOON
    when = styled(f"{short_date(start.date())} {start:%H:%M}", f"{STRONG} {ACCENT}" if soon else MUTED)
    tags = " ".join(words(f"audience-{tag}") for tag in head.audience)
    title = styled(head.title) + (
        styled(f"  {tags}", MUTED) if tags and width >= WITH_AUDIENCE else styled("")
    )
    return section, _row(when, words(f"kind-{head.kind}"), came, title, width)
