from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letsconnect_tui.people.presence import (
    Interval,
    for_report,
    minutes,
    present_ms,
    status,
    union,
)

MINUTE = 60_000
times = st.integers(0, 60)
intervals = st.lists(
    st.builds(
        lambda start, length: Interval(start, None if length is None else start + length),
        times,
        st.none() | times,
    ),
    max_size=8,
)


def at(*pairs: tuple[int, int | None]) -> tuple[Interval, ...]:
    return tuple(Interval(a * MINUTE, None if b is None else b * MINUTE) for a, b in pairs)


def test_minutes_count_no_overlap_twice_and_bridge_no_gap() -> None:
    assert minutes(at((0, 10), (5, 15), (17, 20)), 60 * MINUTE) == 18


def test_somebody_still_here_counts_up_to_now() -> None:
    assert minutes(at((0, None)), 7 * MINUTE) == 7


def test_minutes_after_now_do_not_count_yet() -> None:
    assert present_ms(at((0, 10), (20, 30)), 5 * MINUTE) == 5 * MINUTE


def test_a_short_drop_of_the_line_ends_no_interval_in_reports() -> None:
    assert for_report(at((0, 10), (13, 20), (24, 30))) == at((0, 20), (24, 30))


@pytest.mark.parametrize(
    ("here", "start", "expected"),
    [
        ((), 0, "not-marked"),
        (at((0, None)), 0, "here"),
        (at((10, None)), 0, "here"),
        (at((11, None)), 0, "late"),
        (at((11, None)), None, "here"),
        (at((0, 5), (30, None)), 0, "here"),
        (at((0, 5)), 0, "left"),
    ],
)
def test_status_is_told_in_the_facilitators_words(
    here: tuple[Interval, ...], start: int | None, expected: str
) -> None:
    assert status(here, start) == expected


@given(intervals, st.integers(0, 150))
def test_time_here_is_the_number_of_milliseconds_inside_any_interval(here: list[Interval], now: int) -> None:
    inside = {
        ms for one in here for ms in range(one.start_at, min(now, now if one.end_at is None else one.end_at))
    }

    assert present_ms(here, now) == len(inside)


@given(intervals)
def test_a_union_has_no_overlaps_and_is_its_own_union(here: list[Interval]) -> None:
    once = union(here)

    assert union(once) == once
    assert all(a.end_at is not None and a.end_at < b.start_at for a, b in pairwise(once))
