"""Commands that need something looked up before they can be decided: a file, or the room that suits best."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.app.requests import LoadRosterFile, SeatLate
from letsconnect_tui.i18n.message import Message, sentences
from letsconnect_tui.session.decide import decide
from letsconnect_tui.session.evolve import evolve
from letsconnect_tui.session.refuse import known_person, unclosed_round
from letsconnect_tui.session.room_commands import SeatMany, SeatPerson

if TYPE_CHECKING:
    from letsconnect_tui.app.library import Library
    from letsconnect_tui.app.session_reader import SessionReader
    from letsconnect_tui.session.facts import Command


def looked_up(
    session: SessionReader, command: Command, library: Library | None = None
) -> tuple[Command, tuple[Message, ...]]:
    """The command of ``session/`` that is meant, and in one alert what to say about how it was found.

    Args:
        session: Where it is given.
        command: What was asked for.
        library: Where earlier sessions are, of which names were learned; None: nowhere.

    Raises:
        CommandRefused: It makes no sense now.
        InputError: A file cannot be used.
    """
    if isinstance(command, SeatLate):
        return _seat_late(session, command), ()
    if isinstance(command, LoadRosterFile):
        from letsconnect_tui.app.column_choices import remember_columns
        from letsconnect_tui.app.people_proposals import roster_command
        from letsconnect_tui.app.saving import remember_names_in
        from letsconnect_tui.paths import user_path

        path = user_path(command.path)
        state = session.state
        learned = None if library is None else library.learned_names(state.session)
        load, notes = roster_command(state, path, command.encoding, learned, command.columns)
        remember_names_in(path, state.session)
        remember_columns(path, command.encoding, command.columns)
        return load, (sentences(*notes),) if notes else ()
    return command, ()


def _seat_late(session: SessionReader, command: SeatLate) -> Command:
    from letsconnect_tui.app.breakout_rounds import late_seat  # 60 ms, not needed to draw a screen

    held = unclosed_round(session.state)
    if not command.person:
        return _seat_all_late(session)
    person = known_person(session.state, command.person).id
    return SeatPerson(person, late_seat(session.state, held, person, session.met_before))


def _seat_all_late(session: SessionReader) -> Command:
    """Everybody who has no room, each where it suits best once those before are seated."""
    from letsconnect_tui.app.breakout_rounds import late_seat
    from letsconnect_tui.app.round_advice import without_room

    state, moves = session.state, []
    for person in without_room(state):
        held = state.round
        assert held is not None
        seat = SeatPerson(person, late_seat(state, held, person, session.met_before))
        for event in decide(state, seat, session.now()):
            state = evolve(state, event, session.now())
        moves.append((person, seat.room))
    return SeatMany(tuple(moves))
