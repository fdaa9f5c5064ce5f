"""Rooms as text and files: what is pasted, printed, imported, and what must not be."""

from __future__ import annotations

import csv
import io

import pytest

from letsconnect_tui.breakouts import Room
from letsconnect_tui.errors import InputError
from letsconnect_tui.exporters.room_files import mail_address, rooms_data, zoom_csv
from letsconnect_tui.exporters.room_lists import (
    by_person,
    by_room,
    cards,
    chat_text,
    rename_tags,
    room_title,
    rotation_sheet,
    run_sheet,
    table_cards,
    wikitext_table,
)
from letsconnect_tui.i18n import words

NAMES = {"a": "Ana", "b": "Ben", "c": "Ọlá", "d": "[[Zoë]]"}
ROOMS = (Room(1, None, "es", ("a", "d")), Room(2, "Igbo", "ig", ("b", "c"), 2, "c"))


def test_the_chat_gets_one_line_for_each_room_with_the_host_first() -> None:
    assert chat_text(ROOMS, NAMES).splitlines() == [
        "Room 1 · español: Ana, [[Zoë]]",
        "Room 2 · Igbo: Ọlá (host), Ben, + 2 seats",
    ]


@pytest.mark.parametrize(
    ("name", "code", "title"),
    [
        ("Igbo", "ig", "Room 1 · Igbo"),
        ("Español", "es", "Room 1 · Español"),
        ("spanish", "es", "Room 1 · spanish"),
        ("Garden", "es", "Room 1 · Garden · español"),
        (None, "es", "Room 1 · español"),
        ("Español", None, "Room 1 · Español"),
        ("English", "es", "Room 1 · English · español"),
    ],
)
def test_a_room_called_by_its_language_says_it_once(name: str | None, code: str | None, title: str) -> None:
    assert room_title(Room(1, name, code, ())) == title


def test_by_room_says_the_same_in_the_language_in_use() -> None:
    assert by_room(ROOMS, NAMES).startswith("Room 1 · español: Ana")


def test_by_person_is_in_the_alphabet() -> None:
    assert [line.split(" → ")[0] for line in by_person(ROOMS, NAMES).splitlines()] == [
        "Ana",
        "Ben",
        "Ọlá",
        "[[Zoë]]",
    ]


def test_rename_tags_put_the_room_before_the_name() -> None:
    assert rename_tags(ROOMS, NAMES).split() == ["1-Ana", "1-[[Zoë]]", "2-Ben", "2-Ọlá"]


def test_the_run_sheet_marks_hosts() -> None:
    rows = [line.split() for line in run_sheet(ROOMS, NAMES).splitlines()]

    assert ["2", "Igbo", "ig", "*", "Ọlá"] in rows


def test_no_name_is_markup_in_a_wiki_table() -> None:
    text = wikitext_table(ROOMS, NAMES)

    assert "[[" not in text
    assert text.startswith('{| class="wikitable"')
    assert text.endswith("|}\n")


def test_json_holds_every_room_of_every_round() -> None:
    rounds = rooms_data([ROOMS, ROOMS], NAMES)

    assert len(rounds) == 2
    assert rounds[0][1] == {
        "number": 2,
        "name": "Igbo",
        "label": "ig",
        "members": ["Ben", "Ọlá"],
        "host": "Ọlá",
        "seats": 2,
    }


def test_zoom_gets_its_exact_header_and_the_others_are_listed() -> None:
    sheet = zoom_csv(ROOMS, {"a": "ana@example.org", "b": "=HYPERLINK(1)@example.org"}, NAMES)

    rows = list(csv.reader(io.StringIO(sheet.text)))
    assert sheet.text.startswith("Pre-assign Room Name,Email Address\r\n")
    assert rows[1:] == [["Room 1 · español", "ana@example.org"]]
    assert [note.key for note in sheet.notes] == ["rooms-zoom-no-email", "rooms-zoom-bad-email"]
    assert NAMES["b"] in words(sheet.notes[1])


def test_zoom_gets_each_address_once_whoever_wrote_it() -> None:
    rooms = (Room(1, None, None, ("a", "b")), Room(2, None, None, ("c", "d")))
    emails = {"a": "Ana <Ana@Example.org>", "b": "b@example.org", "c": "mailto:ana@example.org"}
    sheet = zoom_csv(rooms, {**emails, "d": "B@EXAMPLE.ORG"}, NAMES)

    assert [row[1] for row in csv.reader(io.StringIO(sheet.text))][1:] == ["Ana@Example.org", "b@example.org"]
    assert [(note.key, note.values[0]) for note in sheet.notes] == [("rooms-zoom-same-email", 2)]


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("ana@example.org", "ana@example.org"),
        (" ana.lima+wiki@mail.example.org ", "ana.lima+wiki@mail.example.org"),
        ("Ana Lima <ana@example.org>", "ana@example.org"),
        ("josé@exämple.org", "josé@exämple.org"),
        ("", None),
        ("n/a", None),
        ("ana@", None),
        ("ana@localhost", None),
        ("@example.org", None),
        ("a@b.org, c@d.org", None),
        ("a b@c.org", None),
        ("=1+1@x.org", None),
        ("+ana@x.org", None),
        ("ana@x..org", None),
    ],
)
def test_only_what_can_be_an_address_is_one(written: str, address: str | None) -> None:
    assert mail_address(written) == address


def test_zoom_is_warned_of_over_fifty_rooms_and_refused_over_a_hundred() -> None:
    def rooms(count: int) -> list[Room]:
        return [Room(number + 1, None, None, (f"p{number}",)) for number in range(count)]

    emails = {f"p{number}": f"p{number}@example.org" for number in range(200)}

    assert zoom_csv(rooms(50), emails, {}).notes == ()
    assert [note.key for note in zoom_csv(rooms(51), emails, {}).notes] == ["rooms-zoom-many"]
    with pytest.raises(InputError):
        zoom_csv(rooms(101), emails, {})
    with pytest.raises(InputError):
        zoom_csv([Room(1, None, None, tuple(f"p{n}" for n in range(1001)))], emails, {})


def test_cards_and_tables_agree_on_the_numbers() -> None:
    second = (Room(1, None, None, ("a", "b")), Room(2, None, None, ("c", "d")))

    sheet = [line.split() for line in rotation_sheet([ROOMS, second], NAMES).splitlines()]
    cards = table_cards([ROOMS, second], NAMES).splitlines()

    assert sheet[1] == ["1", "Ana", "1", "1"]
    assert sheet[4] == ["4", "[[Zoë]]", "1", "2"]
    assert cards == ["Round 1", "Table 1: 1, 4", "Table 2: 2, 3", "Round 2", "Table 1: 1, 2", "Table 2: 3, 4"]


def test_the_run_sheet_has_a_row_for_the_seats_of_a_room() -> None:
    rows = run_sheet([Room(1, None, None, (), 5), Room(2, None, None, ("a",), 4)], NAMES).splitlines()

    assert [row.split(maxsplit=1) for row in rows[1:]] == [
        ["1", "+ 5 seats"],
        ["2", "Ana"],
        ["2", "+ 4 seats"],
    ]


def test_numbers_are_dealt_over_the_tables_where_nobody_is_named() -> None:
    tables = [Room(1, None, None, (), 3), Room(2, None, None, (), 2), Room(3, None, None, (), 2)]

    assert cards(tables, {}).splitlines() == ["Table 1: 1, 4, 7", "Table 2: 2, 5", "Table 3: 3, 6"]


def test_named_people_find_their_table_by_their_card() -> None:
    assert cards(ROOMS, NAMES) == rotation_sheet([ROOMS], NAMES)


def test_a_room_that_nobody_is_in_is_in_no_list_that_is_pasted_or_printed() -> None:
    rooms = (*ROOMS, Room(3, "Wolof", "wo", ()))
    seats = (Room(1, None, None, (), 2), Room(2, None, None, ()))

    for write in (chat_text, by_person, rename_tags, run_sheet, wikitext_table, cards):
        assert write(rooms, NAMES) == write(ROOMS, NAMES), write.__name__
    for write_rounds in (rotation_sheet, table_cards):
        assert write_rounds([rooms], NAMES) == write_rounds([ROOMS], NAMES), write_rounds.__name__
    assert cards(seats, {}).splitlines() == ["Table 1: 1, 2"]
    assert by_room(rooms, NAMES).splitlines()[-1] == "Room 3 · Wolof: nobody"
