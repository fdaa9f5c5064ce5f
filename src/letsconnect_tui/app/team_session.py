"""Live sessions that several machines share: opened by whoever shares or joins one, and left again."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from letsconnect_tui.app import sharing
from letsconnect_tui.app.bootstrap import kept_session
from letsconnect_tui.app.shared_recorder import SharedRecorder
from letsconnect_tui.app.shared_stream import end_stream, machines_behind
from letsconnect_tui.clock import SystemClock
from letsconnect_tui.errors import CommandRefused, InputError
from letsconnect_tui.i18n.message import message
from letsconnect_tui.session.waiting import Joined
from letsconnect_tui.together.codes import keys_of, new_codes
from letsconnect_tui.together.engine import EngineRefused, Unreachable
from letsconnect_tui.together.nats_engine import connect
from letsconnect_tui.together.sealing import SessionSealer
from letsconnect_tui.together.wire import unsealed

if TYPE_CHECKING:
    from letsconnect_tui.app.library import Library
    from letsconnect_tui.app.live_session import LiveSession
    from letsconnect_tui.i18n.message import Message
    from letsconnect_tui.together.codes import SessionKeys
    from letsconnect_tui.together.engine import Connection
    from letsconnect_tui.together.wire import Sealer

AGAIN_S = 3.0
"""How long to wait before connecting is tried again."""
LEAVE_S = 3.0
"""How long a closing window waits for what is still being sent."""


def share_session(library: Library, session: LiveSession, address: str, called: str) -> LiveSession:
    """Share a session of this file, or go on sharing it.

    A session that was shared before goes on where the engine cannot be reached; what is done then waits.

    Args:
        library: Where it is kept.
        session: The session.
        address: Where the engine is; empty: where it was.
        called: What the user of this machine is called.

    Raises:
        InputError: No address is known, or it is none.
        Unreachable: Nobody answers there, and it was not shared before.
        EngineRefused: The engine does not take it.
        StoreError: It could not be stored.
    """
    run = session.state.session
    shared = library.waiting(run)
    if shared is not None and shared.joined is not None:
        return _gone_on_with(library, run, shared.joined, address)
    if session.state.rehearsal:
        raise InputError(message("together-no-rehearsal"))
    keys = keys_of(new_codes().facilitator)
    sealer = SessionSealer(keys)
    connection = connect(_known(address), keys.stream, create=True)
    machine = sharing.new_machine()
    sharing.share(connection, sealer, session.log, machine, session.now())
    sharing.forget_order(library, session.log)
    joined = Joined(machine, called, keys.codes[0], address)
    recorder = sharing.kept_join(library, run, joined, SystemClock(), keys.role)
    return _taking_part(library, recorder, connection, sealer, keys, called, address)


def join_session(library: Library, code: str, address: str, called: str) -> LiveSession:
    """Take part in a session that somebody shares; a watcher's file keeps nothing of it.

    Args:
        library: Where it is kept.
        code: What whoever shares it gave out, perhaps with ``@`` and an address behind it.
        address: Where the engine is, where the code does not say.
        called: What the user of this machine is called.

    Raises:
        InputError: The code or the address is none, or it is not readable.
        Unreachable: Nobody answers there.
        EngineRefused: There is no such session, or the engine cannot be trusted to it.
        StoreError: It could not be stored.
    """
    code, _, behind = code.partition("@")
    keys, clock = keys_of(code), SystemClock()
    address = behind or address
    known = _joined_before(library, keys)
    if known is not None:
        return _gone_on_with(library, *known, address)
    sealer = SessionSealer(keys)
    connection = connect(_known(address), keys.stream, create=False)
    first = connection.first()
    if first is None:
        raise InputError(message("together-not-readable"), message("together-not-readable-hint"))
    log = sharing.log_of_stream(connection, sealer, first)
    machine = sharing.new_machine()
    if keys.role == "watcher":
        recorder = sharing.watcher_recorder(log, machine, clock)
    else:
        run = sharing.kept_copy(library, log)
        joined = Joined(machine, called, code, address)
        recorder = sharing.kept_join(library, run, joined, clock, keys.role)
    return _taking_part(library, recorder, connection, sealer, keys, called, address)


def watch_session(library: Library, code: str, address: str) -> LiveSession:
    """Look at a session that somebody shares, as a watcher whatever the code allows; raises as joining does.

    Args:
        library: As for joining; nothing is kept in it.
        code: Any of the session's codes.
        address: Where the engine is, where the code does not say.
    """
    own, _, behind = code.partition("@")
    return join_session(library, keys_of(own).codes[-1], behind or address, "")


def _taking_part(
    library: Library,
    recorder: SharedRecorder,
    connection: Connection,
    sealer: Sealer,
    keys: SessionKeys,
    called: str,
    address: str,
) -> LiveSession:
    recorder.called, recorder.codes, recorder.address = called, keys.codes, address
    recorder.connect(connection, sealer)
    sharing.join(recorder, called, keys.role)
    return kept_session(library, recorder)


def leave(session: LiveSession) -> Message | None:
    """Leave a shared session: what waits is sent if that is quick, else it stays in the file.

    When the session is over, nobody else facilitates any more, and every machine has all of it, nothing of it
    stays on the engine.

    Returns:
        What becomes of what waits, or of what is on the engine, where there is something to say.
    """
    team = session.team
    if not isinstance(team, SharedRecorder) or team.has_left.is_set():
        return None
    notice = None
    if team.is_connected:
        team.wait(lambda shared: not shared.waiting, LEAVE_S)
    if team.waiting:
        notice = message("together-waits", team.waiting)
    elif team.is_connected and session.state.phase == "ended" and team.shared.role == "facilitator":
        notice = _taken_from_engine(team)
    team.disconnect()
    return notice


def _taken_from_engine(team: SharedRecorder) -> Message | None:
    """Take a session that is over from the engine, or say why it stays there."""
    if any(one.role == "facilitator" for one in team.present()[1:]):
        return None  # the last of them does it
    try:
        behind = {team.state.team[machine].called for machine in machines_behind(team)}
        if behind:
            return message("together-kept-there", tuple(sorted(behind)))
        end_stream(team)
    except CommandRefused:  # the engine forgets it by itself later
        return None
    return message("together-taken")


def _gone_on_with(library: Library, run: str, joined: Joined, address: str) -> LiveSession:
    """A session that this machine took part in before; without a network it goes on alone."""
    keys, clock = keys_of(joined.code), SystemClock()
    if address and address != joined.address:
        joined = Joined(joined.machine, joined.called, joined.code, address)
        recorder = sharing.kept_join(library, run, joined, clock, keys.role)
    else:
        found = sharing.recorder_of(library, run, clock, keys.role)
        assert found is not None
        recorder = found
    recorder.codes, recorder.address = keys.codes, joined.address
    connect_when_possible(recorder, _known(joined.address), keys)
    return kept_session(library, recorder)


def connect_when_possible(recorder: SharedRecorder, address: str, keys: SessionKeys) -> None:
    """Connect in the background, however long nobody answers; the session goes on meanwhile."""

    def work() -> None:
        has_reported = False
        while not recorder.has_left.is_set():
            try:
                _connect(recorder, address, keys)
            except (Unreachable, EngineRefused, InputError) as error:
                is_gone = error.message.key == "engine-no-session"
                if is_gone and recorder.state.phase == "ended":  # it was taken from the engine
                    recorder.notice(message("together-over"))
                    recorder.has_left.set()
                    return
                if not has_reported:
                    recorder.notice(error.message)
                    recorder.notice(message("together-gone" if is_gone else "together-goes-on-alone"))
                has_reported = True
            else:
                return
            recorder.has_left.wait(AGAIN_S)

    threading.Thread(target=work, daemon=True, name="together-connect").start()


def _connect(recorder: SharedRecorder, address: str, keys: SessionKeys) -> None:
    """Connect a machine that knows the session already."""
    connection, sealer = connect(address, keys.stream, create=False), SessionSealer(keys)
    try:
        first = connection.first()
        if first is not None:
            unsealed(sealer, first)  # holds the keys that helpers' signatures are checked with
        recorder.connect(connection, sealer)
    except BaseException:
        connection.close()
        raise


def _joined_before(library: Library, keys: SessionKeys) -> tuple[str, Joined] | None:
    for run in library.session_ids():
        shared = library.waiting(run)
        if shared is not None and shared.joined is not None and shared.joined.code == keys.codes[0]:
            return run, shared.joined
    return None


def _known(address: str) -> str:
    if not address:
        raise InputError(message("together-no-address"), message("together-no-address-hint"))
    return address
