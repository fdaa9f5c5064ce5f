"""The agenda: what was, is and will be, with planned, projected or actual times and the drift."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from letsconnect_tui.i18n import words
from letsconnect_tui.messages.times import length
from letsconnect_tui.plan.duration import clock
from letsconnect_tui.tui.render.styles import ACCENT, GAP, GOOD, MUTED, STRONG, WARN, ink

if TYPE_CHECKING:
    from letsconnect_tui.session.moment import AgendaLine
    from letsconnect_tui.tui.snapshot import Snapshot

ROOMY = 46
"""From so many columns on there is room for the planned time."""
ROOMIER = 64
"""From so many on, for who leads."""
_MARK = {"done": "✓", "running": "▶", "paused": "‖", "pending": " ", "skipped": "–", "dropped": "×"}


def agenda(look: Snapshot, width: int, height: int, *, heading: bool = True) -> list[Content]:
    """A title row unless it is left out, and as many items as fit, what is on among them."""
    if height <= 0:
        return []
    lines = list(look.moment.lines)
    room = height - heading
    first = _first(look, lines, room)
    shown = lines[first : first + room]
    rest = len(lines) - first - len(shown)
    drift = max((len(_drift(look, line)) for line in shown), default=0)
    rows = [_row(look, line, width, drift) for line in shown]
    return [_heading(first, rest, width), *rows] if heading else rows


def _first(look: Snapshot, lines: list[AgendaLine], room: int) -> int:
    """The window begins one item before the running one, and leaves no room empty."""
    on = next((n for n, line in enumerate(lines) if line.item == look.state.current), None)
    if on is None:
        on = 0 if look.state.phase == "ready" else len(lines)
    return max(0, min(on - 1, len(lines) - room))


def _heading(above: int, below: int, width: int) -> Content:
    parts = [words("tui-agenda")]
    parts += [words("tui-agenda-above", above)] if above else []
    parts += [words("tui-agenda-below", below)] if below else []
    return ink(" " + GAP.join(parts), MUTED).truncate(width, ellipsis=True)


def _row(look: Snapshot, line: AgendaLine, width: int, drift: int) -> Content:
    run = look.state.runs[line.item]
    past = run.phase in ("done", "skipped")
    on = run.phase in ("running", "paused")
    style = MUTED if past else f"{STRONG} {ACCENT}" if on else ""
    parts = [ink(f" {_MARK[run.phase]} ", style), ink(look.time(line.start_at), style)]
    if width >= ROOMY:
        planned = look.time(line.planned_at)
        parts.append(ink(f" ({planned})" if planned != look.time(line.start_at) else "", MUTED, width=8))
    parts.append(ink(f"{_length(look, line):>8}", style))
    late = _drift(look, line)
    parts.append(ink(f" {late:>{drift}}  " if drift else "  ", WARN if late.startswith("+") else GOOD))
    title = look.state.item(line.item).title
    lead = look.names.of(look.state.lead_of(line.item))
    if width >= ROOMIER:
        room = (width - 27 - drift) * 3 // 5
        parts += [ink(title, style, width=max(room, 8)), ink("  " + lead, MUTED)]
    else:
        parts.append(ink(title, style))
    return Content("").join(parts).truncate(width, ellipsis=True)


def _taken(look: Snapshot, line: AgendaLine) -> int:
    """What it took, or what it has been given and, once that is over, has taken so far; ms."""
    run = look.state.runs[line.item]
    elapsed = run.elapsed(look.moment.now)
    if run.phase == "done":
        return elapsed
    given = look.state.allotted(line.item) + run.added_ms
    return max(given, elapsed) if run.phase in ("running", "paused") else given


def _length(look: Snapshot, line: AgendaLine) -> str:
    return "–" if look.state.runs[line.item].phase == "skipped" else length(_taken(look, line))


def _drift(look: Snapshot, line: AgendaLine) -> str:
    """How much longer or shorter than planned it took, or may take; empty for as planned."""
    if look.state.runs[line.item].phase == "skipped":
        return ""
    over = _taken(look, line) // 1000 - look.state.item(line.item).duration_s
    return "" if not over else f"{'+' if over > 0 else '−'}{clock(abs(over))}"
