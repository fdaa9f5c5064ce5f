"""The groups of an earlier round with whoever is here now."""

from __future__ import annotations

from hypothesis import given, settings

from letsconnect_tui.breakouts import FixedRoom, Guest, Room, Wishes, met_after, same_groups
from tests.breakouts.any_rooms import moved_rooms

ROOMS = (
    Room(1, "Igbo", "ig", ("a", "b"), 0, "a"),
    Room(2, None, "en", ("c", "d")),
    Room(3, None, "en", ("e",)),
)
NOW = [Guest("a", ("ig",)), Guest("b", ("ig",)), *(Guest(who, ("en",)) for who in "cd")]
WISHES = Wishes(same_language=True, min_size=2)


def people_in(rooms: tuple[Room, ...]) -> list[str]:
    return ["".join(room.members) for room in rooms]


def test_everybody_is_back_where_they_were_and_who_left_is_not() -> None:
    made = same_groups(ROOMS, NOW, WISHES, met=met_after({}, ROOMS))

    assert people_in(made.rooms) == ["ab", "cd", ""]
    assert [(room.number, room.name, room.language, room.host) for room in made.rooms] == [
        (1, "Igbo", "ig", "a"), (2, None, "en", None), (3, None, "en", None),
    ]  # fmt: skip
    assert (made.style, made.repeats, made.notes) == ("again", 2, ())


def test_who_is_new_goes_where_a_late_guest_would_go() -> None:
    made = same_groups(ROOMS, [*NOW, Guest("e", ("en",)), Guest("z", ("en",)), Guest("y", ("ig",))], WISHES)

    assert people_in(made.rooms) == ["aby", "cd", "ez"]


def test_locks_and_named_hosts_go_first() -> None:
    hosted = Wishes(fixed=(FixedRoom("Igbo", "ig", "d"),), locks={"a": 2})

    made = same_groups(ROOMS, NOW, hosted)

    assert people_in(made.rooms) == ["bd", "ac", ""]
    assert made.rooms[0].host == "d"


def test_who_would_be_alone_is_named() -> None:
    both = [Guest("a", ("ig", "en")), *NOW[2:]]

    made = same_groups(ROOMS, both, WISHES)

    assert [(note.message.key, note.guests) for note in made.notes] == [("rooms-note-alone", ("a",))]
    assert made.violations["alone"] == 1


def test_people_without_a_name_are_spread_over_rooms_with_people() -> None:
    made = same_groups(ROOMS, NOW, Wishes(seats=3))

    assert [room.people for room in made.rooms] == [4, 3, 0]


@settings(max_examples=60)
@given(moved_rooms())
def test_the_same_groups_can_be_made_of_any_rooms(
    standing: tuple[list[Guest], Wishes, tuple[Room, ...]],
) -> None:
    people, wishes, rooms = standing
    if not rooms:
        return

    made = same_groups(rooms, people, wishes)

    assert sorted(who for room in made.rooms for who in room.members) == sorted(g.id for g in people)
    assert sum(room.seats for room in made.rooms) == wishes.seats
    assert [room.number for room in made.rooms] == [room.number for room in rooms]
    before = {who: room.number for room in rooms for who in room.members}
    for room in made.rooms:
        for who in room.members:
            assert room.number == wishes.pinned.get(who, before.get(who, room.number)) or (
                wishes.pinned[who] not in {one.number for one in rooms}
            )
