"""Announcements say what the plan says, with the weekday computed, and name nobody unless they may."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import get_args

import pytest
import wikitextparser
from msgspec.structs import replace

from letsconnect_tui.app.plan_library import load_plan, shipped_plans
from letsconnect_tui.errors import InputError
from letsconnect_tui.exporters.announcements import CAPX_NAME, TARGETS, announcement
from letsconnect_tui.plan.model import Links, Person, Plan, Session, SessionKind

EVENT = "https://meta.example.org/wiki/Event:Clinic"


def a_plan(**changes: object) -> Plan:
    session = Session(
        "s", "First steps", datetime(2025, 10, 30, 17, 0), "UTC", 7200,  # noqa: DTZ001
        kind="learning-clinic", interpretation=("es", "pt", "fr", "zh", "ar"), audience=("newcomers",),
        purpose="Learn it.", outcomes=("know how", "dare to"), preparation="Bring an idea.",
        links=Links(event=EVENT, room="https://call.example.org/secret"),
    )  # fmt: skip
    people = (Person("ada", "Ada Lovelace", "sharer"), Person("bo", "Bo Diddley", "facilitator"))
    return Plan(replace(session, **changes), (), people)


def text_for(target: str, plan: Plan, language: str | None = None, occurrence: int | None = None) -> str:
    return announcement(plan, target, language, occurrence).text


def test_the_weekday_is_the_one_of_the_calendar() -> None:
    """A real announcement called this day a Monday."""
    assert "Thursday, 30 October 2025, 17:00–19:00 UTC" in text_for("email", a_plan())


@pytest.mark.parametrize("day", range(1, 29))
def test_the_weekday_is_right_on_any_day(day: int) -> None:
    text = text_for("telegram", a_plan(start=datetime(2026, 2, day, 23, 30)))  # noqa: DTZ001

    assert f"{date(2026, 2, day):%A}, {day} February 2026" in text


def test_an_email_greets_in_every_language_of_the_session() -> None:
    assert "Hello | Hola | Olá | Bonjour | 您好 | مرحبا, everyone," in text_for("email", a_plan())


def test_languages_interpretation_preparation_and_gain_are_in_an_email() -> None:
    text = text_for("email", a_plan())

    assert (
        "We speak English, with live interpretation into Spanish, Portuguese, French, Chinese and Arabic."
        in text
    )
    for expected in (
        "Learn it.",
        "Relevant for newcomers",
        "Bring an idea.",
        "- know how",
        "- dare to",
        EVENT,
    ):
        assert text.count(expected) == 1, expected


@pytest.mark.parametrize("target", TARGETS)
def test_nobody_is_named_and_the_call_is_given_to_nobody(target: str) -> None:
    text = text_for(target, a_plan())

    assert "Lovelace" not in text
    assert "Diddley" not in text
    assert "secret" not in text


@pytest.mark.parametrize("target", ["email", "meta", "diff"])
def test_sharers_are_named_where_the_plan_says_so(target: str) -> None:
    assert "Ada Lovelace" in text_for(target, a_plan(public_names=True))


def test_a_second_date_is_called_so_and_stands_alone() -> None:
    plan = a_plan(repeats=(datetime(2025, 10, 31, 2, 0),))  # noqa: DTZ001
    both, second = text_for("email", plan), text_for("email", plan, occurrence=2)

    assert "held twice" in both
    assert both.count("UTC") == 2
    assert "date 2 of 2" in second
    assert "Friday, 31 October 2025, 02:00–04:00 UTC" in second
    assert "30 October" not in second


def test_a_later_date_names_where_the_recording_of_an_earlier_one_is() -> None:
    links = Links(event=EVENT, resources="https://meta.example.org/wiki/Resources")
    plan = a_plan(repeats=(datetime(2025, 10, 31, 2, 0),), links=links)  # noqa: DTZ001

    assert "wiki/Resources" in text_for("email", plan, occurrence=2)
    assert "wiki/Resources" not in text_for("email", plan, occurrence=1)
    assert "wiki/Resources" not in text_for("email", plan)


def test_what_a_plan_lacks_is_told_beside_it() -> None:
    bare = a_plan(purpose=None, outcomes=(), audience=(), preparation=None, links=Links())
    (note,) = [one for one in announcement(bare, "email").notes if one.key == "announce-plan-lacks"]

    assert set(note.values[0]) == {"purpose", "outcomes", "audience", "preparation", "links.event"}  # type: ignore[call-overload]


def test_placeholders_and_near_clock_changes_are_told_beside_it() -> None:
    plan = a_plan(purpose="TODO", start=datetime(2025, 10, 25, 17, 0))  # noqa: DTZ001
    keys = [note.key for note in announcement(plan, "email").notes]

    assert "plan-advice-placeholder" in keys
    assert "announce-note" in keys


def test_wikitext_is_one_row_a_date_and_a_section_with_no_other_markup() -> None:
    trap = "A | ''trap'' [[x]] {{y}} ~~~~ __TOC__"
    plan = a_plan(title=trap, repeats=(datetime(2025, 10, 31, 2, 0),))  # noqa: DTZ001
    text = text_for("meta", plan)
    row, _, section = text.partition("\n\n")
    parsed = wikitextparser.parse("{|\n" + row + "\n|}\n" + section)

    (table,) = parsed.tables
    assert [len(cells) for cells in table.data()] == [6, 6]
    assert not parsed.templates
    assert not parsed.wikilinks
    assert {link.url for link in parsed.external_links} >= {EVENT}


@pytest.mark.parametrize("length", [20, CAPX_NAME, CAPX_NAME + 1, 200])
def test_a_name_for_capx_is_within_its_limit_and_a_cut_is_told(length: int) -> None:
    title = ("word " * 60)[: length - 1] + "x"
    written = announcement(a_plan(title=title), "capx")
    name = written.text.splitlines()[0].removeprefix("name: ")

    assert len(name) <= CAPX_NAME
    assert (name == title) == (length <= CAPX_NAME)
    assert ("announce-name-cut" in [note.key for note in written.notes]) == (length > CAPX_NAME)


def test_capx_gets_a_form_for_each_date_with_moments_in_utc() -> None:
    plan = a_plan(timezone="Africa/Lagos", repeats=(datetime(2025, 11, 1, 0, 30),))  # noqa: DTZ001
    text = text_for("capx", plan)

    assert re.findall(r"time_begin: (.*)", text) == ["2025-10-30T16:00:00Z", "2025-10-31T23:30:00Z"]
    assert re.findall(r"time_end: (.*)", text) == ["2025-10-30T18:00:00Z", "2025-11-01T01:30:00Z"]


@pytest.mark.parametrize("language", ["en", "es", "fr", "pt", "ar", "sw"])
@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("path", shipped_plans(), ids=lambda path: path.stem)
def test_every_announcement_of_every_shipped_plan_is_whole(path: object, target: str, language: str) -> None:
    plan = load_plan(path)  # type: ignore[arg-type]
    text = text_for(target, plan, language)

    assert "⧼" not in text
    assert "$" not in text
    assert plan.session.title in text or target == "meta"


@pytest.mark.parametrize("kind", get_args(SessionKind))
def test_a_kind_that_the_title_names_is_said_once(kind: str) -> None:
    text = text_for("telegram", a_plan(kind=kind, title="Connectathon in May"))

    assert text.startswith("Connectathon in May") == (kind == "connectathon")


def test_an_unknown_place_is_refused_with_the_choices() -> None:
    with pytest.raises(InputError) as refused:
        announcement(a_plan(), "fax")

    assert refused.value.message.values == ("fax", list(TARGETS))
