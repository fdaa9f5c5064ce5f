"""The dates of a calendar event that repeats: which are to come, and which were moved or cancelled."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from letsconnect_tui.i18n.message import Message, message

AHEAD = timedelta(days=366)
"""Dates further ahead than a year are not taken: a series may have no end."""
MOST_DATES = 53
"""A year of weeks, and one."""
_READ_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_BROKEN = (ValueError, KeyError, AttributeError, TypeError, OverflowError, RecursionError)


def is_cancelled(event: Any) -> bool:
    """Whether an event, or one date of it, was called off."""
    return str(event.get("STATUS", "")).upper() == "CANCELLED"


def is_one_of_a_series(event: Any) -> bool:
    """Whether it replaces one date of a series."""
    return "RECURRENCE-ID" in event


def dates_of(event: Any, calendar: Any, now: datetime) -> tuple[list[datetime], list[Message]]:
    """The dates of an event, and what to say about them.

    Args:
        event: What stands for the series, or the only event.
        calendar: The calendar it is from, with the dates that were moved or cancelled.
        now: An aware moment. Dates before it are left out, unless the series is over.

    Returns:
        At least one date, aware unless the event is floating; and notes for the reader.
    """
    start: datetime = event.start
    if is_one_of_a_series(event):
        return [start], [message("new-ics-one-date")]
    if "RRULE" not in event and "RDATE" not in event:
        return [start], []
    rules = event.get("RRULE", [])
    frequencies = [str(rule.get("FREQ", [""])[0]) for rule in (rules if isinstance(rules, list) else [rules])]
    if any(one not in _READ_FREQUENCIES for one in frequencies):
        return [start], [message("new-ics-series-unread")]
    found = _found(calendar, str(event.get("UID", "")), start, now)
    if not found:
        return [start], [message("new-ics-series-unread")]
    dates = found[:MOST_DATES]
    notes = [message("new-ics-series", f"{dates[0]:%Y-%m-%d}", len(dates) - 1)]
    return dates, [*notes, *_changes(calendar, str(event.get("UID", "")))]


def _found(calendar: Any, uid: str, start: datetime, now: datetime) -> list[datetime]:
    """The dates of a year from ``now`` on or, of a series that is over, from its start on."""
    import recurring_ical_events  # deferred: 60 ms, only for events that repeat

    try:
        series = recurring_ical_events.of(calendar, skip_bad_series=True)
        for begin in (max(now, _aware(start)), _aware(start)):
            occurrences = series.between(begin, begin + AHEAD)
            dates = sorted(
                (one.start for one in occurrences if one.get("UID") == uid and not is_cancelled(one)),
                key=_aware,
            )
            if dates:
                return dates
    except _BROKEN:
        return []
    return []


def _aware(date: datetime) -> datetime:
    return date if date.tzinfo is not None else date.replace(tzinfo=UTC)


def _changes(calendar: Any, uid: str) -> list[Message]:
    """How many dates of the series were called off or moved."""
    changed = [one for one in calendar.walk("VEVENT") if one.get("UID") == uid and is_one_of_a_series(one)]
    cancelled = sum(map(is_cancelled, changed))
    moved = sum(not is_cancelled(one) and one.start != one["RECURRENCE-ID"].dt for one in changed)
    notes = [message("new-ics-dates-cancelled", cancelled)] if cancelled else []
    return [*notes, message("new-ics-dates-moved", moved)] if moved else notes
