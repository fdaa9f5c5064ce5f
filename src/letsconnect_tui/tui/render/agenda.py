"""The agenda: what was, is and will be, with planned, projected or actual times and the drift."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

from letsconnect_tui.i18n import words
from letsconnect_tui.messages.times import length
from letsconnect_tui.plan.moments import clock
from letsconnect_tui.text import cell_width
from letsconnect_tui.tui.render.status_bar import quiet_hints
from letsconnect_tui.tui.render.styles import ACCENT, GAP, GOOD, HEADING, MUTED, STRONG, WARN, styled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from letsconnect_tui.session.moment import AgendaLine
    from letsconnect_tui.tui.snapshot import Snapshot

KEYS = ("back", "drop")
"""Named behind the heading."""
ROOMY = 46
"""From this many columns on there is room for the planned time."""
ROOMY_TITLE = 20
"""With fewer columns for its title there is none for the drift."""
LEAST_TITLE = 16
"""With fewer columns for its title an item is not worth two rows."""
_MARK = {"done": "✓", "running": "▶", "paused": "‖", "pending": " ", "skipped": "–", "dropped": "×"}
_BEFORE_TITLE = 18
"""Columns of an item in two rows before its title: mark, time, length."""


def agenda(
    snapshot: Snapshot, width: int, height: int, *, heading: bool = True, keys: Sequence[str] = KEYS
) -> list[Content]:
    """A title row with ``keys`` unless it is left out, and as many items as fit, what is on among them."""
    if height <= 0:
        return []
    lines = list(snapshot.moment.lines)
    room = height - heading
    first = _first(snapshot, lines, room)
    shown = lines[first : first + room]
    rest = len(lines) - first - len(shown)
    columns = _Columns.of(snapshot, shown, width)
    rows = [_row(snapshot, line, width, columns) for line in shown]
    return [_heading(snapshot, first, rest, width, keys), *rows] if heading else rows


def whole_agenda(snapshot: Snapshot, width: int, height: int) -> list[Content]:
    """Every item with its whole title, and who leads it if there is room for that; else as ``agenda``."""
    for named in (True, False) if width - _BEFORE_TITLE >= LEAST_TITLE else ():
        lines = snapshot.moment.lines
        rows = [row for line in lines for row in _whole(snapshot, line, width, named=named)]
        if len(rows) < height:
            return [_heading(snapshot, 0, 0, width), *rows]
    return agenda(snapshot, width, height)


def _first(snapshot: Snapshot, lines: list[AgendaLine], room: int) -> int:
    """The window begins one item before the running one, and leaves no room empty."""
    on = next((n for n, line in enumerate(lines) if line.item == snapshot.state.current), None)
    if on is None:
        on = 0 if snapshot.state.phase == "ready" else len(lines)
    return max(0, min(on - 1, len(lines) - room))


def _heading(snapshot: Snapshot, above: int, below: int, width: int, keys: Sequence[str] = KEYS) -> Content:
    counts = [words("tui-agenda-above", above)] if above else []
    counts += [words("tui-agenda-below", below)] if below else []
    heading = styled(f" {words('tui-agenda')}", HEADING)
    heading += styled("".join(f"{GAP}{count}" for count in counts), MUTED)
    return (heading + quiet_hints(snapshot, keys, width - heading.cell_length - 1)).truncate(
        width, ellipsis=True
    )


class _Columns(NamedTuple):
    """How wide the parts are that only some items have; 0: none of those shown has it."""

    planned: int
    length: int
    drift: int
    title: int
    """0: the title takes what is left, and nobody is named."""

    @classmethod
    def of(cls, snapshot: Snapshot, shown: Sequence[AgendaLine], width: int) -> _Columns:
        planned = 8 if width >= ROOMY and any(_planned(snapshot, line) for line in shown) else 0
        drift = max((len(_drift(snapshot, line)) for line in shown), default=0)
        lengths = 2 + max((len(_length(snapshot, line)) for line in shown), default=5)
        room = width - 3 - 5 - planned - lengths - (drift + 1 if drift else 0) - 2
        if drift and room < ROOMY_TITLE:  # the whole title before the drift, which the clock sums up
            room, drift = room + drift + 1, 0
        titles = max((cell_width(snapshot.state.item(line.item).title) for line in shown), default=0)
        leaders = max((cell_width(_leader(snapshot, line)) for line in shown), default=0)
        return cls(planned, lengths, drift, titles if 0 < leaders <= room - titles - 2 else 0)


def _row(snapshot: Snapshot, line: AgendaLine, width: int, columns: _Columns) -> Content:
    style = _style(snapshot, line)
    parts = [_marked_time(snapshot, line, style)]
    if columns.planned:
        planned = _planned(snapshot, line)
        parts.append(styled(f" ({planned})" if planned else "", MUTED, width=columns.planned))
    parts.append(styled(f"{_length(snapshot, line):>{columns.length}}", style))
    if columns.drift:
        parts.append(_drifted(snapshot, line, columns.drift + 1))
    parts.append(styled("  "))
    title = snapshot.state.item(line.item).title
    if columns.title:
        parts += [
            styled(title, style, width=columns.title),
            styled(f"  {_leader(snapshot, line)}", MUTED),
        ]
    else:
        parts.append(styled(title, style))
    return Content("").join(parts).truncate(width, ellipsis=True)


def _whole(snapshot: Snapshot, line: AgendaLine, width: int, *, named: bool) -> list[Content]:
    """Time, length and title; below them the planned time, the drift, and who leads if ``named``."""
    style = _style(snapshot, line)
    room = width - _BEFORE_TITLE - 1
    titles = styled(snapshot.state.item(line.item).title, style).wrap(room)
    leader = styled(_leader(snapshot, line) if named else "", MUTED)
    if len(titles) > 1 and titles[-1].cell_length + len(GAP) + leader.cell_length <= room:
        titles[-1] += styled(GAP if leader.plain else "") + leader
    elif leader.plain:
        titles = [*titles, leader.truncate(room, ellipsis=True)]
    planned = _planned(snapshot, line)
    before = [
        _marked_time(snapshot, line, style) + styled(f"{_length(snapshot, line):>8}  ", style),
        styled(f"  {f'({planned})' if planned else '':<7}", MUTED)
        + _drifted(snapshot, line, 7)
        + styled("  "),
    ]
    if named and len(titles) == 1 and (planned or _drift(snapshot, line)):
        titles = [*titles, styled("")]
    rest = [styled(" " * _BEFORE_TITLE)] * max(0, len(titles) - 2)
    return [start + title for start, title in zip((*before, *rest), titles, strict=False)]


def _style(snapshot: Snapshot, line: AgendaLine) -> str:
    phase = snapshot.state.runs[line.item].phase
    if phase in ("done", "skipped"):
        return MUTED
    return f"{STRONG} {ACCENT}" if phase in ("running", "paused") else ""


def _marked_time(snapshot: Snapshot, line: AgendaLine, style: str) -> Content:
    mark = _MARK[snapshot.state.runs[line.item].phase]
    return styled(f" {mark} {snapshot.time(line.start_at)}", style)


def _planned(snapshot: Snapshot, line: AgendaLine) -> str:
    """When it was to begin, if that is another minute."""
    planned = snapshot.time(line.planned_at)
    return planned if planned != snapshot.time(line.start_at) else ""


def _leader(snapshot: Snapshot, line: AgendaLine) -> str:
    return snapshot.names.of(snapshot.state.lead_of(line.item))


def _drifted(snapshot: Snapshot, line: AgendaLine, width: int) -> Content:
    late = _drift(snapshot, line)
    return styled(f"{late:>{width}}", WARN if late.startswith("+") else GOOD)


def _taken(snapshot: Snapshot, line: AgendaLine) -> int:
    """What it took, or what it has been given and, once that is over, has taken so far; ms."""
    run = snapshot.state.runs[line.item]
    elapsed = run.elapsed(snapshot.moment.now)
    if run.phase == "done":
        return elapsed
    given = snapshot.state.allotted(line.item) + run.added_ms
    return max(given, elapsed) if run.phase in ("running", "paused") else given


def _length(snapshot: Snapshot, line: AgendaLine) -> str:
    return "–" if snapshot.state.runs[line.item].phase == "skipped" else length(_taken(snapshot, line))


def _drift(snapshot: Snapshot, line: AgendaLine) -> str:
    """How much longer or shorter than planned it took, or may take; empty for as planned."""
    if snapshot.state.runs[line.item].phase == "skipped":
        return ""
    over = _taken(snapshot, line) // 1000 - snapshot.state.item(line.item).duration_s
    return "" if not over else f"{'+' if over > 0 else '−'}{clock(abs(over))}"
