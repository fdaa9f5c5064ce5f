from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letsconnect_tui.people.find import Candidate, Finder, Resolution, resolve
from letsconnect_tui.people.names import search_key
from tests.hostile import HOSTILE_NAMES

PEOPLE = (
    Candidate("amaka", "Amaka Ụzọma", ("AmakaExample",)),
    Candidate("bala", "Ɓala Ƙano"),
    Candidate("grace", "Grace Hopper"),
    Candidate("ivan", "Иван Петров"),
    Candidate("muhammad", "محمد عبد الله"),
    Candidate("ngozi", "Ngozi Okafor"),
    Candidate("ngozi-2", "Ngozi Okeke"),
    Candidate("priya", "प्रिया शर्मा"),
    Candidate("yamada", "山田太郎", ("Yamada Taro",)),
)


@pytest.mark.parametrize(
    ("typed", "person"),
    [
        ("am", "amaka"),
        ("uz", "amaka"),
        ("ụz", "amaka"),
        ("au", "amaka"),
        ("AMAKA UZO", "amaka"),
        ("uzoma amaka", "amaka"),
        ("amakaex", "amaka"),
        ("bal", "bala"),
        ("kan", "bala"),
        ("gh", "grace"),
        ("gracee hoper", "grace"),
        ("hpoper", "grace"),
        ("iv", "ivan"),
        ("petr", "ivan"),
        ("محمد", "muhammad"),
        ("mohamed", "muhammad"),
        ("priya", "priya"),
        ("taro", "yamada"),
        ("山", "yamada"),
        ("oke", "ngozi-2"),
    ],
)
def test_a_few_letters_find_the_person(typed: str, person: str) -> None:
    assert Finder(PEOPLE).search(typed)[0] == person


def test_the_beginning_of_a_word_goes_before_its_middle() -> None:
    finder = Finder([Candidate("1", "Joana Silva"), Candidate("2", "Ana Costa"), Candidate("3", "Maria Ana")])

    assert finder.search("ana") == ["2", "3", "1"]


def test_a_name_as_written_goes_before_a_username() -> None:
    finder = Finder([Candidate("1", "Zed", ("Ana99",)), Candidate("2", "Joana")])

    assert finder.search("ana") == ["2", "1"]


def test_two_letters_forgive_no_typo_and_find_nobody_who_has_them_not() -> None:
    assert Finder(PEOPLE).search("xq") == []


def test_an_empty_query_lists_everybody_by_name() -> None:
    assert Finder([Candidate("2", "Zara"), Candidate("1", "Ọlá"), Candidate("3", "Ada")]).search("") == [
        "3",
        "1",
        "2",
    ]


def test_the_limit_keeps_the_best() -> None:
    assert Finder(PEOPLE).search("ngozi", limit=1) == ["ngozi"]


def test_a_renamed_person_is_found_by_the_new_name_only() -> None:
    finder = Finder(PEOPLE)

    finder.add(Candidate("grace", "Ada Lovelace"))

    assert (finder.search("lovelcae"), finder.search("hopper")) == (["grace"], [])


def test_a_removed_person_is_not_found() -> None:
    finder = Finder(PEOPLE)

    finder.remove("grace")
    finder.remove("nobody")

    assert finder.search("grace") == []


@given(st.lists(st.sampled_from(HOSTILE_NAMES), max_size=8), st.text(max_size=8))
def test_adding_one_by_one_finds_what_building_at_once_finds(names: list[str], query: str) -> None:
    people = [Candidate(str(number), name[:200]) for number, name in enumerate(names)]
    finder = Finder([Candidate(person.id, "somebody else") for person in people])
    for person in people:
        finder.add(person)

    assert finder.search(query) == Finder(people).search(query)


@given(st.sampled_from(HOSTILE_NAMES))
def test_everybody_is_found_by_the_whole_name(name: str) -> None:
    if search_key(name[:200]):
        assert Finder([*PEOPLE[:4], Candidate("it", name[:200])]).search(name[:200])[0] == "it"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("uzo", Resolution("amaka")),
        ("okafor", Resolution("ngozi")),
        ("ngozi", Resolution(None, ("ngozi", "ngozi-2"))),
        ("ngozi-2", Resolution("ngozi-2")),
        ("", Resolution(None)),
        ("nobody at all", Resolution(None)),
        ("hopepr", Resolution(None, ("grace",))),
    ],
)
def test_a_typed_part_of_a_name_means_one_person_or_asks(typed: str, meant: Resolution) -> None:
    assert resolve(typed, PEOPLE) == meant


def test_a_whole_name_wins_over_the_same_letters_in_another() -> None:
    assert resolve("ana", [Candidate("1", "Ána"), Candidate("2", "Ana Costa")]) == Resolution("1")


def test_two_people_of_one_name_are_asked_about() -> None:
    assert resolve("ana", [Candidate("1", "Ána"), Candidate("2", "Ana")]) == Resolution(None, ("1", "2"))
