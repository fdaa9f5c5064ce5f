from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from letsconnect_tui.exporters.attendance_facts import Attendance, Present, attendance
from letsconnect_tui.exporters.naming import LEVELS, Naming
from letsconnect_tui.people.counts import FEWEST_ANSWERS, SMALLEST_SHOWN
from letsconnect_tui.session import commands as c
from letsconnect_tui.session.facts import PersonFacts
from letsconnect_tui.session.span import Span
from tests.exporters.held import exported, held_session, with_people
from tests.session.builders import MINUTE, Sitting, a_session, somebody

if TYPE_CHECKING:
    from letsconnect_tui.exporters.naming import NameLevel

STATE = held_session().state
FORMS = ("csv", "json", "md", "wikitext")


def attendance_of(sitting: Sitting) -> Attendance:
    return attendance(sitting.state, sitting.now, Naming(sitting.state, "all"))


def person(sitting: Sitting, name: str) -> Present:
    return next(one for one in attendance_of(sitting).people if one.name == name)


def test_a_short_drop_ends_no_interval_but_its_minutes_are_not_counted() -> None:
    sitting = a_session().started().give(somebody("Ada"))
    ada = sitting.named("Ada")
    sitting.at(10).give(c.MarkLeft(ada)).at(13).give(c.MarkHere(ada)).at(20).give(c.End())

    assert [end - start for start, end in person(sitting, "Ada").intervals] == [20 * MINUTE]
    assert person(sitting, "Ada").minutes == 17


def test_a_longer_drop_ends_an_interval() -> None:
    sitting = a_session().started().give(somebody("Ada"))
    ada = sitting.named("Ada")
    sitting.at(10).give(c.MarkLeft(ada)).at(13, 1).give(c.MarkHere(ada)).at(20).give(c.End())

    assert len(person(sitting, "Ada").intervals) == 2


def test_two_overlapping_intervals_count_once() -> None:
    sitting = a_session().started().give(somebody("Ada")).at(30).give(c.End())
    ada = sitting.state.people[sitting.named("Ada")]
    spans = ada.spans.appended(Span(sitting.zero + 5 * MINUTE, sitting.zero + 60 * MINUTE, "imported"))
    state = replace(sitting.state, people={ada.id: replace(ada, spans=spans)})

    assert attendance(state, sitting.now, Naming(state, "all")).people[0].minutes == 30


def test_who_is_still_here_at_the_end_leaves_with_it() -> None:
    sitting = a_session().started().give(somebody("Ada")).at(30).give(c.End()).at(500)

    assert person(sitting, "Ada").last_leave == sitting.state.ended_at
    assert (person(sitting, "Ada").status, person(sitting, "Ada").minutes) == ("here", 30)


def test_everyone_has_left_after_the_end_makes_nobody_leave_early() -> None:
    sitting = a_session().started().give(somebody("Ada")).at(30).give(c.End()).at(90).give(c.EveryoneLeft())

    assert (person(sitting, "Ada").status, person(sitting, "Ada").minutes) == ("here", 30)


def test_who_is_marked_after_the_end_was_here_but_nobody_knows_how_long() -> None:
    sitting = a_session().started().at(30).give(c.End()).at(60).give(somebody("Ada"))
    ada = person(sitting, "Ada")

    assert (ada.status, ada.first_join, ada.last_leave, ada.minutes) == ("here", None, None, None)
    assert attendance_of(sitting).counts.unique == 1


def test_late_is_more_than_ten_minutes_and_only_for_participants() -> None:
    sitting = a_session().started().at(10).give(somebody("Ada")).at(10, 1).give(somebody("Ben"))
    sitting.give(c.MarkHere("ana"))

    assert [person(sitting, name).status for name in ("Ada", "Ben", "Ana", "Bo")] == [
        "here",
        "late",
        "here",
        "not-marked",
    ]


def test_participants_are_counted_apart_from_team_interpreters_and_sharers() -> None:
    counts = attendance_of(held_session()).counts

    assert (counts.unique, counts.peak, counts.team, counts.interpreters, counts.sharers) == (4, 4, 1, 1, 1)
    assert (counts.registered, counts.registered_came, counts.headcount) == (2, 1, 23)


def test_private_people_are_counted_but_named_in_no_public_format() -> None:
    texts = [exported(STATE, "attendance", form, "all") for form in FORMS]

    assert attendance_of(held_session()).counts.unique == 4
    assert ["Quiet" in text for text in texts] == [True, True, False, False]
    assert all("Quiet" not in exported(STATE, "attendance", form, "team") for form in FORMS)


PARTICIPANTS, TEAM = ("Rita", "SUM", "Quiet", "Zoë", "Never Came"), ("Ana", "Flo", "Ivo")


@pytest.mark.parametrize("form", FORMS)
def test_each_level_names_those_it_says_and_nobody_else(form: str) -> None:
    none, team, everybody = (exported(STATE, "attendance", form, level) for level in LEVELS)

    assert not [name for name in (*PARTICIPANTS, *TEAM) if name in none]
    assert [name for name in (*PARTICIPANTS, *TEAM) if name in team] == [*TEAM]
    assert {*TEAM, "Rita", "SUM", "Zoë"} <= {name for name in (*PARTICIPANTS, *TEAM) if name in everybody}


@pytest.mark.parametrize("form", ["md", "wikitext"])
@pytest.mark.parametrize("level", LEVELS)
def test_counts_of_one_report_do_not_contradict_each_other(form: str, level: NameLevel) -> None:
    text = exported(STATE, "report", form, level)

    assert "23" in text  # the headcount is the number of participants, since it is larger than who is known
    assert "Total number of participants" in text
    named = {"none": None, "team": 3, "all": 6}[level]
    if named is not None:  # three of the team were here, and 23 participants
        assert f"{26 - named} more people took part" in text


def test_country_home_wiki_and_affiliation_stand_beside_the_region() -> None:
    facts = [
        PersonFacts(f"P {k}", region="LAC", country="BR", home_wiki="pt.wikipedia", affiliation="Brazil UG")
        for k in range(10)
    ]
    state = with_people(STATE, facts)

    for form in FORMS:
        text = exported(state, "attendance", form)
        assert all(one in text for one in ("BR", "pt.wikipedia", "Brazil UG"))
    assert exported(state, "report", "text").count("(10)") == 4
    assert "BR,pt.wikipedia,Brazil UG" in exported(state, "attendance", "csv", "all")


def test_only_public_counts_are_withheld() -> None:
    few = with_people(STATE, [PersonFacts("Ada", region="LAC")])

    assert "LAC" not in exported(few, "attendance", "json")
    assert "LAC" not in exported(few, "attendance", "json", "team")
    assert json.loads(exported(few, "attendance", "json", "all"))["counts"]["region"]["groups"] == [
        {"label": "LAC", "count": 1, "shown": "count"}
    ]


answers = st.lists(st.sampled_from(["LAC", "SSA", "MENA", ""]), max_size=40)


@given(answers)
def test_a_breakdown_in_a_file_never_shows_a_count_under_five(regions: list[str]) -> None:
    state = with_people(STATE, [PersonFacts(f"P {k}", region=one) for k, one in enumerate(regions)])
    text = exported(state, "attendance", "csv")
    shown = [row["value"] for row in csv.DictReader(io.StringIO(text)) if row["measure"] == "region"]

    assert all(int(value) >= SMALLEST_SHOWN for value in shown if value.isdigit())
    assert {value for value in shown if not value.isdigit()} <= {"withheld", "fewer than 5"}
    if sum(bool(region) for region in regions) < FEWEST_ANSWERS:
        assert shown == ["withheld"]
