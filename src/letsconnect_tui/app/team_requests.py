"""Carries out what is wanted of a shared session as such."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.app import sharing
from letsconnect_tui.app.reply import Reply
from letsconnect_tui.app.requests import ChooseAside
from letsconnect_tui.app.shared_recorder import SharedRecorder
from letsconnect_tui.app.shared_stream import end_stream
from letsconnect_tui.errors import CommandRefused
from letsconnect_tui.i18n.message import message
from letsconnect_tui.session.refuse import refuse
from letsconnect_tui.session.waiting import Joined
from letsconnect_tui.together.codes import keys_of, new_codes
from letsconnect_tui.together.engine import EngineRefused, Unreachable
from letsconnect_tui.together.nats_engine import connect
from letsconnect_tui.together.sealing import SessionSealer

if TYPE_CHECKING:
    from collections.abc import Callable

    from letsconnect_tui.app.library import Library
    from letsconnect_tui.app.recorder import Outcome, Recorder
    from letsconnect_tui.app.requests import TeamRequest


def carry_out(
    command: TeamRequest,
    recorder: Recorder,
    library: Library | None,
    reply_to: Callable[[Outcome], Reply],
) -> Reply:
    """Carry out one of them.

    Args:
        command: What is wanted.
        recorder: The session's.
        library: The file it is kept in; None: it is not kept.
        reply_to: Answers what a command has come to.

    Raises:
        CommandRefused: The session is not shared, or it makes no sense now.
        StoreError: It could not be stored.
    """
    if not isinstance(recorder, SharedRecorder) or library is None:
        refuse("refused-not-shared")
    if isinstance(command, ChooseAside):
        outcome = recorder.choose(command.entry, apply=command.apply)
        return Reply(True, message("reply-aside-dropped")) if outcome is None else reply_to(outcome)
    _replace_codes(recorder, library)
    return Reply(True, message("reply-codes-replaced"))


def _replace_codes(recorder: SharedRecorder, library: Library) -> None:
    """Share the session anew under other codes, and end what the old ones open."""
    if recorder.shared.role != "facilitator":
        refuse("refused-role", message(f"team-role-{recorder.shared.role}"))
    if recorder.waiting or not recorder.is_connected:
        refuse("refused-retell")
    keys = keys_of(new_codes().facilitator)
    sealer = SessionSealer(keys)
    log, _ = recorder.in_order()
    session, called = log.state.session, log.state.team[recorder.machine].called
    try:
        connection = connect(recorder.address, keys.stream, create=True)
        sharing.share(connection, sealer, log, recorder.machine, recorder.now())
    except (Unreachable, EngineRefused) as error:
        raise CommandRefused(error.message) from None
    end_stream(recorder, codes_replaced=True)
    recorder.disconnect()
    sharing.keep_joined(library, session, Joined(recorder.machine, called, keys.codes[0], recorder.address))
    recorder.begin_order(log.records)
    recorder.codes = keys.codes
    recorder.has_left.clear()
    recorder.connect(connection, sealer)
