"""The calm line while what is to come does not fit: by how much, who pays, and the cheapest ways out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.messages.times import length, time_of_day
from letsconnect_tui.session.agenda import due_at, slots_to_come
from letsconnect_tui.timing.projection import fit, project

if TYPE_CHECKING:
    from datetime import tzinfo

    from letsconnect_tui.messages.display_names import Names
    from letsconnect_tui.session.state import State

MOST_FIXES = 2


def fit_alarm(state: State, names: Names, now: int, zone: tzinfo | None) -> Message | None:
    """The alarm at ``now``; None while all fits, before the start and after the end."""
    if state.phase in ("ready", "ended"):
        return None
    slots = slots_to_come(state)
    free_at = due_at(state, now)
    fits = fit(free_at, slots, state.end_to_keep)
    end = time_of_day(state.end_to_keep, zone)
    if fits.state == "fits":
        return None
    if fits.late_anchors:
        item = fits.late_anchors[0]
        over = next(row.overlap_ms for row in project(free_at, slots, measure="floor") if row.id == item)
        return message("alarm-anchor", state.item(item).title, length(over))
    if fits.state == "cannot":
        from letsconnect_tui.timing.fixes import fixes  # 8 ms, not needed while all fits

        ways = [words(one.say) for one in fixes(free_at, slots, state.end_to_keep)[:MOST_FIXES]]
        either = f" {words('alarm-or')} ".join(ways)
        return message("alarm-cannot", length(fits.short_by_ms), end, either)
    latest = time_of_day(fits.latest_floor_at, zone)
    costs = _costs(state, names, now)
    key = "alarm-tight-costs" if costs else "alarm-tight"
    return message(key, length(fits.to_find_ms), end, latest, *([costs] if costs else []))


def fit_ways(state: State, now: int, zone: tzinfo | None) -> Message | None:
    """The cheapest ways out of a tight agenda, as typed words with what each leads to; else None."""
    if state.phase in ("ready", "ended"):
        return None
    slots, free_at = slots_to_come(state), due_at(state, now)
    fits = fit(free_at, slots, state.end_to_keep)
    if fits.state != "tight" or fits.late_anchors:
        return None
    later = -(-fits.to_find_ms // 60_000)
    ends = time_of_day(state.end_to_keep + later * 60_000, zone)
    return message("alarm-ways", time_of_day(state.end_to_keep, zone), later, ends)


def _costs(state: State, names: Names, now: int) -> str:
    """Whose time a rebalance would take, by name: ``Lucía 1:00, Karim 1:00``; empty where nobody's."""
    from letsconnect_tui.timing.rebalance import rebalance  # 12 ms, not needed while all fits

    table = rebalance(due_at(state, now), slots_to_come(state), state.end_to_keep)
    lost: dict[str, int] = {}
    for line in table.lines:
        lead = state.lead_of(line.id)
        if line.was_ms > line.becomes_ms and lead is not None and state.item(line.id).kind == "share":
            lost[lead] = lost.get(lead, 0) + line.was_ms - line.becomes_ms
    return ", ".join(f"{names.of(lead)} {length(ms)}" for lead, ms in lost.items())
