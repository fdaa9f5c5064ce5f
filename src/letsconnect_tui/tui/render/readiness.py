"""The readiness board: a row a sharer, a column a thing, when it falls due, and who of the team is here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.app.readiness import all_ready, due_before_start, has_slides, is_overdue, sharers
from letsconnect_tui.i18n import words
from letsconnect_tui.session.facts import READINESS
from letsconnect_tui.text import cell_width
from letsconnect_tui.tui.render.styles import ACCENT, GOOD, MUTED, STRONG, WARN, joined, styled

if TYPE_CHECKING:
    from textual.content import Content

    from letsconnect_tui.plan.preparation import Task
    from letsconnect_tui.tui.snapshot import Snapshot

COLUMNS = (*READINESS, "here")
"""What can be ticked, from left to right."""
FULL = 74
"""From this many columns on the things to tick have their whole words."""
_LEAST = 5


def widths(width: int) -> tuple[int, ...]:
    """How wide each column is."""
    return tuple(max(_LEAST, cell_width(label) + 2) for label in _labels(width))


def _labels(width: int) -> tuple[str, ...]:
    return tuple(words(f"tui-ready-{'' if width >= FULL else 'short-'}{what}") for what in COLUMNS)


def heading(width: int, column: int) -> Content:
    """The names of the columns, the chosen one strong."""
    row = styled("  ")
    for at, (label, wide) in enumerate(zip(_labels(width), widths(width), strict=True)):
        row += styled(label, STRONG if at == column else MUTED, width=wide)
    return row.truncate(width, ellipsis=True)


def ready_row(snapshot: Snapshot, person: str, width: int, *, column: int | None) -> Content:
    """Signs in their columns, the name last; ``column``: where the cursor is, None on another row."""
    shares = person in sharers(snapshot.state)
    wides = widths(width)
    row = styled(words("tui-people-cursor") if column is not None else " ", ACCENT, width=1)
    if not shares:  # the team only has to be here, so that a role can stand in place of the ticks
        row += styled(" " + words(f"role-{snapshot.state.people[person].role}"), MUTED, width=sum(wides[:-1]))
    for at, (what, wide) in enumerate(zip(COLUMNS, wides, strict=True)):
        if shares or what == "here":
            sign, style = _cell(snapshot, person, what)
            shown, style = (f"[{sign}]", f"{style} reverse") if at == column else (f" {sign} ", style)
            row += styled(shown, style) + styled("", width=wide - 3)
    done = shares and all_ready(snapshot.state, person)
    facts = [styled(snapshot.names.of(person), STRONG), styled(words("tui-ready-all") if done else "", GOOD)]
    return (row + styled(" ") + joined(facts, "  ")).truncate(width, ellipsis=True)


def _cell(snapshot: Snapshot, person: str, what: str) -> tuple[str, str]:
    """The sign and its style: done, to do or overdue."""
    if what == "here":
        done = snapshot.state.people[person].is_here
    else:
        done = what in snapshot.state.readiness.get(person, frozenset())
    if done:
        return "✓", GOOD
    if what == "slides" and not has_slides(snapshot.state, person):
        return "–", MUTED
    late = is_overdue(snapshot.state, person, what, snapshot.moment.now)
    return ("!", WARN) if late else ("·", MUTED)


def step_row(snapshot: Snapshot, task: Task, width: int, *, chosen: bool) -> Content:
    """A line of the preflight: its sign, what it is, and who does it."""
    from letsconnect_tui.plan.preparation import step_title  # deferred: only this panel asks for it

    done = task.id in snapshot.state.steps
    late = not done and snapshot.moment.now >= task.due_at.timestamp() * 1000
    sign, style = ("✓", GOOD) if done else ("!", WARN) if late else ("·", MUTED)
    shown, style = (f"[{sign}]", f"{style} reverse") if chosen else (f" {sign} ", style)
    title = task.title or step_title(snapshot.state.plan, task.id)
    row = styled(words("tui-people-cursor") if chosen else " ", ACCENT, width=1)
    row += styled(shown, style) + styled(" ") + styled(title if isinstance(title, str) else words(title))
    who = styled(snapshot.names.of(task.who), MUTED) if task.who in snapshot.state.people else styled("")
    return joined([row, who], "  ").truncate(width, ellipsis=True)


def due_line(snapshot: Snapshot, width: int) -> Content:
    """When what falls due; the next one strong, what is past left out where there is no room."""
    dues = due_before_start(snapshot.state)
    now = snapshot.moment.now
    coming = next((due for due in dues if due.at > now), None)
    parts = []
    for due in dues:
        style = STRONG if due is coming else MUTED if due.at <= now else ""
        before = words(f"tui-ready-before-{due.before_ms // 60_000}")
        parts.append(styled(words(f"tui-ready-due-{due.what}", snapshot.time(due.at), before), style))
    label = styled(f"  {words('tui-ready-due')}   ", MUTED)
    while len(parts) > 1 and label.cell_length + joined(parts).cell_length > width:
        parts.pop(0)
    return (label + joined(parts)).truncate(width, ellipsis=True)


def summary(snapshot: Snapshot, width: int) -> Content:
    """``2 of 3 sharers ready   1 not marked here   ! 2 overdue``."""
    people = sharers(snapshot.state)
    ready = sum(all_ready(snapshot.state, one) for one in people)
    away = sum(not snapshot.state.people[one].is_here for one in people)
    overdue = sum(
        is_overdue(snapshot.state, one, what, snapshot.moment.now) for one in people for what in READINESS
    )
    parts = [styled(words("tui-ready-count", ready, len(people)), GOOD if ready == len(people) else STRONG)]
    parts += [styled(words("tui-ready-away", away), MUTED)] if away else []
    parts += [styled(words("tui-ready-overdue", overdue), WARN)] if overdue else []
    return (styled("  ") + joined(parts)).truncate(width, ellipsis=True)
