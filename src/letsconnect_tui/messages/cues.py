"""What falls due, in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.i18n.catalogue import catalogue, current_language, words, words_in
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.messages.fit_alert import fit_alarm, fit_ways
from letsconnect_tui.messages.times import length

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
    return _said_in(_language_of(state, person), names.call(person), left_ms)


def to_say_in_both(state: State, names: Names, person: str | None, left_ms: int) -> str:
    """As ``to_say``, and beside it in the facilitator's language where that is another."""
    spoken, own, called = _language_of(state, person), current_language(), names.call(person)
    line = _said_in(spoken, called, left_ms)
    return line if spoken == own else words("cue-both-languages", line, _said_in(own, called, left_ms))


def _language_of(state: State, person: str | None) -> str:
    speaker = state.people.get(person or "")
    known = speaker.facts.languages if speaker is not None else ()
    return next((code for code in known if "say-left" in catalogue(code)), current_language())


def _said_in(language: str, called: str, left_ms: int) -> str:
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
