"""Takes back several commands as one, such as all that a sentence typed by mistake has done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.messages.results import what_was_done
from letsconnect_tui.session.commands import Redo, Undo

if TYPE_CHECKING:
    from letsconnect_tui.app.live_session import LiveSession
    from letsconnect_tui.i18n.message import Message
    from letsconnect_tui.session.facts import Command
    from letsconnect_tui.session.log import SessionLog
    from letsconnect_tui.session.record import Record


class TakenBack(msgspec.Struct, frozen=True):
    """What was taken back, the latest first, and what had to stay."""

    commands: tuple[Message, ...] = ()
    stayed: tuple[Message, ...] = ()
    why: Message | None = None
    """Why the first of those stayed."""


def take_back(session: LiveSession, numbers: Sequence[int]) -> TakenBack:
    """Take back the commands with these record numbers, the latest first; an undo is given again.

    What others rest on by now stays, and the history shows it.
    """
    done: list[Message] = []
    stayed: list[Message] = []
    why: Message | None = None
    for number in reversed(numbers):
        record = session.log.numbered(number)
        if record is None:
            continue
        what = _what_it_did(session, record)
        reply = session.execute(_opposite(record))
        (done if reply.ok else stayed).append(what)
        why = why or (None if reply.ok else reply.message)
    return TakenBack(tuple(done), tuple(stayed), why)


def done_by(session: LiveSession, numbers: Sequence[int]) -> tuple[Message, ...]:
    """What the commands with these record numbers did, the latest first."""
    records = (session.log.numbered(number) for number in reversed(numbers))
    return tuple(_what_it_did(session, record) for record in records if record is not None)


def _opposite(record: Record) -> Command:
    if record.undoes is not None:
        return Redo(record.undoes)
    return Undo(record.number if record.redoes is None else record.redoes)


def _what_it_did(session: LiveSession, record: Record) -> Message:
    log: SessionLog = session.log
    about = next((n for n in (record.undoes, record.redoes) if n is not None), record.number)
    meant = log.numbered(about)
    return what_was_done(record, () if meant is None else meant.events, log.state, session.names)
