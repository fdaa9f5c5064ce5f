"""Whatever is typed in whatever order, the session stays true."""

from __future__ import annotations

import pytest

from tests.plain.random_lines import RandomSession, random_line

LINES_A_SESSION = 120


def play(seed: int) -> None:
    held = RandomSession(seed)
    for number in range(LINES_A_SESSION):
        held.type(random_line(held.random))
        if number % 10 == 9:
            held.check_figures()
            held.check_undo_and_redo()
        if number % 40 == 20:
            held.set_the_clock()
    held.check_file()


@pytest.mark.parametrize("seed", range(12))
def test_random_lines_leave_a_session_that_is_true(seed: int) -> None:
    play(seed)


@pytest.mark.full
@pytest.mark.parametrize("block", range(42))
def test_a_hundred_thousand_random_lines_leave_sessions_that_are_true(block: int) -> None:
    for seed in range(1000 + block * 20, 1000 + block * 20 + 20):
        play(seed)
