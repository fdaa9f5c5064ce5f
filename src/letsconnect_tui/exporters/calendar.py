"""Calendar entries (iCalendar, RFC 5545 and 7986) of a plan, one for each time it happens.

Times are UTC: zone rules are read differently by different calendars. There is no METHOD and no ATTENDEE: the
file is passed on by hand, and nobody's address is in it. The link stands in LOCATION, URL and DESCRIPTION as
well as in CONFERENCE, which few calendars show.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import msgspec

from letsconnect_tui.i18n.catalogue import words_in
from letsconnect_tui.plan.occurrence import outline, starts
from letsconnect_tui.text import clean_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from letsconnect_tui.plan.model import Plan

DOMAIN = "letsconnect-tui"
REMINDER = timedelta(minutes=15)
_NEVER = datetime(2000, 1, 1, tzinfo=UTC)


class Entry(msgspec.Struct, frozen=True):
    """A plan at one of its times."""

    plan: Plan
    index: int
    """0 is the start, 1 the first repeat."""
    cancelled: bool = False
    """Whether it does not take place: the entry stays, so that calendars that have it take it off."""

    @property
    def uid(self) -> str:
        """Stable for ever: made from the session's id and the place among its repeats."""
        # No id has a tilde in it, so that no id is taken for another's repeat.
        name = self.plan.session.id if self.index == 0 else f"{self.plan.session.id}~{self.index + 1}"
        return f"{name}@{DOMAIN}"

    @property
    def starts_at(self) -> datetime:
        """Aware UTC."""
        return starts(self.plan)[self.index]


class Revision(msgspec.Struct, frozen=True):
    """Which version of an entry this is, and when that version was made (aware UTC)."""

    sequence: int
    stamp: datetime


def entries(plan: Plan) -> tuple[Entry, ...]:
    """The start and each repeat."""
    return tuple(Entry(plan, index) for index in range(1 + len(plan.session.repeats)))


def calendar_of(revised: Iterable[tuple[Entry, Revision]]) -> bytes:
    """A calendar file of entries, each in its own revision."""
    from icalendar import Calendar, vText  # deferred: 120 ms

    revised = list(revised)
    first = revised[0][0].plan.session
    calendar = Calendar()
    calendar.add("prodid", "-//letsconnect_tui//EN")
    calendar.add("version", "2.0")
    calendar.add("uid", f"calendar-{first.id}@{DOMAIN}")
    for key in ("name", "x-wr-calname"):
        # The library takes neither for a text by itself, and would not escape it.
        calendar.add(key, vText(first.title))
    for entry, revision in revised:
        calendar.add_component(_event(entry, revision))
    return bytes(calendar.to_ical())


def fingerprint(entry: Entry) -> str:
    """Changes when, and only when, something a calendar shows of the entry changes."""
    return hashlib.sha256(_event(entry, Revision(0, _NEVER)).to_ical()).hexdigest()


def _event(entry: Entry, revision: Revision) -> Any:
    from icalendar import Alarm, Event, vUri  # deferred: 120 ms

    session = entry.plan.session
    language = session.language
    stamp = revision.stamp.astimezone(UTC).replace(microsecond=0)
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("sequence", revision.sequence)
    event.add("dtstart", entry.starts_at)
    event.add("dtend", entry.starts_at + timedelta(seconds=session.length_s))
    title = session.title
    if entry.cancelled:  # in words too, for calendars that pass over the status
        title = words_in(language, "calendar-cancelled", title)
    event.add("summary", title)
    event.add("description", _description(entry))
    event.add("categories", _categories(entry.plan))
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if entry.cancelled else "OPAQUE")
    room = session.links.room
    if place := room or session.links.event:
        event.add("location", place)
        event.add("url", place)
    if room is not None:
        label = words_in(language, "calendar-join").replace('"', "")
        # A plain list: the library's own Conference quotes it, and a quoted list is read as one word.
        how: Any = {"VALUE": "URI", "FEATURE": ["AUDIO", "VIDEO"], "LABEL": label}
        event.add("conference", vUri(room), parameters=how)
    if entry.cancelled:
        return event
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", session.title)
    alarm.add("trigger", -REMINDER)
    event.add_component(alarm)
    return event


def _categories(plan: Plan) -> list[str]:
    session = plan.session
    kind = words_in(session.language, f"calendar-kind-{session.kind}")
    audience = [words_in(session.language, f"calendar-for-{tag}") for tag in session.audience]
    return [kind, *audience, *session.topics]


def _description(entry: Entry) -> str:
    """Purpose, link, local time in words, and the agenda; names only where the plan says so."""
    session = entry.plan.session
    zone = ZoneInfo(session.timezone)

    def say(key: str, *values: object) -> str:
        return words_in(session.language, key, *values)

    local = entry.starts_at.astimezone(zone)
    lines = [session.purpose or "", say("calendar-starts", f"{local:%Y-%m-%d %H:%M}", session.timezone)]
    for key in ("room", "event", "pad", "conduct"):
        if link := getattr(session.links, key):
            lines.append(say(f"calendar-link-{key}", link))
    if session.preparation:
        lines.append(say("calendar-preparation", session.preparation))
    if session.interpretation:
        lines.append(say("calendar-interpretation", ", ".join((session.language, *session.interpretation))))
    if session.public_names:
        named = [clean_name(one.name) for one in entry.plan.people if one.role == "sharer"]
        lines += [say("calendar-sharers", ", ".join(named))] if named else []
    lines.append("")
    for planned in outline(entry.plan, entry.starts_at):
        lines.append(f"{planned.starts_at.astimezone(zone):%H:%M} {planned.item.title}")
    return "\n".join(lines).strip()
