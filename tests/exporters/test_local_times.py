"""Local times are right on both sides of every clock change, in every occurrence and format."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import wikitextparser
from msgspec.structs import replace

from letsconnect_tui.exporters.local_times import REGIONS, local_times, times_page
from letsconnect_tui.exporters.pages import MarkdownPage, WikitextPage
from letsconnect_tui.exporters.print_pages import HtmlPage, TextPage
from letsconnect_tui.plan.model import Plan, Session

# Zone, the day of a change in 2026, minutes from UTC before and after it (as published by time authorities).
CHANGES = (
    ("America/New_York", "2026-03-08", -300, -240),
    ("America/New_York", "2026-11-01", -240, -300),
    ("America/Los_Angeles", "2026-03-08", -480, -420),
    ("America/Chicago", "2026-11-01", -300, -360),
    ("America/St_Johns", "2026-03-08", -210, -150),
    ("America/Halifax", "2026-11-01", -180, -240),
    ("America/Havana", "2026-11-01", -240, -300),
    ("America/Santiago", "2026-04-04", -180, -240),
    ("America/Santiago", "2026-09-06", -240, -180),
    ("Europe/London", "2026-03-29", 0, 60),
    ("Europe/Lisbon", "2026-10-25", 60, 0),
    ("Europe/Berlin", "2026-03-29", 60, 120),
    ("Europe/Madrid", "2026-10-25", 120, 60),
    ("Europe/Kyiv", "2026-03-29", 120, 180),
    ("Europe/Warsaw", "2026-10-25", 120, 60),
    ("Asia/Jerusalem", "2026-03-27", 120, 180),
    ("Asia/Beirut", "2026-10-25", 180, 120),
    ("Africa/Cairo", "2026-04-24", 120, 180),
    ("Africa/Casablanca", "2026-03-22", 0, 60),
    ("Australia/Sydney", "2026-04-05", 660, 600),
    ("Australia/Adelaide", "2026-10-04", 570, 630),
    ("Australia/Lord_Howe", "2026-04-05", 660, 630),
    ("Pacific/Auckland", "2026-09-27", 720, 780),
    ("Pacific/Chatham", "2026-04-05", 825, 765),
)
STEADY = (("Asia/Kathmandu", 345), ("Asia/Kolkata", 330), ("Africa/Lagos", 60), ("America/Sao_Paulo", -180))


def session_at(*starts: datetime, zone: str = "UTC", title: str = "Clinic", hours: int = 2) -> Plan:
    first, *repeats = (start.replace(tzinfo=None) for start in starts)
    return Plan(Session("s", title, first, zone, hours * 3600, repeats=tuple(repeats)), ())


def test_there_are_more_than_twenty_zones_with_and_without_changes() -> None:
    assert len({zone for zone, *_ in CHANGES} | {zone for zone, _ in STEADY}) > 20


@pytest.mark.parametrize(("zone", "day", "before", "after"), CHANGES)
@pytest.mark.parametrize("away", [-2, 2])
def test_the_local_time_is_right_on_both_sides_of_a_change(
    zone: str, day: str, before: int, after: int, away: int
) -> None:
    start = datetime.fromisoformat(f"{day}T15:00").replace(tzinfo=UTC) + timedelta(days=away)
    local = start + timedelta(minutes=before if away < 0 else after)

    (times,) = local_times(session_at(start), (zone,))
    text = times_page("Clinic", (times,), TextPage(), "en")

    (place,) = times.places
    assert place.starts_at.replace(tzinfo=None) == local.replace(tzinfo=None)
    assert f"{local:%a} {local.day} {local:%b}  {local:%H:%M}–" in text


@pytest.mark.parametrize(("zone", "day", "before", "after"), CHANGES)
def test_a_change_within_a_week_is_said_with_its_day_and_both_offsets(
    zone: str, day: str, before: int, after: int
) -> None:
    middle = datetime.fromisoformat(f"{day}T15:00").replace(tzinfo=UTC)
    for away in (-5, 5):
        (times,) = local_times(session_at(middle + timedelta(days=away)), (zone,))
        (change,) = [one for one in times.changes if one.zone == zone]

        assert abs(change.day - middle.date()) <= timedelta(days=1)
        assert change.before == timedelta(minutes=before)
        assert change.after == timedelta(minutes=after)
    (far,) = local_times(session_at(middle + timedelta(days=12)), (zone,))
    assert far.changes == ()


@pytest.mark.parametrize(("zone", "minutes"), STEADY)
@pytest.mark.parametrize("month", [1, 3, 7, 10])
def test_places_that_never_change_their_clocks_keep_their_offset(zone: str, minutes: int, month: int) -> None:
    start = datetime(2026, month, 28, 20, 0, tzinfo=UTC)
    (times,) = local_times(session_at(start), (zone,))

    assert times.changes == ()
    assert times.places[0].starts_at.utcoffset() == timedelta(minutes=minutes)


def test_each_occurrence_keeps_its_time_on_the_wall_and_has_its_own_in_utc() -> None:
    before, after = (datetime(2026, 10, day, 18, 0, tzinfo=UTC) for day in (22, 29))
    plan = session_at(before, after, zone="Europe/Berlin")

    first, second = local_times(plan, ("Europe/Berlin", "America/New_York", "Africa/Lagos"))

    assert [f"{one.starts_at:%H:%M}" for one in (first, second)] == ["16:00", "17:00"]
    clocks = [[f"{place.starts_at:%H:%M}" for place in one.places] for one in (first, second)]
    assert clocks == [["18:00", "12:00", "17:00"], ["18:00", "13:00", "18:00"]]
    text = times_page("Clinic", (first, second), TextPage(), "en")
    assert text.index("date 1 of 2") < text.index("22 October") < text.index("date 2 of 2")
    assert text.count("Sunday, 25 October 2026 they change in Berlin, from UTC+2 to UTC+1") == 2
    assert text.count("Sunday, 1 November 2026 they change in New York, from UTC−4 to UTC−5") == 1


def test_the_next_day_beyond_the_date_line_has_its_own_weekday() -> None:
    (times,) = local_times(
        session_at(datetime(2026, 12, 3, 22, 0, tzinfo=UTC)), ("Asia/Tokyo", "Pacific/Honolulu")
    )
    text = times_page("Clinic", (times,), TextPage(), "en")

    assert "Tokyo     Fri 4 Dec  07:00–09:00  UTC+9" in text
    assert "Honolulu  Thu 3 Dec  12:00–14:00  UTC−10" in text


def test_the_link_names_both_moments_in_seconds_since_1970() -> None:
    (times,) = local_times(session_at(datetime(2026, 9, 15, 15, 0, tzinfo=UTC)))

    assert times.zonestamp == "https://zonestamp.toolforge.org/1789484400/1789491600"


def test_all_eight_regions_stand_in_it_and_no_place_twice() -> None:
    (times,) = local_times(session_at(datetime(2026, 12, 3, 15, 0, tzinfo=UTC)))

    assert len({place.region for place in times.places}) == len(REGIONS) == 8
    assert len({place.zone for place in times.places}) == len(times.places)


@pytest.mark.parametrize("language", ["en", "es", "fr", "pt", "ar"])
@pytest.mark.parametrize(
    "page", [TextPage(), MarkdownPage(), WikitextPage(), HtmlPage()], ids=lambda p: type(p).__name__
)
def test_every_format_in_every_language_has_each_time_and_the_link(
    page: TextPage | MarkdownPage | WikitextPage | HtmlPage, language: str
) -> None:
    times = local_times(session_at(datetime(2026, 12, 3, 15, 0, tzinfo=UTC)))
    text = times_page("Clinic", times, page, language)

    assert "⧼" not in text
    assert times[0].zonestamp in text
    for place in times[0].places:
        assert f"{place.starts_at:%H:%M}–{place.ends_at:%H:%M}" in text
    weekday = {"en": "Thursday", "es": "jueves", "fr": "jeudi", "pt": "quinta-feira", "ar": "الخميس"}
    assert weekday[language] in text


def test_wikitext_is_read_as_one_table_with_a_row_for_each_place() -> None:
    plan = session_at(datetime(2026, 12, 3, 15, 0, tzinfo=UTC), title="A [[link]] {{and}} | a ''trap'' ~~~~")
    times = local_times(plan)
    parsed = wikitextparser.parse(times_page(plan.session.title, times, WikitextPage(), "en"))

    (table,) = parsed.tables
    assert len(table.data()) == 1 + len(times[0].places)
    assert {len(row) for row in table.data()} == {5}
    assert not parsed.templates
    assert not parsed.wikilinks
    assert [link.url for link in parsed.external_links] == [times[0].zonestamp]


def test_no_zone_is_said_twice_when_the_plan_is_in_one_of_them() -> None:
    plan = session_at(datetime(2026, 10, 27, 15, 0, tzinfo=UTC))
    plan = replace(plan, session=replace(plan.session, timezone="Europe/Berlin"))
    (times,) = local_times(plan, ("Europe/Berlin",))

    assert [change.zone for change in times.changes] == ["Europe/Berlin"]
