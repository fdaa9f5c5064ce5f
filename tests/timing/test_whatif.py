"""A late item in a plan, without a session."""

from __future__ import annotations

from datetime import datetime, time

import pytest

from letsconnect_tui.plan.model import Item, Plan, Session
from letsconnect_tui.timing.whatif import planned_start_at, what_if

MINUTE = 60_000


def an_item(name: str, minutes: int, floor: int, start: time | None = None) -> Item:
    return Item(name, "share", name, minutes * 60, floor * 60, minutes * 60, start=start)


def a_plan(*items: Item) -> Plan:
    start = datetime.fromisoformat("2026-12-03T15:00")
    return Plan(Session("id", "Title", start, "Africa/Lagos", 3600), items)


PLAN = a_plan(an_item("one", 20, 10), an_item("two", 20, 10), an_item("three", 15, 5))


def allotted(late: int, item: str, extend: int = 0, drop: tuple[str, ...] = ()) -> dict[str, int]:
    answer = what_if(PLAN, item, late * MINUTE, extend_ms=extend * MINUTE, drop=drop)
    return {line.id: line.becomes_ms // MINUTE for line in answer.rebalance.lines}


def test_slack_before_the_end_of_the_slot_absorbs_lateness_first() -> None:
    assert allotted(5, "one") == {"one": 20, "two": 20, "three": 15}


def test_the_late_item_and_all_after_it_share_what_is_left() -> None:
    assert allotted(20, "one") == {"one": 15, "two": 15, "three": 10}
    assert allotted(15, "two") == {"two": 15, "three": 10}


def test_a_later_end_and_a_dropped_item_spare_the_others() -> None:
    assert allotted(20, "one", extend=15) == {"one": 20, "two": 20, "three": 15}
    assert allotted(20, "one", drop=("three",)) == {"one": 20, "two": 20, "three": 0}


def test_it_says_when_the_item_begins_and_when_all_ends() -> None:
    answer = what_if(PLAN, "two", 10 * MINUTE)

    start_at = planned_start_at(PLAN)
    assert answer.begins_at == start_at + 30 * MINUTE
    assert answer.end_at == start_at + 60 * MINUTE
    assert answer.ends_at == answer.end_at
    assert what_if(PLAN, "two", 0, drop=["three"]).ends_at == start_at + 40 * MINUTE


def test_the_late_items_own_anchor_no_longer_counts_but_later_ones_do() -> None:
    anchored = a_plan(
        an_item("one", 10, 5),
        an_item("two", 20, 10, time(15, 10)),
        an_item("three", 20, 10, time(15, 40)),
    )

    answer = what_if(anchored, "two", 15 * MINUTE)

    assert answer.rebalance.fits
    assert [line.becomes_ms // MINUTE for line in answer.rebalance.lines] == [15, 20]


def test_an_item_that_is_not_in_the_plan_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        what_if(PLAN, "four", 0)
