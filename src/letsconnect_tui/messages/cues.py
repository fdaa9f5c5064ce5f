"""What falls due, in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.i18n.catalogue import catalogue, current_language, words, words_in
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.messages.times import length, time_of_day
from letsconnect_tui.session.moment import due_at, slots_to_come
from letsconnect_tui.timing.projection import fit, project

if TYPE_CHECKING:
    from datetime import tzinfo

    from letsconnect_tui.messages.display_names import Names
    from letsconnect_tui.session.cues import Cue
    from letsconnect_tui.session.state import State


def cue_message(cue: Cue, state: State, names: Names, zone: tzinfo | None) -> Message:
    """The sentence for one cue."""
    title = state.item(cue.item).title if cue.item is not None else ""
    if cue.kind in ("time-left", "time-up", "questions"):
        return _time_cue(cue, title, state, names)
    if cue.kind == "sharer-missing":
        return message("cue-sharer-missing", names.call(cue.person), minutes(cue.ms), title)
    if cue.kind in ("tight", "cannot-fit"):
        alarm = fit_alarm(state, names, cue.at, zone) or message("cue-tight-again")
        ways = fit_ways(state, cue.at, zone)
        return alarm if ways is None else message("alarm-with-ways", alarm, ways)
    if cue.kind == "broadcast":
        return message("cue-broadcast", cue.text)
    if cue.kind == "rooms-due":
        left = minutes(cue.ms)
        return (
            message("cue-rooms-soon", left, broadcast_text(cue.ms))
            if cue.ms
            else message("cue-rooms-now", broadcast_text(0))
        )
    return message("cue-planned-start", state.plan.session.title)


def _time_cue(cue: Cue, title: str, state: State, names: Names) -> Message:
    left = minutes(cue.ms)
    if cue.kind == "questions":
        return message("cue-questions", left, title)
    lead = names.call(cue.person)
    if cue.kind == "time-up":
        if not lead:
            return message("cue-time-up", title)
        return message("cue-time-up-with", title, lead, to_say_in_both(state, names, cue.person, 0))
    if not lead:
        return message("cue-time-left", left, title)
    return message("cue-time-left-with", left, title, lead, to_say_in_both(state, names, cue.person, cue.ms))


def to_say(state: State, names: Names, person: str | None, left_ms: int) -> str:
    """The line for whoever speaks, in the first of their languages that has one: ``5 minutes, Amaka``."""
    return _cue_in(_language_of(state, person), names.call(person), left_ms)


def to_say_in_both(state: State, names: Names, person: str | None, left_ms: int) -> str:
    """As ``to_say``, and beside it in the facilitator's language where that is another."""
    spoken, own, called = _language_of(state, person), current_language(), names.call(person)
    line = _cue_in(spoken, called, left_ms)
    return line if spoken == own else words("cue-both-languages", line, _cue_in(own, called, left_ms))


def _language_of(state: State, person: str | None) -> str:
    speaker = state.people.get(person or "")
    known = speaker.facts.languages if speaker is not None else ()
    return next((code for code in known if "say-left" in catalogue(code)), current_language())


def _cue_in(language: str, called: str, left_ms: int) -> str:
    if left_ms <= 0:
        return words_in(language, "say-close", called)
    spoken_time = minutes(left_ms if left_ms < 60_000 else round(left_ms / 60_000) * 60_000)
    return words_in(language, "say-left", spoken_time, called)


def broadcast_text(left_ms: int) -> Message:
    """What to send to all rooms where the plan has no line of its own."""
    return message("broadcast-soon", minutes(left_ms)) if left_ms else message("broadcast-now")


def minutes(ms: int) -> Message:
    """``5 minutes``, ``1 minute`` or ``90 seconds``, for speaking."""
    if ms % 60_000 == 0:
        return message("minutes", ms // 60_000)
    if ms < 60_000:
        return message("seconds", ms // 1000)
    return message("minutes-clock", length(ms))


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
