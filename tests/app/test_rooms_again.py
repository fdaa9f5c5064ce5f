"""``rooms again``: the groups of an earlier round with whoever is here now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.commands.table import perform_line
from tests.app.rehearsed import rehearsed, said

if TYPE_CHECKING:
    from letsconnect_tui.app.live_session import LiveSession

SIX = tuple(f"new {name} lang=en" for name in ("Ana", "Ben", "Cai", "Dee", "Eve", "Fay"))


def after_a_round() -> LiveSession:
    session, _ = rehearsed()
    said(session, "start", *SIX, "rooms count=2", "accept", "open", "open", "close")
    return session


def groups(session: LiveSession, number: int) -> list[set[str]]:
    held = next(one for one in session.state.rounds if one.number == number)
    return [
        {session.names.of(person) for person in held.members(room) if session.state.people[person].is_here}
        for room in held.rooms
    ]


def test_who_is_still_here_sits_with_the_same_people_and_who_is_new_is_seated() -> None:
    session = after_a_round()
    first = groups(session, 1)
    said(session, "left Ana", "new Gil lang=en")

    answer = said(session, "rooms again")

    assert answer == "ok 2 rooms for 6 people, the groups of round 1 again. accept or reject"
    said(session, "accept")
    again = groups(session, 2)
    assert [room - {"Gil"} for room in again] == [room - {"Ana"} for room in first]
    assert sum("Gil" in room for room in again) == 1


def test_the_latest_round_is_meant_unless_one_is_named() -> None:
    session = after_a_round()
    said(session, "rooms count=3", "accept", "open", "open", "close")

    assert "round 2 again" in said(session, "rooms again")
    assert "round 1 again" in said(session, "rooms again 1")
    said(session, "accept")
    assert groups(session, 3) == groups(session, 1)


@pytest.mark.parametrize("typed", ["rooms again", "rooms again 1"])
def test_without_an_earlier_round_there_is_nothing_to_make_again(typed: str) -> None:
    session, _ = rehearsed()
    said(session, "start", *SIX, "rooms count=2", "accept")

    assert said(session, typed).startswith("no No rooms were open yet")


@pytest.mark.parametrize("typed", ["rooms again 7", "rooms again x", "rooms again size=3", "rooms again 1 2"])
def test_a_round_that_was_not_is_refused(typed: str) -> None:
    session = after_a_round()

    assert said(session, typed).startswith("no ")
    assert session.proposal is None


def test_moving_somebody_in_groups_made_again_does_not_complain_of_meetings() -> None:
    session = after_a_round()
    said(session, "rooms again")

    moved = perform_line(session, "move Ana 1")

    assert moved.ok
    assert not [line for line in moved.preview if "meet again" in line]
