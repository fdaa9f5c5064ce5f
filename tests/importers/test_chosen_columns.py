"""Columns that somebody names are read as named, by every reader, and remembered by the headings alone."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from letsconnect_tui.app.column_choices import columns_of_file, remember_columns
from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n import words
from letsconnect_tui.importers.attendance.chosen_columns import COLUMNS_FILE
from letsconnect_tui.importers.attendance.read import read_attendance
from letsconnect_tui.importers.people_list import read_people
from letsconnect_tui.importers.roster import read_roster
from letsconnect_tui.paths import state_dir

if TYPE_CHECKING:
    from pathlib import Path

    from letsconnect_tui.importers.attendance.report import AttendanceReport

UTC = ZoneInfo("UTC")
NUMBERS = """\
Id,Quelle,Wann,Bis,Wer
1,P-1001,26.03.2026 15:00,26.03.2026 15:50,+49 30 111
2,P-2002,26.03.2026 15:02,26.03.2026 15:40,+49 30 222
"""
"""Nobody is recognised in it: people stand in it as codes."""
SWAPPED = "Pseudonyme,Personne,A,B\nLoup Gris,Ana Lima,10:00,10:30\nRenard Roux,Bo Li,10:05,10:20\n"


@pytest.fixture
def numbers(tmp_path: Path) -> Path:
    path = tmp_path / "numbers.csv"
    path.write_text(NUMBERS, "utf-8")
    return path


def read(path: Path, columns: str | None = None) -> AttendanceReport:
    return read_attendance(path, zone=UTC, columns=columns)


def test_where_nobody_is_found_the_columns_are_listed_with_their_numbers(numbers: Path) -> None:
    with pytest.raises(InputError) as caught:
        read(numbers)

    assert caught.value.hint is not None
    assert "1 “Id” · 2 “Quelle” · 3 “Wann” · 4 “Bis” · 5 “Wer”" in words(caught.value.hint)


def test_where_only_the_look_of_cells_tells_the_column_of_names_the_doubt_is_said(tmp_path: Path) -> None:
    path = tmp_path / "two.csv"
    path.write_text(
        "Gruppe,Mentorin,Wer,Von,Bis\nRot,Eva Stern,Ana Lima,2026-01-01 10:00,2026-01-01 11:00\n"
        "Rot,Uwe Feld,Bo Li,2026-01-01 10:00,2026-01-01 11:00\n",
        "utf-8",
    )
    (note,) = read(path).notes
    assert words(note).startswith("Names were taken from “Mentorin”; other columns look like names too.")
    assert "3 “Wer”" in words(note)
    assert read(path, "name=Wer,joined=4,left=5").notes == ()


@pytest.mark.parametrize(
    "columns", ["name=2,joined=3,left=4", "name=Quelle, joined=wann, left=BIS", "left=4,name=2,joined=3"]
)
def test_columns_are_named_by_number_or_heading(numbers: Path, columns: str) -> None:
    people = read(numbers, columns).people

    assert [(one.name, one.minutes) for one in people] == [("P-1001", 50), ("P-2002", 38)]


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ("name=9", "no column “9”"),
        ("name=0", "no column “0”"),
        ("name=Nom", "no column “Nom”"),
        ("name", "no column “name”"),
        ("age=2", "“age” is nothing that a column can hold"),
        ("name=2,joined=2", "“2” is named twice"),
        ("joined=3,left=4", "no column says who somebody is"),
        ("", "no column says who somebody is"),
    ],
)
def test_what_cannot_be_meant_is_told(numbers: Path, columns: str, expected: str) -> None:
    with pytest.raises(InputError) as error:
        read(numbers, columns)

    assert expected in words(error.value.message)


def test_minutes_alone_a_day_of_its_own_halves_of_names_and_no_headings(tmp_path: Path) -> None:
    path = tmp_path / "some.csv"
    path.write_text("Q,W,E\nAna,Lima,32\nBo,Li,7\n", "utf-8")
    assert [(one.name, one.minutes) for one in read(path, "first=1,last=2,minutes=3").people] == [
        ("Ana Lima", 32),
        ("Bo Li", 7),
    ]
    assert read(path, "name=2").people[0].minutes is None

    path.write_text("26.03.2026;x;15:00;45 min;Ana Lima\n26.03.2026;y;15:10;30 min;Bo Li\n", "utf-8")
    people = read(path, "day=1,joined=3,minutes=4,name=5").people
    assert [(one.name, one.minutes) for one in people] == [("Ana Lima", 45), ("Bo Li", 30)]
    assert f"{people[0].intervals[0].join:%Y-%m-%dT%H:%M}" == "2026-03-26T15:00"


def test_titles_above_and_meetings_below_belong_to_the_columns_as_the_reader_sees_them(
    tmp_path: Path,
) -> None:
    path = tmp_path / "titled.csv"
    path.write_text(
        f"Report of the office\nMade on,26.03.2026\n\n{NUMBERS}\n{NUMBERS.replace('26.03', '27.03')}", "utf-8"
    )

    people = read(path, "name=2,joined=3,left=4").people
    assert [(one.name, one.minutes, len(one.intervals)) for one in people] == [
        ("P-1001", 100, 2),
        ("P-2002", 76, 2),
    ]


def test_they_are_remembered_for_the_next_file_with_these_headings_by_every_reader(
    numbers: Path, tmp_path: Path
) -> None:
    remember_columns(numbers, None, "name=2,joined=3,left=4")
    following = tmp_path / "next.csv"
    following.write_text(NUMBERS.replace("P-", "Q-").replace("26.03", "02.04"), "utf-8")

    report = read(following)
    assert [one.name for one in report.people] == ["Q-1001", "Q-2002"]
    assert "name=2,joined=3,left=4" in words(report.notes[0])
    assert [one.name for one in read_roster(following).people] == ["Q-1001", "Q-2002"]
    assert [one.name for one in read_people(following).people] == ["Q-1001", "Q-2002"]
    shown = columns_of_file(following)
    assert shown is not None
    assert shown.places == {"name": 1, "joined": 2, "left": 3}

    other = tmp_path / "other.csv"
    other.write_text(NUMBERS.replace("Quelle", "Herkunft"), "utf-8")
    with pytest.raises(InputError):
        read(other)


def test_named_once_more_they_are_corrected_and_auto_forgets_them(tmp_path: Path) -> None:
    path = tmp_path / "swapped.csv"
    path.write_text(SWAPPED, "utf-8")
    remember_columns(path, None, "name=1,joined=3,left=4")
    assert [one.name for one in read(path).people] == ["Loup Gris", "Renard Roux"]
    remember_columns(path, None, "name=2,joined=3,left=4")
    assert [one.name for one in read(path).people] == ["Ana Lima", "Bo Li"]

    remember_columns(path, None, "auto")
    assert all("named for an earlier file" not in words(note) for note in read(path).notes)


def test_nothing_of_a_file_is_remembered_not_even_where_it_has_no_headings(tmp_path: Path) -> None:
    path = tmp_path / "bare.csv"
    path.write_text("Loup Gris,Ana Lima\nRenard Roux,Bo Li\n", "utf-8")
    remember_columns(path, None, "name=2")

    kept = (state_dir() / COLUMNS_FILE).read_text("utf-8")
    assert "name" in kept
    for part in ("Loup", "Gris", "Ana", "Lima", "bare", "bo li", "ana lima"):
        assert part not in kept


@pytest.mark.parametrize("kept", ["", "[]", "{", '{"a": 3}', '{"a": {"name": "x"}}', "\x00"])
def test_what_is_remembered_may_be_broken(kept: str, numbers: Path) -> None:
    state_dir().mkdir(parents=True, exist_ok=True)
    (state_dir() / COLUMNS_FILE).write_text(kept, "utf-8")

    assert len(read(numbers, "name=2").people) == 2
    remember_columns(numbers, None, "name=2,joined=3")
    assert len(read(numbers).people) == 2


def test_columns_of_a_spreadsheet_are_named_alike(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for line in NUMBERS.splitlines():
        book.active.append(line.split(","))
    path = tmp_path / "book.xlsx"
    book.save(path)

    assert [one.minutes for one in read(path, "name=2,joined=3,left=4").people] == [50, 38]
