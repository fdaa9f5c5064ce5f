"""The title of the window, and the top line: what session this is, how it stands, when, how many are here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.dates import utc, zone_name
from letsconnect_tui.messages.presence import people_here
from letsconnect_tui.messages.times import behind, length, time_of_day
from letsconnect_tui.tui.render.clock import remaining_s
from letsconnect_tui.tui.render.styles import ACCENT, BAD, MUTED, STRONG, WARN, joined, side_by_side, styled

if TYPE_CHECKING:
    from textual.content import Content

    from letsconnect_tui.tui.snapshot import Snapshot


def header(snapshot: Snapshot, width: int, height: int = 1) -> list[Content]:
    """One row; the title gives way."""
    parts = [
        _phase(snapshot),
        styled(clock_line(snapshot, narrow=width < 76), MUTED),
        styled(words(people_here(snapshot.moment.head))),
    ]
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
    return joined(parts, "  ")


def window_title(snapshot: Snapshot) -> str:
    """``3:45 left · 3:20 behind``, for when this window is covered."""
    moment = snapshot.moment
    if moment.phase == "ready":
        left = snapshot.state.planned_start - moment.now
        key = "tui-title-ready" if left >= 0 else "tui-title-late"
        return words(key, length(abs(left)))
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
    return words(key, length(abs(left_s) * 1000), behind(moment.offset))
