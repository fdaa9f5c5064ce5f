"""Behind or ahead, projected ends, anchors, and a plan that moves."""

from __future__ import annotations

import pytest

from letsconnect_tui.errors import InputError
from letsconnect_tui.session import commands as c
from letsconnect_tui.session.moment import due_at, slots_to_come
from letsconnect_tui.timing.rebalance import rebalance
from tests.session.builders import HOUR, MINUTE, a_plan, a_session

ANCHORED = {
    "welcome": 5,
    "talk": 10,
    "guest": {"duration": "10m", "kind": "share", "start": "15:20"},
    "close": 5,
}


def test_a_session_that_starts_on_time_is_on_time() -> None:
    seen = a_session().started().seen
    assert (seen.offset, seen.offset_from_start) == (0, 0)


def test_a_late_start_is_behind_the_clock_but_not_behind_the_start() -> None:
    seen = a_session().at(3).started().at(5).seen
    assert (seen.offset, seen.offset_from_start) == (3 * MINUTE, 0)


def test_unspent_time_of_the_running_item_does_not_look_early() -> None:
    assert a_session().started().at(1).seen.offset == 0


def test_the_running_item_contributes_what_it_has_overrun() -> None:
    session = a_session().started().at(5)
    assert session.seen.offset == 0
    assert session.at(7).seen.offset == 2 * MINUTE


def test_finishing_early_is_ahead_once_the_next_began() -> None:
    assert a_session().started().at(3).give(c.Next()).seen.offset == -2 * MINUTE


def test_a_pause_pushes_the_end_along() -> None:
    session = a_session().started().at(1).give(c.Pause()).at(5)
    assert session.seen.offset == 4 * MINUTE
    assert session.give(c.Resume()).at(8).seen.offset == 4 * MINUTE


def test_dropping_gives_the_time_back() -> None:
    assert a_session().started().give(c.Drop("draft", "no time")).seen.offset == -20 * MINUTE


def test_adding_time_is_behind_at_once() -> None:
    assert a_session().started().give(c.AddTime(2 * MINUTE)).seen.offset == 2 * MINUTE


def test_an_anchor_absorbs_lateness_before_it() -> None:
    session = a_session(a_plan(ANCHORED)).at(4).started()
    guest = session.seen.coming[1]

    assert session.seen.offset == 0
    assert (session.clock_minutes(guest.start_at), guest.gap_ms) == (20, MINUTE)


def test_what_an_anchor_absorbs_is_neither_behind_nor_ahead_of_the_start() -> None:
    assert a_session(a_plan(ANCHORED)).at(4).started().seen.offset_from_start == 0


def test_an_anchored_item_is_not_projected_before_its_clock_time() -> None:
    session = a_session(a_plan(ANCHORED)).started().at(1).give(c.Next())
    assert session.clock_minutes(session.seen.coming[0].start_at) == 20


def test_a_missed_anchor_is_behind() -> None:
    seen = a_session(a_plan(ANCHORED)).started().at(12).seen
    assert (seen.offset, seen.coming[1].overlap_ms) == (2 * MINUTE, 2 * MINUTE)


@pytest.mark.parametrize("late", [2 * HOUR + 1000, -2 * HOUR - 1000, 100 * HOUR])
def test_a_session_far_from_its_plan_moves_the_whole_plan(late: int) -> None:
    session = a_session(a_plan(ANCHORED), early_ms=101 * HOUR).at(late / MINUTE).started()

    assert session.state.planned_start == session.zero + late
    assert session.state.end_to_keep == session.zero + late + HOUR
    assert session.seen.offset == 0
    assert session.seen.coming[1].start_at == session.zero + late + 20 * MINUTE


def test_two_hours_late_is_still_only_late() -> None:
    assert a_session().at(120).started().seen.offset == 120 * MINUTE


def test_a_corrected_start_can_take_back_that_the_plan_moved() -> None:
    session = a_session().at(121).started().at(122)
    assert session.seen.offset == 0

    session.give(c.CorrectStart(2 * MINUTE))
    assert session.state.planned_start == session.zero
    assert session.state.end_to_keep == session.zero + HOUR
    assert session.seen.offset == 119 * MINUTE


def test_a_moved_plan_follows_a_corrected_start() -> None:
    session = a_session().at(180).started().at(182).give(c.CorrectStart(MINUTE))
    assert session.clock_minutes(session.state.planned_start) == 179
    assert session.seen.offset == 0


def test_a_later_end_that_was_chosen_moves_with_the_plan() -> None:
    session = a_session()
    kept = {item: session.state.allotted(item) for item in session.state.to_come}
    session.give(c.AcceptRebalance(kept, session.state.end_to_keep + 10 * MINUTE)).at(180).started()
    assert session.clock_minutes(session.state.end_to_keep) == 180 + 70


def test_a_repeat_takes_the_occurrence_nearest_to_now() -> None:
    plan = a_plan(ANCHORED, repeats=("2026-12-10T15:00",))
    session = a_session(plan, early_ms=-7 * 24 * HOUR).started()
    assert session.clock_minutes(session.state.planned_start) == 7 * 24 * 60
    assert session.seen.offset == 0
    assert session.seen.coming[1].start_at - session.state.planned_start == 20 * MINUTE


def test_an_anchor_that_its_day_skips_is_said_before_anything_is_kept() -> None:
    items = {"welcome": 5, "talk": {"duration": "10m", "start": "02:30"}}
    plan = a_plan(items, start="2026-03-22T02:00", zone="Europe/Berlin", repeats=("2026-03-29T01:50",))
    with pytest.raises(InputError) as no:
        a_session(plan, early_ms=-7 * 24 * HOUR)
    assert no.value.message.key == "timing-no-such-time"


@pytest.mark.parametrize(("anchor", "minutes"), [("02:30", 60), ("03:30", 180)])
def test_an_anchor_in_the_night_the_clocks_go_back_means_the_first_such_time(
    anchor: str, minutes: int
) -> None:
    items = {"welcome": 5, "talk": {"duration": "10m", "start": anchor}}
    plan = a_plan(items, start="2026-10-25T01:30", zone="Europe/Berlin", length="4h")
    session = a_session(plan).started()
    assert session.clock_minutes(session.seen.coming[0].start_at) == minutes


def test_an_anchor_past_midnight_is_the_next_days() -> None:
    items = {"welcome": 5, "talk": {"duration": "10m", "start": "00:15"}}
    session = a_session(a_plan(items, start="2026-12-03T23:50")).started()
    assert session.clock_minutes(session.seen.coming[0].start_at) == 25


def test_before_the_start_all_is_projected_from_the_planned_start() -> None:
    session = a_session(early_ms=30 * MINUTE)
    assert session.clock_minutes(session.seen.lines[0].start_at) == 0
    assert (session.seen.offset, session.seen.item, session.seen.number) == (0, None, 0)
    assert session.at(4).seen.offset == 4 * MINUTE


def test_the_latest_finish_is_the_end_to_keep_without_the_floors_to_come() -> None:
    session = a_session().started()
    floors = (5 + 5 + 10 + 5) * MINUTE
    assert session.seen.latest_finish == session.state.end_to_keep - floors


def test_an_accepted_rebalance_ends_where_it_should() -> None:
    session = a_session(a_plan(length="50m")).started().at(12)
    slots = slots_to_come(session.state)
    table = rebalance(due_at(session.state, session.now), slots, session.state.end_to_keep)
    assert session.seen.offset == 7 * MINUTE

    session.give(
        c.AcceptRebalance({line.id: line.becomes_ms for line in table.lines}, session.state.end_to_keep)
    )
    assert session.seen.offset == 0
    assert session.seen.projected_end == session.state.end_to_keep


def test_a_table_about_other_items_is_stale() -> None:
    session = a_session().started()
    given = dict.fromkeys(session.state.to_come, MINUTE)
    session.give(c.Drop("close"))
    with pytest.raises(Exception, match="refused-proposal-stale"):
        session.give(c.AcceptRebalance(given, session.state.end_to_keep))
