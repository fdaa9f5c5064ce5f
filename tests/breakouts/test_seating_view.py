"""What is asked of open rooms before somebody is moved: who stays, and what a place costs."""

from __future__ import annotations

from typing import Any

import pytest

from letsconnect_tui.breakouts import Guest, Room, Wishes, pair
from letsconnect_tui.breakouts.seat_late import SeatingView

GUESTS = [Guest("a", host=True), Guest("b"), Guest("c"), Guest("d", host=True), Guest("e", host=True)]
FIRST, SECOND = Room(1, None, None, ("a", "b", "c"), host="b"), Room(2, None, None, ("d", "e"))


@pytest.mark.parametrize(
    ("who", "room", "wishes", "stays"),
    [
        pytest.param("c", FIRST, {}, False, id="nothing keeps them"),
        pytest.param("c", FIRST, {"locks": {"c": 1}}, True, id="locked here"),
        pytest.param("c", FIRST, {"locks": {"c": 2}}, False, id="locked elsewhere"),
        pytest.param("b", FIRST, {}, True, id="the room's own host"),
        pytest.param("a", FIRST, {}, False, id="a host beside the room's own"),
        pytest.param("d", SECOND, {}, False, id="one of two hosts"),
        pytest.param("d", Room(2, None, None, ("d", "c")), {}, True, id="the only host"),
        pytest.param("c", FIRST, {"together": (("a", "c"),)}, True, id="together with somebody here"),
        pytest.param("c", FIRST, {"together": (("d", "c"),)}, False, id="together with somebody elsewhere"),
        pytest.param("c", FIRST, {"together": (("a", "b"),)}, False, id="others together"),
    ],
)
def test_who_stays_where_they_are(who: str, room: Room, wishes: dict[str, Any], *, stays: bool) -> None:
    assert SeatingView((FIRST, SECOND), GUESTS, Wishes(**wishes), {}).stays(who, room) == stays


def test_a_place_costs_what_its_size_and_its_people_cost() -> None:
    guests = [Guest(who, experience="x") for who in "abcde"] + [Guest("f", experience="x", host=True)]
    met = {pair("a", "d"): 1, pair("a", "e"): 2}
    view = SeatingView((FIRST, SECOND), guests, Wishes(mix=("experience",)), met)

    assert view.target() == 3
    assert view.target(extra=1) == 3
    assert view.target(extra=2) == 4
    assert view.soft_cost("a", SECOND, 3) == -4 + 20 + 60 + 6 + 6
    assert view.soft_cost("f", SECOND, 3) == -4 - 60 + 6 + 6
    assert SeatingView((SECOND,), guests, Wishes(), {}).target() == 2
