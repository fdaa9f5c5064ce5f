"""Cue sheets as people keep them: every row becomes an item or is named."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letsconnect_tui.app.plan_library import load_plan
from letsconnect_tui.cli.exit_codes import run_guarded
from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n import words
from letsconnect_tui.importers.cue_sheet import CueSheet, read_cue_sheet

SPREADSHEET = """title,time start,duration,note
plain,,60,
clock,,12:00,
as time of day,,12:10:00 AM,
as date,,1899-12-30T00:10:00.000Z,
minutes,,10 minutes,
comma,,"2,5",
fraction,,0.0069444,
iso,,PT10M,
zero,,0,
,,5,
Total,,2:00:00,
"""


def read(folder: Path, text: str) -> CueSheet:
    path = folder / "sheet.csv"
    path.write_text(text, "utf-8")
    return read_cue_sheet(path)


def lengths(sheet: CueSheet) -> list[tuple[str, float]]:
    return [(item.title, item.duration_s / 60) for item in sheet.items]


def test_every_row_of_a_spreadsheet_arrives_or_is_named(tmp_path: Path) -> None:
    sheet = read(tmp_path, SPREADSHEET)

    assert lengths(sheet) == [
        ("plain", 60),
        ("clock", 12),
        ("as time of day", 10),
        ("as date", 10),
        ("minutes", 10),
        ("comma", 2.5),
        ("fraction", 10),
        ("iso", 10),
    ]
    assert [words(note) for note in sheet.notes] == [
        "Left out as totals: “Total” (line 12).",
        "Left out, no title: line 11.",
        "Left out, no length that can be read: “zero” (line 10).",
        "Lengths such as “12:00” were read as minutes and seconds.",
    ]


@pytest.mark.parametrize(
    "headings",
    [
        "Time,Item,Minutes,Who",
        "Heure,Activité,Durée (min),Qui",
        "Hora,Actividad,Minutos,Quién",
        "Horário,Atividade,Duração,Quem",
        "الوقت,البند,الدقائق,من",
        "时间,项目,分钟,谁",
        "Wakati,Kipengele,Dakika,Nani",
        "Muda,Kipengele,Dakika,Nani",
        "TIME (UTC), Agenda item ,Duration (mins),Speaker",
    ],
)
def test_headings_are_known_in_the_languages_sessions_are_held_in(headings: str, tmp_path: Path) -> None:
    sheet = read(tmp_path, f"A plan\n{headings}\n15:00,Welcome,10,Ana\n15:10,Talk,20,Bo\n")

    assert lengths(sheet) == [("Welcome", 10), ("Talk", 20)]
    assert [person.name for person in sheet.people] == ["Ana", "Bo"]
    assert sheet.begins_s == 15 * 3600


def test_without_lengths_an_item_lasts_until_the_next_begins(tmp_path: Path) -> None:
    sheet = read(tmp_path, "Time,Item\n11:30,Welcome\n12:00,Talk\n1:00,Close\n1:10,End\n")

    assert lengths(sheet) == [("Welcome", 30), ("Talk", 60), ("Close", 10)]
    assert words(sheet.notes[0]) == "Taken as the end of the session: “End” (line 5)."
    assert sheet.length_s == 100 * 60


@pytest.mark.parametrize(
    ("rows", "minutes", "remarks"),
    [
        ("15:00,Welcome\n15:10,Talk\n14:00,Close\n", [10, 5, 5], ["usual-length", "other-times"]),
        ("15:00-15:10,Welcome\n15:10-14:00,Talk\n", [10, 5], ["usual-length"]),
        ("15:00,Welcome\n16:50,Close\n09:00,Second day\n", [110, 5, 5], ["usual-length", "other-times"]),
        ("15:00,Welcome\n15:10,Talk\n", [10, 5], ["usual-length"]),
        ("23:30,Welcome\n0:10,Talk\n0:40-1:00,Close\n", [40, 30, 20], []),
        ("9:00-17:00,Day\n", [480], ["long"]),
        ("15:00,Welcome\n15:10-15:20,Talk\n15:30-15:40,Close\n", [10, 10, 10], ["other-times"]),
    ],
)
def test_times_that_say_too_little_or_two_things_are_told(
    rows: str, minutes: list[float], remarks: list[str], tmp_path: Path
) -> None:
    sheet = read(tmp_path, f"Time,Item\n{rows}")

    assert [length for _, length in lengths(sheet)] == minutes
    note_keys = [note.key.removeprefix("new-csv-") for note in sheet.notes if note.key != "new-csv-kinds"]
    assert note_keys == remarks


RUN_OF_SHOW = """Learning Clinic – December,,,,,
,,,,,
Time (UTC),Duration,Segment,Who,Tech / slides,#
15:00,5 min,Welcome,Ngozi Obi,slide 1-3,1
15:05,15 min,How we began,Ana,,2
17:00,,End,,,3
Total,0:20,,,,
"""


def test_what_a_sheet_says_around_its_items_arrives_too(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    sheet = read(tmp_path, RUN_OF_SHOW)

    assert (sheet.title, sheet.zone, sheet.length_s) == ("Learning Clinic – December", "UTC", 2 * 3600)
    assert [item.notes for item in sheet.items] == ["Tech / slides: slide 1-3", None]
    (tmp_path / "show.csv").write_text(RUN_OF_SHOW, "utf-8")
    assert run_guarded(["new", str(tmp_path / "x.toml"), "--from", str(tmp_path / "show.csv")]) == 0
    assert load_plan(tmp_path / "x.toml").session.title == "Learning Clinic – December"
    assert load_plan(tmp_path / "x.toml").session.timezone == "UTC"
    assert "Kept in the notes: “Tech / slides”" in capfd.readouterr().err


def test_the_last_row_may_tell_how_long_the_session_lasts(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    sheet = tmp_path / "s.csv"
    sheet.write_text("Time,Item\n15:00,Welcome\n15:10,Talk\n16:00,Fin\n", "utf-8")

    assert run_guarded(["new", str(tmp_path / "x.toml"), "--from", str(sheet)]) == 0
    assert load_plan(tmp_path / "x.toml").session.length_s == 3600
    assert "Taken as the end of the session: “Fin” (line 4)." in capfd.readouterr().err


@pytest.mark.parametrize(
    ("cells", "minutes"),
    [
        (["10 min", "20 min", "5 min"], [10, 20, 5]),
        (["10:00", "5:00", "20:00", "5:00"], [10, 5, 20, 5]),
        (["15:00-15:10", "15:10-15:30"], [10, 20]),
    ],
)
def test_a_column_called_time_holds_what_its_cells_look_like(
    cells: list[str], minutes: list[float], tmp_path: Path
) -> None:
    sheet = read(tmp_path, "Time,Item\n" + "".join(f"{cell},x\n" for cell in cells))

    assert [length for _, length in lengths(sheet)] == minutes


def test_a_heading_may_say_what_numbers_and_clocks_count(tmp_path: Path) -> None:
    assert lengths(read(tmp_path, "Item,Length (seconds)\nx,90\n")) == [("x", 1.5)]
    assert lengths(read(tmp_path, "Item,Duration (mm:ss)\nx,1:30\n")) == [("x", 1.5)]
    assert lengths(read(tmp_path, "Item,Hours\nx,1.5\n")) == [("x", 90)]


def test_the_title_wins_over_numbers_of_items_and_descriptions_are_notes(tmp_path: Path) -> None:
    sheet = read(tmp_path, "Item,Title,Minutes,Description\n1,Welcome,5,say hi\n")

    assert [(item.title, item.notes) for item in sheet.items] == [("Welcome", "say hi")]


def test_a_sheet_without_a_usable_row_says_what_was_wrong_with_the_first(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        read(tmp_path, "Item,Minutes\nTalk,soon\n")

    assert refused.value.hint is not None
    assert "“Talk” (line 2)" in words(refused.value.hint)


def test_rows_beyond_what_a_plan_holds_are_named(tmp_path: Path) -> None:
    sheet = read(tmp_path, "Item,Minutes\n" + "".join(f"row {number},1\n" for number in range(202)))

    assert len(sheet.items) == 200
    assert words(sheet.notes[0]).endswith("“row 200” (line 202), “row 201” (line 203).")


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", "Talk", "Total", "שיחה"]),
            st.sampled_from(["", "5", "x", "0", "1:00", "10 min"]),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_no_row_is_lost_without_a_word(rows: list[tuple[str, str]]) -> None:
    table = io.StringIO()
    csv.writer(table).writerows([("Item", "Minutes"), ("Always", "5"), *rows])
    with tempfile.TemporaryDirectory() as folder:
        sheet = read(Path(folder), table.getvalue())
    named = sum(words(note).count("line ") for note in sheet.notes if note.values)

    assert len(sheet.items) + named == 1 + sum(any(cells) for cells in rows)
