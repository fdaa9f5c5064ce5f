"""The readiness board: a row a sharer, a column a thing, when it falls due, and who of the team is here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.app.readiness import all_ready, due_before_start, is_overdue, sharers
from letsconnect_tui.i18n import words
from letsconnect_tui.session.decide import READINESS
from letsconnect_tui.text import cell_width
from letsconnect_tui.tui.render.styles import ACCENT, GOOD, MUTED, STRONG, WARN, ink, joined

if TYPE_CHECKING:
    from textual.content import Content

    from letsconnect_tui.tui.snapshot import Snapshot

COLUMNS = (*READINESS, "here")
"""What can be ticked, from left to right."""
FULL = 74
"""From so many columns on the things have their whole words."""
_LEAST = 5


def widths(width: int) -> tuple[int, ...]:
    """How wide each column is."""
    return tuple(max(_LEAST, cell_width(label) + 2) for label in _labels(width))


def _labels(width: int) -> tuple[str, ...]:
    return tuple(words(f"tui-ready-{'' if width >= FULL else 'short-'}{what}") for what in COLUMNS)


def heading(width: int, column: int) -> Content:
    """The names of the columns, the chosen one strong."""
    row = ink("  ")
    for at, (label, wide) in enumerate(zip(_labels(width), widths(width), strict=True)):
        row += ink(label, STRONG if at == column else MUTED, width=wide)
    return row.truncate(width, ellipsis=True)


def ready_row(look: Snapshot, person: str, width: int, *, column: int | None) -> Content:
    """Signs in their columns, the name last; ``column``: where the cursor is, None on another row."""
    shares = person in sharers(look.state)
    wides = widths(width)
    row = ink(words("tui-people-cursor") if column is not None else " ", ACCENT, width=1)
    if not shares:  # the team only has to be here, so that a role can stand in place of the ticks
        row += ink(" " + words(f"role-{look.state.people[person].role}"), MUTED, width=sum(wides[:-1]))
    for at, (what, wide) in enumerate(zip(COLUMNS, wides, strict=True)):
        if shares or what == "here":
            sign, style = _cell(look, person, what)
            shown, style = (f"[{sign}]", f"{style} reverse") if at == column else (f" {sign} ", style)
            row += ink(shown, style) + ink("", width=wide - 3)
    done = shares and all_ready(look.state, person)
    facts = [ink(look.names.of(person), STRONG), ink(words("tui-ready-all") if done else "", GOOD)]
    return (row + ink(" ") + joined(facts, "  ")).truncate(width, ellipsis=True)


def _cell(look: Snapshot, person: str, what: str) -> tuple[str, str]:
    """The sign and its style: done, to do or overdue."""
    if what == "here":
        done = look.state.people[person].is_here
    else:
        done = what in look.state.readiness.get(person, frozenset())
    if done:
        return "✓", GOOD
    late = is_overdue(look.state, person, what, look.moment.now)
    return ("!", WARN) if late else ("·", MUTED)


def due_line(look: Snapshot, width: int) -> Content:
    """When what falls due; the next one strong, what is past left out where there is no room."""
    dues = due_before_start(look.state)
    now = look.moment.now
    coming = next((due for due in dues if due.at > now), None)
    parts = []
    for due in dues:
        style = STRONG if due is coming else MUTED if due.at <= now else ""
        before = words(f"tui-ready-before-{due.before_ms // 60_000}")
        parts.append(ink(words(f"tui-ready-due-{due.what}", look.time(due.at), before), style))
    label = ink(f"  {words('tui-ready-due')}   ", MUTED)
    while len(parts) > 1 and label.cell_length + joined(parts).cell_length > width:
        parts.pop(0)
    return (label + joined(parts)).truncate(width, ellipsis=True)


def summary(look: Snapshot, width: int) -> Content:
    """``2 of 3 sharers ready   1 not marked here   ! 2 overdue``."""
    people = sharers(look.state)
    ready = sum(all_ready(look.state, one) for one in people)
    away = sum(not look.state.people[one].is_here for one in people)
    overdue = sum(is_overdue(look.state, one, what, look.moment.now) for one in people for what in READINESS)
    parts = [ink(words("tui-ready-count", ready, len(people)), GOOD if ready == len(people) else STRONG)]
    parts += [ink(words("tui-ready-away", away), MUTED)] if away else []
    parts += [ink(words("tui-ready-overdue", overdue), WARN)] if overdue else []
    return (ink("  ") + joined(parts)).truncate(width, ellipsis=True)
