from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letsconnect_tui.tui.render.clock import digits, largest, width

CLOCKS = st.from_regex(r"[+-]?[0-9]{1,3}:[0-9]{2}(:[0-9]{2})?", fullmatch=True)


def test_digits_look_like_themselves() -> None:
    assert digits("1:40") == (
        "▄█  ▄ █ █ █▀█",
        " █  ▄ ▀▀█ █ █",
        "▀▀▀     ▀ ▀▀▀",
    )


@given(CLOCKS, st.integers(1, 5))
def test_all_rows_are_equally_wide(text: str, scale: int) -> None:
    assert {len(row) for row in digits(text, scale)} == {width(text, scale)}


@given(st.sampled_from("0123456789"), st.sampled_from("0123456789"))
def test_no_two_digits_look_alike(one: str, other: str) -> None:
    assert (digits(one) == digits(other)) == (one == other)


@pytest.mark.parametrize(("columns", "rows"), [(60, 10), (100, 22), (200, 40)])
def test_the_largest_scale_fits_and_the_next_does_not(columns: int, rows: int) -> None:
    scale = largest("12:34", columns, rows)
    assert width("12:34", scale) <= columns
    assert len(digits("12:34", scale)) <= rows
    assert width("12:34", scale + 1) > columns or len(digits("12:34", scale + 1)) > rows


def test_too_little_room_still_has_a_clock() -> None:
    assert largest("12:34", 5, 1) == 1
