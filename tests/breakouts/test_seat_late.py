"""Late joiners, leavers and repairs: nobody who is seated moves unless somebody says so."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from letsconnect_tui.breakouts import (
    Guest,
    Move,
    Room,
    Wishes,
    judge,
    moved,
    offers,
    pair,
    room_count,
    seat_late,
    tidy,
)
from letsconnect_tui.breakouts.seat_late import SeatingView
from letsconnect_tui.breakouts.sizes import even_sizes
from letsconnect_tui.i18n import words
from tests.breakouts.crowds import crowd
from tests.breakouts.one_round import propose

BY_LANGUAGE = Wishes(same_language=True)


def room(number: int, *members: str, language: str | None = None, host: str | None = None) -> Room:
    return Room(number, None, language, members, 0, host)


def people(**languages: str) -> list[Guest]:
    """``people(ana="es en")``."""
    return [Guest(who, tuple(spoken.split())) for who, spoken in languages.items()]


def entered(rooms: tuple[Room, ...], who: str, number: int) -> tuple[Room, ...]:
    return tuple(replace(r, members=(*r.members, who)) if r.number == number else r for r in rooms)


def test_a_late_guest_goes_where_they_can_follow_even_if_it_is_fuller() -> None:
    here = people(a="en", b="en", c="es", d="es", e="es")
    rooms = (room(1, "a", "b", language="en"), room(2, "c", "d", "e", language="es"))

    number = seat_late(rooms, Guest("f", ("es",)), here, BY_LANGUAGE)

    assert number == 2


def test_a_late_guest_meets_new_people_and_keeps_sizes_even() -> None:
    here = people(a="", b="", c="", d="")
    rooms = (room(1, "a", "b"), room(2, "c", "d"))

    assert seat_late(rooms, Guest("e"), here, Wishes(), met={pair("a", "e"): 1.0}) == 2
    assert seat_late((room(1, "a", "b", "c"), room(2, "d")), Guest("e"), here, Wishes()) == 2


def test_a_late_guest_keeps_away_from_whom_they_are_kept_apart() -> None:
    rooms = (room(1, "a"), room(2, "b", "c", "d"))

    number = seat_late(rooms, Guest("e"), people(a="", b="", c="", d=""), Wishes(apart=(("a", "e"),)))

    assert number == 2


def test_a_late_guest_joins_whom_they_are_kept_together_with() -> None:
    rooms = (room(1, "a"), room(2, "b", "c", "d"))

    number = seat_late(rooms, Guest("e"), people(a="", b="", c="", d=""), Wishes(together=(("d", "e"),)))

    assert number == 2


def test_a_host_goes_to_the_room_that_has_none() -> None:
    here = [Guest("a", host=True), Guest("b"), Guest("c"), Guest("d")]

    number = seat_late((room(1, "a", "b"), room(2, "c", "d")), Guest("e", host=True), here, Wishes())

    assert number == 2


def test_who_comes_back_returns_to_the_old_room() -> None:
    rooms = (room(1, "a"), room(2, "b", "c", "d"))

    number = seat_late(rooms, Guest("e"), people(a="", b="", c="", d=""), Wishes(), old_room=2)

    assert number == 2


def test_a_locked_guest_goes_to_the_locked_room() -> None:
    rooms = (room(1, "a"), room(2, "b", "c", "d"))

    assert seat_late(rooms, Guest("e"), [], Wishes(locks={"e": 2}), old_room=1) == 2


def test_somebody_no_room_speaks_to_is_sent_to_the_main_language() -> None:
    here = people(a="en", b="en", c="es", d="es")
    rooms = (room(1, "c", "d", language="es"), room(2, "a", "b", language="en"))

    number = seat_late(rooms, Guest("e", ("zh",)), here, BY_LANGUAGE)

    assert number == 2


def test_without_any_room_there_is_no_answer() -> None:
    with pytest.raises(ValueError, match=r"^no open rooms$"):
        seat_late((), Guest("a"), [], Wishes())


@settings(max_examples=40)
@given(st.integers(8, 40), st.randoms(use_true_random=False), st.sampled_from(["ordinary", "stress"]))
def test_nobody_moves_and_nobody_sits_where_they_cannot_follow_while_a_seat_fits(
    people_here: int, rng: object, profile: str
) -> None:
    """Random joins and leaves: rooms change only by the one who comes or goes."""
    import random

    assert isinstance(rng, random.Random)
    assert profile in ("ordinary", "stress")
    everybody, wishes = crowd(
        people_here, max(2, people_here // 5), profile="stress" if profile == "stress" else "ordinary"
    )
    rng.shuffle(everybody)
    here, outside = everybody[: people_here // 2], everybody[people_here // 2 :]
    rooms = propose(here, replace(wishes, count=room_count(len(here), Wishes())), budget_s=0.005).rooms
    for _ in range(people_here):
        if outside and rng.random() < 0.6:
            guest = outside.pop()
            number = seat_late(rooms, guest, here, wishes)
            now = SeatingView(rooms, [*here, guest], wishes, {})
            target = next(r for r in rooms if r.number == number)
            assert now.fits(guest.id, target) or not any(now.fits(guest.id, r) for r in rooms)
            before = {who: r.number for r in rooms for who in r.members}
            rooms = entered(rooms, guest.id, number)
            here.append(guest)
            after = {who: r.number for r in rooms for who in r.members}
            assert before == {who: after[who] for who in before}
        elif len(here) > 1:
            guest = here.pop(rng.randrange(len(here)))
            rooms = tuple(
                replace(r, members=tuple(who for who in r.members if who != guest.id)) for r in rooms
            )
            outside.append(guest)


def test_a_room_of_two_may_merge_or_borrow() -> None:
    here = people(a="", b="", c="", d="", e="", f="", g="")
    rooms = (room(1, "a", "b"), room(2, "c", "d", "e", "f", "g"))

    merge, borrow = offers(rooms, here, Wishes())

    assert (merge.kind, merge.moves) == ("merge", (Move("a", 1, 2), Move("b", 1, 2)))
    assert words(merge.message) == "room 1 has 2 people: merge with room 2?"
    assert (borrow.kind, len(borrow.moves)) == ("borrow", 1)
    assert (borrow.moves[0].from_room, borrow.moves[0].to_room) == (2, 1)


def test_offers_send_nobody_where_they_cannot_follow() -> None:
    here = people(a="es", b="en", c="en", d="en", e="en")
    rooms = (room(1, "a", language="es"), room(2, "b", "c", "d", "e", language="en"))

    (alone,) = offers(rooms, here, BY_LANGUAGE)

    assert (alone.kind, alone.moves) == ("alone", ())
    assert words(alone.message) == "room 1 has one person, and no rule lets anybody join or leave"


def test_a_room_without_host_is_lent_one() -> None:
    here = [Guest(who, host=who in "ab") for who in "abcdef"]
    rooms = (room(1, "a", "b", "c", host="a"), room(2, "d", "e", "f"))

    (offer,) = offers(rooms, here, Wishes())

    assert (offer.kind, offer.moves) == ("host", (Move("b", 1, 2),))


def test_rooms_without_any_host_are_not_nagged_about() -> None:
    assert offers((room(1, "a", "b", "c"), room(2, "d", "e", "f")), people(a="", b=""), Wishes()) == ()


@given(st.lists(st.integers(1, 9), min_size=1, max_size=8))
def test_tidy_needs_no_more_moves_than_any_way_of_evening_out(sizes: list[int]) -> None:
    rooms = tuple(room(n + 1, *(f"{n}-{i}" for i in range(size))) for n, size in enumerate(sizes))
    here = [Guest(who) for r in rooms for who in r.members]
    even = even_sizes(sum(sizes), len(sizes))

    moves = tidy(rooms, here, Wishes(min_size=1))

    over = sum(max(0, size - even[0]) for size in sizes)
    under = sum(max(0, even[-1] - size) for size in sizes)
    assert len(moves) == max(over, under)
    assert len({move.guest for move in moves}) == len(moves)
    assert judge(moved(rooms, moves), here, Wishes(min_size=1)).violations["size"] == 0


def test_tidy_leaves_hosts_and_locked_people_where_they_are() -> None:
    here = [Guest(who) for who in "abcdef"]
    rooms = (room(1, "a", "b", "c", "d", "e", host="a"), room(2, "f"))

    moves = tidy(rooms, here, Wishes(locks={"b": 1, "c": 1}))

    assert {move.guest for move in moves} == {"d", "e"}


def test_a_judgement_after_a_hand_move_says_what_it_breaks() -> None:
    here = people(a="en", b="en", c="en", d="es", e="es", f="es")
    rooms = (room(1, "a", "b", "c", language="en"), room(2, "d", "e", "f", language="es"))

    verdict = judge(moved(rooms, [Move("d", 2, 1)]), here, BY_LANGUAGE, met={pair("a", "d"): 1.0})

    assert verdict.violations["language"] == 1
    assert verdict.repeats == 1
    assert {note.guests for note in verdict.notes if note.message.key == "rooms-note-language"} == {("d",)}


def test_a_pair_that_was_meant_as_a_pair_is_left_alone_until_somebody_left_it() -> None:
    here = people(a="", b="", c="", d="", e="", f="")
    rooms = (room(1, "a", "b"), room(2, "c", "d", "e", "f"))
    pairs = Wishes(min_size=2)

    assert offers(rooms, here, pairs) == ()
    assert [offer.room for offer in offers(rooms, here, pairs, lost={1})] == [1, 1]


def test_an_offer_never_moves_somebody_who_is_locked() -> None:
    here = people(a="", b="", c="", d="", e="", f="")
    rooms = (room(1, "a", "b"), room(2, "c", "d", "e", "f"))
    locked = Wishes(locks={"a": 1, "c": 2, "d": 2, "e": 2})

    (borrow,) = offers(rooms, here, locked)

    assert borrow.moves == (Move("f", 2, 1),)
