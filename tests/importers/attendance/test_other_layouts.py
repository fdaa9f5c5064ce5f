"""Layouts that platforms, extensions and tools of registration write, each with its people and minutes."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from letsconnect_tui.importers.attendance.read import read_attendance

SAMPLES = Path(__file__).parent.parent / "samples" / "layouts"
ADA = "Ada Example"
MINUTES: dict[str, dict[str, int | None]] = {
    "Attendance Report - abc (4-Aug-2026).csv": {ADA: 82, "Ben Sample": 60},
    "en_short.csv": {"Ada": 30},
    "en_under.csv": {ADA: 21, "Ben Sample": 54},
    "first_seen.csv": {ADA: 43, "Ben Sample": 10},
    "german_sec.csv": {"Anna Müller": 29},
    "kmchris.csv": {ADA: 60},
    "lime_codes.csv": {ADA: None, "Ben Sample": None},
    "live_event.csv": {ADA: 60},
    "log_en_eu.csv": {"Ada": 60, "Ben": None},
    "log_nohead.csv": {"Doe, Jane": 70, "Roe, Rick": 29},
    "log_quoted.csv": {"Sam Example": 60, "Ada Sample": None},
    "meet_3214.csv": {"Ada": 33, "Ben": 60},
    "meet_42m.csv": {"Ada": 42},
    "meet_iso.csv": {"Ada": 95, "Ben": 10},
    "meet_nodur.csv": {ADA: 42, "Ben Sample": 62},
    "meetup.csv": {ADA: None},
    "nbsp.csv": {"Ada": 60},
    "pretix.csv": {ADA: None, "Ben Sample": None},
    "profile.csv": {ADA: None},
    "quirky.csv": {"Usuario, Uno": 60},
    "rollcall.json": {"Ada": 60},
    "ru_pm.csv": {"Анна": 60},
    "sv.csv": {"Åsa Öberg": None},
    "teams_cp1250.csv": {"Anna Przykład": 139, "Ola Wzór": 125},
    "teams_notimes.csv": {ADA: None, "Ben Sample": None},
    "tito.csv": {ADA: None},
    "twolistings.csv": {ADA: None, "Ben Sample": None},
    "typeform.csv": {ADA: None},
    "webinar_tab.csv": {ADA: 60, "only": 10},
    "zh_flat.csv": {"张三": 60},
    "zoom_chat_new.txt": {ADA: None, "Ben Sample": None},
    "zoom_reg.csv": {ADA: None},
}


@pytest.mark.parametrize("path", sorted(SAMPLES.iterdir()), ids=lambda path: path.name)
def test_a_layout_gives_its_people_and_minutes(path: Path) -> None:
    report = read_attendance(path, zone=ZoneInfo("Europe/Berlin"))

    assert {person.name: person.minutes for person in report.people} == MINUTES[path.name]


def test_each_block_of_presence_is_an_interval_and_merged_names_are_aliases() -> None:
    ada = read_attendance(SAMPLES / "kmchris.csv", zone=ZoneInfo("UTC")).people[0]

    times = [(f"{one.join:%H:%M}", f"{one.leave:%H:%M}") for one in ada.intervals]
    assert times == [("08:58", "09:28"), ("09:30", "10:00")]
    assert ada.aliases == ("A. Example",)


def test_the_payers_address_is_nobodys() -> None:
    report = read_attendance(SAMPLES / "pretix.csv", zone=ZoneInfo("UTC"))

    assert [person.email for person in report.people] == ["ada@x.org", "ben@x.org"]


def test_times_that_a_file_calls_utc_are_not_moved_by_a_zone() -> None:
    report = read_attendance(SAMPLES / "live_event.csv", zone=ZoneInfo("Asia/Tokyo"))

    assert report.people[0].intervals[0].join.hour == 16


def test_of_gender_and_age_nothing_is_kept() -> None:
    report = read_attendance(SAMPLES / "profile.csv", zone=ZoneInfo("UTC"))

    assert set(report.people[0].facts) == {"username", "country", "languages", "affiliation"}
