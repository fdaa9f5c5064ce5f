"""A command that names what it is about, given twice or by two people, acts once."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.errors import CommandRefused
from letsconnect_tui.session import commands as c
from letsconnect_tui.session import room_commands
from tests.session.builders import MINUTE, Sitting, a_session, rooms, somebody

if TYPE_CHECKING:
    from collections.abc import Callable

    from letsconnect_tui.session.facts import Command


def live() -> Sitting:
    """On the second item, ana, with two people in two rooms not yet open."""
    session = a_session().started().at(5).give(c.Next(from_item="welcome"))
    return session.give(somebody("Zoe"), somebody("Yan"), rooms(("p1",), ("p2",))).at(7)


def twice(session: Sitting, command: Command) -> tuple[int, int]:
    """How many records each of two times made; refused is none."""
    made = []
    for _ in range(2):
        before = len(session.recorder.log.records)
        with contextlib.suppress(CommandRefused):
            session.give(command)
        made.append(len(session.recorder.log.records) - before)
    return made[0], made[1]


NAMED: dict[str, Callable[[Sitting], Command]] = {
    "next": lambda session: c.Next(from_item="ana"),
    "back": lambda session: c.Back(from_item="ana"),
    "skip": lambda session: c.Skip(item="ana"),
    "pause": lambda session: c.Pause(item="ana"),
    "drop": lambda session: c.Drop("bo"),
    "correct start": lambda session: c.CorrectStart(
        MINUTE, item="ana", began_at=session.run("ana").spans[-1].start
    ),
    "move end": lambda session: c.MoveEnd(MINUTE, from_end=session.state.end_to_keep),
    "swap items": lambda session: c.SwapItems("draft", "bo", earlier="bo"),
    "swap seats": lambda session: room_commands.SwapSeats("p1", "p2", rooms=(1, 2)),
    "open rooms": lambda session: room_commands.OpenRooms(round=session.state.rounds[-1].id),
    "seat": lambda session: room_commands.SeatPerson("p1", 2),
    "start": lambda session: c.Start(),
    "end": lambda session: c.End(),
    "undo": lambda session: c.Undo(session.recorder.log.undoable[-1].number),
}


@pytest.mark.parametrize("name", NAMED)
def test_given_twice_it_acts_once(name: str) -> None:
    session = live()
    made = twice(session, NAMED[name](session))

    assert made == ((0, 0) if name == "start" else (1, 0))


@pytest.mark.parametrize("name", ["next", "back", "skip", "pause", "swap items", "swap seats", "move end"])
def test_a_second_time_is_answered_calmly(name: str) -> None:
    """Where the wish is fulfilled already, that is no refusal."""
    session = live()
    command = NAMED[name](session)
    session.give(command)

    assert session.given(command).record is None


def test_resuming_twice_resumes_once() -> None:
    session = live().give(c.Pause(item="ana"))
    assert twice(session, c.Resume(item="ana")) == (1, 0)


def test_closing_and_opening_rooms_twice_happens_once() -> None:
    session = live()
    round_id = session.state.rounds[-1].id
    assert twice(session, room_commands.OpenRooms(round=round_id)) == (1, 0)
    assert twice(session, room_commands.CloseRooms(round=round_id)) == (1, 0)
    assert twice(session, room_commands.OpenRooms(round=round_id)) == (0, 0)


LATE: dict[str, tuple[Callable[[Sitting], Command], Command, str]] = {
    "time for an item that is over": (
        lambda session: c.AddTime(MINUTE, item="ana"),
        c.Next(),
        "refused-not-running",
    ),
    "pause of an item that is over": (lambda session: c.Pause(item="ana"), c.Next(), "refused-not-running"),
    "start of an item that is over": (
        lambda session: c.CorrectStart(MINUTE, item="ana"),
        c.Next(),
        "refused-not-running",
    ),
    "an item still to come": (lambda session: c.Next(from_item="bo"), c.Pause(), "refused-not-running"),
    "after the end": (lambda session: c.AddTime(MINUTE, item="bo"), c.End(), "refused-"),
    "another end": (
        lambda session: c.MoveEnd(MINUTE, from_end=session.state.end_to_keep),
        c.MoveEnd(5 * MINUTE),
        "refused-end-moved",
    ),
    "another start": (
        lambda session: c.CorrectStart(MINUTE, began_at=session.run("ana").spans[-1].start),
        c.CorrectStart(2000),
        "refused-start-corrected",
    ),
    "other seats": (
        lambda session: room_commands.SwapSeats("p1", "p2", rooms=(1, 2)),
        room_commands.SeatPerson("p1", 2),
        "refused-same-room",
    ),
    "other rooms": (
        lambda session: room_commands.OpenRooms(round=session.state.rounds[-1].id),
        rooms(("p2",), ("p1",)),
        "refused-other-round",
    ),
}


@pytest.mark.parametrize("case", LATE)
def test_what_it_named_is_gone_so_nothing_changes(case: str) -> None:
    make, meanwhile, reason = LATE[case]
    session = live()
    command = make(session)
    session.give(meanwhile)
    before = session.state

    with pytest.raises(CommandRefused) as no:
        session.give(command)
    assert no.value.message.key.startswith(reason)
    assert session.state == before


def test_rooms_accepted_after_an_undo_are_other_rooms() -> None:
    """A key pressed for the rooms that were taken back must not open the new ones."""
    session = live()
    first = session.state.rounds[-1].id
    session.give(c.Undo(), rooms(("p2",), ("p1",)))

    assert session.state.rounds[-1].number == 1
    assert session.state.rounds[-1].id != first
    with pytest.raises(CommandRefused, match="refused-other-round"):
        session.give(room_commands.OpenRooms(round=first))


def test_an_id_taken_back_is_given_to_nobody_else() -> None:
    session = a_session().give(somebody("Ana"), c.Undo(), somebody("Ben"))
    assert list(session.state.people)[-1] == "p2"

    session.give(c.TakeLine("question", "why?"), c.Undo(), c.TakeLine("question", "how?"))
    assert session.state.lines[-1].number == 2
