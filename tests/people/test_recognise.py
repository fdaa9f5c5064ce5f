"""The same people in several sessions: sure only where it is, in whatever order, with names or with marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from letsconnect_tui.people.recognise import Appearance, marks_of, recognised, same_mark

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

Called = str | tuple[str, str | None] | list[tuple[str, str | None]]


def people(*sessions: Sequence[Called], key: bytes = b"") -> list[tuple[int, ...]]:
    """Which person each appearance is, session by session; somebody is a name, or names with usernames."""
    appearances, lengths = [], []
    for number, session in enumerate(sessions):
        lengths.append(len(session))
        for one in session:
            called = [(one, None)] if isinstance(one, str) else [one] if isinstance(one, tuple) else one
            appearances.append(Appearance(str(number), marks_of(called, key=key)))
    numbers = iter(recognised(appearances))
    return [tuple(next(numbers) for _ in range(length)) for length in lengths]


def test_one_name_in_many_spellings_is_one_person() -> None:
    spellings = (
        "Ana Ñahui",
        "Nahui Ana",
        "ana nahui (she/her)",
        "[ES] Ana Ñahui",
        "ANANAHUI",
        "Ana Ñahui - LAC",
    )

    assert people(*([one] for one in spellings)) == [(0,)] * 6


def test_two_of_one_name_in_a_session_are_two_and_a_third_is_nobody_known() -> None:
    assert people(["Ana Silva", "Ana Silva"], ["Ana Silva"]) == [(0, 1), (2,)]


def test_usernames_tell_namesakes_apart_and_join_other_names() -> None:
    sessions: list[list[Called]] = [
        [("Ana Silva", "AnaS"), ("Ana Silva", "Ana_from_Lima")],
        [("Anita", "anaS"), ("Ana Silva", "User:Ana from Lima")],
    ]

    assert people(*sessions) == [(0, 1), (0, 1)]


def test_a_username_on_one_side_only_splits_nobody() -> None:
    assert people([("Bo Diaz", "Bo D")], ["Bo Diaz"], [("Bo Diaz", "Bo D")]) == [(0,), (0,), (0,)]


def test_a_name_alone_is_nobody_of_two_who_have_it_with_usernames() -> None:
    assert people([("Bo", "Bo1")], ["Bo"], [("Bo", "Bo2")]) == [(0,), (1,), (2,)]


def test_a_name_that_is_somebodys_username_is_that_person() -> None:
    assert people([("Amaka Onu", "AmakaO")], ["AmakaO"]) == [(0,), (0,)]
    assert people([("Amaka Onu", "AmakaO"), "AmakaO"], ["AmakaO"]) == [(0, 1), (1,)]


def test_who_was_merged_once_is_known_by_both_names_later() -> None:
    merged: Called = [("Ifeoma Obi", "IfeObi"), ("Ify", None)]

    assert people([merged], ["Ify"], ["Ifeoma Obi"], [("Somebody", "IfeObi")]) == [(0,)] * 4


def test_an_alias_that_two_people_have_joins_nobody() -> None:
    first: Called = [("Maria Lopez", None), ("Maria", None)]
    second: Called = [("Maria Gomez", None), ("Maria", None)]

    assert people([first], [second], ["Maria"]) == [(0,), (1,), (2,)]


def test_devices_and_numbers_are_never_the_same_person() -> None:
    assert people(["iPhone", "+234 803 555 0199"], ["iPhone", "+234 803 555 0199"]) == [(0, 1), (2, 3)]
    assert marks_of([("Galaxy A12", None)]) == ()


def test_without_marks_everybody_is_another_person() -> None:
    assert recognised([Appearance("1", ()), Appearance("2", ())]) == (0, 1)


def test_marks_hold_no_name_and_another_key_makes_other_marks() -> None:
    called = [("Ana Silva", "AnaS"), ("Anita", None)]
    marks = marks_of(called, key=b"k")

    assert not [mark for mark in marks if "ana" in mark.lower()]
    assert set(marks).isdisjoint(marks_of(called, key=b"other"))
    assert same_mark(marks, marks_of([("Silva Ana", None)], key=b"k"))
    assert same_mark(marks, marks_of([("Anita", None)], key=b"k"))
    assert not same_mark(marks, marks_of([("Ana", None)], key=b"k"))


few_names = st.sampled_from(["Ana", "Bo", "Ana Bo", "Bo Ana", "AnaBo", "Cy", "iPhone"])
few_accounts = st.sampled_from([None, None, "Ana", "Bo", "X"])
anybody = st.lists(st.tuples(few_names, few_accounts), min_size=1, max_size=2)
any_sessions = st.lists(st.lists(anybody, max_size=4), min_size=1, max_size=4)


@given(any_sessions, st.randoms(use_true_random=False))
def test_the_order_of_sessions_and_people_does_not_matter(
    sessions: list[list[list[tuple[str, str | None]]]], chance: Random
) -> None:
    placed = [
        ((n, k), Appearance(str(n), marks_of(one)))
        for n, of in enumerate(sessions)
        for k, one in enumerate(of)
    ]
    shuffled = chance.sample(placed, len(placed))

    def pairs(those: list[tuple[tuple[int, int], Appearance]]) -> set[tuple[object, object]]:
        numbered = zip(recognised([one for _, one in those]), (place for place, _ in those), strict=True)
        known = list(numbered)
        return {(a, b) for number, a in known for other, b in known if number == other}

    assert pairs(placed) == pairs(shuffled)


@given(any_sessions)
def test_two_usernames_of_one_person_only_where_somebody_said_so(
    sessions: list[list[list[tuple[str, str | None]]]],
) -> None:
    alone = [[one[:1] for one in of] for of in sessions]
    numbers = people(*alone)
    accounts: dict[int, set[str | None]] = {}
    for of, of_these in zip(alone, numbers, strict=True):
        for ((_, account),), number in zip(of, of_these, strict=True):
            accounts.setdefault(number, set()).add(account)

    assert all(len(found - {None}) <= 1 for found in accounts.values())
