"""An earlier plan becomes a new one: dates moved, id new, everything else as it was."""

from __future__ import annotations

from datetime import datetime

import pytest

from letsconnect_tui.app.plan_again import next_date, plan_again
from letsconnect_tui.app.plan_library import shipped_plans
from letsconnect_tui.errors import InputError

TEXT = """\
plan = 1
[session]
id = "old"       # never change it
title = "Old"
start = 2026-12-03T15:00   # a Thursday
timezone = "Africa/Lagos"
length = "1h"
repeats = [2026-12-03T22:00, "2026-12-04T09:00"]
[[item]]
title = "A"
duration = 10
start = "2026-12-03T15:10"
"""


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_dates_move_and_the_id_is_new() -> None:
    again = plan_again(TEXT, "new", at("2026-12-31T16:00"), "New")

    expected = (
        TEXT.replace('"old"  ', '"new"  ')
        .replace('"Old"', '"New"')
        .replace("2026-12-03T15:00 ", "2026-12-31T16:00 ")
        .replace("2026-12-03T22:00", "2026-12-31T23:00")
        .replace("2026-12-04T09:00", "2027-01-01T10:00")
        .replace("2026-12-03T15:10", "2026-12-31T16:10")
    )
    assert again.text == expected


@pytest.mark.parametrize("path", shipped_plans(), ids=lambda path: path.stem)
def test_every_shipped_plan_can_be_held_again(path: object) -> None:
    text = path.read_text("utf-8")  # type: ignore[attr-defined]

    again = plan_again(text, "again", at("2028-01-05T10:00"))

    assert again.reading.plan is not None
    assert len(again.text.splitlines()) == len(text.splitlines())
    assert (again.plan.session.id, again.plan.session.start) == ("again", at("2028-01-05T10:00"))


@pytest.mark.parametrize(
    ("start", "now", "later"),
    [
        ("2026-12-03T15:00", "2026-12-04T10:00", "2026-12-31T15:00"),
        ("2026-12-03T15:00", "2026-12-31T15:00", "2027-01-28T15:00"),
        ("2026-12-03T15:00", "2027-11-01T15:00", "2027-11-04T15:00"),
        ("2027-12-02T15:00", "2026-11-01T15:00", "2027-12-30T15:00"),
    ],
)
def test_next_month_is_the_same_weekday_still_to_come(start: str, now: str, later: str) -> None:
    assert next_date(at(start), at(now)) == at(later)
    assert at(later).weekday() == at(start).weekday()


def test_a_plan_with_errors_is_refused() -> None:
    with pytest.raises(InputError):
        plan_again(TEXT.replace("duration = 10", 'duration = "ten"'), "new", at("2026-12-31T16:00"))
