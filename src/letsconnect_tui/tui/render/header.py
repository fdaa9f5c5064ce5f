"""The top of the screen: the line about the session, which item is on, and what comes next.

The title of the window is made here too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.dates import utc, zone_name
from letsconnect_tui.messages.display_names import people_here
from letsconnect_tui.messages.times import behind, seconds_left, time_left, time_of_day
from letsconnect_tui.text import cell_width, fit
from letsconnect_tui.tui.render.clock import remaining_s
from letsconnect_tui.tui.render.styles import (
    ACCENT,
    BAD,
    GAP,
    GOOD,
    MUTED,
    STRONG,
    WARN,
    joined,
    side_by_side,
    styled,
)

if TYPE_CHECKING:
    from textual.content import Content

    from letsconnect_tui.session.moment import AgendaLine
    from letsconnect_tui.tui.snapshot import Snapshot, TeamStatus


def header(snapshot: Snapshot, width: int, height: int = 1) -> list[Content]:
    """One row; the title gives way, and then the time of day: of a number cut in two nobody knows."""
    parts = [
        _phase(snapshot),
        styled(clock_line(snapshot, narrow=width < 76), MUTED),
        styled(words(people_here(snapshot.moment.head))),
    ]
    if joined(parts, "  ").cell_length > width - 2:
        del parts[1]
    title = styled(f" {snapshot.state.plan.session.title}", STRONG)
    return [side_by_side(title, joined(parts, "  ") + styled(" "), width)]


def clock_line(snapshot: Snapshot, *, narrow: bool = False) -> str:
    """``10:47 Bogotá  15:47 UTC``; once where both are the same."""
    now = snapshot.moment.now
    local, zulu = snapshot.time(now), time_of_day(now, utc(now).tzinfo)
    if local == zulu:
        return words("tui-time-utc", zulu)
    if narrow:
        return words("tui-time-both-short", local, zulu)
    return words("tui-time-both", local, zone_name(snapshot.zone, utc(now)), zulu)


def _phase(snapshot: Snapshot) -> Content:
    phase = snapshot.state.phase
    style = {"live": ACCENT + " bold", "paused": WARN, "ended": STRONG}.get(phase, MUTED)
    parts = [styled(words(f"tui-phase-{phase}"), style)]
    if snapshot.state.rehearsal or snapshot.speed:
        text = (
            words("tui-rehearsal-speed", f"{snapshot.speed:g}") if snapshot.speed else words("tui-rehearsal")
        )
        parts.insert(0, styled(text, WARN))
    if snapshot.names_hidden:
        parts.insert(0, styled(words("tui-names-hidden-mark"), WARN))
    if snapshot.read_only:
        parts.insert(0, styled(words("tui-only-looking"), BAD))
    if snapshot.team is not None:
        parts.append(_team(snapshot.team))
    return joined(parts, "  ")


def _team(team: TeamStatus) -> Content:
    """How many machines are connected; or that this one is not, and how much waits."""
    if team.has_left:
        return styled(words("tui-team-left"), WARN)
    if team.is_connected:
        return styled(words("tui-team", team.connected), MUTED)
    return styled(words("tui-team-offline", team.waiting), WARN)


def window_title(snapshot: Snapshot) -> str:
    """``3:45 left · 3:20 behind``, for when this window is covered."""
    moment = snapshot.moment
    if moment.phase == "ready":
        left = snapshot.state.planned_start - moment.now
        key = "tui-title-ready" if seconds_left(left) >= 0 else "tui-title-late"
        return words(key, time_left(left))
    if moment.item is None:
        return words("tui-title-ended")
    left_s = remaining_s(snapshot)
    key = (
        "tui-title-paused"
        if moment.phase == "paused"
        else "tui-title-left"
        if left_s >= 0
        else "tui-title-over"
    )
    return words(key, time_left(moment.remaining), behind(moment.offset))


NARROW = 76
"""Below this many columns an item to come takes two rows."""
_LABEL, _TIMES, _MARK, _INDENT = 9, 15, 14, 10


def presence_mark(snapshot: Snapshot, person: str | None) -> Content:
    """``✓ here`` or ``· not marked``; empty for nobody."""
    known = snapshot.state.people.get(person or "")
    if known is None:
        return styled("")
    return styled(words("tui-marked-here"), GOOD) if known.is_here else styled(words("tui-not-marked"))


def current_item(snapshot: Snapshot, width: int, height: int = 2) -> list[Content]:
    """Two rows: which item is on; who leads it, the name last because its width is uncertain."""
    moment = snapshot.moment
    item = snapshot.state.current_item
    if item is None:
        return [styled(""), styled("")]
    count = styled(words("tui-number-of", moment.number, moment.of), MUTED, width=_INDENT - 1)
    first = styled(" ") + count + styled(item.title, STRONG)
    lead = snapshot.state.lead_of(item.id)
    return [first.truncate(width - 1, ellipsis=True), _leader(snapshot, lead, width - 1)]


def _leader(snapshot: Snapshot, lead: str | None, width: int) -> Content:
    if lead is None:
        return styled("")
    person = snapshot.state.plan.person(lead)
    mark, name = presence_mark(snapshot, lead), styled(snapshot.names.of(lead), STRONG)
    pronouns = say = ""
    if person is not None and not snapshot.names_hidden:
        pronouns, say = person.pronouns or "", person.say or ""
    gap = GAP
    used = joined((mark, styled(pronouns), name)).cell_length + len(GAP)
    if _INDENT + used + cell_width(say) > width:  # closer together, before it stands elsewhere
        gap, used = "  ", joined((mark, styled(pronouns), name), "  ").cell_length + 2
    indent = _INDENT if _INDENT + used + cell_width(say) <= width else 1
    say = fit(say, max(0, width - indent - used))
    row = styled(" " * indent) + joined((mark, styled(pronouns, MUTED), styled(say, MUTED), name), gap)
    return row.truncate(width, ellipsis=True)


def coming(snapshot: Snapshot, width: int, height: int = 2) -> list[Content]:
    """Next and on deck: two rows each where there are more than two, else one; three hold no empty row."""
    lines = snapshot.moment.coming[:2]
    room = width - 1 - _LABEL - _TIMES - _MARK - 1
    named = max((cell_width(snapshot.names.of(snapshot.state.lead_of(one.item))) for one in lines), default=0)
    titles = max((cell_width(snapshot.state.item(one.item).title) for one in lines), default=0)
    share = max(10, min(titles, room - named - 2))
    rows: list[Content] = []
    for place, label in enumerate(("tui-next", "tui-on-deck")):
        line = lines[place] if place < len(lines) else None
        rows += _to_come(snapshot, words(label), line, width, 0 if height > 2 else share)
    return [row for row in rows if row.plain.strip()] if height < 2 * 2 else rows


def coming_rows(snapshot: Snapshot) -> int:
    """How many rows next and on deck fill at two each: nobody leads some of them."""
    lines = snapshot.moment.coming[:2]
    return 2 + sum(snapshot.state.lead_of(line.item) is not None for line in lines)


def _to_come(
    snapshot: Snapshot, label: str, line: AgendaLine | None, width: int, share: int
) -> list[Content]:
    """One row with ``share`` columns for the title; two where that is 0."""
    start = styled(" ") + styled(label, MUTED, width=_LABEL)
    if line is None:
        rows = [start + styled(words("tui-nothing-comes"), MUTED)]
        return rows if share else [*rows, styled("")]
    at, planned = snapshot.time(line.start_at), snapshot.time(line.planned_at)
    times = styled(at, STRONG) + styled(f" ({planned})" if at != planned else "", MUTED)
    times = times.pad_right(_TIMES - times.cell_length)
    lead = snapshot.state.lead_of(line.item)
    title = snapshot.state.item(line.item).title
    mark, name = presence_mark(snapshot, lead), snapshot.names.of(lead)
    if not share:
        below = styled(" " * _INDENT) + joined((mark, styled(name)))
        return [
            (start + times + styled(title)).truncate(width, ellipsis=True),
            below.truncate(width, ellipsis=True),
        ]
    mark = mark.pad_right(max(0, _MARK - mark.cell_length))
    row = start + times + styled(title, width=share) + styled("  ") + mark + styled(name)
    return [row.truncate(width - 1, ellipsis=True)]
