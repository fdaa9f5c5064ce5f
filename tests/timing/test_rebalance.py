"""Who gives up time: the cases that facilitators and other programs' users brought up, one by one."""

from __future__ import annotations

import pytest

from letsconnect_tui.i18n import words
from letsconnect_tui.timing import fit, project
from letsconnect_tui.timing.fixes import fixes
from letsconnect_tui.timing.rebalance import Rebalance, give_back, rebalance, with_fix
from tests.timing.agendas import MINUTE, SECOND, a_slot, accepted


def becomes(proposal: Rebalance) -> dict[str, int]:
    return {line.id: line.becomes_ms // SECOND for line in proposal.lines}


@pytest.mark.parametrize("fair", [None, "boxes"])
def test_four_times_fifteen_minutes_with_the_first_extended_by_five(fair: str | None) -> None:
    boxes = [a_slot(name, 15, floor=0, fair=fair) for name in ("two", "three", "four")]

    proposal = rebalance(20 * MINUTE, boxes, 60 * MINUTE)

    assert becomes(proposal) == {"two": 800, "three": 800, "four": 800}
    assert proposal.fits


def test_ten_minutes_lost_on_a_three_minute_item_give_its_floor_and_never_less_than_nothing() -> None:
    proposal = rebalance(10 * MINUTE, [a_slot("closing", 3, floor=1, squeeze="late")], 3 * MINUTE)

    assert becomes(proposal) == {"closing": 60}
    assert (proposal.fits, proposal.short_by_ms) == (False, 8 * MINUTE)


def test_talks_give_before_the_group_work_and_breaks_give_nothing() -> None:
    slots = [
        a_slot("questions", 10, floor=5),
        a_slot("quickstatements", 20, floor=15),
        a_slot("stretch", 10, squeeze="never"),
        a_slot("draft", 25, floor=15, squeeze="late"),
    ]

    proposal = rebalance(200 * SECOND, slots, 65 * MINUTE)

    assert becomes(proposal) == {"questions": 500, "quickstatements": 1100, "stretch": 600, "draft": 1500}
    assert [words(line.why) for line in proposal.lines] == [
        "can give 5:00 (floor 5:00)",
        "can give 5:00 (floor 15:00)",
        "never gives",
        "only if the others are not enough",
    ]


def test_the_next_tier_gives_only_when_the_one_before_is_at_its_floor() -> None:
    slots = [a_slot("late", 10, squeeze="late"), a_slot("early", 10, squeeze="early"), a_slot("normal", 10)]

    lost = [becomes(rebalance(minutes * MINUTE, slots, 30 * MINUTE)) for minutes in (4, 6, 12)]

    assert lost == [
        {"late": 600, "early": 360, "normal": 600},
        {"late": 600, "early": 300, "normal": 540},
        {"late": 480, "early": 300, "normal": 300},
    ]


def test_an_item_that_may_shrink_last_gives_nothing_before_all_others_are_at_their_floors() -> None:
    slots = [
        a_slot("talk", 10, floor=8, squeeze="late"),
        a_slot("tea", 10, floor=5, squeeze="last"),
        a_slot("close", 5, squeeze="never"),
    ]

    becomes = {
        lost: [line.becomes_ms // MINUTE for line in rebalance(lost * MINUTE, slots, 25 * MINUTE).lines]
        for lost in (2, 5, 7)
    }

    assert becomes == {2: [8, 10, 5], 5: [8, 7, 5], 7: [8, 5, 5]}
    assert not rebalance(8 * MINUTE, slots, 25 * MINUTE).fits


def test_what_was_given_up_last_comes_back_first() -> None:
    slots = [a_slot("talk", 10, allotted=8, squeeze="late"), a_slot("tea", 10, allotted=5, squeeze="last")]

    proposal = give_back(0, slots, 15 * MINUTE)

    assert [line.becomes_ms // MINUTE for line in proposal.lines] == [8, 7]


def test_each_gives_in_proportion_to_what_it_can_give() -> None:
    slots = [a_slot("much", 20, floor=10), a_slot("little", 20, floor=15)]

    assert becomes(rebalance(3 * MINUTE, slots, 40 * MINUTE)) == {"much": 1080, "little": 1140}


def test_seconds_that_do_not_divide_are_all_handed_out() -> None:
    slots = [a_slot(name, 5, floor=0) for name in "abc"]

    proposal = rebalance(100 * SECOND, slots, 15 * MINUTE)

    assert sorted(becomes(proposal).values()) == [266, 267, 267]


def test_a_single_second_is_given_by_who_can_give_most() -> None:
    slots = [a_slot("little", 5, floor=0), a_slot("much", 10, floor=0), a_slot("less", 5, floor=0)]

    assert becomes(rebalance(SECOND, slots, 20 * MINUTE)) == {"little": 300, "much": 599, "less": 300}


def test_parts_of_a_second_are_rounded_so_that_the_end_holds() -> None:
    slots = [a_slot("a", 5), a_slot("b", 5)]

    proposal = rebalance(10_500, slots, 10 * MINUTE)

    assert sum(becomes(proposal).values()) == 589
    assert fit(10_500, accepted(slots, proposal), 10 * MINUTE).state == "fits"


def test_a_floor_with_a_part_of_a_second_is_kept_in_whole_seconds() -> None:
    slots = [a_slot("a", 5, floor=4 + 1 / 120), a_slot("b", 5, floor=0)]

    assert becomes(rebalance(9 * MINUTE, slots, 13 * MINUTE + 2 * SECOND)) == {"a": 241, "b": 1}


def test_slack_before_the_end_goes_before_anybody_gives() -> None:
    proposal = rebalance(5 * MINUTE, [a_slot("talk", 20), a_slot("close", 5)], 30 * MINUTE)

    assert not proposal.changes
    assert proposal.fits


def test_a_gap_before_an_anchor_goes_before_anybody_gives() -> None:
    slots = [a_slot("talk", 20), a_slot("guest", 10, anchor=30)]

    assert not rebalance(10 * MINUTE, slots, 40 * MINUTE).changes
    assert becomes(rebalance(12 * MINUTE, slots, 40 * MINUTE)) == {"talk": 1080, "guest": 600}


def test_who_comes_after_an_anchor_does_not_pay_for_what_is_lost_before_it() -> None:
    slots = [a_slot("talk", 20), a_slot("guest", 20, anchor=20), a_slot("close", 10)]

    proposal = rebalance(5 * MINUTE, slots, 50 * MINUTE)

    assert becomes(proposal) == {"talk": 900, "guest": 1200, "close": 600}
    assert [words(line.why) for line in proposal.lines][1:] == ["only if the others are not enough"] * 2


def test_a_missed_anchor_is_made_up_for_behind_it_but_still_said() -> None:
    slots = [a_slot("talk", 20, floor=15), a_slot("guest", 20, anchor=20)]

    proposal = rebalance(8 * MINUTE, slots, 40 * MINUTE)

    assert becomes(proposal) == {"talk": 900, "guest": 1020}
    assert (proposal.fits, proposal.short_by_ms) == (False, 3 * MINUTE)
    assert project(8 * MINUTE, accepted(slots, proposal))[1].end_at == 40 * MINUTE


def test_sharers_not_yet_started_stay_equal_across_an_anchor() -> None:
    slots = [
        a_slot("ana", 15, fair="sharers"),
        a_slot("talk", 10, squeeze="late"),
        a_slot("ben", 15, fair="sharers", anchor=25),
        a_slot("close", 5, squeeze="never"),
    ]

    proposal = rebalance(3 * MINUTE, slots, 45 * MINUTE)

    assert becomes(proposal) == {"ana": 720, "talk": 600, "ben": 720, "close": 300}


def test_the_stretch_that_is_pressed_hardest_decides_for_a_fair_group() -> None:
    slots = [
        a_slot("ana", 15, floor=0, fair="sharers"),
        a_slot("ben", 15, floor=0, fair="sharers", anchor=14),
        a_slot("talk", 15, floor=0),
    ]

    proposal = rebalance(0, slots, 34 * MINUTE)

    assert becomes(proposal) == {"ana": 600, "ben": 600, "talk": 600}


def test_a_fair_group_pressed_in_a_later_tier_is_settled_first() -> None:
    slots = [
        a_slot("ana", 10, fair="s", squeeze="late"),
        a_slot("game", 10, squeeze="early", anchor=9),
        a_slot("ben", 10, fair="s", squeeze="late"),
    ]

    proposal = rebalance(0, slots, 24 * MINUTE + 30 * SECOND)

    assert proposal.fits
    assert becomes(proposal) == {"ana": 540, "game": 390, "ben": 540}


def test_fair_shares_one_second_apart_stay_as_they_are_while_they_fit() -> None:
    slots = [a_slot("ana", 15, fair="s", allotted=13), a_slot("ben", 15, fair="s", allotted=13 + 1 / 60)]

    assert not rebalance(0, slots, 60 * MINUTE).changes
    assert not rebalance(0, slots, 26 * MINUTE + SECOND).changes
    assert becomes(rebalance(0, slots, 26 * MINUTE)) == {"ana": 780, "ben": 780}


def test_fair_shares_one_second_apart_grow_to_fill_the_time_exactly() -> None:
    slots = [
        a_slot("ana", 15, fair="s", allotted=13),
        a_slot("ben", 15, fair="s", allotted=13 + 1 / 60),
        a_slot("talk", 15, allotted=13),
    ]

    assert sum(becomes(give_back(0, slots, 40 * MINUTE)).values()) == 40 * 60


def test_what_a_fair_group_cannot_take_goes_to_the_next_tier_to_the_last_second() -> None:
    slots = [
        a_slot("ana", 14, fair="s", allotted=13),
        a_slot("ben", 14, fair="s", allotted=13 + 1 / 60),
        a_slot("game", 10, ceiling=15, squeeze="early"),
    ]

    proposal = give_back(0, slots, 28 * MINUTE + 650 * SECOND)

    assert becomes(proposal) == {"ana": 840, "ben": 840, "game": 650}


def test_fair_shares_two_seconds_apart_are_levelled_even_while_they_fit() -> None:
    slots = [a_slot("ana", 15, fair="s", allotted=13), a_slot("ben", 15, fair="s", allotted=13 + 2 / 60)]

    proposal = rebalance(0, slots, 60 * MINUTE)

    assert becomes(proposal) == {"ana": 780, "ben": 780}
    assert words(proposal.lines[1].why) == "stays equal with the others"


def test_fair_shares_that_drifted_apart_are_levelled_to_the_lowest_when_time_is_short() -> None:
    slots = [a_slot("ana", 15, fair="s", allotted=12), a_slot("ben", 15, fair="s")]

    assert becomes(rebalance(3 * MINUTE, slots, 27 * MINUTE)) == {"ana": 720, "ben": 720}


def test_dropping_gives_time_to_the_others_and_never_spends_it_silently() -> None:
    slots = [a_slot("game", 10, optional=True), a_slot("talk", 20), a_slot("close", 5)]

    proposal = rebalance(6 * MINUTE, slots, 35 * MINUTE, drop={"game"})

    assert becomes(proposal) == {"game": 0, "talk": 1200, "close": 300}
    assert [line.dropped for line in proposal.lines] == [True, False, False]


def test_dropping_an_anchored_item_drops_its_anchor() -> None:
    slots = [a_slot("talk", 20), a_slot("guest", 10, anchor=10, optional=True)]

    assert becomes(rebalance(0, slots, 30 * MINUTE))["talk"] == 600
    assert becomes(rebalance(0, slots, 30 * MINUTE, drop={"guest"}))["talk"] == 1200


def test_a_break_given_more_than_planned_gives_that_back_last() -> None:
    slots = [a_slot("stretch", 10, allotted=12, squeeze="never"), a_slot("talk", 10, floor=8)]

    assert becomes(rebalance(3 * MINUTE, slots, 22 * MINUTE)) == {"stretch": 660, "talk": 480}


def test_an_empty_agenda_only_says_whether_the_end_holds() -> None:
    assert rebalance(0, [], 0) == Rebalance((), True, 0)
    assert rebalance(MINUTE, [], 0).short_by_ms == MINUTE


def test_time_won_goes_to_late_items_first_up_to_their_ceiling() -> None:
    slots = [
        a_slot("talk", 10, allotted=8, ceiling=12),
        a_slot("discussion", 20, allotted=18, ceiling=22, squeeze="late"),
        a_slot("close", 5, squeeze="never"),
    ]

    little = give_back(0, slots, 33 * MINUTE)
    more = give_back(0, slots, 36 * MINUTE)
    much = give_back(0, slots, 60 * MINUTE)

    assert becomes(little) == {"talk": 480, "discussion": 1200, "close": 300}
    assert becomes(more) == {"talk": 540, "discussion": 1320, "close": 300}
    assert becomes(much) == {"talk": 720, "discussion": 1320, "close": 300}
    assert words(more.lines[1].why) == "gets 4:00 back, all it may have"
    assert words(more.lines[0].why) == "gets 1:00 back (at most 12:00)"


def test_time_won_before_an_anchor_is_offered_only_before_it() -> None:
    slots = [a_slot("talk", 10, ceiling=15), a_slot("guest", 10, ceiling=15, anchor=12)]

    assert becomes(give_back(0, slots, 22 * MINUTE)) == {"talk": 720, "guest": 600}


def test_a_fair_group_gets_back_only_what_every_member_can_get() -> None:
    slots = [
        a_slot("ana", 10, ceiling=20, fair="s"),
        a_slot("ben", 10, ceiling=20, fair="s", anchor=12),
        a_slot("talk", 10, ceiling=20, squeeze="early"),
    ]

    assert becomes(give_back(0, slots, 40 * MINUTE)) == {"ana": 720, "ben": 720, "talk": 960}


def test_every_row_of_the_table_says_why() -> None:
    slots = [
        a_slot("game", 10, squeeze="early", optional=True),
        a_slot("quiz", 10, squeeze="early"),
        a_slot("talk", 20, floor=15),
        a_slot("short", 10, floor=10),
        a_slot("draft", 20, squeeze="late"),
        a_slot("close", 5, squeeze="never"),
    ]

    tight = rebalance(7 * MINUTE, slots, 65 * MINUTE, drop={"game"})
    hopeless = fixes(33 * MINUTE, slots[1:3], 52 * MINUTE)
    below = with_fix(hopeless[-1], 33 * MINUTE, slots[1:3], 52 * MINUTE)

    assert [words(line.why) for line in tight.lines] == [
        "dropped",
        "gives all it can, 5:00 (floor 5:00)",
        "can give 5:00 (floor 15:00)",
        "at its floor (10:00)",
        "only if the others are not enough",
        "never gives",
    ]
    assert [words(line.why) for line in below.lines] == [
        "cut below its floor (5:00)",
        "gives all it can, 5:00 (floor 15:00)",
    ]
    assert {words(line.why) for line in rebalance(0, slots, 75 * MINUTE).lines} == {"fits as it is"}


def test_an_agenda_that_does_not_fit_gets_nothing_back() -> None:
    assert not give_back(5 * MINUTE, [a_slot("talk", 10, ceiling=20)], 10 * MINUTE).changes
