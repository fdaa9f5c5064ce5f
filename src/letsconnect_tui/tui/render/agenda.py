"""The agenda: what was, is and will be, with planned, projected or actual times and the drift."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from letsconnect_tui.i18n import words
from letsconnect_tui.messages.display_names import people_here
from letsconnect_tui.messages.times import length
from letsconnect_tui.plan.moments import clock
from letsconnect_tui.tui.render.styles import ACCENT, GAP, GOOD, MUTED, STRONG, WARN, styled, wrapped

if TYPE_CHECKING:
    from letsconnect_tui.session.moment import AgendaLine
    from letsconnect_tui.session.state import Round
    from letsconnect_tui.tui.snapshot import Snapshot


ROOMY = 46
"""From so many columns on there is room for the planned time."""
ROOMIER = 64
"""From so many on, for who leads."""
_MARK = {"done": "✓", "running": "▶", "paused": "‖", "pending": " ", "skipped": "–", "dropped": "×"}


def agenda(snapshot: Snapshot, width: int, height: int, *, heading: bool = True) -> list[Content]:
    """A title row unless it is left out, and as many items as fit, what is on among them."""
    if height <= 0:
        return []
    lines = list(snapshot.moment.lines)
    room = height - heading
    first = _first(snapshot, lines, room)
    shown = lines[first : first + room]
    rest = len(lines) - first - len(shown)
    drift = max((len(_drift(snapshot, line)) for line in shown), default=0)
    rows = [_row(snapshot, line, width, drift) for line in shown]
    return [_heading(first, rest, width), *rows] if heading else rows


def _first(snapshot: Snapshot, lines: list[AgendaLine], room: int) -> int:
    """The window begins one item before the running one, and leaves no room empty."""
    on = next((n for n, line in enumerate(lines) if line.item == snapshot.state.current), None)
    if on is None:
        on = 0 if snapshot.state.phase == "ready" else len(lines)
    return max(0, min(on - 1, len(lines) - room))


def _heading(above: int, below: int, width: int) -> Content:
    parts = [words("tui-agenda")]
    parts += [words("tui-agenda-above", above)] if above else []
    parts += [words("tui-agenda-below", below)] if below else []
    return styled(" " + GAP.join(parts), MUTED).truncate(width, ellipsis=True)


def _row(snapshot: Snapshot, line: AgendaLine, width: int, drift: int) -> Content:
    run = snapshot.state.runs[line.item]
    past = run.phase in ("done", "skipped")
    on = run.phase in ("running", "paused")
    style = MUTED if past else f"{STRONG} {ACCENT}" if on else ""
    parts = [styled(f" {_MARK[run.phase]} ", style), styled(snapshot.time(line.start_at), style)]
    if width >= ROOMY:
        planned = snapshot.time(line.planned_at)
        parts.append(
            styled(f" ({planned})" if planned != snapshot.time(line.start_at) else "", MUTED, width=8)
        )
    parts.append(styled(f"{_length(snapshot, line):>8}", style))
    late = _drift(snapshot, line)
    parts.append(styled(f" {late:>{drift}}  " if drift else "  ", WARN if late.startswith("+") else GOOD))
    title = snapshot.state.item(line.item).title
    lead = snapshot.names.of(snapshot.state.lead_of(line.item))
    if width >= ROOMIER:
        room = (width - 27 - drift) * 3 // 5
        parts += [styled(title, style, width=max(room, 8)), styled("  " + lead, MUTED)]
    else:
        parts.append(styled(title, style))
    return Content("").join(parts).truncate(width, ellipsis=True)


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


LEAST_PEOPLE = 4
"""People are listed under the agenda when so many rows are free."""


def people_and_rooms(snapshot: Snapshot, width: int, height: int) -> list[Content]:
    """Rooms while there are any, then who came last."""
    rows = _rooms(snapshot, width)
    return (rows + _people(snapshot, width, max(2, height - len(rows))))[:height]


def side_column(snapshot: Snapshot, width: int, height: int) -> list[Content]:
    """The agenda, and people and rooms in what it leaves free."""
    above = agenda(snapshot, width, height)
    free = height - len(above) - 1
    return above if free < LEAST_PEOPLE else [*above, styled(""), *people_and_rooms(snapshot, width, free)]


def _people(snapshot: Snapshot, width: int, height: int) -> list[Content]:
    counts = snapshot.moment.head
    rows = [
        styled(f" {words('tui-people')}   ", MUTED) + styled(words(people_here(snapshot.moment.head)), STRONG)
    ]
    text = words("tui-crowd-counts", counts.registered_not_marked, counts.team_here, counts.peak)
    rows += wrapped(text, width, MUTED)
    present = [one for one in snapshot.state.people.values() if one.is_here and not one.is_team]
    present.sort(key=lambda one: -one.spans[-1].start)
    for person in present[: max(0, height - len(rows))]:
        came = snapshot.time(person.spans[-1].start)
        languages = " ".join(person.facts.languages)
        line = (
            styled(f" ✓ {came}  ", GOOD)
            + styled(languages, MUTED, width=10)
            + styled(snapshot.names.of(person.id))
        )
        rows.append(line.truncate(width, ellipsis=True))
    return rows


def _rooms(snapshot: Snapshot, width: int) -> list[Content]:
    held = snapshot.state.round
    if held is None or held.closed_at is not None:
        return []
    title = words("tui-rooms-title", held.number, len(held.rooms))
    return [
        styled(f" {title}", MUTED),
        *(_room(snapshot, held, number, width) for number in held.rooms),
        styled(""),
    ]


def _room(snapshot: Snapshot, held: Round, number: int, width: int) -> Content:
    from letsconnect_tui.exporters.room_lists import own_name
    from letsconnect_tui.session.meetings import sitting

    room = held.rooms[number]
    called = room.name or (own_name(room.language) if room.language else "")
    status = held.status.get(number)
    style = WARN if status == "needs-help" else MUTED
    label = styled(f" {number:>2} ", STRONG) + styled(called, width=10)
    named = snapshot.names.list(sitting(snapshot.state, held, number))
    return (
        label + styled(words(f"room-{status}") if status else "·", style, width=12) + styled(named)
    ).truncate(width, ellipsis=True)
