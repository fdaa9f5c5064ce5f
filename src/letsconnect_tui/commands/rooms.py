"""Typed commands about breakout rooms, and yes and no to proposals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.app import requests as r
from letsconnect_tui.app.people_lookup import person_named
from letsconnect_tui.app.proposals import RoomsProposal
from letsconnect_tui.commands.arguments import duration_ms, nothing, options, whole_number
from letsconnect_tui.errors import CommandRefused
from letsconnect_tui.session import room_commands
from letsconnect_tui.session.refuse import refuse, unclosed_round

if TYPE_CHECKING:
    from letsconnect_tui.app.session_reader import SessionReader
    from letsconnect_tui.commands.arguments import Parser
    from letsconnect_tui.session.state import State


MOST_IN_A_ROOM = 1000
MOST_ROOMS = 1000
STYLES = ("understand", "mix")
"""What rooms can put first: that everybody understands everybody, or that people meet who have not met."""


def _rooms(session: SessionReader, argument: str) -> r.Request:
    given, rest = options(argument, ("size", "count", "seed", "style"))
    if rest == ["--json"]:
        return r.ShowRooms()
    if rest[:1] == ["again"] and not given and len(rest) <= 2:
        return r.ProposeSameRooms(whole_number(rest[1], least=1) if len(rest) == 2 else None)
    nothing(" ".join(rest), "rooms")
    if "size" in given and "count" in given:
        refuse("refused-size-and-count")
    return r.ProposeRooms(
        size=whole_number(given["size"], least=2, most=MOST_IN_A_ROOM) if "size" in given else None,
        count=whole_number(given["count"], least=1, most=MOST_ROOMS) if "count" in given else None,
        seed=whole_number(given["seed"]) if "seed" in given else 1,
        style=_style(given["style"]) if "style" in given else None,
    )


def _style(argument: str) -> str:
    if argument not in STYLES:
        refuse("refused-style", argument)
    return argument


def _proposal_id(session: SessionReader) -> int:
    if session.proposal is None:
        refuse("refused-nothing-to-accept")
    return session.proposal.id


def _round_id(state: State) -> int | None:
    """The latest round, if that is not over."""
    held = state.unclosed_round
    return None if held is None else held.id


def _late(session: SessionReader, argument: str) -> r.Request:
    unclosed_round(session.state)
    if argument == "everyone":
        return r.SeatLate()
    return r.SeatLate(person_named(session.state, argument))


def _move(session: SessionReader, argument: str) -> r.Request:
    name, _, room = argument.rpartition(" ")
    if not name:
        refuse("refused-move")
    number = whole_number(room)
    shown = session.proposal
    if isinstance(shown, RoomsProposal):
        return r.MoveInProposal(shown.id, person_named(session.state, name, among=seated_in(shown)), number)
    held = unclosed_round(session.state)
    try:
        person = person_named(session.state, name, among=held.seating)
    except CommandRefused:
        person = person_named(session.state, name)
    return room_commands.SeatPerson(person, number)


def _lock(locked: bool) -> Parser:
    def parse(session: SessionReader, argument: str) -> r.Request:
        shown = session.proposal
        if isinstance(shown, RoomsProposal):
            person = person_named(session.state, argument, among=seated_in(shown))
            return r.LockInProposal(shown.id, person, locked)
        return room_commands.SetLock(
            person_named(session.state, argument, among=unclosed_round(session.state).seating), locked
        )

    return parse


def seated_in(shown: RoomsProposal) -> tuple[str, ...]:
    """Everybody whom a proposal seats."""
    return tuple(person for room in shown.plan.rooms for person in room.members)


def _extend(session: SessionReader, argument: str) -> r.Request:
    return room_commands.ExtendRound(duration_ms(argument, signed=True), round=_round_id(session.state))


def _status(session: SessionReader, argument: str) -> r.Request:
    number, _, status = argument.partition(" ")
    if status not in ("fine", "needs-help", "done"):
        refuse("refused-room-status")
    return room_commands.SetRoomStatus(whole_number(number), status)  # type: ignore[arg-type]


def _visit(session: SessionReader, argument: str) -> r.Request:
    return room_commands.VisitRoom(whole_number(argument))


def _report(session: SessionReader, argument: str) -> r.Request:
    number, _, name = argument.partition(" ")
    speaker = person_named(session.state, name) if name else None
    return room_commands.ReportBack(whole_number(number), speaker)


COMMANDS: tuple[tuple[str, str, Parser], ...] = (
    ("rooms", "rooms [size=5|count=6] [seed=N] [style=mix], rooms again [ROUND]", _rooms),
    ("accept", "accept", lambda session, _: r.Accept(_proposal_id(session))),
    ("reject", "reject", lambda session, _: r.Reject(_proposal_id(session))),
    ("open", "open", lambda session, _: room_commands.OpenRooms(round=_round_id(session.state))),
    ("late", "late NAME | everyone", _late),
    ("move", "move NAME ROOM", _move),
    ("lock", "lock NAME", _lock(True)),
    ("unlock", "unlock NAME", _lock(False)),
    ("tidy", "tidy", lambda session, _: r.ProposeTidy()),
    ("extend", "extend 5m", _extend),
    ("room", "room ROOM fine|needs-help|done", _status),
    ("visit", "visit ROOM", _visit),
    ("report", "report ROOM [NAME]", _report),
    ("close", "close", lambda session, _: room_commands.CloseRooms(round=_round_id(session.state))),
)
