"""Reading stored sessions without writing: once, or following the one that writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from letsconnect_tui.errors import LetsConnectError
from letsconnect_tui.messages.results import record_message
from letsconnect_tui.session.log import moments_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from letsconnect_tui.app.proposals import Proposal
    from letsconnect_tui.app.recorder import Recorder, Team
    from letsconnect_tui.breakouts import Met
    from letsconnect_tui.i18n.message import Message
    from letsconnect_tui.messages.display_names import Names
    from letsconnect_tui.session.log import SessionLog
    from letsconnect_tui.session.moment import Moment
    from letsconnect_tui.session.record import Record
    from letsconnect_tui.session.state import State


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


class SessionReader(Protocol):
    """A live session to be read; ``LiveSession`` is one."""

    zone: tzinfo | None
    names_hidden: bool

    @property
    def state(self) -> State:
        """The session as it stands."""

    @property
    def log(self) -> SessionLog:
        """The session's records and their fold."""

    @property
    def names(self) -> Names:
        """How people are called at present."""

    @property
    def keeps(self) -> bool:
        """Whether what is done is stored."""

    @property
    def kept_elsewhere(self) -> Message | None:
        """Where the session is kept since its file was changed or removed; None: where it was opened."""

    @property
    def onlooker(self) -> bool:
        """Whether another window runs the session."""

    @property
    def team(self) -> Team | None:
        """The machines that share the session; None: it is this one's alone."""

    @property
    def away(self) -> tuple[int, int] | None:
        """When the machine last slept or the app was closed, if a pause can still be made of it."""

    @property
    def proposal(self) -> Proposal | None:
        """What waits for a yes."""

    @property
    def met_before(self) -> Met:
        """Who met whom in earlier sessions, by the ids of this one."""

    def now(self) -> int:
        """The present moment on the session's line, in milliseconds."""

    def moment(self) -> Moment:
        """The session as it is now."""
