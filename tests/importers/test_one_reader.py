"""A roster, a pasted text, a list for rooms and attendance name the same people of a file."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from letsconnect_tui.app.people_proposals import names_in
from letsconnect_tui.importers.attendance.read import read_attendance
from letsconnect_tui.importers.cells import read_text
from letsconnect_tui.importers.people_list import read_people
from letsconnect_tui.importers.roster import read_roster
from letsconnect_tui.session.facts import PersonFacts

SAMPLES = Path(__file__).parent / "samples"
LISTS = sorted(
    path
    for path in (SAMPLES / "registrations").iterdir()
    if not path.name.startswith(("09-unclosed", "twins", "p_zoomchat"))
)
REPORTS = sorted(
    path
    for path in (SAMPLES / "attendance").iterdir()
    if path.suffix != ".json" and "zoom_2026" not in path.name and "attentiveness" not in path.name
)
NOBODY_IS_EXPECTED_TWICE = {
    "zoom_webinar_padded_24h.csv",
    "zoom_webinar_attendee_report.csv",
    "bbb_learning_dashboard_users.csv",
}
"""Whoever registered and did not come is expected, and was not there."""


@pytest.mark.parametrize("path", [*LISTS, *REPORTS], ids=lambda path: path.name)
def test_every_reader_names_the_same_people(path: Path) -> None:
    there = [person.name for person in read_attendance(path, zone=ZoneInfo("UTC")).people]
    expected = [person.name for person in read_roster(path).people]
    to_be_seated = [person.name for person in read_people(path).people]

    assert sorted(expected) == sorted(to_be_seated)
    if path.name in NOBODY_IS_EXPECTED_TWICE:
        assert set(there) < set(expected)
    else:
        assert sorted(there) == sorted(expected)


@pytest.mark.parametrize(
    "path",
    [path for path in LISTS if path.suffix == ".txt" and "email" not in path.name],
    ids=lambda path: path.name,
)
def test_a_list_that_is_pasted_names_whom_its_file_names(path: Path) -> None:
    """But for an address alone, which in a chat is no name."""
    pasted, _ = names_in(read_text(path).text)

    assert sorted(pasted) == sorted(person.name for person in read_roster(path).people)


def test_a_question_with_a_column_for_each_language_is_read(tmp_path: Path) -> None:
    roster = read_roster(SAMPLES / "registrations" / "13b_limesurvey_full.csv")

    assert roster.people == (PersonFacts("Ada Example", "AdaExample", ("en",)),)


def test_accounts_of_a_wiki_list_are_usernames_in_any_language() -> None:
    roster = read_roster(SAMPLES / "registrations" / "p_wiki4.txt")

    assert [(person.name, person.username) for person in roster.people] == [
        (name, name) for name in ("Jana Beispiel", "Chidi Example", "Théo Modèle", "سامي نموذج", "見本花子")
    ]


def test_a_roll_call_with_an_account_in_brackets_keeps_name_and_account() -> None:
    roster = read_roster(SAMPLES / "registrations" / "19_etherpad.txt")

    assert roster.people[0] == PersonFacts("Ada Example", "AdaExample")


def test_a_private_participant_of_a_wiki_event_stays_private() -> None:
    roster = read_roster(SAMPLES / "registrations" / "07_campaignevents.json")

    assert [(person.name, person.private) for person in roster.people] == [
        ("AdaExample", False),
        ("BenSample", True),
    ]


@pytest.mark.parametrize("path", [*LISTS, *REPORTS], ids=lambda path: path.name)
def test_no_address_reaches_a_roster(path: Path) -> None:
    assert "@" not in repr(read_roster(path).people)
