"""What must hold for any agenda, on generated ones; ``make test-full`` tries 100,000."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letsconnect_tui.timing import Slot, fit, projected_end
from letsconnect_tui.timing.fixes import fixes
from letsconnect_tui.timing.rebalance import give_back, rebalance, with_fix
from tests.timing.agendas import SECOND, SQUEEZES, Agenda, accepted, random_agenda, stretches

randoms = st.randoms(use_true_random=False)


def check_cut(agenda: Agenda) -> None:
    was = agenda.slots
    proposal = rebalance(agenda.free_at, was, agenda.end_at)
    now = accepted(was, proposal)
    before, after = (fit(agenda.free_at, slots, agenda.end_at) for slots in (was, now))

    for old, new in zip(was, now, strict=True):
        assert 0 <= new.allotted_ms <= old.allotted_ms, "never negative, nobody gains"
        assert new.allotted_ms % SECOND == 0, "whole seconds"
        assert new.allotted_ms >= old.least_ms - (SECOND if old.fair else 0), "floors are kept"
    assert proposal.fits == (before.state != "cannot")
    assert 0 <= proposal.short_by_ms - before.short_by_ms < SECOND * len(stretches(agenda)), "by how much"
    assert not proposal.fits or after.state == "fits", "the end and all anchors are kept"
    assert proposal.changes == (before.state != "fits" and now != was)
    assert accepted(now, rebalance(agenda.free_at, now, agenda.end_at)) == now, "twice changes nothing"
    check_fair(now)
    check_sums_and_tiers(agenda, now)
    check_nobody_pays_without_need(agenda, now)


def check_fair(slots: tuple[Slot, ...]) -> None:
    for group in {slot.fair for slot in slots} - {None}:
        allotted = [slot.allotted_ms for slot in slots if slot.fair == group]
        assert max(allotted) - min(allotted) <= SECOND, "fair groups are equal"


def check_sums_and_tiers(agenda: Agenda, now: tuple[Slot, ...]) -> None:
    """Within one stretch that no fair group ties to another."""
    if fit(agenda.free_at, agenda.slots, agenda.end_at).late_anchors:
        return
    after = {slot.id: slot.allotted_ms for slot in now}
    parts = stretches(agenda)
    for here, available_ms in parts:
        elsewhere = {slot.fair for part, _ in parts if part is not here for slot in part} - {None}
        if elsewhere & {slot.fair for slot in here}:
            continue
        had_ms, least_ms = sum(slot.allotted_ms for slot in here), sum(slot.least_ms for slot in here)
        if had_ms > available_ms >= least_ms:
            assert sum(after[slot.id] for slot in here) == available_ms // SECOND * SECOND, (
                "exact to the second"
            )
        check_tier_order(here, after)
        check_proportion(here, after)


def check_tier_order(here: list[Slot], after: dict[str, int]) -> None:
    rounding_ms = SECOND if any(slot.fair for slot in here) else 0
    for lower, higher in pairwise(SQUEEZES):
        gave = [slot.allotted_ms - after[slot.id] for slot in here if slot.squeeze == higher]
        if max(gave, default=0) > rounding_ms:
            for slot in here:
                if slot.squeeze == lower:
                    assert after[slot.id] - slot.least_ms <= rounding_ms, "lower tiers are at their floors"


def check_nobody_pays_without_need(agenda: Agenda, now: tuple[Slot, ...]) -> None:
    """Who was cut has, in its stretch or in one of its group's, all lower tiers at their floors."""
    after = {slot.id: slot.allotted_ms for slot in now}
    parts = [here for here, _ in stretches(agenda)]
    for slot in agenda.slots:
        if slot.allotted_ms - after[slot.id] <= (SECOND if slot.fair else 0):
            continue
        lower = SQUEEZES[: SQUEEZES.index(slot.squeeze)]
        concerned = [
            here for here in parts if slot in here or slot.fair in {other.fair for other in here} - {None}
        ]
        assert any(
            all(after[other.id] - other.least_ms <= SECOND for other in here if other.squeeze in lower)
            for here in concerned
        ), "a higher tier gives only when the lower ones, somewhere it helps, are at their floors"


def check_proportion(here: list[Slot], after: dict[str, int]) -> None:
    for squeeze in SQUEEZES:
        alone = [slot for slot in here if slot.squeeze == squeeze and slot.fair is None]
        for one, other in pairwise(alone):
            gave, other_gave = (slot.allotted_ms - after[slot.id] for slot in (one, other))
            can, other_can = (slot.allotted_ms - slot.least_ms for slot in (one, other))
            assert abs(gave * other_can - other_gave * can) <= SECOND * (can + other_can), "in proportion"


def check_give_back(agenda: Agenda) -> None:
    was = agenda.slots
    now = accepted(was, give_back(agenda.free_at, was, agenda.end_at))

    for old, new in zip(was, now, strict=True):
        assert old.allotted_ms <= new.allotted_ms <= max(old.allotted_ms, old.ceiling_ms), "ceilings are kept"
    check_fair(now)
    assert accepted(now, give_back(agenda.free_at, now, agenda.end_at)) == now, "twice changes nothing"
    if fit(agenda.free_at, was, agenda.end_at).state == "fits":
        assert fit(agenda.free_at, now, agenda.end_at).state == "fits", "the end and all anchors are kept"


def check_fixes(agenda: Agenda) -> None:
    for fix in fixes(agenda.free_at, agenda.slots, agenda.end_at):
        proposal = with_fix(fix, agenda.free_at, agenda.slots, agenda.end_at)
        now = accepted(agenda.slots, proposal)

        assert proposal.fits, "every fix is feasible"
        assert projected_end(agenda.free_at, now) == fix.end_at <= agenda.end_at + fix.extend_ms
        if fix.kind != "late-anchor":
            assert fit(agenda.free_at, now, agenda.end_at + fix.extend_ms).state == "fits"


@given(randoms)
def test_a_rebalance_keeps_every_law(random: Random) -> None:
    check_cut(random_agenda(random))


@given(randoms)
def test_giving_back_keeps_every_law(random: Random) -> None:
    check_give_back(random_agenda(random))


@given(randoms)
def test_every_fix_offered_is_feasible(random: Random) -> None:
    check_fixes(random_agenda(random))


@pytest.mark.full
@pytest.mark.parametrize("tenth", range(10))
def test_a_hundred_thousand_agendas_keep_every_law(tenth: int) -> None:
    for seed in range(tenth * 10_000, (tenth + 1) * 10_000):
        agenda = random_agenda(Random(seed))
        try:
            check_cut(agenda)
            check_give_back(agenda)
            check_fixes(agenda)
        except AssertionError as error:
            raise AssertionError(f"agenda of seed {seed}: {agenda}") from error
