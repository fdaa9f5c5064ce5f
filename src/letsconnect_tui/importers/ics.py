"""A calendar event (iCalendar, RFC 5545) as the beginning of a plan: title, start, zone, length, link."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.message import message
from letsconnect_tui.importers.cells import read_text
from letsconnect_tui.plan.values import LINK_LIMIT, YEARS, is_link
from letsconnect_tui.plan.zones import known_zone
from letsconnect_tui.text import TITLE_LIMIT, clean

if TYPE_CHECKING:
    from pathlib import Path

USUAL_LENGTH = timedelta(hours=1)
"""Of an event that does not say when it ends."""
LONGEST = timedelta(hours=24)
_ADDRESS = re.compile(r"https?://[^\s<>\"']+")


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """What a plan takes over from an event."""

    title: str
    """May be empty."""
    start: datetime
    """Naive, in ``timezone``."""
    timezone: str | None
    """None when the event does not say: its time is then the reader's own."""
    length_s: int
    link: str | None = None


def read_event(path: Path) -> CalendarEvent:
    """The first event of a calendar file. Raises InputError if there is none that has a time."""
    content = read_text(path).text.lstrip().encode()
    calendar = _parsed(content, path.name)
    events = calendar.walk("VEVENT")
    if not events:
        raise InputError(message("new-ics-no-event", path.name))
    try:
        return _event(events[0], _default_zone(calendar), path.name)
    except (ValueError, KeyError, AttributeError, TypeError, OverflowError) as error:
        # What the parser raises for a broken property depends on the property.
        raise InputError(message("new-ics-broken", path.name)) from error


def _parsed(content: bytes, name: str) -> Any:
    from icalendar import Calendar  # deferred: 120 ms

    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # zones written with a vendor's prefix are understood all the same
            # Bytes on purpose: of a text that is a path, the library would open the file.
            return Calendar.from_ical(content, multiple=True)[0]
    except (ValueError, KeyError, IndexError, AttributeError, TypeError, RecursionError) as error:
        raise InputError(message("new-ics-broken", name)) from error


def _default_zone(calendar: Any) -> str | None:
    """The zone of whoever made the file: several calendars write UTC into the event and this beside it."""
    zone = str(calendar.get("X-WR-TIMEZONE", ""))
    return zone if known_zone(zone) else None


def _event(event: Any, default_zone: str | None, name: str) -> CalendarEvent:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        start, end = event.start, event.end
    if not isinstance(start, datetime):
        raise InputError(message("new-ics-whole-day", name))
    length = end - start if isinstance(end, datetime) else USUAL_LENGTH
    if not timedelta(0) < length <= LONGEST:
        length = USUAL_LENGTH
    local, zone = _in_zone(start, default_zone)
    if local.year not in YEARS:
        raise InputError(message("plan-moment-year", "DTSTART", local.year))
    title = clean(str(event.get("SUMMARY", "")), limit=TITLE_LIMIT)
    return CalendarEvent(title, local, zone, int(length.total_seconds()), _link(event))


def _in_zone(start: datetime, default_zone: str | None) -> tuple[datetime, str | None]:
    """The naive local start and the zone it is meant in."""
    start = start.replace(microsecond=0)
    if start.tzinfo is None:
        return start, default_zone
    key = getattr(start.tzinfo, "key", None)
    if isinstance(key, str) and known_zone(key) and key not in ("UTC", "Etc/UTC"):
        return start.replace(tzinfo=None), key
    zone = default_zone or "UTC"
    return start.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None), zone


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
