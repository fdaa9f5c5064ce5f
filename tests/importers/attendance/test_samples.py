"""Every sample reads as the answer beside it says; of several answers a person would accept, any is right."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from letsconnect_tui.i18n import words
from letsconnect_tui.importers.attendance.read import read_attendance

if TYPE_CHECKING:
    from datetime import datetime

    from letsconnect_tui.importers.attendance.report import AttendanceReport, ReportedPerson

SAMPLES = Path(__file__).parent.parent / "samples" / "attendance"
ANSWERS = sorted(SAMPLES.glob("*.expected.json"))


def iso(moment: datetime | None) -> str | None:
    return None if moment is None else f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def moments(person: ReportedPerson) -> list[list[str | None]]:
    return [[iso(one.join), iso(one.leave)] for one in person.intervals]


def read(name: str, zone: str = "UTC") -> AttendanceReport:
    return read_attendance(SAMPLES / name, zone=ZoneInfo(zone))


def agrees(found: ReportedPerson, wanted: dict[str, Any], *, either_date: bool) -> bool:
    names = {wanted["name"], *wanted.get("name_ok", [])}
    return (
        found.name in names
        and {found.name, *found.aliases} >= set(wanted["aliases"])
        and found.email == wanted["email"]
        and found.minutes in [wanted["minutes"], *wanted.get("minutes_ok", [])]
        and (either_date or moments(found) == wanted["intervals"])
    )


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda path: path.name[: -len(".expected.json")])
def test_a_sample_reads_as_its_answer_says(answer: Path) -> None:
    wanted = json.loads(answer.read_text("utf-8"))
    report = read(answer.name[: -len(".expected.json")], wanted["zone"] or "UTC")
    either_date = bool(wanted.get("either_date"))

    assert report.format == wanted["format"]
    assert [one.line for one in report.dropped] == [one["row"] for one in wanted["dropped"]]
    assert [words(one.why) for one in report.dropped] == [one["why"] for one in wanted["dropped"]]
    left = list(report.people)
    for person in wanted["people"]:
        found = next((one for one in left if agrees(one, person, either_date=either_date)), None)
        assert found is not None, (person, report.people)
        left.remove(found)
    assert left == []
    if either_date:
        assert "attendance-note-date-order" in [note.key for note in report.notes]


def minutes_of(report: AttendanceReport) -> dict[str, int | None]:
    return {person.name: person.minutes for person in report.people}


def test_a_report_of_2026_leaves_out_the_waiting_room_and_keeps_namesakes_apart() -> None:
    report = read("zoom_2026_en_meeting_info.csv")

    assert [(one.line, one.why.key) for one in report.dropped] == [
        (6, "attendance-why-waiting"),
        (10, "attendance-why-waiting"),
    ]
    assert sorted((one.name, one.minutes) for one in report.people if one.name == "Ngozi") == [
        ("Ngozi", 58),
        ("Ngozi", 88),
    ]
    assert ("Amaka Ụzọma", ("Amaka Ụzọma - Igbo",), 118) in [
        (one.name, one.aliases, one.minutes) for one in report.people
    ]


@pytest.mark.parametrize(
    ("name", "minutes"),
    [
        (
            "2026-03-26 15_00 Learning Clinic - Attendance Report.csv",
            {"Ada Example": 58, "Gugu Example": 62, "Ngozi": 12},
        ),
        ("bbb_learning_dashboard_users.csv", {"Chidi Example": 121, 'Ada "Ada" Example': 101}),
        ("zoom_es.csv", {"María Example": 118}),
        ("zoom_webinar_attendee_report.csv", {"Host Example": 126, "Ada Example": 113}),
        ("08-teams-report-utf16.csv", {"Ana Lima": 120, "Bo Li": 118}),
        ("google_forms_direct.csv", {"Ada Example": None, "Ọlá Example": None}),
    ],
)
def test_minutes_of_other_reports(name: str, minutes: dict[str, int | None]) -> None:
    assert minutes_of(read(name)) == minutes
