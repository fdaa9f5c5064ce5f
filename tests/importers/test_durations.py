"""Durations and times of day as people, forms and spreadsheets write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letsconnect_tui.importers.durations import first_part_of, read_duration, read_times, seconds_between
from letsconnect_tui.plan.moments import LONGEST_S

MINUTES = {
    60: "60|60 min|1h|1 h|1 hr|1 hour|1:00:00|01:00:00|1:00:00 AM|PT1H|an hour|une heure|una hora|ساعة|1小时"
    "|一小时",
    10: "10|10m|10M|10 min|10 min.|10 mins|10 minutes|10'|10 ′|10’|00:10:00|0:10:00|00:10:00.000|00:10:00:00"
    "|12:10:00 AM|0:10|PT10M|pt10m|0.0069444|0,0069444|6.94444E-03|1899-12-30T00:10:00.000Z|1/0/1900 0:10:00"
    "|12/30/1899 0:10:00|1900-01-00 00:10|Sat Dec 30 1899 00:10:00 GMT+0000 (GMT)|~10 min|10 min (flexible)"
    "|5–10 min|5-10|15:00-15:10|10 minutos|10 دقائق|١٠|１０|10分钟|10 分|10 dakika"
    "|dakika 10|nkeji 10|Dakika 10 (kama)|600s|600 seconds",
    90: "90|1h30|1h30m|1 h 30|1 h 30 min|1.5h|1,5 h|1½ h|1.5 hours|90 min|1:30:00|1:30|1:30 h|PT1H30M"
    "|1小时30分钟|1 hora y 30 minutos|1 heure 30|0.0625|1 hour and 30 minutes|saa 1 na dakika 30",
    2.5: "2.5|2,5|2½|2m30s|2 min 30|2'30\"|2'30|150s|PT2M30S|2:30 min|0:02:30",
    0.5: "0.5|30s|30\"|30 sec|½|0:30 min",
    30: "half an hour|media hora|une demi-heure|meia hora|نصف ساعة|半小时|½ hour|0.5 h",
    15: "quarter of an hour|un quart d'heure|15",
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "minutes"),
    [(text, minutes) for minutes, listed in MINUTES.items() for text in listed.split("|")],
)
def test_a_duration_is_read_however_it_is_written(text: str, minutes: float) -> None:
    assert read_duration(text) == minutes * 60


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        "ten",
        "x",
        "-5",
        "10 parsecs",
        "5 -",
        "dakika",
        "2026-12-03 15:10",
        "3-4-2026",
        "1:75",
        "9" * 30,
        "TBD",
        "?",
    ],
)
def test_what_is_no_duration_is_none(text: str) -> None:
    assert read_duration(text) is None


def test_a_written_zero_is_told_from_nothing() -> None:
    assert (read_duration("0"), read_duration("0 min"), read_duration("")) == (0, 0, None)


def test_a_number_counts_what_its_heading_says() -> None:
    assert [read_duration("90", plain=unit) for unit in ("seconds", "minutes")] == [90, 5400]
    assert read_duration("1.5", plain="hours") == 5400


@pytest.mark.parametrize(
    ("column", "counts"),
    [
        (["0:10", "0:20", "1:30"], "hours"),
        (["10:00", "5:00", "20:00"], "minutes"),
        (["12:00", "10 min"], "minutes"),
        (["3:00"] * 4, "minutes"),
        (["00:10:00", "10 min", "12:10 AM"], None),
    ],
)
def test_the_first_part_of_a_clock_counts_what_sessions_can_hold(
    column: list[str], counts: str | None
) -> None:
    assert first_part_of(column) == counts


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("15:00", "15:00", None),
        ("15:00:00", "15:00", None),
        ("3:00 PM", "15:00", None),
        ("3 p.m.", "15:00", None),
        ("12:10 AM", "0:10", None),
        ("15h00", "15:00", None),
        ("15h", "15:00", None),
        ("15.00", "15:00", None),
        ("15:00 UTC", "15:00", None),
        ("0.625", "15:00", None),
        ("2026-12-03T15:00:00+01:00", "15:00", None),
        ("12/30/1899 15:00:00", "15:00", None),
        ("15:00 – 15:10", "15:00", "15:10"),
        ("3:00 PM to 3:10 PM", "15:00", "15:10"),
        ("15h00 à 15h10", "15:00", "15:10"),
        ("10", None, None),
        ("25:00", None, None),
        ("soon", None, None),
    ],
)
def test_a_time_of_day_is_read_with_the_end_of_its_range(
    text: str, start: str | None, end: str | None
) -> None:
    assert read_times(text) == (_after_midnight(start), _after_midnight(end))


def _after_midnight(clock: str | None) -> int | None:
    if clock is None:
        return None
    hours, _, minutes = clock.partition(":")
    return int(hours) * 3600 + int(minutes) * 60


def test_from_one_clock_to_the_next_is_a_few_hours_or_nobody_knows() -> None:
    assert seconds_between(23 * 3600, 3600) == 2 * 3600
    assert seconds_between(11 * 3600 + 1800, 3600) == 5400  # 11:30 to 1:00, on clocks without AM and PM
    assert seconds_between(15 * 3600, 14 * 3600) is None
    assert seconds_between(11 * 3600, 10 * 3600) is None
    assert seconds_between(17 * 3600, 9 * 3600) is None


@given(st.text(max_size=40) | st.text(alphabet="0123456789:.,hmsPT'\"-–/ ¼", max_size=30))
def test_any_text_is_a_sane_duration_or_none(text: str) -> None:
    seconds = read_duration(text)

    assert seconds is None or 0 <= seconds <= LONGEST_S
    assert all(time is None or 0 <= time < 24 * 3600 for time in read_times(text))
