"""Ways out of an agenda that does not fit: feasible, and none cheaper, compared with trying everything."""

from __future__ import annotations

from itertools import chain, combinations, product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from letsconnect_tui.i18n import words
from letsconnect_tui.timing import Slot, fit, project
from letsconnect_tui.timing.fixes import Fix, FixKind, fixes
from letsconnect_tui.timing.rebalance import rebalance, with_fix
from tests.timing.agendas import MINUTE, SECOND, Agenda, a_slot, accepted, random_agenda

randoms = st.randoms(use_true_random=False)


def fix_of(agenda: Agenda, *kinds: FixKind) -> Fix | None:
    offered = fixes(agenda.free_at, agenda.slots, agenda.end_at)
    return next((fix for fix in offered if fix.kind in kinds), None)


def cannot(agenda: Agenda) -> bool:
    return fit(agenda.free_at, agenda.slots, agenda.end_at).state == "cannot"


def cheapest_drop_by_trying_all(agenda: Agenda) -> tuple[int, int] | None:
    """(time dropped, how many) of the best set of optional items, or None."""
    optional = [slot for slot in agenda.slots if slot.optional]
    sets = chain.from_iterable(combinations(optional, size) for size in range(1, len(optional) + 1))
    feasible = [
        (sum(slot.allotted_ms for slot in dropped), len(dropped))
        for dropped in sets
        if rebalance(agenda.free_at, agenda.slots, agenda.end_at, drop={slot.id for slot in dropped}).fits
    ]
    return min(feasible, default=None)


def check_drop(agenda: Agenda) -> None:
    if cannot(agenda):
        offered = fix_of(agenda, "drop")
        best = cheapest_drop_by_trying_all(agenda)
        assert (offered and (offered.cost_ms, len(offered.ids))) == best


def check_later(agenda: Agenda) -> None:
    """One second less and it does not fit; an anchor is let go only when it has to be, and no further."""
    if not cannot(agenda):
        return
    offered = fix_of(agenda, "extend", "late-anchor")
    assert offered is not None, "there is always a way out"
    late = {row.id for row in project(agenda.free_at, agenda.slots, measure="floor") if row.overlap_ms}
    assert set(offered.ids) == late
    if offered.kind == "extend":
        end_at = agenda.end_at + offered.extend_ms
        assert rebalance(agenda.free_at, agenda.slots, end_at).fits
        assert not rebalance(agenda.free_at, agenda.slots, end_at - SECOND).fits


def small_agenda(random: Random) -> Agenda:
    """Up to seven items without groups that have at most two seconds to give below their floors."""
    agenda = random_agenda(random, most=7, groups=False)
    slots = []
    for slot in agenda.slots:
        floor_ms = (60 + random.randint(0, 2)) * SECOND
        budget_ms = floor_ms + random.randint(0, 3) * SECOND
        slots.append(
            replace(slot, budget_ms=budget_ms, allotted_ms=budget_ms, floor_ms=floor_ms, anchor_at=None)
        )
    total_ms = sum(slot.least_ms for slot in slots)
    if slots and random.random() < 0.5:
        middle = len(slots) // 2
        before_ms = sum(slot.least_ms for slot in slots[:middle])
        slots[middle] = replace(slots[middle], anchor_at=before_ms - random.randint(-2, 3) * SECOND)
    return Agenda(0, tuple(slots), total_ms - random.randint(0, 6) * SECOND)


def least_below_floors_by_trying_all(agenda: Agenda) -> int | None:
    """The least time that has to be missing below the floors, or None if a minute each is still too much."""

    def ways(slot: Slot) -> range:
        below_s = 0 if slot.squeeze == "never" else slot.least_ms // SECOND - 60
        return range(below_s + 1)

    feasible = []
    for cuts in product(*(ways(slot) for slot in agenda.slots)):
        cut = [
            replace(slot, allotted_ms=slot.least_ms - below * SECOND)
            for slot, below in zip(agenda.slots, cuts, strict=True)
        ]
        if fit(agenda.free_at, cut, agenda.end_at).state == "fits":
            feasible.append(sum(cuts) * SECOND)
    return min(feasible, default=None)


def check_below_floors(agenda: Agenda) -> None:
    if cannot(agenda):
        offered = fix_of(agenda, "below-floor")
        assert (offered and offered.cost_ms) == least_below_floors_by_trying_all(agenda)


@given(randoms)
def test_no_cheaper_set_of_optional_items_exists(random: Random) -> None:
    check_drop(random_agenda(random, most=7))


@given(randoms)
def test_no_earlier_end_exists(random: Random) -> None:
    check_later(random_agenda(random, most=7))


@given(randoms)
def test_no_smaller_cut_below_the_floors_exists(random: Random) -> None:
    check_below_floors(small_agenda(random))


@pytest.mark.full
def test_no_cheaper_fix_exists_for_five_thousand_small_agendas() -> None:
    for seed in range(5_000):
        check_drop(random_agenda(Random(seed), most=9))
        check_later(random_agenda(Random(seed), most=9))
        check_below_floors(small_agenda(Random(seed)))


def test_an_agenda_that_fits_needs_no_fix() -> None:
    assert fixes(0, [a_slot("talk", 20), a_slot("game", 10, optional=True)], 30 * MINUTE) == ()


def test_a_little_late_nothing_is_dropped() -> None:
    slots = [a_slot("talk", 20), a_slot("game", 10, optional=True), a_slot("talk two", 10)]

    assert fixes(10 * MINUTE, slots, 40 * MINUTE) == ()


def test_one_optional_item_is_dropped_rather_than_shaving_more_than_a_quarter_off_everything() -> None:
    slots = [a_slot("talk", 20), a_slot("game", 10, optional=True), a_slot("talk two", 10)]

    offered = fixes(11 * MINUTE, slots, 40 * MINUTE)

    assert [(fix.kind, fix.ids) for fix in offered] == [("drop", ("game",))]
    assert rebalance(11 * MINUTE, slots, 40 * MINUTE).fixes == offered
    assert [
        line.becomes_ms // MINUTE for line in with_fix(offered[0], 11 * MINUTE, slots, 40 * MINUTE).lines
    ][1] == 0


def test_of_two_optional_items_that_would_do_the_shorter_is_dropped() -> None:
    slots = [a_slot("quiz", 15, optional=True), a_slot("talk", 20), a_slot("game", 12, optional=True)]

    assert [fix.ids for fix in fixes(12 * MINUTE, slots, 47 * MINUTE)] == [("game",)]


def test_what_is_shaved_before_an_anchor_counts_by_itself() -> None:
    slots = [
        a_slot("talk", 10),
        a_slot("game", 10, optional=True),
        a_slot("guest", 60, anchor=20),
        a_slot("close", 5, squeeze="never"),
    ]

    a_quarter = fixes(5 * MINUTE, slots, 120 * MINUTE)
    more = fixes(6 * MINUTE, slots, 120 * MINUTE)

    assert a_quarter == ()
    assert [fix.ids for fix in more] == [("game",)]


def test_what_never_gives_does_not_make_a_loss_look_smaller() -> None:
    slots = [
        a_slot("talk", 20),
        a_slot("game", 10, optional=True),
        a_slot("dinner", 60, squeeze="never"),
    ]

    assert [fix.ids for fix in fixes(8 * MINUTE, slots, 90 * MINUTE)] == [("game",)]


def test_a_drop_that_makes_the_floors_fit_to_the_second_is_offered() -> None:
    slots = [a_slot("talk", 20), a_slot("game", 10, optional=True)]

    drop = fix_of(Agenda(10 * MINUTE, tuple(slots), 20 * MINUTE), "drop")

    assert drop is not None
    assert drop.ids == ("game",)


def test_a_drop_is_measured_by_the_time_an_item_has_now() -> None:
    slots = [
        a_slot("talk", 20, squeeze="never"),
        a_slot("long", 12, floor=5, allotted=6, optional=True),
        a_slot("short", 10, floor=5, allotted=7, optional=True),
    ]

    drop = fix_of(Agenda(0, tuple(slots), 25 * MINUTE), "drop")

    assert drop is not None
    assert drop.ids == ("long",)


def test_a_later_end_comes_before_dropping_several_items() -> None:
    slots = [
        a_slot("talk", 20, squeeze="never"),
        a_slot("game", 4, optional=True),
        a_slot("quiz", 4, optional=True),
    ]

    assert [fix.kind for fix in fixes(0, slots, 21 * MINUTE)] == ["extend", "drop"]


def test_the_way_out_of_an_hour_lost_is_said_in_words() -> None:
    slots = [a_slot("talk", 20), a_slot("game", 10, optional=True), a_slot("close", 10, squeeze="never")]

    offered = fixes(24 * MINUTE, slots, 40 * MINUTE)

    assert [words(fix.say) for fix in offered] == [
        "end 9:00 later",
        "cut “Talk”, “Game” below their floors, 9:00 in all",
    ]
    assert [words(fix.say) for fix in fixes(17 * MINUTE, slots, 40 * MINUTE)] == [
        "drop “Game”",
        "end 2:00 later",
        "cut “Talk”, “Game” below their floors, 2:00 in all",
    ]


def test_below_the_floors_everybody_keeps_a_minute_and_breaks_give_nothing() -> None:
    slots = [a_slot("talk", 2), a_slot("tea", 5, squeeze="never"), a_slot("note", 1, floor=0.5)]

    proposal = fixes(3 * MINUTE + 30 * SECOND, slots, 8 * MINUTE)

    assert [fix.kind for fix in proposal] == ["extend"]


def test_a_lost_anchor_lets_its_item_begin_as_soon_as_it_can() -> None:
    slots = [a_slot("talk", 20, floor=15), a_slot("guest", 20, anchor=20), a_slot("close", 5)]
    (fix, *_) = fixes(8 * MINUTE, slots, 45 * MINUTE)

    proposal = with_fix(fix, 8 * MINUTE, slots, 45 * MINUTE)

    assert (fix.kind, fix.ids, fix.extend_ms) == ("late-anchor", ("guest",), 0)
    assert words(fix.say) == "let “Guest” begin up to 3:00 late"
    assert project(8 * MINUTE, accepted(slots, proposal))[1].start_at == 23 * MINUTE
    assert fix.end_at == 45 * MINUTE


def test_many_optional_items_still_get_a_feasible_set() -> None:
    slots = [a_slot(f"item-{n}", 1 + n % 7, optional=n % 2 == 0) for n in range(60)]
    agenda = Agenda(0, tuple(slots), sum(slot.least_ms for slot in slots) - 20 * MINUTE)

    drop = fix_of(agenda, "drop")

    assert drop is not None
    assert rebalance(0, slots, agenda.end_at, drop=drop.ids).fits
