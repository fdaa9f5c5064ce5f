"""When things begin and end, and how long the running item may go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from letsconnect_tui.timing import fit, latest_finish, project, projected_end
from tests.timing.agendas import MINUTE, SECOND, a_slot, random_agenda

if TYPE_CHECKING:
    from random import Random

    from letsconnect_tui.timing import Projected


def minutes(rows: tuple[Projected, ...]) -> list[tuple[int, int]]:
    return [(row.start_at // MINUTE, row.end_at // MINUTE) for row in rows]


def test_items_follow_one_another_from_the_moment_the_running_one_is_due_to_end() -> None:
    slots = [a_slot("talk", 20), a_slot("questions", 10)]

    assert minutes(project(5 * MINUTE, slots)) == [(5, 25), (25, 35)]
    assert projected_end(5 * MINUTE, slots) == 35 * MINUTE


def test_nothing_to_come_ends_when_the_running_item_ends() -> None:
    assert projected_end(5 * MINUTE, []) == 5 * MINUTE
    assert project(5 * MINUTE, []) == ()


def test_an_anchored_item_waits_and_so_absorbs_lateness() -> None:
    slots = [a_slot("talk", 20), a_slot("guest", 10, anchor=30)]

    for late in (0, 4, 10):
        rows = project(late * MINUTE, slots)
        assert rows[1].start_at == 30 * MINUTE
        assert rows[1].gap_ms == (10 - late) * MINUTE
        assert rows[1].overlap_ms == 0


def test_an_anchored_item_that_cannot_begin_in_time_says_by_how_much() -> None:
    rows = project(13 * MINUTE, [a_slot("talk", 20), a_slot("guest", 10, anchor=30)])

    assert (rows[1].start_at, rows[1].gap_ms, rows[1].overlap_ms) == (33 * MINUTE, 0, 3 * MINUTE)


def test_latest_finish_is_the_end_less_what_is_to_come() -> None:
    slots = [a_slot("questions", 10), a_slot("stretch", 10, squeeze="never"), a_slot("draft", 25, floor=15)]

    assert latest_finish(slots, 120 * MINUTE, measure="allotted") == 75 * MINUTE
    assert latest_finish(slots, 120 * MINUTE, measure="floor") == 90 * MINUTE


def test_latest_finish_also_keeps_the_anchors() -> None:
    slots = [a_slot("questions", 10), a_slot("guest", 10, anchor=60), a_slot("close", 5)]

    assert latest_finish(slots, 120 * MINUTE, measure="allotted") == 50 * MINUTE


def test_what_does_not_fit_behind_an_anchor_moves_the_latest_finish_before_it() -> None:
    slots = [a_slot("questions", 10), a_slot("guest", 30, anchor=60)]

    assert latest_finish(slots, 85 * MINUTE, measure="allotted") == 45 * MINUTE


def test_what_is_missing_before_an_anchor_and_behind_it_is_added_up() -> None:
    slots = [a_slot("talk", 20, floor=18), a_slot("guest", 30, floor=28, anchor=15)]

    answer = fit(0, slots, 40 * MINUTE)

    assert (answer.to_find_ms, answer.short_by_ms) == (10 * MINUTE, 6 * MINUTE)


def test_what_never_gives_has_its_planned_time_as_floor() -> None:
    assert a_slot("stretch", 10, floor=0, squeeze="never").least_ms == 10 * MINUTE
    assert a_slot("stretch", 10, floor=0, allotted=12, squeeze="never").least_ms == 10 * MINUTE


def test_what_was_cut_below_its_floor_has_the_rest_as_its_floor() -> None:
    assert a_slot("talk", 20, floor=15, allotted=12).least_ms == 12 * MINUTE


def test_past_the_latest_finish_at_budgets_it_is_tight_and_past_that_at_floors_it_cannot_fit() -> None:
    slots = [a_slot("talk", 20, floor=15), a_slot("draft", 20, floor=10)]

    states = [fit(now * MINUTE, slots, 60 * MINUTE).state for now in (0, 20, 21, 35, 36)]

    assert states == ["fits", "fits", "tight", "tight", "cannot"]
    assert fit(21 * MINUTE, slots, 60 * MINUTE).to_find_ms == MINUTE
    assert fit(43 * MINUTE, slots, 60 * MINUTE).short_by_ms == 8 * MINUTE


def test_an_anchor_that_cannot_be_met_is_named() -> None:
    slots = [a_slot("talk", 20, floor=15), a_slot("guest", 10, anchor=30), a_slot("close", 5)]

    answer = fit(18 * MINUTE, slots, 120 * MINUTE)

    assert (answer.state, answer.late_anchors, answer.short_by_ms) == ("cannot", ("guest",), 3 * MINUTE)


@given(st.randoms(use_true_random=False))
def test_projection_never_overlaps_and_never_begins_before_an_anchor(random: Random) -> None:
    agenda = random_agenda(random)
    at = agenda.free_at
    for slot, row in zip(agenda.slots, project(agenda.free_at, agenda.slots), strict=True):
        assert row.start_at == at + row.gap_ms
        assert row.end_at - row.start_at == slot.allotted_ms
        if slot.anchor_at is not None:
            assert row.start_at == slot.anchor_at + row.overlap_ms
            assert not (row.gap_ms and row.overlap_ms)
        at = row.end_at


@given(st.randoms(use_true_random=False))
def test_the_latest_finish_is_exactly_the_last_moment_that_fits(random: Random) -> None:
    agenda = random_agenda(random)
    latest_at = latest_finish(agenda.slots, agenda.end_at, measure="floor")
    before_anchor = [slot.anchor_at for slot in agenda.slots if slot.anchor_at is not None]

    assert fit(latest_at + SECOND, agenda.slots, agenda.end_at).state == "cannot"
    if not before_anchor:
        assert fit(latest_at, agenda.slots, agenda.end_at).state != "cannot"
