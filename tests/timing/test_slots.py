"""From a plan's item to a slot, and from a clock time to a moment."""

from __future__ import annotations

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n import words
from letsconnect_tui.plan.model import Item, Plan, Session
from letsconnect_tui.timing import anchor_at, slot_of

LAGOS_START = datetime(2026, 12, 3, 15)  # noqa: DTZ001 - a plan's start has no zone of its own


def an_item(start: str | None = None) -> Item:
    read = datetime.fromisoformat if start is not None and "T" in start else time.fromisoformat
    clock_time = None if start is None else read(start)
    return Item("talk", "share", "Talk", 1200, 900, 1500, fair="sharers", optional=True, start=clock_time)


def a_plan(start: datetime, timezone: str = "Africa/Lagos") -> Plan:
    session = Session("id", "Title", start, timezone, 7200)
    return Plan(session, (an_item(),))


def ms(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


def anchored(start: str, session_start: str, timezone: str) -> str:
    """Which UTC moment an anchor means."""
    starts_at = datetime.fromisoformat(session_start).replace(tzinfo=UTC)
    local_start = starts_at.astimezone(ZoneInfo(timezone)).replace(tzinfo=None)
    at = anchor_at(an_item(start), a_plan(local_start, timezone), ms(session_start))
    assert at is not None
    return datetime.fromtimestamp(at / 1000, UTC).strftime("%Y-%m-%d %H:%M")


def test_a_slot_takes_its_numbers_from_the_plan() -> None:
    slot = slot_of(an_item())

    assert (slot.budget_ms, slot.allotted_ms, slot.floor_ms, slot.ceiling_ms) == (
        1_200_000,
        1_200_000,
        900_000,
        1_500_000,
    )
    assert (slot.fair, slot.optional, slot.squeeze, slot.anchor_at) == ("sharers", True, "normal", None)
    assert slot_of(an_item(), allotted_ms=1_000_000, anchor_at=7).allotted_ms == 1_000_000


def test_an_item_that_ran_and_comes_again_is_what_remains_of_it_and_stands_alone() -> None:
    slot = slot_of(an_item(), allotted_ms=1_100_000, anchor_at=7, ran_ms=300_000)

    assert (slot.budget_ms, slot.allotted_ms, slot.floor_ms) == (900_000, 800_000, 600_000)
    assert (slot.fair, slot.anchor_at) == (None, None)
    assert slot_of(an_item(), ran_ms=2_000_000).allotted_ms == 0


def test_an_item_without_a_clock_time_has_no_anchor() -> None:
    assert anchor_at(an_item(), a_plan(LAGOS_START), 0) is None


@pytest.mark.parametrize(
    ("start", "occurrence", "meant"),
    [
        ("15:40", "2026-12-03 21:00", "2026-12-03 21:40"),
        ("00:10", "2026-12-03 21:00", "2026-12-04 06:10"),
        ("2026-12-03T15:40", "2026-12-03 14:00", "2026-12-03 14:40"),
        ("2026-12-03T15:40", "2026-12-03 21:00", None),
        ("2026-12-03T22:30", "2026-12-03 21:00", "2026-12-03 21:30"),
    ],
)
def test_an_anchor_keeps_its_distance_in_another_occurrence_and_a_date_stays_where_it_is(
    start: str, occurrence: str, meant: str | None
) -> None:
    at = anchor_at(an_item(start), a_plan(LAGOS_START), ms(occurrence))

    assert at == (None if meant is None else ms(meant))


def test_the_distance_is_told_by_the_clock_on_the_wall_when_clocks_change_in_between() -> None:
    plan = a_plan(datetime(2026, 3, 21, 23, 30), "Europe/Berlin")  # noqa: DTZ001

    assert anchor_at(an_item("04:00"), plan, ms("2026-03-28 22:30")) == ms("2026-03-29 02:00")


@pytest.mark.parametrize(
    ("start", "session_start", "timezone", "meant"),
    [
        ("15:40", "2026-12-03 14:00", "Africa/Lagos", "2026-12-03 14:40"),
        ("15:00", "2026-12-03 14:00", "Africa/Lagos", "2026-12-03 14:00"),
        ("00:30", "2026-12-03 22:30", "Africa/Lagos", "2026-12-03 23:30"),
        ("14:59", "2026-12-03 14:00", "Africa/Lagos", "2026-12-04 13:59"),
        ("23:50", "2026-12-03 10:45", "Pacific/Auckland", "2026-12-03 10:50"),
    ],
    ids=["same day", "at the very start", "after midnight", "a minute before means tomorrow", "far zone"],
)
def test_an_anchor_is_the_first_such_clock_time_at_or_after_the_start(
    start: str, session_start: str, timezone: str, meant: str
) -> None:
    assert anchored(start, session_start, timezone) == meant


def test_a_clock_time_that_comes_twice_means_the_first() -> None:
    assert anchored("02:30", "2026-10-24 23:00", "Europe/Berlin") == "2026-10-25 00:30"


def test_a_session_that_starts_between_the_two_means_the_second() -> None:
    assert anchored("02:30", "2026-10-25 00:45", "Europe/Berlin") == "2026-10-25 01:30"


def test_a_clock_time_that_the_clocks_skip_is_an_error_that_says_so() -> None:
    with pytest.raises(InputError) as error:
        anchored("02:30", "2026-03-29 00:30", "Europe/Berlin")

    assert words(error.value.message) == (
        "Talk: 02:30 does not exist on 2026-03-29 in Europe/Berlin, because the clocks go forward then."
    )


def test_an_anchor_the_day_after_the_clocks_changed_is_on_the_new_time() -> None:
    assert anchored("01:00", "2026-03-28 22:00", "Europe/Berlin") == "2026-03-29 00:00"
    assert anchored("09:00", "2026-03-28 22:00", "Europe/Berlin") == "2026-03-29 07:00"
