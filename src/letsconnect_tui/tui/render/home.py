"""Home, row by row: the line at the top, the next session, and the list of runs and plans."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from letsconnect_tui.i18n import key_name, words
from letsconnect_tui.i18n.dates import short_date, weekday_date
from letsconnect_tui.plan.moments import duration_text
from letsconnect_tui.plan.preparation import step_title
from letsconnect_tui.text import cell_width, clean, fit
from letsconnect_tui.tui.render.styles import (
    ACCENT,
    BAD,
    GOOD,
    MUTED,
    STRONG,
    WARN,
    side_by_side,
    styled,
    wrapped,
)

if TYPE_CHECKING:
    from textual.content import Content

    from letsconnect_tui.app.home_view import HomeEntry, NextSession, Section

SECTION_WIDTH, WHEN_WIDTH, KIND_WIDTH, CAME_WIDTH = 11, 18, 14, 10
WITH_KIND, WITH_AUDIENCE = 90, 110
"""From this many columns on there is room for the kind, and for whom it is."""
FILE_WIDTH = 36
MOST_MISSING, MOST_DUE = 4, 3
"""How many people who are not ready, and how many steps that are due, are named."""
SOON = timedelta(hours=12)
"""What starts within this time stands out."""

KEYS = (
    ("enter", "open"), ("e", "edit"), ("n", "new"), ("r", "rehearse"), ("g", "guided"), ("q", "quit"),
)  # fmt: skip
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


def entry_line(entry: HomeEntry, now: datetime, width: int, came: str | None) -> Content:
    """A run or a plan in one row, without its section.

    Args:
        entry: What is shown.
        now: The present moment, aware; what starts soon stands out.
        width: Columns of the window.
        came: What stands where runs say how many came; None where no run is listed.
    """
    if entry.starts_at is None:
        name = fit(clean(entry.title), FILE_WIDTH)
        return styled(words("home-plan-wrong", entry.errors), BAD) + styled(f"  {name}")
    start = entry.starts_at.astimezone()
    under_way = entry.section == "under-way"
    stands_out = under_way or (entry.section == "plan" and abs(start - now) < SOON)
    when = styled(f"{short_date(start.date())} {start:%H:%M}", f"{STRONG} {ACCENT}" if stands_out else MUTED)
    about = words("home-rehearsal") if entry.rehearsal else words(f"kind-{entry.kind}")
    if came is not None and entry.came:
        came = words("home-came", entry.came)
    title = styled(entry.title, f"{STRONG} {ACCENT}" if under_way else "")
    tags = " ".join(words(f"audience-{tag}") for tag in entry.audience)
    if tags and width >= WITH_AUDIENCE:
        title += styled(f"  {tags}", MUTED)
    return _row(when, about, came, title, width)


def section_title(section: Section) -> Content:
    """What stands before the first row of a section."""
    style = GOOD if section == "under-way" else BAD if section == "broken" else MUTED
    return styled(fit(words(f"home-section-{section}"), SECTION_WIDTH - 1), style)


def next_session(coming: NextSession | None, now: datetime, width: int) -> list[Content]:
    """The session that starts next: its countdown, its time here and in UTC, and what is missing for it."""
    if coming is None:
        return []
    label = styled(" ") + styled(words("home-next-session"), MUTED, width=SECTION_WIDTH)
    left = coming.starts_at - now
    countdown = words(
        "home-starts-in" if left >= timedelta(0) else "home-started-ago", duration_words(abs(left))
    )
    soon = f"{STRONG} {ACCENT}" if left < SOON else STRONG
    here, utc = coming.starts_at.astimezone(), coming.starts_at.astimezone(UTC)
    length = duration_text(round(coming.length.total_seconds()))
    when = words(
        "home-next-when", f"{short_date(here.date())} {here:%H:%M}", f"{utc:%H:%M}", coming.items, length
    )
    indent = SECTION_WIDTH + 1
    rows = [
        side_by_side(label + styled(coming.title, STRONG), styled(f"{countdown} ", soon), width),
        styled(" " * indent) + styled(when, MUTED),
    ]
    return [*rows, *_missing(coming, width, indent), *_due(coming, now, width, indent)]


def _due(coming: NextSession, now: datetime, width: int, indent: int) -> list[Content]:
    """What the team has to do next, in one row; nothing where nothing is due soon."""
    if not coming.due:
        return []
    entries: list[str] = []
    for line in coming.due[:MOST_DUE]:
        title = line.task.title or step_title(line.plan, line.task.id)
        day = short_date(line.task.due_at.astimezone().date())
        entries.append(words("home-due-step", title if isinstance(title, str) else words(title), day))
    overdue = any(line.is_overdue(now) for line in coming.due)
    label = styled(" ") + styled(words("home-due"), WARN if overdue else MUTED, width=SECTION_WIDTH)
    room = width - 1 - indent
    for shown in range(len(entries), 1, -1):  # whole entries, and how many more there are
        text = _listed(entries[:shown], len(coming.due) - shown)
        if cell_width(text) <= room:
            return [label + styled(text)]
    return [label + styled(fit(_listed(entries[:1], len(coming.due) - 1), room))]


def _listed(entries: list[str], more: int) -> str:
    return clean(" · ".join([*entries, *([words("home-missing-more", more)] if more else [])]))


def _missing(coming: NextSession, width: int, indent: int) -> list[Content]:
    """Who still has to get ready, in two rows at most."""
    if not coming.missing:
        return [styled(" " * indent) + styled(words("home-missing-nothing"), GOOD)]
    people = [
        words("home-missing-person", name, ", ".join(words(f"ready-{what}") for what in things))
        for name, things in coming.missing
    ]
    shown = people[:MOST_MISSING]
    if len(people) > len(shown):
        shown.append(words("home-missing-more", len(people) - len(shown)))
    label = styled(" ") + styled(words("home-missing"), WARN, width=SECTION_WIDTH)
    rows = wrapped("   ".join(shown), width - 1, indent=indent)
    return [label + rows[0][indent:], *rows[1:]]


def duration_words(duration: timedelta) -> str:
    """``3 days 2 hours``, ``2 hours 5 minutes`` or ``40 minutes``; whole minutes, rounded up."""
    minutes = -(-round(duration.total_seconds()) // 60)
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    parts = (("home-days", days), ("home-hours", hours), ("home-minutes", minutes))
    amounts = [words(key, count) for key, count in parts if count] or [words("home-minutes", 0)]
    return amounts[0] if len(amounts) == 1 else words("home-days-hours", *amounts[:2])
