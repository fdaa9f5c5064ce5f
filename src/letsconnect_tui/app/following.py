"""What an onlooker's window takes over from the one that writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from letsconnect_tui.errors import LetsConnectError
from letsconnect_tui.messages.results import record_message
from letsconnect_tui.session.log import moments_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from letsconnect_tui.app.recorder import Recorder
    from letsconnect_tui.i18n.message import Message
    from letsconnect_tui.messages.display_names import Names
    from letsconnect_tui.session.log import SessionLog
    from letsconnect_tui.session.record import Record


class FollowedRuns(Protocol):
    """Where an onlooker reads what the writer adds."""

    def poll(self) -> bool:
        """Take in what was added since; whether there was anything."""

    def holder(self) -> tuple[Any, Any] | None:
        """Who writes the file and since when, in words; None: nobody. Raises OSError."""

    def log(self, session: str) -> SessionLog:
        """A run's log; InputError where it is gone."""


def take_over_new_records(
    recorder: Recorder, followed: FollowedRuns, names: Names
) -> tuple[tuple[int, Message], ...]:
    """Take over what was added since; each action with its moment, in words.

    A file that cannot be read now is looked at again at the next call.

    Args:
        recorder: Holds the session as it was at the last look.
        followed: Where the writer's records are read.
        names: How people are called.
    """
    before = recorder.log.latest.number
    try:
        if not followed.poll():
            return ()
        log = followed.log(recorder.state.session)
    except LetsConnectError:
        return ()
    recorder.take_over(log)
    fresh = [record for record in log.records if record.number > before]
    return records_in_words(fresh, log, names.in_state(log.state))


def records_in_words(
    records: Sequence[Record], log: SessionLog, names: Names
) -> tuple[tuple[int, Message], ...]:
    """Records of a log, each with its moment, in words; none for those that there is nothing to tell of.

    Args:
        records: In order, up to the latest.
        log: The log that they are in.
        names: How people are called.
    """
    sentences = (record_message(record, log, names) for record in records)
    return tuple(
        (at, what) for at, what in zip(moments_of(records), sentences, strict=True) if what is not None
    )
