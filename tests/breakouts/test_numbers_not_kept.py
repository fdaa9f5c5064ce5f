"""Rooms that are not as many or as large as was asked for say so."""

from __future__ import annotations

import pytest

from letsconnect_tui.breakouts.model import FixedRoom, Guest, Wishes
from tests.breakouts.one_round import propose

BY_HAND = (FixedRoom("A"), FixedRoom("B"), FixedRoom("C"), FixedRoom("D"))
NUMBERS = {"rooms-note-by-hand", "rooms-note-count", "rooms-note-size", "rooms-note-few"}


@pytest.mark.parametrize(
    ("wishes", "said"),
    [
        (Wishes(count=2, fixed=BY_HAND), [("rooms-note-by-hand", (2, 4))]),
        (Wishes(size=6, fixed=BY_HAND), [("rooms-note-size", (6, 4))]),
        (Wishes(count=30), [("rooms-note-count", (30, 12))]),
        (Wishes(count=4, fixed=BY_HAND), []),
        (Wishes(size=3, fixed=BY_HAND), []),
        (Wishes(size=5), []),
        (Wishes(count=3), []),
    ],
)
def test_a_number_or_size_that_cannot_be_kept_is_said(
    wishes: Wishes, said: list[tuple[str, tuple[int, int]]]
) -> None:
    guests = tuple(Guest(f"g{n}") for n in range(12))
    notes = propose(guests, wishes).notes
    keys_and_values = [
        (note.message.key, note.message.values) for note in notes if note.message.key in NUMBERS
    ]
    assert keys_and_values == said


SPOKEN = (*("en",) * 4, *("es",) * 4, *("fr",) * 4)
ES, IG = FixedRoom("Español", "es"), FixedRoom("Igbo", "ig")


@pytest.mark.parametrize(
    ("wishes", "said"),
    [
        (Wishes(count=3, same_language=True), []),
        (Wishes(count=2, same_language=True), [("rooms-note-few", (2, 0))]),
        (Wishes(count=2, same_language=True, fixed=(ES,)), [("rooms-note-few", (2, 1))]),
        (Wishes(count=3, same_language=True, fixed=(ES, IG)), []),
        (Wishes(count=2, same_language=True, fixed=(ES, IG)), [("rooms-note-few", (2, 1))]),
        (Wishes(count=3, same_language=True, fixed=(IG, IG, IG)), []),
        (Wishes(size=4, same_language=True, fixed=(IG, ES, IG)), []),
    ],
)
def test_a_number_of_rooms_means_rooms_with_people_and_too_few_for_the_languages_are_said(
    wishes: Wishes, said: list[tuple[str, tuple[int, int]]]
) -> None:
    guests = tuple(Guest(f"g{n}", (code,)) for n, code in enumerate(SPOKEN))
    proposal = propose(guests, wishes)

    assert sum(room.people > 0 for room in proposal.rooms) == (wishes.count or 3)
    told = [(one.message.key, one.message.values) for one in proposal.notes if one.message.key in NUMBERS]
    assert told == said
    assert bool(proposal.violations["language"]) == bool(said)
