"""The top line: what session this is, how it stands, the time here and in UTC, how many are here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.dates import zone_name
from letsconnect_tui.messages.times import time_of_day, utc
from letsconnect_tui.tui.render.styles import ACCENT, BAD, MUTED, STRONG, WARN, ink, joined, side_by_side

if TYPE_CHECKING:
    from textual.content import Content

    from letsconnect_tui.tui.snapshot import Snapshot


def head(look: Snapshot, width: int, height: int = 1) -> list[Content]:
    """One row; the title gives way."""
    parts = [_standing(look), ink(clock_line(look, narrow=width < 76), MUTED), ink(here(look))]
    title = ink(f" {look.state.plan.session.title}", STRONG)
    return [side_by_side(title, joined(parts, "  ") + ink(" "), width)]


def clock_line(look: Snapshot, *, narrow: bool = False) -> str:
    """``10:47 Bogotá  15:47 UTC``; once where both are the same."""
    now = look.moment.now
    local, zulu = look.time(now), time_of_day(now, utc(now).tzinfo)
    if local == zulu:
        return words("tui-time-utc", zulu)
    if narrow:
        return words("tui-time-both-short", local, zulu)
    return words("tui-time-both", local, zone_name(look.zone, utc(now)), zulu)


def here(look: Snapshot) -> str:
    """``27 here``, or ``27 of 80 here`` when more were counted than are known by name."""
    seen = look.moment.head
    if seen.crowd and not seen.here:
        return words("tui-here-counted", seen.crowd)
    if seen.crowd > seen.here:
        return words("tui-here-of", seen.here, seen.crowd)
    return words("tui-here", seen.here)


def _standing(look: Snapshot) -> Content:
    phase = look.state.phase
    style = {"live": ACCENT + " bold", "paused": WARN, "ended": STRONG}.get(phase, MUTED)
    said = [ink(words(f"tui-phase-{phase}"), style)]
    if look.state.rehearsal or look.speed:
        text = words("tui-rehearsal-speed", f"{look.speed:g}") if look.speed else words("tui-rehearsal")
        said.insert(0, ink(text, WARN))
    if look.read_only:
        said.insert(0, ink(words("tui-only-looking"), BAD))
    return joined(said, "  ")
