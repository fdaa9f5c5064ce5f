"""A session's state from its plan: as it is opened, and when a plan that was edited takes the place of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from letsconnect_tui.plan.problems import PlanError
from letsconnect_tui.plan.read import plan_of_text
from letsconnect_tui.session import events as e
from letsconnect_tui.session.attendee import Attendee
from letsconnect_tui.session.facts import PersonFacts
from letsconnect_tui.session.presence_counts import People
from letsconnect_tui.session.refuse import EventMismatch, require
from letsconnect_tui.session.state import ItemRun, State
from letsconnect_tui.session.state_draft import Draft

if TYPE_CHECKING:
    from letsconnect_tui.plan.model import Item, Person, Plan

MOVED_PLAN_MS = 2 * 3600 * 1000
"""A session that starts further than this from its plan moves the whole plan to the actual start."""


def open_session(session: str, event: e.SessionOpened, plan: Plan, at: int) -> State:
    """The state before the start: nobody marked, every item pending."""
    return State(
        session=session,
        plan=plan,
        plan_file=event.plan_file,
        rehearsal=event.rehearsal,
        planned_start=event.starts_at,
        end_to_keep=event.starts_at + plan.session.length_s * 1000,
        phase="ready",
        order=tuple(item.id for item in plan.items),
        runs={item.id: ItemRun(item.id) for item in plan.items},
        people=People({person.id: _attendee(person, event.marks) for person in plan.people}),
        opened_at=at,
    )


def moved_to(state: State, started_at: int) -> State:
    """The plan where it belongs when the session began at ``started_at``: as planned, or all of it moved."""
    as_planned = state.planned_start - state.moved_ms
    moved_ms = started_at - as_planned
    if abs(moved_ms) <= MOVED_PLAN_MS:
        moved_ms = 0
    by = moved_ms - state.moved_ms
    return replace(
        state,
        moved_ms=moved_ms,
        planned_start=state.planned_start + by,
        end_to_keep=state.end_to_keep + by,
    )


def _plan_replaced(state: State, event: e.PlanReplaced, at: int) -> State:
    """What was held stays; ticks, marks, notes and rooms stay by their ids; all else follows the new plan."""
    require(state.phase != "ended")
    try:
        written = plan_of_text(event.plan_text)
    except PlanError:
        raise EventMismatch from None
    plan = replace(written, items=_items(state, written))
    people = _people(state, plan, event.marks)
    chosen_later = state.end_to_keep - state.planned_start - state.plan.session.length_s * 1000
    ids = {item.id for item in plan.items}
    changed = replace(
        state,
        plan=plan,
        order=_order(state, plan),
        runs=_runs(state, plan),
        people=people,
        former=tuple(item for item in state.all_items if item.id not in ids),
        planned_start=event.starts_at,
        moved_ms=0,
        end_to_keep=event.starts_at + plan.session.length_s * 1000 + chosen_later,
    )
    return changed if state.started_at is None else moved_to(changed, state.started_at)


def _recorded(state: State) -> set[str]:
    """Items that something was recorded about: they ran, have rooms, or a line was written down in them."""
    ran = {item for item, run in state.runs.items() if run.spans or item == state.current}
    rooms = {held.item for held in state.rounds}
    lines = {line.item for line in state.lines if line.item is not None}
    return ran | rooms | lines


def _items(state: State, written: Plan) -> tuple[Item, ...]:
    """The items of the new plan, and those it has no more although something was recorded about them.

    An item that is over stays as it was held; one that is gone stands behind the one it stood behind.
    """
    recorded = _recorded(state)
    over = {item for item, run in state.runs.items() if run.phase in ("done", "skipped")}
    items = [state.item(item.id) if item.id in over else item for item in written.items]
    written_ids = {item.id for item in written.items}
    before: str | None = None
    for item in state.plan.items:
        if item.id not in written_ids | recorded:
            continue
        if item.id not in written_ids:
            place = next((number for number, one in enumerate(items, 1) if one.id == before), 0)
            items.insert(place, item)
        before = item.id
    return tuple(items)


def _order(state: State, plan: Plan) -> tuple[str, ...]:
    """What was gone through stays in its place; what is to come follows the new plan.

    Unless that has the old order: items that were swapped by hand stay swapped when a title is edited.
    """
    ids = tuple(item.id for item in plan.items)
    if ids == tuple(item.id for item in state.plan.items):
        return state.order
    reached = 0 if state.current is None else state.order.index(state.current) + 1
    gone_through = tuple(item for item in state.order[:reached] if item in ids)
    return (*gone_through, *(item for item in ids if item not in gone_through))


def _runs(state: State, plan: Plan) -> Mapping[str, ItemRun]:
    runs = {item.id: _run(state, item) for item in plan.items}
    if state.phase == "ready" and all(run.phase == "dropped" for run in runs.values()):
        runs = {item.id: ItemRun(item.id) for item in plan.items}  # or it could never start
    return Draft(runs) if isinstance(state.runs, Draft) and state.runs.is_open else runs


def _run(state: State, item: Item) -> ItemRun:
    """How an item is going; time from a rebalance goes when its times were edited since."""
    run = state.runs.get(item.id)
    if run is None:
        return ItemRun(item.id)
    was = state.item(item.id)
    same_times = (was.duration_s, was.min_s, was.max_s) == (item.duration_s, item.min_s, item.max_s)
    if same_times:
        return run
    return replace(run, allotted_ms=None, added_ms=max(run.added_ms, -item.duration_s * 1000))


def _people(state: State, plan: Plan, marks: Mapping[str, tuple[str, ...]]) -> People:
    """Everybody known, as the new plan has them; who is gone from it takes part like anybody else."""
    old = {person.id: person for person in state.plan.people}
    new = {person.id: person for person in plan.people}
    people = {one.id: _edited(one, old.get(one.id), new.get(one.id)) for one in state.people.values()}
    people |= {person.id: _attendee(person, marks) for person in plan.people if person.id not in people}
    is_open = isinstance(state.people, People) and state.people.is_open
    return People(people, is_open=is_open)


def _edited(known: Attendee, old: Person | None, new: Person | None) -> Attendee:
    """Somebody as the new plan has them; what was corrected in the session itself stays."""
    if new is None:
        return replace(known, role="participant") if old is not None else known
    marks = {new.id: known.facts.marks}
    as_planned = old is not None and known.facts == _attendee(old, marks).facts
    return replace(known, facts=_attendee(new, marks).facts if as_planned else known.facts, role=new.role)


def _attendee(person: Person, marks: Mapping[str, tuple[str, ...]]) -> Attendee:
    facts = PersonFacts(
        name=person.name,
        username=person.username,
        languages=person.languages,
        experience=person.experience,
        region=person.region,
        country=person.country,
        call=person.call,
        marks=marks.get(person.id, ()),
    )
    return Attendee(id=person.id, facts=facts, role=person.role, source="plan")


PLAN_EVENTS: dict[type, Callable[[State, Any, int], State]] = {e.PlanReplaced: _plan_replaced}
