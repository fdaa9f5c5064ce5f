"""What is to be done about a round, known without any screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.app.round_advice import (
    advice_for,
    broadcast_now,
    broadcasts,
    came_since,
    minutes_each_ms,
    phase_of,
    report_item,
    reports_due,
    rooms_to_hear,
    without_room,
)
from letsconnect_tui.session.commands import MarkCopied
from letsconnect_tui.session.meetings import rooms_here
from tests.app.rehearsed import PLAN, rehearsed, said

if TYPE_CHECKING:
    from letsconnect_tui.app.live_session import LiveSession
    from letsconnect_tui.clock import VirtualClock

MINUTE = 60_000
FOUR = tuple(f"new {name} lang=en" for name in ("Ana", "Ben", "Cai", "Dee"))
TO_THE_BREAKOUT = ("start", "next", "next", "next")


def held(*lines: str) -> tuple[LiveSession, VirtualClock]:
    session, clock = rehearsed()
    said(session, *TO_THE_BREAKOUT, *FOUR, *lines)
    return session, clock


def test_rooms_go_from_none_through_proposal_and_planned_to_open_and_back() -> None:
    session, _ = held()
    seen = [phase_of(session)]
    for line in ("rooms count=2", "accept", "open", "close"):
        said(session, line)
        seen.append(phase_of(session))

    assert seen == ["none", "proposal", "planned", "open", "back"]


def test_who_came_after_rooms_were_accepted_has_none_and_the_team_needs_none() -> None:
    session, _ = held("rooms count=2", "accept")
    said(session, "new Eve lang=en", "here amaka")
    assert without_room(session.state) == ("p5",)
    said(session, "open")
    (late,) = advice_for(session).late

    assert late[0] == "p5"
    said(session, "late Eve")
    assert without_room(session.state) == ()


def test_who_came_since_a_proposal_is_counted() -> None:
    session, _ = held("rooms count=2")
    said(session, "new Eve", "new Fay", "left Eve")
    assert session.proposal is not None
    assert came_since(session.state, session.proposal) == 1  # type: ignore[arg-type]


def test_the_line_to_send_is_the_latest_that_is_due_until_it_was_copied() -> None:
    session, clock = held("rooms count=2", "accept", "open")
    round_ = session.state.rounds[-1]
    lines = broadcasts(session.state, round_, session.now())
    assert [line.text for line in lines] == ["Five minutes left.", "Please come back to the main room"]
    assert [line.at for line in lines] == sorted(line.at for line in lines)

    clock.advance(lines[0].at - session.now())
    due = broadcast_now(session.state, round_, session.now())
    assert due == lines[0]
    said(session, "extend 5m")
    moved = broadcast_now(session.state, session.state.rounds[-1], session.now())
    assert moved is not None
    assert moved.at == lines[0].at + 5 * MINUTE
    assert session.execute(MarkCopied(moved.key)).ok
    after = broadcast_now(session.state, session.state.rounds[-1], session.now())
    assert after is not None
    assert after.text == "Please come back to the main room"


def test_reports_are_due_until_every_room_was_heard() -> None:
    session, _ = held("rooms count=2", "accept", "open", "close")

    def due() -> bool:
        return reports_due(session.state, session.state.rounds[-1])

    assert due()
    said(session, "report 1")
    assert due()
    said(session, "report 2 Ana")
    assert not due()


def test_each_room_has_an_equal_part_of_what_is_left_to_report_in() -> None:
    session, clock = held("rooms count=2", "accept", "open")
    clock.advance(9 * MINUTE)
    said(session, "close")
    assert report_item(session.state) == "draft"
    assert minutes_each_ms(session.state, session.state.rounds[-1], session.now()) == 3 * MINUTE
    said(session, "report 1")

    assert minutes_each_ms(session.state, session.state.rounds[-1], session.now()) == 6 * MINUTE


def test_only_rooms_with_people_report_back_and_each_has_its_minutes() -> None:
    """Everybody of one room has left; a room of seats has people whose names nobody knows."""
    session, _ = held("headcount 6", "rooms count=3", "accept", "open", "close")
    state = session.state
    assert state.round is not None
    assert rooms_to_hear(state, state.round) == (1, 2, 3)
    whole = minutes_each_ms(state, state.round, session.now())

    said(session, "headcount 4", *(f"left @{who}" for who in state.round.members(1)))
    assert session.state.round is not None
    emptied = [room.number for room in rooms_here(session.state, session.state.round) if not room.people]
    left = rooms_to_hear(session.state, session.state.round)

    assert set(left) == {1, 2, 3} - set(emptied)
    said(session, f"report {left[0]}")
    assert rooms_to_hear(session.state, session.state.round or state.round) == left[1:]
    assert minutes_each_ms(session.state, session.state.round, session.now()) == whole * 3 // len(left[1:])


def test_reports_are_over_when_every_room_with_people_was_heard() -> None:
    breakout = '[item.breakout]\nsize = 3\nrooms = [{ name = "Wolof", lang = "wo" }]'
    session, _ = rehearsed(plan=PLAN.replace("[item.breakout]\nsize = 3", breakout))
    said(session, *TO_THE_BREAKOUT, *FOUR, "rooms count=2", "accept", "open", "close")
    state = session.state
    assert state.round is not None
    assert not state.round.members(1)
    assert rooms_to_hear(state, state.round) == (2, 3)

    said(session, "report 2", "report 3")

    assert session.state.round is not None
    assert not reports_due(session.state, session.state.round)
