"""What a quick run of keys has done so far, so that it can be taken back as one if it was a sentence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from letsconnect_tui.session.commands import Command, Redo, Undo

if TYPE_CHECKING:
    from letsconnect_tui.app.live_session import LiveSession
    from letsconnect_tui.app.reply import Reply
    from letsconnect_tui.i18n.message import Message


@dataclass(slots=True)
class KeyRun:
    """The commands one run gave, and how the screens stood before it."""

    number: int = 0
    panel: str | None = None
    screens: int = 1
    names_hidden: bool = False
    records: list[int] = field(default_factory=list)
    """Numbers of the records its commands made."""
    taken_back: bool = False

    def note(self, reply: Reply) -> None:
        """A command of this run was carried out."""
        if reply.outcome is not None and reply.outcome.record is not None:
            self.records.append(reply.outcome.record.number)


def take_back(desk: LiveSession, keys: KeyRun) -> Message | None:
    """Take back every command of a run, the latest first: an undo is given again, the rest is undone.

    What others rest on by now stays, and the history shows it; the answer is why something stayed.
    """
    log = desk.log
    stayed = None
    for number in reversed(keys.records):
        record = log.numbered(number)
        assert record is not None
        back: Command = Undo(number)
        if record.undoes is not None:
            back = Redo(record.undoes)
        elif record.redoes is not None:
            back = Undo(record.redoes)
        reply = desk.execute(back)
        if not reply.ok:
            stayed = reply.message
    desk.discard_proposal()
    return stayed
