"""A plan that is edited while a session of it is open."""

from __future__ import annotations

import json

import pytest

from letsconnect_tui.errors import CommandRefused
from letsconnect_tui.plan.read import plan_of_text
from letsconnect_tui.session import commands as c
from letsconnect_tui.session.anonymous_session import nameless
from letsconnect_tui.session.facts import Command, PersonFacts
from letsconnect_tui.session.forgotten_person import people_called, without_people
from letsconnect_tui.session.log import replay
from tests.session.builders import HOUR, MINUTE, USUAL, Sitting, a_plan, a_session, rooms


def edited(session: Sitting, items: dict[str, object], **changes: object) -> Sitting:
    """The session with its plan edited to these items."""
    plan = a_plan(items, **changes)  # type: ignore[arg-type]
    starts_at = int(plan.session.starts_at.timestamp()) * 1000
    return session.give(c.ReplacePlan(plan.text, starts_at))


def test_before_the_start_the_new_plan_is_all_there_is_and_ticks_stay_by_id() -> None:
    session = a_session().give(
        c.SetReadiness("ana", "slides", True), c.SetReadiness("bo", "sound", True), c.MarkHere("flo")
    )

    edited(
        session,
        {"close": 5, "ana": {"duration": "15m", "lead": "ana"}},
        people={"ana": "sharer", "flo": "tech"},
    )

    state = session.state
    assert state.order == ("close", "ana")
    assert state.readiness["ana"] == {"slides"}
    assert state.people["flo"].is_here
    assert state.people["flo"].role == "tech"
    assert state.allotted("ana") == 15 * MINUTE
    assert session.seen.planned_end == session.zero + 20 * MINUTE


def test_the_start_and_the_length_move_with_the_plan() -> None:
    session = edited(a_session(), USUAL, start="2026-12-03T16:30", length="2h")

    assert session.state.planned_start == session.zero + 90 * MINUTE
    assert session.state.end_to_keep == session.zero + 90 * MINUTE + 2 * HOUR


def test_what_was_held_stays_and_the_rest_follows_the_plan() -> None:
    session = a_session().started().at(6).give(c.Next()).at(8)

    edited(session, {"extra": 3, "ana": {"duration": "12m", "lead": "ana"}, "close": 5})

    state = session.state
    assert state.order == ("welcome", "ana", "extra", "close")
    assert [state.runs[item].phase for item in state.order] == ["done", "running", "pending", "pending"]
    assert session.minutes("welcome") == 6
    assert session.seen.remaining == 10 * MINUTE


def test_an_edit_is_undone_like_any_command_and_refused_where_later_ones_rest_on_it() -> None:
    session = a_session()
    before = session.state
    edited(session, {"extra": 3})
    session.give(c.Undo())
    assert session.state == before

    session.give(c.Redo()).give(c.Start())
    number = session.recorder.log.undoable[0].number
    with pytest.raises(CommandRefused) as no:
        session.give(c.Undo(number))
    assert no.value.message.key == "refused-rests-on"


def test_times_given_by_hand_stay_until_the_item_itself_is_edited() -> None:
    session = a_session()
    given = dict.fromkeys(session.state.to_come, 4 * MINUTE)
    session.give(c.AcceptRebalance(given, session.state.end_to_keep), c.SwapItems("ana", "bo"))

    edited(session, {**USUAL, "close": {"duration": "9m", "kind": "close"}})

    assert session.state.order == ("welcome", "bo", "ana", "draft", "close")
    assert session.state.allotted("welcome") == 4 * MINUTE
    assert session.state.allotted("close") == 9 * MINUTE


def test_an_item_made_shorter_than_what_was_taken_from_it_is_left_with_nothing_and_not_with_less() -> None:
    session = a_session().started().give(c.Next(), c.AddTime(-8 * MINUTE))

    edited(session, USUAL | {"ana": {"duration": "5m", "kind": "share", "lead": "ana"}})

    assert session.state.allotted("ana") + session.state.runs["ana"].added_ms == 0


def test_an_item_with_rooms_or_notes_is_kept_although_the_plan_has_it_no_more() -> None:
    session = a_session().give(c.MarkHere("ana"), rooms(("ana",)))

    edited(session, {"welcome": 5, "close": 5})

    assert [held.item for held in session.state.rounds] == ["draft"]
    assert session.state.order == ("welcome", "draft", "close")


def test_what_was_corrected_in_the_session_stays_and_what_was_planned_follows_the_plan() -> None:
    session = a_session().give(c.DescribePerson("ana", PersonFacts("Ana Ñahui")))

    edited(session, USUAL, people={"ana": "sharer", "bo": "tech"})

    assert session.state.people["ana"].facts.name == "Ana Ñahui"
    assert session.state.people["bo"].role == "tech"
    assert session.state.people["flo"].role == "participant"


@pytest.mark.parametrize(
    ("command", "key"),
    [
        (c.ReplacePlan("no plan", 0), "plan-problem-error-file"),
        (c.ReplacePlan(a_plan(name="other").text, 0), "refused-other-plan"),
        (c.ReplacePlan(a_plan({"x": 5}).text, 0, replaces="another text"), "refused-proposal-stale"),
    ],
)
def test_what_is_no_edit_of_this_plan_is_refused(command: Command, key: str) -> None:
    with pytest.raises(CommandRefused) as no:
        a_session().give(command)

    assert no.value.message.key in (key, "plan-problem-error")


def test_after_the_end_the_plan_stays_what_was_held() -> None:
    session = a_session().started().at(3).give(c.End())

    with pytest.raises(CommandRefused):
        edited(session, {"x": 5})


def a_session_of_two_plans() -> Sitting:
    """Bo leaves with the first plan, Zoe comes with the second; both ids are names."""
    session = a_session().give(c.Drop("bo")).give(c.SetReadiness("bo", "sound", True))
    edited(session, {"zoe-talk": {"duration": "5m", "lead": "zoe"}, "welcome": 5}, people={"zoe": "sharer"})
    return session.started().at(2).give(c.Next()).at(4).give(c.End())


def test_without_names_both_versions_of_the_plan_are_nameless_and_all_times_stay() -> None:
    log = a_session_of_two_plans().recorder.log
    records = nameless(log.state, log.records)
    again = replay(records, plan_of_text)

    text = json.dumps([record.document() for record in records]).lower()
    assert [name for name in ("zoe", "flo", "ivo", "ana") if name in text] == []
    assert not again.unfit
    assert [run.spans for run in again.state.runs.values()] == [run.spans for run in log.state.runs.values()]
    assert nameless(again.state, records) == records


@pytest.mark.parametrize("name", ["Bo", "Zoe"])
def test_somebody_of_either_version_can_be_forgotten(name: str) -> None:
    log = a_session_of_two_plans().recorder.log
    records = without_people(log.state, log.records, people_called(log.state, name))

    text = json.dumps([record.document() for record in records]).lower()
    assert f'"{name.lower()}"' not in text
    assert f'\\"{name.lower()}\\"' not in text
    assert not replay(records, plan_of_text).unfit
