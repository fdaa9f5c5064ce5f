"""Shares a session with other machines, joins one that is shared, and goes on with it after a restart."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from msgspec.structs import replace

from letsconnect_tui.app.run_sheet_file import remove_run_sheets
from letsconnect_tui.app.shared_recorder import SharedRecorder
from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.message import message
from letsconnect_tui.plan.problems import PlanError
from letsconnect_tui.plan.read import plan_of_text
from letsconnect_tui.session.log import replay
from letsconnect_tui.session.refuse import EventMismatch
from letsconnect_tui.session.team_commands import JoinTeam
from letsconnect_tui.session.waiting import Joined, Settled, WaitingAction, document
from letsconnect_tui.together.engine import StaleExpectation
from letsconnect_tui.together.order import as_one_entry
from letsconnect_tui.together.shared_log import SharedLog
from letsconnect_tui.together.wire import SentSnapshot, encode, unsealed

if TYPE_CHECKING:
    from letsconnect_tui.app.library import Library
    from letsconnect_tui.clock import Clock
    from letsconnect_tui.session.log import SessionLog
    from letsconnect_tui.together.engine import Connection, StoredEntry
    from letsconnect_tui.together.roles import Role
    from letsconnect_tui.together.wire import Sealer

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
JOIN_S = 10.0
"""How long a machine waits for the first entry, and for its own joining to be in the order."""


def new_machine() -> str:
    """An id for a window that takes part."""
    return "".join(secrets.choice(LETTERS) for _ in range(6))


def role_of(code: str) -> Role:
    """What a code lets somebody do, by the word in front of it."""
    word = code.partition("-")[0]
    return word if word in ("facilitator", "helper") else "watcher"  # type: ignore[return-value]


def share(connection: Connection, sealer: Sealer, log: SessionLog, machine: str, now: int) -> None:
    """Put a session that nobody shares yet on the engine, as its first entry.

    Args:
        connection: A stream that is empty.
        sealer: A facilitator's.
        log: The session.
        machine: This machine's id.
        now: The moment on the session's line.

    Raises:
        InputError: The stream is not empty.
        Unreachable: The engine cannot be reached.
    """
    name = f"{machine}-0"
    payload = sealer.seal(name, "control", encode(SentSnapshot(now, tuple(log.records))))
    try:
        connection.replace_stream(payload, name, expected_last=0)
    except StaleExpectation:
        raise InputError(message("together-shared-already")) from None


def forget_order(library: Library, log: SessionLog) -> None:
    """Let a file forget where records stood in the order of another stream; raises StoreError."""
    if any(record.seq for record in log.records):
        session = log.state.session
        library.rewrite({session: [replace(record, seq=0).document() for record in log.records]})


def recorder_of(
    library: Library, session: str, clock: Clock, role: Role = "facilitator"
) -> SharedRecorder | None:
    """Go on with a session that was shared from this file; None where it was not.

    Args:
        library: The file.
        session: The session's id in it.
        clock: This machine's.
        role: What its code lets it do.
    """
    waiting = library.waiting(session)
    if waiting is None or waiting.joined is None:
        return None
    shared = SharedLog(library.log_in_order(session), waiting.joined.machine, role, waiting)
    return _recorder(library, shared, clock)


def kept_join(library: Library, session: str, joined: Joined, clock: Clock, role: Role) -> SharedRecorder:
    """Note in the file that this machine takes part in a session, and go on with it; raises StoreError."""
    keep_joined(library, session, joined)
    recorder = recorder_of(library, session, clock, role)
    assert recorder is not None
    return recorder


def keep_joined(library: Library, session: str, joined: Joined) -> None:
    """Note in the file how this machine takes part in a session; raises StoreError."""
    library.file.append(document(session, joined))


def log_of_stream(connection: Connection, sealer: Sealer, first: StoredEntry) -> SessionLog:
    """The log that a stream begins with.

    Raises:
        InputError: It is not readable with this code, or by this version.
    """
    read = unsealed(sealer, first)
    if read is None or not isinstance(read[1], SentSnapshot) or read[0] != "facilitator":
        raise InputError(message("together-not-readable"), message("together-not-readable-hint"))
    try:
        return replay(as_one_entry(read[1].records, first.seq), plan_of_text)
    except (EventMismatch, PlanError):
        raise InputError(message("together-not-readable"), message("together-not-readable-hint")) from None


def kept_copy(library: Library, log: SessionLog) -> str:
    """Put a session that came from elsewhere into the file; its id there. Raises StoreError."""
    session = log.state.session
    plan, _, _ = session.rpartition(".")
    number = 1
    while session in library.session_ids():
        number += 1
        session = f"{plan}.{number}"
    for record in log.records:
        library.file.append(replace(record, session=session).document())
    return session


def watcher_recorder(log: SessionLog, machine: str, clock: Clock) -> SharedRecorder:
    """A watcher's recorder, which keeps nothing."""
    return SharedRecorder(SharedLog(log, machine, "watcher"), clock, None)


def join(recorder: SharedRecorder, called: str, role: Role) -> None:
    """Take part, and wait until that is in the order.

    Raises:
        InputError: The engine did not take it in time; nothing can be done here yet.
        StoreError: It could not be stored.
    """
    if role == "watcher":
        return
    recorder.record(JoinTeam(recorder.machine, called, role))
    if not recorder.wait(lambda shared: shared.machine in shared.confirmed.state.team, JOIN_S):
        raise InputError(message("together-not-joined"), message("together-not-joined-hint"))


def _recorder(library: Library, shared: SharedLog, clock: Clock) -> SharedRecorder:
    def replace_log() -> None:
        session, known = shared.confirmed.state.session, library.waiting(shared.confirmed.state.session)
        kept: list[Joined | WaitingAction | Settled] = [*shared.waiting, *shared.aside]
        kept += [Settled(action.entry, "aside") for action in shared.aside]
        if known is not None and known.joined is not None:
            kept.append(known.joined)
        records = (record.document() for record in shared.confirmed.records)
        library.rewrite({session: [*records, *(document(session, one) for one in kept)]}, erase=True)
        remove_run_sheets(library.file.path, (session,))

    return SharedRecorder(shared, clock, library.file, replace_log)
