"""What falls due around a session, when, and what a plan changes of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from letsconnect_tui.plan.model import Breakout, ChecklistStep, Item, Person, Plan, Session
from letsconnect_tui.plan.occurrence import starts
from letsconnect_tui.plan.preparation import PREFLIGHT, STEPS, Task, is_done, preflight, tasks

START = datetime(2026, 11, 5, 15, 0)  # noqa: DTZ001 - a plan's start is a local time


def a_plan(
    *steps: ChecklistStep, interpretation: tuple[str, ...] = ("fr",), slides: str | None = None
) -> Plan:
    session = Session("s", "Session", START, "America/New_York", 7200, interpretation=interpretation)
    talk = Item("talk", "share", "Talk", 1200, 600, 1200, lead="ada", slides=slides)
    people = (Person("ada", "Ada", "sharer"), Person("bo", "Bo", "facilitator"))
    return Plan(session, (talk,), people, checklist=steps)


def due(plan: Plan) -> dict[str, Task]:
    (start,) = starts(plan)
    return {f"{task.sharer}-{task.id}" if task.sharer else task.id: task for task in tasks(plan, start)}


def test_every_step_is_due_so_many_days_before_the_start_or_after_the_end() -> None:
    found = due(a_plan())

    for step, days in STEPS.items():
        local = START if days > 0 else START + timedelta(hours=2)
        assert found[step].due_at.date() == (local - timedelta(days=days)).date(), step


def test_a_day_before_is_the_same_time_on_the_wall_across_a_clock_change() -> None:
    """Clocks went back in New York on 1 November 2026."""
    found = due(a_plan())

    assert found["ada-slides"].due_at == datetime(2026, 11, 5, 12, 0, tzinfo=UTC)
    assert found["confirmations"].due_at == datetime(2026, 10, 22, 19, 0, tzinfo=UTC)
    assert found["reminder"].due_at == datetime(2026, 11, 2, 20, 0, tzinfo=UTC)


def test_tasks_come_in_the_order_they_fall_due() -> None:
    (start,) = starts(a_plan())
    moments = [task.due_at for task in tasks(a_plan(), start)]

    assert moments == sorted(moments)


def test_reminders_are_due_a_day_and_an_hour_before() -> None:
    found, (start,) = due(a_plan()), starts(a_plan())

    assert start - found["reminder-24h"].due_at == timedelta(hours=24)
    assert start - found["reminder-60m"].due_at == timedelta(hours=1)
    assert start - found["ada-sound"].due_at == timedelta(minutes=5)


@pytest.mark.parametrize(
    ("plan", "missing"),
    [
        (a_plan(interpretation=()), {"ada-interpreters"}),
        (a_plan(slides="none"), {"ada-interpreters", "ada-slides"}),
        (a_plan(), set()),
    ],
)
def test_only_what_a_plan_needs_is_awaited_of_a_sharer(plan: Plan, missing: set[str]) -> None:
    everything = {name for name in due(a_plan()) if name.startswith("ada-")}

    assert everything - set(due(plan)) == missing
    assert any(task.sharer == "ada" for task in due(plan).values())


def test_a_plan_moves_drops_and_adds_steps() -> None:
    steps = (
        ChecklistStep("meeting", before=10, who="bo"),
        ChecklistStep("recording", skip=True),
        ChecklistStep("thanks", "Thank the interpreters", after=1),
        ChecklistStep("page", "The page, in French too"),
    )
    found = due(a_plan(*steps))

    assert found["meeting"].due_at.date() == (START - timedelta(days=10)).date()
    assert found["meeting"].who == "bo"
    assert "recording" not in found
    assert (found["thanks"].title, found["thanks"].due_at.date()) == (
        "Thank the interpreters",
        (START + timedelta(days=1)).date(),
    )
    assert found["page"].due_at == due(a_plan())["page"].due_at
    assert found["page"].title == "The page, in French too"


def test_each_occurrence_has_its_own_days() -> None:
    plan = a_plan()
    twice = replace(plan, session=replace(plan.session, repeats=(START + timedelta(days=7),)))
    zone = ZoneInfo("America/New_York")
    first, second = (
        {task.id: task.due_at.astimezone(zone).date() for task in tasks(twice, start)}
        for start in starts(twice)
    )

    assert {second[one] - first[one] for one in first} == {timedelta(days=7)}


def test_a_step_about_all_sharers_is_done_when_each_has_done_it() -> None:
    plan = a_plan()
    found = due(plan)

    assert not is_done(plan, found["confirmations"], (), {})
    assert is_done(plan, found["confirmations"], (), {"ada": {"confirmed"}})
    assert is_done(plan, found["confirmations"], {"confirmations"}, {})
    assert not is_done(plan, found["ada-slides"], {"slides"}, {"ada": {"confirmed"}})
    assert is_done(plan, found["ada-slides"], (), {"ada": {"slides"}})


def test_preflight_has_what_the_plan_needs_and_somebody_who_does_it() -> None:
    bare = {task.id for task in preflight(a_plan(interpretation=()), starts(a_plan())[0])}
    assert bare == {"before-links", "before-cohosts", "before-waiting-room", "before-sharers"}

    breakout = Item("rooms", "breakout", "Rooms", 600, 300, 600, record=True, breakout=Breakout(size=4))
    full = replace(a_plan(), items=(*a_plan().items, breakout))
    found = preflight(full, starts(full)[0])
    assert {task.id for task in found} == set(PREFLIGHT)
    assert {task.who for task in found} == {"bo"}


def test_a_plan_gives_a_line_of_the_preflight_to_somebody_or_leaves_it_out() -> None:
    steps = (ChecklistStep("before-links", who="ada"), ChecklistStep("before-waiting-room", skip=True))
    found = {task.id: task for task in preflight(a_plan(*steps), starts(a_plan())[0])}

    assert found["before-links"].who == "ada"
    assert "before-waiting-room" not in found
