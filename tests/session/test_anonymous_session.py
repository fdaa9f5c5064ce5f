"""What stays of a session once names must go."""

from __future__ import annotations

import json
from typing import get_args

from letsconnect_tui.app.plan_library import load_plan, shipped_plans
from letsconnect_tui.plan.read import plan_of_text, read_plan_text
from letsconnect_tui.session import events as e
from letsconnect_tui.session.anonymous_session import BLANKED, ITEM_FIELDS, PEOPLE_FIELDS, nameless, stand_ins
from letsconnect_tui.session.facts import PersonFacts
from letsconnect_tui.session.log import replay
from letsconnect_tui.session.moment import head
from tests.exporters.held import held_session
from tests.session.builders import a_plan, a_session, somebody

REWRITTEN = frozenset(("plan_text", "facts", "rooms", "marks", "presence", "rows", "feedback"))
HARMLESS = frozenset(
    (
        "starts_at", "rehearsal", "ms", "started_at", "on", "end_at", "since", "until", "source", "people",
        "done", "round", "file_hash", "format", "id", "seed", "style", "room", "status", "kind", "line",
        "number", "spans", "machine", "role",
    )
)  # fmt: skip
"""Fields that name nobody; a new one belongs here only when that is so."""


def test_every_field_of_every_event_is_known_to_name_nobody_or_is_changed() -> None:
    known = PEOPLE_FIELDS | ITEM_FIELDS | REWRITTEN | set(BLANKED) | HARMLESS
    fields = {field for kind in get_args(e.AnyEvent) for field in kind.__struct_fields__}

    assert fields <= known


def test_no_name_and_no_typed_text_stays() -> None:
    log = held_session().recorder.log
    all_text = json.dumps(
        [record.document() for record in nameless(log.state, log.records)], ensure_ascii=False
    )

    for text in ("Rita", "Never Came", "SUM", "Quiet", "Zoë", "cried", "Who pays", "Write to", "no time"):
        assert text not in all_text
    for name in ("Ana", '"ana"', "Flo", '"flo"', "Ivo", "clinic.toml"):
        assert name not in all_text


def test_every_figure_stays() -> None:
    log = held_session().recorder.log
    again = replay(nameless(log.state, log.records), plan_of_text)

    assert not again.unfit
    assert head(again.state) == head(log.state)
    assert [run.spans for run in again.state.runs.values()] == [run.spans for run in log.state.runs.values()]
    assert again.state.recordings == log.state.recordings
    assert again.state.end_to_keep == log.state.end_to_keep


def test_told_twice_it_is_the_same() -> None:
    log = held_session().recorder.log
    once = nameless(log.state, log.records)

    assert nameless(replay(once, plan_of_text).state, once) == once


def test_answers_stay_only_where_a_breakdown_of_them_may_be_told() -> None:
    sitting = a_session().started()
    for number in range(12):
        facts = {"region": "LAC" if number < 6 else "SSA", "experience": "newcomer" if number < 9 else None}
        sitting.give(somebody(f"Somebody {number}", country="Peru", username=f"U{number}", **facts))
    log = sitting.recorder.log
    people = replay(nameless(log.state, log.records), plan_of_text).state.people
    kept_facts = [people[f"p{number}"].facts for number in range(1, 13)]

    assert [one.region for one in kept_facts] == ["LAC"] * 6 + ["SSA"] * 6
    assert {(one.experience, one.country, one.username) for one in kept_facts} == {(None, None, None)}


def test_every_plan_that_ships_can_be_told_without_names() -> None:
    for path in shipped_plans():
        plan = load_plan(path)
        log = a_session(plan).started().recorder.log
        (first, *_) = nameless(log.state, log.records)
        opening = first.events[0]
        assert isinstance(opening, e.SessionOpened)
        again = read_plan_text(opening.plan_text, "plan")

        assert again.plan is not None
        assert [one.duration_s for one in again.plan.items] == [one.duration_s for one in plan.items]
        for person in plan.people:
            assert person.name not in opening.plan_text
            assert not [item.id for item in again.plan.items if person.id in item.id.split("-")]


def test_people_are_told_by_role_and_number() -> None:
    assert stand_ins(a_session().give(somebody("Ada")).state) == {
        "ana": "sharer-1",
        "bo": "sharer-2",
        "flo": "facilitator-1",
        "ivo": "interpreter-1",
        "p1": "p1",
    }
    assert PersonFacts("p1").name == "p1"


def test_a_title_goes_also_where_an_apostrophe_stands_at_the_name() -> None:
    items = {
        "own": {"duration": "5m", "kind": "share", "title": "Ana’s maps"},
        "of": {"duration": "5m", "kind": "share", "title": "L'ana"},
        "maps": {"duration": "5m", "kind": "share", "title": "Maps"},
    }
    log = a_session(a_plan(items)).started().recorder.log
    again = replay(nameless(log.state, log.records), plan_of_text)

    assert [item.title for item in again.state.plan.items] == ["share", "share", "Maps"]
