"""When a session is, in UTC and on the clocks of the people it is for, at each of its occurrences.

A time of day alone is no use across the date line, so a weekday and a date stand with each.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import msgspec

from letsconnect_tui.exporters.pages import Prose
from letsconnect_tui.i18n.catalogue import language_with, words_in
from letsconnect_tui.i18n.dates import city_name, short_date, weekday_date
from letsconnect_tui.plan.occurrence import clock_changes_near, starts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from letsconnect_tui.exporters.pages import Page
    from letsconnect_tui.plan.model import Plan

REGIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("north-america", ("America/Los_Angeles", "America/New_York")),
    ("latin-america", ("America/Mexico_City", "America/Bogota", "America/Sao_Paulo")),
    ("western-europe", ("Europe/London", "Europe/Berlin")),
    ("sub-saharan-africa", ("Africa/Lagos", "Africa/Nairobi")),
    ("mena", ("Africa/Cairo", "Asia/Dubai")),
    ("cee-central-asia", ("Europe/Kyiv", "Asia/Tashkent")),
    ("south-asia", ("Asia/Kolkata", "Asia/Kathmandu")),
    ("eseap", ("Asia/Jakarta", "Asia/Manila", "Asia/Tokyo", "Australia/Sydney")),
)
"""The eight regions of the programme with places whose clocks differ; from west to east as far as it goes."""
KEY = "times-heading"
"""Where a catalogue has this message, it has all of them."""


class LocalTime(msgspec.Struct, frozen=True):
    """The start and the end on the clocks of one place."""

    region: str
    """Of ``REGIONS``; empty for a zone that was asked for."""
    zone: str
    starts_at: datetime
    """Aware, in the zone."""
    ends_at: datetime


class ClockChange(msgspec.Struct, frozen=True):
    """Clocks of a place are put forward or back within a week of the session."""

    zone: str
    day: date
    """There."""
    before: timedelta
    """Offset from UTC until then."""
    after: timedelta


class OccurrenceTimes(msgspec.Struct, frozen=True):
    """One occurrence."""

    starts_at: datetime
    """Aware UTC."""
    ends_at: datetime
    places: tuple[LocalTime, ...]
    changes: tuple[ClockChange, ...]

    @property
    def zonestamp(self) -> str:
        """A page that shows both times on the clocks of whoever opens it."""
        return (
            f"https://zonestamp.toolforge.org/{self.starts_at.timestamp():.0f}/{self.ends_at.timestamp():.0f}"
        )


def local_times(plan: Plan, zones: Sequence[str] = ()) -> tuple[OccurrenceTimes, ...]:
    """Every occurrence of a plan in the zones asked for, else in the places of the programme's regions."""
    places = [("", zone) for zone in zones] or [(region, zone) for region, here in REGIONS for zone in here]
    return tuple(_occurrence(plan, start, places) for start in starts(plan))


def _occurrence(plan: Plan, start: datetime, places: Sequence[tuple[str, str]]) -> OccurrenceTimes:
    end = start + timedelta(seconds=plan.session.length_s)
    there = [(region, zone, ZoneInfo(zone)) for region, zone in places]
    own = plan.session.timezone
    return OccurrenceTimes(
        start,
        end,
        tuple(LocalTime(r, name, start.astimezone(zone), end.astimezone(zone)) for r, name, zone in there),
        tuple(
            change
            for name in dict.fromkeys([own, *(zone for _, zone in places)])
            for change in _changes(start, name)
        ),
    )


def _changes(start: datetime, name: str) -> Iterator[ClockChange]:
    zone = ZoneInfo(name)
    for moment in clock_changes_near(start, zone):
        there, before = moment.astimezone(zone), (moment - timedelta(seconds=1)).astimezone(zone)
        yield ClockChange(name, there.date(), _offset(before), _offset(there))


def _offset(moment: datetime) -> timedelta:
    return moment.utcoffset() or timedelta(0)


def times_page(title: str, times: Sequence[OccurrenceTimes], page: Page, language: str) -> str:
    """A table for each occurrence, with its time in UTC, its link and what to know about clocks.

    Args:
        title: Of the session.
        times: Its occurrences.
        page: The format.
        language: The code of the language of the words.
    """
    parts = []
    for number, one in enumerate(times, 1):
        name = title if len(times) == 1 else words_in(language, "times-of-date", title, number, len(times))
        parts += [page.heading(name), *_parts(one, page, language)]
    return "\n".join(parts)


def _parts(one: OccurrenceTimes, page: Page, language: str) -> Iterator[str]:
    def say(key: str, *values: object) -> str:
        return words_in(language, key, *values)

    link = (say("times-your-own"), Prose(one.zonestamp))
    yield page.fields([(say("times-utc"), when(one, language)), link])
    with_regions = any(place.region for place in one.places)
    columns = ("region", "place", "day", "time", "offset")
    header = [say(f"times-column-{name}") for name in columns[0 if with_regions else 1 :]]
    rows = [_row(place, language)[0 if with_regions else 1 :] for place in one.places]
    yield page.table(say(KEY), header, rows)
    for sentence in change_sentences(one, language):
        yield page.line(sentence)


def _row(place: LocalTime, language: str) -> tuple[str, ...]:
    spoken = language_with(KEY, language)
    return (
        words_in(language, f"region-{place.region}") if place.region else "",
        city_name(place.zone, spoken),
        short_date(place.starts_at.date(), spoken),
        span(place.starts_at, place.ends_at),
        offset_name(_offset(place.starts_at)),
    )


def when(one: OccurrenceTimes, language: str) -> str:
    """``Thursday, 3 December 2026, 14:00–16:00 UTC``, the weekday computed."""
    day = weekday_date(one.starts_at.date(), language_with(KEY, language))
    return words_in(language, "times-when", day, span(one.starts_at, one.ends_at))


def span(start: datetime, end: datetime) -> str:
    """``14:00–16:00``."""
    return f"{start:%H:%M}–{end:%H:%M}"


def offset_name(offset: timedelta) -> str:
    """``UTC+5:30``, ``UTC−8``, ``UTC``."""
    minutes = round(offset.total_seconds() / 60)
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '−'}{hours}" + (f":{rest:02}" if rest else "")


def change_sentences(one: OccurrenceTimes, language: str) -> Iterator[str]:
    """A sentence for each day on which clocks are changed, with the places."""
    spoken = language_with(KEY, language)
    together: dict[tuple[date, timedelta, timedelta], list[str]] = {}
    for change in one.changes:
        places = together.setdefault((change.day, change.before, change.after), [])
        places.append(city_name(change.zone, spoken))
    for (day, before, after), places in sorted(together.items()):
        day_text = weekday_date(day, spoken)
        listed = words_in(language, "times-and").join(places)
        yield words_in(
            language, "times-clocks-change", day_text, listed, offset_name(before), offset_name(after)
        )
