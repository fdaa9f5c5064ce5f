"""Tidying rooms that became too small to even out."""

from __future__ import annotations

from letsconnect_tui.breakouts import Guest, Room, Wishes, moved, tidy

WISHES = Wishes(size=4, min_size=3, same_language=True)


def tidied(*rooms: tuple[str, ...], languages: str = "en") -> list[int]:
    """How many sit in each room after tidying, emptied rooms left out."""
    guests = [Guest(name, (languages,)) for room in rooms for name in room]
    before = [Room(number, None, languages, room) for number, room in enumerate(rooms, 1)]
    after = moved(before, tidy(before, guests, WISHES))
    return sorted(room.people for room in after if room.people)


def test_two_rooms_of_two_become_one() -> None:
    assert tidied(("Ana", "Ben"), ("Cyd", "Dee")) == [4]


def test_somebody_alone_joins_others() -> None:
    assert tidied(("Ana",), ("Cyd", "Dee", "Eve")) == [4]


def test_what_one_move_evens_out_is_not_merged() -> None:
    assert tidied(("Ana", "Ben"), ("Cyd", "Dee", "Eve", "Fil")) == [3, 3]


def test_rooms_that_are_large_enough_stay_as_they_are() -> None:
    assert tidied(("Ana", "Ben", "Gus"), ("Cyd", "Dee", "Eve", "Fil")) == [3, 4]


def test_nobody_is_moved_where_they_cannot_follow() -> None:
    guests = [
        Guest("Ana", ("es",)),
        Guest("Ben", ("es",)),
        *(Guest(name, ("en",)) for name in ("Cyd", "Dee", "Eve")),
    ]
    rooms = [Room(1, None, "es", ("Ana", "Ben")), Room(2, None, "en", ("Cyd", "Dee", "Eve"))]

    assert tidy(rooms, guests, WISHES) == ()
