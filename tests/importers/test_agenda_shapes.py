"""The agenda people already have, in every shape they have it: each row arrives or is named."""

from __future__ import annotations

import io
import re
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n import words
from letsconnect_tui.importers.agenda_tables import rows_of_agenda
from letsconnect_tui.importers.cue_sheet import CueSheet, cue_sheet_of, read_cue_sheet
from letsconnect_tui.importers.title_kinds import kind_meant

WANTED = [
    ("Welcome", 5, "Ngozi Obi"),
    ("How we began", 20, "Ana Silva"),
    ("Break", 10, ""),
    ("Close", 5, "Ngozi Obi"),
]

KINDS = "Kinds told by titles: “Welcome” welcome, “Break” break, “Close” close."
SHAPES = sorted((Path(__file__).parent / "samples" / "agendas").iterdir())


def agenda(sheet: CueSheet) -> list[tuple[str, float, str]]:
    names = {person.id: person.name for person in sheet.people}
    return [(item.title, item.duration_s / 60, names.get(item.lead or "", "")) for item in sheet.items]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda path: path.stem)
def test_every_shape_gives_the_same_agenda(shape: Path) -> None:
    sheet = read_cue_sheet(shape)

    assert agenda(sheet) == WANTED
    assert [words(note) for note in sheet.notes] == [KINDS]
    assert [item.kind for item in sheet.items] == ["welcome", "other", "break", "close"]
    if re.search(r"\b(?:15|3):00", shape.read_text("utf-8")):
        assert sheet.begins_s == 15 * 3600


def test_a_workbook_is_read_by_its_fullest_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in [
        ("Run of show",), (), ("Time", "Item", "Minutes", "Who"), ("15:00", "Welcome", 5, "Ngozi Obi"),
        ("15:05", "How we began", 20, "Ana Silva"), ("15:25", "Break", 10),
        ("15:35", "Close", 5, "Ngozi Obi"),
    ]:  # fmt: skip
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    path = tmp_path / "run of show.xlsx"
    path.write_bytes(content.getvalue())

    assert agenda(read_cue_sheet(path)) == WANTED


def test_lines_that_are_no_item_are_named_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "agenda.txt"
    path.write_text(
        "Agenda for Thursday\n\n15:00 Welcome (5 min) Ngozi\nbring cake\n15:05 Talk (20 min)\n", "utf-8"
    )

    sheet = read_cue_sheet(path)

    assert agenda(sheet) == [("Welcome", 5, "Ngozi"), ("Talk", 20, "")]
    assert [words(note) for note in sheet.notes] == [
        "Left out, no length that can be read: “Agenda for Thursday” (line 1), “bring cake” (line 4).",
        "Kinds told by titles: “Welcome” welcome.",
    ]


def test_a_title_with_a_dash_or_a_small_word_is_no_name(tmp_path: Path) -> None:
    path = tmp_path / "agenda.txt"
    path.write_text("15:00 Talk – what reviewers look for (20 min)\n15:20 Game – Bingo (5 min)\n", "utf-8")

    assert agenda(read_cue_sheet(path)) == [
        ("Talk – what reviewers look for", 20, ""), ("Game – Bingo", 5, ""),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", "\n\n", "only prose here\nand more of it\n", "a,b\n1,2\n"])
def test_a_text_without_any_time_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "agenda.txt"
    path.write_text(text, "utf-8")

    with pytest.raises(InputError):
        read_cue_sheet(path)


LINES = st.lists(
    st.text(
        st.sampled_from("15:0 min(-–|,;\t'\"{}[]!Añ日\\#*\n.") | st.characters(codec="utf-8"), max_size=40
    ),
    max_size=12,
)


@given(LINES)
def test_every_line_with_words_arrives_or_is_named(lines: list[str]) -> None:
    text = "\n".join(lines)
    try:
        sheet = cue_sheet_of(rows_of_agenda(text, "x"), "x")
    except InputError:
        return
    left_out = [note for note in sheet.notes if note.key.startswith("new-csv-left-out")]
    named = sum(len(value) for note in left_out for value in note.values if isinstance(value, list))
    rows = rows_of_agenda(text, "x").rows
    assert len(sheet.items) + named in (len(rows), len(rows) - 1)


@given(st.lists(st.sampled_from([5, 10, 15, 90]), min_size=2, max_size=8))
def test_lengths_of_lines_are_kept(minutes: list[int]) -> None:
    text = "\n".join(
        f"{number}. Item {chr(65 + number)} ({length} min)" for number, length in enumerate(minutes)
    )

    sheet = cue_sheet_of(rows_of_agenda(text, "x"), "x")

    assert [item.duration_s for item in sheet.items] == [length * 60 for length in minutes]


def test_the_lines_of_the_documentation_arrive() -> None:
    page = (Path(__file__).parents[2] / "docs" / "plan-format.md").read_text("utf-8")
    lines = page.partition("from a document:\n\n```\n")[2].partition("```")[0]

    assert agenda(cue_sheet_of(rows_of_agenda(lines, "x"), "x")) == WANTED[:3]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Pause café", "break"), ("Preguntas y respuestas", "questions"), ("分组 讨论", "breakout"),
        ("استراحة", "break"), ("分组讨论", "breakout"),
        ("Boas-vindas e apresentação", "welcome"), ("Icebreaker: two truths", "icebreaker"),
        ("Breakout rooms", "breakout"), ("Breaking news on Wikidata", None),
        ("What reviewers look for", None),
        ("How a discussion of sources went wrong in our group", None), ("", None),
    ],
)  # fmt: skip
def test_a_title_tells_the_kind(title: str, kind: str | None) -> None:
    assert kind_meant(title) == kind
