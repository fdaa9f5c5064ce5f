"""An onlooker's session: it takes over what the writer added to the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from letsconnect_tui.errors import LetsConnectError
from letsconnect_tui.messages.results import record_told
from letsconnect_tui.session.log import moments_of

if TYPE_CHECKING:
    from letsconnect_tui.app.recorder import Recorder
    from letsconnect_tui.i18n.message import Message
    from letsconnect_tui.messages.display_names import Names
    from letsconnect_tui.session.log import SessionLog


class FollowedRuns(Protocol):
    """Where an onlooker reads what the writer adds."""

    def poll(self) -> bool:
        """Take in what was added since; whether there was anything."""
        ...

    def holder(self) -> tuple[Any, Any] | None:
        """Who writes the file and since when, in words; None: nobody. Raises OSError."""
        ...

    def log(self, session: str) -> SessionLog:
        """A run's whole story; InputError where it is gone."""
        ...


def take_over_new(
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
    told = (record_told(record, log, names.in_state(log.state)) for record in fresh)
    return tuple((at, what) for at, what in zip(moments_of(fresh), told, strict=True) if what is not None)
