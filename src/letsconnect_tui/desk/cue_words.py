"""What falls due, in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.desk.times import length, time_of_day
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.people.names import short_name
from letsconnect_tui.session.moment import moment

if TYPE_CHECKING:
    from datetime import tzinfo

    from letsconnect_tui.desk.who import Names
    from letsconnect_tui.session.cues import Cue
    from letsconnect_tui.session.state import State


def cue_message(cue: Cue, state: State, names: Names, zone: tzinfo | None) -> Message:
    """The sentence for one cue."""
    title = state.item(cue.item).title if cue.item is not None else ""
    if cue.kind in ("time-left", "time-up", "questions"):
        return _time_cue(cue, title, names)
    if cue.kind == "sharer-missing":
        return message("cue-sharer-missing", names.of(cue.person), minutes(cue.ms), title)
    if cue.kind in ("tight", "cannot-fit"):
        return fit_alarm(state, cue.at, zone) or message("cue-tight-again")
    if cue.kind == "broadcast":
        return message("cue-broadcast", cue.text)
    if cue.kind == "rooms-due":
        return message("cue-rooms-soon", minutes(cue.ms)) if cue.ms else message("cue-rooms-now")
    return message("cue-planned-start", state.plan.session.title)


def _time_cue(cue: Cue, title: str, names: Names) -> Message:
    lead = names.of(cue.person)
    say = minutes(cue.ms)
    if cue.kind == "time-up":
        return (
            message("cue-time-up-with", title, lead, short_name(lead))
            if lead
            else message("cue-time-up", title)
        )
    if cue.kind == "questions":
        return message("cue-questions", say, title)
    if lead:
        return message("cue-time-left-with", say, title, lead, short_name(lead))
    return message("cue-time-left", say, title)


def minutes(ms: int) -> Message:
    """``5 minutes``, ``1 minute`` or ``90 seconds``, for speaking."""
    if ms % 60_000 == 0:
        return message("minutes", ms // 60_000)
    if ms < 60_000:
        return message("seconds", ms // 1000)
    return message("minutes-clock", length(ms))


def fit_alarm(state: State, now: int, zone: tzinfo | None) -> Message | None:
    """The calm line while what is to come does not fit: by how much, and the running item's latest finish."""
    fits = moment(state, now).fit
    if fits is None or fits.state == "fits" or state.phase == "ready":
        return None
    end = time_of_day(state.end_to_keep, zone)
    if fits.state == "cannot":
        return message("alarm-cannot", length(fits.short_by_ms), end)
    return message("alarm-tight", length(fits.to_find_ms), end, time_of_day(fits.latest_floor_at, zone))
