"""One person is forgotten; everybody and every figure else stays."""

from __future__ import annotations

import json

import pytest
from msgspec.structs import replace

from letsconnect_tui.app.plan_library import load_plan, shipped_plans
from letsconnect_tui.plan.read import plan_of_text
from letsconnect_tui.session.commands import AddPerson, ImportAttendance, TakeFeedback, TakeLine
from letsconnect_tui.session.facts import PersonFacts
from letsconnect_tui.session.feedback_counts import Feedback, FeedbackTaken
from letsconnect_tui.session.forgotten_person import NameWords, people_called, without_people
from letsconnect_tui.session.log import replay
from letsconnect_tui.session.moment import head
from letsconnect_tui.session.people_events import AttendanceImported, ImportedPresence, ImportedRow
from tests.exporters.held import held_session
from tests.session.builders import a_session, somebody


def records_without(name: str) -> str:
    log = held_session().recorder.log
    records = without_people(log.state, log.records, people_called(log.state, name))
    return json.dumps([record.document() for record in records], ensure_ascii=False)


def test_name_account_and_what_was_typed_about_them_are_gone() -> None:
    records = records_without("rita roster")

    assert "Rita" not in records
    assert "cried" not in records
    assert "Who pays" not in records


def test_what_somebody_was_called_is_gone_too() -> None:
    facts = PersonFacts(name="Rita Roster", call="Zuzu")
    log = a_session().give(AddPerson(facts), TakeLine("note", "zuzu was late")).recorder.log
    records = without_people(log.state, log.records, people_called(log.state, "Rita Roster"))

    assert "zuzu" not in json.dumps([record.document() for record in records]).lower()


def test_everybody_else_stays() -> None:
    records = records_without("Rita Roster")

    for text in ("Never Came", "Quiet {{Person}}", "Zoë [[Late]]", "Write to Zoë", "Ana", "Flo"):
        assert text in records


def test_somebody_of_the_plan_is_forgotten_in_it_too() -> None:
    log = held_session().recorder.log
    records = without_people(log.state, log.records, ("ana",))
    again = replay(records, plan_of_text)

    assert "ana" not in json.dumps([record.document() for record in records]).lower().replace("forgotten", "")
    assert [one.name for one in again.state.plan.people] == ["#forgotten-sharer-1", "Bo", "Flo", "Ivo"]
    assert again.state.lead_of("first") == "forgotten-sharer-1"
    assert again.state.plan.item("second").title == "Maps | and more"


@pytest.mark.parametrize("name", ["Rita Roster", "Ana", "Flo", "Never Came", "Zoë [[Late]]"])
def test_every_figure_stays_whoever_is_forgotten(name: str) -> None:
    log = held_session().recorder.log
    again = replay(without_people(log.state, log.records, people_called(log.state, name)), plan_of_text)

    assert not again.unfit
    assert head(again.state) == head(log.state)
    assert [run.spans for run in again.state.runs.values()] == [run.spans for run in log.state.runs.values()]


def test_anybody_in_a_plan_that_ships_can_be_forgotten() -> None:
    for path in shipped_plans():
        log = a_session(load_plan(path)).started().recorder.log
        for person in log.state.plan.people:
            records = without_people(log.state, log.records, (person.id,))
            text = json.dumps([record.document() for record in records], ensure_ascii=False)

            assert person.name not in text
            assert person.id not in [one.id for one in replay(records, plan_of_text).state.plan.people]


@pytest.mark.parametrize("name", ["Lagos Share", "Forgotten Sharer", "Clinic", "En", "Africa/Lagos"])
def test_a_name_that_is_also_a_word_of_plans_breaks_nothing(name: str) -> None:
    log = held_session().give(somebody(name)).recorder.log
    again = replay(without_people(log.state, log.records, people_called(log.state, name)), plan_of_text)

    assert not again.unfit
    assert (again.state.plan.session.timezone, again.state.plan.session.id) == ("Africa/Lagos", "clinic")
    assert name not in [person.facts.name for person in again.state.people.values()]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("rita cried", True),
        ("RÍTA!", True),
        ("margarita", False),
        ("the roster", True),
        ("Rita’s talk", True),
        ("l'RITA", True),
        ("", False),
    ],
)
def test_a_text_is_about_somebody_if_it_holds_a_part_of_their_name(text: str, *, held: bool) -> None:
    assert NameWords.of(["Rita Roster"]).are_in(text) is held


def test_a_short_name_is_looked_for_in_whole() -> None:
    assert NameWords.of(["Bo"]).are_in("ask Bo again")
    assert not NameWords.of(["Bo"]).are_in("a box")
    assert NameWords.of(["Ana Silva"]).are_in("for Ana")  # three letters are a word of their own
    assert not NameWords.of(["Bo Silva"]).are_in("for Bo")


def test_somebody_is_meant_by_the_whole_name_or_account_only() -> None:
    state = held_session().state

    assert [people_called(state, name) for name in ("RITA ROSTER", "rita_r", "Rita", "")] == [
        ("p1",),
        ("p1",),
        (),
        (),
    ]


def test_feedback_rows_and_presence_of_a_file_lose_the_name_and_nothing_else() -> None:
    feedback = Feedback(rating=(0, 0, 0, 1, 0), most=("Rita's talk", "maps"), least=("Rita shouted",))
    file = ImportAttendance(
        "hash",
        "zoom.csv",
        "zoom",
        known=(ImportedPresence("p1", 2, ((0, 60_000),)),),
        rows=(ImportedRow(2, ("R. Roster", "15:00"), "p1"), ImportedRow(3, ("Guest of Rita", "15:01"))),
    )
    log = a_session().started().give(somebody("Rita Roster"), TakeFeedback(feedback), file).recorder.log
    records = without_people(log.state, log.records, ("p1",))
    events = [event for record in records for event in record.events]
    taken = next(event for event in events if isinstance(event, FeedbackTaken))
    imported = next(event for event in events if isinstance(event, AttendanceImported))

    assert taken.feedback == replace(feedback, most=("–", "maps"), least=("–",))
    assert [(row.cells, row.person) for row in imported.rows] == [((), "p1"), ((), None)]
    assert [one.person for one in imported.presence] == ["p1"]
    assert replay(records, plan_of_text).state.feedback == (taken.feedback,)


def test_whoever_is_forgotten_stays_private_and_known_by_marks_alone() -> None:
    log = a_session().give(somebody("Rita Roster")).recorder.log
    records = without_people(log.state, log.records, ("p1",), {"p1": ("n:mark",)})

    assert replay(records, plan_of_text).state.people["p1"].facts == PersonFacts(
        "#p1", private=True, marks=("n:mark",)
    )
