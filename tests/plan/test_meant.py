"""What is suggested for a zone, a date, a time or a language that plans write in another way."""

from __future__ import annotations

from datetime import date

import pytest

from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.cldr import language_named
from letsconnect_tui.i18n.message import message
from letsconnect_tui.plan.moments import moment_meant, moment_to_come, time_meant
from letsconnect_tui.plan.values import known_zone
from letsconnect_tui.plan.zone_hints import with_zone_hint


def zone_hint(name: str) -> str:
    reason = message("plan-not-a-zone", name)
    return words(with_zone_hint(reason, name)).removeprefix(words(reason)).strip()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("WAT", "Africa/Lagos"), ("New York", "America/New_York"), ("bogotá", "America/Bogota"),
        ("Lagos, Nigeria", "Africa/Lagos"), ("africa/lagos", "Africa/Lagos"),
        ("Africa/Lagoss", "Africa/Lagos"),
        ("Kenya", "Africa/Nairobi"), ("W. Europe Standard Time", "Europe/Berlin"),
        ("India Standard Time", "Asia/Kolkata"),
    ],
)  # fmt: skip
def test_one_zone_that_can_be_meant_is_named(written: str, meant: str) -> None:
    assert not known_zone(written)
    assert zone_hint(written) == f"Did you mean “{meant}”?"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("IST", ["Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"]),
        ("CST", ["America/Chicago", "Asia/Shanghai", "America/Havana"]),
        ("United States", ["America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"]),
    ],
)
def test_a_name_of_several_zones_asks_which(written: str, meant: list[str]) -> None:
    assert zone_hint(written) == "Choose one of: " + ", ".join(f"“{zone}”" for zone in meant) + "."


@pytest.mark.parametrize(
    ("written", "city", "offset"),
    [
        ("UTC-5", "America/Bogota", "Etc/GMT+5"), ("UTC−5", "America/Bogota", "Etc/GMT+5"),
        ("gmt +1", "Africa/Lagos", "Etc/GMT-1"), ("+03:00", "Africa/Nairobi", "Etc/GMT-3"),
        ("UTC+5:30", "Asia/Kolkata", ""), ("+0545", "Asia/Kathmandu", ""), ("UTC-11", "", "Etc/GMT+11"),
    ],
)  # fmt: skip
def test_an_offset_leads_to_a_city_and_to_the_name_whose_sign_is_turned(
    written: str, city: str, offset: str
) -> None:
    assert city in zone_hint(written)
    assert f"“{offset}”" in zone_hint(written) or not offset


@pytest.mark.parametrize("written", ["Mars/Phobos", "UTC+27", "", "../etc", "x" * 5000])
def test_where_nothing_can_be_meant_nothing_is_suggested(written: str) -> None:
    assert zone_hint(written) == ""


def test_every_zone_that_is_suggested_exists() -> None:
    from letsconnect_tui.plan import zone_hints as zones

    tables = (zones._AT_OFFSET, zones._ABBREVIATIONS, zones._LARGE_COUNTRIES)
    named = {zone for table in tables for places in table.values() for zone in places}
    assert [zone for zone in named | set(zones._RENAMED.values()) if not known_zone(zone)] == []


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("10.12.2026 14:30", "Write 2026-12-10T14:30."),
        ("10/12/2026 14:30", "Write 2026-12-10T14:30 or 2026-10-12T14:30, whichever is meant."),
        ("12/25/2026 2:30 pm", "Write 2026-12-25T14:30."),
        ("12/12/2026 9:00", "Write 2026-12-12T09:00."),
        ("2026/12/03 15h30", "Write 2026-12-03T15:30."),
        ("2026-2-3 9:00", "Write 2026-02-03T09:00."),
        ("3 December 2026, 15:00", "Write 2026-12-03T15:00."),
        ("Dec 3rd, 2026 12 am", "Write 2026-12-03T00:00."),
        ("2026-02-30T15:00", "There is no 2026-02-30: that month ends with 2026-02-28."),
        ("29.2.2027 10:00", "There is no 2027-02-29: that month ends with 2027-02-28."),
    ],
)
def test_a_date_in_another_order_is_told_as_plans_write_it(written: str, said: str) -> None:
    meant = moment_meant(written)

    assert meant is not None
    assert words(meant) == said


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("10 December 15:00", "2026-12-10T15:00"),
        ("Thursday 10 December 3 pm", "2026-12-10T15:00"),
        ("Thu, Dec 10th, 15h30", "2026-12-10T15:30"),
        ("28 November 9:00", "2026-11-28T09:00"),
        ("3 Feb 15:00", "2027-02-03T15:00"),
        ("29 Feb 15:00", None),
        ("Friday 10 December 15:00", None),
        ("10 December 2027 15:00", "2027-12-10T15:00"),
        ("10/12 15:00", None),
        ("10 December", None),
        ("", None),
    ],
)
def test_a_day_without_a_year_is_one_to_come(written: str, meant: str | None) -> None:
    found = moment_to_come(written, date(2026, 11, 28))

    assert (None if found is None else f"{found:%Y-%m-%dT%H:%M}") == meant


@pytest.mark.parametrize(
    "written", ["tomorrow", "2026-13-01T10:00", "2026-12-03T24:00", "", "10.12.2026", "9" * 99]
)
def test_a_date_that_nobody_can_tell_gets_no_suggestion(written: str) -> None:
    assert moment_meant(written) is None


@pytest.mark.parametrize(
    ("written", "said"), [("3:40 pm", "15:40"), ("15.40", "15:40"), ("15h40", "15:40"), ("12 am", "00:00")]
)
def test_a_time_of_day_in_another_form_is_told_as_plans_write_it(written: str, said: str) -> None:
    meant = time_meant(written)

    assert meant is not None
    assert words(meant) == f'Write "{said}".'


@pytest.mark.parametrize("written", ["25:00", "1540", "13 pm", "0 am", "noon"])
def test_a_time_of_day_that_nobody_can_tell_gets_no_suggestion(written: str) -> None:
    assert time_meant(written) is None


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Spanish", "es"),
        ("español", "es"),
        ("ESPANOL", "es"),
        ("anglais", "en"),
        ("Kiswahili", "sw"),
        ("Igbo", "ig"),
    ],
)
def test_the_name_of_a_language_leads_to_its_code(name: str, code: str) -> None:
    assert language_named(name) == code


def test_no_language_is_made_up() -> None:
    assert language_named("Klingonese") is None
