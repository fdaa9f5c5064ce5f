"""Whatever counts down, counts the same second in every place and in both faces."""

from __future__ import annotations

import re

import pytest

from letsconnect_tui.app.requests import ShowStatus
from letsconnect_tui.commands.table import perform_line
from letsconnect_tui.i18n import words
from letsconnect_tui.messages.times import seconds_left, time_left
from letsconnect_tui.tui.render.before import countdown
from letsconnect_tui.tui.render.clock import big_text, digits
from letsconnect_tui.tui.render.header import window_title
from letsconnect_tui.tui.render.rooms_header import opened
from letsconnect_tui.tui.snapshot import take_snapshot
from tests.app.rehearsed import rehearsed, said

OFFSETS_MS = [0, 1, 400, 999, 1000, 59_001, 299_999, 300_000, 300_001, 300_999, 301_000]


@pytest.mark.parametrize(
    ("ms", "seconds", "shown"),
    [
        (3000, 3, "0:03"),
        (2001, 3, "0:03"),
        (1, 1, "0:01"),
        (0, 0, "0:00"),
        (-999, 0, "0:00"),
        (-1000, -1, "0:01"),
    ],
)
def test_a_countdown_ends_at_nothing(ms: int, seconds: int, shown: str) -> None:
    assert (seconds_left(ms), time_left(ms)) == (seconds, shown)


@pytest.mark.parametrize("after_ms", OFFSETS_MS)
def test_the_running_item_has_the_same_time_left_everywhere(after_ms: int) -> None:
    session, clock = rehearsed()
    said(session, "start")
    clock.advance(after_ms)
    snapshot = take_snapshot(session)
    json = session.ask(ShowStatus(as_json=True)).json
    assert json is not None

    left_s = json["item"]["remaining_s"]
    shown = f"{abs(left_s) // 60}:{abs(left_s) % 60:02}"
    assert big_text(snapshot) == (f"+{shown}" if left_s < 0 else shown)
    assert shown in window_title(snapshot)
    sentence = words(session.ask(ShowStatus()).message)
    assert re.search(rf"\b{shown} {'over' if left_s < 0 else 'left'}\b", sentence), sentence


@pytest.mark.parametrize("before_ms", OFFSETS_MS)
def test_the_start_is_as_far_away_everywhere(before_ms: int) -> None:
    session, _ = rehearsed(early_ms=before_ms)
    snapshot = take_snapshot(session)
    assert time_left(before_ms) in window_title(snapshot)
    for row, drawn in zip(countdown(snapshot, 80), digits(time_left(before_ms)), strict=True):
        assert drawn.rstrip() in row.plain


@pytest.mark.parametrize("after_ms", OFFSETS_MS)
def test_open_rooms_have_as_much_time_as_their_item(after_ms: int) -> None:
    session, clock = rehearsed(people=9)
    said(session, "start", "next", "next", "next", "rooms", "accept", "open")
    clock.advance(after_ms)
    snapshot = take_snapshot(session)
    held = session.state.round
    assert held is not None
    rows = " ".join(row.plain for row in opened(snapshot, held, 80))
    assert big_text(snapshot) in rows


def test_a_typed_status_says_over_when_the_screen_does() -> None:
    session, clock = rehearsed()
    said(session, "start")
    clock.advance(300_500)
    assert " left" in words(perform_line(session, "status").message)
    clock.advance(500)
    assert " over" in words(perform_line(session, "status").message)
