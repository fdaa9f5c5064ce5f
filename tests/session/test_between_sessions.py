"""What one session tells another: who is the same person, who met, who sat where, and a run in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.session import commands as c
from letsconnect_tui.session import room_commands
from letsconnect_tui.session.meetings import meetings, rooms_here, rooms_now, same_people, seated_here
from letsconnect_tui.session.run_summary import Run, run_of
from tests.session.builders import HOUR, MINUTE, Sitting, a_plan, a_session, rooms, somebody

if TYPE_CHECKING:
    from letsconnect_tui.session.state import Round


def with_people(*people: str) -> Sitting:
    """A session with walk-ins p1, p2, …, each a name or ``name=username``."""
    pairs = (one.partition("=") for one in people)
    return a_session().give(*(somebody(name, username=own or None) for name, _, own in pairs))


SAME = [
    pytest.param(["Zoe"], ["Zoë"], {"p1": "p1"}, id="a folded name"),
    pytest.param(["Zoe=Zed"], ["Other=Zed"], {"p1": "p1"}, id="a username"),
    pytest.param(["Zoe=zed"], ["Other=Zed"], {"p1": "p1"}, id="a username as MediaWiki writes it"),
    pytest.param(["Zoe=Zed"], ["Zoe"], {"p1": "p1"}, id="no username here is no contradiction"),
    pytest.param(["Zoe"], ["Zoe=Zed"], {"p1": "p1"}, id="no username there is no contradiction"),
    pytest.param(["Zoe=Zed"], ["Zoe=Zoe2"], {}, id="usernames that contradict"),
    pytest.param(["Zoe"], ["Zoe", "Zoë"], {}, id="two of the name here"),
    pytest.param(["Zoe", "Zoë"], ["Zoe"], {}, id="two of the name there"),
    pytest.param(["Zoe", "Yan"], ["Yan", "Zoe"], {"p1": "p2", "p2": "p1"}, id="each their own"),
    pytest.param(["Yan", "Zoe"], ["Zoe"], {"p2": "p1"}, id="somebody unknown first"),
    pytest.param(["Zoe=Zed", "Ada"], ["Ada=Zed"], {"p1": "p1"}, id="nobody is two people"),
    pytest.param(["Zoe=A", "Yan=B"], ["Xiu=A", "Wim=A"], {}, id="two of the username here"),
]


@pytest.mark.parametrize(("there", "here", "expected"), SAME)
def test_who_is_the_same_person_in_another_session(
    there: list[str], here: list[str], expected: dict[str, str]
) -> None:
    same = same_people(with_people(*there).state, with_people(*here).state)

    assert {one: other for one, other in same.items() if one.startswith("p")} == expected


def in_rooms(session: Sitting, *members: tuple[str, ...]) -> Sitting:
    """The session in its breakout item, with these rooms open."""
    session.started().at(5).give(c.Next()).at(15).give(c.Next()).at(25).give(c.Next())
    return session.give(rooms(*members), room_commands.OpenRooms())


def test_everybody_who_shared_an_opened_room_met_once_a_round() -> None:
    there = in_rooms(with_people("Zoe", "Yan", "Xiu", "Wim"), ("p1", "p2", "p4"), ("p3",))
    here = with_people("Wim", "Nobody", "Zoe", "Yan").state

    assert sorted(meetings(there.state, here)) == [("p1", "p3"), ("p1", "p4"), ("p3", "p4")]
    there.give(room_commands.CloseRooms(), rooms(("p2", "p1"), ("p3", "p4")), room_commands.OpenRooms())
    assert sorted(meetings(there.state, here)).count(("p3", "p4")) == 2


def test_rooms_that_were_never_opened_let_nobody_meet() -> None:
    there = with_people("Zoe", "Yan")
    there.started().at(5).give(c.Next()).at(15).give(c.Next()).at(25).give(c.Next(), rooms(("p1", "p2")))

    assert list(meetings(there.state, with_people("Zoe", "Yan").state)) == []


def test_a_round_before_the_opened_one_was_not_opened() -> None:
    there = in_rooms(with_people("Zoe", "Yan"), ("p1", "p2"))
    there.give(room_commands.CloseRooms(), rooms(("p2", "p1")))

    assert list(meetings(there.state, with_people("Zoe", "Yan").state)) == [("p1", "p2")]


def test_who_left_keeps_the_seat_and_is_not_listed() -> None:
    session = in_rooms(with_people("Zoe", "Yan", "Xiu"), ("p1", "p2"), ("p3",)).give(c.MarkLeft("p2"))
    held: Round | None = session.state.round
    assert held is not None

    assert seated_here(session.state, held, 1) == ("p1",)
    assert [room.members for room in rooms_now(held)] == [("p1", "p2"), ("p3",)]
    assert [room.members for room in rooms_here(session.state, held)] == [("p1",), ("p3",)]


def test_rooms_keep_number_name_language_seats_and_host() -> None:
    from letsconnect_tui.session.facts import RoomFacts

    session = with_people("Zoe", "Yan")
    session.started().at(5).give(c.Next()).at(15).give(c.Next()).at(25).give(c.Next())
    session.give(
        room_commands.AcceptRooms(
            (RoomFacts(1, "Wikidata", "es", ("p1",), 2, "p1"), RoomFacts(2, members=("p2",))), 1
        )
    )
    held = session.state.round
    assert held is not None

    for shown in (rooms_now(held), rooms_here(session.state, held)):
        first, second = shown
        assert (first.number, first.name, first.language, first.seats, first.host) == (
            1,
            "Wikidata",
            "es",
            2,
            "p1",
        )
        assert (second.number, second.name, second.language, second.seats, second.host) == (
            2,
            None,
            None,
            0,
            None,
        )


def test_a_run_in_one_line() -> None:
    session = (
        with_people("Zoe", "Yan").at(0.5).give(c.MarkLeft("p1")).at(1).started().at(3).give(c.End()).at(4)
    )

    assert run_of(session.state, session.now) == Run(
        id="clinic.1",
        plan_id="clinic",
        title="clinic",
        kind="learning-clinic",
        phase="ended",
        starts_at=session.zero,
        occurrence_at=session.zero,
        started_at=session.zero + MINUTE,
        ended_at=session.zero + 3 * MINUTE,
        latest_at=session.zero + 4 * MINUTE,
        opened_at=session.zero,
        participants=2,
        peak=2,
        rehearsal=False,
        plan_file="clinic.toml",
    )
    assert not run_of(session.state, session.now).unfinished


def test_a_run_that_has_not_begun_is_unfinished() -> None:
    session = a_session(a_plan(name="other"), early_ms=HOUR)
    run = run_of(session.state, session.now)

    assert (run.plan_id, run.phase, run.started_at, run.ended_at) == ("other", "ready", None, None)
    assert (run.opened_at, run.participants, run.peak) == (session.zero - HOUR, 0, 0)
    assert run.unfinished
