"""What home shows: the next session first, what is missing for it, and everything else by kind."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from letsconnect_tui.app.home_view import home_view
from letsconnect_tui.app.plan_library import FoundPlan, read_plan, shipped_plans
from letsconnect_tui.plan.read import read_plan_text
from tests.app.rehearsed import PLAN
from tests.tui.test_home import BROKEN, a_run

START = datetime(2026, 12, 3, 15, tzinfo=UTC)
"""When the plan of the tests starts."""


def a_plan(name: str, day: int = 3) -> FoundPlan:
    plan = read_plan_text(PLAN.replace("2026-12-03", f"2026-12-{day:02}"), name).plan
    return FoundPlan(Path(f"plans/{name}.toml"), plan)


def test_the_plan_that_starts_next_is_shown_with_what_its_sharers_lack() -> None:
    view = home_view((), (a_plan("later", 9), a_plan("sooner", 4)), START)
    assert view.next is not None
    assert view.next.target == f"plan:{Path('plans/sooner.toml')}"
    assert view.next.missing == (
        ("Amaka Ụzọma", ("confirmed", "slides")),
        ("José Ñahui", ("confirmed", "slides")),
    )


def test_what_is_ticked_is_not_missing() -> None:
    ticked = {"small": {"amaka": frozenset({"confirmed", "slides"}), "jose": frozenset({"slides"})}}
    view = home_view((), (a_plan("one"),), START, ticked)
    assert view.next is not None
    assert view.next.missing == (("José Ñahui", ("confirmed",)),)


def test_a_session_that_is_on_is_still_next_and_one_long_over_is_past() -> None:
    plans = (a_plan("one"),)
    assert home_view((), plans, START + timedelta(minutes=50)).next is not None
    after = home_view((), plans, START + timedelta(hours=4))
    assert after.next is None
    assert [entry.section for entry in after.entries] == ["past"]


def test_a_sample_is_never_next_and_stands_after_plans_of_ones_own() -> None:
    sample = FoundPlan(shipped_plans()[0], read_plan(shipped_plans()[0]).plan)
    view = home_view((a_run(), a_run(2, "live")), (sample, BROKEN, a_plan("one", 20)), START)
    assert view.next is not None
    assert view.next.title == "A small clinic"
    sections = [entry.section for entry in view.entries]
    assert sections == ["under-way", "plan", "broken", "held", "sample"]


def test_whoever_has_held_nothing_is_a_newcomer() -> None:
    assert home_view((), (), START).newcomer
    assert not home_view((a_run(),), (), START).newcomer


def test_a_run_that_was_only_ticked_is_not_under_way() -> None:
    plan = a_plan("one")
    assert plan.plan is not None
    ticked = a_run(1, "ready", plan_id=plan.plan.session.id, started_at=None)
    assert [entry.target for entry in home_view((ticked,), (plan,), START).entries] == [f"plan:{plan.path}"]
    alone = home_view((ticked,), (), START).entries
    assert [(entry.section, entry.target) for entry in alone] == [("plan", "run:clinic.1")]
