"""Reminders for sharers, ready to be sent: in their language, with the weekday and their own time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Literal, get_args
from zoneinfo import ZoneInfo

from letsconnect_tui.errors import InputError
from letsconnect_tui.exporters.local_times import span
from letsconnect_tui.i18n.catalogue import catalogue, language_with, words_in
from letsconnect_tui.i18n.dates import city_name, weekday_date
from letsconnect_tui.i18n.message import message
from letsconnect_tui.plan.occurrence import outline
from letsconnect_tui.plan.preparation import awaited, sharers
from letsconnect_tui.text import clean, clean_name, printable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime

    from letsconnect_tui.plan.model import Person, Plan

Occasion = Literal["confirm", "slides", "day", "hour"]
OCCASIONS: tuple[Occasion, ...] = get_args(Occasion)
"""Asking for a yes, for the slides; the reminders a day and an hour before."""
KEY = "remind-day"
"""Where a catalogue has this message, it has all of them."""
_LOG_IN_BEFORE = timedelta(minutes=10)


def reminder(
    plan: Plan,
    starts_at: datetime,
    person: Person,
    occasion: str,
    *,
    language: str | None = None,
    done: Collection[str] = (),
) -> str:
    """The text for one sharer.

    Args:
        plan: The plan.
        starts_at: The start of the occurrence, aware.
        person: Who it is for.
        occasion: One of ``OCCASIONS``.
        language: The code of its language; None: the first of theirs that there are words in.
        done: What of theirs is done and not asked for again.

    Raises:
        InputError: There is no such occasion.
    """
    if occasion not in OCCASIONS:
        raise InputError(message("remind-unknown", occasion, list(OCCASIONS)))
    spoken = language or language_of(plan, person)
    lines = _lines(plan, starts_at, person, occasion, spoken, done)
    return printable("\n".join(lines), lines=True) + "\n"


def language_of(plan: Plan, person: Person) -> str:
    """The first of somebody's languages that there are words in; else the plan's."""
    return next((code for code in person.languages if KEY in catalogue(code)), plan.session.language)


def zone_of(plan: Plan, person: Person) -> str:
    """Where somebody is: as the plan says, else the only zone of their country, else the plan's zone."""
    if person.timezone is not None:
        return person.timezone
    if person.country:
        from babel.core import get_global  # 70 ms, only where a country is given

        zones = get_global("territory_zones").get(person.country.strip().upper(), ())
        if len(zones) == 1:
            return str(zones[0])
    return plan.session.timezone


def _lines(
    plan: Plan, starts_at: datetime, person: Person, occasion: str, language: str, done: Collection[str]
) -> Iterator[str]:
    def say(key: str, *values: object) -> str:
        return words_in(language, key, *values)

    session, zone = plan.session, ZoneInfo(zone_of(plan, person))
    spoken = language_with(KEY, language)
    start = starts_at.astimezone(zone)
    end = (starts_at + timedelta(seconds=session.length_s)).astimezone(zone)
    yield say("remind-hello", clean_name(person.call or person.name))
    yield ""
    yield say(f"remind-{occasion}", clean(session.title))
    yield ""
    day = weekday_date(start.date(), spoken)
    place = city_name(zone.key, spoken)
    yield say("remind-when", day, span(start, end), place, f"{starts_at:%H:%M}")
    for planned in outline(plan, starts_at):
        if planned.item.lead == person.id:
            at = planned.starts_at.astimezone(zone)
            minutes = say("minutes", round(planned.item.duration_s / 60))
            yield say("remind-part", f"{at:%H:%M}", clean(planned.item.title), minutes)
    if occasion in ("day", "hour"):
        if session.links.room:
            yield say("remind-room", session.links.room)
        yield say("remind-log-in", f"{start - _LOG_IN_BEFORE:%H:%M}")
    wanted = [
        what
        for what in ("confirmed", "slides")
        if person.id in sharers(plan) and what in awaited(plan, person.id) and what not in done
    ]
    if occasion != "hour" and wanted:
        yield ""
        yield from (say(f"remind-open-{what}") for what in wanted)
    yield ""
    yield say("remind-thanks")
