"""A list of people as other programs write it, and what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n import words
from letsconnect_tui.importers.people_list import ListedPerson, read_people

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("content", "separator"),
    [
        (b"name,languages,region\nAna,es;en,Andes\n", ","),
        (b"\xef\xbb\xbfname;languages;region\r\nAna;es, en;Andes\r\n", ";"),
        (b"name\tlanguages\tregion\nAna\tes;en\tAndes\n", "tab"),
        ("name,languages,region\nAna,es;en,Andes\n".encode("utf-16"), ","),
    ],
)
def test_every_common_form_of_csv_says_the_same(tmp_path: Path, content: bytes, separator: str) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(content)

    assert read_people(path).people == (ListedPerson("Ana", ("es", "en"), None, "Andes"),), separator


def test_windows_letters_are_read_and_said_to_be_guessed(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes("name\nJosé\n".encode("cp1252"))

    listed = read_people(path)

    assert listed.people[0].name == "José"
    assert [note.key for note in listed.notes] == ["note-encoding"]


def test_people_of_one_name_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("name\nAna\nBen\nAna\nAna (2)\nAna\n", "utf-8")

    assert [person.name for person in read_people(path).people] == [
        "Ana",
        "Ben",
        "Ana (3)",
        "Ana (2)",
        "Ana (4)",
    ]


def test_topics_and_addresses_are_read(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("Name,Topics,E-mail\nAna,maps;photos,ana@example.org\n", "utf-8")

    assert read_people(path).people == (
        ListedPerson("Ana", topics=("maps", "photos"), email="ana@example.org"),
    )


def test_names_are_cleaned(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("name\n\x1b[31mAna\u202e\n", "utf-8")

    assert read_people(path).people[0].name == "Ana"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("languages,region\nes,Andes\n", "people.csv, line 1: there is no column “name”."),
        ("name\n", "people.csv lists nobody."),
        ("", "people.csv lists nobody."),
    ],
)
def test_what_cannot_be_used_is_said_with_what_to_do(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "people.csv"
    path.write_text(content, "utf-8")

    with pytest.raises(InputError) as caught:
        read_people(path)

    assert words(caught.value.message) == said
    assert caught.value.hint is not None


def test_rows_without_a_name_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("name,region\nAna,Andes\n,Sahel\n", "utf-8")

    assert [note.key for note in read_people(path).notes] == ["roster-note-nameless"]
