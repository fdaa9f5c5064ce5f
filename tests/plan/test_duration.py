from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letsconnect_tui.plan.moments import LONGEST_S, clock, duration_text, parse_duration


@pytest.mark.parametrize(
    ("written", "seconds"),
    [(20, 1200), ("20", 1200), ("20m", 1200), ("1h30m", 5400), ("90s", 90), ("2m30s", 150), ("1h", 3600),
     ("1h 5m 3s", 3903), (" 20 min ", 1200), (0, 0), ("0m", 0), (1.5, 90), ("1H30M", 5400), ("٢٠m", 1200)],
)  # fmt: skip
def test_durations_people_write_are_understood(written: object, seconds: int) -> None:
    assert parse_duration(written) == seconds


@pytest.mark.parametrize(
    "written",
    ["twenty", "", " ", "m", "5x", "-5m", "1.5h", "1m1h", "20:00", "1:30", -1, True, None, [20],
     math.nan, math.inf, 10**30, "999999h", 0.001, "²m"],
)  # fmt: skip
def test_anything_else_is_not_a_duration(written: object) -> None:
    assert parse_duration(written) is None


@given(st.integers(0, LONGEST_S))
def test_a_written_duration_reads_back_the_same(seconds: int) -> None:
    assert parse_duration(duration_text(seconds)) == seconds


@given(st.one_of(st.text(), st.integers(), st.floats(), st.none(), st.booleans()))
def test_any_value_gives_seconds_of_a_week_or_nothing(value: object) -> None:
    seconds = parse_duration(value)

    assert seconds is None or 0 <= seconds <= LONGEST_S


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0, "0:00"), (5, "0:05"), (1200, "20:00"), (3723, "1:02:03"), (-75, "−1:15")]
)
def test_clock_shows_minutes_and_hours_when_there_are_some(seconds: int, shown: str) -> None:
    assert clock(seconds) == shown
