from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from letsconnect_tui.exporters.attendance import attendance_text
from letsconnect_tui.exporters.attendance_facts import Attendance, Present, attendance
from letsconnect_tui.people.counts import FEWEST_ANSWERS, SMALLEST_SHOWN
from letsconnect_tui.session import commands as c
from letsconnect_tui.session.events import PersonFacts
from letsconnect_tui.session.span import Span
from tests.exporters.held import held_session, with_people
from tests.session.builders import MINUTE, Sitting, a_session, somebody

STATE = held_session().state


def told(sitting: Sitting) -> Attendance:
    return attendance(sitting.state, sitting.now)


def person(sitting: Sitting, name: str) -> Present:
    return next(one for one in told(sitting).people if one.name == name)


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
    state = replace(sitting.state, people={ada.id: ada.with_spans(spans)})

    assert attendance(state, sitting.now).people[0].minutes == 30


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
    assert told(sitting).counts.unique == 1


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
    counts = told(held_session()).counts

    assert (counts.unique, counts.peak, counts.team, counts.interpreters, counts.sharers) == (4, 4, 1, 1, 1)
    assert (counts.registered, counts.registered_came, counts.headcount) == (2, 1, 23)


def test_private_people_are_counted_but_named_in_no_public_format() -> None:
    sitting = held_session()
    texts = {
        form: attendance_text(told(sitting), form, names=True) for form in ("csv", "json", "md", "wikitext")
    }

    assert told(sitting).counts.unique == 4
    assert ["Quiet" in text for text in texts.values()] == [True, True, False, False]


def test_without_names_no_format_names_anybody() -> None:
    sitting = held_session()
    texts = [attendance_text(told(sitting), form, names=False) for form in ("csv", "json", "md", "wikitext")]

    for name in ("Rita", "SUM", "Quiet", "Zoë", "Ana", "Flo", "Ivo"):
        assert not [text for text in texts if name in text]


answers = st.lists(st.sampled_from(["LAC", "SSA", "MENA", ""]), max_size=40)


@given(answers)
def test_a_breakdown_in_a_file_never_shows_a_count_under_five(regions: list[str]) -> None:
    state = with_people(STATE, [PersonFacts(f"P {k}", region=one) for k, one in enumerate(regions)])
    text = attendance_text(attendance(state, 0), "csv", names=False)
    shown = [row["value"] for row in csv.DictReader(io.StringIO(text)) if row["measure"] == "region"]

    assert all(int(value) >= SMALLEST_SHOWN for value in shown if value.isdigit())
    assert {value for value in shown if not value.isdigit()} <= {"withheld", "fewer than 5"}
    if sum(bool(region) for region in regions) < FEWEST_ANSWERS:
        assert shown == ["withheld"]
