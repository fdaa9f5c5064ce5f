"""Facts arrive whole: where a mark came from, what the plan says of people, which round the end closes."""

from __future__ import annotations

import pytest

from letsconnect_tui.plan.read import plan_of_text
from letsconnect_tui.session import commands as c
from letsconnect_tui.session import room_commands
from letsconnect_tui.session.events import PersonAdded
from letsconnect_tui.session.facts import PersonFacts
from letsconnect_tui.session.log import replay
from letsconnect_tui.session.moment import head
from letsconnect_tui.session.record import NO_IDS_USED, Record
from tests.session.builders import Kept, a_plan, a_session, rooms, somebody

PLAN = """
plan = 1
[session]
id = "clinic"
title = "Clinic"
timezone = "Africa/Lagos"
start = 2026-12-03T15:00
length = "1h"
[[people]]
id = "ana"
name = "Ana Ñahui"
call = "Ana"
username = "AnaExample"
role = "sharer"
languages = ["es", "qu"]
experience = "experienced"
region = "LAC"
country = "PE"
[[item]]
id = "talk"
title = "Talk"
duration = "10m"
"""


def test_everything_the_plan_says_of_a_person_is_known() -> None:
    ana = a_session(plan_of_text(PLAN)).state.people["ana"]

    assert ana.facts == PersonFacts(
        name="Ana Ñahui",
        username="AnaExample",
        languages=("es", "qu"),
        experience="experienced",
        region="LAC",
        country="PE",
        call="Ana",
    )
    assert (ana.role, ana.source) == ("sharer", "plan")


def test_a_mark_keeps_where_it_came_from_also_when_it_ends() -> None:
    session = a_session().give(
        c.MarkPasted(("ana",), (PersonFacts("Zoe"),)), c.MarkHere("bo"), somebody("Yan")
    )
    session.at(1).give(c.EveryoneLeft())

    sources = {who: session.state.people[who].spans[-1].source for who in ("ana", "p1", "bo", "p2")}
    assert sources == {"ana": "pasted", "p1": "pasted", "bo": "typed", "p2": "typed"}


def test_the_end_closes_the_open_round_and_leaves_the_earlier_ones() -> None:
    session = a_session(a_plan({"draft": {"duration": "20m", "kind": "breakout"}, "close": 5}))
    session.give(somebody("Zoe"), somebody("Yan")).started()
    for minute in (1, 3, 5):
        session.at(minute).give(rooms(("p1", "p2")), room_commands.OpenRooms())
        if minute < 5:
            session.at(minute + 1).give(room_commands.CloseRooms())
    session.at(7).give(c.End())

    closed = [session.clock_minutes(held.closed_at) for held in session.state.rounds]
    assert closed == [2, 4, 7]


@pytest.mark.parametrize(
    ("person", "number"),
    [
        ("p12", 12),
        ("x12", 0),
        ("pier", 0),
        ("p", 0),
        ("p٣", 0),
        ("p123456789", 123456789),
        ("p1234567890", 0),
    ],
)
def test_only_ids_that_are_counted_count(person: str, number: int) -> None:
    made = PersonAdded(person, PersonFacts("Zoe"), "typed")
    record = Record("clinic.1", 1, "AddPerson", 0, 0, 0, "boot", (made,))

    assert NO_IDS_USED.after([record]).people == number


def test_a_moment_says_when_it_is_and_how_many_were_counted() -> None:
    session = a_session().give(c.TakeHeadcount(47)).at(3)

    assert (session.seen.now, session.seen.head.headcount) == (session.now, 47)
    assert head(session.state).headcount == 47
    assert head(a_session().state).headcount is None


@pytest.mark.parametrize("out_of_order", [False, True])
def test_a_record_is_found_by_its_number_in_whatever_order_they_lie(*, out_of_order: bool) -> None:
    store = Kept()
    session = a_session(store=store).started()
    for minute in (1, 2, 3):
        session.at(minute).give(c.MarkCopied(f"{minute}"))
    records = store.records
    log = replay([records[0], *reversed(records[1:])] if out_of_order else records, plan_of_text)

    for record in records:
        assert log.numbered(record.number) == record
    assert log.numbered(-1) is None
    assert log.numbered(len(records)) is None
