from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letsconnect_tui.people.match import Known, NameMatch, is_no_name, match_names
from tests.hostile import HOSTILE_NAMES

KNOWN = (
    Known("amaka", "Amaka Ọnụ", "AmakaExample"),
    Known("olayemi", "Olayemi Adebayo", aliases=("Yemi",)),
    Known("ngozi-1", "Ngozi Okafor"),
    Known("ngozi-2", "Ngozi Okeke"),
    Known("ana-1", "Ana Silva"),
    Known("ana-2", "Ána Silva"),
    Known("smith", "John Smith"),
)


def only(line: str) -> NameMatch:
    (match,) = match_names([line], KNOWN)
    return match


@pytest.mark.parametrize(
    ("line", "person"),
    [
        ("amaka onu", "amaka"),
        ("Onu, Amaka", "amaka"),
        ("Amakaonu", "amaka"),
        ("Amaka Ọnụ (she/her) - Igbo", "amaka"),
        ("User:AmakaExample", "amaka"),
        ("amakaExample", "amaka"),
        ("Yemi", "olayemi"),
    ],
)
def test_equal_names_usernames_and_learned_aliases_are_sure(line: str, person: str) -> None:
    assert only(line) == NameMatch(line, "sure", person)


@pytest.mark.parametrize(
    ("line", "suggested"),
    [
        ("Olayemi Adebay", ("olayemi",)),
        ("Ngozi", ("ngozi-1", "ngozi-2")),
        ("Ana Silva", ("ana-1", "ana-2")),
        ("John Smyth", ("smith",)),
        ("Amaka Ngozi Onu", ("amaka",)),
    ],
)
def test_similar_names_are_only_suggested(line: str, suggested: tuple[str, ...]) -> None:
    assert only(line) == NameMatch(line, "unsure", None, suggested)


@pytest.mark.parametrize(
    "line", ["Zainab Musa", "iPhone", "iPhone de Amaka Onu", "+234803****567", "Galaxy A12"]
)
def test_strangers_devices_and_dialled_in_numbers_suggest_nobody(line: str) -> None:
    assert only(line) == NameMatch(line, "new")


def test_the_same_name_twice_in_a_paste_is_not_sure() -> None:
    assert match_names(["Amaka Onu", "Onu Amaka"], KNOWN) == (
        NameMatch("Amaka Onu", "unsure", None, ("amaka",)),
        NameMatch("Onu Amaka", "unsure", None, ("amaka",), same_as=0),
    )


def test_a_new_name_twice_in_a_paste_is_asked_about_once() -> None:
    assert match_names(["Zainab", "Zainab"], KNOWN) == (
        NameMatch("Zainab", "new"),
        NameMatch("Zainab", "unsure", same_as=0),
    )


def test_the_same_account_twice_is_one_person_and_said_so() -> None:
    assert match_names(["User:AmakaExample", "AmakaExample"], KNOWN) == (
        NameMatch("User:AmakaExample", "sure", "amaka"),
        NameMatch("AmakaExample", "unsure", None, ("amaka",), same_as=0),
    )


def test_the_account_stays_sure_beside_an_equal_name() -> None:
    assert match_names(["Amaka Onu", "AmakaExample"], KNOWN) == (
        NameMatch("Amaka Onu", "unsure", None, ("amaka",)),
        NameMatch("AmakaExample", "sure", "amaka"),
    )


def test_a_username_that_is_somebody_elses_name_is_asked_about() -> None:
    known = (Known("1", "Zed", "Ngozi"), Known("2", "Ngozi"))

    assert match_names(["Ngozi"], known) == (NameMatch("Ngozi", "unsure", None, ("1", "2")),)


@given(st.lists(st.sampled_from(HOSTILE_NAMES).map(lambda name: name[:80]), max_size=12))
def test_nobody_is_sure_twice_and_every_suggestion_is_known(lines: list[str]) -> None:
    matches = match_names(lines, [Known(str(place), name) for place, name in enumerate(lines[::2])])
    sure = [match.id for match in matches if match.kind == "sure"]

    assert len(set(sure)) == len(sure)
    assert [match.line for match in matches] == lines
    assert all(int(one) < len(lines) for match in matches for one in match.suggestions)


@pytest.mark.parametrize(
    ("line", "nameless"),
    [
        ("iPhone", True),
        ("+1 415 555 0100", True),
        ("Guest", True),
        ("Gala Phonetics", False),
        ("Nokianuora", False),
        ("Ada", False),
    ],
)
def test_devices_are_told_from_names(line: str, nameless: bool) -> None:
    assert is_no_name(line) == nameless
