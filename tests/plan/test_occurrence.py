from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from letsconnect_tui.plan.model import Item, Plan, Session
from letsconnect_tui.plan.occurrence import comes_twice, exists, nearest_occurrence, outline, starts

BERLIN = ZoneInfo("Europe/Berlin")


def local(text: str) -> datetime:
    return datetime.fromisoformat(text)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def item(item_id: str, minutes: int, anchor: time | None = None) -> Item:
    return Item(item_id, "other", item_id, minutes * 60, minutes * 30, minutes * 60, start=anchor)


def a_plan(*items: Item, start: str = "2026-12-03T15:00", zone: str = "Africa/Lagos") -> Plan:
    repeats = (local("2026-12-03T22:00"), local("2026-12-04T09:00"))
    session = Session("demo", "Demo", local(start), zone, 7200, repeats=repeats)
    return Plan(session, items or (item("a", 20),))


@pytest.mark.parametrize(
    ("now", "start"),
    [
        ("2026-11-01T00:00", "2026-12-03T14:00"),
        ("2026-12-03T17:29", "2026-12-03T14:00"),
        ("2026-12-03T17:30", "2026-12-03T21:00"),
        ("2027-01-01T00:00", "2026-12-04T08:00"),
    ],
)
def test_nearest_occurrence_of_two_equal_ones_is_the_one_to_come(now: str, start: str) -> None:
    assert nearest_occurrence(a_plan(), utc(now)) == utc(start)


def test_repeats_keep_their_local_time_when_clocks_change() -> None:
    plan = a_plan(start="2026-10-24T15:00", zone="Europe/Berlin")
    plan = replace(plan, session=replace(plan.session, repeats=(local("2026-10-31T15:00"),)))

    assert starts(plan) == (utc("2026-10-24T13:00"), utc("2026-10-31T14:00"))


def test_skipped_and_repeated_hours_are_known() -> None:
    assert not exists(local("2027-03-28T02:30"), BERLIN)
    assert exists(local("2027-03-28T03:00"), BERLIN)
    assert comes_twice(local("2026-10-25T02:30"), BERLIN)
    assert not comes_twice(local("2026-10-25T03:00"), BERLIN)


def test_anchor_waits_and_never_hurries() -> None:
    plan = a_plan(item("a", 20), item("b", 10, time(15, 40)), item("c", 10, time(15, 45)))

    begins = [planned.starts_at for planned in outline(plan)]

    assert begins == [utc("2026-12-03T14:00"), utc("2026-12-03T14:40"), utc("2026-12-03T14:50")]


def test_anchor_past_midnight_is_on_the_next_day() -> None:
    plan = a_plan(item("a", 20), item("b", 10, time(0, 15)), start="2026-12-03T23:30")

    assert outline(plan)[1].starts_at == utc("2026-12-03T23:15")


def test_outline_of_a_repeat_begins_at_the_repeat() -> None:
    plan = a_plan(item("a", 20), item("b", 10))

    second = outline(plan, starts(plan)[1])

    assert second[1].starts_at == utc("2026-12-03T21:00") + timedelta(minutes=20)
