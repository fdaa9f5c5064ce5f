"""Rooms asked for by typed lines: for every plan, anybody here, and every number that can be asked for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letsconnect_tui.app.requests import ProposalRequest, ProposeOtherRooms, ProposeRooms, ProposeTidy
from tests.app.rehearsed import rehearsed, said

PLAN = """
plan = 1
[session]
id = "rooms"
title = "Rooms"
start = 2026-12-03T15:00
timezone = "UTC"
length = "1h"
{people}
[[item]]
id = "talk"
title = "Rooms"
kind = "breakout"
duration = "30m"
[item.breakout]
{breakout}
"""
HOST = '[[people]]\nid = "host"\nname = "Zita Host"\nrole = "facilitator"\nlanguages = ["fr", "en"]\n'
PRESET = (
    '{ name = "Français", lang = "fr" }',
    '{ name = "Wolof", lang = "wo", host = "host" }',
    '{ name = "Quiet" }',
)


@st.composite
def breakouts(draw: st.DrawFn) -> str:
    """The table ``[item.breakout]`` of a plan that checks clean."""
    rooms = draw(st.lists(st.sampled_from(PRESET), max_size=3, unique=True))
    lines = [
        draw(st.sampled_from(["size = 2", "size = 5", f"count = {max(1, len(rooms))}", "count = 7"])),
        draw(st.sampled_from(["", 'same = ["language"]'])),
        draw(st.sampled_from(["", "min_size = 2"])),
        f"rooms = [{', '.join(rooms)}]" if rooms else "",
    ]
    return "\n".join(lines)


@settings(max_examples=25)
@given(
    breakouts(),
    st.integers(0, 9),
    st.sampled_from(["", "headcount 0", "headcount 4", "headcount 47000"]),
    st.sampled_from(["", " size=2", " size=1000", " count=1", " count=3", " count=1000", " style=mix"]),
    st.booleans(),
)
def test_rooms_are_proposed_or_refused_and_what_follows_is_answered(
    breakout: str, people: int, headcount: str, asked: str, host_here: bool
) -> None:
    session, _ = rehearsed(plan=PLAN.format(people=HOST, breakout=breakout))
    for number in range(people):
        said(session, f"new Person {number} lang={('en', 'fr', 'wo,en', 'es')[number % 4]}")
    if headcount:
        said(session, headcount)
    if host_here:
        said(session, "here zita")

    answer = said(session, "start", f"rooms{asked}")

    assert answer.startswith(("ok ", "no "))
    if answer.startswith("ok "):
        assert said(session, "accept").startswith("ok ")
        held = session.state.round
        assert held is not None
        seated = [who for room in held.rooms.values() for who in room.members]
        here = [who for who, person in session.state.people.items() if person.is_here and who != "host"]
        assert sorted(set(seated) - {"host"}) == sorted(here)
        for line in (
            "tidy",
            "reject",
            "open",
            "left Person 0",
            "tidy",
            "reject",
            "new Late lang=wo",
            "late Late",
        ):
            assert said(session, line).startswith(("ok ", "no ")), line


def test_rooms_of_seats_only_need_no_tidying() -> None:
    session, _ = rehearsed()

    answer = said(session, "headcount 4", "rooms count=2", "accept", "tidy")

    assert answer == "no Nobody needs to move; nothing changed"


def test_one_person_beside_a_room_in_another_language_has_a_room() -> None:
    breakout = 'count = 2\nrooms = [{ name = "Français", lang = "fr" }]\nsame = ["language"]'
    session, _ = rehearsed(plan=PLAN.format(people="", breakout=breakout))

    assert said(session, "new Zo", "rooms").startswith("ok One room for one person")


@pytest.mark.parametrize("asked", ["rooms", "rooms size=5"])
def test_more_rooms_than_anybody_can_have_are_refused_at_once(asked: str) -> None:
    session, _ = rehearsed()

    assert said(session, "headcount 47000", asked).startswith("no 47000 people would need ")
    assert said(session, "rooms count=40").startswith("ok 40 rooms for 47000 people")


@pytest.mark.parametrize("request_", [ProposeRooms(count=2), ProposeOtherRooms(), ProposeTidy()])
def test_a_search_that_is_cancelled_is_refused_and_changes_nothing(request_: ProposalRequest) -> None:
    session, _ = rehearsed()
    said(session, "start", *(f"new Person {number} lang=en" for number in range(9)))
    said(session, "rooms count=3", "accept", *(f"move Person {number} 1" for number in range(1, 9)))
    state, proposal = session.state, session.proposal

    reply = session.perform(request_, cancelled=lambda: True)

    assert (reply.ok, reply.message.key) == (False, "refused-cancelled")
    assert (session.state, session.proposal) == (state, proposal)
    assert session.perform(request_).ok


def test_every_count_of_rooms_leaves_out_those_that_nobody_is_in() -> None:
    rooms = ", ".join(f'{{ name = "{name}" }}' for name in ("Red", "Blue", "Green", "Black"))
    session = rehearsed(plan=PLAN.format(people="", breakout=f"size = 3\nrooms = [{rooms}]"))[0]
    for line in ("new Ana", "new Ben", "start"):
        said(session, line)

    proposed, accepted = said(session, "rooms size=3"), said(session, "accept")

    held = session.state.round
    assert held is not None
    assert len(held.rooms) == 4
    assert len(held.used) == len(set(held.seating.values())) < 4
    count_text = "One room" if len(held.used) == 1 else f"{len(held.used)} rooms"
    assert count_text in proposed
    assert f"Round 1: {count_text.lower()} accepted" in accepted
