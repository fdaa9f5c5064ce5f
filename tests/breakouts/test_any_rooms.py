"""Open rooms in any state, empty ones and ones with seats only: every question about them is answered."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from msgspec.structs import replace

from letsconnect_tui.breakouts import (
    FixedRoom,
    Guest,
    Move,
    Room,
    Wishes,
    judge,
    moved,
    offers,
    seat_late,
    tidy,
)
from letsconnect_tui.breakouts.repair import REPAIR_WORK
from letsconnect_tui.errors import Cancelled
from tests.breakouts.any_rooms import moved_rooms

Standing = tuple[list[Guest], Wishes, tuple[Room, ...]]
SEATS_ONLY: Standing = ([], Wishes(count=2), (Room(1, None, None, (), 2), Room(2, None, None, (), 2)))
ONE_BESIDE_A_SEAT: Standing = (
    [Guest("a"), *(Guest(who) for who in "bcd")],
    Wishes(),
    (Room(1, None, None, ("a",), 1), Room(2, None, None, tuple("bcd"))),
)


def assert_can_be_made(moves: tuple[Move, ...], standing: Standing) -> tuple[Room, ...]:
    """Each person once, from where they sit, to another room that there is; the locked stay.

    So do hosts, unless they are alone in their room.
    """
    _, wishes, rooms = standing
    sits_in = {who: room for room in rooms for who in room.members}
    numbers = {room.number for room in rooms if room.people}
    assert len({move.guest for move in moves}) == len(moves)
    for move in moves:
        assert sits_in[move.guest].number == move.from_room != move.to_room
        assert move.to_room in numbers
        assert wishes.locks.get(move.guest) != move.from_room
        assert sits_in[move.guest].host != move.guest or sits_in[move.guest].people == 1
    return moved(rooms, moves)


@settings(max_examples=80)
@example(SEATS_ONLY)
@example(ONE_BESIDE_A_SEAT)
@given(moved_rooms())
def test_tidying_ends_and_makes_nothing_worse(standing: Standing) -> None:
    people, wishes, rooms = standing
    here = [guest for guest in people if any(guest.id in room.members for room in rooms)]

    after = assert_can_be_made(tidy(rooms, people, wishes), standing)

    before, then = judge(rooms, here, wishes).violations, judge(after, here, wishes).violations
    for rule in ("lock", "language", "apart", "together"):
        assert then[rule] <= before[rule], rule
    assert sum(room.people for room in after) == sum(room.people for room in rooms)


@settings(max_examples=80)
@example(SEATS_ONLY)
@example(ONE_BESIDE_A_SEAT)
@given(moved_rooms())
def test_every_offer_can_be_taken(standing: Standing) -> None:
    people, wishes, rooms = standing

    for offer in offers(rooms, people, wishes, lost={room.number for room in rooms}):
        assert bool(offer.moves) == (offer.kind != "alone")
        after = assert_can_be_made(offer.moves, standing)
        if offer.kind == "merge":
            assert next(room.people for room in after if room.number == offer.room) == 0


@settings(max_examples=80)
@given(moved_rooms())
def test_a_late_guest_always_has_a_room_and_any_rooms_can_be_judged(standing: Standing) -> None:
    people, wishes, rooms = standing

    judge(rooms, people, wishes)

    if not rooms:
        return
    for guest in [*people[:3], Guest("late", ("sw",))]:
        old_room = next((room.number for room in rooms if guest.id in room.members), None)
        assert seat_late(rooms, guest, people, wishes, old_room=old_room) in {r.number for r in rooms}


def test_rooms_of_seats_only_are_tidy() -> None:
    people, wishes, rooms = SEATS_ONLY

    assert tidy(rooms, people, wishes) == ()
    assert offers(rooms, people, wishes, lost={1, 2}) == ()


def test_nobody_leaves_people_without_a_name_behind() -> None:
    """Who has no name cannot be told to move: the named one stays with them, and somebody may join."""
    people, wishes, rooms = ONE_BESIDE_A_SEAT
    five = (rooms[0], replace(rooms[1], members=tuple("bcdef")))

    assert tidy(rooms, people, wishes) == ()
    assert [offer.kind for offer in offers(five, people, wishes)] == ["borrow"]


def test_a_room_is_not_merged_with_whom_somebody_is_kept_apart_from() -> None:
    rooms = (Room(1, None, None, ("a",)), Room(2, None, None, ("b", "c")))
    people = [Guest(who) for who in "abc"]

    assert tidy(rooms, people, Wishes(apart=(("a", "b"),))) == ()
    assert tidy(rooms, people, Wishes()) != ()


def test_the_named_host_of_a_room_is_not_moved_out_of_it() -> None:
    rooms = (Room(1, None, None, ("a",)), Room(2, None, None, ("b", "c", "d")))
    people = [Guest(who) for who in "abcd"]
    hosted = Wishes(fixed=(FixedRoom(host="a"),))

    assert tidy(rooms, people, hosted) == (Move("b", 2, 1),)
    assert seat_late(rooms, Guest("z"), people, Wishes(fixed=(FixedRoom(), FixedRoom(host="z")))) == 2


def test_rooms_of_one_are_merged_with_one_move_each() -> None:
    rooms = tuple(Room(n + 1, None, None, (who,)) for n, who in enumerate("abc"))

    moves = tidy(rooms, [Guest(who) for who in "abc"], Wishes())

    assert len(moves) == 2
    assert sorted(room.people for room in moved(rooms, moves)) == [0, 0, 3]


def test_one_language_is_evened_out_though_another_cannot_be() -> None:
    """The first two rooms hold only locked people; that is no reason to leave the others as they are."""
    rooms = (
        Room(1, None, "es", tuple("abcde")),
        Room(2, None, "es", ("f",)),
        Room(3, None, "en", tuple("ghijk")),
        Room(4, None, "en", ("l",)),
    )
    people = [Guest(who, ("es",) if who in "abcdef" else ("en",)) for who in "abcdefghijkl"]
    wishes = Wishes(min_size=1, same_language=True, locks=dict.fromkeys("abcde", 1))

    moves = tidy(rooms, people, wishes)

    assert {(move.from_room, move.to_room) for move in moves} == {(3, 4)}
    assert len(moves) == 2


def test_very_many_rooms_in_disorder_are_tidied_within_the_work_granted() -> None:
    """A thousand people in one of two hundred rooms: more comparisons than anybody waits for."""
    crowd = tuple(f"p{i}" for i in range(1000))
    rooms = (Room(1, None, None, crowd), *(Room(n, None, None, (f"q{n}",)) for n in range(2, 202)))
    people = [Guest(who) for room in rooms for who in room.members]
    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        return False

    moves = tidy(rooms, people, Wishes(), cancelled=cancelled)

    sizes = [room.people for room in moved(rooms, moves)]
    assert max(sizes) < 1000
    assert asked < 4 * REPAIR_WORK / 200


@pytest.mark.parametrize("ask", [tidy, offers])
def test_a_repair_stops_when_it_is_cancelled(ask: object) -> None:
    assert callable(ask)
    rooms = tuple(Room(n, None, None, tuple(f"{n}-{i}" for i in range(1 + n % 2 * 9))) for n in range(1, 60))
    people = [Guest(who) for room in rooms for who in room.members]

    with pytest.raises(Cancelled):
        ask(rooms, people, Wishes(), cancelled=lambda: True)


def test_a_host_alone_is_flagged_like_anybody_alone() -> None:
    rooms = (Room(1, None, None, ("a",), host="a"), Room(2, None, None, ("b", "c")))
    people = [Guest(who) for who in "abc"]
    hosted = Wishes(fixed=(FixedRoom(host="a"),), min_size=1)

    (offer,) = offers(rooms, people, hosted)
    (nobody,) = offers(rooms, people, Wishes(min_size=1, locks=dict.fromkeys("abc", 2) | {"a": 1}))

    assert (offer.kind, offer.moves) == ("merge", (Move("a", 1, 2),))
    assert (nobody.kind, nobody.moves) == ("alone", ())
    assert tidy(rooms, people, hosted) == ()
