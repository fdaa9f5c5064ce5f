from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letsconnect_tui.people.names import bare_name, romanised, search_key, short_name, sort_key, username
from letsconnect_tui.text import clean_name
from tests.hostile import HOSTILE_NAMES

any_name = st.one_of(st.sampled_from(HOSTILE_NAMES), st.text(max_size=60))


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("uzoma", "Ụzọma"),
        ("uzoma", unicodedata.normalize("NFD", "Ụzọma")),
        ("bala", "Ɓala"),
        ("احمد", "أحمد"),
        ("علي", "علی"),
        ("istanbul", "İstanbul"),
        ("محمد", "مُحَمَّد"),
        ("oneil", "O’Neil"),
        ("カナ", "ｶﾅ"),
        ("strasse", "Straße"),
    ],
)
def test_spellings_of_one_name_have_one_key(typed: str, name: str) -> None:
    assert search_key(typed) == search_key(name)


def test_marks_that_carry_a_letter_stay() -> None:
    assert search_key("ಕನ್ನಡ") == "ಕನ್ನಡ"


@given(any_name)
def test_folding_twice_changes_nothing(name: str) -> None:
    assert search_key(search_key(name)) == search_key(name)


@pytest.mark.parametrize(
    ("name", "latin"),
    [("Иван Петров", "ivan petrov"), ("አበበ", "abebe"), ("山田", "shantian"), ("Ụzọma", "uzoma")],
)
def test_other_scripts_are_found_by_latin_letters(name: str, latin: str) -> None:
    assert romanised(name) == latin


def test_accented_names_sort_beside_plain_ones() -> None:
    names = ["Zara", "Ọlá", "Oba", "Ángel", "Иван", "Ɓala"]

    assert sorted(names, key=sort_key) == ["Ángel", "Ɓala", "Иван", "Oba", "Ọlá", "Zara"]


@pytest.mark.parametrize(
    ("shown", "bare"),
    [
        ("Priya Sharma (she/her)", "Priya Sharma"),
        ("Ada she/her", "Ada"),
        ("Ñahui, José [es/en]", "Ñahui, José"),
        ("Amaka Ụzọma - Igbo", "Amaka Ụzọma"),
        ("LC - Ada", "Ada"),
        ("2-Ana", "Ana"),
        ("Ada (Guest)", "Ada"),
        ("User:Ada Example", "Ada Example"),
        ("Ada | Wikimedia", "Ada"),
        ("Ada Host", "Ada"),
        ("Jean-Luc Picard", "Jean-Luc Picard"),
        ("(Ada)", "(Ada)"),
        ("they/them", "they/them"),
    ],
)
def test_what_people_add_to_their_name_is_left_out(shown: str, bare: str) -> None:
    assert bare_name(shown) == bare


@given(any_name)
def test_a_bare_name_never_becomes_nothing(name: str) -> None:
    if search_key(clean_name(name)):
        assert search_key(bare_name(clean_name(name)))


@pytest.mark.parametrize(
    ("raw", "canonical"),
    [
        ("ada_example", "Ada example"),
        (" User:ada  ex ", "Ada ex"),
        ("\u200eUsuario:Ada\u200f", "Ada"),
        ("Onye ọrụ:ọla", "Ọla"),
        ("meta:User:Ada", "Ada"),
        ("https://meta.wikimedia.org/wiki/User:Ada_Ex%C3%A9", "Ada Exé"),
        ("@ada", "Ada"),
        ("ßeta", "ßeta"),
        ("ამ", "ამ"),
        ("O" + "\u0301" + "la", "Óla"),
        ("Old@Name", "Old@Name"),
    ],
)
def test_usernames_are_written_as_mediawiki_writes_them(raw: str, canonical: str) -> None:
    assert username(raw) == canonical


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "1.2.3.4",
        "1.2.3.xxx",
        "2001:db8::1",
        "ada@example.org",
        "~2026-123",
        "A/b",
        "x#y",
        "[x]",
        "File:x",
        "É" * 200,
    ],
)
def test_what_can_be_no_lasting_username_is_none(raw: str) -> None:
    assert username(raw) is None


@given(any_name)
def test_a_canonical_username_is_its_own_canonical_form(raw: str) -> None:
    canonical = username(raw)

    assert canonical is None or username(canonical) == canonical


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Amaka Ụzọma", "Amaka"),
        ("Dr. Amaka Ọnụ", "Amaka"),
        ("عبد الله محمد", "عبد الله"),
        ("A. Smith", "A. Smith"),
        ("Ñahui, José", "Ñahui"),
        ("山田太郎", "山田太郎"),
        ("Dr.", "Dr."),
        ("", ""),
    ],
)
def test_cues_call_people_by_a_short_name(name: str, said: str) -> None:
    assert short_name(name) == said
