"""Bars of planned and actual time: what they say must survive without colour, in any width."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letsconnect_tui.text import cell_width
from letsconnect_tui.timing.timeline import BarRow, bars
from tests.timing.agendas import MINUTE

SESSION = [
    BarRow("Welcome", 0, 5 * MINUTE, ((0, 8 * MINUTE),)),
    BarRow("Talk", 5 * MINUTE, 20 * MINUTE, ((8 * MINUTE, 24 * MINUTE),)),
    BarRow("Break", 25 * MINUTE, 10 * MINUTE),
    BarRow("Questions", 35 * MINUTE, 10 * MINUTE, ((24 * MINUTE, 30 * MINUTE), (41 * MINUTE, 45 * MINUTE))),
]


def test_each_item_has_its_plan_above_what_ran() -> None:
    assert bars(SESSION, 62) == (
        "─────                                          5:00  Welcome",
        "█████▒▒▒                                       8:00  +3:00",
        "     ────────────────────                     20:00  Talk",
        "        ████████████████                      16:00  −4:00",
        "                         ──────────           10:00  Break",
        "                         ·",
        "                                   ────────── 10:00  Questions",
        "                        ██████           ████ 10:00  0:00",
    )


def test_a_short_item_is_still_seen() -> None:
    at = 600 * MINUTE
    some = [BarRow("Long", 0, 2 * at), BarRow("Short", at, 1000, ((at, at + 9),))]

    assert bars(some, 60)[2].strip().startswith("─")
    assert bars(some, 60)[3].strip().startswith("█")


def test_time_beyond_the_plan_is_marked_in_whichever_run_it_fell() -> None:
    row = BarRow(
        "Talk", 0, 10 * MINUTE, ((0, 6 * MINUTE), (14 * MINUTE, 20 * MINUTE), (24 * MINUTE, 30 * MINUTE))
    )

    assert bars([row], 60)[1] == "█████████             ██████▒▒▒       ▒▒▒▒▒▒▒▒▒ 18:00  +8:00"


def test_nothing_to_draw_is_no_line() -> None:
    assert bars([], 80) == ()


moments = st.integers(0, 10**8)
intervals = st.tuples(moments, moments).map(lambda at: (min(at), max(at)))
rows = st.builds(
    BarRow,
    title=st.text(st.characters(exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp")), max_size=60),
    planned_at=moments,
    planned_ms=moments,
    actual=st.lists(intervals, max_size=3).map(tuple),
)


@given(st.lists(rows, max_size=8), st.integers(60, 200))
def test_no_line_is_wider_than_asked_for(some: list[BarRow], width: int) -> None:
    lines = bars(some, width)

    assert len(lines) == 2 * len(some)
    assert all(cell_width(line) <= width for line in lines)


@pytest.mark.parametrize("width", [60, 80, 200])
def test_the_longest_bar_reaches_across_the_whole_scale(width: int) -> None:
    (line, _) = bars([BarRow("All", 0, 60 * MINUTE)], width)

    assert line == "─" * (width - len(" 1:00:00  All")) + " 1:00:00  All"
