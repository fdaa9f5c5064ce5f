"""A calendar event (iCalendar, RFC 5545) as the beginning of a plan: title, start, zone, length, link.

Zones that the file defines itself are used as it defines them, whatever another zone of that name does.
"""

from __future__ import annotations

import re
import warnings
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import replace

from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.importers.cells import read_content
from letsconnect_tui.importers.encodings import DecodedText, decode, utf_16_without_mark
from letsconnect_tui.importers.ics_series import MOST_DATES, dates_of, is_cancelled, is_one_of_a_series
from letsconnect_tui.plan.occurrence import comes_twice, exists
from letsconnect_tui.plan.values import LINK_LIMIT, YEARS, is_link, known_zone
from letsconnect_tui.text import TITLE_LIMIT, clean

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo
    from pathlib import Path

USUAL_LENGTH = timedelta(hours=1)
"""Of an event that does not say when it ends."""
LONGEST = timedelta(hours=12)
"""A longer event is a day or a conference, not one session."""
_ADDRESS = re.compile(r"https?://[^\s<>\"']+")
_FOLD = re.compile(rb"\r?\n[ \t]")
_BROKEN = (ValueError, KeyError, AttributeError, TypeError, OverflowError, IndexError, RecursionError)
"""What the parser raises for a broken property depends on the property."""


class CalendarEvent(msgspec.Struct, frozen=True):
    """What a plan takes over from an event."""

    title: str
    """May be empty."""
    start: datetime
    """Naive, in ``timezone``; of a series the first date to come."""
    timezone: str | None
    """None when the event does not say: its time is then the reader's own."""
    length_s: int
    """May be longer than a session can be."""
    link: str | None = None
    repeats: tuple[datetime, ...] = ()
    """The later dates of a series, as ``start``."""
    notes: tuple[Message, ...] = ()
    """What was left out or had to be guessed."""


def read_event(path: Path, *, now: datetime, encoding: str | None = None) -> CalendarEvent:
    """The first event of a calendar file that was not cancelled.

    Args:
        path: The file.
        now: An aware moment; of a series, dates before it are passed over while there are later ones.
        encoding: What somebody says the file is in; None is found out.

    Raises:
        InputError: There is no such event, it has no time, or the file cannot be read.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zones written with a vendor's prefix are understood all the same
        decoded = _unfolded(read_content(path), encoding)
        calendar = _parsed(decoded.text.lstrip().encode(), path.name)
        events = calendar.walk("VEVENT")
        if not events:
            raise InputError(message("new-ics-no-event", path.name))
        try:
            own = _use_own_zones(calendar)
            event = _event(_chosen(calendar, events, path.name), calendar, own, now, path.name)
        except _BROKEN as error:
            raise InputError(message("new-ics-broken", path.name)) from error
    return replace(event, notes=(*decoded.notes(path.name), *event.notes))


def _unfolded(content: bytes, encoding: str | None) -> DecodedText:
    """The text with long lines whole: they may be broken inside a letter, so first in bytes."""
    is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff")) or utf_16_without_mark(content)
    return decode(content if is_wide else _FOLD.sub(b"", content), encoding)


def _parsed(content: bytes, name: str) -> Any:
    from icalendar import Calendar  # deferred: 120 ms

    try:
        # Bytes on purpose: of a text that is a path, the library would open the file.
        calendars = Calendar.from_ical(content, multiple=True)
        return next((one for one in calendars if one.walk("VEVENT")), calendars[0])
    except _BROKEN as error:
        raise InputError(message("new-ics-broken", name)) from error


class _OwnZone(msgspec.Struct):
    """A zone that the file defines, and the known zones it may be."""

    clock: tzinfo
    names: list[str]


def _use_own_zones(calendar: Any) -> dict[str, _OwnZone]:
    """Put every time of a zone that the file defines into that zone; the zones by their id in the file."""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON  # deferred with the parser

    own: dict[str, _OwnZone] = {}
    for zone in calendar.walk("VTIMEZONE"):
        with suppress(*_BROKEN):  # a definition that cannot be read leaves the zone of that name
            zone_id = str(zone["TZID"])
            names = [zone_id, str(zone.get("X-LIC-LOCATION", "")), WINDOWS_TO_OLSON.get(zone_id, "")]
            own[zone_id] = _OwnZone(zone.to_tz(lookup_tzid=False), names)
    for event in calendar.walk("VEVENT"):
        for time in _times_of(event):
            zone = own.get(str(getattr(time, "params", {}).get("TZID", "")))
            if zone is not None and isinstance(time.dt, datetime):
                zone.names.append(getattr(time.dt.tzinfo, "key", ""))  # a vendor's prefix is taken off there
                time.dt = time.dt.replace(tzinfo=zone.clock)
    return own


def _times_of(event: Any) -> Iterator[Any]:
    """Every time in an event, those of lists (EXDATE, RDATE) with their list's zone."""
    for key in ("DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE", "RDATE"):
        values = event.get(key, [])
        for value in values if isinstance(values, list) else [values]:
            for time in getattr(value, "dts", [value]):
                if time is not value:
                    time.params = value.params
                if hasattr(time, "dt"):
                    yield time


def _chosen(calendar: Any, events: list[Any], name: str) -> Any:
    """A series rather than one of its dates, and nothing that was cancelled."""
    standing = [event for event in events if not is_cancelled(event)]
    if not standing or str(calendar.get("METHOD", "")).upper() == "CANCEL":
        raise InputError(message("new-ics-cancelled", name))
    return next((event for event in standing if not is_one_of_a_series(event)), standing[0])


def _event(event: Any, calendar: Any, own: dict[str, _OwnZone], now: datetime, name: str) -> CalendarEvent:
    start, end = event.start, event.end
    if not isinstance(start, datetime):
        raise InputError(message("new-ics-whole-day", name))
    notes = []
    length = _time_between(start, end) if isinstance(end, datetime) else timedelta(0)
    if length <= timedelta(0):
        length = USUAL_LENGTH
        notes.append(message("new-ics-no-end"))
    dates, date_notes = dates_of(event, calendar, now)
    zone, zone_notes = _zone(event, calendar, own, dates)
    local = [_local(date, zone) for date in dates]
    for date in local:
        if date.year not in YEARS:
            raise InputError(message("plan-moment-year", "DTSTART", date.year))
    others = len({str(one.get("UID", "")) for one in calendar.walk("VEVENT")}) - 1
    if others:
        notes.append(
            message("new-ics-others", others, clean(str(event.get("SUMMARY", "")), limit=TITLE_LIMIT))
        )
    return CalendarEvent(
        title=clean(str(event.get("SUMMARY", "")), limit=TITLE_LIMIT),
        start=local[0],
        timezone=zone,
        length_s=int(length.total_seconds()),
        link=_link(event),
        repeats=tuple(local[1:MOST_DATES]),
        notes=(*notes, *zone_notes, *date_notes, *_clock_notes(dates, local, zone)),
    )


def _zone(
    event: Any, calendar: Any, own: dict[str, _OwnZone], dates: list[datetime]
) -> tuple[str | None, list[Message]]:
    """The zone the times are meant in, by a name that is known and, of the file's own, one that agrees.

    Several calendars write UTC into an event, and beside it the zone of whoever made the file.
    """
    makers = str(calendar.get("X-WR-TIMEZONE", ""))
    usual = makers if known_zone(makers) else None
    if dates[0].tzinfo is None:
        return usual, []
    zone_id = str(event["DTSTART"].params.get("TZID", ""))
    names = own[zone_id].names if zone_id in own else [getattr(dates[0].tzinfo, "key", "")]
    known = [name for name in names if known_zone(name) and name not in ("UTC", "Etc/UTC")]
    agreeing = next((name for name in known if _agree(dates, name)), None)
    notes = [message("new-ics-own-zone", zone_id)] if known and agreeing is None else []
    chosen = agreeing or usual or "UTC"
    return (chosen if _are_unambiguous(dates, chosen) else "UTC"), notes


def _agree(dates: list[datetime], name: str) -> bool:
    """Whether a zone has those local times at the same distance from UTC."""
    zone = ZoneInfo(name)
    return all(date.replace(tzinfo=zone).utcoffset() == date.utcoffset() for date in dates)


def _time_between(start: datetime, end: datetime) -> timedelta:
    """How long it lasts, also where clocks are changed meanwhile."""
    if start.tzinfo is None or end.tzinfo is None:
        return end.replace(tzinfo=None) - start.replace(tzinfo=None)
    return end.astimezone(UTC) - start.astimezone(UTC)


def _are_unambiguous(dates: list[datetime], zone: str) -> bool:
    """Whether local times tell the moments: of two equal ones a plan means the first."""
    clock = ZoneInfo(zone)
    return all(
        _local(date, zone).replace(tzinfo=clock).astimezone(UTC) == date.astimezone(UTC) for date in dates
    )


def _clock_notes(dates: list[datetime], local: list[datetime], zone: str | None) -> Iterator[Message]:
    """Times that clocks skip, and how they were taken; and times that come twice."""
    for date, taken in zip(dates, local, strict=True):
        naive = date.replace(tzinfo=None, microsecond=0)
        is_local = zone is not None and str(date.tzinfo) != "UTC" and _agree([date], zone)
        back = taken if date.tzinfo is None or is_local else date.astimezone(UTC).astimezone(date.tzinfo)
        if back.replace(tzinfo=None, microsecond=0) != naive:
            yield message("new-ics-skipped-hour", f"{naive:%Y-%m-%d %H:%M}", f"{taken:%H:%M}", zone or "")
        elif zone is not None and comes_twice(taken, ZoneInfo(zone)):
            yield message("new-ics-comes-twice", f"{taken:%Y-%m-%d %H:%M}", zone)


def _local(date: datetime, zone: str | None) -> datetime:
    """The naive time in the zone; one that clocks skip becomes the later one that exists."""
    date = date.replace(microsecond=0)
    if zone is None:
        return date.replace(tzinfo=None)
    if date.tzinfo is None:
        if exists(date, ZoneInfo(zone)):
            return date
        date = date.replace(tzinfo=ZoneInfo(zone))
    return date.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)


def _link(event: Any) -> str | None:
    """The first address, looked for where calendars put the call."""
    conferences = event.get("CONFERENCE", [])
    found = [str(one) for one in (conferences if isinstance(conferences, list) else [conferences])]
    found += [str(event.get(key, "")) for key in ("X-GOOGLE-CONFERENCE", "LOCATION", "URL", "DESCRIPTION")]
    for text in found:
        for address in _ADDRESS.findall(text):
            link = clean(address.rstrip(".,;)"), limit=LINK_LIMIT)
            if is_link(link):
                return link
    return None
