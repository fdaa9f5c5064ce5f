"""Typed words about breakout rooms and propose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.app import make_proposals
from letsconnect_tui.app.breakout_rounds import late_seat, tidy_moves
from letsconnect_tui.app.person_lookup import person_named
from letsconnect_tui.app.proposals import RoomsProposal
from letsconnect_tui.commands.arguments import duration_ms, nothing, options, whole_number
from letsconnect_tui.errors import CommandRefused
from letsconnect_tui.session import commands as c
from letsconnect_tui.session.refuse import refuse

if TYPE_CHECKING:
    from letsconnect_tui.app.live_session import LiveSession
    from letsconnect_tui.app.reply import Reply
    from letsconnect_tui.commands.table import Handler
    from letsconnect_tui.session.state import Round


MOST_IN_A_ROOM = 1000
MOST_ROOMS = 1000


def _rooms(desk: LiveSession, argument: str) -> Reply:
    given, rest = options(argument, ("size", "count", "seed", "style"))
    if rest == ["--json"]:
        from letsconnect_tui.commands.queries import rooms_json

        return rooms_json(desk, "")
    nothing(" ".join(rest), "rooms")
    if "size" in given and "count" in given:
        refuse("refused-size-and-count")
    made = make_proposals.rooms_proposal(
        desk,
        size=whole_number(given["size"], least=2, most=MOST_IN_A_ROOM) if "size" in given else None,
        count=whole_number(given["count"], least=1, most=MOST_ROOMS) if "count" in given else None,
        seed=whole_number(given["seed"]) if "seed" in given else 1,
        style=given.get("style"),
    )
    return make_proposals.open_proposal(desk, made)


def _accept(desk: LiveSession, argument: str) -> Reply:
    nothing(argument, "accept")
    return make_proposals.accept(desk)


def _reject(desk: LiveSession, argument: str) -> Reply:
    nothing(argument, "reject")
    return make_proposals.reject(desk)


def _plain(command: type[c.Command], word: str) -> Handler:
    def handle(desk: LiveSession, argument: str) -> Reply:
        nothing(argument, word)
        return desk.execute(command())

    return handle


def _planned(desk: LiveSession) -> Round:
    held = desk.state.round
    if held is None or held.closed_at is not None:
        refuse("refused-no-rooms")
    return held


def _late(desk: LiveSession, argument: str) -> Reply:
    held = _planned(desk)
    person = person_named(desk.state, argument)
    room = late_seat(desk.state, held, person, desk.met_before)
    return desk.execute(c.SeatPerson(person, room))


def _move(desk: LiveSession, argument: str) -> Reply:
    name, _, room = argument.rpartition(" ")
    if not name:
        refuse("refused-move")
    number = whole_number(room)
    if isinstance(desk.proposal, RoomsProposal):
        return make_proposals.move_in_proposal(desk, desk.proposal, name, number)
    held = _planned(desk)
    try:
        person = person_named(desk.state, name, among=held.seating)
    except CommandRefused:
        person = person_named(desk.state, name)
    return desk.execute(c.SeatPerson(person, number))


def _lock(locked: bool) -> Handler:
    def handle(desk: LiveSession, argument: str) -> Reply:
        if isinstance(desk.proposal, RoomsProposal):
            return make_proposals.lock_in_proposal(desk, desk.proposal, argument, locked)
        person = person_named(desk.state, argument, among=_planned(desk).seating)
        return desk.execute(c.SetLock(person, locked))

    return handle


def _tidy(desk: LiveSession, argument: str) -> Reply:
    nothing(argument, "tidy")
    held = _planned(desk)
    moves = tidy_moves(desk.state, held, desk.met_before)
    return make_proposals.open_proposal(desk, make_proposals.tidy_proposal(desk, moves))


def _extend(desk: LiveSession, argument: str) -> Reply:
    return desk.execute(c.ExtendRound(duration_ms(argument, signed=True)))


def _status(desk: LiveSession, argument: str) -> Reply:
    number, _, status = argument.partition(" ")
    if status not in ("fine", "needs-help", "done"):
        refuse("refused-room-status", status)
    return desk.execute(c.SetRoomStatus(whole_number(number), status))  # type: ignore[arg-type]


def _visit(desk: LiveSession, argument: str) -> Reply:
    return desk.execute(c.VisitRoom(whole_number(argument)))


def _report(desk: LiveSession, argument: str) -> Reply:
    number, _, name = argument.partition(" ")
    speaker = person_named(desk.state, name) if name else None
    return desk.execute(c.ReportBack(whole_number(number), speaker))


WORDS: tuple[tuple[str, str, Handler], ...] = (
    ("rooms", "rooms [size=5|count=6] [seed=N] [style=mix]", _rooms),
    ("accept", "accept", _accept),
    ("reject", "reject", _reject),
    ("open", "open", _plain(c.OpenRooms, "open")),
    ("late", "late NAME", _late),
    ("move", "move NAME ROOM", _move),
    ("lock", "lock NAME", _lock(True)),
    ("unlock", "unlock NAME", _lock(False)),
    ("tidy", "tidy", _tidy),
    ("extend", "extend 5m", _extend),
    ("room", "room ROOM fine|needs-help|done", _status),
    ("visit", "visit ROOM", _visit),
    ("report", "report ROOM [NAME]", _report),
    ("close", "close", _plain(c.CloseRooms, "close")),
)
