"""Strategies for room tests: any guests, any wishes however contradictory, and any rooms moved by hand."""

from __future__ import annotations

from hypothesis import strategies as st
from msgspec.structs import replace

from letsconnect_tui.breakouts import FixedRoom, Guest, Room, Wishes

LANGUAGES = ("en", "es", "fr", "sw")


KINDS = st.lists(
    st.builds(
        Guest,
        st.just(""),
        st.lists(st.sampled_from(LANGUAGES), max_size=2, unique=True).map(tuple),
        st.sampled_from([None, "new", "old"]),
        host=st.sampled_from([False, False, False, True]),
    ),
    min_size=1,
    max_size=5,
)
"""A few kinds of people; drawing each person by themselves takes longer than seating them."""


@st.composite
def guests(draw: st.DrawFn, most: int = 40) -> list[Guest]:
    """From nobody to ``most`` people, of whom anything may be known or nothing."""
    kinds = draw(KINDS)
    return [replace(kinds[i % len(kinds)], id=f"g{i}") for i in range(draw(st.integers(0, most)))]


@st.composite
def wishes(draw: st.DrawFn, people: list[Guest]) -> Wishes:
    """Whatever a plan and a facilitator can ask for these people, and for some who are not here."""
    known = st.sampled_from([*(guest.id for guest in people), "stranger"])
    group = st.lists(known, max_size=4, unique=True).map(tuple)
    preset = st.builds(
        FixedRoom, st.sampled_from([None, "Room"]), st.sampled_from([None, *LANGUAGES]), st.none() | known
    )
    by_count = draw(st.booleans())
    return Wishes(
        size=None if by_count else draw(st.none() | st.integers(1, 12)),
        count=draw(st.integers(1, 45)) if by_count else None,
        min_size=draw(st.integers(1, 6)),
        same_language=draw(st.booleans()),
        mix=draw(st.sampled_from([(), ("experience",), ("experience", "region", "topics")])),
        avoid_repeats=draw(st.booleans()),
        apart=tuple(draw(st.lists(group, max_size=2))),
        together=tuple(draw(st.lists(group, max_size=2))),
        fixed=tuple(draw(st.lists(preset, max_size=4))),
        locks=draw(st.dictionaries(known, st.integers(0, 8), max_size=3)),
        seats=draw(st.sampled_from([0, 0, 1, 2, 7, 30])),
    )


@st.composite
def gatherings(draw: st.DrawFn, most: int = 40) -> tuple[list[Guest], Wishes]:
    """People and what is wished for them."""
    people = draw(guests(most))
    return people, draw(wishes(people))


@st.composite
def moved_rooms(draw: st.DrawFn) -> tuple[list[Guest], Wishes, tuple[Room, ...]]:
    """Rooms as they may stand after any number of hand moves: some empty, some with seats only."""
    people, asked = draw(gatherings(18))
    count = draw(st.integers(0, 7))
    if not count:
        return people, asked, ()
    sits_in = [draw(st.integers(0, count)) for _ in people]  # 0: in no room
    rooms = []
    for number in range(1, count + 1):
        members = tuple(guest.id for guest, room in zip(people, sits_in, strict=True) if room == number)
        rooms.append(
            Room(
                number,
                None,
                draw(st.sampled_from([None, None, *LANGUAGES])),
                members,
                draw(st.sampled_from([0, 0, 1, 2, 5])),
                draw(st.sampled_from([None, *members])),
            )
        )
    return people, asked, tuple(rooms)
